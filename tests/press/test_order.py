from __future__ import annotations

import math
from itertools import groupby

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handouts.press.order import (
    Sheet,
    booklet_order,
    card_order,
    cover_order,
    pack_order,
    padded,
    turning_edge,
)

COUNTS = st.integers(1, 200)


def folded(sheets: tuple[Sheet, ...]) -> list[int | None]:
    """The pages of a booklet as a reader turns them: sheets turned round the upright axis, nested, folded."""
    leaves_before, leaves_behind = [], []
    for (left, right), (left_behind, right_behind) in sheets:
        leaves_before.append((right, left_behind))  # what was at the left of the back is behind the right of the front
        leaves_behind.append((right_behind, left))
    return [page for leaf in (*leaves_before, *reversed(leaves_behind)) for page in leaf]


def pages_of(sheets: tuple[Sheet, ...]) -> list[int]:
    return sorted(page for sheet in sheets for face in sheet for page in face if page)


def test_a_booklet_of_eight_pages() -> None:
    assert [face for sheet in booklet_order(8) for face in sheet] == [(8, 1), (2, 7), (6, 3), (4, 5)]


def test_a_booklet_of_five_pages() -> None:
    assert folded(booklet_order(5)) == [1, 2, 3, 4, 5, None, None, None]
    assert folded(booklet_order(5, keep_last=True)) == [1, 2, 3, 4, None, None, None, 5]
    assert booklet_order(0) == ()


@given(COUNTS, st.booleans())
@example(1, True)
@example(2, True)
def test_a_folded_booklet_reads_in_order(pages: int, keep_last: bool) -> None:
    sheets = booklet_order(pages, keep_last)
    read = folded(sheets)
    assert [page for page in read if page] == list(range(1, pages + 1))
    assert len(sheets) == math.ceil(pages / 4)
    assert read[0] == 1
    assert read[-1] == (pages if (keep_last and pages > 1) or pages % 4 == 0 else None)


@given(COUNTS, st.integers(1, 8), st.booleans())
def test_padding_is_as_little_as_can_be(pages: int, multiple: int, keep_last: bool) -> None:
    row = padded(pages, multiple, keep_last)
    assert len(row) % multiple == 0
    assert 0 <= len(row) - pages < multiple
    assert [page for page in row if page] == list(range(1, pages + 1))


@pytest.mark.parametrize(
    ("pages", "order"),
    [(1, (1, None, None, None)), (2, (1, None, None, 2)), (4, (1, 2, 3, 4))],
)
def test_covers(pages, order) -> None:
    before, behind = cover_order(pages)
    assert (*before, *behind) == order


@pytest.mark.parametrize("pages", [0, 3, 5])
def test_a_cover_that_cannot_be(pages) -> None:
    with pytest.raises(ValueError, match=f"1, 2 or 4 pages, not {pages}"):
        cover_order(pages)


@given(COUNTS, st.integers(1, 4), st.integers(1, 5), st.booleans())
def test_every_card_is_there_once_and_its_back_is_behind_it(pages: int, columns: int, rows: int, two: bool) -> None:
    sheets = card_order(pages, columns, rows, two)
    assert pages_of(sheets) == list(range(1, pages + 1))
    assert len(sheets) == math.ceil(math.ceil(pages / 2 if two else pages) / (columns * rows))
    for front, back in sheets:
        for row in range(rows):
            cut = slice(row * columns, (row + 1) * columns)
            for face, behind in zip(front[cut], reversed(back[cut]), strict=True):
                expected = face + 1 if two and face and face < pages else None
                assert behind == expected


def test_cards_from_left_to_right() -> None:
    assert card_order(6, 2, 2) == (
        Sheet((1, 2, 3, 4), (None,) * 4),
        Sheet((5, 6, None, None), (None,) * 4),
    )
    assert card_order(5, 2, 1, two_sided=True) == (Sheet((1, 3), (4, 2)), Sheet((5, None), (None, None)))


@given(st.lists(st.integers(0, 9), max_size=12), st.integers(1, 4))
def test_no_sheet_of_a_pack_has_two_documents_or_two_copies(counts: list[int], copies: int) -> None:
    leaves = list(pack_order(counts, copies=copies))
    for sheet in (leaves[i : i + 2] for i in range(0, len(leaves), 2)):
        assert len(sheet) == 2
        (one, front), (other, back) = sheet
        assert one == other
        assert front is not None
        assert back in (front + 1, None)
        assert front % 2 == 1
    assert len(leaves) == copies * sum(count + count % 2 for count in counts)


@given(st.lists(st.integers(1, 9), max_size=12), st.integers(1, 4), st.booleans())
def test_copies_collate(counts: list[int], copies: int, two_sided: bool) -> None:
    leaves = list(pack_order(counts, two_sided, copies))
    order = [document for document, _ in groupby(leaves, key=lambda leaf: leaf.document)]
    assert order == list(range(len(counts)))
    for document, count in enumerate(counts):
        pages = [leaf.page for leaf in leaves if leaf.document == document and leaf.page]
        assert pages == list(range(1, count + 1)) * copies


def test_one_sided_packs_have_no_blank_pages() -> None:
    assert [leaf.page for leaf in pack_order([3, 1], two_sided=False)] == [1, 2, 3, 1]


def test_the_edge_to_turn_on() -> None:
    assert turning_edge(842, 595) == "short"
    assert turning_edge(595, 842) == "long"
