"""Lays out one block: the memo that makes each block's frame once, and the blocks of a sheet's head."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TypeAlias

from handouts.compose.document import (
    Beside,
    Block,
    ExerciseBlock,
    Glance,
    Head,
    Log,
    Notes,
    Notice,
    PatientStrip,
    Points,
    Question,
    Span,
    text,
)
from handouts.drawing import Palette
from handouts.layout.beside import beside_frame
from handouts.layout.exercise import exercise_frame
from handouts.layout.frame import Frame, Rect, Tag
from handouts.layout.leaflet import points_frame, question_frame
from handouts.layout.log import log_frame
from handouts.layout.logo import logo_size, place_logo
from handouts.layout.notes import notes_frame
from handouts.layout.notice import notice_frame
from handouts.layout.pen import Pen
from handouts.layout.stack import Stack
from handouts.layout.strip import strip_frame
from handouts.layout.template import Look
from handouts.layout.text import first_baseline, set_running, set_text
from handouts.units import mm

NARROW = mm(110)  # a head of less width has its parts below one another
CRAMPED = mm(130)  # a summary box of less width, at usual size, has its facts below one another

Alone: TypeAlias = Head | PatientStrip | Glance | ExerciseBlock | Question | Points | Notice | Log | Notes


@lru_cache(maxsize=4096)
def frame_of(block: Block, look: Look, palette: Palette) -> Frame:
    """A block, laid out. The same block in the same look is laid out once in a process.

    Raises MissingGlyphError for a character that no face has.
    """
    if isinstance(block, Beside):
        return beside_frame(block, look, palette, frame_of)
    frame = _frame_of(block, look, palette)
    lang = "" if isinstance(block, Head | PatientStrip | Glance) else block.language
    return replace(frame, tree=tuple(tag._replace(lang=lang) for tag in frame.tree)) if lang else frame


def _frame_of(block: Alone, look: Look, palette: Palette) -> Frame:
    match block:
        case Head():
            return head_frame(block, look, palette)
        case PatientStrip():
            return strip_frame(block, look)
        case Glance():
            return glance_frame(block, look)
        case ExerciseBlock():
            return exercise_frame(block, look, palette)
        case Question():
            return question_frame(block, look, palette)
        case Points():
            return points_frame(block, look, palette)
        case Notice():
            return notice_frame(block, look)
        case Log():
            return log_frame(block, look)
        case Notes():
            return notes_frame(block, look)


def head_frame(head: Head, look: Look, palette: Palette) -> Frame:
    """Title and purpose left, logo and clinic right; notices such as "not yet approved" in a line below."""
    if look.width < NARROW:
        return _narrow_head(head, look, palette)
    pen, styles = Pen(), look.styles
    clinic = [
        set_text(text(words), styles[style], look.width * 0.4)
        for words, style in ((head.clinic, "clinic"), (head.clinic_line, "clinic-line"))
        if words
    ]
    logo, tall = logo_size(head.logo, look.template.logo) if head.logo else (0.0, 0.0)
    right = max([logo, *(part.width for part in clinic)])
    room = look.width - right - (mm(6) if right else 0)
    title = set_text(text(head.title), styles["title"], room)
    purpose = set_running(text(head.purpose), styles["purpose"], room)
    tags = [
        Tag("H1", pen.paragraph(title, 0, 0, "H1"), lang=head.language),
        Tag("P", pen.paragraph(purpose, 0, -title.height), lang=head.language),
    ]
    y = -(title.height + purpose.height)
    # the clinic's last line shares the baseline of the purpose
    air = mm(1.2) if head.logo and clinic else 0.0
    top = min(0.0, y + sum(part.height for part in clinic) + tall + air)
    if head.logo:
        box = Rect(look.width - logo, top - tall, look.width, top)
        tags.append(place_logo(pen, head.logo, box, head.logo_alt, palette))
        top -= tall + air
    for part in clinic:
        tags.append(Tag("P", pen.paragraph(part, look.width - part.width, top)))
        top -= part.height
    stack = Stack(pen, 0, look.width, min(y, top))
    tags += _notices(head, look, stack)
    return pen.frame(-stack.y, [Tag("Sect", tuple(tags))], look.template.gaps.block)


def _narrow_head(head: Head, look: Look, palette: Palette) -> Frame:
    """The clinic below title and purpose, where there is no room beside them."""
    pen, styles, gaps = Pen(), look.styles, look.template.gaps
    stack = Stack(pen, 0, look.width)
    tags = [stack.paragraph(text(head.title), styles["title"], "H1")._replace(lang=head.language)]
    tags.append(stack.paragraph(text(head.purpose), styles["purpose"])._replace(lang=head.language))
    if head.logo:
        stack.skip(gaps.block)
        wide, tall = logo_size(head.logo, look.template.logo)
        box = Rect(0, stack.y - tall, wide, stack.y)
        tags.append(place_logo(pen, head.logo, box, head.logo_alt, palette))
        stack.skip(tall)
    if head.clinic or head.clinic_line:
        stack.skip(mm(1.2) if head.logo else gaps.block)
    for words, style in ((head.clinic, "clinic"), (head.clinic_line, "clinic-line")):
        tags += [stack.paragraph(text(words), styles[style])] if words else []
    tags += _notices(head, look, stack)
    return pen.frame(-stack.y, [Tag("Sect", tuple(tags))], gaps.block)


def _notices(head: Head, look: Look, stack: Stack) -> list[Tag]:
    tags = []
    for notice in head.notices:
        stack.skip(look.template.gaps.paragraph)
        tags.append(stack.paragraph(text(notice), look.styles["notice"]))
    return tags


def glance_frame(glance: Glance, look: Look) -> Frame:
    """The summary box: small labels over their values, in columns as wide as their words need."""
    if look.width < CRAMPED * look.template.scale:
        return _narrow_glance(glance, look)
    pen, styles = Pen(), look.styles
    padding, gutter = mm(3), mm(5)
    natural = [
        max(set_text(text(words), styles[style]).width for words, style in ((f.label, "fact-label"), (f.value, "body")))
        for f in glance.facts
    ]
    room = look.width - 2 * padding - gutter * (len(glance.facts) - 1)
    deep = 0.0 if all(fact.value for fact in glance.facts) else mm(1.5)
    if deep:  # a line to write on takes its share, and a pen needs room
        natural = [max(width, room / len(glance.facts)) for width in natural]
    columns = _share(natural, room)
    cells = [
        (
            set_text((Span(fact.label + " "),), styles["fact-label"], width),
            set_text(text(fact.value), styles["body"], width),
        )
        for fact, width in zip(glance.facts, columns, strict=True)
    ]
    height = max(label.height + value.height for label, value in cells) + 2 * padding + deep
    _tint(pen, height, look)
    x, tags = padding, []
    for (label, value), width in zip(cells, columns, strict=True):
        kids = pen.paragraph(label, x, -padding)
        if value.pieces and value.width:
            kids += pen.paragraph(value, x, -padding - label.height)
        else:
            line = -padding - label.height - styles["body"].leading * 0.85 - deep
            pen.rule(x, x + width, line, look.colour("ink"), 0.8, "0 3")
        tags.append(Tag("P", kids))
        x += width + gutter
    return pen.frame(height, [Tag("Sect", tuple(tags))], look.template.gaps.block)


def _narrow_glance(glance: Glance, look: Look) -> Frame:
    """The summary box where there is little room: labels left, each with its value at the right."""
    pen, styles, padding = Pen(), look.styles, mm(3)
    labels = [set_text(text(fact.label + " "), styles["fact-label"], look.width * 0.45) for fact in glance.facts]
    x = padding + max(label.width for label in labels) + mm(3)
    level = first_baseline(styles["body"]) - first_baseline(styles["fact-label"])  # both stand on one line
    y, tags, parts = -padding, [], []
    for fact, label in zip(glance.facts, labels, strict=True):
        value = set_text(text(fact.value), styles["body"], look.width - padding - x)
        pitch = max(label.height, value.height) + (0.0 if fact.value else mm(3))  # a pen needs room
        parts.append((label, value if fact.value else None, y, pitch))
        y -= pitch + look.template.gaps.paragraph
    height = padding - y - look.template.gaps.paragraph
    _tint(pen, height, look)
    for label, words, top, pitch in parts:
        kids = pen.paragraph(label, padding, top - (level if words else mm(3)))
        if words:
            kids += pen.paragraph(words, x, top)
        else:
            pen.rule(x, look.width - padding, top - pitch + mm(1), look.colour("ink"), 0.8, "0 3")
        tags.append(Tag("P", kids))
    return pen.frame(height, [Tag("Sect", tuple(tags))], look.template.gaps.block)


def _tint(pen: Pen, height: float, look: Look) -> None:
    """The ground of the summary box."""
    box = Rect(0, -height, look.width, 0)
    pen.fill(box, look.colour("tint"), mm(1))
    if look.colour("tint") == look.colour("paper"):  # printed in line art the box needs an edge
        pen.outline(box, look.colour("line"), 0.8, mm(1))


def _share(natural: list[float], room: float) -> list[float]:
    """Column widths: what each needs, and the rest in equal parts; too wide ones share what the narrow ones leave."""
    spare = room - sum(natural)
    if spare >= 0:
        return [width + spare / len(natural) for width in natural]
    limit, left = 0.0, room
    for taken, width in enumerate(sorted(natural)):
        limit = left / (len(natural) - taken)
        if width > limit:
            break
        left -= width
    return [min(width, limit) for width in natural]
