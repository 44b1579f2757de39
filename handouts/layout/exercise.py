"""Lays out one exercise: pictures in one column, words in the other, never apart."""

from __future__ import annotations

from collections.abc import Callable

from handouts.compose.document import ExerciseBlock, Span, Text, text
from handouts.drawing import Palette
from handouts.layout.frame import Frame, Rect, Tag
from handouts.layout.panels import place_panels
from handouts.layout.pen import Pen
from handouts.layout.stack import Stack
from handouts.layout.template import Look
from handouts.layout.text import set_text
from handouts.units import mm

READING_ORDER = ("name", "dose", "remark", "pictures", "steps", "feel", "cautions", "easier", "harder", "note")


def exercise_frame(block: ExerciseBlock, look: Look, palette: Palette) -> Frame:
    """The exercise in the two columns that the template's `exercise` part describes, under a rule."""
    setting, gaps = look.template.exercise, look.template.gaps
    pen = Pen()
    whole = Stack(pen, 0, look.width)
    down = _way(block.before, look, whole)
    if block.before:
        whole.skip(gaps.paragraph)
    top = whole.y
    pen.rule(0, look.width, top, look.colour("rule"), 0.6)
    top -= gaps.exercise
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
    whole.y = bottom
    if block.after:
        whole.skip(gaps.paragraph)
    up = _way(block.after, look, whole)
    return pen.frame(-whole.y, [Tag("Sect", (*down, *kids, *up))], gaps.exercise, block.origin)


def _way(words: Text | None, look: Look, stack: Stack) -> tuple[Tag, ...]:
    """A line in the whole width on how to get to the floor, or up from it."""
    return (stack.paragraph(words, look.styles["remark"]),) if words else ()


def _name(block: ExerciseBlock, look: Look, palette: Palette, stack: Stack) -> tuple[Tag, ...]:
    style = look.styles["name"]
    if not block.number:
        return (stack.paragraph(text(block.name), style, "H2"),)
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


def _small(words: Text | None, style: str, look: Look, stack: Stack) -> tuple[Tag, ...]:
    return (stack.paragraph(words, look.styles[style]),) if words else ()


def _pictures(block: ExerciseBlock, look: Look, palette: Palette, stack: Stack) -> tuple[Tag, ...]:
    return place_panels(block.panels, look, palette, stack)


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
}
