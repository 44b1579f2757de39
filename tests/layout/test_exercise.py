from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.compose.document import text
from handouts.drawing import OWN_COLOURS
from handouts.layout.blocks import frame_of
from handouts.layout.exercise import READING_ORDER, _dose
from handouts.layout.frame import Picture, Rect, Tag
from handouts.layout.panels import Room, arrange, picture_name
from handouts.layout.pen import Pen
from handouts.layout.stack import Stack
from handouts.layout.template import Look
from handouts.units import mm
from tests.sample import drawing, exercise, look, palette, panels, template

WIDTH, HEIGHT, GAP, LARGEST, BELOW = 220.0, 150.0, 14.0, 0.03, 15.0
drawings = st.lists(
    st.builds(
        lambda x, y, w, h: drawing(x, y, x + w, y + h),
        st.integers(-9000, 3000), st.integers(-12000, 0), st.integers(500, 12000), st.integers(500, 12000),
    ),
    min_size=1, max_size=4,
)  # fmt: skip


@given(drawings)
def test_panels_stay_in_the_box_and_do_not_overlap(some) -> None:
    plan = arrange(some, Room(WIDTH, HEIGHT, GAP, LARGEST, BELOW))
    assert 0 < plan.scale <= LARGEST
    assert plan.width <= WIDTH + 0.01
    assert plan.height <= HEIGHT + 0.01
    boxes = []
    for (x, y), one in zip(plan.places, some, strict=True):
        below = 0 if plan.stacked else BELOW
        right, bottom = x + one.width * plan.scale, y + one.height * plan.scale + below
        assert x >= (BELOW if plan.stacked else 0) - 0.01
        assert y >= -0.01
        assert right <= plan.width + 0.01
        assert bottom <= plan.height + 0.01
        for left2, top2, right2, bottom2 in boxes:
            assert x >= right2 - 0.01 or y >= bottom2 - 0.01 or right <= left2 + 0.01 or bottom <= top2 + 0.01
        boxes.append((x, y, right, bottom))


@given(drawings)
def test_panels_of_a_row_stand_on_one_floor_and_those_of_a_column_on_one_axis(some) -> None:
    """Equal coordinates are the same place in all panels: rows share their y, columns their x."""
    plan = arrange(some, Room(WIDTH, HEIGHT, GAP, LARGEST, BELOW))
    floors = [y - one.bounds[1] * plan.scale for (_, y), one in zip(plan.places, some, strict=True)]
    axes = [x - one.bounds[0] * plan.scale for (x, _), one in zip(plan.places, some, strict=True)]
    if plan.stacked:
        assert max(axes) - min(axes) < 0.01
        return
    starts = [k for k in range(len(some)) if k == 0 or plan.places[k][0] <= plan.places[k - 1][0]]
    for first, end in itertools.pairwise([*starts, len(some)]):
        assert max(floors[first:end]) - min(floors[first:end]) < 0.01


def test_three_panels_stand_in_two_rows_where_that_is_larger() -> None:
    three = [drawing(0, -5000, 4000, 0)] * 3
    two = arrange(three, Room(WIDTH, 2 * HEIGHT, GAP, 1.0, BELOW))
    assert [round(x) for x, _ in two.places] == [0, 117, 58]  # the last one in the middle
    assert len({y for _, y in two.places}) == 2
    assert two.scale == pytest.approx((WIDTH - GAP) / 8000)
    low = arrange(three, Room(WIDTH, HEIGHT, GAP, 1.0, BELOW))
    assert len({y for _, y in low.places}) == 1  # no room for a second row


def test_the_larger_of_row_and_column_wins() -> None:
    slim, flat = drawing(0, -8000, 2000, 0), drawing(0, -2000, 9000, 0)
    row = arrange([slim] * 3, Room(WIDTH, HEIGHT, GAP, 1.0, BELOW))
    column = arrange([flat] * 2, Room(WIDTH, HEIGHT, GAP, 1.0, BELOW))
    assert len({y for _, y in row.places}) == 1
    assert len({x for x, _ in row.places}) == 3
    assert len({x for x, _ in column.places}) == 1
    assert row.scale == pytest.approx((HEIGHT - BELOW) / 8000)
    assert column.scale == pytest.approx((WIDTH - BELOW) / 9000)
    assert (row.stacked, column.stacked) == (False, True)


def test_a_small_picture_is_not_blown_up() -> None:
    assert arrange([drawing(0, -10, 10, 0)], Room(WIDTH, HEIGHT, GAP, LARGEST, 0)).scale == LARGEST


def test_a_picture_has_its_own_name_in_each_palette() -> None:
    pictures = [Picture(one, p) for one in (drawing(), drawing(right=2001)) for p in (OWN_COLOURS, palette("grey"))]
    names = [picture_name(p) for p in pictures]
    assert len(set(names)) == 4
    assert picture_name(Picture(drawing(), OWN_COLOURS)) == names[0]
    assert all(name.isalnum() for name in names)


def walk(tags):
    for tag in tags:
        if isinstance(tag, Tag):
            yield tag
            yield from walk(tag.kids)


def test_tags_come_in_reading_order_whatever_the_columns() -> None:
    frame = frame_of(exercise(3), look(), OWN_COLOURS)
    (sect,) = frame.tree
    assert [kid.role for kid in sect.kids] == ["H2", "L", "Figure", "Figure", "L", "P", "P", "P", "P"]
    setting = look().template.exercise
    assert {*setting.left, *setting.right} == set(READING_ORDER)


def test_every_mark_with_a_role_is_owned_once() -> None:
    frame = frame_of(exercise(3), look(), OWN_COLOURS)
    owned = [kid for tag in walk(frame.tree) for kid in tag.kids if isinstance(kid, int)]
    assert sorted(owned) == [i for i, mark in enumerate(frame.marks) if mark.role]
    for tag in walk(frame.tree):
        assert {frame.marks[kid].role for kid in tag.kids if isinstance(kid, int)} <= {tag.role}


def test_a_block_is_laid_out_once() -> None:
    assert frame_of(exercise(3), look(), OWN_COLOURS) is frame_of(exercise(3), look(), OWN_COLOURS)
    assert frame_of(exercise(3), look(), OWN_COLOURS) is not frame_of(exercise(3), look("letter"), OWN_COLOURS)


def test_pictures_keep_inside_their_column_and_letters_stand_under_them() -> None:
    frame = frame_of(exercise(1, panels=panels(3)), look(), OWN_COLOURS)
    figures = [tag for tag in walk(frame.tree) if tag.role == "Figure"]
    assert [tag.alt for tag in figures] == [panel.alt for panel in panels(3)]
    assert [tag.kids[-1].role for tag in figures] == ["Caption"] * 3
    for tag in figures:
        assert tag.box.left >= -0.01
        assert tag.box.right <= look().template.exercise.picture_width + 0.01
        assert -frame.height <= tag.box.bottom < tag.box.top <= 0
    assert len(frame.pictures) == 3


def test_pictures_are_no_taller_than_the_words_beside_them_where_that_saves_a_page() -> None:
    def tall(block, here):
        frame = frame_of(block, here, OWN_COLOURS)
        boxes = [tag.box for tag in walk(frame.tree) if tag.role == "Figure"]
        return frame.height, max(box.top for box in boxes) - min(box.bottom for box in boxes)

    few = exercise(1, steps=(text("Lie down."),), cautions=None)
    (usual, large), (saved, small) = tall(few, look()), tall(few, look().snug)
    assert usual - saved > 10
    assert look().template.exercise.least_height - 20 < small < large - 5
    many = exercise(1, easier=None, harder=None)
    assert tall(many, look().snug)[1] == pytest.approx(tall(many, look())[1], rel=0.09)  # as much as its column loses
    assert look().snug.snug is not look()
    assert min(style.size for name, style in look().snug.styles.items() if name != "furniture") == 12


def test_a_single_picture_has_no_letter() -> None:
    frame = frame_of(exercise(1, panels=panels(1)), look(), OWN_COLOURS)
    assert "Caption" not in {tag.role for tag in walk(frame.tree)}


def test_no_dose_leaves_no_empty_list() -> None:
    frame = frame_of(exercise(1, dose=()), look(), OWN_COLOURS)
    assert [tag.role for tag in walk(frame.tree)].count("L") == 1


class Drawn(Pen):
    """Remembers where grounds, outlines and words of chips are."""

    def __init__(self) -> None:
        super().__init__()
        self.fills, self.outlines, self.words = list[Rect](), list[Rect](), list[Rect]()

    def fill(self, box, rgb, radius=0.0) -> None:
        self.fills.append(box)

    def outline(self, box, rgb, width, radius=0.0) -> None:
        self.outlines.append(box)

    def paragraph(self, paragraph, x, y, role="P"):
        self.words.append(Rect(x, y - paragraph.height, x + paragraph.width, y))
        return super().paragraph(paragraph, x, y, role)


LEFT, TOP, RIGHT = 30.0, -50.0, 250.0
DOSES = [("10 times",), ("10 times", "3 sets", "each side", "hold 5 s", "slow and even", "2 kg") * 2]
DOSES += [("8 times", "a chip of so many words that it is wider than all of its column " * 2, "2 kg")]


def chips_of(dose, layout: str, palette_name: str = "colour") -> tuple[Drawn, float]:
    """What is drawn of a dose, and where what comes behind it begins."""
    stack = Stack(Drawn(), LEFT, RIGHT - LEFT, TOP)
    _dose(exercise(1, dose=dose), Look(template(layout), "a4", palette_name), OWN_COLOURS, stack)
    return stack.pen, stack.y


def beside(one: Rect, other: Rect) -> bool:
    return one.top == other.top


@pytest.mark.parametrize("dose", DOSES)
def test_each_chip_has_its_words_on_a_ground_of_its_own(dose) -> None:
    pen, below = chips_of(dose, "sheet")
    assert len(pen.fills) == len(pen.words) == len(dose)
    for ground, words in zip(pen.fills, pen.words, strict=True):
        assert ground.left >= LEFT and ground.right <= RIGHT + 0.01
        assert words.left - ground.left == pytest.approx(ground.right - words.right) == pytest.approx(mm(1.9))
        assert words.bottom >= ground.bottom - 0.01 and words.top <= ground.top - mm(0.5)
        assert ground.bottom - below >= mm(0.5) and ground.top <= TOP
    for one, other in itertools.pairwise(pen.fills):
        if beside(one, other):
            assert other.left - one.right == pytest.approx(mm(1.6))
        else:
            assert one.bottom - other.top == pytest.approx(mm(1.6))
            assert other.left == LEFT
            assert one.right + mm(1.6) + (other.right - other.left) > RIGHT, "there was room beside it"


@pytest.mark.parametrize("dose", DOSES)
def test_phrases_without_a_ground_are_parted_by_dots(dose) -> None:
    pen, below = chips_of(dose, "quick")
    assert len(pen.words) == len(dose)
    assert min(words.bottom for words in pen.words) > below
    dots = iter(pen.fills)
    for one, other in itertools.pairwise(pen.words):
        assert one.left >= LEFT and one.right <= RIGHT + mm(1)  # with the space at which a line ends
        if beside(one, other):
            dot = next(dots)
            assert dot.left - one.right == pytest.approx(other.left - dot.right) and dot.right - dot.left > 0.5
            assert one.bottom < dot.bottom < dot.top < one.top
            assert dot.top - dot.bottom == pytest.approx(dot.right - dot.left)
        else:
            assert other.left == LEFT
            assert one.bottom >= other.top - 0.01
    assert list(dots) == []


def test_chips_on_white_paper_have_an_outline() -> None:
    dose = DOSES[1]
    assert chips_of(dose, "sheet")[0].outlines == []
    pen, _ = chips_of(dose, "sheet", "line")
    assert pen.outlines == pen.fills
