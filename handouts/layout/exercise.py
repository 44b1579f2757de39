"""Lays out one exercise: pictures in one column, words in the other, never apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from handouts.compose.document import ExerciseBlock, Span, Text, text
from handouts.drawing import Palette
from handouts.layout.fields import place_fields
from handouts.layout.frame import Frame, Rect, Tag
from handouts.layout.panels import place_panels
from handouts.layout.pen import Pen
from handouts.layout.qr import place_video
from handouts.layout.stack import Stack
from handouts.layout.template import ExerciseSetting, Look, Part
from handouts.layout.text import set_text
from handouts.units import mm

# what an exercise is without a part that a layout leaves out
_UNPRINTED: tuple[tuple[str, str, Any], ...] = (
    ("dose", "dose", ()),
    ("dose", "fields", ()),
    ("pictures", "panels", ()),
    ("steps", "steps", ()),
    ("feel", "feel", ()),
    *((part, part, None) for part in ("remark", "cautions", "easier", "harder", "note", "video")),
)
_WORD = re.compile(r"[^\s-]+-?")
READING_ORDER = (
    *("name", "dose", "remark", "pictures", "steps", "feel", "cautions", "easier", "harder", "note", "video"),
)


def exercise_frame(block: ExerciseBlock, look: Look, palette: Palette) -> Frame:
    """The exercise in the columns that the template's `exercise` part describes, under a rule or in its cell.

    In a look that saves room, pictures are only as tall as the words beside them, within limits.
    """
    setting, gaps, cells = look.template.exercise, look.template.gaps, look.template.cells
    padding = cells.padding if cells and look.cell else 0.0
    pen = Pen()
    whole = Stack(pen, padding, look.width - 2 * padding, -padding)
    down = _way(block.before, look, whole)
    if block.before:
        whole.skip(gaps.paragraph)
    top = whole.y
    if not look.cell:
        pen.rule(0, look.width, top, look.colour("rule"), 0.6)
        top -= gaps.exercise
    right_x = setting.picture_width + setting.gutter if setting.left else 0.0
    tags: dict[str, tuple[Tag, ...]] = {}
    bottoms, pictured = [], 0.0
    for parts, x, width in (
        (setting.left, 0.0, setting.picture_width),
        (setting.right, right_x, whole.width - right_x),
    ):
        stack = Stack(pen, padding + x, width, top)
        for part in parts:
            if part == "pictures" and look.cell:
                stack.y = -look.cell.above
            before = stack.y
            tags[part] = _PARTS[part](block, look, palette, stack)
            pictured = before - stack.y if part == "pictures" else pictured
            if stack.y != before:
                stack.skip(gaps.paragraph)
        bottoms.append(min(stack.y + gaps.paragraph, top))
    over = bottoms[1] - bottoms[0] if setting.left else pictured
    range_ = setting.picture_height - setting.least_height
    if look.tight is not None and not look.cell and block.panels and over > 0 and range_ > 0:
        room = max(setting.least_height + look.tight * range_, pictured - over)
        smaller = setting.model_copy(update={"picture_height": room, "least_height": room})
        return exercise_frame(block, look.changed(exercise=smaller), palette)
    kids = tuple(tag for part in READING_ORDER for tag in tags.get(part, ()))
    whole.y = min(bottoms)
    if block.after:
        whole.skip(gaps.paragraph)
    up = _way(block.after, look, whole)
    height = max(padding - whole.y, look.cell.height if look.cell else 0.0)
    if cells and cells.outline and look.cell:
        pen.outline(Rect(0, -height, look.width, 0), look.colour("rule"), 0.8, mm(1))
    return pen.frame(height, [Tag("Sect", (*down, *kids, *up))], gaps.exercise, block.origin)


@lru_cache(maxsize=4096)
def words_around(block: ExerciseBlock, look: Look, palette: Palette) -> tuple[float, float]:
    """How much height the words above the pictures need in a cell of this look, and those below, its edges included."""
    setting = look.template.exercise
    at = setting.right.index("pictures") if "pictures" in setting.right else len(setting.right)
    parts = setting.right if not setting.left else ()
    above = _words(parts[:at], block.before, None, block, look, palette)
    below = _words(parts[at + 1 :], None, block.after, block, look, palette)
    return above, below


def _words(
    parts: Sequence[Part], first: Text | None, last: Text | None, block: ExerciseBlock, look: Look, palette: Palette
) -> float:
    cells, gap = look.template.cells, look.template.gaps.paragraph
    padding = cells.padding if cells else 0.0
    stack = Stack(Pen(), padding, look.width - 2 * padding, -padding)
    for words in filter(None, (first,)):
        _way(words, look, stack)
        stack.skip(gap)
    for part in parts:
        before = stack.y
        _PARTS[part](block, look, palette, stack)
        if stack.y != before:
            stack.skip(gap)
    for words in filter(None, (last,)):
        _way(words, look, stack)
        stack.skip(gap)
    return -stack.y


def name_share(block: ExerciseBlock, look: Look) -> float:
    """The share of its size in which the longest word of a name is as wide as its cell; above 1 when it fits."""
    cells, style = look.template.cells, look.styles["name"]
    number = set_text(text(f"{block.number} "), style).width + mm(1) if block.number else 0.0
    room = look.width - 2 * (cells.padding if cells else 0.0) - number
    return room / max(set_text(text(word), style).width for word in _WORD.findall(block.name))


def printed(block: ExerciseBlock, setting: ExerciseSetting) -> ExerciseBlock:
    """The exercise with the name that a layout prints and without what it leaves out."""
    shown = {*setting.left, *setting.right}
    emptied: dict[str, Any] = {key: value for part, key, value in _UNPRINTED if part not in shown}
    if setting.short_names and block.short:
        emptied["name"] = block.short
    if not setting.ways:
        emptied |= {"before": None, "after": None}
    return replace(block, **emptied) if emptied else block


def _way(words: Text | None, look: Look, stack: Stack) -> tuple[Tag, ...]:
    """A line in the whole width on how to get to the floor, or up from it."""
    return (stack.paragraph(words, look.styles["remark"]),) if words else ()


def _name(block: ExerciseBlock, look: Look, palette: Palette, stack: Stack) -> tuple[Tag, ...]:
    style = look.styles["name"]
    if not block.number:
        return (stack.paragraph(text(block.name), style, "H2"),)
    number = set_text((Span(f"{block.number} ", strong=True),), style)
    indent = max(number.width + mm(1), 0.0 if look.cell else mm(6))
    name = set_text(text(block.name), style, stack.width - indent)
    kids = stack.pen.paragraph(number, stack.x, stack.y, "H2")
    tag = Tag("H2", kids + stack.pen.paragraph(name, stack.x + indent, stack.y, "H2"))
    stack.skip(name.height)
    return (tag,)


def _dose(block: ExerciseBlock, look: Look, palette: Palette, stack: Stack) -> tuple[Tag, ...]:
    if block.fields:
        return place_fields(block.fields, look, stack)
    style, ground = look.styles["chip"], look.template.exercise.chips
    padding, gap, height = (mm(1.9), mm(1.6), style.leading + mm(1.1)) if ground else (0.0, mm(3.2), style.leading)
    x, items = stack.x, []
    for chip in block.dose:
        words = set_text(text(chip), style, stack.width - 2 * padding)
        width = words.width + 2 * padding
        if x > stack.x and x + width > stack.x + stack.width:
            x = stack.x
            stack.skip(height + (mm(1.6) if ground else 0.0))
        box = Rect(x, stack.y - height - (words.height - style.leading), x + width, stack.y)
        if ground:
            stack.pen.fill(box, look.colour("chip"), mm(1))
            if look.colour("chip") == look.colour("paper"):
                stack.pen.outline(box, look.colour("line"), 0.7, mm(1))
        elif x > stack.x:  # a dot between two phrases on one line
            middle, r = stack.y - style.leading * 0.56, style.size * 0.07
            dot = Rect(x - gap / 2 - r, middle - r, x - gap / 2 + r, middle + r)
            stack.pen.fill(dot, look.colour("accent"), r)
        kids = stack.pen.paragraph(words, x + padding, stack.y - (mm(0.55) if ground else 0.0), "LBody")
        items.append(Tag("LI", (Tag("LBody", kids),)))
        x += width + gap
        stack.skip(words.height - style.leading)
    if not items:
        return ()
    stack.skip(height + mm(0.6))
    return (Tag("L", tuple(items), attributes=(("List", "/ListNumbering/None"),)),)


def _steps(block: ExerciseBlock, look: Look, palette: Palette, stack: Stack) -> tuple[Tag, ...]:
    if not block.steps:
        return ()
    style = look.styles["body"]
    labels = [f"{number}." for number in range(1, len(block.steps) + 1)]
    return (stack.items(labels, block.steps, style, style.size * 1.35, mm(0.4)),)


def _aside(words: Text | None, look: Look, stack: Stack) -> tuple[Tag, ...]:
    return (stack.paragraph(words, look.styles["aside"]),) if words else ()


def _small(words: Text | None, style: str, look: Look, stack: Stack) -> tuple[Tag, ...]:
    return (stack.paragraph(words, look.styles[style]),) if words else ()


def _pictures(block: ExerciseBlock, look: Look, palette: Palette, stack: Stack) -> tuple[Tag, ...]:
    return place_panels(block.panels, look, palette, stack) if block.panels else ()


_PARTS: dict[str, Callable[[ExerciseBlock, Look, Palette, Stack], tuple[Tag, ...]]] = {
    "name": _name,
    "dose": _dose,
    "remark": lambda block, look, palette, stack: _small(block.remark, "notice", look, stack),
    "note": lambda block, look, palette, stack: _small(block.note, "remark", look, stack),
    "pictures": _pictures,
    "steps": _steps,
    "feel": lambda block, look, palette, stack: _aside(block.feel, look, stack),
    "cautions": lambda block, look, palette, stack: _aside(block.cautions, look, stack),
    "easier": lambda block, look, palette, stack: _aside(block.easier, look, stack),
    "harder": lambda block, look, palette, stack: _aside(block.harder, look, stack),
    "video": lambda block, look, palette, stack: place_video(block.video, look, stack) if block.video else (),
}
