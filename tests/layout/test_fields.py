from __future__ import annotations

import itertools
import re

import pytest

from handouts.compose.document import Field, Notes
from handouts.layout.fields import BOX, LINE, ROW, place_fields
from handouts.layout.notes import notes_frame
from handouts.layout.pen import Pen
from handouts.layout.stack import Stack
from handouts.units import mm
from tests.sample import exercise, look, pdf_of, with_blocks

FIELDS = (
    Field("", "times"),
    Field("hold", "s"),
    Field("", "sets"),
    Field("dumbbell"),
    Field("left", tick=True),
    Field("right", tick=True),
    Field("both sides", tick=True),
)


def placed(width: float, fields=FIELDS):
    stack = Stack(Pen(), 30, width, -50)
    tags = place_fields(fields, look(), stack)
    return tags, stack, stack.pen.frame(0, tags)


def lines(frame) -> list[tuple[float, float, float]]:
    """(left, right, height) of each dotted line."""
    found = [re.search(r"\[0 3\] 0 d (\S+) (\S+) m (\S+) \S+ l S", mark.operators) for mark in frame.marks]
    return [(float(m[1]), float(m[3]), float(m[2])) for m in found if m]


@pytest.mark.parametrize("width", [mm(40), mm(60), mm(98)])
def test_every_field_has_its_line_or_box_inside_the_column(width: float) -> None:
    tags, stack, frame = placed(width)
    (listed,) = tags
    assert len(listed.kids) == len(FIELDS)
    assert len(lines(frame)) == 4
    for left, right, height in lines(frame):
        assert 30 <= left < right <= 30 + width + 0.01
        assert right - left > LINE - mm(1)
        assert stack.y < height < -50 - mm(5), "a pen needs room above the line"
    boxes = [mark for mark in frame.marks if not mark.role and " c " in mark.operators]
    assert len(boxes) == 3
    assert mm(4) <= BOX


def test_rows_are_far_enough_apart_for_handwriting() -> None:
    heights = sorted({height for *_, height in lines(placed(mm(40))[2])}, reverse=True)
    assert len(heights) > 1
    assert all(high - low >= mm(8) for high, low in itertools.pairwise(heights))
    assert mm(8) <= ROW


def test_boxes_start_a_row_of_their_own() -> None:
    _, stack, _ = placed(400, (Field("", "times"), Field("left", tick=True)))
    assert stack.y < -50 - 2 * ROW


def test_no_fields_no_list() -> None:
    tags, stack, _ = placed(200, ())
    assert (tags, stack.y) == ((), -50)


def test_notes_have_lines_to_write_on() -> None:
    plain, lined = (notes_frame(Notes("Notes", (), lines=count), look()) for count in (0, 3))
    assert lined.height - plain.height == pytest.approx(3 * ROW)
    assert [right - left for left, right, _ in lines(lined)] == pytest.approx([look().width] * 3, abs=0.1)


def test_a_screen_reader_meets_the_words_of_each_field() -> None:
    from handouts.inspect.reading import read
    from tests.readback import expected_lines

    made = with_blocks(exercise(1, dose=(), fields=FIELDS))
    found = read(pdf_of(made))
    assert found.lines() == expected_lines(made)
    assert {"times", "hold s", "dumbbell", "left", "both sides"} <= set(found.lines())
