"""The typefaces a sheet is set in: which glyphs they have and how wide those are."""

from __future__ import annotations

import json
from functools import cache
from itertools import pairwise
from operator import add
from pathlib import Path
from typing import Any, Literal

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
        table = _kerning()[name]
        self._left = {c: row for members, row in zip(table["left"], table["values"], strict=True) for c in members}
        self._right = {c: column for column, members in enumerate(table["right"]) for c in members}
        self._pairs = _Pairs(self)

    def has(self, character: str) -> bool:
        """Whether the face can show the character."""
        return ord(character) in self._glyphs and character != SOFT_HYPHEN

    def width(self, text: str, size: float) -> float:
        """Points the text is wide at a size in points, kerned. Raises MissingGlyphError."""
        # each letter with the one behind it: one look-up instead of three, and a sheet measures thousands of words
        return sum(map(self._pairs.__getitem__, map(add, text, f"{text[1:]} "))) * size / 1000

    def shown(self, text: str) -> str:
        """The operand and operator that show the text, kerned (ISO 32000-1, 9.4.3). Raises MissingGlyphError."""
        self._learn(text)
        runs, run = [], ""
        for c, kern in zip(text, [*self._kerns(text), 0], strict=True):
            run += self._codes[c]
            if kern:
                runs.append(f"<{run}>{-kern}")
                run = ""
        return f"[{''.join(runs)}<{run}>]TJ" if runs else f"<{run}>Tj"

    def advance(self, letter: str, following: str) -> float:
        """Thousandths of the type size from one letter to the next, kerned. Raises MissingGlyphError."""
        self._learn(letter)
        return self._widths[letter] + self._kerns(letter + following)[0]

    def _kerns(self, text: str) -> list[int]:
        left, right = self._left, self._right
        return [left[a][right[b]] if a in left and b in right else 0 for a, b in pairwise(text)]

    def _learn(self, text: str) -> None:
        for character in text:
            if character not in self._codes:
                code = ord(character)
                # the font draws a soft hyphen as a hyphen, and we never break a word at one
                if code not in self._glyphs or character == SOFT_HYPHEN:
                    raise MissingGlyphError(character)
                self._codes[character] = f"{self._glyphs[code]:04X}"
                self._widths[character] = self._advances[code]


class _Pairs(dict[str, float]):
    """How far a letter moves the pen when another letter follows it, worked out when first asked for."""

    def __init__(self, face: Face):
        self._face = face

    def __missing__(self, pair: str) -> float:
        self[pair] = self._face.advance(*pair)
        return self[pair]


@cache
def _kerning() -> dict[str, dict[str, list[Any]]]:
    """Kerning by classes: characters that stand left, characters that stand right, thousandths of the type size."""
    tables: dict[str, dict[str, list[Any]]] = json.loads((FOLDER / "kerning.json").read_text("utf-8"))
    return tables


@cache
def face(name: FaceName) -> Face:
    """The face, read from its file once in a process."""
    return Face(name)
