"""Composes exercises: which of them are on a sheet, with which dose, and each one's block with its pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Literal, NamedTuple

from handouts.compose import dose as doses
from handouts.compose.document import ExerciseBlock, Panel, Span, Text, Video, lead, text
from handouts.compose.request import Request
from handouts.compose.speech import Said, Speech
from handouts.compose.words import Words
from handouts.drawing import Drawing
from handouts.library.library import Library
from handouts.library.models import Dose, Exercise, ExerciseWords, Item, Range, Routine
from handouts.library.sides import both_sides, one_side, tell_of_both
from handouts.problems import Problem, ProblemError, did_you_mean

LETTERS = "ABCDEFGH"
NO_BREAK_HYPHEN = "\u2011"
FLOOR = frozenset({"all-fours", "kneeling", "supine", "prone", "side-lying"})
_SLOT = re.compile(r"\{([a-z0-9-]+)\}")


class Part(NamedTuple):
    """One exercise of the sheet with everything that is known of it; `changed` says that its dose is not the usual."""

    item: Item
    facts: Exercise
    said: Said[ExerciseWords]
    dose: Dose
    changed: bool = False

    @property
    def side(self) -> Literal["left", "right"] | None:
        """The side to which the dose is limited."""
        return self.dose.side if self.dose.side in ("left", "right") else None

    def told(self, words: str) -> str:
        """Words without what they say of the other side, when only one is done."""
        return one_side(words) if self.side else both_sides(words)

    @property
    def on_the_floor(self) -> bool:
        """Whether one has to get down for it."""
        return self.facts.position in FLOOR


def parts(library: Library, speech: Speech, routine: Routine, request: Request) -> tuple[Part, ...]:
    """The exercises of the sheet in order. Raises ProblemError with all that is wrong."""
    chosen = _chosen(library, routine, request)
    problems: list[Problem] = []
    found = []
    for item in chosen:
        change, key = request.changes.get(item.exercise), ("part", item, request.language, request.fallback)
        try:
            part = library.remembered(key, lambda item=item: _part(library, speech, item))  # type: ignore[misc]
        except ProblemError as error:
            problems += error.problems
            continue
        speech.borrowed |= bool(part.said.tag)
        speech.draft |= part.said.own.draft
        if change is not None:
            dose = doses.cascade((part.facts.dose, item.dose, change))
            part = part._replace(dose=dose, changed=True)
        problems += _side_problems(part, request)
        found.append(part)
    if problems:
        raise ProblemError(problems)
    if not found:
        raise ProblemError(request.origin.problem("skip", "leaves no exercise on the sheet"))
    return tuple(found)


def _part(library: Library, speech: Speech, item: Item) -> Part:
    """An exercise with its usual dose. Raises ProblemError with all that is wrong, the pictures included."""
    facts = library.exercise(item.exercise)
    said = speech.item("exercises", item.exercise, library.exercise_words)
    if problems := tuple(picture_problems(library, speech, item.exercise, facts.printed, said)):
        raise ProblemError(problems)
    return Part(item, facts, said, doses.cascade((facts.dose, item.dose)))


def _chosen(library: Library, routine: Routine, request: Request) -> list[Item]:
    """The routine's exercises that are not optional, those that were added, without those to be skipped."""
    origin, listed = request.origin, [item.exercise for item in routine.items]
    more = [slug for slug in dict.fromkeys(request.add) if slug not in listed]
    if more:
        known = library.slugs("exercises")
        for slug in more:
            if slug not in known:
                message, hint = f"there is no exercise '{slug}'", did_you_mean(slug, known)
                raise ProblemError(origin.problem("add", message, hint))
    items = [item for item in routine.items if not item.optional or item.exercise in request.add]
    items += [Item(exercise=slug) for slug in more]
    on_sheet = [item.exercise for item in items]
    problems = []
    for slug in (*request.changes, *sorted(request.skip)):
        if slug not in on_sheet:
            message = f"'{slug}' is not in {request.name}"
            optional = f"it is optional: {origin.name('add')} {slug}"
            hint = optional if slug in listed else did_you_mean(slug, on_sheet)
            changed = slug in request.changes
            problems.append(
                request.no_change(slug, message, hint) if changed else origin.problem("skip", message, hint, slug)
            )
    if problems:
        raise ProblemError(problems)
    return [item for item in items if item.exercise not in request.skip]


def _side_problems(part: Part, request: Request) -> Iterator[Problem]:
    """Why an exercise cannot be told for one side alone: nothing may be printed that is meant for the other."""
    slug = part.item.exercise
    if part.side is None:
        return
    message = ""
    if part.facts.one_side is None:
        message = f"'{slug}' is not known as an exercise for one side"
    elif not any(map(tell_of_both, part.said.own.steps)):
        message = f"the words of '{slug}' do not show what is for both sides, in the language '{request.language}'"
    if message:
        hint = "leave side out, or say in the note which side"
        asked = slug in request.changes and request.changes[slug].side is not None
        yield request.origin.problem("set", message, hint, slug, "side") if asked else Problem(message, hint=hint)


def picture_problems(
    library: Library, speech: Speech, slug: str, panels: tuple[str, ...], said: Said[ExerciseWords]
) -> Iterator[Problem]:
    """What is wrong with the pictures a sheet prints; the library keeps the sound ones for later."""
    for panel in panels:
        if panel not in said.own.alt:
            place = speech.place("exercises", slug, said, ("alt",))
            yield Problem("is missing", *place, f"alt.{panel}", "say what this picture shows", rule="picture-alt")
        try:
            library.drawing(slug, panel)
        except ProblemError as error:
            yield from error.problems


def credited(name: str, facts: Exercise, panels: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The name of an exercise with whose its own pictures among these panels are, each said once."""
    own = (facts.pictures[panel] for panel in panels if panel in facts.pictures)
    for whose in dict.fromkeys(f"{file.credit}, {file.licence}" for file in own):
        yield name, whose.rstrip(".")


def blocks(
    library: Library, words: Words, parts: tuple[Part, ...], remarks: Mapping[str, str], weeks: Range | None
) -> Iterator[ExerciseBlock]:
    """The blocks of all exercises; `remarks` by exercise, `weeks` is how long the routine goes on."""
    floor = [part.on_the_floor for part in parts]
    for number, part in enumerate(parts, 1):
        remark = remarks.get(part.item.exercise, "")
        if part.changed:
            block = _block(library, number, part, remark, weeks)
        else:
            key = ("block", number, part.item, part.said.chrome.path, part.said.tag, remark, weeks)
            block = library.remembered(key, lambda: _block(library, number, part, remark, weeks))  # noqa: B023
        yield _with_ways(block, words, floor, number - 1)


def _with_ways(block: ExerciseBlock, words: Words, floor: list[bool], at: int) -> ExerciseBlock:
    """How to get down in front of the first exercise on the floor, how to get up behind the last."""
    if not floor[at]:
        return block
    first, last = floor.index(True) == at, not any(floor[at + 1 :])
    before = text(words("floor_down")) if first else None
    after = text(words("floor_up")) if last else None
    return replace(block, before=before, after=after) if first or last else block


def _block(library: Library, number: int, part: Part, remark: str, weeks: Range | None) -> ExerciseBlock:
    own, words, slug = part.said.own, part.said.chrome, part.item.exercise
    several = len(part.facts.printed) > 1
    panels = tuple(
        Panel(
            letter,
            _for_side(library.drawing(slug, panel), part),
            words("picture_n", x=letter, y=own.alt[panel]) if several else own.alt[panel],
        )
        for letter, panel in zip(LETTERS, part.facts.printed, strict=False)
    )
    only = part.item.weeks
    whole = only is None or (weeks is not None and only.low == 1 and only.high >= weeks.high)
    chips = doses.chips(part.dose, words, part.facts.one_side)
    return ExerciseBlock(
        number=number,
        name=own.name,
        dose=chips if whole or only is None else (*chips, words("weeks_n", only)),
        panels=panels,
        steps=tuple(_step(step, part.facts.printed) for step in map(part.told, own.steps) if step),
        feel=lead(words("feel"), own.feel),
        cautions=lead(f"{words('take_care')}:", " ".join(own.cautions)) if own.cautions else None,
        easier=lead(f"{words('easier')}:", part.told(own.easier)) if own.easier else None,
        harder=lead(f"{words('harder')}:", part.told(own.harder)) if own.harder else None,
        origin=slug,
        remark=text(remark) if remark else None,
        note=text(own.note) if own.note else None,
        short=own.short_name or "",
        language=part.said.tag,
        video=_video(part.facts.video, words) if part.facts.video else None,
    )


def _for_side(drawing: Drawing, part: Part) -> Drawing:
    """The picture of the side that is done."""
    drawn = part.facts.one_side and part.facts.one_side.drawn
    return _mirrored(drawing) if part.side and part.side != drawn else drawing


@lru_cache(maxsize=64)
def _mirrored(drawing: Drawing) -> Drawing:
    """The same for the other side; with its thousands of points it is made once for all the sheets of a batch."""
    return drawing.mirrored()


def _video(address: str, words: Words) -> Video:
    """What is printed of a film: people type the address without its https://, a phone takes it from the code.

    At the end of a line nobody could tell whether a hyphen belongs to it: those of an address do not break.
    """
    shown = address.removeprefix("https://")
    link = Span(shown.replace("-", NO_BREAK_HYPHEN), link=address)
    return Video(address, (Span(words("video"), strong=True), Span(" "), link), words("video_alt", x=shown))


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
