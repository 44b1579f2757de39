"""Bakes the kerning of the shipped faces into `handouts/fonts/kerning.json`: `python -m tests.tools.bake_kerning`.

Reading a font's own table takes a library that is slow to import; a sheet needs only the pairs its repertoire can make.
Left and right characters with the same values share a class, which keeps the file small.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[2] / "handouts" / "fonts"
FACES = {"regular": "SourceSans3-Regular", "semibold": "SourceSans3-SemiBold", "bold": "SourceSans3-Bold"}
# Latin-1, Latin Extended-A and the typographic marks of the languages that sheets are written in
REPERTOIRE = [*range(0x21, 0x7F), *range(0xA1, 0x180), 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026]


def pairs(font: TTFont, repertoire: list[int]) -> dict[str, dict[str, int]]:
    """Left character -> right character -> thousandths of the type size, where it is not 0."""
    cmap = font.getBestCmap()
    chars = {chr(code): cmap[code] for code in repertoire if code in cmap}
    subtables = kerning_subtables(font)
    found: dict[str, dict[str, int]] = {}
    for left, left_glyph in chars.items():
        tables = covering(subtables, left_glyph)
        row = {right: value(tables, glyph) for right, glyph in chars.items()}
        if kept := {right: kern for right, kern in row.items() if kern}:
            found[left] = kept
    return found


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


def classes(found: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    """The pairs as classes: `left` and `right` list the characters of each class, `values` is left by right."""
    rights = sorted({right for row in found.values() for right in row})
    columns: dict[tuple[int, ...], str] = {}
    for right in rights:
        column = tuple(found[left].get(right, 0) for left in found)
        columns[column] = columns.get(column, "") + right
    heads = [members[0] for members in columns.values()]
    rows: dict[tuple[int, ...], str] = {}
    for left, row in found.items():
        key = tuple(row.get(head, 0) for head in heads)
        rows[key] = rows.get(key, "") + left
    return {"left": list(rows.values()), "right": list(columns.values()), "values": [list(row) for row in rows]}


def bake() -> str:
    """The file's text."""
    tables = {face: classes(pairs(TTFont(FONTS / f"{name}.ttf"), REPERTOIRE)) for face, name in FACES.items()}
    return json.dumps(tables, ensure_ascii=False, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    (FONTS / "kerning.json").write_text(bake(), encoding="utf-8")
