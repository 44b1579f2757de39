"""The typefaces a sheet is set in: which glyphs they have and how wide those are."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import add
from pathlib import Path
from typing import Literal, TypeVar

T = TypeVar("T")
FaceName = Literal["regular", "semibold", "bold"]
FACES: tuple[FaceName, ...] = ("regular", "semibold", "bold")
SOFT_HYPHEN = "\u00ad"
FOLDER = Path(__file__).parent.parent / "fonts"
_FILES = {
    "regular": "SourceSans3-Regular.ttf",
    "semibold": "SourceSans3-SemiBold.ttf",
    "bold": "SourceSans3-Bold.ttf",
}


class MissingGlyphError(Exception):
    """No glyph for a character; `character` is the first one."""

    def __init__(self, character: str):
        self.character = character
        super().__init__(f"no glyph for U+{ord(character):04X}")


class Face:
    """One font file's measures, in thousandths of the type size, by HarfBuzz.

    The glyph ids are those of the file itself, whatever subset a document embeds later, so that text that was
    laid out once stays valid in every document.
    """

    def __init__(self, name: FaceName):
        import uharfbuzz as harfbuzz  # an unchanged build needs no font

        self.name: FaceName = name
        self.postscript_name = _FILES[name].removesuffix(".ttf")
        self.file = harfbuzz.Face(harfbuzz.Blob.from_file_path(str(FOLDER / _FILES[name])))
        self._font = harfbuzz.Font(self.file)
        self._buffer = harfbuzz.Buffer
        self._shape = harfbuzz.shape
        self._per_unit = 1000 / self.file.upem
        extents = self._font.get_font_extents("ltr")
        self.ascent: float = extents.ascender * self._per_unit
        self.descent: float = extents.descender * self._per_unit
        self._glyphs: dict[str, int] = {}
        self._pairs = _ByPair(self.kerned_advance)
        self._codes = _ByPair(self.code)

    def has(self, character: str) -> bool:
        """Whether the face can show the character."""
        # the font draws a soft hyphen as a hyphen, and we never break a word at one
        return self._font.get_nominal_glyph(ord(character)) is not None and character != SOFT_HYPHEN

    def glyph(self, character: str) -> int:
        """The number of a character's glyph in the file. Raises MissingGlyphError."""
        if character not in self._glyphs:
            if not self.has(character):
                raise MissingGlyphError(character)
            self._glyphs[character] = self._font.get_nominal_glyph(ord(character))
        return self._glyphs[character]

    def advance(self, character: str) -> float:
        """Thousandths of the type size that a character alone moves the pen. Raises MissingGlyphError."""
        return float(self._font.get_glyph_h_advance(self.glyph(character)) * self._per_unit)

    def width(self, text: str, size: float) -> float:
        """Points the text is wide at a size in points, kerned. Raises MissingGlyphError."""
        # each letter with the one behind it: one look-up instead of three, and a sheet measures thousands of words
        return sum(map(self._pairs.__getitem__, map(add, text, f"{text[1:]} "))) * size / 1000

    def shown(self, text: str) -> str:
        """The operand and operator that show the text, kerned (ISO 32000-1, 9.4.3). Raises MissingGlyphError."""
        codes = "".join(map(self._codes.__getitem__, map(add, text, f"{text[1:]} ")))
        return f"[<{codes}>]TJ" if ">" in codes else f"<{codes}>Tj"

    def code(self, letter: str, following: str) -> str:
        """A letter's glyph in hexadecimal, and behind it the correction towards the next letter, if any."""
        kern = round(self._pairs[letter + following] - self.advance(letter))
        return f"{self.glyph(letter):04X}" + (f">{-kern}<" if kern else "")

    def kerned_advance(self, letter: str, following: str) -> float:
        """Thousandths of the type size from one letter to the next, kerned. Raises MissingGlyphError.

        Nothing is kerned against a space, so that words can be measured one by one.
        """
        alone = self.advance(letter)
        if following == " " or letter == " " or not self.has(following):
            return alone
        buffer = self._buffer()
        buffer.add_str(letter + following)
        buffer.guess_segment_properties()
        self._shape(self._font, buffer)
        glyphs = [info.codepoint for info in buffer.glyph_infos]
        if glyphs != [self.glyph(letter), self.glyph(following)]:  # a ligature or a mark, which we do not set
            return alone
        return float(round(buffer.glyph_positions[0].x_advance * self._per_unit))


class _ByPair(dict[str, T]):
    """What is known of a letter before another one, worked out when first asked for."""

    def __init__(self, find: Callable[[str, str], T]):
        self._find = find

    def __missing__(self, pair: str) -> T:
        self[pair] = self._find(*pair)
        return self[pair]


@cache
def face(name: FaceName) -> Face:
    """The face, read from its file once in a process."""
    return Face(name)
