"""Sets words in lines: breaks them at spaces, never hyphenates, keeps every space a reader would hear."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from handouts.compose.document import Span, Text
from handouts.layout.faces import FaceName, face

Rgb = tuple[float, float, float]

# an address may break behind a slash and a long compound behind its hyphen, a range such as 8–12 nowhere
_SOFT_BREAKS = re.compile(r"(?<=[^\W\d]{3}-)(?=[^\W\d]{3})|(?<=[a-z0-9]/)(?=[a-z0-9])")


class Style(NamedTuple):
    """How a paragraph is set: `face` for plain words, `strong` for strong ones; sizes in points."""

    face: FaceName
    strong: FaceName
    size: float
    leading: float
    rgb: Rgb
    strong_rgb: Rgb
    link_rgb: Rgb


class Piece(NamedTuple):
    """Words of one face on one line; x from the paragraph's left edge, y of the baseline from its top."""

    x: float
    y: float
    text: str
    width: float
    face: FaceName
    size: float
    rgb: Rgb
    link: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words set in lines."""

    pieces: tuple[Piece, ...]
    height: float
    width: float
    style: Style

    def stretches(self) -> Iterator[tuple[str, Sequence[Piece]]]:
        """The pieces in reading order, grouped by the address they link to."""
        for uri, pieces in groupby(self.pieces, key=lambda piece: piece.link):
            yield uri, tuple(pieces)


class _Word(NamedTuple):
    """Letters that stay together: (span number, letters) pairs; `space` is the span of the space behind, or None."""

    parts: tuple[tuple[int, str], ...]
    width: float
    space: int | None


@lru_cache(maxsize=8192)
def set_text(words: Text, style: Style, width: float = 1e6) -> Paragraph:
    """Set words in lines no wider than `width`. Raises MissingGlyphError for a character no face has.

    A word wider than the line is cut where the line ends; nothing is lost or hung over the edge. The space at
    which a line breaks stays in the text, since a screen reader needs it (ISO 32000-1, 14.8.2.5).
    """
    pieces: list[Piece] = []
    # the first baseline hangs so that ascenders and half the leading lie above it
    ascent = face(style.face).ascent * style.size / 1000
    descent = -face(style.face).descent * style.size / 1000
    first = ascent + (style.leading - ascent - descent) / 2
    lines = _lines(words, style, width)
    widest = 0.0
    for row, line in enumerate(lines):
        x, y = 0.0, -(first + row * style.leading)
        for index, run in _runs(line):
            span = words[index]
            name, rgb = _look(span, style)
            advance = face(name).width(run, style.size)
            pieces.append(Piece(x, y, run, advance, name, style.size, rgb, span.link))
            x += advance
        widest = max(widest, x)
    return Paragraph(tuple(pieces), len(lines) * style.leading, widest, style)


def _look(span: Span, style: Style) -> tuple[FaceName, Rgb]:
    if span.strong:
        return style.strong, style.strong_rgb
    return style.face, style.link_rgb if span.link else style.rgb


def _lines(words: Text, style: Style, width: float) -> list[list[_Word]]:
    lines: list[list[_Word]] = [[]]
    room = width + 0.01
    spaces = [face(_look(span, style)[0]).width(" ", style.size) for span in words]
    for word in _words(words, style):
        for part in (word,) if word.width <= width else _cut(word, words, style, width):
            if part.width > room and lines[-1]:
                lines.append([])
                room = width + 0.01
            lines[-1].append(part)
            room -= part.width if part.space is None else part.width + spaces[part.space]
    return lines


def _words(words: Text, style: Style) -> Iterator[_Word]:
    parts: list[tuple[int, str]] = []
    total = 0.0
    for index, span in enumerate(words):
        measure = face(_look(span, style)[0]).width
        for number, chunk in enumerate(span.text.split(" ")):
            if number:
                yield _Word(tuple(parts), total, index)
                parts, total = [], 0.0
            *heads, tail = _SOFT_BREAKS.split(chunk) if "-" in chunk or "/" in chunk else (chunk,)
            for head in heads:
                yield _Word((*parts, (index, head)), total + measure(head, style.size), None)
                parts, total = [], 0.0
            if tail:
                parts.append((index, tail))
                total += measure(tail, style.size)
    if parts:
        yield _Word(tuple(parts), total, None)


def _cut(word: _Word, words: Text, style: Style, width: float) -> Iterator[_Word]:
    """A word too wide for any line, in pieces that fit."""
    held: list[tuple[int, str]] = []
    used = 0.0
    for index, letters in word.parts:
        for letter in letters:
            advance = face(_look(words[index], style)[0]).width(letter, style.size)
            if held and used + advance > width:
                yield _Word(tuple(held), used, None)
                held, used = [], 0.0
            held.append((index, letter))
            used += advance
    yield _Word(tuple(held), used, word.space)


def _runs(line: Sequence[_Word]) -> Iterator[tuple[int, str]]:
    """(span number, letters) of a line, neighbours of one span joined, spaces included."""
    letters = [
        part for word in line for part in (*word.parts, *([(word.space, " ")] if word.space is not None else []))
    ]
    for index, group in groupby(letters, key=lambda part: part[0]):
        yield index, "".join(part[1] for part in group)
