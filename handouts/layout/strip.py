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
LEAST = mm(60)  # the lines beside a label; where there is less, the label stands below
SHARES = (2.1, 1.2, 1.7)  # of the width: name, date, clinician


def strip_frame(strip: PatientStrip, look: Look) -> Frame:
    """Labels with their values, or dotted lines to write on, in an outlined box; at it the place for a label."""
    pen, setting = Pen(), look.template.patient
    sticker = min(setting.label_width, look.width), setting.label_height
    beside = bool(strip.sticker) and look.width - sticker[0] - GUTTER >= LEAST
    width = look.width - (sticker[0] + GUTTER if beside else 0.0)
    columns = 1 if beside else setting.columns
    rows = [strip.facts[at : at + columns] for at in range(0, len(strip.facts), columns)]
    y, tags = -PADDING, []
    pitch = (sticker[1] - 2 * PADDING) / len(rows) if beside else 0.0
    for row in rows:
        kids, height = _row(row, width - 2 * PADDING, y, look, pen)
        tags += kids
        y -= max(height + (PADDING if row is not rows[-1] else 0.0), pitch)
    height = max(PADDING - y, sticker[1] if beside else 0.0)
    pen.outline(Rect(0, -height, width, 0), look.colour("line"), 0.8, mm(1))
    if strip.sticker:
        top, left = (0.0, look.width - sticker[0]) if beside else (-height - GUTTER, 0.0)
        tags.append(_sticker(strip.sticker, Rect(left, top - sticker[1], look.width, top), look, pen))
        height = max(height, sticker[1] - top)
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


def _sticker(words: str, box: Rect, look: Look, pen: Pen) -> Tag:
    """A dashed outline with its words in the middle, which the label will cover."""
    pen.dashed(box, look.colour("line"), 0.8)
    said = set_text(text(words), look.styles["remark"], box.right - box.left - 2 * PADDING)
    x, y = (box.left + box.right - said.width) / 2, (box.bottom + box.top + said.height) / 2
    return Tag("P", pen.paragraph(said, x, y))
