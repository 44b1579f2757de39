from __future__ import annotations

import dataclasses
import itertools
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handouts.compose.document import Furniture, Notes, text
from handouts.drawing import OWN_COLOURS
from handouts.layout.pages import BlockTooTallError, furniture, lay_out, page_breaks
from tests.sample import document, exercise, look, with_blocks

ROOM = 100.0
frames = st.lists(
    st.tuples(st.floats(0, ROOM).map(lambda v: round(v, 1)), st.sampled_from([0.0, 4.0, 11.0])), min_size=1, max_size=8
)


def chunks(cuts, heights, gaps):
    """The used height of each page."""
    ends = (*cuts, len(heights))
    return [sum(heights[a:b]) + sum(gaps[a : b - 1]) for a, b in zip((0, *cuts), ends, strict=True)]


def cost(cuts, heights, gaps) -> tuple[int, float] | None:
    used = chunks(cuts, heights, gaps)
    if any(height > ROOM + 0.01 for height in used):
        return None
    return len(used), sum(((ROOM - height) / ROOM) ** 2 for height in used[:-1])


@given(frames)
@example([(100.0, 0.0)] * 8)
@example([(50.0, 0.0), (50.0, 11.0)] * 4)
@example([(0.0, 0.0)] * 8)
def test_page_breaks_are_the_best_there_are(some) -> None:
    heights, gaps = tuple(h for h, _ in some), tuple(g for _, g in some)
    inner = range(1, len(some))
    every = (cuts for size in range(len(some)) for cuts in itertools.combinations(inner, size))
    best = min(found for cuts in every if (found := cost(cuts, heights, gaps)))
    mine = cost(page_breaks(heights, gaps, ROOM), heights, gaps)
    assert mine is not None
    assert mine[0] == best[0]
    assert mine[1] == pytest.approx(best[1])


def test_many_frames_are_quick_and_in_order() -> None:
    heights = tuple(float(20 + i % 37) for i in range(400))
    cuts = page_breaks(heights, (1.0,) * 400, ROOM)
    assert list(cuts) == sorted(set(cuts))
    assert max(chunks(cuts, heights, (1.0,) * 400)) <= ROOM


def test_no_frames_need_no_break() -> None:
    assert page_breaks((), (), ROOM) == ()
    assert page_breaks((10.0,), (5.0,), ROOM) == ()


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_every_block_is_on_one_page_between_the_margins(paper: str) -> None:
    here = look(paper)
    pages = lay_out(document(), here, OWN_COLOURS)
    assert len(pages) > 2
    margins = here.template.page.margins
    placed = [frame for page in pages for _, _, frame in page.placed]
    assert len(placed) == len(document().blocks)
    for page in pages:
        assert page.size == here.size
        bottoms = [y - frame.height for _, y, frame in page.placed]
        for (x, y, _), above in zip(page.placed, [here.size[1] - margins.top, *bottoms], strict=False):
            assert x == margins.left
            assert y <= above + 0.01
        assert bottoms[-1] >= margins.bottom - 0.02


def test_blocks_keep_their_order() -> None:
    pages = lay_out(document(), look(), OWN_COLOURS)
    origins = [frame.origin for page in pages for _, _, frame in page.placed if frame.origin]
    assert origins == [
        block.origin for block in document().blocks if hasattr(block, "origin") and getattr(block, "last", True)
    ]


def test_exercises_spread_on_a_full_page_but_not_on_the_last() -> None:
    here = look()
    few = with_blocks(exercise(1), exercise(2))
    (only,) = lay_out(few, here, OWN_COLOURS)
    (_, top, first), (_, second, _) = only.placed
    assert top - second == pytest.approx(first.height + first.gap)
    many = with_blocks(*map(exercise, range(1, 5)))
    front = lay_out(many, here, OWN_COLOURS)[0]
    (_, top, first), (_, second, _) = front.placed[:2]
    gap = top - second - first.height - first.gap
    assert 0 < gap <= here.template.gaps.stretch + 0.01


def test_a_block_taller_than_a_page_is_named() -> None:
    tall = exercise(1, steps=tuple(text("words " * 90) for _ in range(8)), origin="tall-one")
    with pytest.raises(BlockTooTallError) as error:
        lay_out(with_blocks(exercise(2), tall), look(), OWN_COLOURS)
    assert error.value.origin == "tall-one"
    assert error.value.height > error.value.room == look().height
    assert "tall-one" in str(error.value)
    with pytest.raises(BlockTooTallError, match="a block is"):
        lay_out(with_blocks(Notes("", tuple(text("words") for _ in range(99)))), look(), OWN_COLOURS)


def test_a_block_exactly_as_tall_as_a_page_fits() -> None:
    assert page_breaks((ROOM, ROOM), (9.0, 9.0), ROOM) == (1,)


def test_furniture_says_the_page_and_its_count() -> None:
    made = document()
    pages = lay_out(made, look(), OWN_COLOURS)
    for number, page in enumerate(pages, 1):
        expected, characters = furniture(made.furniture, look(), number, len(pages))
        assert (page.furniture, page.furniture_characters) == (expected, characters)
        shown = set().union(*(chars for _, chars in characters))
        assert set(str(number)) | set(made.furniture.left) <= shown
    assert len({page.furniture for page in pages}) == len(pages)


def test_furniture_with_braces_in_its_words() -> None:
    code, _ = furniture(Furniture("{x} {y} {z}", "{x}/{y}"), look(), 3, 7)
    same, _ = furniture(Furniture("{x} {y} {z}", "3/7"), look(), 3, 7)
    assert code == same


def test_a_long_line_of_furniture_does_not_run_into_the_page_number() -> None:
    long = dataclasses.replace(document().furniture, left="Upper back relief for everybody " * 5)
    code, _ = furniture(long, look(), 1, 9)
    levels = sorted({float(line.split()[5]) for line in code.splitlines() if " Tm " in line})
    assert len(levels) == 2
    rule = float(re.search(r"([\d.]+) l S", code)[1])
    assert levels[1] + 6 < rule < levels[1] + 14  # above the words, not through them
