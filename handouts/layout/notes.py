"""Lays out titled short texts: what comes next, sources, who made the sheet."""

from __future__ import annotations

from handouts.compose.document import Notes, text
from handouts.layout.fields import writing_lines
from handouts.layout.frame import Frame, Tag
from handouts.layout.notice import BULLET, HANG
from handouts.layout.pen import Pen
from handouts.layout.stack import Stack
from handouts.layout.template import Look
from handouts.units import mm


def notes_frame(notes: Notes, look: Look) -> Frame:
    """A heading when there is a title, then paragraphs or a list."""
    pen, gap = Pen(), look.template.gaps.paragraph
    stack = Stack(pen, 0, look.width)
    style = look.styles["small"]
    tags = []
    if notes.title:
        tags.append(stack.paragraph(text(notes.title), look.styles["heading"], "H2"))
        stack.skip(gap)
    if notes.listed:
        tags.append(stack.items([BULLET] * len(notes.paragraphs), notes.paragraphs, style, style.size * HANG, mm(0.5)))
    else:
        for number, paragraph in enumerate(notes.paragraphs):
            stack.skip(gap if number else 0)
            tags.append(stack.paragraph(paragraph, style))
    writing_lines(notes.lines, look, stack)
    return pen.frame(-stack.y, [Tag("Sect", tuple(tags))], look.template.gaps.section)
