from __future__ import annotations

import dataclasses
import io
import random
import re
import zlib

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from handouts.compose.document import Furniture, Notes, text
from handouts.inspect.facts import facts
from handouts.inspect.fonts import parse_cmap
from handouts.inspect.reading import read
from handouts.layout.faces import FACES, FOLDER, face
from handouts.pdf.fonts import ALWAYS, _to_unicode, rounded, subset
from tests.checks import verdict
from tests.sample import document, pdf_of, sample_pdf, with_blocks

LETTERS = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻæøåÆØÅäöüßñé–—“”„’…•·×½"
# characters that share a glyph with another one read back as the lower of the two
SHARED = {"\u00a0": " ", "\u2010": "-", "\u2011": "-"}


def outline(font: TTFont, glyph: str) -> list:
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[glyph].draw(pen)
    return pen.value


def samples() -> list[frozenset[str]]:
    """Random sets of characters that the face has, Polish and Danish ones among them."""
    some = random.Random(7)
    known = sorted(c for c in map(chr, range(33, 0x1F200)) if face("regular").has(c) and face("bold").has(c))
    return [
        frozenset(),
        frozenset(LETTERS),
        frozenset("\u00a0-\u2011"),
        *(frozenset(some.sample(known, 150)) for _ in range(4)),
    ]


@pytest.mark.parametrize("characters", samples(), ids=lambda some: f"{len(some)}")
@pytest.mark.parametrize("name", ["regular", "bold"])
def test_every_code_leads_to_the_glyph_of_its_character(name, characters) -> None:
    part = subset(name, characters)
    program = zlib.decompress(part.program)
    assert len(program) == part.program_length
    small, whole = TTFont(io.BytesIO(program)), TTFont(FOLDER / f"{face(name).postscript_name}.ttf")
    order, cmap = small.getGlyphOrder(), whole.getBestCmap()
    for character in sorted(characters | ALWAYS):
        code = int(re.search("<([0-9A-F]{4})>", face(name).shown(character))[1], 16)
        glyph = order[code]  # a subset keeps the numbers of the glyphs
        assert outline(small, glyph) == outline(whole, cmap[ord(character)]), hex(ord(character))
        assert small["hmtx"][glyph][0] == whole["hmtx"][cmap[ord(character)]][0]


@pytest.mark.parametrize("characters", samples(), ids=lambda some: f"{len(some)}")
@pytest.mark.parametrize("name", FACES)
def test_every_code_decodes_to_its_character(name, characters) -> None:
    characters = frozenset(c for c in characters if face(name).has(c))
    part = subset(name, characters)
    found = parse_cmap(zlib.decompress(part.to_unicode))
    by_glyph: dict[int, set[str]] = {}
    for character in characters | ALWAYS:
        by_glyph.setdefault(face(name).glyph(character), set()).add(character)
    assert {glyph: min(chars) for glyph, chars in by_glyph.items()} == found


@pytest.mark.parametrize("name", FACES)
def test_widths_are_those_of_the_font(name) -> None:
    part = subset(name, frozenset(LETTERS))
    widths: dict[int, float] = {}
    for first, row in re.findall(r"(\d+)\[([^\]]*)\]", part.widths):
        widths.update((int(first) + i, float(width)) for i, width in enumerate(row.split()))
    for character in LETTERS:
        glyph = face(name).glyph(character)
        assert widths[glyph] == pytest.approx(face(name).width(character, 1000), abs=0.01)


def blocks_of(cmap: bytes) -> list[tuple[int, list[str]]]:
    found = re.findall(rb"(\d+) beginbfchar\n(.*?)endbfchar", cmap, re.DOTALL)
    return [(int(count), body.decode("ascii").splitlines()) for count, body in found]


@pytest.mark.parametrize("count", [0, 1, 99, 100, 101, 200, 250])
def test_blocks_of_a_cmap_hold_at_most_a_hundred(count: int) -> None:
    blocks = blocks_of(_to_unicode({i + 1: chr(0x4E00 + i) for i in range(count)}))
    assert [stated for stated, _ in blocks] == [len(lines) for _, lines in blocks]
    assert all(0 < stated <= 100 for stated, _ in blocks)
    assert sum(stated for stated, _ in blocks) == count


def test_characters_beyond_the_first_plane_are_surrogates() -> None:
    cmap = _to_unicode({5: "\U0001f10d", 6: "A"})
    assert b"<0005> <D83CDD0D>\n<0006> <0041>\n" in cmap
    assert parse_cmap(cmap) == {5: "\U0001f10d", 6: "A"}


def test_no_code_means_nothing() -> None:
    for name in FACES:
        cmap = zlib.decompress(subset(name, frozenset(LETTERS)).to_unicode)
        assert "\x00" not in "".join(parse_cmap(cmap).values())
        assert all(re.fullmatch("<[0-9A-F]{4}> <([0-9A-F]{4}){1,2}>", line) for _, b in blocks_of(cmap) for line in b)


def test_every_character_of_the_face_reads_back_from_a_page() -> None:
    known = [chr(c) for c in range(33, 0x2C00) if face("regular").has(chr(c))]
    assert len(known) > 1000
    rows = ["".join(known[i : i + 40]) for i in range(0, len(known), 40)]
    data = pdf_of(with_blocks(*(Notes("", tuple(map(text, rows[i : i + 9]))) for i in range(0, len(rows), 9))))
    found = read(data).lines()
    assert len(found) == len(rows)
    for shown, row in zip(found, rows, strict=True):
        assert [face("regular").glyph(c) for c in shown] == [face("regular").glyph(c) for c in row]
    assert verdict(data) == []


def test_a_face_that_is_not_shown_is_not_embedded() -> None:
    plain = dataclasses.replace(with_blocks(Notes("", (text("Plain."),))), furniture=Furniture("x", "{x}"))
    assert [f.name for f in facts(pdf_of(plain)).faces] == ["SourceSans3-Regular"]


def test_faces_are_embedded_as_subsets() -> None:
    faces = facts(sample_pdf()).faces
    assert {f.name for f in faces} == {face(name).postscript_name for name in FACES}
    for one in faces:
        assert (one.kind, one.embedded, one.to_unicode) == ("Type0", True, True)
        assert one.subset
        assert one.bytes < 20_000


def test_subsets_with_other_glyphs_have_other_names() -> None:
    names = {subset("regular", frozenset(some)).name for some in ("", "ą", "ć", "ąć")}
    assert len(names) == 4
    assert all(re.fullmatch(r"[A-Z]{6}\+SourceSans3-Regular", name) for name in names)
    assert subset("regular", frozenset("abc")).name == subset("regular", frozenset()).name


@pytest.mark.parametrize(("shown", "heard"), sorted(SHARED.items()))
def test_characters_with_a_common_glyph(shown: str, heard: str) -> None:
    data = pdf_of(dataclasses.replace(document(), blocks=(Notes("", (text(f"a{shown}b"),)),)))
    assert read(data).lines() == [f"a{heard}b"]
    assert verdict(data) == []


def test_names_of_one_alphabet_share_a_subset() -> None:
    some, other = (rounded("regular", frozenset("Name: " + name)) | ALWAYS for name in ("Łukasz", "Šárka"))
    assert some == other
    assert {"Ł", "Š", "ø"} <= some
    assert rounded("regular", frozenset("Anna")) == frozenset("Anna")
    assert "Ж" in rounded("regular", frozenset("Иван"))
    assert rounded("bold", frozenset("Łukasz")) == frozenset("Łukasz")
    assert all(map(face("regular").has, rounded("regular", frozenset("Łἤω\u2013ơЖ")) - {"ἤ"}))
