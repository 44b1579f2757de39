"""Lays out titled short texts: what comes next, sources, who made the sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handouts.compose.document import Notes, Text, text
from handouts.layout.fields import writing_lines
from handouts.layout.frame import Frame, Tag
from handouts.layout.notice import BULLET, HANG
from handouts.layout.pen import Pen
from handouts.layout.stack import Stack
from handouts.layout.template import Look
from handouts.layout.text import Style, set_running
from handouts.units import mm

GUTTER = mm(4)
LEAST = 16  # type sizes that a column of words is wide; narrower ones are ragged

Column = tuple[Text, ...]


def notes_frame(notes: Notes, look: Look) -> Frame:
    """A heading when there is a title, then paragraphs or a list, in two columns where lines would be too long."""
    pen, style = Pen(), look.styles["small"]
    stack = Stack(pen, 0, look.width)
    head = [stack.paragraph(text(notes.title), look.styles["heading"], "H2")] if notes.title else []
    gap = mm(0.5) if notes.listed else look.template.gaps.paragraph
    stack.skip(look.template.gaps.paragraph if head else 0)
    columns = _dealt(notes, style, look.width, gap)
    width = look.width if len(columns) == 1 else _half(look.width)
    stacks = [Stack(pen, number * (width + GUTTER), width, stack.y) for number in range(len(columns))]
    tags = [tag for column, one in zip(columns, stacks, strict=True) for tag in _said(column, notes, style, gap, one)]
    if len(tags) > (1 if notes.listed else len(notes.paragraphs)):  # what goes on in the second column is still one
        at = len(columns[0]) if not notes.listed else 1
        tags[at - 1 : at + 1] = [tags[at - 1]._replace(kids=(*tags[at - 1].kids, *tags[at].kids))]
    stack.y = min(one.y for one in stacks)
    writing_lines(notes.lines, look, stack)
    return pen.frame(-stack.y, [Tag("Sect", (*head, *tags))], look.template.gaps.section)


def _said(column: Column, notes: Notes, style: Style, gap: float, stack: Stack) -> list[Tag]:
    """The paragraphs of one column, or its list."""
    if notes.listed:
        return [stack.items([BULLET] * len(column), column, style, style.size * HANG, gap)]
    tags = []
    for number, words in enumerate(column):
        stack.skip(gap if number else 0)
        tags.append(stack.paragraph(words, style))
    return tags


def _dealt(notes: Notes, style: Style, width: float, gap: float) -> Sequence[Column]:
    """All in one column, or in two where that is lower: no line of them is too long to find the next one."""
    indent = style.size * HANG if notes.listed else 0.0

    def tall(column: Column, room: float) -> float:
        return sum(set_running(words, style, room - indent).height + gap for words in column)

    whole = notes.paragraphs
    half, low = _half(width), sum(style.leading + gap for _ in whole)
    if half < style.size * LEAST or tall(whole, width) < low + 0.01:
        return (whole,)
    ways = reversed(list(_cuts(whole, notes.listed)))  # of columns that are as even as others, the longer one is first
    best = min(ways, key=lambda way: max(tall(column, half) for column in way), default=(whole,))
    return best if max(tall(column, half) for column in best) < tall(whole, width) else (whole,)


def _half(width: float) -> float:
    return (width - GUTTER) / 2


def _cuts(paragraphs: Column, listed: bool) -> Iterator[tuple[Column, Column]]:
    """Each way to deal paragraphs to two columns: between two of them, or where something new begins in one."""
    for at, words in enumerate(paragraphs):
        if at:
            yield paragraphs[:at], paragraphs[at:]
        for start in () if listed else _starts(words):
            yield (*paragraphs[:at], words[:start]), (words[start:], *paragraphs[at + 1 :])


def _starts(words: Text) -> Iterator[int]:
    """Spans with which something new begins: another source, a strong lead-in, but not what that leads to."""
    led = True
    for number, span in enumerate(words):
        if any(letter.isalnum() for letter in span.text):
            if not (led or span.link):
                yield number
            led = span.strong
