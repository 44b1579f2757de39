"""Composes the exercise sheet of a routine: which block comes where, with every word in place."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from handouts.compose import dose as doses
from handouts.compose.document import (
    Block,
    Document,
    ExerciseBlock,
    Fact,
    Furniture,
    Glance,
    Head,
    Log,
    Notes,
    Notice,
    Panel,
    PatientStrip,
    Span,
    Text,
    lead,
    text,
)
from handouts.compose.words import Words
from handouts.library.library import Library
from handouts.library.models import Clinic, Dose, Exercise, ExerciseWords, Routine, RoutineWords
from handouts.problems import Problem, ProblemError, did_you_mean

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LETTERS = "ABCDEFGH"
_SLOT = re.compile(r"\{([a-z0-9-]+)\}")


@dataclass(frozen=True)
class Patient:
    """What is printed about one patient; nothing of it is stored or used in a file name."""

    name: str = ""
    date: str = ""
    clinician: str = ""


@dataclass(frozen=True)
class Request:
    """One sheet to make. `today` decides whether content has expired; `stamp` is the file's date, UTC."""

    routine: str
    language: str
    country: str
    today: datetime.date
    clinic: Clinic | None = None
    patient: Patient = Patient()
    changes: Mapping[str, Dose] = field(default_factory=dict)
    skip: frozenset[str] = frozenset()
    note: str = ""
    allow_expired: bool = False
    stamp: str = ""


class _Part(NamedTuple):
    """One exercise of the sheet with everything that is known of it."""

    slug: str
    facts: Exercise
    words: ExerciseWords
    dose: Dose


def compose_sheet(library: Library, request: Request, order: tuple[str, ...]) -> Document:
    """The document of a routine; `order` names its sections. Raises ProblemError with all that is wrong."""
    routine = library.routine(request.routine)
    routine_words = library.routine_words(request.routine, request.language)
    words = Words(library.phrases(request.language), _path(library, f"phrases/{request.language}.yaml"))
    _check_expiry(library, routine, request)
    parts = _parts(library, routine, request)
    sections = _Sections(library, request, routine, routine_words, words, parts)
    blocks: list[Block] = []
    for name in order:
        blocks += getattr(sections, name)()
    code = f"{routine.code}-{request.language.upper()}-{request.country}"
    review = words("review_by_x", x=f"{routine.review_by:%m/%Y}")
    version = words("version_x", x=routine.version)
    clinic = request.clinic
    return Document(
        title=routine_words.title,
        language=f"{request.language}-{request.country}",
        author=clinic.name if clinic else routine.author,
        subject=routine_words.purpose,
        keywords=(words("exercise_sheet"), code),
        stamp=request.stamp or f"{routine.published:%Y-%m-%d}T00:00:00Z",
        furniture=Furniture(
            " · ".join((routine_words.title, code, version, review)), words("page_x_of_y", x="{x}", y="{y}")
        ),
        blocks=tuple(blocks),
    )


def _path(library: Library, relative: str) -> str:
    source = library.source(relative)
    return source.path if source else relative


def _check_expiry(library: Library, routine: Routine, request: Request) -> None:
    if routine.review_by >= request.today or request.allow_expired:
        return
    raise ProblemError(
        Problem(
            f"the review date {routine.review_by} has passed",
            _path(library, f"routines/{request.routine}/routine.yaml"),
            field="review_by",
            hint="have it reviewed, or build with --allow-expired, which prints that it has expired",
        )
    )


def _parts(library: Library, routine: Routine, request: Request) -> tuple[_Part, ...]:
    known = [item.exercise for item in routine.items]
    for option, slugs in (("--set", request.changes), ("--skip", request.skip)):
        for slug in slugs:
            if slug not in known:
                raise ProblemError(
                    Problem(f"{option}: '{slug}' is not in {request.routine}", hint=did_you_mean(slug, known))
                )
    problems: list[Problem] = []
    parts = []
    for item in routine.items:
        if item.exercise in request.skip:
            continue
        try:
            facts = library.exercise(item.exercise)
            words = library.exercise_words(item.exercise, request.language)
        except ProblemError as error:
            problems += error.problems
            continue
        problems += _picture_problems(library, item.exercise, facts)
        given = (facts.dose, item.dose, request.changes.get(item.exercise, Dose()))
        parts.append(_Part(item.exercise, facts, words, doses.cascade(given)))
    if problems:
        raise ProblemError(problems)
    if not parts:
        raise ProblemError(Problem("--skip leaves no exercise on the sheet"))
    return tuple(parts)


def _picture_problems(library: Library, slug: str, facts: Exercise) -> list[Problem]:
    """What is wrong with the pictures a sheet prints; the library keeps the sound ones for later."""
    problems: list[Problem] = []
    for panel in facts.printed:
        try:
            library.drawing(slug, panel)
        except ProblemError as error:
            problems += error.problems
    return problems


@dataclass(frozen=True)
class _Sections:
    """One method a section; each gives its blocks, or none."""

    library: Library
    request: Request
    routine: Routine
    routine_words: RoutineWords
    words: Words
    parts: tuple[_Part, ...]

    def head(self) -> list[Block]:
        clinic, notices = self.request.clinic, []
        if self.routine.review_by < self.request.today:
            notices.append(self.words("expired", x=f"{self.routine.review_by:%m/%Y}"))
        line = " · ".join(filter(None, (clinic.address, clinic.phone))) if clinic else ""
        return [
            Head(
                self.routine_words.title,
                self.routine_words.purpose,
                clinic.name if clinic else "",
                line,
                tuple(notices),
            )
        ]

    def patient(self) -> list[Block]:
        patient, words = self.request.patient, self.words
        facts = (
            Fact(words("name"), patient.name),
            Fact(words("date"), patient.date),
            Fact(words("clinician"), patient.clinician),
        )
        return [PatientStrip(facts)]

    def glance(self) -> list[Block]:
        words, routine = self.words, self.routine
        often = words.frequency(routine.frequency)
        equipment = dict.fromkeys(key for part in self.parts for key in part.facts.equipment)
        need = ", ".join(words(f"equipment_{key.replace('-', '_')}") for key in equipment)
        facts = (
            Fact(words("how_often"), often),
            Fact(words("for_how_long"), words.length(routine)),
            Fact(words("each_time"), words("about_n_minutes", doses.minutes(part.dose for part in self.parts))),
            Fact(words("you_need"), need or words("no_equipment")),
        )
        blocks: list[Block] = [Glance(facts)]
        if self.request.note:
            blocks.append(Notes("", (lead(words("note_from_clinician"), self.request.note),)))
        return blocks

    def exercises(self) -> list[Block]:
        return [self._exercise(number, part) for number, part in enumerate(self.parts, 1)]

    def _exercise(self, number: int, part: _Part) -> Block:
        words, own = self.words, part.words
        panels = tuple(
            Panel(
                letter,
                self.library.drawing(part.slug, panel),
                words("picture_n", x=letter, y=own.alt[panel]) if len(part.facts.printed) > 1 else own.alt[panel],
            )
            for letter, panel in zip(LETTERS, part.facts.printed, strict=False)
        )
        return ExerciseBlock(
            number=number,
            name=own.name,
            dose=doses.chips(part.dose, words),
            panels=panels,
            steps=tuple(_step(step, part.facts.printed) for step in own.steps),
            feel=lead(words("feel"), own.feel),
            cautions=lead(f"{words('take_care')}:", " ".join(own.cautions)) if own.cautions else None,
            easier=lead(f"{words('easier')}:", own.easier) if own.easier else None,
            harder=lead(f"{words('harder')}:", own.harder) if own.harder else None,
            origin=part.slug,
        )

    def progression(self) -> list[Block]:
        words, own = self.words, self.routine_words
        paragraphs = [text(line) for line in own.progression]
        paragraphs += [lead(f"{words('who_for')}:", own.audience), lead(f"{words('not_for')}:", own.not_when)]
        return [Notes(words("next_steps"), tuple(paragraphs))]

    def stop(self) -> list[Block]:
        rules = self.library.safety_words(self.request.language).stop_rules
        return [Notice("stop", self.words("stop_title"), tuple(rules.values()))]

    def emergency(self) -> list[Block]:
        safety, words = self.library.safety(self.request.country), self.words
        signs = self._signs(safety.emergency.signs)
        return [Notice("emergency", words("emergency_title", x=safety.emergency.number or ""), signs)]

    def urgent(self) -> list[Block]:
        safety = self.library.safety(self.request.country)
        route = self.library.safety_words(self.request.language).routes.get(safety.country, "")
        return [Notice("urgent", self.words("urgent_title"), self._signs(safety.urgent.signs), route)]

    def _signs(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        known = self.library.safety_words(self.request.language).signs
        missing = [sign for sign in ids if sign not in known]
        if missing:
            path = _path(self.library, f"safety/words/{self.request.language}.yaml")
            raise ProblemError(
                Problem(f"no words for the warning sign '{sign}'", path, field=f"signs.{sign}") for sign in missing
            )
        return tuple(known[sign] for sign in ids)

    def log(self) -> list[Block]:
        words = self.words
        rows = tuple(f"{n} {part.words.short_name or part.words.name}" for n, part in enumerate(self.parts, 1))
        days = tuple(words(day) for day in DAYS)
        return [Log(words("log_title"), words("week_of"), days, (*rows, words("pain_0_10")))]

    def sources(self) -> list[Block]:
        """What the routine and the doses on this sheet rest on; sources that cannot be traced are not printed."""
        known = self.library.sources().sources
        ids = dict.fromkeys((*self.routine.sources, *(i for item in self.routine.items for i in item.basis)))
        entries: list[Span] = []
        for source in (known[i] for i in ids if i in known and known[i].quality == "ok"):
            link = (Span(" "), Span(source.url.removeprefix("https://"), link=source.url)) if source.url else ()
            # entries end in a full stop; between two of them the dot in the middle is enough
            entries += [Span(" · " if entries else " "), Span(source.entry.rstrip(".")), *link]
        return [Notes("", ((Span(f"{self.words('sources')}:", strong=True), *entries, Span(".")),))] if entries else []

    def about(self) -> list[Block]:
        words, clinic, request = self.words, self.request.clinic, self.request
        disclaimer = self.library.safety_words(request.language).disclaimer
        lines = [line for line in (clinic.contact_line, clinic.feedback_line) if line] if clinic else []
        if clinic and clinic.alternative_formats_line:
            lines.append(clinic.alternative_formats_line)
        legal = (Span(f"{disclaimer} "), Span(self._approval(), strong=True), Span(f" {words('licence')}"))
        return [Notes("", (*map(text, lines), legal))]

    def _approval(self) -> str:
        clinic = self.request.clinic
        approval = clinic.approved_by if clinic else None
        if approval is None or approval.review_by < self.request.today:
            return self.words("not_approved")
        return self.words("approved_by", x=f"{approval.name}, {approval.role}", y=f"{approval.date:%m/%Y}")


def _step(step: str, panels: tuple[str, ...]) -> Text:
    """A step with its panel letters, `{start}` becoming a strong (A); one picture needs no letter."""
    spans: list[Span] = []
    at = 0
    for slot in _SLOT.finditer(step):
        lettered = slot[1] in panels and len(panels) > 1
        before = step[at : slot.start()]
        spans.append(Span(before if lettered else before.rstrip()))
        if lettered:
            spans.append(Span(f"({LETTERS[panels.index(slot[1])]})", strong=True))
        at = slot.end()
    spans.append(Span(step[at:]))
    return tuple(span for span in spans if span.text)
