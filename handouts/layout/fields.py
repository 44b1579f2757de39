"""Room for the pen: lines to write numbers on and boxes to tick, in place of a dose."""

from __future__ import annotations

from collections.abc import Sequence

from handouts.compose.document import Field, text
from handouts.layout.frame import Rect, Tag
from handouts.layout.pen import Pen
from handouts.layout.stack import Stack
from handouts.layout.template import Look
from handouts.layout.text import Paragraph, Style, set_text
from handouts.units import mm

LINE = mm(14)  # for a number of two digits, or a range
ROW = mm(9)
BOX = mm(4.4)
DOTS = "0 3"


def place_fields(fields: Sequence[Field], look: Look, stack: Stack) -> tuple[Tag, ...]:
    """The fields side by side as far as the column is wide; those to tick start a row of their own."""
    style = look.styles["chip"]._replace(rgb=look.colour("ink"))
    x, items, ticking = stack.x, [], False
    for field in fields:
        width = _width(field, style)
        if x > stack.x and (field.tick != ticking or x + width > stack.x + stack.width):
            x = stack.x
            stack.skip(ROW)
        items.append(Tag("LI", (_field(field, style, look, stack.pen, x, stack.y),)))
        x, ticking = x + width + mm(5), field.tick
    if not items:
        return ()
    stack.skip(ROW + mm(0.6))
    return (Tag("L", tuple(items), attributes=(("List", "/ListNumbering/None"),)),)


def _words(field: Field, style: Style) -> tuple[Paragraph, Paragraph]:
    """What stands before the line and behind it; the space between is there for a screen reader."""
    between = " " if field.before and field.after else ""
    return set_text(text(field.before + between), style), set_text(text(field.after), style)


def _width(field: Field, style: Style) -> float:
    before, after = _words(field, style)
    if field.tick:
        return BOX + mm(1.6) + before.width
    return before.width + LINE + mm(1.5) * bool(field.after) + after.width


def _field(field: Field, style: Style, look: Look, pen: Pen, x: float, y: float) -> Tag:
    before, after = _words(field, style)
    top = y - ROW + style.leading  # words stand at the foot of the row: a pen needs the room above the line
    base = top - style.leading * 0.78
    if field.tick:
        foot = base - mm(0.4)
        pen.outline(Rect(x, foot, x + BOX, foot + BOX), look.colour("ink"), 0.9, mm(0.5))
        return Tag("LBody", pen.paragraph(before, x + BOX + mm(1.6), top, "LBody"))
    kids = pen.paragraph(before, x, top, "LBody") if field.before else ()
    start = x + before.width + (mm(0.5) if field.before else 0)
    pen.rule(start, x + before.width + LINE, base, look.colour("ink"), 0.9, DOTS)
    if field.after:
        kids += pen.paragraph(after, x + before.width + LINE + mm(1.5), top, "LBody")
    return Tag("LBody", kids)


def writing_lines(count: int, look: Look, stack: Stack) -> None:
    """Dotted lines over the whole column, far enough apart for handwriting; they carry no meaning of their own."""
    for _ in range(count):
        stack.skip(ROW)
        stack.pen.rule(stack.x, stack.x + stack.width, stack.y + mm(1), look.colour("ink"), 0.8, DOTS)
