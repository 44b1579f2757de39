"""Embeds the faces a document uses, cut down to the glyphs it shows.

Text is written in the glyph ids of the whole font file; a CIDToGIDMap leads from them to the subset. So a frame
laid out once needs no change when the next document embeds another subset.
"""

from __future__ import annotations

import hashlib
import zlib
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from handouts.layout.faces import FaceName, face
from handouts.pdf.objects import ObjectWriter, stream

# a subset always has these, so that the next patient's name rarely needs a new one
ALWAYS = frozenset(map(chr, range(32, 127)))
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
    cid_to_gid: bytes
    descriptor: str


@lru_cache(maxsize=256)
def subset(name: FaceName, characters: frozenset[str]) -> Subset:
    """The face cut down to the characters; made once for each set of them."""
    measures = face(name)
    file = measures.file
    codes = sorted(map(ord, characters | ALWAYS))
    new_ids = {0: 0}
    unicode: dict[int, int] = {}
    advances: dict[int, float] = {}
    for code in codes:
        glyph = file.charToGlyph[code]
        new_ids.setdefault(glyph, len(new_ids))  # the order in which makeSubset numbers them
        unicode.setdefault(glyph, code)
        advances[glyph] = file.charWidths[code]
    program = file.makeSubset(codes)
    mapping = bytearray(2 * (max(new_ids) + 1))
    for old, new in new_ids.items():
        mapping[2 * old : 2 * old + 2] = new.to_bytes(2, "big")
    letters = "".join(chr(65 + byte % 26) for byte in hashlib.sha256(program).digest()[:6])
    postscript = file.name.decode("ascii") if isinstance(file.name, bytes) else file.name
    box = " ".join(f"{value:g}" for value in file.bbox)
    descriptor = (
        f"/Flags 4/FontBBox[{box}]/ItalicAngle 0/Ascent {file.ascent:g}/Descent {file.descent:g}"
        f"/CapHeight {file.capHeight:g}/StemV {file.stemV:g}"
    )
    return Subset(
        f"{letters}+{postscript}",
        zlib.compress(program, 9),
        len(program),
        _widths(advances),
        zlib.compress(_to_unicode(unicode), 9),
        zlib.compress(bytes(mapping), 9),
        descriptor,
    )


def _widths(advances: dict[int, float]) -> str:
    """A /W array: runs of neighbouring glyph ids share a bracket."""
    runs = groupby(enumerate(sorted(advances)), key=lambda pair: pair[1] - pair[0])
    parts = []
    for _, run in runs:
        glyphs = [glyph for _, glyph in run]
        parts.append(f"{glyphs[0]}[{' '.join(f'{advances[glyph]:g}' for glyph in glyphs)}]")
    return "".join(parts)


def _to_unicode(unicode: dict[int, int]) -> bytes:
    """A CMap with only the codes that are used, at most 100 a block (ISO 14289-1, 7.21.7)."""
    pairs = [
        f"<{glyph:04X}> <{chr(code).encode('utf-16-be').hex().upper()}>\n" for glyph, code in sorted(unicode.items())
    ]
    blocks = [pairs[i : i + 100] for i in range(0, len(pairs), 100)]
    body = "".join(f"{len(block)} beginbfchar\n{''.join(block)}endbfchar\n" for block in blocks)
    end = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    return (_CMAP + body + end).encode("ascii")


def embed(writer: ObjectWriter, name: FaceName, characters: frozenset[str]) -> int:
    """Put a face's objects into the file; returns the number of its font dictionary."""
    part = subset(name, characters)
    program = writer.put(stream(f"/Length1 {part.program_length}", part.program, deflated=True))
    unicode = writer.put(stream("", part.to_unicode, deflated=True))
    mapping = writer.put(stream("", part.cid_to_gid, deflated=True))
    descriptor = writer.put(f"<</Type/FontDescriptor/FontName/{part.name}{part.descriptor}/FontFile2 {program} 0 R>>")
    system = "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    descendant = writer.put(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{part.name}/CIDSystemInfo{system}"
        f"/FontDescriptor {descriptor} 0 R/CIDToGIDMap {mapping} 0 R/DW 1000/W[{part.widths}]>>"
    )
    return writer.put(
        f"<</Type/Font/Subtype/Type0/BaseFont/{part.name}/Encoding/Identity-H"
        f"/DescendantFonts[{descendant} 0 R]/ToUnicode {unicode} 0 R>>"
    )
