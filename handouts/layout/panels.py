"""Arranges the pictures of an exercise: in rows or stacked, at one scale, each with its letter."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from handouts.compose.document import Panel, text
from handouts.drawing import UNITS_PER_CM, Drawing, Palette
from handouts.layout.frame import Picture, Rect, Tag
from handouts.layout.stack import Stack
from handouts.layout.template import Look
from handouts.layout.text import set_text
from handouts.units import mm

LARGER = 0.9  # share of its scale at which more rows are still worth it
BETWEEN = 0.5  # share of the gap beside panels that stands between rows


class Arrangement(NamedTuple):
    """Where panels stand: `scale` is points per drawing unit, places are the top left corners of their bounds,
    measured right and down; `stacked` panels have their letters at the left, others below.
    """

    scale: float
    places: tuple[tuple[float, float], ...]
    width: float
    height: float
    stacked: bool


class Room(NamedTuple):
    """What panels may take, in points: `letter` is what a letter needs below or beside its panel, `largest` the
    greatest scale (points per drawing unit).
    """

    width: float
    height: float
    gap: float
    largest: float
    letter: float


def arrange(drawings: Sequence[Drawing], room: Room) -> Arrangement:
    """The largest of one row, two or more rows and a column of panels, at one scale; those in a row stand on one floor.

    The fewer rows the better, if the pictures are no tenth larger in more: the eye compares them side by side.
    """
    best = _rows(drawings, len(drawings), room)
    for across in range(len(drawings) - 1, 0, -1):
        plan = _rows(drawings, across, room) if across > 1 else _column(drawings, room)
        if plan.scale * LARGER > best.scale:
            best = plan
    return best


def _rows(drawings: Sequence[Drawing], across: int, room: Room) -> Arrangement:
    """Rows of so many panels, a last one of fewer in the middle."""
    between = room.gap * BETWEEN
    rows = [drawings[at : at + across] for at in range(0, len(drawings), across)]
    tops = [min(d.bounds[1] for d in row) for row in rows]
    floors = [max(d.bounds[3] for d in row) for row in rows]
    wide = [sum(d.width for d in row) for row in rows]
    scale = min(
        *((room.width - room.gap * (len(row) - 1)) / units for row, units in zip(rows, wide, strict=True)),
        (room.height - len(rows) * room.letter - (len(rows) - 1) * between) / (sum(floors) - sum(tops)),
        room.largest,
    )
    widths = [units * scale + room.gap * (len(row) - 1) for row, units in zip(rows, wide, strict=True)]
    places, y = [], 0.0
    for row, top, floor, width in zip(rows, tops, floors, widths, strict=True):
        x = (max(widths) - width) / 2
        for drawing in row:
            places.append((x, y + (drawing.bounds[1] - top) * scale))
            x += drawing.width * scale + room.gap
        y += (floor - top) * scale + room.letter + between
    return Arrangement(scale, tuple(places), max(widths), y - between, stacked=False)


def _column(drawings: Sequence[Drawing], room: Room) -> Arrangement:
    left, right = min(d.bounds[0] for d in drawings), max(d.bounds[2] for d in drawings)
    between = room.gap * BETWEEN
    scale = min(
        (room.width - room.letter) / (right - left),
        (room.height - between * (len(drawings) - 1)) / sum(d.height for d in drawings),
        room.largest,
    )
    ys, y = [], 0.0
    for drawing in drawings:
        ys.append(y)
        y += drawing.height * scale + between
    places = tuple((room.letter + (d.bounds[0] - left) * scale, y) for y, d in zip(ys, drawings, strict=True))
    return Arrangement(scale, places, room.letter + (right - left) * scale, y - between, stacked=True)


@lru_cache(maxsize=4096)
def picture_name(picture: Picture) -> str:
    """A resource name that depends on the picture only, so that frames fit into any document."""
    drawing, palette = picture
    key = repr(
        (drawing.digest, palette.name, sorted(palette.roles.items()), palette.other, palette.grey, palette.tones)
    )
    return "P" + hashlib.sha256(key.encode()).hexdigest()[:12]


def place_panels(panels: Sequence[Panel], look: Look, palette: Palette, stack: Stack) -> tuple[Tag, ...]:
    """Put the panels into a column; returns their Figure elements. One picture alone needs no letter."""
    setting = look.template.exercise
    letter = look.styles["letter"].leading if len(panels) > 1 else 0.0
    stack.skip(mm(1))
    drawings = [panel.drawing for panel in panels]
    largest = setting.largest_scale / UNITS_PER_CM
    tallest = look.cell.pictures if look.cell else setting.picture_height
    plan = arrange(drawings, Room(stack.width, tallest, setting.panel_gap, largest, letter))
    indent = (stack.width - plan.width) / 2
    spare = (tallest - plan.height) / 2 if look.cell else 0.0  # neighbours in cells have their words at one level
    stack.skip(spare)
    tags = []
    for panel, (x, y) in zip(panels, plan.places, strict=True):
        wide, tall = panel.drawing.width * plan.scale, panel.drawing.height * plan.scale
        left, top = stack.x + indent + x, stack.y - y
        box = Rect(left, top - tall, left + wide, top)
        picture = Picture(panel.drawing, palette)
        figure = stack.pen.picture(picture_name(picture), picture, box, plan.scale, panel.alt)
        at = (stack.x + indent + letter / 2, box.bottom + letter) if plan.stacked else (left + wide / 2, box.bottom)
        tags.append(_with_letter(figure, panel.letter, at, look, stack) if letter else figure)
    stack.skip(plan.height + spare + mm(1))
    return tuple(tags)


def _with_letter(figure: Tag, letter: str, top: tuple[float, float], look: Look, stack: Stack) -> Tag:
    """The figure with its letter as caption, centred below the point `top`."""
    words = set_text(text(letter), look.styles["letter"])
    kids = stack.pen.paragraph(words, top[0] - words.width / 2, top[1], "Caption")
    return figure._replace(kids=(*figure.kids, Tag("Caption", kids)))
