"""Sets words that are more than plain letters: other scripts, marks, letters that join or run from right to left."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import groupby
from typing import NamedTuple

from handouts.compose.document import Text, plain
from handouts.layout.bidi import as_seen, from_right, levels
from handouts.layout.faces import FaceName, FontName, MissingGlyphError, face
from handouts.layout.fallback import invisible, other, others
from handouts.layout.text import Paragraph, Piece, Style, Word, broken, first_baseline, look, runs, soft_parts

_VIRAMA = 9  # the combining class of what joins two consonants of an Indian script
_AM = "\u0e33\u0eb3"  # of Thai and Lao: a letter that is partly a mark
_NO_SPACES = re.compile(
    "[\u2e80-\u30ff\u3100-\u312f\u31a0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)
_NEVER_FIRST = {"Pe", "Pf", "Po", "Lm", "Mn", "Mc"}
_NEVER_LAST = {"Ps", "Pi"}


class _Run(NamedTuple):
    """Letters of one span, script, direction and font; without a font they stand in the face of their span."""

    span: int
    text: str
    font: FontName | None
    level: int


def clusters(text: str) -> list[str]:
    """Letters with their marks and joiners, which are never parted (a shorter form of UAX 29, 3.1)."""
    found: list[str] = []
    for character in text:
        if found and _belongs(found[-1][-1], character):
            found[-1] += character
        else:
            found.append(character)
    return found


def _belongs(before: str, character: str) -> bool:
    kind = unicodedata.category(character)
    if invisible(character) or kind in ("Mn", "Me") or "\U0001f3fb" <= character <= "\U0001f3ff":
        return before != " "
    joins = kind == "Mc" or unicodedata.combining(before) == _VIRAMA or character in _AM
    # by blocks: a vowel sign belongs to no letter of another script
    return before == "\u200d" or (joins and ord(before) >> 8 == ord(character) >> 8)


@lru_cache(maxsize=4096)
def _font(cluster: str, name: FaceName, fonts: tuple[FontName, ...]) -> FontName | None:
    """The first font that has a cluster; None is the face itself. Raises MissingGlyphError."""
    if len(cluster) == 1 and face(name).has(cluster):
        return None
    lacking = cluster[0]
    if unicodedata.category(lacking) not in ("Cc", "Cf"):  # nothing of its own to see
        for one in others(fonts, name):
            if other(one).has(cluster):
                return one
            if other(one).has(cluster[0]):  # then what it lacks is one of the marks
                lacking = next(character for character in cluster if not other(one).has(character))
    raise MissingGlyphError(lacking)


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    """The script of a character by ISO 15924, or nothing for one that many scripts share."""
    import uharfbuzz as harfbuzz

    buffer = harfbuzz.Buffer()
    buffer.add_str(character)
    buffer.guess_segment_properties()
    return buffer.script or ""


def _parted(text: str, name: FaceName, fonts: tuple[FontName, ...]) -> Iterator[tuple[FontName | None, str]]:
    """Letters in runs of one font and one script. Raises MissingGlyphError."""
    held, font, script = "", None, ""
    for cluster in clusters(text):
        own, said = _font(cluster, name, fonts), _script(cluster[0])
        if held and (own != font or (own and said and script and said != script)):
            yield font, held
            held, script = "", ""
        held, font, script = held + cluster, own, said or script
    if held:
        yield font, held


class _Shaped:
    """The ruler for words that are more than plain letters."""

    def __init__(self, words: Text, style: Style):
        self._words, self._style = words, style

    def measure(self, index: int) -> Callable[[str, float], float]:
        return partial(self._width, look(self._words[index], self._style)[0])

    def _width(self, name: FaceName, letters: str, size: float) -> float:
        return sum(
            other(font).drawn(part, size, from_right(part))[1] if font else face(name).width(part, size)
            for font, part in _parted(letters, name, self._style.fonts)
        )

    def heads(self, chunk: str) -> list[str]:
        return [part for head in soft_parts(chunk) for part in _between(head)] if chunk else [chunk]

    def letters(self, text: str) -> list[str]:
        return clusters(text)


def _between(chunk: str) -> Iterator[str]:
    """A word in the parts between which a line may end in Chinese and Japanese, which have no spaces."""
    held = ""
    for cluster in clusters(chunk):
        if held and _may_end(held[-1], cluster[0]):
            yield held
            held = ""
        held += cluster
    yield held


def _may_end(before: str, after: str) -> bool:
    if not (_NO_SPACES.match(before) or _NO_SPACES.match(after)):
        return False
    return unicodedata.category(before) not in _NEVER_LAST and unicodedata.category(after) not in _NEVER_FIRST


def set_shaped(words: Text, style: Style, width: float) -> Paragraph:
    """Set words in lines, as `set_text` does, each run of letters by a font that has them. Raises MissingGlyphError."""
    lines = broken(words, style, width, _Shaped(words, style))
    base, *order = levels(plain(words))
    rows: list[list[Piece]] = []
    at, first = 0, first_baseline(style)
    for row, line in enumerate(lines):
        found = list(_line(line, words, style, base, order[at:]))
        at += sum(len(run.text) for run in found)
        rows.append(_placed(found, words, style, -(first + row * style.leading)))
    ends = [max((piece.x + piece.width for piece in row), default=0.0) for row in rows]
    widest = max(ends, default=0.0)
    pieces = [
        piece._replace(x=piece.x + widest - end) if base else piece
        for row, end in zip(rows, ends, strict=True)
        for piece in row
    ]
    return Paragraph(tuple(pieces), len(lines) * style.leading, widest, style)


def _line(line: Sequence[Word], words: Text, style: Style, base: int, order: Sequence[int]) -> Iterator[_Run]:
    """The runs of a line in the order they are read."""
    parts = list(runs(line))
    whole = "".join(text for _, text in parts)
    # spaces at the end of a line stand where the paragraph runs to (rule L1)
    ink = len(whole.rstrip(" "))
    order = [*order[:ink], *[base] * (len(whole) - ink)]
    at = 0
    for index, text in parts:
        name = look(words[index], style)[0]
        for level, group in groupby(zip(order[at:], text, strict=False), key=lambda pair: pair[0]):
            for font, letters in _parted("".join(letter for _, letter in group), name, style.fonts):
                backwards = level % 2 and letters.strip(" ")
                yield _Run(index, letters, next(others((), name)) if backwards and not font else font, level)
        at += len(text)


def _placed(found: Sequence[_Run], words: Text, style: Style, y: float) -> list[Piece]:
    """The pieces of a line in the order they are read, each at the place where it is seen."""
    pieces = []
    for run in found:
        span = words[run.span]
        name, rgb = look(span, style)
        if run.font is None:
            advance = face(name).width(run.text, style.size)
            pieces.append(Piece(0, y, run.text, advance, name, style.size, rgb, span.link, None, run.level))
        else:
            drawn, advance = other(run.font).drawn(run.text, style.size, bool(run.level % 2))
            pieces.append(Piece(0, y, run.text, advance, run.font, style.size, rgb, span.link, drawn, run.level))
    x = 0.0
    for number in as_seen(range(len(pieces)), [run.level for run in found]):
        pieces[number] = pieces[number]._replace(x=x)
        x += pieces[number].width
    return pieces
