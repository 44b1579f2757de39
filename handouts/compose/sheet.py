"""Composes the exercise sheet of a routine, or of one exercise: which block comes where, with every word in place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from handouts.compose import dose as doses
from handouts.compose.common import Common, Share, check_expiry
from handouts.compose.document import Block, Document, ExerciseBlock, Fact, Glance, Log, Notes, Span, lead, text
from handouts.compose.exercises import Part, blocks, credited, parts
from handouts.compose.request import Request
from handouts.compose.speech import Said, Speech
from handouts.library.library import Library
from handouts.library.models import Item, Routine, RoutineWords
from handouts.problems import ProblemError

LINES = 3  # to write on, on a sheet for the pen
SOME_WEEKS = 4
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def compose_sheet(library: Library, request: Request, order: tuple[str, ...]) -> Document:
    """The document of a routine; `order` names its sections. Raises ProblemError with all that is wrong."""
    routine = library.routine(request.name)
    speech = Speech(library, request)
    said = speech.item("routines", request.name, library.routine_words)
    check_expiry(routine, library.facts_source("routines", request.name).path, request)
    return Sheet(library, request, routine, said, speech).document(order)


def compose_exercise(library: Library, request: Request, order: tuple[str, ...]) -> Document:
    """The document of one exercise alone, under its own name. Raises ProblemError with all that is wrong."""
    facts = library.exercise(request.name)
    speech = Speech(library, request)
    own, chrome, tag = speech.item("exercises", request.name, library.exercise_words)
    holding = _routines_with(library, request.name)
    routine = Routine.model_construct(
        version=facts.version,
        code=request.name.upper(),
        published=max(routine.published for routine in holding),
        review_by=min(routine.review_by for routine in holding),
        author=holding[0].author,
        licence=facts.licence,
        items=(Item(exercise=request.name),),
        sources=facts.sources,
    )
    words = RoutineWords.model_construct(title=own.name, purpose=own.purpose or "", progression=own.mistakes, items={})
    check_expiry(routine, library.facts_source("exercises", request.name).path, request)
    return Single(library, request, routine, Said(words, chrome, tag), speech).document(order)


def _routines_with(library: Library, slug: str) -> list[Routine]:
    """The routines whose review covers an exercise; all of them for one that is in none."""
    every = [library.routine(name) for name in library.slugs("routines")]
    return [routine for routine in every if any(item.exercise == slug for item in routine.items)] or every


class Sheet(Common):
    """The sections of a routine's sheet."""

    def __init__(
        self, library: Library, request: Request, routine: Routine, said: Said[RoutineWords], speech: Speech
    ) -> None:
        super().__init__(library, request, routine, said, speech)
        if request.blank and request.changes:
            message, hint = "with --blank the doses are written by hand", "leave one of the two out"
            raise ProblemError(request.no_change(slug, message, hint) for slug in request.changes)
        self.routine, self.routine_words = routine, said.own
        self.parts: tuple[Part, ...] = parts(library, speech, routine, request)

    def glance(self) -> list[Block]:
        """How often, for how long, how many minutes, what is needed; the clinician's note behind it."""
        facts = (*self._how_often(), self._each_time())
        if self.request.blank:
            facts = tuple(Fact(fact.label) for fact in facts)
        found: list[Block] = [Glance((*facts, self._need()))]
        if self.request.blank:
            found.append(Notes(self.words("notes"), (), lines=LINES))
        if self.request.note:
            found.append(Notes("", (lead(self.words("note_from_clinician"), self.request.note),)))
        return found

    def _how_often(self) -> tuple[Fact, ...]:
        words = self.words
        return (
            Fact(words("how_often"), words.frequency(self.routine.frequency)),
            Fact(words("for_how_long"), words.length(self.routine)),
        )

    def _each_time(self) -> Fact:
        asked = self.request
        # what the routine says is true only of the routine as it is written
        own = None if asked.changes or asked.skip or asked.add else self.routine.minutes
        minutes = own or doses.minutes(part.dose for part in self.parts)
        return Fact(self.words("each_time"), self.words("about_n_minutes", minutes))

    def _need(self) -> Fact:
        words = self.words
        equipment = dict.fromkeys(key for part in self.parts for key in part.facts.equipment)
        need = ", ".join(words(f"equipment_{key.replace('-', '_')}") for key in equipment)
        return Fact(words("you_need"), need or words("no_equipment"))

    def exercises(self) -> list[Block]:
        """One block each."""
        remarks = self.routine_words.items
        found = blocks(self.library, self.words, self.parts, remarks, self.routine.weeks)
        if not self.request.blank:
            return list(found)
        pens = (doses.fields(part.dose, part.facts.equipment, part.said.chrome) for part in self.parts)
        return [replace(block, dose=(), fields=pen) for block, pen in zip(found, pens, strict=True)]

    def shares(self) -> Iterator[Share]:
        """The routine, then each exercise."""
        yield from super().shares()
        for number, part in enumerate(self.parts, 1):
            own = part.facts.pictures
            drawn = not own or not own.keys() >= set(part.facts.printed)
            yield Share(part.said.own.name, part.facts.licence, pictures=drawn, number=number)

    def credited(self) -> Iterator[tuple[str, str]]:
        """Of the exercises on the sheet."""
        for part in self.parts:
            if part.facts.pictures:
                yield from credited(part.said.own.name, part.facts, part.facts.printed)

    def progression(self) -> list[Block]:
        """How to go on, and for whom the sheet is."""
        words, own = self.chrome, self.routine_words
        paragraphs = [text(line) for line in own.progression]
        paragraphs += [lead(f"{words('who_for')}:", own.audience), lead(f"{words('not_for')}:", own.not_when)]
        return [Notes(words("next_steps"), tuple(paragraphs), language=self.tag)]

    def log(self) -> list[Block]:
        """A week to tick off."""
        words = self.words
        names = [part.said.own.short_name or part.said.own.name for part in self.parts]
        rows = tuple(self.numbered(number, name) for number, name in enumerate(names, 1))
        days = tuple(words(day) for day in DAYS)
        tags = (*(part.said.tag for part in self.parts), "")
        tagged = tags if any(tags) else ()
        return [Log(words("log_title"), words("week_of"), days, (*rows, words("pain_0_10")), tagged)]

    def diary(self) -> list[Block]:
        """A table with room for notes for each week of the routine, and what the numbers for pain mean."""
        words = self.words
        (first,) = self.log()
        assert isinstance(first, Log)
        scale = lead(f"{words('pain_0_10')}:", f"{words('pain_none')}, {words('pain_worst')}.")
        weeks = (f"{words('week')} {number}" for number in range(1, self._weeks() + 1))
        return [Notes("", (scale,)), *(replace(first, title=week, notes=words("notes")) for week in weeks)]

    def _weeks(self) -> int:
        """How many weeks a diary is for: as long as the routine is done at least, SOME_WEEKS if it does not say."""
        if self.routine.weeks:
            return self.routine.weeks.low
        if self.routine.days:
            return -(-self.routine.days.high // 7)
        return SOME_WEEKS

    def numbered(self, number: int, name: str) -> str:
        """The name of an exercise in the log."""
        return f"{number} {name}"

    def sources(self) -> list[Block]:
        """What the routine and the doses on this sheet rest on; sources that cannot be traced are not printed."""
        ids = (*self.routine.sources, *(i for item in self.routine.items for i in item.basis))
        entries: list[Span] = []
        for source in self.printed_sources(ids):
            # entries end in a full stop; between two of them the dot in the middle is enough
            entries += [Span(" · " if entries else " "), *source]
        return [Notes("", ((Span(f"{self.words('sources')}:", strong=True), *entries, Span(".")),))] if entries else []


class Single(Sheet):
    """The sheet of one exercise: the clinician says how often, and there is room for what often goes wrong."""

    def exercises(self) -> list[Block]:
        """The exercise; alone it needs no number."""
        return [replace(block, number=0) for block in super().exercises() if isinstance(block, ExerciseBlock)]

    def numbered(self, number: int, name: str) -> str:
        """The bare name."""
        return name

    def _how_often(self) -> tuple[Fact, ...]:
        return (Fact(self.words("how_often")), Fact(self.words("for_how_long")))

    def progression(self) -> list[Block]:
        """What often goes wrong."""
        mistakes = tuple(map(text, self.routine_words.progression))
        if not mistakes:
            return []
        return [Notes(self.chrome("common_mistakes"), mistakes, listed=True, language=self.tag)]


def compose_any(library: Library, request: Request, order: tuple[str, ...]) -> Document:
    """The document of a routine, a leaflet or an exercise. Raises ProblemError."""
    kind = library.kind_of(request.name)
    if kind == "routines":
        return compose_sheet(library, request, order)
    if kind == "leaflets":
        from handouts.compose.leaflet import compose_leaflet

        return compose_leaflet(library, request, order)
    for wish, given in (("add", request.add), ("skip", request.skip)):
        if given:
            message = f"'{request.name}' is an exercise; only a routine's list of exercises can change"
            raise ProblemError(request.origin.problem(wish, message))
    return compose_exercise(library, request, order)
