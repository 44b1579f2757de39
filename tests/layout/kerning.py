"""What a font file itself says of kerning, read without HarfBuzz: the measure of what we set."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from fontTools.ttLib import TTFont

from handouts.layout.faces import FACES, FOLDER, face

FILES = {name: TTFont(FOLDER / f"{face(name).postscript_name}.ttf") for name in FACES}
# Latin-1, Latin Extended-A and the typographic marks of the languages that sheets are written in
REPERTOIRE = [
    *range(0x21, 0x7F),
    *range(0xA1, 0xAD),
    *range(0xAE, 0x180),
    0x2013,
    0x2014,
    0x2018,
    0x2019,
    0x201C,
    0x201D,
]


def kerning_subtables(font: TTFont) -> list[Any]:
    table = font["GPOS"].table
    features = [r.Feature for r in table.FeatureList.FeatureRecord if r.FeatureTag == "kern"]
    lookups = {index for feature in features for index in feature.LookupListIndex}
    return [getattr(sub, "ExtSubTable", sub) for i in sorted(lookups) for sub in table.LookupList.Lookup[i].SubTable]


def covering(subtables: list[Any], left: str) -> list[Mapping[str, int] | Callable[[str], int]]:
    """What each subtable that covers the left glyph says of right ones: of some of them, or of all."""
    found: list[Mapping[str, int] | Callable[[str], int]] = []
    for sub in subtables:
        if left not in sub.Coverage.glyphs:
            continue
        if sub.Format == 1:
            records = sub.PairSet[sub.Coverage.glyphs.index(left)].PairValueRecord
            found.append({record.SecondGlyph: _advance(record.Value1) for record in records})
        else:
            found.append(partial(_by_class, sub, sub.Class1Record[sub.ClassDef1.classDefs.get(left, 0)]))
    return found


def _by_class(sub: Any, first: Any, right: str) -> int:
    return _advance(first.Class2Record[sub.ClassDef2.classDefs.get(right, 0)].Value1)


def value(tables: list[Mapping[str, int] | Callable[[str], int]], right: str) -> int:
    """The first subtable that covers the pair decides (OpenType, GPOS lookup type 2)."""
    for table in tables:
        if callable(table):
            return table(right)
        if right in table:
            return table[right]
    return 0


def _advance(value: Any) -> int:
    return int(getattr(value, "XAdvance", 0) or 0) if value is not None else 0
