"""A job: one file to make, of whom and how; from the command line, from Python or from a prescription."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from handouts.problems import OPTIONS, Origin

if TYPE_CHECKING:
    from handouts.prescriptions.model import Prescription

COUNTRIES = {"en": "GB", "da": "DK", "sv": "SE", "nb": "NO", "de": "DE", "es": "ES"}
DEFAULTS = {"paper": "a4", "palette": "colour"}


@dataclass(frozen=True)
class Job:
    """One file to make, of a routine, a leaflet or an exercise; the layout is that of its kind when left out.

    Dose changes are by exercise and key, as text: `{"cat-cow": {"reps": "6"}}`. `origin` is where all this was
    written, for problems. The patient's id is not printed. `fonts` are files that are asked in turn for letters that
    the built-in fonts lack. `for_print` asks for what a printer gets: there, a booklet's pages stand side by side.
    """

    name: str
    lang: str = "en"
    layout: str = ""
    paper: str = ""
    palette: str = "colour"
    country: str = ""
    patient: str = ""
    note: str = ""
    changes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    skip: tuple[str, ...] = ()
    allow_expired: bool = False
    add: tuple[str, ...] = ()
    fallback: bool = False
    blank: bool = False
    sticker: bool = False
    next_visit: str = ""
    date: str = ""
    clinician: str = ""
    patient_id: str = ""
    fonts: tuple[str, ...] = ()
    for_print: bool = False
    origin: Origin = OPTIONS

    @property
    def personal(self) -> bool:
        """Whether the file is for one patient: then nothing of it is remembered."""
        return bool(self.patient or self.note or self.next_visit or self.patient_id)

    def file_name(self) -> str:
        """The file's name: what was asked for, never anything about a patient."""
        extra = [value for key, value in (("paper", self.paper), ("palette", self.palette)) if value]
        extra = [value for value in extra if value not in DEFAULTS.values()]
        extra += [
            word
            for word, asked in (("blank", self.blank), ("sticker", self.sticker), ("print", self.for_print))
            if asked
        ]
        return ".".join([self.name, self.lang, self.layout or "sheet", *extra, "pdf"])


def from_prescription(prescription: Prescription, defaults: Job, origin: Origin = OPTIONS) -> Job:
    """The job of a prescription, which comes from the record `origin`; what it leaves open is as in `defaults`."""
    asked, changed = prescription, prescription.changes.items()
    given: dict[str, Any] = {
        "lang": asked.lang,
        "country": asked.country,
        "layout": asked.layout,
        "paper": asked.paper,
        "note": asked.note,
        "next_visit": asked.next_appointment,
        "date": asked.date and asked.date.isoformat(),
        "clinician": asked.clinician,
    }
    doses = {
        slug: {key: value for key, value in change if value is not None and key != "skip"} for slug, change in changed
    }
    return dataclasses.replace(
        defaults,
        name=asked.routine,
        patient=asked.patient.name,
        patient_id=asked.patient.id,
        changes={**defaults.changes, **{slug: dose for slug, dose in doses.items() if dose}},
        skip=(*defaults.skip, *(slug for slug, change in changed if change.skip)),
        add=(*defaults.add, *asked.add),
        origin=origin,
        **{key: value for key, value in given.items() if value},
    )
