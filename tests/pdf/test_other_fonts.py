from __future__ import annotations

import io
import random
import shutil
import zlib
from pathlib import Path

import pypdfium2
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.TupleVariation import TupleVariation
from pypdf import PdfReader

from handouts.compose.document import Fact, Notes, PatientStrip, Span, text
from handouts.inspect.facts import facts
from handouts.inspect.fonts import parse_cmap
from handouts.inspect.reading import read
from handouts.layout.faces import MissingGlyphError
from handouts.layout.fallback import BUNDLED, OtherFont, other
from handouts.layout.pages import lay_out
from handouts.layout.template import Look
from handouts.pdf.fonts import subset
from handouts.pdf.writer import write_pdf
from handouts.problems import ProblemError
from tests.checks import verdict
from tests.fonts import CHINESE, JAPANESE, NAMES
from tests.readback import expected_lines
from tests.sample import LINK, OWN_COLOURS, template, with_blocks


def made_with(*blocks, fonts: tuple[str, ...] = (CHINESE,)) -> bytes:
    look = Look(template(), "a4", "colour", None, fonts)
    document = with_blocks(*blocks)
    data = write_pdf(document, lay_out(document, look, OWN_COLOURS))
    assert read(data).lines() == expected_lines(document)
    return data


def strip(name: str) -> PatientStrip:
    return PatientStrip((Fact("Name", name), Fact("Date", "1 May"), Fact("Clinician", name)))


def test_names_of_all_scripts_read_back_in_a_valid_file() -> None:
    data = made_with(*map(strip, NAMES.values()), Notes("", tuple(text(f"Dear {name}!") for name in NAMES.values())))
    reading = read(data)
    assert (reading.faults, dict(reading.untagged)) == ((), {})
    assert verdict(data) == []
    faces = {face.name: face for face in facts(data).faces}
    assert {"FiraGO-Regular", "NotoSansSC-Regular", "SourceSans3-Regular"} <= faces.keys()
    assert all(face.embedded and face.subset and face.to_unicode for face in faces.values())
    assert faces["FiraGO-Regular"].bytes < 40_000


def test_letters_from_the_right_are_an_element_with_their_text() -> None:
    reading = read(made_with(strip("Ali محمد علي 12"), fonts=()))
    assert [node.actual for node in reading.walk("Span")] == ["محمد علي 12"] * 2
    assert not list(read(made_with(strip("Ali"), fonts=())).walk("Span"))


def test_a_viewer_finds_words_from_the_right_in_their_order() -> None:
    document = pypdfium2.PdfDocument(
        made_with(Notes("", (text("Dear محمد علي الحسيني!"), text("שלום עולם"))), fonts=())
    )
    found = document[0].get_textpage().get_text_range()
    assert "محمد علي الحسيني" in found
    assert "שלום עולם" in found


def test_a_link_from_the_right_reads_back() -> None:
    data = made_with(Notes("", ((Span("See "), Span("محمد علي", link=LINK), Span(".")),)), fonts=())
    (link,) = read(data).walk("Link")
    assert (link.content(), link.contents, link.uri) == ("محمد علي", "محمد علي", LINK)
    assert verdict(data) == []


def test_codes_that_are_characters_need_no_replacement_text() -> None:
    assert b"ActualText" not in b"".join(contents(made_with(strip("王小明"))))
    assert b"ActualText" in b"".join(contents(made_with(strip("दीपिका"))))


def contents(data: bytes) -> list[bytes]:
    return [page.get_contents().get_data() for page in PdfReader(io.BytesIO(data)).pages]


def used(name: str, letters: str) -> frozenset[str]:
    return other(name).drawn(letters, 12, False)[0].used


def opened(path: str) -> TTFont:
    return TTFont(io.BytesIO(Path(path).read_bytes()))


def outline(font, glyph: str) -> list:
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[glyph].draw(pen)
    return pen.value


def test_a_subset_has_the_glyphs_with_their_numbers_and_texts() -> None:
    part = subset(CHINESE, used(CHINESE, "王明"))
    small, whole = TTFont(io.BytesIO(zlib.decompress(part.program))), opened(CHINESE)
    found = parse_cmap(zlib.decompress(part.to_unicode))
    assert sorted(found.values()) == ["明", "王"]
    for glyph, letter in found.items():
        expected = whole.getBestCmap()[ord(letter)]
        assert whole.getGlyphID(expected) == glyph
        assert outline(small, small.getGlyphOrder()[glyph]) == outline(whole, expected) != []
    absent = whole.getGlyphID(whole.getBestCmap()[ord("李")])
    assert outline(small, small.getGlyphOrder()[absent]) == []


def test_cff_glyphs_are_numbered_as_in_the_file() -> None:
    data = made_with(strip("田中花子"), fonts=(JAPANESE,))
    assert verdict(data) == []
    part = subset(JAPANESE, used(JAPANESE, "田花"))
    assert part.cff
    fonts, whole = CFFFontSet(), opened(JAPANESE)
    fonts.decompile(io.BytesIO(zlib.decompress(part.program)), None)
    top = fonts.topDictIndex[0]
    for glyph, letter in parse_cmap(zlib.decompress(part.to_unicode)).items():
        pen, expected = DecomposingRecordingPen({}), whole.getBestCmap()[ord(letter)]
        assert expected != f"cid{glyph:05d}"  # the file counts in another way
        top.CharStrings[f"cid{glyph:05d}"].draw(pen)
        assert pen.value == outline(whole, expected) != []


def test_its_own_character_counts_more_than_what_a_glyph_is_a_part_of() -> None:
    font = other(BUNDLED)
    assert font.meanings(["0007~bc", "0007=x", "0008~e\u0301", "0008~ab"]) == {7: "x", 8: "ab"}


def test_the_same_font_at_another_place_makes_the_same_file(tmp_path) -> None:
    copied = shutil.copy(CHINESE, tmp_path / "other name.ttf")
    assert made_with(strip("王小明")) == made_with(strip("王小明"), fonts=(str(copied),))


def variable(path, lightest: int = 100) -> str:
    """A font of one letter, a box that grows with the weight."""
    build = FontBuilder(1000, isTTF=True)
    build.setupGlyphOrder([".notdef", "box"])
    build.setupCharacterMap({0x738B: "box"})
    pens = [TTGlyphPen(None), TTGlyphPen(None)]
    for corner in ((0, 0), (0, 500), (500, 500), (500, 0)):
        (pens[1].lineTo if corner != (0, 0) else pens[1].moveTo)(corner)
    pens[1].closePath()
    build.setupGlyf(dict(zip([".notdef", "box"], (pen.glyph() for pen in pens), strict=True)))
    build.setupHorizontalMetrics({".notdef": (500, 0), "box": (600, 0)})
    build.setupHorizontalHeader(ascent=800, descent=-200)
    build.setupNameTable({"familyName": "Box", "styleName": "Regular", "psName": "Box (1)"})
    build.setupOS2(sTypoAscender=800)
    build.setupPost()
    build.setupFvar([("wght", lightest, lightest, 900, "Weight")], [])
    deltas = [(0, 0), (0, 0), (300, 0), (300, 0), (0, 0), (400, 0), (0, 0), (0, 0)]
    build.setupGvar({"box": [TupleVariation({"wght": (0, 1.0, 1.0)}, deltas)]})
    build.save(path)
    return str(path)


@pytest.mark.parametrize(("lightest", "width"), [(100, 600 + 400 * 300 / 800), (500, 600)])
def test_a_variable_font_stands_at_its_plain_weight(tmp_path, lightest, width) -> None:
    font = variable(tmp_path / "box.ttf", lightest)
    data = made_with(strip("王王"), fonts=(font,))
    assert verdict(data) == []
    part = subset(font, used(font, "王"))
    assert part.widths == f"1[{width:g}]"
    assert part.name.endswith("+Box1")
    small = TTFont(io.BytesIO(zlib.decompress(part.program)))
    assert "gvar" not in small
    assert small["hmtx"][small.getGlyphOrder()[1]][0] == width


def changed(path, tmp_path, change) -> str:
    font = opened(path)
    change(font)
    font.save(tmp_path / "changed.ttf")
    return str(tmp_path / "changed.ttf")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda font: setattr(font["OS/2"], "fsType", 2), "may not be embedded, says its maker"),
        (lambda font: font.__delitem__("glyf"), "is not a font with outlines"),
        (lambda font: font.__delitem__("cmap"), "is not a font with outlines"),
    ],
)
def test_what_cannot_be_printed_with_is_refused(tmp_path, change, message) -> None:
    path = changed(CHINESE, tmp_path, change)
    with pytest.raises(ProblemError) as error:
        OtherFont(path)
    (problem,) = error.value.problems
    assert (problem.path, problem.message) == (path, message)
    assert problem.hint


def test_a_font_without_a_height_of_capitals_is_embedded(tmp_path) -> None:
    path = changed(CHINESE, tmp_path, lambda font: font["OS/2"].__dict__.update(version=1, ulCodePageRange1=0))
    assert verdict(made_with(strip("王"), fonts=(path,))) == []


def test_a_colour_font_without_outlines_shows_nothing(tmp_path) -> None:
    def empty(font) -> None:
        font["glyf"][font.getBestCmap()[ord("王")]] = TTGlyphPen(None).glyph()

    path = changed(CHINESE, tmp_path, empty)
    assert not other(path).has("王")
    assert other(path).has("明")


@pytest.mark.parametrize("source", [CHINESE, JAPANESE])
def test_damaged_fonts_never_crash(tmp_path, source) -> None:
    """Cut short, or with some bytes changed: printed, refused, or without the letters."""
    chance, whole = random.Random(11), Path(source).read_bytes()
    letters = "王小明" if source == CHINESE else "田中"
    ends = set()
    for number in range(60):
        data = bytearray(whole)
        for _ in range(chance.choice([1, 3, 40])):
            data[chance.randrange(chance.choice([300, len(data)]))] = chance.randrange(256)
        path = tmp_path / f"{number}.ttf"
        path.write_bytes(bytes(data[: chance.choice([len(data), chance.randrange(len(data))])]))
        try:
            made_with(strip(letters), fonts=(str(path),))
            ends.add("printed")
        except MissingGlyphError:
            ends.add("missing")
        except ProblemError as error:
            ends.add("refused")
            assert {problem.path for problem in error.problems} == {str(path)}
    assert ends == {"printed", "missing", "refused"}
