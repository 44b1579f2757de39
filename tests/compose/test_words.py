from __future__ import annotations

import datetime

import pytest

from handouts.compose.words import Words
from handouts.library.models import Phrases, Range
from handouts.problems import ProblemError


def words(**phrases) -> Words:
    return Words(Phrases.model_validate({"phrases": phrases}), "phrases/xx.yaml")


def span(low: int, high: int) -> Range:
    return Range(low=low, high=high)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(3, "3"), (span(3, 3), "3"), (span(8, 12), "8–12"), (Range(low=1, high=10, up_to=True), "up to 10")],
)
def test_figures(value, expected) -> None:
    assert words(up_to="up to {n}").figure(value) == expected


@pytest.mark.parametrize(
    ("n", "expected"),
    [(1, "one week"), (2, "2 weeks"), (0, "0 weeks"), (span(1, 1), "one week"), (span(1, 2), "1–2 weeks"),
     (span(4, 16), "4–16 weeks"), (None, "{n} weeks")],
)  # fmt: skip
def test_plurals(n, expected) -> None:
    assert words(weeks={"one": "one week", "other": "{n} weeks"})("weeks", n) == expected


def test_slots() -> None:
    assert words(page="Page {x} of {y}")("page", x="2", y="4") == "Page 2 of 4"
    assert words(twice="{x} and {x}")("twice", x="a") == "a and a"


def test_a_missing_phrase_names_the_file_and_the_key() -> None:
    with pytest.raises(ProblemError) as error:
        words(a="b")("log_title")
    (problem,) = error.value.problems
    assert (problem.path, problem.field) == ("phrases/xx.yaml", "phrases.log_title")
    assert "missing" in problem.message
    assert problem.hint


def test_a_phrase_without_its_slot_is_a_problem() -> None:
    with pytest.raises(ProblemError) as error:
        words(page="Page {x}")("page", x="1", y="2")
    (problem,) = error.value.problems
    assert str(problem) == "phrases/xx.yaml: phrases.page: the slot '{y}' is missing"


def test_values_are_not_expanded_again() -> None:
    assert words(page="{x}, {y}")("page", x="{y}", y="{x}") == "{y}, {x}"
    assert words(call="Call {x}: {n}")("call", 3, x="{n} {n.__class__} {0} {{") == "Call {n} {n.__class__} {0} {{: 3"


def test_braces_that_are_no_slot_stay() -> None:
    found = words(odd="{n.__class__} {z} {} {{n}} {x!r} {n:>9}")("odd", 1)
    assert found == "{n.__class__} {z} {} {1} {x!r} {n:>9}"


DANISH = {"own_name": "Dansk", "date": "{d}. {month} {y}", "months": [f"m{n}" for n in range(1, 13)], "decimal": ","}


def test_a_date_follows_the_language() -> None:
    own = Words(Phrases.model_validate({"formats": DANISH, "phrases": {}}))
    assert own.date(datetime.date(2025, 3, 5)) == "5. m3 2025"


@pytest.mark.parametrize(
    ("dash", "expected"), [("{x}-{y}", "8-12"), ("{x.__class__}{y}", "{x.__class__}12"), ("{x}–{y}", "8–12")]
)
def test_a_range_follows_the_language_and_reads_no_attributes(dash, expected) -> None:
    own = Words(Phrases.model_validate({"formats": {**DANISH, "range": dash}, "phrases": {}}))
    assert own.figure(span(8, 12)) == expected
