"""Sheets for the pen, room for a label, the next visit."""

from __future__ import annotations

import pytest

from handouts.compose.document import ExerciseBlock, Fact, Field, Glance, Notes, PatientStrip, plain
from handouts.compose.dose import fields
from handouts.compose.request import Patient
from handouts.compose.words import Words
from handouts.library.models import Dose
from handouts.problems import ProblemError
from tests.content import compose
from tests.sample import library

SIDES = ("left", "right", "both sides")


def said(lang: str = "en", equipment: tuple[str, ...] = (), **keys) -> list[str]:
    words = Words(library().phrases(lang))
    made = fields(Dose.model_validate(keys), equipment, words)
    return [f"☐ {field.words}" if field.tick else f"{field.before}_{field.after}" for field in made]


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ({"reps": "8-12", "sets": 2, "hold": 5}, ["_times", "hold_s", "_sets"]),
        ({"reps": 2}, ["_times", "hold_s", "_sets"]),
        ({"reps": 1, "sets": 3}, ["_times", "hold_s"]),
        ({"hold": 30, "sets": 3}, ["_times", "hold_s"]),
        ({"reps": 6, "unit": "rounds"}, ["_rounds", "hold_s", "_sets"]),
        ({"duration": 30}, ["for_s", "_sets"]),
        ({"duration": 300}, ["for_minutes", "_sets"]),
        ({"hold": 9, "side": "each"}, ["_times", "hold_s", *(f"☐ {side}" for side in SIDES)]),
        ({"hold": 9, "side": "alternating"}, ["_times", "hold_s", "☐ left and right in turn"]),
        ({"when": "lifting"}, ["☐ each time you lift", "_times", "hold_s"]),
    ],
)
def test_what_is_left_to_the_pen(keys, found: list[str]) -> None:
    assert said(**keys) == found


def test_loads_are_written_too() -> None:
    assert said(equipment=("mat", "dumbbell"), reps=9) == ["_times", "hold_s", "_sets", "dumbbell_"]


@pytest.mark.parametrize("lang", ["en", "da", "sv", "nb", "de", "es"])
def test_no_number_is_left_in_any_language(lang: str) -> None:
    for keys in ({"reps": 8, "sets": 2, "hold": 5, "side": "each"}, {"duration": 40}, {"duration": 300}):
        for field in said(lang, **keys):
            assert field.strip("_")
            assert not any(letter.isdigit() or letter in "{}" for letter in field)


def only(made, kind):
    return [block for block in made.blocks if isinstance(block, kind)]


def test_a_sheet_for_the_pen(content) -> None:
    made = compose(content, ("patient", "glance", "exercises"), blank=True)
    for block in only(made, ExerciseBlock):
        assert block.dose == ()
        assert Field("", "times") in block.fields
    assert [fact.value for fact in only(made, Glance)[0].facts] == ["", "", "", "chair, wall"]
    assert [(notes.title, notes.lines) for notes in only(made, Notes)] == [("Notes", 3)]
    assert only(made, PatientStrip)[0].facts[-1] == Fact("Next visit")


def test_a_plain_sheet_has_none_of_it(content) -> None:
    made = compose(content, ("patient", "glance", "exercises"))
    assert all(block.dose and not block.fields for block in only(made, ExerciseBlock))
    assert only(made, Notes) == []
    assert len(only(made, PatientStrip)[0].facts) == 3
    assert only(made, PatientStrip)[0].sticker == ""


@pytest.mark.parametrize(
    ("given", "printed"),
    [("2026-12-01", "1 December 2026"), ("Tuesday 10:15", "Tuesday 10:15"), ("2026-13-01", "2026-13-01")],
)
def test_the_next_visit(content, leaflet, given: str, printed: str) -> None:
    patient = Patient(next_visit=given)
    made = compose(content, ("patient",), patient=patient)
    assert only(made, PatientStrip)[0].facts[-1] == Fact("Next visit", printed)
    made = compose(leaflet, ("audience",), name="demo-faq", patient=patient)
    assert f"Next visit: {printed}" in [plain(notes.paragraphs[0]) for notes in only(made, Notes)]


def test_room_for_a_label(content) -> None:
    assert only(compose(content, ("patient",), sticker=True), PatientStrip)[0].sticker == "Place for the patient label"


def test_doses_are_either_set_or_written(content, leaflet) -> None:
    with pytest.raises(ProblemError, match="--set: with --blank the doses are written by hand"):
        compose(content, blank=True, changes={"demo-hang": Dose(hold=9)})
    with pytest.raises(ProblemError, match="--blank: 'demo-faq' is a leaflet and has no exercises"):
        compose(leaflet, ("audience",), name="demo-faq", blank=True)


@pytest.mark.parametrize(
    ("option", "asked"),
    [
        ("--sticker", {"sticker": True}),
        ("--next", {"patient": Patient(next_visit="Monday")}),
        ("--note", {"note": "Mind the step."}),
    ],
)
def test_a_layout_without_a_place_for_it_says_so(content, option: str, asked) -> None:
    """What was asked for is printed or told, never dropped."""
    with pytest.raises(ProblemError) as caught:
        compose(content, ("head", "exercises"), **asked)
    assert str(caught.value).startswith(f"{option}: this layout has no place for it")
