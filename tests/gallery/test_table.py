from __future__ import annotations

import pytest
from PIL import Image, ImageChops

from handouts.gallery import table

WHITE, RED, BLUE = (255, 255, 255), (200, 30, 30), (30, 30, 200)


def page(width: int = 120, height: int = 170, colour=WHITE):
    return Image.new("RGB", (width, height), colour)


def at(picture, x: float, y: float):
    """The colour at a point of the paper."""
    return picture.getpixel((round(x) + table.MARGIN, round(y) + table.MARGIN))


def inside(picture) -> tuple[int, int]:
    return picture.width - 2 * table.MARGIN, picture.height - 2 * table.MARGIN


def test_the_first_page_of_a_stack_is_in_front() -> None:
    made = table.stack([page(colour=RED), page(colour=BLUE)])
    assert inside(made) == (120 + round(120 * table.PEEP), 170)
    assert at(made, 60, 85) == RED
    assert at(made, 119 + 120 * table.PEEP - 4, 85) == BLUE


def test_a_shadow_is_darker_than_the_table_and_ends_within_the_margin() -> None:
    made = table.stack([page()])
    below = made.getpixel((made.width // 2, made.height - table.MARGIN + 5))
    assert sum(below) < sum(table.GROUND) - 30
    edges = [made.getpixel((0, 0)), made.getpixel((made.width - 1, made.height - 1)), made.getpixel((60, 0))]
    assert max(abs(a - b) for edge in edges for a, b in zip(edge, table.GROUND, strict=True)) <= 2


def test_a_booklet_is_closed_and_open() -> None:
    made = table.booklet([page(colour=RED), page(colour=BLUE), page(colour=WHITE)])
    wide, tall = inside(made)
    assert wide > 3 * 110
    assert at(made, 80, tall - 20) == RED
    assert at(made, 170, tall / 2)[2] > 150 > at(made, 170, tall / 2)[0]
    assert at(made, wide - 20, tall / 2)[0] > 240
    fold = at(made, 120 + round(120 * 0.16) + round(120 * 0.95) + 1, tall / 2)
    assert fold[0] < 225  # the page is darker at the spine


def test_a_folded_sheet_shows_its_cover_and_its_panels() -> None:
    made = table.folded(page(colour=RED), [page(colour=BLUE), page(), page(colour=BLUE)])
    wide, tall = inside(made)
    step = round(120 * 0.93)
    begin = wide - 3 * step
    middles = [at(made, begin + (n + 0.5) * step, tall / 2) for n in range(3)]
    assert at(made, 60, tall - 20)[0] > 150
    assert [colour[2] > colour[0] + 50 for colour in middles] == [True, False, True]


def test_cards_lie_beside_their_sheet() -> None:
    sheet, front, back = page(240, 340), page(colour=RED), page(colour=BLUE)
    made = table.cards(sheet, front, back)
    assert at(made, 120, 170) == WHITE
    colours = {colour for _, colour in made.getcolors(maxcolors=1 << 20)}
    assert {RED, BLUE} <= colours
    assert inside(made)[1] == 340


@pytest.mark.parametrize("rise", [9, -9])
def test_a_leaning_page_keeps_all_its_paper(rise: int) -> None:
    leaning = table._leaning(page(100, 150, RED).convert("RGBA"), 80, rise)
    assert leaning.size == (80, 150 + 9)
    left, right = (leaning.crop((x, 0, x + 1, 159)).getchannel("A").getbbox() for x in (0, 79))
    assert left[1] - right[1] == pytest.approx(rise, abs=1.5)
    assert ImageChops.invert(leaning.getchannel("A")).histogram()[0] == pytest.approx(80 * 150, rel=0.03)
