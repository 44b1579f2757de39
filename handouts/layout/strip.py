"""Lays out who the sheet is for: name, date and clinician, the next visit, room for a label."""

from __future__ import annotations

from collections.abc import Sequence

from handouts.compose.document import Fact, PatientStrip, text
from handouts.layout.frame import Frame, Rect, Tag
from handouts.layout.pen import Pen
from handouts.layout.template import Look
from handouts.layout.text import Paragraph, set_text
from handouts.units import mm

PADDING, GUTTER = mm(2.6), mm(4)
SHARES = (2.1, 1.2, 1.7)  # of the width: name, date, clinician
LABEL = mm(74), mm(40)  # a patient label is 70 by 36 or 37 mm


def strip_frame(strip: PatientStrip, look: Look) -> Frame:
    """Labels with their values, or dotted lines to write on, in an outlined box; beside it the place for a label."""
    pen = Pen()
    beside = LABEL[0] + GUTTER if strip.sticker else 0.0
    width = look.width - beside
    rows: list[Sequence[Fact]] = [[fact] for fact in strip.facts]
    if not strip.sticker:
        rows = [strip.facts[at : at + len(SHARES)] for at in range(0, len(strip.facts), len(SHARES))]
    y, tags = -PADDING, []
    pitch = (LABEL[1] - 2 * PADDING) / len(rows) if strip.sticker else 0.0
    for row in rows:
        kids, height = _row(row, width - 2 * PADDING, y, look, pen)
        tags += kids
        y -= max(height + (PADDING if row is not rows[-1] else 0.0), pitch)
    height = max(PADDING - y, LABEL[1] if strip.sticker else 0.0)
    pen.outline(Rect(0, -height, width, 0), look.colour("line"), 0.8, mm(1))
    if strip.sticker:
        tags.append(_sticker(strip.sticker, look, pen))
    return pen.frame(height, [Tag("Sect", tuple(tags))], look.template.gaps.block)


def _row(row: Sequence[Fact], room: float, y: float, look: Look, pen: Pen) -> tuple[list[Tag], float]:
    style = look.styles["label"]
    shares = SHARES[: len(row)]
    room -= GUTTER * (len(row) - 1)
    x, tall, tags = PADDING, 0.0, []
    for fact, share in zip(row, shares, strict=True):
        width = room * share / sum(shares)
        label, value = _fact(fact, look, width)
        kids = pen.paragraph(label, x, y)
        start = x + label.width + 3
        if value is None:
            pen.rule(start, x + width, y - style.leading * 0.78, look.colour("ink"), 0.8, "0 3")
        else:
            kids += pen.paragraph(value, start, y)
        tags.append(Tag("P", kids))
        tall = max(tall, label.height if value is None else value.height)
        x += width + GUTTER
    return tags, tall


def _fact(fact: Fact, look: Look, width: float) -> tuple[Paragraph, Paragraph | None]:
    label = set_text(text(fact.label + (" " if fact.value else "")), look.styles["label"])
    if not fact.value:
        return label, None
    return label, set_text(text(fact.value), look.styles["cell"], width - label.width - 3)


def _sticker(words: str, look: Look, pen: Pen) -> Tag:
    """A dashed outline with its words in the middle, which the label will cover."""
    width, height = LABEL
    left = look.width - width
    pen.dashed(Rect(left, -height, look.width, 0), look.colour("line"), 0.8)
    said = set_text(text(words), look.styles["remark"], width - 2 * PADDING)
    return Tag("P", pen.paragraph(said, left + (width - said.width) / 2, -(height - said.height) / 2))
