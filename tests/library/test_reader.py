from __future__ import annotations

from typing import Annotated

import pytest
from pydantic import BaseModel, ConfigDict, Field

from handouts.library.kinds import MODELS
from handouts.library.models import Dose, Exercise, Phrases, Plural, Range
from handouts.library.reader import read
from handouts.problems import ProblemError
from handouts.source import load, parse
from tests.content import REACH
from tests.expected import cases, expected


def problems(model: type[BaseModel], text: str) -> list[str]:
    with pytest.raises(ProblemError) as caught:
        read(model, parse(text, "f.yaml"))
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("path", cases("content"), ids=lambda path: path.stem)
def test_bad_content_is_told_with_its_place(path) -> None:
    wanted = expected(path)
    assert wanted
    with pytest.raises(ProblemError) as caught:
        read(MODELS[path.name.split(".")[0]], load(path, path.name))
    assert [str(problem) for problem in caught.value.problems] == wanted


def test_good_content_becomes_a_model() -> None:
    exercise = read(Exercise, parse(REACH, "f.yaml"))
    assert exercise.dose.reps == Range(low=8, high=12)
    assert exercise.dose.hold == Range(low=5, high=5)
    assert exercise.printed == ("start", "end")


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [("10", 10, 10), ("'8-12'", 8, 12), ("8-12", 8, 12), ("8–12", 8, 12), ("8 - 12", 8, 12)],
)
def test_ranges(written, low, high) -> None:
    assert read(Dose, parse(f"reps: {written}", "f.yaml")).reps == Range(low=low, high=high)


def test_a_range_that_has_been_read_stays_as_it_is() -> None:
    once = read(Dose, parse("reps: up to 12", "f.yaml"))
    assert Dose.model_validate({"reps": once.reps}).reps == Range(low=1, high=12, up_to=True)


@pytest.mark.parametrize(
    "written", ["1.5", "ten", "[8, 12]", "{low: 1}", "{low: a, high: b}", "-3", "8-", "''", "false"]
)
def test_what_is_no_range(written) -> None:
    wanted = "f.yaml:1:7: reps: must be a whole number such as 10, a range such as 8-12, or up to 10"
    assert problems(Dose, f"reps: {written}") == [wanted]


@pytest.mark.parametrize("written", ["0", "101", "0-3", "8-99999"])
def test_ranges_have_limits(written) -> None:
    assert problems(Dose, f"reps: {written}") == ["f.yaml:1:7: reps: must be from 1 to 100"]


def test_a_choice_of_shapes_reads_either() -> None:
    found = read(Phrases, parse("phrases: {a: one, b: {one: x, other: xs}}", "f.yaml")).phrases
    assert found == {"a": "one", "b": Plural(one="x", other="xs")}


class Inner(BaseModel):
    model_config = ConfigDict(extra="forbid")

    wide_side: Annotated[float, Field(alias="wide-side", gt=0, lt=10)] = 1.0
    count: Annotated[int, Field(ge=2, le=3)] = 2
    loud: bool = False


class Outer(BaseModel):
    model_config = ConfigDict(extra="forbid")

    by_name: dict[str, Inner] = {}
    items: list[Inner] = []


def test_models_of_other_rooms_keep_their_keys_and_limits() -> None:
    text = (
        "by_name:\n  a: {wide-sid: 2, count: 1}\n  b: {wide-side: 0, loud: maybe}\n"
        "items:\n- {wide-side: 10, count: 4}\n- {count: 2.5}\n- {wide-side: wide}\n"
    )
    assert problems(Outer, text) == [
        "f.yaml:2:7: by_name.a.wide-sid: is not a known key (did you mean 'wide-side'?)",
        "f.yaml:2:27: by_name.a.count: must be at least 2",
        "f.yaml:3:18: by_name.b.wide-side: must be more than 0.0",
        "f.yaml:3:27: by_name.b.loud: must be true or false",
        "f.yaml:5:15: items.0.wide-side: must be less than 10.0",
        "f.yaml:5:26: items.0.count: must be at most 3",
        "f.yaml:6:11: items.1.count: must be a whole number",
        "f.yaml:7:15: items.2.wide-side: must be a number",
    ]


def test_many_problems_take_no_time() -> None:
    """The search for what follows from what must not grow with the square of the problems."""
    text = "by_name:\n" + "".join(f"  k{n}: {{a: 1, b: 2}}\n" for n in range(3000))
    assert len(problems(Outer, text)) == 6000
