from __future__ import annotations

import dataclasses
import io
import re

import pytest
from pypdf import PdfReader

from handouts.compose.document import Head, Log, Notes, Notice, Span, text
from handouts.inspect.reading import read
from handouts.layout.frame import Frame, Link, Mark, Page, Rect, Tag
from handouts.pdf.page import frame_code
from handouts.pdf.structure import Place, placed
from handouts.pdf.writer import write_pdf
from tests.checks import elements
from tests.sample import (
    LINK,
    document,
    exercise,
    panels,
    parts_of_a_stick,
    pdf_of,
    points,
    question,
    sample_pdf,
    with_blocks,
)


def outline(*blocks) -> list[str]:
    return read(pdf_of(with_blocks(*blocks))).outline().splitlines()


def test_an_exercise_in_tags() -> None:
    block = exercise(1, dose=("6 times", "each side"), steps=(text("Sit."), (Span("Turn "), Span("(B)", strong=True))))
    assert outline(block) == [
        "Document",
        "  Sect",
        '    H2 "1 Zażółć gęślą jaźń 1"',
        "    L ListNumbering=None",
        "      LI",
        '        LBody "6 times"',
        "      LI",
        '        LBody "each side"',
        '    Figure alt="Picture A: a (stick)."',
        '      Caption "A"',
        '    Figure alt="Picture B: a (stick)."',
        '      Caption "B"',
        "    L ListNumbering=Decimal",
        "      LI",
        '        Lbl "1. "',
        '        LBody "Sit."',
        "      LI",
        '        Lbl "2. "',
        '        LBody "Turn (B)"',
        '    P "You should feel it as a mild stretch along your whole back."',
        '    P "Take care: kneel on a folded towel if your knees are sore. Make fists."',
        '    P "Easier: sit on a chair."',
        '    P "Harder: stay in each shape for two breaths."',
    ]


def test_a_log_in_tags() -> None:
    assert outline(Log("Tick", "Week", ("Mon", "Tue"), ("1 Reach",))) == [
        "Document",
        "  Sect",
        '    H2 "Tick"',
        "    Table",
        "      TR",
        '        TH Scope=Column "Week"',
        '        TH Scope=Column "Mon"',
        '        TH Scope=Column "Tue"',
        "      TR",
        '        TH Scope=Row "1 Reach"',
        "        TD",
        "        TD",
    ]


def test_a_question_in_tags() -> None:
    made = question(
        answer=(text("So."), text("And so.")), panels=panels(1), caption="How.", labelled=parts_of_a_stick()
    )
    assert outline(made) == [
        "Document",
        "  Sect",
        '    H2 "Why does it hurt so much, and what is it that I can do about it?"',
        '    P "So."',
        '    P "And so."',
        '    Figure alt="Picture A: a (stick)."',
        '      Caption "How."',
        '    Figure alt="A stick with its parts named."',
        "    L ListNumbering=None",
        "      LI",
        '        LBody "Head that looks around in all directions (caput)"',
        "      LI",
        '        LBody "Stick"',
        '    P "What our sources say: one says so, another says the opposite."',
    ]


def test_statements_in_tags() -> None:
    assert outline(points()) == [
        "Document",
        "  Sect",
        '    H2 "What is worth knowing"',
        '    P "A stick has parts."',
        "    L ListNumbering=Disc",
        "      LI",
        '        Lbl "• "',
        '        LBody "Head (caput): it looks around."',
        "      LI",
        '        Lbl "• "',
        '        LBody "Keep it upright."',
    ]


def test_the_way_to_the_floor_comes_first_and_the_way_up_last() -> None:
    more = {"before": text("Down."), "after": text("Up."), "remark": text("Small."), "note": text("One says so.")}
    lines = [line.strip() for line in outline(exercise(1, panels=panels(1), **more))]
    assert lines[2] == 'P "Down."'
    assert lines[-2:] == ['P "One says so."', 'P "Up."']
    assert lines.index('P "Small."') < lines.index('Figure alt="Picture A: a (stick)."')


def test_another_language_is_said_where_it_begins() -> None:
    log = Log("Tick", "Week", ("Mon",), ("1 Reach", "2 Sięgnij"), ("", "pl-PL"))
    found = read(pdf_of(with_blocks(exercise(1), exercise(2, language="pl-PL"), question(language="da-DK"), log)))
    assert found.lang == "en-GB"
    assert [node.lang for node in found.walk("Sect")] == [None, "pl-PL", "da-DK", None]
    assert [(node.text, node.lang) for node in found.walk("TH")][2:] == [("1 Reach", None), ("2 Sięgnij", "pl-PL")]


def test_only_the_words_of_another_language_are_tagged_so() -> None:
    head = Head("Title", "Purpose.", "Clinic", notices=("Deler er på engelsk.",), language="en-GB")
    found = read(pdf_of(with_blocks(head)))
    assert [(node.tag, node.lang) for node in found.walk("Sect", "H1", "P")] == [
        ("Sect", None), ("H1", "en-GB"), ("P", "en-GB"), ("P", None), ("P", None),
    ]  # fmt: skip
    foreign = dataclasses.replace(panels(1)[0], language="da-DK")
    labels = dataclasses.replace(parts_of_a_stick(), language="sv-SE")
    found = read(pdf_of(with_blocks(question(panels=(foreign,), caption="How.", labelled=labels))))
    assert [node.lang for node in found.walk("Figure")] == ["da-DK", "sv-SE"]
    assert [node.lang for node in found.walk("L")] == ["sv-SE"]
    assert next(node.lang for node in found.walk("P") if node.text == "How.") is None


def test_the_columns_of_a_notice_are_one_list() -> None:
    tags = [line.split()[0] for line in outline(Notice("urgent", "Soon", ("a", "b", "c"), "Call."))]
    assert tags == ["Document", "Sect", "H2", "L", *["LI", "Lbl", "LBody"] * 3, "P"]


def test_a_link_in_tags() -> None:
    lines = outline(Notes("Sources", ((Span("See "), Span("there", link=LINK), Span(".")),), listed=True))
    assert [line.strip() for line in lines[-4:]] == [
        "LBody",
        '"See "',
        f'Link -> {LINK} "there"'.replace("\\", "\\"),
        '"."',
    ]


def test_the_title_is_the_only_first_heading_and_no_level_is_skipped() -> None:
    headings = [node.tag for node in read(sample_pdf()).walk("H1", "H2", "H3", "H4")]
    assert headings[0] == "H1"
    assert set(headings[1:]) == {"H2"}


def test_tree_and_pages_agree() -> None:
    reading = read(sample_pdf())
    assert reading.faults == ()
    assert dict(reading.untagged) == {}
    assert reading.lang == "en-GB"


def test_each_page_has_its_furniture_once() -> None:
    reading = read(sample_pdf())
    count = len(reading.artifacts)
    assert count > 2
    for page, words in enumerate(reading.artifacts, 1):
        assert words.splitlines() == ["Upper back relief · UBR-EN-GB · version 1.0", f"Page {page} of {count}"]


def test_text_without_an_owner_raises() -> None:
    marks = (Mark("BT ET", "P"), Mark("BT ET", "P"))
    frame = Frame(10, marks, (Tag("P", (0,)),))
    page = Page((100, 100), ((0, 100, frame),), "")
    with pytest.raises(ValueError, match="marked content without an element in a frame"):
        write_pdf(document(), [page])


def test_a_tag_that_names_a_mark_of_an_artifact_raises() -> None:
    frame = Frame(10, (Mark("0 0 m", ""),), (Tag("P", (0,)),))
    with pytest.raises(KeyError):
        write_pdf(document(), [Page((100, 100), ((0, 100, frame),), "")])


def test_identifiers_count_through_a_page_and_begin_anew_on_the_next() -> None:
    frame = Frame(10, (Mark("0 g", "P"), Mark("1 g", ""), Mark("0 G", "P")), (Tag("P", (0, 2)),))
    page = Page((100, 100), ((5, 90, frame), (5, 70, frame)), "0 g")
    reader = PdfReader(io.BytesIO(write_pdf(document(), [page, page])))
    for one in reader.pages:
        code = one.get_contents().get_data().decode()
        assert [int(n) for n in re.findall(r"/P<</MCID (\d+)>>BDC", code)] == [0, 1, 2, 3]
        assert code.count("/Artifact BMC\n1 g\nEMC") == 2
        owners = next(
            value for key, value in zip(*[iter(reader.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"])] * 2,
                                        strict=True) if key == one["/StructParents"]
        ).get_object()  # fmt: skip
        assert [owner.get_object()["/K"] for owner in owners] == [[0, 1], [0, 1], [2, 3], [2, 3]]
        assert {owner.get_object()["/Pg"].indirect_reference for owner in owners} == {one.indirect_reference}


def test_the_same_page_in_another_document_is_not_written_again() -> None:
    frames = [Frame(10, (Mark(f"{shade} g", "P"),), (Tag("P", (0,)),)) for shade in (0, 0.5, 1)]
    first, second, third = (Page((100, 100), ((5, 90, frame),), "0 g") for frame in frames)
    frame_code.cache_clear()
    write_pdf(document(), [first, second])
    write_pdf(document(), [third, second])
    assert frame_code.cache_info().misses == 3


def test_boxes_and_links_stand_where_their_frame_is_placed() -> None:
    link = Link(Rect(1, -9, 4, -2), LINK, "there")
    tags = (Tag("Figure", (0,), alt="x", box=Rect(0, -10, 8, 0)), Tag("Link", (1, Tag("", link=0))))
    frame = Frame(10, (Mark("0 0 m", "Figure"), Mark("0 0 m", "Link")), tags, (link,))
    data = write_pdf(document(), [Page((200, 300), ((20, 250, frame),), "")])
    reader = PdfReader(io.BytesIO(data))
    (annotation,) = reader.pages[0]["/Annots"]
    assert annotation.get_object()["/Rect"] == [21, 241, 24, 248]
    figure = next(reader.get_object(i) for i in range(1000, 1020) if "/Alt" in (reader.get_object(i) or {}))
    assert figure["/A"]["/BBox"] == [20, 240, 28, 250]


def test_an_empty_element_has_no_kids_entry() -> None:
    made = placed(Frame(0, (), (Tag("TD"),)), Place(0, 0, 1, 2, 3, 0))
    assert made.objects.data == b"<</S/TD/P 2 0 R>>\n"


def test_attributes_name_their_owner() -> None:
    owners = {
        (tag, str(one["/A"]["/O"]), key)
        for tag in ("L", "TH", "Figure")
        for one in elements(sample_pdf(), tag)
        for key in one["/A"]
        if key != "/O"
    }
    assert owners == {
        ("L", "/List", "/ListNumbering"),
        ("TH", "/Table", "/Scope"),
        ("Figure", "/Layout", "/Placement"),
        ("Figure", "/Layout", "/BBox"),
    }
