from __future__ import annotations

import re
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.layout.faces import FACES, MissingGlyphError, face
from tests.layout.kerning import FILES, REPERTOIRE, covering, kerning_subtables, value

LETTERS = "".join(map(chr, REPERTOIRE)) + " "
names = st.sampled_from(FACES)
words = st.text(st.sampled_from(LETTERS), min_size=1, max_size=25)


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


def test_pairs_against_the_font_file_itself() -> None:
    sample = "AVToŁøyr.“ÅVżyfWäLT'–1,"
    for name in FACES:
        table, cmap = kerning_subtables(FILES[name]), FILES[name].getBestCmap()
        for left in sample:
            tables = covering(table, cmap[ord(left)])
            for right in sample:
                kern = face(name).width(left + right, 1000) - face(name).width(left, 1000)
                kern -= face(name).width(right, 1000)
                assert kern == pytest.approx(value(tables, cmap[ord(right)])), (name, left, right)


def test_nothing_is_kerned_against_a_space() -> None:
    for name in FACES:
        for letter in "TVyA.":
            apart = face(name).width(letter, 1000) + face(name).width(" ", 1000)
            assert face(name).width(f"{letter} ", 1000) == face(name).width(f" {letter}", 1000) == apart


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
        assert face(name).ascent == FILES[name]["hhea"].ascent * scale
        assert face(name).descent == FILES[name]["hhea"].descent * scale
        assert FILES[name]["name"].getDebugName(6) == face(name).postscript_name


def test_a_soft_hyphen_is_missing_rather_than_printed_as_a_hyphen() -> None:
    assert not face("regular").has("\u00ad")
    with pytest.raises(MissingGlyphError):
        face("regular").width("a\u00adb", 12)
