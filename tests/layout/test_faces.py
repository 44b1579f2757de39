from __future__ import annotations

import re
import struct

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from handouts.layout.faces import FACES, FOLDER, SOFT_HYPHEN, MissingGlyphError, face
from tests.tools import bake_kerning

REPERTOIRE = "".join(map(chr, bake_kerning.REPERTOIRE)).replace(SOFT_HYPHEN, "") + " "
FILES = {name: TTFont(FOLDER / f"{file}.ttf") for name, file in bake_kerning.FACES.items()}
names = st.sampled_from(FACES)
words = st.text(st.sampled_from(REPERTOIRE), min_size=1, max_size=25)


def parts(shown: str) -> list[int | str]:
    """The operands of a Tj or TJ: glyph ids as text, adjustments as numbers."""
    assert re.fullmatch(r"<[0-9A-F]*>Tj|\[(<[0-9A-F]*>(-?\d+)?)+\]TJ", shown)
    return [code or int(kern) for code, kern in re.findall(r"<([0-9A-F]*)>|(-?\d+)", shown)]


@given(names, words, st.sampled_from([9, 12, 26]))
def test_a_shown_text_is_as_wide_as_was_measured(name, text, size) -> None:
    metrics, order = FILES[name]["hmtx"], FILES[name].getGlyphOrder()
    per_em = FILES[name]["head"].unitsPerEm
    total = 0.0
    for part in parts(face(name).shown(text)):
        if isinstance(part, int):
            total -= part
        else:
            glyphs = struct.unpack(f">{len(part) // 4}H", bytes.fromhex(part))
            total += sum(metrics[order[glyph]][0] for glyph in glyphs) * 1000 / per_em
    assert face(name).width(text, size) == pytest.approx(total * size / 1000, abs=0.02)


@given(names, words)
def test_a_shown_text_holds_every_glyph_in_order(name, text) -> None:
    cmap, order = FILES[name].getBestCmap(), FILES[name].getGlyphOrder()
    codes = "".join(part for part in parts(face(name).shown(text)) if isinstance(part, str))
    glyphs = struct.unpack(f">{len(codes) // 4}H", bytes.fromhex(codes))
    assert [order[glyph] for glyph in glyphs] == [cmap[ord(c)] for c in text]


def test_pairs_are_kerned_as_the_font_says() -> None:
    width = face("regular").width
    assert width("AV", 1000) < width("A", 1000) + width("V", 1000) - 10
    assert width("To", 1000) < width("T", 1000) + width("o", 1000) - 10
    assert "TJ" in face("regular").shown("AV")
    assert face("regular").shown("nn").endswith("Tj")


def test_some_pairs_against_the_font_file_itself() -> None:
    for name in FACES:
        file = FILES[name]
        table, cmap = bake_kerning.kerning_subtables(file), file.getBestCmap()
        for left, right in ("AV", "To", "Ło", "øy", "r.", "“A", "nn", "ÅV", "ży"):
            kern = face(name).width(left + right, 1000) - face(name).width(left, 1000) - face(name).width(right, 1000)
            assert kern == pytest.approx(
                bake_kerning.value(bake_kerning.covering(table, cmap[ord(left)]), cmap[ord(right)])
            )


def test_the_kerning_table_is_fresh() -> None:
    assert bake_kerning.bake() == (FOLDER / "kerning.json").read_text("utf-8"), (
        "run: python -m tests.tools.bake_kerning"
    )


def test_the_languages_of_sheets_have_their_letters() -> None:
    wanted = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻæøåÆØÅäöüßÄÖÜñáéíóúÑ¿¡ðþ–—‘’“”„…•·°½×€£"
    for name in FACES:
        assert [c for c in wanted if not face(name).has(c)] == []
        assert not face(name).has("漢")
        assert not face(name).has("\x00")


@pytest.mark.parametrize("method", ["shown", "width"])
def test_a_missing_glyph_is_never_a_silent_box(method: str) -> None:
    arguments = ("ok 漢 \U0001f600", 12) if method == "width" else ("ok 漢 \U0001f600",)
    for _ in range(2):  # not only the first time
        with pytest.raises(MissingGlyphError) as error:
            getattr(face("bold"), method)(*arguments)
        assert error.value.character == "漢"


def test_measures_are_those_of_the_file() -> None:
    for name in FACES:
        scale = 1000 / FILES[name]["head"].unitsPerEm
        assert face(name).cap_height == pytest.approx(FILES[name]["OS/2"].sCapHeight * scale, abs=1)
        assert face(name).ascent > face(name).cap_height > 0 > face(name).descent


def test_a_soft_hyphen_is_missing_rather_than_printed_as_a_hyphen() -> None:
    assert not face("regular").has("\u00ad")
    with pytest.raises(MissingGlyphError):
        face("regular").width("a\u00adb", 12)
