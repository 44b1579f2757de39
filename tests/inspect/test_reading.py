from __future__ import annotations

import pytest

from handouts.inspect.reading import read
from tests.inspect.handmade import E, Made, P, form, link, mark


def test_tree_order_wins_over_drawing_order() -> None:
    made = Made([mark(0, "second") + mark(1, "first")], E("Document", [P(1), P(0)]))
    assert read(made.pdf()).lines() == ["first", "second"]


def test_outline_of_nested_tags() -> None:
    page = mark(0, "Title", "H1") + mark(1, "1.", "Lbl") + mark(2, "Sit tall.") + mark(3, "Mon", "TH") + mark(4, "x")
    item = E("LI", [E("Lbl", [1]), E("LBody", [P(2)])])
    table = E("Table", [E("TR", [E("TH", [3], extra="/A<</O/Table/Scope/Column>>"), E("TD", [4])])])
    root = E("Document", [E("H1", [0]), E("L", [item], extra="/A<</O/List/ListNumbering/Decimal>>"), table])
    assert read(Made([page], root).pdf()).outline().splitlines() == [
        "Document",
        '  H1 "Title"',
        "  L ListNumbering=Decimal",
        "    LI",
        '      Lbl "1."',
        "      LBody",
        '        P "Sit tall."',
        "  Table",
        "    TR",
        '      TH Scope=Column "Mon"',
        '      TD "x"',
    ]


def test_layout_attributes_stay_out_of_the_outline() -> None:
    attributes = "/A[<</O/Layout/BBox[1 2 3 4]>> <</O/Table/Headers[(a)(b)]>>]"
    made = Made([mark(0, "x")], E("Document", [E("TD", [0], extra=attributes)]))
    assert 'TD Headers=a,b "x"' in read(made.pdf()).outline()


@pytest.mark.parametrize(
    ("kid", "words"),
    [(0, "x"), ("[0]", "x"), ("[[0]]", "x"), ("<</Type/MCR/Pg 20 0 R/MCID 0>>", "x"), ("<</Type/MCR/MCID 0>>", "x")],
)
def test_every_way_to_name_a_mark(kid: object, words: str) -> None:
    assert read(Made([mark(0, "x")], E("Document", [P(kid)])).pdf()).text() == words


def test_kids_may_be_an_indirect_array() -> None:
    made = Made([mark(0, "x") + mark(1, "y")], E("Document", [P("60 0 R")]), extra=["[0 1]"])
    assert read(made.pdf()).text() == "xy"


def test_a_paragraph_over_two_pages_is_one_line() -> None:
    root = E("Document", [P(0, ("mcr", 1, 0))])
    reading = read(Made([mark(0, "begins and "), mark(0, "ends")], root).pdf())
    assert reading.lines() == ["begins and ends"]
    assert [node.page for node in reading.walk("P")] == [1]
    assert reading.faults == ()


def test_an_element_without_a_page_of_its_own() -> None:
    reading = read(Made([mark(0, "x"), mark(0, "y")], E("Document", [P(("mcr", 1, 0), page=None)], page=None)).pdf())
    assert reading.text() == "y"
    assert [node.page for node in reading.walk()] == [2, 2]


def test_alt_lang_and_replacement_text() -> None:
    page = mark(0, "A", "Figure") + mark(1, "chat", "Span") + mark(2, "ft", "Span")
    root = E(
        "Document",
        [
            E("Figure", [0], extra="/Alt(A person sits.)"),
            P(E("Span", [1], extra="/Lang(fr)"), E("Span", [2], extra="/ActualText(feet)")),
        ],
    )
    reading = read(Made([page], root).pdf())
    assert reading.lang == "en-GB"
    assert [node.lang for node in reading.walk("Span")] == ["fr", None]
    assert [(node.alt, node.text) for node in reading.walk("Figure")] == [("A person sits.", "A")]
    assert reading.lines() == ["chatfeet"]
    assert [node.content() for node in reading.walk("P", "Span")] == ["chatfeet", "chat", "feet"]
    assert reading.lines(alt=True) == ["A person sits.", "chatfeet"]
    assert reading.outline().splitlines()[1:] == [
        '  Figure alt="A person sits." "A"',
        "  P",
        '    Span lang=fr "chat"',
        '    Span actual="feet" "ft"',
    ]


def test_a_picture_is_told_by_its_alt_and_its_caption_is_read() -> None:
    page = mark(0, "letters", "Figure") + mark(1, "more", "Span") + mark(2, "Cat", "Caption") + mark(3, "After.")
    figure = E("Figure", [0, E("Span", [1]), E("Caption", [2])], extra="/Alt(A round back.)")
    reading = read(Made([page], E("Document", [figure, P(3)])).pdf())
    assert reading.lines() == ["Cat", "After."]
    assert reading.lines(alt=True) == ["A round back.", "Cat", "After."]


def test_an_empty_alt_shows_in_the_outline() -> None:
    root = E("Document", [E("Figure", [0], extra="/Alt()")])
    assert 'Figure alt=""' in read(Made([mark(0, "A")], root).pdf()).outline()


def test_alt_in_utf16() -> None:
    root = E("Document", [E("Figure", [0], extra="/Alt<FEFF0142D83DDE00>")])
    assert next(read(Made([mark(0, "A")], root).pdf()).walk("Figure")).alt == "ł😀"


def test_roles_are_mapped_and_circles_end() -> None:
    page = mark(0, "x") + mark(1, "y")
    made = Made([page], E("Document", [E("Dose", [0]), E("A", [1])]), tree_keys="/RoleMap<</Dose/Text/Text/P/A/B/B/A>>")
    assert [node.tag for node in read(made.pdf()).walk()] == ["Document", "P", "B"]


def test_a_missing_mark_is_a_fault_and_reads_empty() -> None:
    reading = read(Made([mark(0, "x")], E("Document", [P(0), P(7)])).pdf())
    assert reading.lines() == ["x"]
    assert reading.faults == ("page 1: MCID 7 is in the tree, not on the page",)


def test_an_empty_mark_is_no_fault() -> None:
    reading = read(Made(["/P <</MCID 0>> BDC EMC"], E("Document", [P(0)])).pdf())
    assert (reading.text(), reading.faults) == ("", ())


def test_a_mark_named_twice_is_a_fault() -> None:
    reading = read(Made([mark(0, "x")], E("Document", [P(0), P(0)])).pdf())
    assert "page 1: MCID 0 is in the tree twice" in reading.faults


def test_an_mcid_used_twice_is_a_fault() -> None:
    reading = read(Made([mark(0, "x") + mark(0, "y")], E("Document", [P(0)])).pdf())
    assert reading.faults == ("page 1: MCID 0 marks 2 sequences",)


@pytest.mark.parametrize("number", [100, 101])
def test_an_element_named_twice_is_a_fault_and_ends(number: int) -> None:
    reading = read(Made([mark(0, "x")], E("Document", [P(0), P(f"{number} 0 R")])).pdf())
    assert reading.faults == (f"structure element {number} is in the tree twice",)
    assert reading.text() == "x"


@pytest.mark.parametrize("parents", ["", "0[null]", "0[100 0 R]", "0[]", "7[101 0 R]"])
def test_a_parent_tree_that_leads_elsewhere_is_a_fault(parents: str) -> None:
    root = E("Document", [P(0)])
    assert read(Made([mark(0, "x")], root).pdf()).faults == ()
    faults = read(Made([mark(0, "x")], root, parents=parents).pdf()).faults
    assert faults == ("page 1: the parent tree does not lead from MCID 0 to its tag",)


def test_a_parent_tree_with_kids() -> None:
    made = Made([mark(0, "x")], E("Document", [P(0)]), extra=["<</Limits[0 0]/Nums[0[101 0 R]]>>"])
    pdf = made.pdf().replace(b"/ParentTree<</Nums[0[101 0 R]]>>", b"/ParentTree<</Kids[60 0 R]>>    ")
    assert read(pdf).faults == ()


def test_artifacts_are_kept_apart() -> None:
    page = mark(0, "Body") + "/Artifact BMC BT /F1 8 Tf (Page 1) Tj ET BT (of 2) Tj ET EMC"
    page += "/Artifact <</Type/Pagination>> BDC BT /F1 8 Tf (Clinic) Tj ET EMC"
    reading = read(Made([page, ""], E("Document", [P(0)])).pdf())
    assert reading.text() == "Body"
    assert reading.artifacts == ("Page 1\nof 2\nClinic", "")
    assert reading.untagged == {}


def test_text_outside_the_tree_is_found() -> None:
    loose = "BT /F1 9 Tf (nobody's) Tj ET\n/Span BMC BT (wrapped) Tj ET EMC\n".replace("'", "\\047")
    reading = read(Made([mark(0, "Body"), loose + mark(4, "unnamed")], E("Document", [P(0)])).pdf())
    assert reading.untagged == {2: "nobody's\nwrapped\nunnamed"}
    assert reading.text() == "Body"


def test_without_a_tree_all_text_is_untagged() -> None:
    pdf = Made([mark(0, "Body")]).pdf().replace(b"/StructTreeRoot 3 0 R", b"")
    reading = read(pdf)
    assert (reading.roots, reading.untagged) == ((), {1: "Body"})


def test_nested_sequences_belong_to_the_innermost_mark() -> None:
    page = "/P <</MCID 0>> BDC BT /F1 9 Tf (a) Tj /Span <</Lang(fr)>> BDC (b) Tj EMC /Link <</MCID 1>> BDC (c) Tj EMC"
    page += " (d) Tj ET EMC"
    reading = read(Made([page], E("Document", [P(0), P(1)])).pdf())
    assert reading.lines() == ["abd", "c"]


def test_marked_properties_may_be_a_resource() -> None:
    made = Made(["/P /M0 BDC BT /F1 9 Tf (x) Tj ET EMC"], E("Document", [P(0)]))
    made.resources = "/Properties<</M0<</MCID 0>>>>"
    assert read(made.pdf()).text() == "x"


def test_replacement_text_inside_the_content() -> None:
    page = "/P <</MCID 0>> BDC BT /F1 9 Tf (co) Tj /Span <</ActualText<FEFF00AD>>> BDC (-) Tj EMC (op) Tj ET EMC"
    assert read(Made([page], E("Document", [P(0)])).pdf()).text() == "co\u00adop"


def test_links_with_their_annotation() -> None:
    page = mark(0, "See ") + mark(1, "the NHS", "Link") + mark(2, " fi") + mark(3, "rst.")
    root = E("Document", [P(0, E("Link", [1, ("objr", 0, 60)]), 2, 3)])
    made = Made([page], root, extra=[link("https://nhs.uk/a", "NHS advice")], page_keys="/Annots[60 0 R]")
    reading = read(made.pdf())
    assert reading.text() == "See the NHS first."
    assert [(node.uri, node.contents) for node in reading.walk("Link")] == [("https://nhs.uk/a", "NHS advice")]
    assert reading.outline().splitlines()[1:] == [
        "  P",
        '    "See "',
        '    Link -> https://nhs.uk/a "the NHS"',
        '    " first."',
    ]
    assert reading.faults == ()


def test_a_link_inside_the_document() -> None:
    note = "<</Type/Annot/Subtype/Link/Rect[0 0 1 1]/StructParent 60/Dest/note1>>"
    root = E("Document", [E("Link", [0, ("objr", 0, 60)])])
    reading = read(Made([mark(0, "1")], root, extra=[note], page_keys="/Annots[60 0 R]").pdf())
    assert next(reading.walk("Link")).uri == "#note1"


def test_a_link_that_no_tag_names_is_a_fault() -> None:
    made = Made([mark(0, "x")], E("Document", [P(0)]), extra=[link("https://a.b", "c")], page_keys="/Annots[60 0 R]")
    assert read(made.pdf()).faults == ("page 1: the link to https://a.b is not in the tree",)


def test_a_link_with_another_parent_is_a_fault() -> None:
    root = E("Document", [E("Link", [0, ("objr", 0, 60)])])
    made = Made([mark(0, "x")], root, [link("https://a.b", "c", number=9)], page_keys="/Annots[60 0 R]")
    assert read(made.pdf()).faults == ("page 1: the parent tree does not lead from a link to its tag",)


def test_text_in_a_form_belongs_to_the_mark_it_is_drawn_in() -> None:
    page = "/Figure <</MCID 0>> BDC q 1 0 0 1 50 60 cm /X0 Do Q EMC"
    inner = form("BT /F1 9 Tf (A) Tj ET", "/Resources<</Font<</F1 4 0 R>>>>")
    made = Made([page], E("Document", [E("Figure", [0])]), [inner], resources="/XObject<</X0 60 0 R>>")
    reading = read(made.pdf())
    assert next(reading.walk("Figure")).text == "A"
    assert reading.untagged == {}


def test_a_form_with_marks_of_its_own() -> None:
    inner = form(mark(0, "inside"), "/StructParents 5/Resources<</Font<</F1 4 0 R>>>>")
    kid = "<</Type/MCR/Pg 20 0 R/Stm 60 0 R/MCID 0>>"
    made = Made(["/X0 Do" + "\n" + mark(0, "outside")], E("Document", [P(kid), P(0)]), [inner])
    made.resources = "/XObject<</X0 60 0 R>>"
    assert read(made.pdf()).lines() == ["inside", "outside"]


def test_a_form_with_marks_but_no_text() -> None:
    inner = form("/Figure <</MCID 0>> BDC 0 0 5 5 re f EMC", "/StructParents 5/Resources<<>>")
    root = E("Document", [E("Figure", ["<</Type/MCR/Pg 20 0 R/Stm 60 0 R/MCID 0>>"])])
    assert read(Made(["/X0 Do"], root, [inner], resources="/XObject<</X0 60 0 R>>").pdf()).faults == ()


def test_a_form_without_resources_uses_those_of_the_page() -> None:
    inner = form("BT /F1 9 Tf (A) Tj ET")
    made = Made(["/P <</MCID 0>> BDC /X0 Do EMC"], E("Document", [P(0)]), [inner])
    made.resources = "/XObject<</X0 60 0 R>>"
    assert read(made.pdf()).text() == "A"


def test_a_form_that_draws_itself_ends() -> None:
    inner = form("BT /F1 9 Tf (x) Tj ET /X0 Do", "/Resources<</Font<</F1 4 0 R>>/XObject<</X0 60 0 R>>>>")
    made = Made(["/P <</MCID 0>> BDC /X0 Do EMC"], E("Document", [P(0)]), [inner], resources="/XObject<</X0 60 0 R>>")
    assert set(read(made.pdf()).text()) == {"x"}


@pytest.mark.parametrize("pdf", [b"", b"not a pdf", b"%PDF-1.7\n"])
def test_what_is_no_pdf_raises(pdf: bytes) -> None:
    from pypdf.errors import PyPdfError

    with pytest.raises(PyPdfError):
        read(pdf)
