from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from pypdf import PdfWriter
from pypdf.errors import PyPdfError

from handouts.inspect.facts import encryption, facts
from handouts.inspect.measures import Encryption, Link
from tests.inspect.handmade import E, Made, P, form, link, mark


def page(content: str, **more: object):
    """The measures of one page."""
    return facts(Made([content], E("Document", [P(0)]), **more).pdf()).pages[0]


def text(matrix: str, size: float = 12) -> str:
    return f"/P <</MCID 0>> BDC BT /F2 {size} Tf {matrix} <00010002> Tj ET EMC"


def test_box_of_text_with_widths_of_two_byte_codes() -> None:
    found = page(text("100 200 Td", 10))  # widths 600 and 700, ascent 800, descent -200
    assert found.text == pytest.approx((100, 198, 113, 208))
    assert found.body == {10.0: 2}
    assert found.media == (0, 0, 595, 842)


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (text("2 0 0 2 9 9 Tm", 6), 12),
        ("2 0 0 2 0 0 cm " + text("1.5 0 0 1.5 9 9 Tm", 4), 12),
        (text("0 1 -1 0 300 300 Tm"), 12),
        (text("50 Tz 9 9 Td"), 12),
        ("q 9 0 0 9 0 0 cm Q " + text("9 9 Td"), 12),
    ],
)
def test_the_size_that_lands_on_the_page(content: str, size: float) -> None:
    assert list(page(content).body) == [size]


@pytest.mark.parametrize(
    ("operators", "right"),
    [
        ("<0001> Tj", 106),
        ("<00010001> Tj", 112),
        ("<0010> Tj", 105),
        ("<0012> Tj", 105),
        ("<0999> Tj", 109),
        ("2 Tc <00010001> Tj", 116),
        ("50 Tw <00010001> Tj", 112),
        ("50 Tw <00200020> Tj", 118),
        ('3 2 <0001> "', 108),
        ("50 Tz <00010001> Tj", 106),
        ("[<0001> -500 <0001>] TJ", 117),
        ("[<0001> 500 <0001>] TJ", 107),
        ("<0001> Tj <0001> Tj", 112),
        ("12 TL <0001> Tj <00010001> '", 112),
    ],
)
def test_advance(operators: str, right: float) -> None:
    box = page(f"BT /F2 10 Tf 100 200 Td {operators} ET").text
    assert box is not None
    assert box[2] == pytest.approx(right)


def test_word_space_widens_spaces_of_one_byte_fonts() -> None:
    box = page("BT /F1 10 Tf 5 Tw 100 200 Td (! !) Tj ET").text
    assert box is not None
    assert box[2] == pytest.approx(100 + 5 + 2.5 + 5 + 5)


def test_lines_move_down() -> None:
    found = page("BT /F2 10 Tf 100 200 Td <0001> Tj 0 -50 TD <0001> Tj T* <0001> Tj ET")
    assert found.text == pytest.approx((100, 98, 106, 208))


def test_rise_lifts() -> None:
    found = page("BT /F2 10 Tf 100 200 Td 5 Ts <0001> Tj ET")
    assert found.text == pytest.approx((100, 203, 106, 213))


def test_spaces_and_invisible_text_are_not_ink() -> None:
    found = page("BT /F1 4 Tf 1 1 Td (  ) Tj 3 Tr (hidden) Tj 0 Tr /F1 12 Tf 99 99 Td (x) Tj ET")
    assert found.body == {12.0: 1}
    assert found.text == pytest.approx((100, 100 - 3.6, 106, 100 + 8.4))


def test_replaced_text_still_counts_by_its_size() -> None:
    found = page("/Span <</ActualText(word)/MCID 0>> BDC BT /F1 5 Tf (ab) Tj ET EMC")
    assert found.body == {5.0: 2}


def test_furniture_is_counted_apart() -> None:
    found = page(text("9 9 Td") + "/Artifact BMC BT /F2 8 Tf <0001> Tj ET EMC")
    assert (found.body, found.furniture) == ({12.0: 2}, {8.0: 1})


@pytest.mark.parametrize(
    ("content", "box"),
    [
        ("10 20 30 40 re f", (10, 20, 40, 60)),
        ("10 20 30 40 re S", (9.5, 19.5, 40.5, 60.5)),
        ("4 w 10 20 m 50 20 l S", (8, 18, 52, 22)),
        ("2 0 0 2 100 0 cm 4 w 10 20 m 50 20 l S", (116, 36, 204, 44)),
        ("10 20 m 20 90 30 5 40 20 c f", (10, 5, 40, 90)),
        ("1 0 0 1 5 5 cm 0 0 10 10 re B", (4.5, 4.5, 15.5, 15.5)),
        ("0 0 20 20 re W n 10 10 500 500 re f", (10, 10, 20, 20)),
        ("q 0 0 20 20 re W* n Q 10 10 50 50 re f", (10, 10, 60, 60)),
        ("10 20 30 40 re n", None),
        ("0 0 5 5 re W n 10 10 5 5 re f", None),
        ("", None),
        ("q 50 0 0 25 100 200 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q", (100, 200, 150, 225)),
    ],
)
def test_boxes_of_painted_shapes(content: str, box: tuple[float, ...] | None) -> None:
    found = page(content).paint
    assert found == (box if box is None else pytest.approx(box))


@pytest.mark.parametrize(
    ("keys", "inner", "box"),
    [
        ("", "0 0 100 50 re f", (10, 20, 110, 70)),
        ("/Matrix[2 0 0 2 1 1]", "0 0 1 1 re f", (11, 21, 211, 121)),
        ("/Resources<</Font<<>>>>", "5 5 10 10 re f", (15, 25, 25, 35)),
        ("/Resources<</Font<<>>>>", "5 5 1000 10 re f", (15, 25, 110, 35)),
    ],
)
def test_boxes_of_forms(keys: str, inner: str, box: tuple[float, ...]) -> None:
    content = "q 1 0 0 1 10 20 cm /X0 Do Q"
    keys = keys if "Resources" in keys else keys + "/Resources<<>>"
    found = page(content, extra=[form(inner, keys)], resources="/XObject<</X0 60 0 R>>")
    assert found.paint == pytest.approx(box)


def test_the_state_returns_after_a_form() -> None:
    inner = form("9 w 0 0 1 1 re W n", "/Matrix[3 0 0 3 0 0]/Resources<</Font<<>>>>")
    found = page("/X0 Do 10 20 m 50 20 l S", extra=[inner], resources="/XObject<</X0 60 0 R>>")
    assert found.paint == (9.5, 19.5, 50.5, 20.5)


def test_a_form_cannot_take_back_the_state_of_its_page() -> None:
    inner = form("Q Q", "/Resources<</Font<<>>>>")
    found = page("q 2 0 0 2 0 0 cm /X0 Do Q 0 0 10 10 re f", extra=[inner], resources="/XObject<</X0 60 0 R>>")
    assert found.paint == (0, 0, 10, 10)


def test_margins() -> None:
    found = page("20 30 500 700 re f " + text("9 40 Td", 10))
    assert found.margins == pytest.approx((9, 30, 595 - 520, 842 - 730))
    assert page("").margins is None


def test_links_and_figures() -> None:
    root = E("Document", [E("Figure", [0], extra="/Alt(Cat)"), E("Figure", [1]), E("Link", [2, ("objr", 0, 60)])])
    content = mark(0, "A", "Figure") + mark(1, "B", "Figure") + mark(2, "see", "Link")
    found = facts(Made([content], root, [link("https://a.b", "more")], "/Annots[60 0 R]").pdf())
    assert found.links == (Link(1, "https://a.b", "more", (10, 20, 110, 40)),)
    assert [(figure.page, figure.alt) for figure in found.figures] == [(1, "Cat"), (1, None)]


def test_a_rectangle_may_name_any_corners() -> None:
    made = Made([""], extra=[link("https://a.b", "x", rect="110 40 10 20")], page_keys="/Annots[60 0 R]")
    assert facts(made.pdf()).links[0].box == (10, 20, 110, 40)


def test_null_is_nothing() -> None:
    found = facts(Made([""], catalog="/Lang null/Metadata null").pdf())
    assert (found.lang, found.pdfua) == (None, None)


def test_faces() -> None:
    demo, wide, standard = sorted(facts(Made([""]).pdf()).faces, key=lambda face: ("Demo", "Wide").index(face.name)
                                  if face.name in ("Demo", "Wide") else 2)  # fmt: skip
    assert (demo.subset, demo.kind, demo.embedded, demo.to_unicode) == ("ABCDEF", "TrueType", False, True)
    assert (wide.subset, wide.kind, wide.bytes, wide.to_unicode) == ("ABCDEF", "Type0", 15, True)
    assert (standard.name, standard.subset, standard.embedded, standard.to_unicode) == ("Helvetica", None, False, False)


def test_fonts_of_forms_are_found() -> None:
    inner = form("", "/Resources<</Font<</Z 61 0 R>>/XObject<</X0 60 0 R>>>>")
    made = Made([""], extra=[inner, "<</Type/Font/Subtype/Type1/BaseFont/Courier>>"])
    made.resources = "/XObject<</X0 60 0 R>>"
    assert "Courier" in [face.name for face in facts(made.pdf()).faces]


XMP = "<x xmlns:pdfuaid='u'><pdfuaid:part>1</pdfuaid:part><y pdfaid:part=\"2\" pdfaid:conformance='A'/></x>"


def test_metadata() -> None:
    catalog = "/Lang(da)/ViewerPreferences<</DisplayDocTitle true>>/Metadata 60 0 R"
    made = Made([""], E("Document"), [f"<</Length {len(XMP)}>>\nstream\n{XMP}\nendstream"], catalog=catalog)
    made.extra.append("<</Title(Upper back)/Author(Clinic)/CreationDate(D:20261121080000Z)>>")
    found = facts(made.pdf().replace(b"/Root 1 0 R", b"/Root 1 0 R/Info 61 0 R"))
    assert (found.title, found.lang, found.pdfua, found.pdfa) == ("Upper back", "da", "1", "2A")
    assert (found.tagged, found.marked, found.display_title) == (True, True, True)
    assert found.info["Author"] == "Clinic"
    assert found.created == datetime(2026, 11, 21, 8, tzinfo=UTC)
    assert found.modified is None
    assert found.encryption is None


def test_absent_metadata() -> None:
    pdf = Made([""], catalog="").pdf().replace(b"/StructTreeRoot 3 0 R", b"").replace(b"/Marked true", b"")
    found = facts(pdf)
    assert (found.title, found.lang, found.pdfua, found.pdfa, found.created) == (None,) * 5
    assert (found.tagged, found.marked, found.display_title) == (False, False, False)
    assert found.smallest_body is None


def test_false_is_not_true() -> None:
    catalog = "/ViewerPreferences<</DisplayDocTitle false>>"
    found = facts(Made([""], catalog=catalog).pdf().replace(b"/Marked true", b"/Marked false"))
    assert (found.marked, found.display_title) == (False, False)


def test_the_smallest_body_size_of_all_pages() -> None:
    made = Made([mark(0, "x"), "BT /F1 8 Tf (loose) Tj ET /Artifact BMC BT /F1 5 Tf (no) Tj ET EMC"])
    assert facts(made.pdf()).smallest_body == 8


@pytest.mark.parametrize(
    ("lock", "want"),
    [
        ("<</Filter/Standard/V 5/R 6/P -516/O()/U()>>", Encryption(256, screen_readers=False, printing=True)),
        ("<</Filter/Standard/V 2/R 3/Length 128/P -4/O()/U()>>", Encryption(128, True, True)),
        ("<</Filter/Standard/V 1/R 2/P 512/O()/U()>>", Encryption(40, True, False)),
    ],
)
def test_encryption_is_read_without_a_password(lock: str, want: Encryption) -> None:
    pdf = Made([""], extra=[lock]).pdf().replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt 60 0 R/ID[<00><00>]")
    assert encryption(pdf) == want


def test_no_encryption() -> None:
    assert encryption(Made([""]).pdf()) is None


def test_a_locked_file_opens_with_its_password() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(Made([mark(0, "x")], E("Document", [P(0)])).pdf()))
    writer.encrypt("open", "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(PyPdfError):
        facts(out.getvalue())
    found = facts(out.getvalue(), "open")
    assert found.encryption == Encryption(128, True, True)
    assert found.pages[0].body == {12.0: 1}
