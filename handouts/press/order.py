"""Which page comes where on the sheets of a print run: numbers only, no PDF.

Pages count from 1. A sheet is always turned round its upright axis, like the page of a book: for a sheet that lies
across that is the short edge, for one that stands the long edge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

Place = int | None  # a page, or a blank place
Face = tuple[Place, ...]
Edge = Literal["long", "short"]


class Sheet(NamedTuple):
    """One sheet of paper: what stands on its two faces, row by row from the top, each row from left to right."""

    front: Face
    back: Face


class Leaf(NamedTuple):
    """A page of a pack: which document it is of, counted from 0, and which of its pages; None is a blank back."""

    document: int
    page: Place


def turning_edge(width: float, height: float) -> Edge:
    """The edge that a printer must flip a sheet of this shape on."""
    return "short" if width > height else "long"


def padded(pages: int, multiple: int, keep_last: bool = False) -> tuple[Place, ...]:
    """The pages, and as few blank ones as fill up a multiple: at the end, or with `keep_last` before the last page.

    The first page stays the first, also where it is the only one.
    """
    numbers: list[Place] = list(range(1, pages + 1))
    blanks: list[Place] = [None] * (-pages % multiple)
    at = pages - 1 if keep_last and pages > 1 else pages
    return (*numbers[:at], *blanks, *numbers[at:])


def booklet_order(pages: int, keep_last: bool = False) -> tuple[Sheet, ...]:
    """Sheets to be laid on one another, the first outermost, and folded once in the middle.

    Eight pages are [8, 1] [2, 7] [6, 3] [4, 5]. With `keep_last` the last page is the back cover whatever is blank.
    """
    row = padded(pages, 4, keep_last)
    last = len(row) - 1
    return tuple(
        Sheet((row[last - i], row[i]), (row[i + 1], row[last - i - 1]))  # by twos: outside and inside of a sheet
        for i in range(0, len(row) // 2, 2)
    )


def cover_order(pages: int) -> tuple[tuple[Place, Place], tuple[Place, Place]]:
    """A cover's pages before and behind what it holds: front, its inside, inside of the back, back.

    One page is the front, two are front and back, four are all. Raises ValueError for another number.
    """
    orders: dict[int, tuple[tuple[Place, Place], tuple[Place, Place]]] = {
        1: ((1, None), (None, None)),
        2: ((1, None), (None, 2)),
        4: ((1, 2), (3, 4)),
    }
    if pages not in orders:
        raise ValueError(f"a cover has 1, 2 or 4 pages, not {pages}")
    return orders[pages]


def card_order(pages: int, columns: int, rows: int, two_sided: bool = False) -> tuple[Sheet, ...]:
    """Cards side by side on sheets to be cut. Two-sided cards have a front and a back each, one after the other.

    On the back of a sheet the rows run the other way, so that each back is behind its own front.
    """
    room = columns * rows
    step = 2 if two_sided else 1
    fronts = [*range(1, pages + 1, step)]
    sheets = []
    for start in range(0, len(fronts), room):
        some: list[Place] = list(fronts[start : start + room])
        some += [None] * (room - len(some))
        behind = [page + 1 if two_sided and page and page < pages else None for page in some]
        turned = [page for row in range(rows) for page in reversed(behind[row * columns : (row + 1) * columns])]
        sheets.append(Sheet(tuple(some), tuple(turned)))
    return tuple(sheets)


def pack_order(counts: Iterable[int], two_sided: bool = True, copies: int = 1) -> Iterator[Leaf]:
    """The pages of many documents in one run, given their page counts; the copies of a document follow one another.

    Two-sided, every copy of every document fills its last sheet: else the next patient's first page is printed on
    the back of the last page of the one before.
    """
    for document, pages in enumerate(counts):
        for _ in range(copies):
            yield from (Leaf(document, page) for page in padded(pages, 2 if two_sided else 1))
