"""Lays out a sheet that is folded twice: each of its six panels stands where folding brings it.

The flap is rolled in: panels 1 (the cover), 5 (the flap) and 6 (the back) are outside, 2 to 4 inside. They are read in
this order, wherever they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate, combinations, permutations
from math import ceil, inf
from typing import NamedTuple

from handouts.compose.document import Block, Document, ExerciseBlock, Notice, Question, text
from handouts.drawing import Palette
from handouts.layout.blocks import frame_of
from handouts.layout.faces import FontName
from handouts.layout.frame import Frame, Mark, Page, Picture, Rect
from handouts.layout.panels import picture_name
from handouts.layout.pen import Pen, colour_operator, number
from handouts.layout.rows import printed_blocks
from handouts.layout.template import Extra, Look, panel_widths
from handouts.layout.text import set_text
from handouts.problems import Problem, ProblemError
from handouts.units import mm, to_mm

OUTSIDE, INSIDE = (5, 6, 1), (2, 3, 4)  # the panels of a face from left to right
BEHIND = 5  # panels behind the cover
TICK = mm(8)  # printers leave the outermost 4 mm white
STEPS = 12  # in which pictures become smaller
MOST_NAMED = 3  # parts, where there is too much of them

Laid = tuple[Block, Frame]


class Plan(NamedTuple):
    """What is printed: the blocks in reading order, and the frames on each panel with their distances from its top."""

    blocks: tuple[Block, ...]
    panels: dict[int, list[tuple[float, Frame]]]


class Parts(NamedTuple):
    """The blocks of the cover, those of the panels behind it, and those at the foot of the back."""

    cover: tuple[Block, ...]
    between: tuple[Block, ...]
    back: tuple[Block, ...]


def folded_pages(document: Document, look: Look, palette: Palette) -> tuple[Page, ...]:
    """The outer and the inner face. Raises MissingGlyphError, and ProblemError for what does not fit."""
    plan = planned(document, look, palette)
    counts = accumulate((len(plan.panels[panel]) for panel in range(1, 7)), initial=0)
    first = dict(zip(range(1, 7), counts, strict=False))
    pages = []
    for panels, (marks, characters) in (OUTSIDE, _foot(document.furniture.left, look)), (INSIDE, (_ticks(look), ())):
        placed: list[tuple[float, float, Frame]] = []
        reading: list[int] = []
        for panel, left in sorted(zip(panels, _edges(look, panels), strict=True)):
            stand = plan.panels[panel]
            placed += [(left, look.size[1] - look.template.page.margins.top - down, frame) for down, frame in stand]
            reading += range(first[panel], first[panel] + len(stand))
        pages.append(Page(look.size, tuple(placed), marks, characters, tuple(reading)))
    return tuple(pages)


@lru_cache(maxsize=4)
def planned(document: Document, look: Look, palette: Palette) -> Plan:
    """The most that fits: pictures become smaller first, then parts are left out in the order of the template.

    Raises MissingGlyphError, and ProblemError for what does not fit.
    """
    extras = look.template.gives_way
    for count in range(len(extras) + 1):
        smaller = _without(extras[:count], look)
        parts = _parts(document, smaller)
        plan = _planned(parts, smaller, palette)
        if plan:
            return plan
    raise ProblemError(_problem(parts, smaller, palette))


def _parts(document: Document, look: Look) -> Parts:
    setting, order = look.template.panels, look.template.order
    assert setting is not None
    blocks = printed_blocks(document.blocks, look.template)
    named = [(name, block) for name, block in zip(document.sections, blocks, strict=True) if name in order]
    return Parts(
        tuple(block for name, block in named if name in setting.cover),
        tuple(block for name, block in named if name not in (*setting.cover, *setting.back)),
        tuple(block for name, block in named if name in setting.back),
    )


@lru_cache(maxsize=64)
def _without(extras: tuple[Extra, ...], look: Look) -> Look:
    """The look that prints none of these sections and parts."""
    template = look.template
    question = template.question.model_copy(
        update={"evidence": template.question.evidence and "evidence" not in extras}
    )
    columns = {
        side: tuple(p for p in getattr(template.exercise, side) if p not in extras) for side in ("left", "right")
    }
    order = tuple(name for name in template.order if name not in extras)
    return look.changed(order=order, question=question, exercise=template.exercise.model_copy(update=columns))


def _planned(parts: Parts, look: Look, palette: Palette) -> Plan | None:
    """All six panels with the largest pictures that fit, or None."""
    cover = _cover(parts, look, palette)
    foot = _column([frame_of(block, look, palette) for block in parts.back], look.height, look)
    rooms, sizes = _rooms(foot, look), _sizes(look)
    if cover is None or _dealt(_laid(parts.between, sizes[-1], palette), rooms, look) is None:
        return None
    for sized in sizes:
        some = _dealt(_laid(parts.between, sized, palette), rooms, look)
        if some:
            filled = [_filled(each, room, look, palette) for each, room in zip(some, rooms, strict=True)]
            down = look.height - _foot_height(look) - _tall(foot)
            filled[-1] += [(down + at, frame) for at, frame in foot]
            between = tuple(block for each in some for block in each)
            return Plan((*parts.cover, *between, *parts.back), dict(enumerate([cover, *filled], 1)))
    return None


def _rooms(foot: Sequence[tuple[float, Frame]], look: Look) -> list[float]:
    """The heights of the panels behind the cover; what stands at the foot of the back is taken from the last."""
    taken = _foot_height(look) + (_tall(foot) + look.template.gaps.section if foot else 0.0)
    return [look.height] * (BEHIND - 1) + [look.height - taken]


def _laid(blocks: Sequence[Block], look: Look, palette: Palette) -> list[Laid]:
    return [(block, frame_of(block, look, palette)) for block in blocks]


def _dealt(laid: Sequence[Laid], rooms: Sequence[float], look: Look) -> list[list[Block]] | None:
    """What stands on each panel, or None when it does not fit."""
    if sum(frame.height for _, frame in laid) > sum(rooms):
        return None
    found = []
    for flow in _orders(laid):
        gaps = [frame.gap * look.template.gaps.least for _, frame in flow]
        found.append((even_cuts([frame.height for _, frame in flow], gaps, rooms), flow))
    (_, cuts), flow = min(found, key=lambda pair: (pair[0][0] == inf, _hurry_late(pair[1]), pair[0][0]))
    ends = zip((0, *cuts), (*cuts, len(flow)), strict=False)
    return [[block for block, _ in flow[start:stop]] for start, stop in ends] if cuts else None


def _hurry_late(laid: Sequence[Laid]) -> bool:
    """Whether what calls for help at once is read behind what can wait until tomorrow."""
    kinds = [block.kind for block, _ in laid if isinstance(block, Notice)]
    return {"emergency", "urgent"} <= set(kinds) and kinds.index("urgent") < kinds.index("emergency")


def _orders(laid: Sequence[Laid]) -> Iterator[Sequence[Laid]]:
    """What is printed, its boxes of rules and signs behind it in any order, or the first of them before it.

    The boxes differ in height from language to language; where they stand best is not given. Those for an emergency
    stand in front wherever that fits.
    """
    boxes = [each for each in laid if isinstance(each[0], Notice)]
    others = [each for each in laid if not isinstance(each[0], Notice)]
    yield laid
    for some in permutations(boxes):
        yield [*others, *some]
    for some in permutations(boxes[1:]):
        yield [*boxes[:1], *others, *some]


@lru_cache(maxsize=64)
def _sizes(look: Look) -> tuple[Look, ...]:
    """The look with its pictures as large as they may be, then ever smaller."""
    exercise, question = look.template.exercise, look.template.question
    found = []
    for step in range(STEPS + 1):
        share = 1 - step / STEPS * (1 - exercise.least_height / exercise.picture_height)
        heights = {
            "picture_height": question.picture_height * share,
            "labelled_height": question.labelled_height * share,
        }
        smaller = exercise.model_copy(update={"picture_height": exercise.picture_height * share})
        found.append(look.changed(exercise=smaller, question=question.model_copy(update=heights)))
    return tuple(found)


def even_cuts(heights: Sequence[float], gaps: Sequence[float], rooms: Sequence[float]) -> tuple[float, tuple[int, ...]]:
    """What is left of all rooms, each counted by its square, and the indexes of the frames that begin a panel.

    There is one fewer of them than there are rooms, and none, with an infinite rest, when the frames do not fit. All
    rooms come out as evenly full as can be. The gap behind a panel's last frame is dropped; a panel may stay empty.
    """
    count, nothing = len(heights), (inf, tuple[int, ...]())
    best = [(0.0, tuple[int, ...]())] + [nothing] * count
    for panel, room in enumerate(rooms):
        after = [nothing] * (count + 1)
        for start, (waste, cuts) in enumerate(best):
            if waste == inf:
                continue
            used = 0.0
            for stop in range(start, count + 1):
                used += heights[stop - 1] + (gaps[stop - 2] if stop - 1 > start else 0.0) if stop > start else 0.0
                if used > room + 0.01:
                    break
                after[stop] = min(after[stop], (waste + (room - used) ** 2, (*cuts, start) if panel else ()))
        best = after
    return best[count]


def _filled(blocks: Sequence[Block], room: float, look: Look, palette: Palette) -> list[tuple[float, Frame]]:
    """A panel with its pictures as large as the words on it leave room for."""
    for sized in _sizes(look):
        frames = [frame_of(block, sized, palette) for block in blocks]
        white = sum(frame.gap for frame in frames[:-1]) * look.template.gaps.least
        if sum(frame.height for frame in frames) + white <= room + 0.01:
            break
    return _column(frames, room, look, spread=True)


def _column(frames: Sequence[Frame], room: float, look: Look, spread: bool = False) -> list[tuple[float, Frame]]:
    """Frames below one another, with their distances from the top; with `spread` white space gives way or grows."""
    white = sum(frame.gap for frame in frames[:-1])
    spare = room - sum(frame.height for frame in frames) - white
    share = 1 + spare / white if spread and spare < 0 and white else 1.0
    more = max(0.0, min(spare / max(1, len(frames) - 1), look.template.gaps.stretch)) if spread else 0.0
    found, down = [], 0.0
    for frame in frames:
        found.append((down, frame))
        down += frame.height + frame.gap * share + more
    return found


def _tall(stand: Sequence[tuple[float, Frame]]) -> float:
    return max((down + frame.height for down, frame in stand), default=0.0)


def _cover(parts: Parts, look: Look, palette: Palette) -> list[tuple[float, Frame]] | None:
    """The first block at the top, the others at the foot, a picture of what is inside between; None if too tall."""
    frames = [frame_of(block, look, palette) for block in parts.cover]
    head, rest = _column(frames[:1], look.height, look), _column(frames[1:], look.height, look)
    top = _tall(head) + (frames[0].gap if rest else 0.0)
    room = look.height - top - _tall(rest)
    if room < -0.01:
        return None
    found = [*head, *((look.height - _tall(rest) + down, frame) for down, frame in rest)]
    picture = _decoration(parts.between, look, palette, room)
    return [*found, (top + (room - picture.height) / 2, picture)] if picture else found


def _decoration(blocks: Sequence[Block], look: Look, palette: Palette, room: float) -> Frame | None:
    """The last picture of the first block that has any, in the middle of the panel; it says nothing of its own."""
    setting = look.template.panels
    pictured = [block for block in blocks if isinstance(block, ExerciseBlock | Question) and block.panels]
    tall = min(setting.picture_height, room - mm(12)) if setting else 0.0
    if not pictured or tall < mm(30):
        return None
    drawing = pictured[0].panels[-1].drawing
    scale = min(tall / drawing.height, look.width / drawing.width)
    left = (look.width - drawing.width * scale) / 2
    box = Rect(left, -drawing.height * scale, left + drawing.width * scale, 0.0)
    pen, picture = Pen(), Picture(drawing, palette)
    pen.picture(picture_name(picture), picture, box, scale, "")
    frame = pen.frame(drawing.height * scale, ())
    return replace(frame, marks=tuple(Mark(mark.operators, "") for mark in frame.marks))


def _problem(parts: Parts, look: Look, palette: Palette) -> Problem:
    """By how much the panels are too short, and what could be left out."""
    layout = f"layout {look.template.name}"
    cover = _column([frame_of(block, look, palette) for block in parts.cover], look.height, look)
    if (over := _tall(cover) - look.height) > 0:
        hint = "shorten the note, or use --layout booklet"
        return Problem(f"{layout}: the cover is {ceil(to_mm(over))} mm too tall", hint=hint)
    sized = _sizes(look)[-1]
    rooms = _rooms(_column([frame_of(block, look, palette) for block in parts.back], look.height, look), look)
    laid = _laid(parts.between, sized, palette)
    low, high = 0.0, sum(frame.height for _, frame in laid) + look.height
    while high - low > mm(0.5):
        middle = (low + high) / 2
        fits = _dealt(laid, [room + middle for room in rooms], look)
        low, high = (low, middle) if fits else (middle, high)
    named = sorted(((frame.height, _name(block)) for block, frame in laid if _name(block)), reverse=True)
    longest = ", ".join(f"{name} ({to_mm(height):.0f} mm)" for height, name in named[:MOST_NAMED])
    skipped = "".join(f"--skip {name} " for name in _spared(laid, [name for _, name in reversed(named)], rooms, look))
    message = f"{layout}: its panels are {ceil(to_mm(high))} mm too short; the longest parts are {longest}"
    hint = f"it fits with {skipped.strip()}, or use --layout booklet" if skipped else "use --layout booklet"
    return Problem(message, hint=hint)


def _spared(laid: Sequence[Laid], names: Sequence[str], rooms: Sequence[float], look: Look) -> Sequence[str]:
    """The fewest parts, and of these the shortest, without which the rest fits; none where it takes too many.

    `names` are those that can be left out, the shortest first.
    """
    for count in range(1, min(MOST_NAMED, len(names) - 1) + 1):
        for out in combinations(names, count):
            if _dealt([(block, frame) for block, frame in laid if _name(block) not in out], rooms, look):
                return out
    return ()


def _name(block: Block) -> str:
    """What --skip calls it."""
    if isinstance(block, Question):
        return block.id
    return block.origin if isinstance(block, ExerciseBlock) else ""


def _edges(look: Look, panels: Sequence[int]) -> list[float]:
    """Where the words of each panel begin, from the paper's left edge: in the middle of a wide panel."""
    wide, flap = panel_widths(look.size[0])
    widths = [flap if panel in (4, 5) else wide for panel in panels]
    starts = accumulate(widths[:-1], initial=0.0)
    left = look.template.page.margins.left
    return [start + left + (width - flap) / 2 for start, width in zip(starts, widths, strict=True)]


def _foot_height(look: Look) -> float:
    return 2 * look.styles[look.template.page.furniture.style].leading


def _foot(words: str, look: Look) -> tuple[str, tuple[tuple[FontName, frozenset[str]], ...]]:
    """What the sheet is, at the foot of the back."""
    style, pen = look.styles[look.template.page.furniture.style], Pen()
    line = set_text(text(words), style, look.width)
    left = _edges(look, OUTSIDE)[OUTSIDE.index(6)]
    pen.paragraph(line, left, look.template.page.furniture.baseline + line.height - style.leading * 0.25, "Artifact")
    frame = pen.frame(0, ())
    return "\n".join(mark.operators for mark in frame.marks), frame.characters


def _ticks(look: Look) -> str:
    """A fold that is not in the middle is hard to find: a tick at each end, on the face that gets folded in."""
    wide, height = panel_widths(look.size[0])[0], look.size[1]
    ends = ((x, *ys) for x in (wide, 2 * wide) for ys in ((0.0, TICK), (height - TICK, height)))
    lines = " ".join(f"{number(x)} {number(a)} m {number(x)} {number(b)} l S" for x, a, b in ends)
    return f"q {colour_operator(look.colour('line'), stroke=True)} 0.4 w {lines} Q"
