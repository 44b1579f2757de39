"""What a prescription may say: which routine for whom, and what differs from the routine's own doses."""

from __future__ import annotations

import datetime
import re
import unicodedata
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StrictBool, StringConstraints, model_validator

from handouts.library.models import Country, Date, Dose, Model, Slug

_LANGUAGES = re.compile(r"[a-z]{2}(\+[a-z]{2})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SERIAL = re.compile(r"[0-9]{5}")  # a spreadsheet's count of days since 1900
_SPACES = re.compile(r"[ \t\r\n]+")
# What could drive a terminal or hide in a page: control characters, Unicode line ends, byte order marks, surrogates.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_DAMAGED = "\ufffd"  # what programs write for a character that they could not read
_SHORTENED = re.compile(r"[0-9]([.,][0-9]+)?E\+?[0-9]+")
_EITHER = (("hold", "breaths"), ("hold", "duration"), ("breaths", "duration"))
FIRST_YEAR, LAST_YEAR = 2000, 2099


def _sound(value: object) -> object:
    """Text in one line, its characters composed (Unicode NFC). Raises ValueError for what cannot be printed."""
    if not isinstance(value, str) or (value.isascii() and value.isprintable() and "  " not in value):
        return value  # most are plain, and the model strips the ends
    if found := _CONTROL.search(value):
        raise ValueError(f"holds a control character (U+{ord(found[0]):04X}); delete it")
    if _DAMAGED in value:
        raise ValueError("holds a damaged character (U+FFFD); save the file again as UTF-8 from where it is whole")
    return unicodedata.normalize("NFC", _SPACES.sub(" ", value).strip())


def _whole(value: str) -> str:
    if _SHORTENED.fullmatch(value):
        raise ValueError("was shortened by a spreadsheet to a power of ten; format the column as text")
    return value


def _plausible(day: datetime.date) -> datetime.date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"must be a day of the years {FIRST_YEAR} to {LAST_YEAR}")
    return day


def _languages(value: str) -> str:
    if not _LANGUAGES.fullmatch(value):
        raise ValueError("must be two lower-case letters such as da, or da+en for the layout bilingual")
    return value


def _next(value: str) -> str:
    """Words, or a day of the calendar."""
    if _SERIAL.fullmatch(value):
        raise ValueError("was turned into a number by a spreadsheet; format the column as text")
    if _DAY.fullmatch(value):
        _iso(value)
    return value


def _iso(value: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        raise ValueError("is not a day of the calendar") from None


def _text(most: int) -> object:
    return StringConstraints(min_length=1, max_length=most)


Sound = BeforeValidator(_sound)
Identity = Annotated[str, _text(300), Sound, AfterValidator(_whole)]
Name = Annotated[str, StringConstraints(max_length=120), Sound]
Short = Annotated[str, _text(80), Sound]
Note = Annotated[str, _text(600), Sound]
Languages = Annotated[str, AfterValidator(_languages)]
NextVisit = Annotated[Short, AfterValidator(_next)]
Day = Annotated[Date, AfterValidator(_plausible)]


class Patient(Model):
    """Whom it is for. The file is named from `id`, never from the name."""

    id: Identity = Field(description="what the practice calls the patient by; the file is named from it")
    name: Name = Field(default="", description="printed on the sheet; a line to write on when left out")


class Change(Dose):
    """What differs for one exercise."""

    load: Annotated[str, _text(60), Sound] | None = Field(default=None, description="weight or band, in words")
    skip: StrictBool = Field(default=False, description="true: leave the exercise out")

    @model_validator(mode="after")
    def _not_both(self) -> Change:
        if self.skip and len(self.model_fields_set) > 1:
            raise ValueError("says to skip the exercise and changes its dose; leave one of the two out")
        for one, other in _EITHER:
            if getattr(self, one) is not None and getattr(self, other) is not None:
                raise ValueError(f"has both {one} and {other}, which are two ways to say how long; leave one out")
        return self


class Prescription(Model):
    """One patient's sheet."""

    routine: Slug = Field(description="the routine, as `handouts list routines` names it")
    patient: Patient
    date: Day | None = Field(default=None, description="the day it is given, such as 2026-11-21")
    clinician: Short | None = None
    lang: Languages | None = None
    country: Country | None = Field(default=None, description="whose warning signs and numbers are printed")
    layout: Slug | None = None
    paper: Literal["a4", "letter"] | None = None
    note: Note | None = Field(default=None, description="a line from the clinician")
    next_appointment: NextVisit | None = Field(default=None, description="a day such as 2026-12-01, or words")
    changes: dict[Slug, Change] = Field(default={}, max_length=40, description="by exercise: dose keys, or skip: true")
    add: tuple[Slug, ...] = Field(default=(), max_length=40, description="exercises beyond the routine's own")

    @model_validator(mode="after")
    def _agrees(self) -> Prescription:
        both = [slug for slug in self.add if slug in self.changes and self.changes[slug].skip]
        if both:
            raise ValueError(f"'{both[0]}' is both added and skipped; leave one of the two out")
        following = self.next_appointment or ""
        if self.date and _DAY.fullmatch(following) and _iso(following) < self.date:
            raise ValueError("the next appointment is before the date of the sheet")
        return self
