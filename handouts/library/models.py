"""What content files may say: frozen models of exercises, routines, leaflets, words, safety and sources.

Every model refuses unknown keys. Field descriptions feed the JSON Schema that `handouts schema` prints.
"""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StringConstraints, model_validator

_SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_VERSION = r"^[0-9]+\.[0-9]+$"
_LANGUAGE = r"^[a-z]{2}$"
_CODE = r"^[A-Z0-9]{2,8}$"
_URL = r"^https://[^\s<>\"]+$"
_SHORT_URL = r"^https://[a-z0-9-]+(\.[a-z0-9-]+)+(/[A-Za-z0-9._~/?=&%+@#-]*)?$"
_KEY = r"^[a-z][a-z0-9_]*$"
_COLOUR = r"^#[0-9a-fA-F]{6}$"
ROLE = r"^[a-z]+(-[a-z]+)*$"
_DIGEST = r"^[0-9a-f]{8}$"

FORMS = {
    _SLUG: "lower-case letters and digits joined by hyphens, such as cat-cow",
    _VERSION: 'two numbers and a point in quotes, such as "1.0"',
    _LANGUAGE: "two lower-case letters, such as en",
    _CODE: "two to eight capital letters or digits, such as UBR",
    _URL: "an address that starts with https://",
    _SHORT_URL: "an address that people can type, such as https://example.org/cat-cow",
    _KEY: "lower-case letters, digits and underscores, such as each_side",
    _COLOUR: 'a colour in quotes, such as "#1f6f78"',
    ROLE: "lower-case letters joined by hyphens, such as skin",
    _DIGEST: "eight of 0-9 and a-f in quotes, as `handouts check` prints them",
}
"""What a pattern asks for, in words that end the sentence 'must be ...'."""

Slug = Annotated[str, StringConstraints(pattern=_SLUG, max_length=60)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=600, strip_whitespace=True)]
Version = Annotated[str, StringConstraints(pattern=_VERSION)]
Country = Literal["GB", "DK", "SE", "NO", "DE", "ES", "US", "IE"]
Language = Annotated[str, StringConstraints(pattern=_LANGUAGE)]
Colour = Annotated[str, StringConstraints(pattern=_COLOUR)]

_RANGE = re.compile(r"\s*(?:(up to )|([0-9]{1,9})\s*[-–]\s*)?([0-9]{1,9})\s*")
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
    """A whole number or a range of them, such as 10, 8-12 or up to 10."""

    low: int
    high: int
    up_to: bool = False

    @property
    def middle(self) -> float:
        """The mean of both ends, for time estimates."""
        return (self.low + self.high) / 2


def _range(value: object) -> Range:
    if isinstance(value, Range):
        return value
    found = _RANGE.fullmatch(str(value)) if isinstance(value, int | str) else None
    if not found:
        raise ValueError("must be a whole number such as 10, a range such as 8-12, or up to 10")
    high = int(found[3])
    low = 1 if found[1] else int(found[2] or high)
    if high < low:
        raise ValueError(f"the range {low}-{high} runs backwards")
    return Range(low=low, high=high, up_to=bool(found[1]))


def _bounded(most: int) -> object:
    def check(value: object) -> Range:
        found = _range(value)
        if not 1 <= found.low <= found.high <= most:
            raise ValueError(f"must be from 1 to {most}")
        return found

    written = Annotated[str, StringConstraints(pattern=r"^\s*(up to |[0-9]{1,4}\s*[-–]\s*)?[0-9]{1,4}\s*$")]
    return BeforeValidator(check, json_schema_input_type=int | written)


Sets = Annotated[Range, _bounded(10)]
Reps = Annotated[Range, _bounded(100)]
Seconds = Annotated[Range, _bounded(600)]
Duration = Annotated[Range, _bounded(3600)]
Times = Annotated[Range, _bounded(30)]
Days = Annotated[Range, _bounded(60)]
Weeks = Annotated[Range, _bounded(104)]
Minutes = Annotated[Range, _bounded(180)]


class Dose(Model):
    """How much of one exercise. A missing key falls through the cascade exercise < routine < prescription."""

    sets: Sets | None = Field(default=None, description="rounds of the whole exercise, 1-10")
    reps: Reps | None = Field(default=None, description="repetitions in a set, 1-100")
    unit: Literal["times", "rounds", "breaths"] | None = Field(
        default=None, description="what a repetition is called; else times"
    )
    duration: Duration | None = Field(
        default=None, description="seconds of going on and on, 1-3600, instead of repetitions: rolling, walking"
    )
    hold: Seconds | None = Field(default=None, description="seconds to hold each repetition, 1-600")
    breaths: Literal["one", "few", "several"] | None = Field(default=None, description="a hold counted in slow breaths")
    rest: Seconds | None = Field(default=None, description="seconds of rest between sets, 1-600")
    side: Literal["each", "alternating", "both", "each-way", "left", "right"] | None = Field(
        default=None,
        description="for one-sided moves; alternating: left and right in turn, counted together; each-way: to and fro; "
        "left, right: that side only, where the exercise says what its one_side is",
    )
    pace: Literal["slow", "breath"] | None = Field(default=None, description="even, or in time with the breath")
    load: Line | None = Field(default=None, description="weight or band, in words")
    when: Literal["slumping", "lifting", "daily-check"] | None = Field(
        default=None, description="a habit instead of an amount: each time that this happens"
    )
    build_up: BuildUp | None = Field(default=None, description="what to reach little by little")


class BuildUp(Model):
    """Where a dose goes over the weeks; one or several of these."""

    sets: Sets | None = Field(default=None, description="rounds to reach")
    reps: Reps | None = Field(default=None, description="repetitions to reach")
    hold: Seconds | None = Field(default=None, description="seconds to reach")


class Frequency(Model):
    """How often a routine is done. Without `times`: every day, or before every session of sport."""

    times: Times | None = Field(default=None, description="how often in that time")
    per: Literal["day", "working-day", "week", "session"]

    @model_validator(mode="after")
    def _times_a_week(self) -> Frequency:
        if self.times is None and self.per in ("week", "working-day"):
            raise ValueError(f"say how many times per {self.per}")
        if self.times is not None and self.per == "session":
            raise ValueError("a routine is done once a session; leave `times` out")
        return self


class OneSide(Model):
    """What a dose for one side of the body means. Sides are those of the person who does the exercise."""

    names: Literal["arm", "leg", "shoulder", "stretch", "turn"] = Field(
        description="what left and right name: the arm or leg that works, the side that is stretched, the direction"
    )
    drawn: Literal["left", "right"] = Field(description="the side in the pictures, which are mirrored for the other")


class Evidence(Model):
    """One figure that a source gives. Only certainty A and B may be printed as sourced."""

    figure: Line = Field(description="as the source gives it")
    source: Slug = Field(description="its id in sources.yaml")
    certainty: Literal["A", "B", "C"]


class OwnFile(Model):
    """A picture of one's own beside exercise.yaml. Whose it is and how it may be used is printed on each sheet."""

    file: Line = Field(description="a PNG, JPEG or SVG file")
    credit: Line = Field(description="who made it")
    licence: Line = Field(description="such as CC BY 4.0, or: printed with permission")


class Licensed(Model):
    """Facts whose words and pictures somebody else may use, or not."""

    licence: Line | None = Field(
        default=None, description="how its words and pictures may be used, such as CC BY 4.0; printed on the sheet"
    )


class Exercise(Licensed):
    """The facts of one exercise; its words are in one file per language beside it."""

    version: Version = Field(description="raised when what people do changes")
    status: Literal["full", "partial", "name", "added"] = Field(
        description="how much of the movement a source describes; added: general practice, to be approved"
    )
    category: Literal["mobility", "stretch", "warm-up", "strength", "posture", "release", "aerobic"]
    position: Literal["standing", "sitting", "all-fours", "kneeling", "supine", "prone", "side-lying"]
    region: tuple[Slug, ...] = Field(min_length=1)
    muscles: tuple[Slug, ...] = Field(default=(), description="each needs a name in the phrases")
    equipment: tuple[Slug, ...] = Field(default=(), description="what one needs; each needs a name in the phrases")
    dose: Dose = Field(description="how much, where a routine or prescription says nothing else")
    one_side: OneSide | None = Field(
        default=None, description="for a prescription of one side only; without it both sides have to be done"
    )
    basis: tuple[Slug, ...] = Field(description="ids of the sources the dose comes from, or house")
    evidence: tuple[Evidence, ...] = Field(default=(), description="figures of sources, word for word")
    sources: tuple[Slug, ...] = Field(default=(), description="ids of sources that describe the movement")
    panels: tuple[Slug, ...] = Field(min_length=1, max_length=8, description="all pictures in order; each is NAME.svg")
    shown: tuple[Slug, ...] = Field(default=(), description="the panels a sheet prints; all of them when left out")
    video: Annotated[str, StringConstraints(pattern=_SHORT_URL, max_length=80)] | None = Field(
        default=None, description="address of a film of it, printed as a QR code and in letters; short is better"
    )
    pictures: dict[Slug, OwnFile] = Field(default={}, description="own pictures of panels that no figure draws")
    stands_alone: Line | None = Field(default=None, description="why it is in no routine; else a warning says so")

    @property
    def printed(self) -> tuple[str, ...]:
        """The panels a sheet prints, in order."""
        return self.shown or self.panels


class Translated(Model):
    """Words of one item in one language."""

    version: Version = Field(description="the version of the facts these words tell")
    translates: Annotated[str, StringConstraints(pattern=_DIGEST)] | None = Field(
        default=None, description="which English text this is a translation of; none in the English file"
    )
    draft: StrictBool = Field(default=False, description="true: these words are not finished, and sheets say so")


class ExerciseWords(Translated):
    """The words of one exercise in one language.

    `{start}` in a step becomes that panel's letter. What counts only when both sides are done stands in square
    brackets: `Come up[ and change sides].`
    """

    name: Line = Field(description="as people say it")
    name_basis: Literal["given", "proposed"] | None = Field(
        default=None, description="whether a source gives this name, or it is proposed here"
    )
    short_name: Line | None = Field(default=None, description="for the tick-off log, when the name is long")
    other_names: tuple[Line, ...] = Field(default=(), description="for those who search")
    purpose: Line | None = Field(default=None, description="what it is good for, in one sentence")
    steps: tuple[Line, ...] = Field(min_length=1, max_length=8, description="first the starting position")
    feel: Line = Field(description="ends the sentence 'You should feel it ...'")
    cautions: tuple[Line, ...] = Field(default=(), description="what to take care of")
    mistakes: tuple[Line, ...] = Field(default=(), description="what often goes wrong")
    easier: Line | None = Field(default=None, description="a gentler way, to begin with")
    harder: Line | None = Field(default=None, description="a next step")
    note: Line | None = Field(default=None, description="where sources disagree, told to the reader in one line")
    alt: dict[Slug, Line] = Field(description="what each panel shows, for readers who cannot see it")


class Item(Model):
    """One exercise of a routine, with what differs from the exercise's own dose."""

    exercise: Slug = Field(description="the name of its folder")
    dose: Dose = Field(default=Dose(), description="what differs from the dose of the exercise")
    basis: tuple[Slug, ...] = Field(default=(), description="ids of the sources of that dose, or house")
    weeks: Weeks | None = Field(default=None, description="only in these weeks of the routine, such as 3-12")
    optional: StrictBool = Field(default=False, description="true: on the sheet only when it is added by name")


class Routine(Licensed):
    """The facts of a routine."""

    version: Version = Field(description="raised when what people do changes")
    code: Annotated[str, StringConstraints(pattern=_CODE)] = Field(description="short code on each page")
    published: Date
    review_by: Date
    author: Line = Field(description="name, role")
    origin: Literal["stated", "implied", "house"]
    items: tuple[Item, ...] = Field(min_length=1, description="the exercises, in order")
    frequency: Frequency = Field(description="how often it is done")
    weeks: Weeks | None = Field(default=None, description="how long, such as 4-16")
    days: Days | None = Field(default=None, description="how long, in days")
    few_weeks: StrictBool = Field(default=False, description="how long: a few weeks; without any of these: as a habit")
    minutes: Minutes | None = Field(default=None, description="what one time takes; estimated when left out")
    sources: tuple[Slug, ...] = Field(default=(), description="ids of sources that it rests on")

    @model_validator(mode="after")
    def _one_length(self) -> Routine:
        if [self.weeks is not None, self.days is not None, self.few_weeks].count(True) > 1:
            raise ValueError("write only one of weeks, days and few_weeks")
        return self


class RoutineWords(Translated):
    """The words of a routine in one language."""

    title: Line = Field(description="the largest words on the sheet")
    purpose: Line = Field(description="one sentence under the title")
    audience: Line = Field(description="for whom")
    not_when: Line = Field(description="for whom not, or when not")
    progression: tuple[Line, ...] = Field(default=(), description="how to go on over the weeks")
    items: dict[Slug, Line] = Field(default={}, description="what to mind about an exercise in this routine only")


class Question(Model):
    """One question of a leaflet; its words are in one file per language."""

    id: Slug
    origin: Literal["asked", "raised", "added"] = Field(
        description="whether a source prints the question, or raises it"
    )
    basis: tuple[Slug, ...] = Field(min_length=1, description="ids of the sources the answer comes from, or added")


class LeafletPicture(Model):
    """A picture beside a question: a panel of an exercise, or the picture of an education block."""

    question: Slug = Field(description="id of the question it stands with")
    exercise: Slug | None = Field(default=None, description="whose picture it is")
    panel: Slug | None = Field(default=None, description="which of its pictures")
    education: Slug | None = Field(default=None, description="the block whose picture it is")

    @model_validator(mode="after")
    def _one_kind(self) -> LeafletPicture:
        if (self.exercise is None) == (self.education is None) or (self.exercise is None) != (self.panel is None):
            raise ValueError("a picture is either exercise and panel, or education")
        return self


class Leaflet(Licensed):
    """The facts of a leaflet of questions and answers."""

    version: Version = Field(description="raised when an answer changes")
    code: Annotated[str, StringConstraints(pattern=_CODE)] = Field(description="short code on each page")
    published: Date
    review_by: Date
    author: Line = Field(description="name, role")
    questions: tuple[Question, ...] = Field(min_length=1, description="in order")
    pictures: tuple[LeafletPicture, ...] = Field(default=(), description="beside questions")
    education: tuple[Slug, ...] = Field(default=(), description="education blocks printed after the questions")
    sources: tuple[Slug, ...] = Field(default=(), description="ids of sources")


class QuestionWords(Model):
    """One question and its answer."""

    question: Line = Field(description="as people ask it")
    answer: tuple[Line, ...] = Field(min_length=1, description="paragraphs of short sentences")
    evidence: Line | None = Field(default=None, description="what the sources say, and where they disagree")


class LeafletWords(Translated):
    """The words of a leaflet in one language."""

    title: Line = Field(description="the largest words on the leaflet")
    purpose: Line = Field(description="one sentence under the title")
    audience: Line = Field(description="for whom")
    questions: dict[Slug, QuestionWords] = Field(description="by the id of the question")
    captions: dict[Slug, Line] = Field(default={}, description="under a picture, by the id of its question")


class Point(Model):
    """One statement of an education block."""

    id: Slug = Field(description="what its words go by")
    basis: tuple[Slug, ...] = Field(min_length=1, description="ids of the sources it comes from, or added")
    certainty: Literal["A", "B", "C"] | None = Field(default=None, description="of a figure; C is not printed")
    figure: Line | None = Field(default=None, description="the figure as the source gives it, not printed")


class Education(Licensed):
    """The facts of an education block: statements that leaflets print."""

    version: Version
    points: tuple[Point, ...] = Field(min_length=1)
    picture: Slug | None = Field(default=None, description="NAME of NAME.svg beside it, with labels by point id")


class Term(Model):
    """A named thing, such as a muscle: its plain name, its name in the books, and what it does."""

    plain: Line = Field(description="the plain name, printed first")
    term: Line | None = Field(default=None, description="the name in the books")
    does: Line


class EducationWords(Translated):
    """The words of an education block in one language. A point without words is kept as a fact and not printed."""

    title: Line
    intro: tuple[Line, ...] = ()
    points: dict[Slug, Line | Term]
    alt: Line | None = Field(default=None, description="what the picture shows, for readers who cannot see it")


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
    signs: tuple[Slug, ...] = Field(default=(), description="those of the general list when left out")


class Signs(Model):
    """`safety/general.yaml`: the warning signs for countries without a list of their own."""

    emergency: tuple[Slug, ...] = Field(min_length=1)
    urgent: tuple[Slug, ...] = Field(min_length=1)
    source: Line


class Safety(Model):
    """Warning signs and numbers of one country; the words are in `safety/words`."""

    country: Country
    emergency: Help
    urgent: Help
    source: Line
    checked: Date
    official: StrictBool = Field(description="false: a general list, which a local clinician has to approve")


class SafetyWords(Translated):
    """Stop rules, warning signs and disclaimers in one language."""

    stop_rules: dict[Slug, Line]
    signs: dict[Slug, Line]
    routes: dict[Country, Line] = Field(description="whom to ask for urgent advice, per country")
    disclaimer: Line
    disclaimer_long: Line | None = Field(default=None, description="the full form, for leaflets")


class Plural(Model):
    """A phrase that changes with its number."""

    one: Line
    other: Line


class Formats(Model):
    """How a language writes dates and ranges (Unicode CLDR)."""

    own_name: Line = Field(description="the language in its own words, such as Dansk")
    date: Line = Field(description="slots {d}, {month} and {y}, such as '{d}. {month} {y}'")
    months: tuple[Line, ...] = Field(min_length=12, max_length=12)
    decimal: Literal[".", ","]
    range: Line = Field(default="{x}–{y}", description="slots {x} and {y}")


class Phrases(Model):
    """Sheet chrome in one language. `{n}`, `{x}` and `{y}` are slots."""

    formats: Formats | None = Field(default=None, description="needed once per language")
    phrases: dict[Annotated[str, StringConstraints(pattern=_KEY)], Line | Plural]


class Glossary(Model):
    """`glossary/LANG.yaml`: hard words, and the plain ones of which one has to stand in the same text."""

    terms: dict[Line, Annotated[tuple[Line, ...], Field(min_length=1)]]
    conditions: dict[Slug, Annotated[tuple[Line, ...], Field(min_length=1)]] = Field(
        default={}, description="what rules an exercise out, and the beginnings of words that tell of it"
    )
