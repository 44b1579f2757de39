"""Embeds the faces a document uses, cut down by HarfBuzz to the glyphs it shows.

A subset keeps the glyph ids of the whole font file, in which all text is written. So a frame laid out once needs no
change when the next document embeds another subset.
"""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from handouts.layout.faces import FACES, FontFile, FontName, face, font
from handouts.pdf.file import PartWriter
from handouts.pdf.objects import stream
from handouts.problems import Problem, ProblemError

# a subset always has these, so that the next patient's name rarely needs a new one
ALWAYS = frozenset(map(chr, range(32, 127)))
# the letters and signs that come with one another: names of one country share a subset, and a batch needs few of them
ALPHABETS = tuple(
    frozenset(map(chr, codes))
    for codes in (
        (*range(0xC0, 0xD7), *range(0xD8, 0xF7), *range(0xF8, 0x180)),
        (0x1A0, 0x1A1, 0x1AF, 0x1B0, *range(0x1EA0, 0x1EFA)),  # Vietnamese
        range(0x386, 0x3CF),  # Greek
        range(0x400, 0x460),  # Cyrillic
        map(ord, "\u00b7\u00d7\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026"),
    )
)
BODY = "regular"  # the face of names and notes
# all that a reader of a PDF needs of a TrueType font (ISO 32000-1, 9.9); of another one it takes the table CFF alone
TABLES = {b"CFF ", b"cvt ", b"fpgm", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"prep"}
_KINDS = {  # by whether its outlines are CFF: the kind of font, and how a stream says what is in it
    False: ("CIDFontType2/CIDToGIDMap/Identity", "FontFile2", "/Length1 {length}"),
    True: ("CIDFontType0", "FontFile3", "/Subtype/CIDFontType0C"),
}
_CMAP = (
    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
    "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
)


class Subset(NamedTuple):
    """The parts of an embedded font, ready to be numbered."""

    name: str
    program: bytes
    program_length: int
    widths: str
    to_unicode: bytes
    descriptor: str
    cff: bool


@lru_cache(maxsize=1024)
def rounded(name: FontName, characters: frozenset[str]) -> frozenset[str]:
    """The characters to embed, in the face of names with all that come with them in ALPHABETS."""
    if name != BODY:
        return characters
    more = (alphabet for alphabet in ALPHABETS if not alphabet.isdisjoint(characters))
    return characters.union(*(filter(face(BODY).has, alphabet) for alphabet in more))


@lru_cache(maxsize=256)
def subset(name: FontName, characters: frozenset[str]) -> Subset:
    """The font cut down to the characters; made once for each set of them.

    Raises MissingGlyphError, and ProblemError for a file from outside that is damaged.
    """
    try:
        return _subset(name, characters)
    except Exception as error:
        if name in FACES:
            raise
        hint = "get the file again, or give another font"
        raise ProblemError(Problem("is damaged and cannot be embedded", name, hint=hint)) from error


def _subset(name: FontName, characters: frozenset[str]) -> Subset:
    whole = font(name)
    unicode = whole.meanings(characters | ALWAYS if name in FACES else characters)
    program = _program(whole, unicode)
    letters = "".join(chr(65 + byte % 26) for byte in hashlib.sha256(program).digest()[:6])
    return Subset(
        f"{letters}+{whole.postscript_name}",
        zlib.compress(program, 9),
        len(program),
        _widths({glyph: whole.glyph_advance(glyph) for glyph in unicode}),
        zlib.compress(_to_unicode(unicode), 9),
        _descriptor(whole),
        "CFF " in whole.file.table_tags,
    )


def _program(whole: FontFile, glyphs: Iterable[int]) -> bytes:
    """The font file with the outlines of some glyphs only, without hints and tables for layout."""
    import uharfbuzz as harfbuzz

    wanted = harfbuzz.SubsetInput()
    wanted.flags = harfbuzz.SubsetFlags.RETAIN_GIDS | harfbuzz.SubsetFlags.NO_HINTING
    wanted.sets(harfbuzz.SubsetInputSets.GLYPH_INDEX).update(glyphs)
    dropped = {int.from_bytes(tag.encode(), "big") for tag in whole.file.table_tags if tag.encode() not in TABLES}
    wanted.sets(harfbuzz.SubsetInputSets.DROP_TABLE_TAG).update(dropped)
    for axis, value in whole.axes.items():
        wanted.pin_axis_location(whole.file, axis, value)
    made = harfbuzz.subset(whole.file, wanted)
    if "CFF " in made.table_tags:
        return _numbered_by_glyph(made.reference_table("CFF ").data)
    program: bytes = made.blob.data
    return program


def _numbered_by_glyph(program: bytes) -> bytes:
    """A CFF program whose glyphs have their own numbers as CIDs, which those for Chinese need not have."""
    from fontTools.cffLib import Index, IndexedStrings, TopDictDecompiler  # few fonts have such outlines

    file = io.BytesIO(program)
    file.seek(program[2])  # the length of the header
    Index(file)  # names
    tops = Index(file)
    reader = TopDictDecompiler(IndexedStrings(file), None)
    reader.decompile(tops[0])
    top = reader.getDict()
    if "ROS" not in top:  # then readers take the CID for the number (ISO 32000-1, 9.7.4.2)
        return program
    # one range from 1 on (Adobe Technical Note 5176, 13): never longer than what was there
    at, more = top["charset"], struct.unpack_from(">H", program, top["CharStrings"])[0] - 2
    charset = struct.pack(">BHB", 1, 1, more) if more < 256 else struct.pack(">BHH", 2, 1, more)
    return program[:at] + charset + program[at + len(charset) :]


def _descriptor(whole: FontFile) -> str:
    """Measures of the whole font (ISO 32000-1, table 122), in thousandths of the type size."""
    scale = 1000 / whole.file.upem
    box = struct.unpack(">4h", whole.file.reference_table("head").data[36:44])
    metrics = whole.file.reference_table("OS/2").data
    weight = int.from_bytes(metrics[4:6], "big") or 400
    # old tables have no height of capitals: then it is that of the face
    cap_height = int.from_bytes(metrics[88:90], "big", signed=True) or round(whole.ascent / scale)
    stem = 50 + (weight / 65) ** 2  # an estimate from the weight: the format has no entry for it
    return (
        f"/Flags 4/FontBBox[{' '.join(f'{value * scale:g}' for value in box)}]/ItalicAngle 0"
        f"/Ascent {whole.ascent:g}/Descent {whole.descent:g}/CapHeight {cap_height * scale:g}/StemV {stem:.0f}"
    )


def _widths(advances: dict[int, float]) -> str:
    """A /W array: runs of neighbouring glyph ids share a bracket."""
    runs = groupby(enumerate(sorted(advances)), key=lambda pair: pair[1] - pair[0])
    parts = []
    for _, run in runs:
        glyphs = [glyph for _, glyph in run]
        parts.append(f"{glyphs[0]}[{' '.join(f'{advances[glyph]:g}' for glyph in glyphs)}]")
    return "".join(parts)


def _to_unicode(unicode: dict[int, str]) -> bytes:
    """A CMap with only the codes that are used, at most 100 a block (ISO 14289-1, 7.21.7)."""
    pairs = [f"<{glyph:04X}> <{text.encode('utf-16-be').hex().upper()}>\n" for glyph, text in sorted(unicode.items())]
    blocks = [pairs[i : i + 100] for i in range(0, len(pairs), 100)]
    body = "".join(f"{len(block)} beginbfchar\n{''.join(block)}endbfchar\n" for block in blocks)
    end = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    return (_CMAP + body + end).encode("ascii")


def embed(writer: PartWriter, name: FontName, characters: frozenset[str]) -> int:
    """Put a face's objects into the file; returns the number of its font dictionary."""
    part = subset(name, characters)
    kind, key, entries = _KINDS[part.cff]
    program = writer.put(stream(entries.format(length=part.program_length), part.program, deflated=True))
    unicode = writer.put(stream("", part.to_unicode, deflated=True))
    descriptor = writer.put(f"<</Type/FontDescriptor/FontName/{part.name}{part.descriptor}/{key} {program} 0 R>>")
    system = "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    descendant = writer.put(
        f"<</Type/Font/Subtype/{kind}/BaseFont/{part.name}/CIDSystemInfo{system}"
        f"/FontDescriptor {descriptor} 0 R/DW 1000/W[{part.widths}]>>"
    )
    return writer.put(
        f"<</Type/Font/Subtype/Type0/BaseFont/{part.name}/Encoding/Identity-H"
        f"/DescendantFonts[{descendant} 0 R]/ToUnicode {unicode} 0 R>>"
    )
