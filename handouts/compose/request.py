"""What somebody asks for: which sheet, in which language, for which country, clinic and patient."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from handouts.library.artwork import Artwork
from handouts.library.clinic import Clinic
from handouts.library.models import Dose
from handouts.problems import OPTIONS, Origin, Problem


@dataclass(frozen=True)
class Patient:
    """What is printed about one patient; nothing of it is stored or used in a file name."""

    name: str = ""
    date: str = ""
    clinician: str = ""
    next_visit: str = ""


@dataclass(frozen=True)
class Request:
    """One sheet to make, of the routine, leaflet or exercise `name`.

    `today` decides whether content has expired; `stamp` is the file's date, UTC. With `fallback`, words that are not
    there in the language are taken from the English ones. `add` names exercises beyond the routine's own, and those
    of its exercises that are optional. With `blank` the clinician writes the doses by hand; `sticker` asks for room
    for a label with the patient's data. Problems name what was asked for as `origin` does.
    """

    name: str
    language: str
    country: str
    today: datetime.date
    clinic: Clinic | None = None
    logo: Artwork | None = None
    patient: Patient = Patient()
    changes: Mapping[str, Dose] = field(default_factory=dict)
    skip: frozenset[str] = frozenset()
    add: tuple[str, ...] = ()
    note: str = ""
    blank: bool = False
    sticker: bool = False
    allow_expired: bool = False
    fallback: bool = False
    stamp: str = ""
    origin: Origin = OPTIONS

    def no_change(self, slug: str, message: str, hint: str = "") -> Problem:
        """A problem with a dose that was asked for, at its first key."""
        key = next((key for key, value in self.changes[slug] if value is not None), "")
        return self.origin.problem("set", message, hint, slug, key)
