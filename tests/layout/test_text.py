from __future__ import annotations

import itertools

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from handouts.compose.document import Span, plain, text
from handouts.layout.faces import MissingGlyphError, face
from handouts.layout.text import Style, set_text

BODY = Style("regular", "bold", 12, 15, (0, 0, 0), (0, 0, 1), (1, 0, 0))

letters = st.sampled_from(
    "abcdefghijklmnopqrstuvwxyzAVTLY ... ,;:!?-–—/'\"()[]{}<>&#%@\\0123456789ąćęłńóśźżæøåßéÆØÅŁ“”‘’…•·\u00a0    "
)
spans = st.lists(
    st.builds(Span, st.text(letters, max_size=30), st.booleans(), st.sampled_from(["", "", "https://a.example/b"])),
    max_size=6,
).map(tuple)
widths = st.one_of(st.floats(1, 60), st.floats(60, 400), st.just(1e6))


def lines(paragraph) -> dict[float, list]:
    """The pieces of each line, from the top."""
    found: dict[float, list] = {}
    for piece in paragraph.pieces:
        found.setdefault(piece.y, []).append(piece)
    return found


def words_of(paragraph) -> list[str]:
    """The lines' text."""
    return ["".join(piece.text for piece in line) for line in lines(paragraph).values()]


@given(spans, widths)
@example((Span("a "), Span(" b")), 3.0)
@example((Span(""),), 10.0)
@example((Span("   "),), 4.0)
def test_no_character_is_lost_or_moved(words, width) -> None:
    done = set_text(words, BODY, width)
    assert "".join(piece.text for piece in done.pieces) == plain(words)
    assert all(piece.text for piece in done.pieces)


@given(spans, widths)
def test_every_piece_keeps_the_looks_of_its_span(words, width) -> None:
    found = [
        (c, piece.face, piece.link, piece.rgb) for piece in set_text(words, BODY, width).pieces for c in piece.text
    ]
    expected = [
        (
            c,
            "bold" if span.strong else "regular",
            span.link,
            BODY.strong_rgb if span.strong else BODY.link_rgb if span.link else BODY.rgb,
        )
        for span in words
        for c in span.text
    ]
    assert found == expected


@given(spans, st.floats(20, 400))
def test_no_line_is_wider_than_the_column(words, width) -> None:
    for line in lines(set_text(words, BODY, width)).values():
        inked = [piece for piece in line if piece.text.strip(" ")]
        if inked:
            last = inked[-1]
            end = last.x + face(last.face).width(last.text.rstrip(" "), last.size)
            assert end <= width + 0.1


@given(spans, widths)
def test_pieces_stand_side_by_side_and_lines_below_each_other(words, width) -> None:
    done = set_text(words, BODY, width)
    for line in lines(done).values():
        assert line[0].x == 0
        for left, right in itertools.pairwise(line):
            assert right.x == pytest.approx(left.x + left.width)
    levels = list(lines(done))
    assert levels == sorted(levels, reverse=True)
    for above, below in itertools.pairwise(levels):
        assert (above - below) / BODY.leading == pytest.approx(round((above - below) / BODY.leading))
    assert done.height >= BODY.leading
    assert all(-done.height < piece.y < 0 for piece in done.pieces)


@given(spans, st.floats(20, 400))
def test_lines_are_filled(words, width) -> None:
    """The first word of a line would not have fitted on the line before it, unless it keeps the last one company."""
    assume(not any(span.link for span in words))
    rows = [r for r in lines(set_text(words, BODY, width)).values() if "".join(p.text for p in r).strip(" ")]
    if rows and len("".join(piece.text for piece in rows[-1]).split()) == 2:
        del rows[-1]
    for above, below in itertools.pairwise(rows):
        used = above[-1].x + above[-1].width
        first = "".join(piece.text for piece in below).split(" ")[0]
        widest = max(face(name).width(first, BODY.size) for name in ("regular", "bold"))
        if not widest:
            continue
        assert used + widest + 1 > width


def test_a_space_at_the_end_of_a_line_stays_there() -> None:
    done = set_text(text("acceptable when warm"), BODY, face("regular").width("acceptable wh", 12))
    assert words_of(done) == ["acceptable ", "when warm"]


def test_a_space_may_hang_over_the_edge_but_a_word_not() -> None:
    width = face("regular").width("one two", 12)
    assert words_of(set_text(text("one two three"), BODY, width)) == ["one two ", "three"]
    assert words_of(set_text(text("one two three"), BODY, width - 0.5))[:2] == ["one ", "two "]


def test_a_word_wider_than_the_column_is_cut_where_the_line_ends() -> None:
    done = set_text(text("a " + "m" * 30 + " b"), BODY, 100)
    rows = words_of(done)
    assert (rows[0], rows[-1], len(rows)) == ("a ", "b", 5)
    assert all(set(row.strip()) == {"m"} for row in rows[1:-1])
    assert all(100 - 12 < face("regular").width(row, 12) <= 100 for row in rows[1:3])


def test_a_column_narrower_than_a_letter_still_ends() -> None:
    assert words_of(set_text(text("wide"), BODY, 1)) == ["w", "i", "d", "e"]


@pytest.mark.parametrize(
    ("words", "pieces"),
    [
        ("elbows-under-shoulders", ["elbows-", "under-", "shoulders"]),
        ("https://example.org/some/where", ["https://example.org/", "some/", "where"]),
        ("8–12", None),
        ("8-12", None),
        ("X-ray", None),
        ("T-shirt", None),
        ("and/or", ["and/", "or"]),
        ("A/B", None),
        ("Łódź-śródmieście", ["Łódź-", "śródmieście"]),
    ],
)
def test_soft_breaks(words: str, pieces: list[str] | None) -> None:
    if pieces is None:
        room = face("regular").width(f"a {words}", 12) - 0.5
        assert words_of(set_text(text(f"a {words}"), BODY, room)) == ["a ", words]
        return
    for cut in range(1, len(pieces)):  # a column into which the first pieces just fit
        head, tail = "".join(pieces[:cut]), "".join(pieces[cut:])
        room = max(face("regular").width(head, 12), face("regular").width(tail, 12)) + 0.1
        if face("regular").width(head + pieces[cut], 12) > room + 1:
            assert words_of(set_text(text(words), BODY, room)) == [head, tail]
            break
    else:
        pytest.fail("no column was narrow enough")


def test_a_word_of_several_spans_is_not_broken_between_them() -> None:
    words = (Span("one tw"), Span("o", strong=True), Span("fold"))
    assert words_of(set_text(words, BODY, face("regular").width("one two", 12) + 2)) == ["one ", "twofold"]


def test_a_link_over_two_lines_is_one_stretch() -> None:
    link = "https://a.example"
    done = set_text((Span("see "), Span("this long place", link=link), Span(".")), BODY, 60)
    assert [(uri, "".join(p.text for p in pieces)) for uri, pieces in done.stretches()] == [
        ("", "see "),
        (link, "this long place"),
        ("", "."),
    ]
    assert len({piece.y for _, pieces in done.stretches() for piece in pieces}) > 1


def test_no_words_are_one_empty_line() -> None:
    done = set_text((), BODY, 100)
    assert (done.pieces, done.height, done.width) == ((), BODY.leading, 0)


def test_the_first_baseline_centres_the_face_in_its_leading() -> None:
    piece = set_text(text("x"), BODY).pieces[0]
    measures = face("regular")
    above = -piece.y - measures.ascent * 12 / 1000
    below = BODY.leading + piece.y + measures.descent * 12 / 1000
    assert above == pytest.approx(below)


@pytest.mark.parametrize("strange", ["\U0001f600", "漢", "\x00", "\n", "\t", "\u2028"])
def test_a_character_without_glyph_is_refused(strange: str) -> None:
    with pytest.raises(MissingGlyphError) as error:
        set_text(text(f"abc {strange}"), BODY, 100)
    assert error.value.character == strange
    assert f"U+{ord(strange):04X}" in str(error.value)


def test_a_short_last_word_gets_company() -> None:
    words = "Press your lower back flat on the floor (B)."
    whole = set_text(text(words), BODY).width
    *_, before, last = words_of(set_text(text(words), BODY, whole - 2))
    assert (before, last) == ("Press your lower back flat on the ", "floor (B).")
    assert set_text(text(words), BODY, whole - 2).height == 2 * BODY.leading
    long = "Press your lower back flat on physiotherapists."
    assert words_of(set_text(text(long), BODY, set_text(text(long), BODY).width - 2))[-1] == "physiotherapists."
    few = text("Press (B).")
    assert words_of(set_text(few, BODY, set_text(few, BODY).width - 2)) == ["Press ", "(B)."]
    halves = "Sit in an armchair-made (B)."  # a word in two parts stays as it is broken
    assert words_of(set_text(text(halves), BODY, set_text(text(halves), BODY).width - 2))[-1] == "(B)."
