"""Lays out the tick-off table: exercises down, days across, a row for pain."""

from __future__ import annotations

from handouts.compose.document import Log, text
from handouts.layout.frame import Frame, Rect, Tag
from handouts.layout.pen import Pen, colour_operator, number
from handouts.layout.stack import Stack
from handouts.layout.template import Look
from handouts.layout.text import set_text
from handouts.units import mm

COLUMN_HEADER = (("Table", "/Scope/Column"),)
ROW_HEADER = (("Table", "/Scope/Row"),)


def log_frame(log: Log, look: Look) -> Frame:
    """The table with row and column headers tagged as such; empty cells are cells too (ISO 32000-1, 14.8.4.3.4)."""
    pen, setting = Pen(), look.template.log
    stack = Stack(pen, 0, look.width)
    heading = stack.paragraph(text(log.title), look.styles["heading"], "H2")
    stack.skip(look.template.gaps.paragraph)
    top, first = stack.y, look.width - setting.day_width * len(log.days)
    rows = [_head_row(log, look, pen, top, first)]
    y = top - setting.row_height
    for index, name in enumerate(log.rows):
        words = set_text(text(name), look.styles["cell"], first - mm(3))
        height = max(setting.row_height, words.height + mm(0.8))
        kids = pen.paragraph(words, mm(1.5), y - (height - words.height) / 2, "TH")
        cells = tuple(Tag("TD") for _ in log.days)
        lang = log.row_languages[index] if log.row_languages else ""
        rows.append(Tag("TR", (Tag("TH", kids, attributes=ROW_HEADER, lang=lang), *cells)))
        pen.rule(0, look.width, y, look.colour("line"), 0.6)
        y -= height
    bottom = y
    if log.notes:
        pen.rule(0, look.width, y, look.colour("line"), 0.6)
        words = set_text(text(log.notes), look.styles["cell"], first - mm(3))
        kids = pen.paragraph(words, mm(1.5), y - mm(0.8), "TH")
        room = Tag("TD", attributes=(("Table", f"/ColSpan {len(log.days)}"),))
        rows.append(Tag("TR", (Tag("TH", kids, attributes=ROW_HEADER), room)))
        pen.artifact(_vertical(first, y, y - setting.notes_height, look))
        y -= setting.notes_height
    for x in (first + setting.day_width * i for i in range(len(log.days))):
        pen.artifact(_vertical(x, top, bottom, look))
    pen.outline(Rect(0, y, look.width, top), look.colour("line"), 0.8)
    return pen.frame(-y, [Tag("Sect", (heading, Tag("Table", tuple(rows))))], look.template.gaps.section)


def _head_row(log: Log, look: Look, pen: Pen, top: float, first: float) -> Tag:
    setting, style = look.template.log, look.styles["label"]
    inset = (setting.row_height - style.leading) / 2
    pen.fill(Rect(0, top - setting.row_height, look.width, top), look.colour("tint"))
    corner = set_text(text(log.corner), style, first)
    cells = [Tag("TH", pen.paragraph(corner, mm(1.5), top - inset, "TH"), attributes=COLUMN_HEADER)]
    dots = top - inset - style.leading * 0.78
    pen.rule(mm(1.5) + corner.width + 4, first - mm(2), dots, look.colour("ink"), 0.8, "0 3")
    for i, day in enumerate(log.days):
        words = set_text(text(day), style)
        x = first + setting.day_width * (i + 0.5) - words.width / 2
        cells.append(Tag("TH", pen.paragraph(words, x, top - inset, "TH"), attributes=COLUMN_HEADER))
    return Tag("TR", tuple(cells))


def _vertical(x: float, top: float, bottom: float, look: Look) -> str:
    paint = colour_operator(look.colour("line"), stroke=True)
    return f"{paint} 0.6 w {number(x)} {number(top)} m {number(x)} {number(bottom)} l S"
