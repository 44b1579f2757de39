"""What content files may say: frozen models of exercises, routines, words, safety, sources and the clinic.

Every model refuses unknown keys. Field descriptions feed the JSON Schema that `handouts schema` prints.
"""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StringConstraints

_SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_VERSION = r"^[0-9]+\.[0-9]+$"
_LANGUAGE = r"^[a-z]{2}$"
_CODE = r"^[A-Z0-9]{2,8}$"
_URL = r"^https://[^\s<>\"]+$"
_KEY = r"^[a-z][a-z0-9_]*$"
_COLOUR = r"^#[0-9a-fA-F]{6}$"
_ROLE = r"^[a-z]+(-[a-z]+)*$"

FORMS = {
    _SLUG: "lower-case letters and digits joined by hyphens, such as cat-cow",
    _VERSION: 'two numbers and a point in quotes, such as "1.0"',
    _LANGUAGE: "two lower-case letters, such as en",
    _CODE: "two to eight capital letters or digits, such as UBR",
    _URL: "an address that starts with https://",
    _KEY: "lower-case letters, digits and underscores, such as each_side",
    _COLOUR: 'a colour in quotes, such as "#1f6f78"',
    _ROLE: "lower-case letters joined by hyphens, such as skin",
}
"""What a pattern asks for, in words that end the sentence 'must be ...'."""

Slug = Annotated[str, StringConstraints(pattern=_SLUG, max_length=60)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=600, strip_whitespace=True)]
Version = Annotated[str, StringConstraints(pattern=_VERSION)]
Country = Literal["GB", "DK", "SE", "NO", "DE", "ES", "US", "IE"]
Language = Annotated[str, StringConstraints(pattern=_LANGUAGE)]
Colour = Annotated[str, StringConstraints(pattern=_COLOUR)]

_RANGE = re.compile(r"\s*([0-9]{1,9})(?:\s*[-–]\s*([0-9]{1,9}))?\s*")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _date(value: object) -> object:
    # pydantic would also take a number for seconds since 1970, or a date with an hour
    if isinstance(value, datetime.date) or (isinstance(value, str) and _DATE.fullmatch(value)):
        return value
    raise ValueError("must be a date such as 2026-11-21")


Date = Annotated[datetime.date, BeforeValidator(_date), Field(description="a date such as 2026-11-21")]


class Model(BaseModel):
    """Base of all content models: immutable, and a key that is not known is an error, not silence.

    A model is built when it is first used: a sheet needs a third of them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, defer_build=True)


class Range(Model):
    """A whole number or a range of them, such as 10 or 8-12."""

    low: int
    high: int

    @property
    def middle(self) -> float:
        """The mean of both ends, for time estimates."""
        return (self.low + self.high) / 2


def _range(value: object) -> Range:
    if isinstance(value, Range):
        return value
    found = _RANGE.fullmatch(str(value)) if isinstance(value, int | str) else None
    if not found:
        raise ValueError("must be a whole number such as 10, or a range such as 8-12")
    low, high = int(found[1]), int(found[2] or found[1])
    if high < low:
        raise ValueError(f"the range {low}-{high} runs backwards")
    return Range(low=low, high=high)


def _bounded(most: int) -> object:
    def check(value: object) -> Range:
        found = _range(value)
        if not 1 <= found.low <= found.high <= most:
            raise ValueError(f"must be from 1 to {most}")
        return found

    written = Annotated[str, StringConstraints(pattern=r"^\s*[0-9]{1,4}(\s*[-–]\s*[0-9]{1,4})?\s*$")]
    return BeforeValidator(check, json_schema_input_type=int | written)


Sets = Annotated[Range, _bounded(10)]
Reps = Annotated[Range, _bounded(100)]
Seconds = Annotated[Range, _bounded(600)]
Times = Annotated[Range, _bounded(30)]
Weeks = Annotated[Range, _bounded(104)]


class Dose(Model):
    """How much of one exercise. A missing key falls through the cascade exercise < routine < prescription."""

    sets: Sets | None = Field(default=None, description="rounds of the whole exercise, 1-10")
    reps: Reps | None = Field(default=None, description="repetitions in a set, 1-100")
    unit: Literal["times", "rounds"] | None = Field(default=None, description="what a repetition is called; else times")
    hold: Seconds | None = Field(default=None, description="seconds to hold each repetition, 1-600")
    breaths: Literal["few", "several"] | None = Field(default=None, description="a hold counted in slow breaths")
    rest: Seconds | None = Field(default=None, description="seconds of rest between sets, 1-600")
    side: Literal["each", "alternating", "both"] | None = Field(default=None, description="for one-sided moves")
    pace: Literal["slow", "breath"] | None = Field(default=None, description="even, or in time with the breath")
    load: Line | None = Field(default=None, description="weight or band, in words")


class Frequency(Model):
    """How often a routine is done."""

    times: Times
    per: Literal["day", "week"]


class Evidence(Model):
    """One figure that a source gives. Only certainty A and B may be printed as sourced."""

    figure: Line
    source: Slug
    certainty: Literal["A", "B", "C"]


class Exercise(Model):
    """The facts of one exercise; its words are in one file per language beside it."""

    version: Version
    status: Literal["full", "partial", "name", "added"] = Field(
        description="how much of the movement a source describes; added: general practice, to be approved"
    )
    category: Literal["mobility", "stretch", "warm-up", "strength", "posture", "release", "aerobic"]
    position: Literal["standing", "sitting", "all-fours", "kneeling", "supine", "prone", "side-lying"]
    region: tuple[Slug, ...] = Field(min_length=1)
    muscles: tuple[Slug, ...] = ()
    equipment: tuple[Slug, ...] = ()
    dose: Dose
    basis: tuple[Slug, ...] = Field(description="ids of the sources the dose comes from, or house")
    evidence: tuple[Evidence, ...] = ()
    sources: tuple[Slug, ...] = ()
    panels: tuple[Slug, ...] = Field(min_length=1, max_length=8, description="all pictures in order; each is NAME.svg")
    shown: tuple[Slug, ...] = Field(default=(), description="the panels a sheet prints; all of them when left out")

    @property
    def printed(self) -> tuple[str, ...]:
        """The panels a sheet prints, in order."""
        return self.shown or self.panels


class ExerciseWords(Model):
    """The words of one exercise in one language. `{start}` in a step becomes that panel's letter."""

    version: Version = Field(description="the version of the exercise these words tell")
    name: Line
    short_name: Line | None = Field(default=None, description="for the tick-off log, when the name is long")
    other_names: tuple[Line, ...] = ()
    purpose: Line | None = None
    steps: tuple[Line, ...] = Field(min_length=1, max_length=8, description="first the starting position")
    feel: Line = Field(description="ends the sentence 'You should feel it ...'")
    cautions: tuple[Line, ...] = ()
    mistakes: tuple[Line, ...] = ()
    easier: Line | None = None
    harder: Line | None = None
    alt: dict[Slug, Line] = Field(description="what each panel shows, for readers who cannot see it")


class Item(Model):
    """One exercise of a routine, with what differs from the exercise's own dose."""

    exercise: Slug
    dose: Dose = Dose()
    basis: tuple[Slug, ...] = ()


class Routine(Model):
    """The facts of a routine."""

    version: Version
    code: Annotated[str, StringConstraints(pattern=_CODE)] = Field(description="short code on each page")
    published: Date
    review_by: Date
    author: Line
    origin: Literal["stated", "implied", "house"]
    items: tuple[Item, ...] = Field(min_length=1)
    frequency: Frequency
    weeks: Weeks
    sources: tuple[Slug, ...] = ()


class RoutineWords(Model):
    """The words of a routine in one language."""

    version: Version
    title: Line
    purpose: Line = Field(description="one sentence under the title")
    audience: Line = Field(description="for whom")
    not_when: Line = Field(description="for whom not, or when not")
    progression: tuple[Line, ...] = ()


class Source(Model):
    """One entry of the bibliography."""

    entry: Line
    url: Annotated[str, StringConstraints(pattern=_URL)] | None = None
    quality: Literal["ok", "weak"]
    note: Line | None = None


class Sources(Model):
    """`sources.yaml`: the bibliography by id."""

    sources: dict[Slug, Source]


class Help(Model):
    """One level of help in a country: whom to reach, and the signs that call for it."""

    number: Line | None = None
    signs: tuple[Slug, ...] = Field(min_length=1)


class Safety(Model):
    """Warning signs and numbers of one country; the words are in `safety/words`."""

    country: Country
    emergency: Help
    urgent: Help
    source: Line
    checked: Date
    official: StrictBool = Field(description="false: a general list, which a local clinician has to approve")


class SafetyWords(Model):
    """Stop rules, warning signs and disclaimers in one language."""

    version: Version
    stop_rules: dict[Slug, Line]
    signs: dict[Slug, Line]
    routes: dict[Country, Line] = Field(description="whom to ask for urgent advice, per country")
    disclaimer: Line


class Plural(Model):
    """A phrase that changes with its number."""

    one: Line
    other: Line


class Phrases(Model):
    """Sheet chrome in one language. `{n}`, `{x}` and `{y}` are slots."""

    phrases: dict[Annotated[str, StringConstraints(pattern=_KEY)], Line | Plural]


class Approval(Model):
    """Who approved the sheets for this clinic, and until when."""

    name: Line
    role: Line
    date: Date
    review_by: Date


class Clinic(Model):
    """`clinic.yaml`: what a clinic prints on its sheets."""

    name: Line
    address: Line | None = None
    phone: Line | None = None
    logo: Line | None = None
    country: Country | None = None
    languages: tuple[Language, ...] = ()
    paper: Literal["a4", "letter"] | None = None
    accent: Colour | None = None
    contact_line: Line | None = None
    feedback_line: Line | None = None
    alternative_formats_line: Line | None = None
    approved_by: Approval | None = None


class PaletteFile(Model):
    """`layouts/palettes/NAME.yaml`: how the roles of a picture become colours."""

    roles: dict[Annotated[str, StringConstraints(pattern=_ROLE)], Colour] = {}
    other: Colour | None = Field(default=None, description="for every role not named; its own colour when left out")
    grey: StrictBool = Field(default=False, description="turn what is left into its luminance")
    tones: StrictBool = Field(default=True, description="false: flat, without shading")
