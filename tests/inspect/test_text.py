from __future__ import annotations

import pytest

from handouts.inspect.fonts import parse_cmap
from handouts.inspect.reading import read
from tests.inspect.handmade import E, Made, P, mark


def words(operators: str) -> str:
    """The text of one paragraph whose text object holds the operators."""
    page = f"/P <</MCID 0>> BDC BT /F1 12 Tf {operators} ET EMC"
    return next(read(Made([page], E("Document", [P(0)])).pdf()).walk("P")).text


@pytest.mark.parametrize(
    ("operators", "want"),
    [
        ("(plain) Tj", "plain"),
        (r"(\200\201) Tj", "łΩ"),
        ("<80> Tj", "ł"),
        (r"(a\(b\)) Tj", "a(b)"),
        ("[(Up) -120 (per) 30.5 (back)] TJ", "Upperback"),
        ("[(far) -2000 (apart)] TJ", "farapart"),
        ("[(far ) -2000 (apart)] TJ", "far apart"),
        ("[] TJ", ""),
        ("(one) Tj (two) '", "onetwo"),
        ('(one) Tj 1 2 (two) "', "onetwo"),
        ("(one ) Tj T* (two) Tj", "one two"),
        ("(\x90) Tj", "\ufffd"),
        ("/F2 9 Tf <00010002> Tj", "A😀"),
        ("/F2 9 Tf <0003> Tj", "fi"),
        ("/F2 9 Tf <001000110012> Tj", "ΑΒΓ"),
        ("/F2 9 Tf <00200021> Tj", "ą𝐀"),
        ("/F2 9 Tf <0999> Tj", "\ufffd"),
        ("/F2 9 Tf [<0001> 40 <0001>] TJ", "AA"),
        (r"/F3 9 Tf (caf\351 \226) Tj", "café –"),
        ("/F9 9 Tf (no such font) Tj", "no such font"),
    ],
)
def test_shown_strings(operators: str, want: str) -> None:
    assert words(operators) == want


def test_strings_that_look_like_utf16_are_codes_all_the_same() -> None:
    assert words("/F2 9 Tf <FEFF0001> Tj") == "\ufffdA"


def test_restore_brings_back_the_font() -> None:
    page = "/P <</MCID 0>> BDC BT /F1 9 Tf ET q BT /F2 9 Tf <0001> Tj ET Q BT (b) Tj ET EMC"
    assert read(Made([page], E("Document", [P(0)])).pdf()).text() == "Ab"


def test_marks_do_not_end_at_restore() -> None:
    page = "q /P <</MCID 0>> BDC BT /F1 9 Tf (a) Tj ET Q BT /F1 9 Tf (b) Tj ET EMC"
    assert read(Made([page], E("Document", [P(0)])).pdf()).text() == "ab"


def test_a_lost_space_at_a_line_break_is_seen() -> None:
    broken = "(is acceptable) Tj T* (when it settles) Tj"
    assert words(broken) == "is acceptablewhen it settles"
    assert words(broken.replace("able)", "able )")) == "is acceptable when it settles"


def test_a_lost_space_between_marks_is_seen() -> None:
    for end, want in (("", "onetwo"), (" ", "one two")):
        made = Made([mark(0, "one" + end) + mark(1, "two")], E("Document", [P(0, 1)]))
        assert read(made.pdf()).text() == want


def test_double_spaces_stay() -> None:
    assert words("(a  b) Tj") == "a  b"


def test_contents_may_come_in_parts() -> None:
    made = Made([""], E("Document", [P(0)]), extra=["[61 0 R 62 0 R]"])
    for part in ("/P <</MCID 0>> BDC BT /F1 9 Tf (a) Tj", "(b) Tj ET EMC"):
        made.extra.append(f"<</Length {len(part)}>>\nstream\n{part}\nendstream")
    pdf = made.pdf().replace(b"/Contents 21 0 R", b"/Contents 60 0 R")
    assert read(pdf).text() == "ab"


def test_cmap_by_hand() -> None:
    found = parse_cmap(
        b"1 begincodespacerange <00> <FF> endcodespacerange\n"
        b"2 beginbfchar\n<01> <0142>\n<02><D83D DE00>\nendbfchar\n"
        b"1 beginbfrange\n<10> <11> <D835DC00>\nendbfrange\n1 beginbfchar <03> <00660066> endbfchar"
    )
    assert found == {1: "ł", 2: "😀", 3: "ff", 16: "𝐀", 17: "𝐁"}


def test_the_outermost_replacement_stands_for_all_inside() -> None:
    page = "/P <</MCID 0/ActualText(all)>> BDC BT /F1 9 Tf (a) Tj /Span <</ActualText(b)>> BDC (c) Tj EMC ET EMC"
    assert read(Made([page], E("Document", [P(0)])).pdf()).text() == "all"


def test_lines_put_labels_before_their_bodies() -> None:
    page = "".join(mark(i, text) for i, text in enumerate(["1.", "Sit.", "Stand.", "2.", "*", "Rest."]))
    items = [
        E("LI", [E("Lbl", [0]), E("LBody", [P(1), P(2)])]),
        E("LI", [E("Lbl", [3])]),
        E("LI", [E("Lbl", []), E("LBody", [5])]),
    ]
    root = E("Document", [E("L", items), E("L", [E("LI", [E("Lbl", [4])])]), P(9)])
    made = Made([page + mark(9, "After.")], root)
    assert read(made.pdf()).lines() == ["1. Sit.", "Stand.", "2.", "Rest.", "*", "After."]


def test_inline_tags_stay_in_the_line_and_blocks_do_not() -> None:
    page = "".join(mark(i, text) for i, text in enumerate(["a", "b", "c", "d", " "]))
    inner = E("Div", [E("Span", [0]), P(E("Em", [1]), E("Strong", [2])), 3, P(4)])
    assert read(Made([page], E("Document", [inner])).pdf()).lines() == ["a", "bc", "d"]
