from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from handouts.problems import Problem
from tests.fuzz.changed import samples
from tests.fuzz.kinds import MODEL, PROPERTIES, tidy

FOUND = {  # what was a fault once
    "two-names": (
        "layout",
        ("extends: sheet\nname: trial\nexercise: {left: [name], right: [steps, name]}\n", "demo", "a4"),
    ),
    "no-pictures": (
        "layout",
        ("extends: grid\nname: trial\nexercise: {left: [], right: [name, steps]}\n", "demo", "a4"),
    ),
    "no-alt": (
        "sheet",
        (("exercises/demo-hang/en.yaml", "version: '1.0'\nname: Hang\nsteps: [Hang.]\nfeel: it.\nalt: {}\n"), "demo"),
    ),
}


@pytest.mark.parametrize("kind", PROPERTIES)
def test_any_file_gives_a_result_or_problems(kind: str) -> None:
    """The same with as many inputs as one likes: python -m tests.fuzz."""
    holds, inputs = PROPERTIES[kind]
    settings(max_examples=15, suppress_health_check=list(HealthCheck))(given(inputs)(lambda made: holds(made)))()


@pytest.mark.parametrize("name", FOUND)
def test_a_fault_that_was_found_is_mended(name: str) -> None:
    kind, made = FOUND[name]
    PROPERTIES[kind][0](made)


def test_there_are_samples_of_every_kind() -> None:
    assert MODEL.keys() == samples().keys()


@pytest.mark.parametrize(
    "problem", [Problem(""), Problem("x" * 2000, "f.yaml", 1), Problem("x", "f.yaml", 9), Problem("x", "", 1)]
)
def test_untidy_problems_are_noticed(problem: Problem) -> None:
    with pytest.raises(AssertionError):
        tidy((problem,), "one: line\n")
