"""The typefaces a sheet is set in: which glyphs they have and how wide those are."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

FaceName = Literal["regular", "semibold", "bold"]
FACES: tuple[FaceName, ...] = ("regular", "semibold", "bold")
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
    """One font file's measures, in thousandths of the type size.

    The glyph ids are those of the file itself, whatever subset a document embeds later, so that text that was
    laid out once stays valid in every document.
    """

    def __init__(self, name: FaceName):
        from reportlab.pdfbase.ttfonts import TTFontFile

        self.name: FaceName = name
        self.file = TTFontFile(str(FOLDER / _FILES[name]))
        self.ascent: float = self.file.ascent
        self.descent: float = self.file.descent
        self.cap_height: float = self.file.capHeight
        self._glyphs: dict[int, int] = self.file.charToGlyph
        self._advances: dict[int, float] = self.file.charWidths
        self._codes: dict[str, str] = {}
        self._widths: dict[str, float] = {}

    def has(self, character: str) -> bool:
        """Whether the face can show the character."""
        return ord(character) in self._glyphs

    def width(self, text: str, size: float) -> float:
        """Points the text is wide at a size in points. Raises MissingGlyphError."""
        widths = self._widths
        try:
            return sum([widths[c] for c in text]) * size / 1000
        except KeyError:
            for c in text:
                if c not in widths:
                    self._learn(c)
        return sum([widths[c] for c in text]) * size / 1000

    def codes(self, text: str) -> str:
        """The text as a hexadecimal string of two-byte glyph ids. Raises MissingGlyphError."""
        codes = self._codes
        for c in text:
            if c not in codes:
                self._learn(c)
        return "".join([codes[c] for c in text])

    def _learn(self, character: str) -> None:
        code = ord(character)
        if code not in self._glyphs:
            raise MissingGlyphError(character)
        self._codes[character] = f"{self._glyphs[code]:04X}"
        self._widths[character] = self._advances[code]


@cache
def face(name: FaceName) -> Face:
    """The face, read from its file once in a process."""
    return Face(name)
