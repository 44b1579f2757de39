"""Lays out who the sheet is for: name, date and clinician, the next visit, room for a label."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from handouts.compose.document import Fact, PatientStrip, text
from handouts.layout.frame import Frame, Rect, Tag
from handouts.layout.pen import Pen
from handouts.layout.template import Look
from handouts.layout.text import Paragraph, set_text
from handouts.units import mm

PADDING, GUTTER = mm(2.6), mm(4)
LEAST = mm(60)  # the lines beside a label; where there is less, the label stands below
SHARES = (1.95, 1.4, 1.65)  # of the width: name, date, clinician
GAP = 3.0  # points between a label and its value
LINE = mm(30)  # to write on at least, where values are printed beside it


def strip_frame(strip: PatientStrip, look: Look) -> Frame:
    """Labels with their values, or dotted lines to write on, in an outlined box; at it the place for a label."""
    pen, setting = Pen(), look.template.patient
    sticker = min(setting.label_width, look.width), setting.label_height
    beside = bool(strip.sticker) and look.width - sticker[0] - GUTTER >= LEAST
    width = look.width - (sticker[0] + GUTTER if beside else 0.0)
    columns = 1 if beside else setting.columns
    rows = _rows(strip.facts, columns, width - 2 * PADDING, look)
    y, tags = -PADDING, []
    pitch = (sticker[1] - 2 * PADDING) / len(rows) if beside else 0.0
    for row in rows:
        kids, height = _row(row, y, look, pen)
        tags += kids
        y -= max(height + (PADDING if row is not rows[-1] else 0.0), pitch)
    height = max(PADDING - y, sticker[1] if beside else 0.0)
    pen.outline(Rect(0, -height, width, 0), look.colour("line"), 0.8, mm(1))
    if strip.sticker:
        top, left = (0.0, look.width - sticker[0]) if beside else (-height - GUTTER, 0.0)
        tags.append(_sticker(strip.sticker, Rect(left, top - sticker[1], look.width, top), look, pen))
        height = max(height, sticker[1] - top)
    return pen.frame(height, [Tag("Sect", tuple(tags))], look.template.gaps.block)


class _Cell(NamedTuple):
    """One fact: its label, its value on one line unless it is to be written, and its width."""

    label: Paragraph
    value: Paragraph | None
    words: str
    width: float


def _cell(fact: Fact, look: Look) -> _Cell:
    label = set_text(text(fact.label + (" " if fact.value else "")), look.styles["label"])
    value = set_text(text(fact.value), look.styles["cell"]) if fact.value else None
    return _Cell(label, value, fact.value, label.width + GAP + (value.width if value else LINE))


def _rows(facts: Sequence[Fact], columns: int, room: float, look: Look) -> list[list[_Cell]]:
    """The facts in columns where each fits on one line, else one behind the other as words flow."""
    cells = [_cell(fact, look) for fact in facts]
    rows = []
    for at in range(0, len(cells), columns):
        row = cells[at : at + columns]
        free, shares = room - GUTTER * (len(row) - 1), SHARES[: len(row)]
        rows.append([c._replace(width=free * share / sum(shares)) for c, share in zip(row, shares, strict=True)])
    if columns == 1 or all(cell.width <= given.width for cell, given in zip(cells, chain(*rows), strict=True)):
        return rows
    rows = []
    used = room
    for cell in cells:
        if used + GUTTER + cell.width > room:
            rows.append([])
            used = -GUTTER
        rows[-1].append(cell._replace(width=min(cell.width, room)))
        used += GUTTER + cell.width
    return [_stretched(row, room) for row in rows]


def _stretched(row: list[_Cell], room: float) -> list[_Cell]:
    """The same row over the whole width."""
    free = room - GUTTER * (len(row) - 1) - sum(cell.width for cell in row)
    return [cell._replace(width=cell.width + free / len(row)) for cell in row]


def _row(row: Sequence[_Cell], y: float, look: Look, pen: Pen) -> tuple[list[Tag], float]:
    style = look.styles["label"]
    x, tall, tags = PADDING, 0.0, []
    for label, value, words, width in row:
        kids = pen.paragraph(label, x, y)
        start = x + label.width + GAP
        if value is None:
            pen.rule(start, x + width, y - style.leading * 0.78, look.colour("ink"), 0.8, "0 3")
        else:
            room = width - label.width - GAP
            value = value if value.width <= room else set_text(text(words), look.styles["cell"], room)
            kids += pen.paragraph(value, start, y)
        tags.append(Tag("P", kids))
        tall = max(tall, label.height if value is None else value.height)
        x += width + GUTTER
    return tags, tall


def _sticker(words: str, box: Rect, look: Look, pen: Pen) -> Tag:
    """A dashed outline with its words in the middle, which the label will cover."""
    pen.dashed(box, look.colour("line"), 0.8)
    said = set_text(text(words), look.styles["remark"], box.right - box.left - 2 * PADDING)
    x, y = (box.left + box.right - said.width) / 2, (box.bottom + box.top + said.height) / 2
    return Tag("P", pen.paragraph(said, x, y))
