"""Lays out one exercise: pictures in one column, words in the other, never apart."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from handouts.compose.document import ExerciseBlock, Panel, Span, Text, text
from handouts.drawing import UNITS_PER_CM, Drawing, Palette
from handouts.layout.frame import Frame, Picture, Rect, Tag
from handouts.layout.pen import Pen
from handouts.layout.stack import Stack
from handouts.layout.template import Look
from handouts.layout.text import set_text
from handouts.units import mm

READING_ORDER = ("name", "dose", "pictures", "steps", "feel", "cautions", "easier", "harder")


def exercise_frame(block: ExerciseBlock, look: Look, palette: Palette) -> Frame:
    """The exercise in the two columns that the template's `exercise` part describes, under a rule."""
    setting, gaps = look.template.exercise, look.template.gaps
    pen = Pen()
    pen.rule(0, look.width, 0, look.colour("rule"), 0.6)
    top = -gaps.exercise
    right_x = setting.picture_width + setting.gutter
    tags: dict[str, tuple[Tag, ...]] = {}
    bottom = top
    for parts, x, width in (
        (setting.left, 0.0, setting.picture_width),
        (setting.right, right_x, look.width - right_x),
    ):
        stack = Stack(pen, x, width, top)
        for part in parts:
            before = stack.y
            tags[part] = _PARTS[part](block, look, palette, stack)
            if stack.y != before:
                stack.skip(gaps.paragraph)
        bottom = min(bottom, stack.y + gaps.paragraph)
    kids = tuple(tag for part in READING_ORDER for tag in tags.get(part, ()))
    return pen.frame(-bottom, [Tag("Sect", kids)], gaps.exercise, block.origin)


def _name(block: ExerciseBlock, look: Look, palette: Palette, stack: Stack) -> tuple[Tag, ...]:
    style = look.styles["name"]
    number = set_text((Span(f"{block.number} ", strong=True),), style)
    indent = max(number.width + mm(1), mm(6))
    name = set_text(text(block.name), style, stack.width - indent)
    kids = stack.pen.paragraph(number, stack.x, stack.y, "H2")
    tag = Tag("H2", kids + stack.pen.paragraph(name, stack.x + indent, stack.y, "H2"))
    stack.skip(name.height)
    return (tag,)


def _dose(block: ExerciseBlock, look: Look, palette: Palette, stack: Stack) -> tuple[Tag, ...]:
    style = look.styles["chip"]
    padding, gap, height = mm(1.9), mm(1.6), style.leading + mm(1.1)
    x, items = stack.x, []
    for chip in block.dose:
        words = set_text(text(chip), style)
        width = words.width + 2 * padding
        if x > stack.x and x + width > stack.x + stack.width:
            x = stack.x
            stack.skip(height + gap)
        box = Rect(x, stack.y - height, x + width, stack.y)
        stack.pen.fill(box, look.colour("chip"), mm(1))
        if look.colour("chip") == look.colour("paper"):
            stack.pen.outline(box, look.colour("line"), 0.7, mm(1))
        kids = stack.pen.paragraph(words, x + padding, stack.y - mm(0.55), "LBody")
        items.append(Tag("LI", (Tag("LBody", kids),)))
        x += width + gap
    if not items:
        return ()
    stack.skip(height + mm(0.6))
    return (Tag("L", tuple(items), attributes=(("List", "/ListNumbering/None"),)),)


def _steps(block: ExerciseBlock, look: Look, palette: Palette, stack: Stack) -> tuple[Tag, ...]:
    style = look.styles["body"]
    labels = [f"{number}." for number in range(1, len(block.steps) + 1)]
    return (stack.items(labels, block.steps, style, style.size * 1.35, mm(0.4)),)


def _aside(words: Text | None, look: Look, stack: Stack) -> tuple[Tag, ...]:
    return (stack.paragraph(words, look.styles["aside"]),) if words else ()


# ---------------------------------------------------------------- pictures
@dataclass(frozen=True)
class Arrangement:
    """Panels side by side or stacked; `scale` is points per drawing unit, places are of each panel's bounds."""

    scale: float
    places: tuple[tuple[float, float], ...]
    width: float
    height: float


def arrange(
    drawings: Sequence[Drawing], width: float, height: float, gap: float, largest: float, below: float
) -> Arrangement:
    """The larger of a row and a column of panels, at one scale, standing on one floor line.

    `below` is the room a letter needs under a panel; `largest` is the greatest points per unit.
    """
    count = len(drawings)
    top = min(d.bounds[1] for d in drawings)
    bottom = max(d.bounds[3] for d in drawings)
    row = min(
        (width - gap * (count - 1)) / sum(d.width for d in drawings),
        (height - below) / (bottom - top),
        largest,
    )
    left = min(d.bounds[0] for d in drawings)
    right = max(d.bounds[2] for d in drawings)
    column = min(
        width / (right - left),
        (height - below * count - gap * 0.4 * (count - 1)) / sum(d.height for d in drawings),
        largest,
    )
    if row >= column * 0.97:
        xs, x = [], 0.0
        for drawing in drawings:
            xs.append(x)
            x += drawing.width * row + gap
        places = tuple((x, (d.bounds[1] - top) * row) for x, d in zip(xs, drawings, strict=True))
        return Arrangement(row, places, x - gap, (bottom - top) * row + below)
    ys, y = [], 0.0
    for drawing in drawings:
        ys.append(y)
        y += drawing.height * column + below + gap * 0.4
    places = tuple(((d.bounds[0] - left) * column, y) for y, d in zip(ys, drawings, strict=True))
    return Arrangement(column, places, (right - left) * column, y - gap * 0.4)


@lru_cache(maxsize=4096)
def picture_name(picture: Picture) -> str:
    """A resource name that depends on the picture only, so that frames fit into any document."""
    drawing, palette = picture
    key = repr((drawing.digest, palette.name, sorted(palette.roles.items()), palette.other, palette.grey, palette.tones))
    return "P" + hashlib.sha256(key.encode()).hexdigest()[:12]


def _pictures(block: ExerciseBlock, look: Look, palette: Palette, stack: Stack) -> tuple[Tag, ...]:
    setting, style = look.template.exercise, look.styles["letter"]
    lettered = len(block.panels) > 1
    below = style.leading if lettered else 0.0
    stack.skip(mm(1))
    drawings = [panel.drawing for panel in block.panels]
    largest = setting.largest_scale / UNITS_PER_CM
    plan = arrange(drawings, stack.width, setting.picture_height, setting.panel_gap, largest, below)
    indent = (stack.width - plan.width) / 2
    tags = []
    for panel, (x, y) in zip(block.panels, plan.places, strict=True):
        left, top = stack.x + indent + x, stack.y - y
        tags.append(_panel(panel, look, palette, stack.pen, plan.scale, left, top, lettered))
    stack.skip(plan.height)
    return tuple(tags)


def _panel(
    panel: Panel,
    look: Look,
    palette: Palette,
    pen: Pen,
    scale: float,
    left: float,
    top: float,
    lettered: bool,
) -> Tag:
    wide, tall = panel.drawing.width * scale, panel.drawing.height * scale
    picture = Picture(panel.drawing, palette)
    figure = pen.picture(picture_name(picture), picture, Rect(left, top - tall, left + wide, top), scale, panel.alt)
    if not lettered:
        return figure
    letter = set_text(text(panel.letter), look.styles["letter"])
    kids = pen.paragraph(letter, left + (wide - letter.width) / 2, top - tall, "Caption")
    return figure._replace(kids=(*figure.kids, Tag("Caption", kids)))


_PARTS: dict[str, Callable[[ExerciseBlock, Look, Palette, Stack], tuple[Tag, ...]]] = {
    "name": _name,
    "dose": _dose,
    "pictures": _pictures,
    "steps": _steps,
    "feel": lambda block, look, palette, stack: _aside(block.feel, look, stack),
    "cautions": lambda block, look, palette, stack: _aside(block.cautions, look, stack),
    "easier": lambda block, look, palette, stack: _aside(block.easier, look, stack),
    "harder": lambda block, look, palette, stack: _aside(block.harder, look, stack),
}
