"""The typefaces a sheet is set in: which glyphs they have and how wide those are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from operator import add
from pathlib import Path
from typing import Literal, TypeVar

from handouts.problems import Problem, ProblemError

T = TypeVar("T")
FaceName = Literal["regular", "semibold", "bold"]
FontName = str  # a built-in face, or what `fallback.other` knows another font by
FACES: tuple[FaceName, ...] = ("regular", "semibold", "bold")
NO_LANGUAGE = "und"  # else HarfBuzz takes that of the computer, and other letters with it
# of all the built-in fonts have: combining marks, which need a place over their letter; a soft hyphen, which they draw
# as a hyphen; a zero-width space and a byte order mark, which are nothing to see
_NOT_ALONE = frozenset(map(chr, (*range(0x300, 0x370), *range(0x1DC0, 0x1E00), 0xAD, 0x200B, 0xFEFF)))
FOLDER = Path(__file__).parent.parent / "fonts"
_FILES: dict[str, str] = {
    "regular": "SourceSans3-Regular.ttf",
    "semibold": "SourceSans3-SemiBold.ttf",
    "bold": "SourceSans3-Bold.ttf",
}


class MissingGlyphError(Exception):
    """No glyph for a character; `character` is the first one."""

    def __init__(self, character: str):
        self.character = character
        super().__init__(f"no glyph for U+{ord(character):04X}")


class FontFile:
    """A font file by HarfBuzz; its measures are in thousandths of the type size.

    The glyph ids are those of the file itself, whatever subset a document embeds later, so that text that was
    laid out once stays valid in every document. `resource` is the font's name on a page.
    """

    resource: str

    def __init__(self, data: Path | bytes):
        import uharfbuzz as harfbuzz  # an unchanged build needs no font

        blob = harfbuzz.Blob(data) if isinstance(data, bytes) else harfbuzz.Blob.from_file_path(str(data))
        self.file = harfbuzz.Face(blob)
        self._font = harfbuzz.Font(self.file)
        self._buffer = harfbuzz.Buffer
        self._shape = harfbuzz.shape
        self._per_unit: float = 1000 / self.file.upem
        extents = self._font.get_font_extents("ltr")
        self.ascent: float = extents.ascender * self._per_unit
        self.descent: float = extents.descender * self._per_unit
        self.axes: dict[str, float] = {}  # where a variable font stands
        named = self.file.get_name(harfbuzz.OTNameIdPredefined.POSTSCRIPT_NAME, "en") or ""
        sound = (letter for letter in named if letter.isascii() and (letter.isalnum() or letter == "-"))
        self.postscript_name = "".join(sound)[:63] or "Font"

    def glyph_advance(self, glyph: int) -> float:
        """How far a glyph moves the pen by itself."""
        return float(self._font.get_glyph_h_advance(glyph) * self._per_unit)

    def meanings(self, used: Iterable[str]) -> dict[int, str]:
        """The glyphs that a document used, as its frames tell it, and the text that each stands for."""
        raise NotImplementedError


class Face(FontFile):
    """One of the built-in fonts, which sets letters one by one, kerned in pairs. Raises ProblemError without it."""

    def __init__(self, name: FontName):
        try:
            super().__init__(path_of(name))
        except Exception as error:  # HarfBuzz has no narrower class
            hint = "install handouts again"
            raise ProblemError(Problem("a font of the program is missing", str(path_of(name)), hint=hint)) from error
        self.name = name
        self.resource = name[0].upper()
        self._glyphs: dict[str, int] = {}
        self._pairs = _ByPair(self.kerned_advance)
        self._codes = _ByPair(self.code)

    def has(self, character: str) -> bool:
        """Whether the face can show the character by itself."""
        return self._font.get_nominal_glyph(ord(character)) is not None and character not in _NOT_ALONE

    def glyph(self, character: str) -> int:
        """The number of a character's glyph in the file. Raises MissingGlyphError."""
        if character not in self._glyphs:
            if not self.has(character):
                raise MissingGlyphError(character)
            self._glyphs[character] = self._font.get_nominal_glyph(ord(character))
        return self._glyphs[character]

    def advance(self, character: str) -> float:
        """Thousandths of the type size that a character alone moves the pen. Raises MissingGlyphError."""
        return self.glyph_advance(self.glyph(character))

    def meanings(self, used: Iterable[str]) -> dict[int, str]:
        """The glyphs of some characters, and what each stands for; the lower of two that share one."""
        found: dict[int, str] = {}
        for character in sorted(used):
            found.setdefault(self.glyph(character), character)
        return found

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
        buffer.language = NO_LANGUAGE
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
def face(name: FontName) -> Face:
    """A built-in face, read from its file once in a process."""
    return Face(name)


@cache
def font(name: FontName) -> FontFile:
    """Any font, a built-in face or another one."""
    if name in FACES:
        return face(name)
    from handouts.layout.fallback import other  # most sheets need none

    return other(name)


def path_of(name: FontName) -> Path:
    """Where a face's file is."""
    return FOLDER / _FILES[name]
