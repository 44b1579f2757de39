"""No words of a block lie over others, leave its width, or belong to a tag of another kind."""

from __future__ import annotations

import io
import itertools
import re

import pytest
from pypdf import PdfReader

from handouts.compose.document import Span
from handouts.drawing import OWN_COLOURS
from handouts.inspect.content import interpret
from handouts.layout.blocks import frame_of
from handouts.layout.frame import Tag
from tests.layout.test_blocks import BLOCKS
from tests.sample import exercise, look, pdf_of, with_blocks

LINK = "https://example.org/a-long-place/where/it/goes"
LONG = "Words that go on and on over the whole width of the column and then some more. "
WIDE = [
    *BLOCKS,
    exercise(
        12,
        name=LONG,
        dose=("a long chip of words",) * 7,
        steps=((Span(LONG * 2), Span("(A)", strong=True), Span(LONG), Span(LINK, link=LINK)),) * 3,
        easier=(Span(LONG * 3),),
        harder=(Span(LONG),),
    ),
]


def boxes(block, paper: str) -> list[tuple[float, float, float, float]]:
    """Left, baseline, right and height of small letters of every shown string that has ink, furniture left out."""
    reader = PdfReader(io.BytesIO(pdf_of(with_blocks(block), paper)))
    assert len(reader.pages) == 1
    found = []
    for one in interpret(reader.pages[0]).shown:
        if one.artifact or not one.glyphs:
            continue
        left, bottom, right, top = one.box
        trailing = len(one.text) - len(one.text.rstrip(" "))
        middle = (bottom + top) / 2
        found.append((left, middle - one.size * 0.2, right - trailing * one.size * 0.2, middle + one.size * 0.2))
    return found


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("block", WIDE, ids=lambda block: type(block).__name__)
def test_words_do_not_lie_over_each_other_or_leave_the_width(block, paper: str) -> None:
    found = boxes(block, paper)
    assert found
    left = look(paper).template.page.margins.left
    for one in found:
        assert left - 0.1 <= one[0] <= one[2] <= left + look(paper).width + 0.1
    for one, other in itertools.combinations(found, 2):
        apart = one[2] <= other[0] + 0.2 or other[2] <= one[0] + 0.2 or one[3] <= other[1] or other[3] <= one[1]
        assert apart, (one, other)


def walk(tags):
    for tag in tags:
        if isinstance(tag, Tag):
            yield tag
            yield from walk(tag.kids)


@pytest.mark.parametrize("block", WIDE, ids=lambda block: type(block).__name__)
def test_every_mark_belongs_to_one_tag_of_its_kind(block) -> None:
    frame = frame_of(block, look(), OWN_COLOURS)
    owned = [(kid, tag.role) for tag in walk(frame.tree) for kid in tag.kids if isinstance(kid, int)]
    assert sorted(kid for kid, _ in owned) == [i for i, mark in enumerate(frame.marks) if mark.role]
    assert [frame.marks[kid].role for kid, _ in owned] == [role for _, role in owned]


def test_the_name_stands_behind_its_number() -> None:
    marks = [mark for mark in frame_of(exercise(12), look(), OWN_COLOURS).marks if mark.role == "H2"]
    places = [re.search(r"1 0 0 1 (\S+) (\S+) Tm", mark.operators).groups() for mark in marks]
    (number, level), (name, same) = places
    assert level == same
    assert 12 < float(name) - float(number) < 25
