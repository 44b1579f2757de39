from __future__ import annotations

import itertools
import re
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handouts.compose.document import Span, plain, text
from handouts.layout import fallback
from handouts.layout.faces import FACES, Face, MissingGlyphError, face, path_of
from handouts.layout.fallback import BUNDLED, OtherFont, other
from handouts.layout.shaping import clusters
from handouts.layout.text import Paragraph, Piece, Style, set_text
from tests.fonts import CHINESE, JAPANESE, NAMES

BODY = Style("regular", "bold", 12, 15, (0, 0, 0), (0, 0, 1), (1, 0, 0), (CHINESE,))
LETTERS = st.sampled_from(
    [*"ab AV-/,.()12 محمدعلي שלום दप王小明李娜，。（） éŁ  ", "مَ", "ی\u200c", "לָ", "क्ष", "त्रि", "पि", "น้ำ", "ชา", "ใจ",
     "e\u0301", "x\u030c"]
)  # fmt: skip
spans = st.lists(
    st.builds(
        Span,
        st.lists(LETTERS, max_size=25).map("".join),
        st.booleans(),
        st.sampled_from(["", "", "https://a.example/b"]),
    ),
    max_size=4,
).map(tuple)


def rows(done: Paragraph) -> list[list[Piece]]:
    """The pieces of each line in reading order, from the top."""
    return [list(group) for _, group in itertools.groupby(done.pieces, key=lambda piece: piece.y)]


def told(done: Paragraph) -> list[str]:
    return ["".join(piece.text for piece in row) for row in rows(done)]


@given(spans, st.one_of(st.floats(12, 400), st.just(1e6)))
@example(text(" ".join(NAMES.values())), 120.0)
def test_nothing_is_lost_and_nothing_hangs_over(words, width) -> None:
    done = set_text(words, BODY, width)
    assert "".join(piece.text for piece in done.pieces) == plain(words)
    for row in rows(done):
        inked = [piece for piece in row if piece.text.strip(" ")]
        for left, right in itertools.pairwise(sorted(row, key=lambda piece: (piece.x, piece.width))):
            assert right.x == pytest.approx(left.x + left.width, abs=0.01)
        whole = sum(piece.width for piece in row)
        letters = clusters("".join(piece.text for piece in row).strip(" "))
        trailing = sum(len(p.text) - len(p.text.rstrip(" ")) for p in row[-1:]) * face("bold").width(" ", 12)
        assert whole <= width + trailing + 0.1 or len(letters) <= 1 or not inked


def test_plain_words_take_the_plain_way(monkeypatch) -> None:
    monkeypatch.setattr(fallback, "other", pytest.fail)
    words = text("Nguyễn Γιώργος Юрий Łódź — plain")
    assert all(piece.drawn is None for piece in set_text(words, BODY, 90).pieces)


def test_an_ordinary_sheet_loads_nothing_for_other_letters() -> None:
    code = (
        "import sys, pathlib, tempfile\n"
        "from handouts import Job, build\n"
        "report = build([Job('upper-back-relief', patient='Łukasz Žižek')], pathlib.Path(tempfile.mkdtemp()))\n"
        "assert report.exit_code == 0, report.problems\n"
        "late = {'bidi', 'pymupdf_fonts', *(f'handouts.layout.{name}' for name in ('bidi', 'fallback', 'shaping'))}\n"
        "assert not late & set(sys.modules), late & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)


@pytest.mark.parametrize("name", FACES)
def test_marks_and_letters_without_ink_are_never_set_by_themselves(name) -> None:
    for code in face(name).file.unicodes:
        if unicodedata.category(chr(code)) in ("Mn", "Me", "Cf"):
            assert not face(name).has(chr(code)), hex(code)


def test_only_what_a_face_lacks_is_set_in_another_font() -> None:
    pieces = set_text(text("Said محمد to 王小明."), BODY).pieces
    assert [(piece.text, piece.face) for piece in pieces] == [
        ("Said ", "regular"), ("محمد", BUNDLED), (" to ", "regular"), ("王小明", CHINESE), (".", "regular"),
    ]  # fmt: skip


def test_the_fonts_that_are_given_go_before_the_bundled_one() -> None:
    first = next(iter(set_text(text("، 王"), BODY._replace(fonts=(CHINESE, JAPANESE))).pieces))
    assert first.face == BUNDLED  # the only one that has an Arabic comma
    assert set_text(text("王田"), BODY._replace(fonts=(JAPANESE, CHINESE))).pieces[0].face == CHINESE
    assert set_text(text("田"), BODY._replace(fonts=(CHINESE, JAPANESE))).pieces[0].face == JAPANESE


def test_arabic_letters_join() -> None:
    alone = {letter: glyphs(letter) for letter in "محد"}
    assert glyphs("محمد") != [glyph for letter in "دمحم" for glyph in alone[letter]]
    assert glyphs("مح") != glyphs("م\u200cح")  # the joiner keeps them apart


@pytest.mark.parametrize("font", [Face("regular"), OtherFont(CHINESE)], ids=["built-in", "other"])
def test_the_language_of_the_computer_does_not_matter(font, monkeypatch) -> None:
    """HarfBuzz takes that of the process unless it is told one, and a font may draw other letters for it."""
    said = []
    shape = font._shape
    monkeypatch.setattr(font, "_shape", lambda *given: (said.append(given[1].language), shape(*given)))
    font.shown("AV") if isinstance(font, Face) else font.drawn("王", 12, False)
    assert set(said) == {"und"}


def test_marks_stand_over_their_letters() -> None:
    own = str(path_of("regular"))
    (piece,) = set_text(text("x\u030c"), BODY).pieces
    assert piece.face == own
    assert piece.width == pytest.approx(face("regular").width("x", 12))
    assert glyphs("e\u0301", own) == glyphs("é", own)
    (both,) = set_text(text("q\u0323\u0301"), BODY).pieces
    assert both.drawn is not None
    assert both.drawn.operators.count("TJ") == 1 or " Ts " in both.drawn.operators


def glyphs(letters: str, name: str = BUNDLED) -> list[int]:
    made, _, _ = other(name)._shaped(letters, unicodedata.bidirectional(letters[0]) in ("R", "AL"))
    return [glyph.number for glyph in made]


def test_letters_from_the_right_stand_from_the_right() -> None:
    pieces = set_text(text("אב גד"), BODY).pieces
    assert [piece.text for piece in pieces] == ["אב", " ", "גד"]
    assert [piece.x for piece in pieces] == sorted((piece.x for piece in pieces), reverse=True)
    assert glyphs("אב") == glyphs("ב") + glyphs("א")
    mixed = set_text(text("Ann אב גד Lee"), BODY).pieces
    assert [p.text for p in sorted(mixed, key=lambda p: p.x)] == ["Ann ", "גד", " ", "אב", " Lee"]


def test_a_bracket_from_the_right_is_the_other_one_of_its_pair() -> None:
    pieces = {piece.text: piece for piece in set_text(text("(אב)"), BODY).pieces}
    assert pieces["("].x > pieces["אב"].x > pieces[")"].x
    assert f"<{face('regular').glyph(')'):04X}>" in pieces["("].drawn.operators
    assert pieces["("].drawn.used == {f"{face('regular').glyph(')'):04X}=)"}  # to programs that look at the page only


def test_a_space_at_the_end_of_a_line_stands_where_the_paragraph_runs_to() -> None:
    done = set_text(text("Ann אבג דהוזח"), BODY, 60)
    assert told(done) == ["Ann אבג ", "דהוזח"]
    assert [piece.text for piece in sorted(rows(done)[0], key=lambda piece: piece.x)] == ["Ann ", "אבג", " "]


def test_a_run_has_one_script() -> None:
    assert [piece.text for piece in set_text(text("กकא"), BODY).pieces] == ["ก", "क", "א"]


@pytest.mark.parametrize("name", NAMES.values())
def test_glyphs_stand_where_harfbuzz_puts_them(name) -> None:
    for piece in set_text(text(name), BODY).pieces:
        if piece.drawn is None:
            continue
        font = other(piece.face)
        made, _, _ = font._shaped(piece.text, bool(piece.level % 2))
        places, x = [], 0.0
        for glyph in made:
            places.append((glyph.number, (x + glyph.shift) * 0.012, glyph.rise * 0.012))
            x += glyph.advance
        assert piece.width == pytest.approx(x * 0.012)
        for (code, at, up), (number, right, rise) in zip(shown(piece, font), places, strict=True):
            assert code == number
            assert (at, up) == (pytest.approx(right, abs=0.01), pytest.approx(rise, abs=0.01))


def shown(piece: Piece, font: OtherFont) -> list[tuple[int, float, float]]:
    """The glyphs of the operators with their places in points, as a reader of the file finds them."""
    found, x, rise = [], 0.0, 0.0
    for raised, codes, move in re.findall(r"(-?[\d.]+) Ts|<([0-9A-F]+)>(?!>)|(-?[\d.]+)(?=<)", piece.drawn.operators):
        if raised:
            rise = float(raised)
        elif move:
            x -= float(move) * 0.012
        elif not codes.startswith("FEFF"):
            for at in range(0, len(codes), 4):
                number = int(codes[at : at + 4], 16)
                found.append((number, x, rise))
                x += font.glyph_advance(number) * 0.012
    return found


def test_lines_from_the_right_end_at_the_right() -> None:
    done = set_text(text("אבגד הוזחט אב"), BODY, 40)
    assert told(done) == ["אבגד ", "הוזחט ", "אב"]
    for row in rows(done):
        assert max(piece.x + piece.width for piece in row) == pytest.approx(done.width)


def test_chinese_breaks_between_letters_but_not_before_a_stop() -> None:
    assert told(set_text(text("王小明李娜"), BODY, 30)) == ["王小", "明李", "娜"]
    assert told(set_text(text("王小明，李娜"), BODY, 37)) == ["王小", "明，李", "娜"]
    assert told(set_text(text("王小（明）李娜"), BODY, 37)) == ["王小", "（明）", "李娜"]


def test_a_long_word_is_cut_between_letters_with_their_marks() -> None:
    word = "दीपिका" * 8
    lines = told(set_text(text(word), BODY, 50))
    assert len(lines) > 3
    assert "".join(lines) == word
    assert all(unicodedata.category(line[0]) == "Lo" for line in lines)


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("abc", ["a", "b", "c"]),
        ("e\u0301x", ["e\u0301", "x"]),
        ("दीपिका", ["दी", "पि", "का"]),
        ("क्षत्रिय", ["क्ष", "त्रि", "य"]),
        ("น้ำใจ", ["น้ำ", "ใ", "จ"]),
        ("ی\u200cر", ["ی\u200c", "ر"]),
        ("👍🏽", ["👍🏽"]),
        ("👩\u200d⚕️", ["👩\u200d⚕️"]),
        ("", []),
    ],
)
def test_clusters(words: str, parts: list[str]) -> None:
    assert clusters(words) == parts


@pytest.mark.parametrize(
    ("words", "character"),
    [
        ("abc 😀", "😀"),
        ("محمد 漢", "漢"),
        ("a\u202eb", "\u202e"),
        ("\u2067محمد\u2069", "\u2067"),
        ("a\u200bb", "\u200b"),
        ("\u200d", "\u200d"),
        ("محمد\nعلي", "\n"),
        ("x\u20dd", "\u20dd"),
    ],
)
def test_what_no_font_shows_is_refused(words: str, character: str) -> None:
    with pytest.raises(MissingGlyphError) as error:
        set_text(text(words), BODY)
    assert error.value.character == character


def test_without_the_extra_there_is_no_bundled_font(monkeypatch) -> None:
    monkeypatch.setattr(fallback, "bundled", lambda: b"")
    style = BODY._replace(size=11.5)  # not remembered
    with pytest.raises(MissingGlyphError):
        set_text(text("ქართული"), style)
    assert set_text(text("王"), style).pieces[0].face == CHINESE
