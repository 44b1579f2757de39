"""Tells in plain text what a sheet gave, to be pasted into a patient's record: codes, versions, doses, no name."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.compose.document import Document, ExerciseBlock, Question
from handouts.compose.request import Request


def chart_note(document: Document, request: Request, identity: str, version: str, program: str) -> str:
    """The note of a sheet, a line each; exercises and doses are in the words that are printed on it.

    `identity` is the patient's id, `version` that of the content.
    """
    return "\n".join(_lines(document, request, identity, version, program)) + "\n"


def _lines(document: Document, request: Request, identity: str, version: str, program: str) -> Iterator[str]:
    patient = request.patient
    given = (("", patient.date or request.today.isoformat()), (" by ", patient.clinician), (" to ", identity))
    yield "Given " + "".join(f"{word}{value}" for word, value in given if value)
    yield f"{document.title} ({document.keywords[-1]}), version {version}"
    for block in document.blocks:
        if isinstance(block, ExerciseBlock):
            yield f"{_head(block)}: {_dose(block, request)}"
        elif isinstance(block, Question):
            yield f"- {block.question}"
    told = (
        ("Left out", ", ".join(sorted(request.skip))),
        ("Added", ", ".join(request.add)),
        ("Note to the patient", request.note.replace(patient.name, "…") if patient.name else request.note),
        ("Next visit", patient.next_visit),
        ("Warning signs and numbers", request.country),
    )
    yield from (f"{label}: {value}" for label, value in told if value)
    yield f"Made with {program}"


def _head(block: ExerciseBlock) -> str:
    return f"{block.number}. {block.name}" if block.number else block.name


def _dose(block: ExerciseBlock, request: Request) -> str:
    """The dose as it is printed, and whether it is this patient's own."""
    if block.fields:
        return "written by hand"
    own = " (changed for this patient)" if block.origin in request.changes else ""
    return ", ".join(block.dose) + own
