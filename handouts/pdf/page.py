"""Turns a page into finished objects, which any document that has the same page at the same place takes as they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from handouts.layout.faces import FontName
from handouts.layout.frame import Frame, Page, Picture, Print
from handouts.layout.pen import number
from handouts.pdf.deflate import Piece, joined, piece
from handouts.pdf.file import Part, finished
from handouts.pdf.objects import entry, indirect, stream
from handouts.pdf.structure import Place, Placed, known_frame, marks, placed

ROOM = 1000  # numbers for the objects of a page, so that those of the next one seldom depend on it
_OWN = 3  # the page, its content, its entry in the parent tree


class Shared(NamedTuple):
    """Numbers of the objects that all pages refer to; `parent` is the element that holds those of the page."""

    pages: int
    resources: int
    parent: int


class PagePart(NamedTuple):
    """A page's objects, the first of which is the page itself, and what the document must know of them.

    `kids` are references to the outermost elements of each of its frames, `parents` entries of the parent tree, in
    ascending order.
    """

    part: Part
    kids: tuple[str, ...]
    parents: str
    characters: tuple[tuple[FontName, frozenset[str]], ...]
    pictures: tuple[tuple[str, Picture | Print], ...]


@lru_cache(maxsize=256)
def known_page(page: Page, first: int, shared: Shared) -> PagePart:
    """As `page_part`; the same page at the same place is written once in a process."""
    return page_part(page, first, shared, known_frame)


def page_part(page: Page, first: int, shared: Shared, write: Callable[[Frame, Place], Placed] = placed) -> PagePart:
    """A page, its objects numbered from `first`. Raises ValueError for marked content that no element owns."""
    codes: list[Piece] = []
    frames: list[Placed] = []
    at, mark = first + _OWN, 0
    for x, y, frame in page.placed:
        codes.append(frame_code(frame, x, y, mark))
        frames.append(write(frame, Place(x, y, first, shared.parent, at, mark)))
        at += len(frames[-1].sizes)
        mark += marks(frame)
    own = _page(page, first, shared, _annotations(first + _OWN, frames)), f"[{''.join(f.owners for f in frames)}]"
    return PagePart(
        _part(first, own, frames, stream("", joined([*codes, _furniture(page.furniture)]), deflated=True)),
        tuple(frame.kids for frame in frames),
        f"{first} {first + 2} 0 R {''.join(frame.parents for frame in frames)}",
        (*(pair for _, _, frame in page.placed for pair in frame.characters), *page.furniture_characters),
        tuple(dict(pair for _, _, frame in page.placed for pair in frame.pictures).items()),
    )


@lru_cache(maxsize=2048)
def frame_code(frame: Frame, x: float, y: float, mark: int) -> Piece:
    """The content stream of a frame at its place; identifiers of marked content count from `mark`.

    Marked content is flat: each mark opens and closes its own sequence (ISO 32000-1, 14.6).
    """
    code = [f"q 1 0 0 1 {number(x)} {number(y)} cm"]
    for own in frame.marks:
        if own.role:
            code += [f"/{own.role}<</MCID {mark}>>BDC", own.operators, "EMC"]
            mark += 1
        else:
            code += ["/Artifact BMC", own.operators, "EMC"]
    return piece("\n".join([*code, "Q\n"]).encode("latin-1"))


@lru_cache(maxsize=256)
def _furniture(operators: str) -> Piece:
    return piece(f"/Artifact<</Type/Pagination/Subtype/Footer>>BDC\n{operators}\nEMC".encode("latin-1"))


def _annotations(at: int, frames: Sequence[Placed]) -> str:
    starts = accumulate((len(frame.sizes) for frame in frames), initial=at)
    numbers = [
        number
        for start, frame in zip(starts, frames, strict=False)
        for number in range(start, start + frame.annotations)
    ]
    return f"/Annots[{' '.join(f'{number} 0 R' for number in numbers)}]" if numbers else ""


def _page(page: Page, me: int, shared: Shared, annotations: str) -> str:
    width, height = map(number, page.size)
    return (
        f"<</Type/Page/Parent {shared.pages} 0 R/MediaBox[0 0 {width} {height}]/Resources {shared.resources} 0 R"
        f"/Contents {me + 1} 0 R/StructParents {me}/Tabs/S{annotations}>>"
    )


def _part(first: int, own: tuple[str, str], frames: Sequence[Placed], content: bytes) -> Part:
    """The content stream and one object stream for all the rest (ISO 32000-1, 7.5.7)."""
    bodies = [body.encode("latin-1") + b"\n" for body in own]
    sizes = [*map(len, bodies), *(size for frame in frames for size in frame.sizes)]
    count = len(sizes)
    numbers = [first, first + 2, *range(first + _OWN, first + 1 + count)]
    starts = accumulate(sizes, initial=0)
    head = " ".join([f"{number} {start}" for number, start in zip(numbers, starts, strict=False)]) + "\n"
    packed = joined([piece(head.encode() + b"".join(bodies)), *(frame.objects for frame in frames)])
    last = first + 1 + count
    written = indirect(first + 1, content)
    objects = stream(f"/Type/ObjStm/N {count}/First {len(head)}", packed, deflated=True)
    head_of_entries = entry(2, last, 0)[:-2]  # what all of them begin with
    inner = [head_of_entries + index.to_bytes(2, "big") for index in range(count)]
    place = entry(1, 0, 0)
    return finished(
        first,
        written + indirect(last, objects),
        b"".join([inner[0], place, *inner[1:], place]),
        ((1, 0), (last - first, len(written))),
    )
