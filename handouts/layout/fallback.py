"""Fonts for what the built-in faces lack: which letters they have, and how they join and stack them."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, cached_property, lru_cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import NamedTuple

from handouts.layout.faces import NO_LANGUAGE, FontFile, FontName, MissingGlyphError, path_of
from handouts.layout.text import Drawn
from handouts.problems import Problem, ProblemError

BUNDLED = "FiraGO"  # for Arabic, Devanagari, Georgian, Hebrew and Thai: the extra handouts[fonts]
WEIGHT = 400.0  # of a variable font
_NO_EMBEDDING = 0x0002  # of fsType in OS/2
_NEEDED, _OUTLINES = {"cmap", "head", "hhea", "hmtx", "maxp"}, {"glyf", "CFF "}
_OWN, _PART = "=~"  # in this order


class _Glyph(NamedTuple):
    """A glyph at its place, in thousandths: `shift` and `rise` from the pen, which it moves by `advance`."""

    number: int
    shift: float
    rise: float
    advance: float


class OtherFont(FontFile):
    """A font that sets whole runs of letters of one script. Raises ProblemError for a file that is none."""

    def __init__(self, name: FontName):
        hint = "give a whole TrueType or OpenType file, such as one of Noto Sans"
        try:
            # read, not mapped into memory: a file that is written over while it is used would end the process
            super().__init__(bundled() if name == BUNDLED else Path(name).read_bytes())
            tables = set(self.file.table_tags)
            self._vary()
            permission = int.from_bytes(self.file.reference_table("OS/2").data[8:10], "big")
        except Exception as error:  # HarfBuzz has no narrower class
            raise ProblemError(Problem("cannot be read as a font", name, hint=hint)) from error
        if not tables >= _NEEDED or not _OUTLINES & tables:
            raise ProblemError(Problem("is not a font with outlines", name, hint=hint))
        if permission & _NO_EMBEDDING:
            raise ProblemError(Problem("may not be embedded, says its maker", name, hint=hint))

    def _vary(self) -> None:
        """Choose the plain weight of a variable font."""
        for axis in self.file.axis_infos:
            value = WEIGHT if axis.tag == "wght" else axis.default_value
            self.axes[axis.tag] = min(max(value, axis.min_value), axis.max_value)
        self._font.set_variations(self.axes)

    @cached_property
    def resource(self) -> str:  # type: ignore[override]
        """The font's name on a page: by content, so that the same sheet is the same bytes wherever the file lies."""
        return f"F{hashlib.sha256(self.file.blob.data).hexdigest()[:8]}"

    def has(self, cluster: str) -> bool:
        """Whether the font shows a letter with all its marks, composed or not."""
        return all(map(self._shows, cluster)) or all(map(self._shows, unicodedata.normalize("NFC", cluster)))

    def _shows(self, character: str) -> bool:
        if invisible(character):
            return True
        glyph = self._font.get_nominal_glyph(ord(character))
        if not glyph:
            return False
        extents = self._font.get_glyph_extents(glyph)
        # a colour font has an outline for hardly anything: then the paper would stay empty
        return bool(extents and extents.width) or unicodedata.category(character)[0] in "ZM"

    def drawn(self, text: str, size: float, from_right: bool) -> tuple[Drawn, float]:
        """How a run of one script looks, and its width in points at a size. Raises MissingGlyphError."""
        glyphs, meanings, alike = self._shaped(text, from_right)
        operators = _operators(glyphs, [self.glyph_advance(glyph.number) for glyph in glyphs], size)
        if not alike and not from_right:  # what runs from the right gets an element of its own
            actual = f"FEFF{text.encode('utf-16-be').hex().upper()}"
            operators = f"/Span<</ActualText<{actual}>>>BDC {operators} EMC"
        return Drawn(self.resource, operators, meanings), sum(glyph.advance for glyph in glyphs) * size / 1000

    @lru_cache(maxsize=4096)  # noqa: B019 - fonts live as long as the process
    def _shaped(self, text: str, from_right: bool) -> tuple[list[_Glyph], frozenset[str], bool]:
        """The glyphs from left to right, what they stand for, and whether each is one character of the text."""
        buffer = self._buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if from_right else "ltr"
        buffer.language = NO_LANGUAGE
        self._shape(self._font, buffer)
        told = self._told(text, [(info.codepoint, info.cluster) for info in buffer.glyph_infos], from_right)
        unit = self._per_unit
        glyphs = [
            _Glyph(info.codepoint, place.x_offset * unit, place.y_offset * unit, place.x_advance * unit)
            for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ]
        # a mark with a code of its own looks like a line of its own to some programs
        alike = len({info.cluster for info in buffer.glyph_infos}) == len(text) == len(told)
        alike = alike and all(entry[4] == _OWN for entry in told)
        return glyphs, frozenset(told), alike

    def _told(self, text: str, numbered: list[tuple[int, int]], from_right: bool) -> list[str]:
        """What each glyph stands for, given with where its cluster starts: its own character, or what is left of the
        cluster. An entry is the number of the glyph, whether it is a character's own, and text.
        """
        ends = dict(pairwise([*sorted({start for _, start in numbered}), len(text)]))
        told = []
        for number, start in numbered:
            part = text[start : ends[start]]
            if not number:
                raise MissingGlyphError(part[0])
            seen = _mirrored(part) if from_right else part
            own = [self._font.get_nominal_glyph(ord(character)) for character in seen]
            if number in own:
                told.append(f"{number:04X}{_OWN}{seen[own.index(number)]}")
            else:
                left = "".join(c for c, glyph in zip(part, own, strict=True) if (glyph, start) not in numbered)
                told.append(f"{number:04X}{_PART}{left or part}")
        return told

    def meanings(self, used: Iterable[str]) -> dict[int, str]:
        """The glyphs that were drawn, and what each stands for; its own character goes before anything else."""
        found: dict[int, str] = {}
        for entry in sorted(used):
            found.setdefault(int(entry[:4], 16), entry[5:])
        return found


def _operators(glyphs: list[_Glyph], advances: list[float], size: float) -> str:
    """Operands and operators that show glyphs at their places (ISO 32000-1, 9.4.3 and 9.3.7)."""
    parts, move = [], 0.0
    pairs = zip(glyphs, advances, strict=True)
    for rise, group in groupby(pairs, key=lambda pair: round(pair[0].rise, 1)):
        codes = ""
        for glyph, own in group:
            move = round(move + glyph.shift, 1)
            codes += (f">{-move:g}<" if move else "") + f"{glyph.number:04X}"
            move = glyph.advance - glyph.shift - own
        shown = f"[<{codes}>]TJ".replace("<>", "")
        parts.append(f"{rise * size / 1000:.2f} Ts {shown} 0 Ts" if rise else shown)
    return " ".join(parts)


def _mirrored(text: str) -> str:
    """The characters as they look when they run from the right: a bracket as the other one of its pair."""
    from bidi.mirror import MIRRORED

    return "".join(MIRRORED.get(character, character) for character in text)


def invisible(character: str) -> bool:
    """A joiner or a selector of variants: it changes its neighbours and has no looks of its own."""
    return character in "\u200c\u200d" or "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def others(names: tuple[FontName, ...], name: FontName) -> Iterator[FontName]:
    """The fonts to ask for what a built-in face does not set: its own file, those given, the bundled one."""
    yield str(path_of(name))
    yield from names
    if bundled():
        yield BUNDLED


@cache
def other(name: FontName) -> OtherFont:
    """A font by the path of its file, or the bundled one. Raises ProblemError."""
    return OtherFont(name)


@cache
def bundled() -> bytes:
    """The bundled font, or nothing where the extra is not installed."""
    try:
        from pymupdf_fonts import FiraGO_Regular
    except ImportError:
        return b""
    data: bytes = FiraGO_Regular.fontbuffer
    return data
