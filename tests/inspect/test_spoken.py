from __future__ import annotations

import pytest

from handouts.inspect.spoken import spoken
from tests.checks import changed, elements
from tests.inspect.handmade import E, Made, P, mark
from tests.sample import sample_pdf


def said(root: E | None, *pages: str, **more: object) -> list[str]:
    """What is said of a small file after its three lines of heading."""
    return spoken(Made(list(pages), root, **more).pdf())[3:]


def test_roles_pages_and_order_of_the_tree() -> None:
    """The order is that of the tree, not that of the page."""
    first = mark(0, "Below") + mark(1, "Above", "H1")
    root = E("Document", [E("H1", [1]), P(0), E("H2", [0], page=1), E("Caption", [1], page=1)])
    assert said(root, first, mark(0, "Next", "H2") + mark(1, "A", "Caption")) == [
        "", "page 1", "heading 1: Above", "Below", "", "page 2", "heading 2: Next", "caption: A",
    ]  # fmt: skip


def test_lists_and_tables() -> None:
    page = "".join(mark(i, words) for i, words in enumerate(["1.", "Stand.", "Sit.", "Week", "Mon", "Cat"]))
    items = E("L", [E("LI", [E("Lbl", [0]), E("LBody", [1])]), E("LI", [E("LBody", [2])])])
    table = E("Table", [E("TR", [E("TH", [3]), E("TH", [4])]), E("TR", [E("TH", [5]), E("TD")])])
    assert said(E("Document", [items, table]), page)[2:] == [
        "list, 2 items", "  1. Stand.", "  Sit.", "table, 2 rows", "  Week | Mon", "  Cat | blank",
    ]  # fmt: skip


def test_pictures_in_words_with_what_stands_below_them() -> None:
    page = mark(0, "x") + mark(1, "A", "Caption") + mark(2, "y")
    seen = E("Figure", [0, E("Caption", [1])], extra="/Alt (A person sits.)")
    assert said(E("Document", [seen, E("Figure", [2])]), page)[2:] == [
        "picture: A person sits.", "caption: A", "picture: nothing is said of it",
    ]  # fmt: skip


def test_languages_are_told_where_they_change() -> None:
    page = mark(0, "Ryg") + mark(1, "Back") + mark(2, "Igen")
    root = E("Document", [P(0), E("Sect", [P(1)], extra="/Lang (en-GB)"), P(2)])
    assert said(root, page, catalog="/Lang (da-DK)")[2:] == [
        "Ryg",
        "language: en-GB",
        "Back",
        "language: da-DK",
        "Igen",
    ]


def test_a_word_in_another_language_is_told_in_its_sentence() -> None:
    page = mark(0, "Say ") + mark(1, "ryg") + mark(2, " for back.")
    span = E("Span", [1], extra="/Lang (da-DK)")
    assert said(E("Document", [P(0, span, 2)]), page)[2:] == ["Say [da-DK: ryg] for back."]


def test_what_is_not_read_and_what_is_wrong_come_last() -> None:
    page = mark(0, "Words") + "/Artifact BMC BT /F1 9 Tf (Page 1) Tj ET EMC BT /F1 9 Tf (lost words) Tj ET"
    found = said(E("Document", [P(0)]), page)
    assert found[2:] == ["Words", "not read on page 1: Page 1", "lost on page 1: lost words"]
    (twice,) = [line for line in said(E("Document", [P(0), P(0)]), mark(0, "x")) if line.startswith("fault: ")]
    assert "MCID 0 is in the tree twice" in twice


def test_a_file_without_tags_says_so() -> None:
    pdf = changed(sample_pdf(), lambda writer: writer.root_object.pop("/StructTreeRoot"))
    lines = spoken(pdf)
    assert lines[2].endswith("pages, without tags")
    assert not [line for line in lines if line.startswith("heading")]


def test_a_sheet_is_said_from_its_title_to_its_end() -> None:
    lines = spoken(sample_pdf())
    assert lines[:2] == ["title: Ćwiczenia (grzbiet) \\ back", "language: en-GB"]
    assert lines[4:7] == ["page 1", "heading 1: Upper back relief", "Eight exercises."]
    for words in ("language: pl-PL", "list, ", "picture: ", "  1. Kneel on your hands and knees (A)", "table, 4 rows"):
        assert [line for line in lines if line.startswith(words)], words
    assert [line for line in lines if "link: https://example.org/" in line]
    assert lines[-1].startswith("not read on page ")


def test_a_changed_order_of_tags_is_heard() -> None:
    def turn(writer) -> None:
        kids = elements(writer, "Document")[0]["/K"]
        kids.append(kids.pop(0))

    lines = spoken(changed(sample_pdf(), turn))
    assert lines.index("heading 1: Upper back relief") > 50


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7"])
def test_what_is_no_pdf_raises(pdf: bytes) -> None:
    with pytest.raises(Exception, match=r"\w"):
        spoken(pdf)
