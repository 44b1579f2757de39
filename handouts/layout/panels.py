"""Arranges the pictures of an exercise: side by side or stacked, at one scale, each with its letter."""

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


class Arrangement(NamedTuple):
    """Where panels stand: `scale` is points per drawing unit, places are the top left corners of their bounds,
    measured right and down; `stacked` panels have their letters at the left, others below.
    """

    scale: float
    places: tuple[tuple[float, float], ...]
    width: float
    height: float
    stacked: bool


def arrange(
    drawings: Sequence[Drawing], width: float, height: float, gap: float, largest: float, letter: float
) -> Arrangement:
    """The larger of a row and a column of panels, at one scale; panels in a row stand on one floor line.

    `letter` is the room a letter needs, below or beside its panel; `largest` is the greatest points per unit.
    """
    count = len(drawings)
    left, right = min(d.bounds[0] for d in drawings), max(d.bounds[2] for d in drawings)
    top, bottom = min(d.bounds[1] for d in drawings), max(d.bounds[3] for d in drawings)
    row = min(
        (width - gap * (count - 1)) / sum(d.width for d in drawings),
        (height - letter) / (bottom - top),
        largest,
    )
    between = gap * 0.5
    column = min(
        (width - letter) / (right - left),
        (height - between * (count - 1)) / sum(d.height for d in drawings),
        largest,
    )
    if row >= column * 0.9:  # the eye compares two pictures more easily side by side
        return _row(drawings, row, gap, top, bottom, letter)
    ys, y = [], 0.0
    for drawing in drawings:
        ys.append(y)
        y += drawing.height * column + between
    places = tuple((letter + (d.bounds[0] - left) * column, y) for y, d in zip(ys, drawings, strict=True))
    return Arrangement(column, places, letter + (right - left) * column, y - between, stacked=True)


def _row(
    drawings: Sequence[Drawing], scale: float, gap: float, top: float, bottom: float, letter: float
) -> Arrangement:
    xs, x = [], 0.0
    for drawing in drawings:
        xs.append(x)
        x += drawing.width * scale + gap
    places = tuple((x, (d.bounds[1] - top) * scale) for x, d in zip(xs, drawings, strict=True))
    return Arrangement(scale, places, x - gap, (bottom - top) * scale + letter, stacked=False)


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
    plan = arrange(drawings, stack.width, tallest, setting.panel_gap, largest, letter)
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
