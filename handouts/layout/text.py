"""Sets words in lines: breaks them at spaces, never hyphenates, keeps every space a reader would hear."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple, Protocol

from handouts.compose.document import Span, Text
from handouts.layout.faces import FaceName, FontName, MissingGlyphError, face

Rgb = tuple[float, float, float]

# an address may break behind a slash and a long compound behind its hyphen, a range such as 8–12 nowhere
_SOFT_BREAKS = re.compile(r"(?<=[^\W\d]{3}-)(?=[^\W\d]{3})|(?<=[a-z0-9]/)(?=[a-z0-9])")

ALONE = 3.5  # type sizes: a shorter word does not stand alone on the last line of a paragraph
MEASURE = 28.5  # type sizes: 65 to 70 characters of this face; eyes lose their way back over longer lines (Bringhurst)


class Style(NamedTuple):
    """How a paragraph is set: `face` for plain words, `strong` for strong ones; sizes in points.

    `fonts` are asked in turn for what the face lacks.
    """

    face: FaceName
    strong: FaceName
    size: float
    leading: float
    rgb: Rgb
    strong_rgb: Rgb
    link_rgb: Rgb
    fonts: tuple[FontName, ...] = ()


class Drawn(NamedTuple):
    """Letters that a font other than the built-in ones shows, or shows in another way than one by one.

    `resource` is the font's name on a page, `operators` show the letters there, `used` tells the font of what it needs.
    """

    resource: str
    operators: str
    used: frozenset[str]


class Piece(NamedTuple):
    """Words of one face on one line; x from the paragraph's left edge, y of the baseline from its top.

    What has a `level` stands among letters that run from right to left; an odd one is of such letters itself.
    """

    x: float
    y: float
    text: str
    width: float
    face: FontName
    size: float
    rgb: Rgb
    link: str
    drawn: Drawn | None = None
    level: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words set in lines."""

    pieces: tuple[Piece, ...]
    height: float
    width: float
    style: Style

    def stretches(self) -> Iterator[tuple[str, Sequence[Piece]]]:
        """The pieces in reading order, grouped by the address they link to."""
        if not any(piece.link for piece in self.pieces):  # as nearly all paragraphs are
            yield from (("", self.pieces),) if self.pieces else ()
            return
        for uri, pieces in groupby(self.pieces, key=lambda piece: piece.link):
            yield uri, tuple(pieces)


class Word(NamedTuple):
    """Letters that stay together: (span number, letters) pairs; `space` is the span of the space behind, or None."""

    parts: tuple[tuple[int, str], ...]
    width: float
    space: int | None


class Ruler(Protocol):
    """What breaking lines needs to know of letters."""

    def measure(self, index: int) -> Callable[[str, float], float]:
        """What gives the width in points of letters of a span at a size. It raises MissingGlyphError."""
        ...

    def heads(self, chunk: str) -> list[str]:
        """A word in parts between which a line may end."""
        ...

    def letters(self, text: str) -> Iterable[str]:
        """A word in parts that are never cut."""
        ...


class _Plain:
    """Letters that stand side by side, one glyph each."""

    def __init__(self, words: Text, style: Style):
        self._words, self._style = words, style

    def measure(self, index: int) -> Callable[[str, float], float]:
        return face(look(self._words[index], self._style)[0]).width

    def heads(self, chunk: str) -> list[str]:
        return soft_parts(chunk)

    def letters(self, text: str) -> str:
        return text


@lru_cache(maxsize=8192)
def set_text(words: Text, style: Style, width: float = 1e6) -> Paragraph:
    """Set words in lines no wider than `width`. Raises MissingGlyphError for a character no font has.

    A word wider than the line is cut where the line ends; nothing is lost or hung over the edge. The space at
    which a line breaks stays in the text, since a screen reader needs it (ISO 32000-1, 14.8.2.5).
    """
    try:
        return _set_plain(words, style, width)
    except MissingGlyphError:
        pass
    from handouts.layout.shaping import set_shaped  # few sheets have more than plain letters

    return set_shaped(words, style, width)


def set_running(words: Text, style: Style, width: float) -> Paragraph:
    """Set words in one line, or in lines that are easy to read. Raises MissingGlyphError."""
    whole = set_text(words, style, width)
    return whole if whole.height <= style.leading else set_text(words, style, min(width, style.size * MEASURE))


def _set_plain(words: Text, style: Style, width: float) -> Paragraph:
    pieces: list[Piece] = []
    lines = broken(words, style, width, _Plain(words, style))
    first, widest = first_baseline(style), 0.0
    for row, line in enumerate(lines):
        x, y = 0.0, -(first + row * style.leading)
        for index, run in runs(line):
            span = words[index]
            name, rgb = look(span, style)
            advance = face(name).width(run, style.size)
            pieces.append(Piece(x, y, run, advance, name, style.size, rgb, span.link))
            x += advance
        widest = max(widest, x)
    return Paragraph(tuple(pieces), len(lines) * style.leading, widest, style)


def first_baseline(style: Style) -> float:
    """Points from the top of a paragraph to its first baseline: ascenders and half the leading lie above it."""
    ascent = face(style.face).ascent * style.size / 1000
    descent = -face(style.face).descent * style.size / 1000
    return ascent + (style.leading - ascent - descent) / 2


def look(span: Span, style: Style) -> tuple[FaceName, Rgb]:
    """The face and the colour of a span."""
    if span.strong:
        return style.strong, style.strong_rgb
    return style.face, style.link_rgb if span.link else style.rgb


def soft_parts(chunk: str) -> list[str]:
    """A word in the parts of an address or of a long compound."""
    return _SOFT_BREAKS.split(chunk) if "-" in chunk or "/" in chunk else [chunk]


def broken(words: Text, style: Style, width: float, ruler: Ruler) -> list[list[Word]]:
    """Words in lines. Raises MissingGlyphError."""
    lines: list[list[Word]] = [[]]
    room = width + 0.01
    spaces = [face(look(span, style)[0]).width(" ", style.size) for span in words]
    for word in _words(words, style, ruler):
        for part in (word,) if word.width <= width else _cut(word, style, width, ruler):
            if part.width > room and lines[-1]:
                lines.append([])
                room = width + 0.01
            lines[-1].append(part)
            room -= part.width if part.space is None else part.width + spaces[part.space]
    _join_last(lines, style, width)
    return lines


def _join_last(lines: list[list[Word]], style: Style, width: float) -> None:
    """A short word that would be alone on the last line gets the word before it for company."""
    if len(lines) < 2 or len(lines[-1]) > 1 or len(lines[-2]) < 3:
        return
    *_, left, moved = lines[-2]
    (last,) = lines[-1]
    short = last.width < ALONE * style.size and moved.width + last.width + style.size < width
    if short and left.space is not None and moved.space is not None:
        lines[-1].insert(0, lines[-2].pop())


def _words(words: Text, style: Style, ruler: Ruler) -> Iterator[Word]:
    parts: list[tuple[int, str]] = []
    total = 0.0
    for index, span in enumerate(words):
        measure = ruler.measure(index)
        for number, chunk in enumerate(span.text.split(" ")):
            if number:
                yield Word(tuple(parts), total, index)
                parts, total = [], 0.0
            *heads, tail = ruler.heads(chunk)
            for head in heads:
                yield Word((*parts, (index, head)), total + measure(head, style.size), None)
                parts, total = [], 0.0
            if tail:
                parts.append((index, tail))
                total += measure(tail, style.size)
    if parts:
        yield Word(tuple(parts), total, None)


def _cut(word: Word, style: Style, width: float, ruler: Ruler) -> Iterator[Word]:
    """A word too wide for any line, in pieces that fit."""
    held: list[tuple[int, str]] = []
    used = 0.0
    for index, letters in word.parts:
        measure = ruler.measure(index)
        for letter in ruler.letters(letters):
            advance = measure(letter, style.size)
            if held and used + advance > width:
                yield Word(tuple(held), used, None)
                held, used = [], 0.0
            held.append((index, letter))
            used += advance
    yield Word(tuple(held), used, word.space)


def runs(line: Sequence[Word]) -> Iterator[tuple[int, str]]:
    """(span number, letters) of a line, neighbours of one span joined, spaces included."""
    letters = [
        part for word in line for part in (*word.parts, *([(word.space, " ")] if word.space is not None else []))
    ]
    for index, group in groupby(letters, key=lambda part: part[0]):
        yield index, "".join(part[1] for part in group)
