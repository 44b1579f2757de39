from __future__ import annotations

import datetime
from dataclasses import replace

from handouts.builder.job import Job
from handouts.builder.works import Works
from handouts.compose.chart_note import chart_note
from handouts.compose.request import Patient, Request
from handouts.compose.sheet import compose_any
from handouts.library.models import Dose
from tests.sample import library

TODAY = datetime.date(2026, 11, 21)
ORDER = ("exercises",)


def note(request: Request, order: tuple[str, ...] = ORDER, identity: str = "") -> list[str]:
    return chart_note(compose_any(library(), request, order), request, identity, "1.0", "handouts 1").splitlines()


def test_it_tells_what_was_given_and_not_to_whom() -> None:
    patient = Patient("Anna Example", "2026-11-20", "M. Holm", "2026-12-01")
    request = Request(
        "upper-back-relief", "en", "DK", TODAY, patient=patient, note="Anna Example: start with three a day.",
        changes={"cat-cow": Dose(reps="6-8")}, skip=frozenset({"wall-angel", "doorway-stretch"}), add=("plank",),
    )  # fmt: skip
    lines = note(request, ("patient", "glance", "exercises"), "A-1042")
    assert lines == [
        "Given 2026-11-20 by M. Holm to A-1042",
        "Upper back relief (UBR-EN-DK), version 1.0",
        *lines[2:9],
        "Left out: doorway-stretch, wall-angel",
        "Added: plank",
        "Note to the patient: …: start with three a day.",
        "Next visit: 2026-12-01",
        "Warning signs and numbers: DK",
        "Made with handouts 1",
    ]
    exercises = lines[2:9]
    assert [line.partition(".")[0] for line in exercises] == list("1234567")
    (changed,) = [line for line in exercises if "changed" in line]
    assert changed.partition(": ")[2] == "6–8 rounds, with your breath (changed for this patient)"


def test_exercises_and_doses_are_in_the_words_of_the_sheet() -> None:
    request = Request("upper-back-relief", "da", "DK", TODAY)
    printed = compose_any(library(), request, ORDER).blocks
    assert note(request)[2:-2] == [f"{b.number}. {b.name}: {', '.join(b.dose)}" for b in printed]


def test_of_a_leaflet_the_questions_are_told() -> None:
    request = Request("faq-is-it-safe", "en", "GB", TODAY)
    lines = note(request, ("questions",))
    assert lines[0] == "Given 2026-11-21"
    assert len([line for line in lines if line.startswith("- ") and line.endswith("?")]) >= 10


def test_for_the_pen_there_is_no_dose() -> None:
    lines = note(replace(Request("cat-cow", "en", "GB", TODAY), blank=True))
    assert lines[2] == "Cat-cow: written by hand"


def test_of_two_languages_the_first_is_told() -> None:
    works = Works((), (), None, TODAY)
    told = works.chart_note(Job("upper-back-relief", "da+en", "bilingual", patient_id="A-1"))
    assert told.startswith("Given 2026-11-21 to A-1\nLindring af øvre ryg (UBR-DA-GB)")
