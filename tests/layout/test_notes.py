"""Short texts in wide and narrow columns: which words stand where, and that no line is too long."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from handouts.compose.document import Notes, Span, lead, text
from handouts.layout.frame import Frame, Tag
from handouts.layout.notes import GUTTER, notes_frame
from handouts.layout.template import Cell
from handouts.layout.text import MEASURE, set_running, set_text
from tests.sample import look

LOOK = look()
NARROW = LOOK.within(Cell(LOOK.width / 2))
STYLE = LOOK.styles["small"]
HALF = (LOOK.width - GUTTER) / 2
APPROVAL = (text("General words. " * 6)[0], Span("Nobody has approved it.", strong=True), Span(" Words: CC BY 4.0."))


def starts(frame: Frame) -> list[tuple[float, float]]:
    """Where each mark begins, from left to right and down."""
    found = [re.search(r"1 0 0 1 (-?[\d.]+) (-?[\d.]+) Tm", mark.operators) for mark in frame.marks]
    return [(float(one[1]), float(one[2])) for one in found if one]


def owners(frame: Frame) -> list[Tag]:
    (section,) = frame.tree
    return [tag for tag in section.kids if isinstance(tag, Tag)]


def test_paragraphs_stand_in_two_columns_of_even_height() -> None:
    paragraphs = tuple(text(f"{name} " * 30) for name in ("one", "two", "three", "four"))
    made = notes_frame(Notes("", paragraphs), LOOK)
    assert [x for x, _ in starts(made)] == pytest.approx([0, 0, HALF + GUTTER, HALF + GUTTER], abs=0.01)
    (_, first), (_, below), (_, second), _ = starts(made)
    assert first == second > below
    lines = [round(set_text(words, STYLE, HALF).height / STYLE.leading) for words in paragraphs]
    assert made.height == pytest.approx(
        max(sum(lines[:2]), sum(lines[2:])) * STYLE.leading + LOOK.template.gaps.paragraph
    )


def test_a_paragraph_goes_on_in_the_second_column_with_its_strong_words() -> None:
    made = notes_frame(Notes("", (APPROVAL,)), LOOK)
    (only,) = owners(made)
    assert [x for x, _ in starts(made)][:2] == pytest.approx([0, HALF + GUTTER], abs=0.01)
    assert only.kids == tuple(range(len(made.marks)))  # still one paragraph, read in order


@pytest.mark.parametrize(
    "words",
    [
        lead("Note:", "Do the first three. " * 8),
        lead("Many strong words. " * 7, "Plain. " * 18),
        text("One thought. " * 20),
    ],
)
def test_what_cannot_be_parted_stands_in_one_column_of_the_measure(words) -> None:
    made = notes_frame(Notes("", (words,)), LOOK)
    assert made.height == pytest.approx(set_text(words, STYLE, MEASURE * STYLE.size).height)
    assert made.height > set_text(words, STYLE, LOOK.width).height


def test_what_fits_on_lines_of_its_own_is_left_as_it_is() -> None:
    made = notes_frame(Notes("", (text("word " * 17), text("One."), text("Two."))), LOOK)
    assert [x for x, _ in starts(made)] == [0, 0, 0]
    assert all(above > below for (_, above), (_, below) in pairwise(starts(made)))


def test_a_narrow_column_is_never_parted() -> None:
    made = notes_frame(Notes("Title", (text("one " * 60), text("two " * 60))), NARROW)
    assert {x for x, _ in starts(made)} == {0.0}


def test_a_list_in_two_columns_is_one_list() -> None:
    items = tuple(text(f"Item {number} with words enough. " * (4 if number == 2 else 1)) for number in range(6))
    made = notes_frame(Notes("Sources", items, listed=True), LOOK)
    heading, listed = owners(made)
    assert (heading.role, listed.role, len(listed.kids)) == ("H2", "L", 6)
    assert {round(x) for x, _ in starts(made)[1::2]} == {0, round(HALF + GUTTER)}
    single = notes_frame(Notes("Sources", items[:1], listed=True), LOOK)
    assert {round(x) for x, _ in starts(single)[1::2]} == {0}


def test_lines_to_write_on_begin_below_both_columns() -> None:
    paragraphs = (text("one " * 90), text("two " * 90))
    bare, lined = (notes_frame(Notes("", paragraphs, lines=count), LOOK) for count in (0, 2))
    rules = [float(y) for mark in lined.marks for y in re.findall(r"(-[\d.]+) m", mark.operators)]
    assert len(rules) == 2
    assert max(rules) < -bare.height


@pytest.mark.parametrize("width", [200.0, 400.0, 510.0, 900.0])
def test_running_words_have_one_line_or_lines_of_the_measure(width: float) -> None:
    short, long = text("A few words."), text("Words that go on and on. " * 20)
    assert set_running(short, STYLE, width) == set_text(short, STYLE, width)
    assert set_running(long, STYLE, width).width <= min(width, MEASURE * STYLE.size) + STYLE.size
