"""Lays out cards: several on a sheet with cut marks, words behind their pictures when printed on both sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from handouts.compose.document import Block, Document, ExerciseBlock, Notice
from handouts.drawing import Palette
from handouts.layout.beside import faces
from handouts.layout.blocks import frame_of
from handouts.layout.exercise import name_share, printed, words_around
from handouts.layout.faces import FontName
from handouts.layout.foot import foot_line
from handouts.layout.frame import Frame, Page
from handouts.layout.pen import Pen, colour_operator, number
from handouts.layout.rows import BlockTooTallError
from handouts.layout.template import SMALLEST, Cell, Look
from handouts.units import mm

MARK = (mm(3), mm(7))  # cut marks begin and end so far from the paper's edge


class Card(NamedTuple):
    """What stands on the two sides of a card."""

    front: tuple[Block, ...]
    back: tuple[Block, ...] = ()


def card_pages(document: Document, look: Look, palette: Palette) -> tuple[Page, ...]:
    """Fronts and backs in turn; backs are mirrored, for a printer that turns the sheet over its long edge.

    They are read card by card. Raises MissingGlyphError and BlockTooTallError.
    """
    places = _places(look)
    pages, read = [], 0
    for cards in _sheets(document, look, palette):
        starts = [*accumulate((len(card.front) + len(card.back) for card in cards), initial=read)]
        read = starts[-1]
        for mirrored in (False, True):
            placed: list[tuple[float, float, Frame]] = []
            reading: list[int] = []
            for card, start, (left, top) in zip(cards, starts, places, strict=False):
                side = card.back if mirrored else card.front
                x = look.size[0] - left - cell_of(look).width if mirrored else left
                placed += _stand(side, x, top, mirrored, look, palette)
                first = start + (len(card.front) if mirrored else 0)
                reading += range(first, first + len(side))
            lines = [
                (look.size[0] - left - cell_of(look).width, top - cell_of(look).height)
                for (left, top), _ in zip(places, cards, strict=False)
            ]
            operators, characters = _marks(look, lines if mirrored else [], document.furniture.left)
            pages.append(Page(look.size, tuple(placed), operators, characters, tuple(reading)))
    return tuple(pages)


def dealt(document: Document, look: Look, palette: Palette) -> tuple[Block, ...]:
    """The blocks of a document in the order in which cards say them: each card's front, then its back."""
    sheets = _sheets(document, look, palette)
    return tuple(block for cards in sheets for card in cards for side in card for block in side)


@lru_cache(maxsize=64)
def cell_of(look: Look) -> Cell:
    """The size of a card of this look."""
    cells = look.template.cells
    assert cells is not None
    assert cells.rows is not None
    height = (look.height - cells.gutter * (cells.rows - 1)) / cells.rows
    return Cell((look.width - cells.gutter * (cells.columns[0] - 1)) / cells.columns[0], height)


def _places(look: Look) -> list[tuple[float, float]]:
    """The top left corners of the cards of a front, in reading order."""
    cells, size, margins = look.template.cells, cell_of(look), look.template.page.margins
    assert cells is not None
    return [
        (
            margins.left + column * (size.width + cells.gutter),
            look.size[1] - margins.top - row * (size.height + cells.gutter),
        )
        for row in range(cells.rows or 1)
        for column in range(cells.columns[0])
    ]


def _sheets(document: Document, look: Look, palette: Palette) -> Iterator[Sequence[Card]]:
    """The cards of each sheet. What is not about one exercise comes first, as many blocks a side as fit."""
    inner, padding = _inner(look), _padding(look)
    room = cell_of(look).height - 2 * padding - _foot(look)
    sides: list[tuple[Block, ...]] = []
    used = room + 1
    around = (each for each in document.blocks if not isinstance(each, ExerciseBlock))
    for block in (part for each in around for part in _parts(each, room, inner, palette)):
        frame = frame_of(block, inner, palette)
        if frame.height > room:
            raise BlockTooTallError(frame.origin, frame.height, room)
        if used + frame.height > room:
            sides.append(())
            used = 0.0
        sides[-1] = (*sides[-1], block)
        used += frame.height + frame.gap
    cards = [Card(*sides[at : at + 2]) for at in range(0, len(sides), 2)]
    front, back = (face.template.exercise for face in faces(look))
    cards += [
        Card((printed(block, front),), (printed(block, back),))
        for block in document.blocks
        if isinstance(block, ExerciseBlock)
    ]
    count = len(_places(look))
    return (cards[at : at + count] for at in range(0, len(cards), count))


def _parts(block: Block, room: float, inner: Look, palette: Palette) -> tuple[Block, ...]:
    """A box of signs that is too tall for a side, on two sides: each with its heading."""
    if not isinstance(block, Notice) or frame_of(block, inner, palette).height <= room:
        return (block,)
    half = -(-len(block.items) // 2)
    return replace(block, items=block.items[:half], closing="", remark=""), replace(block, items=block.items[half:])


@lru_cache(maxsize=64)
def _inner(look: Look) -> Look:
    """The look of what is not an exercise: as wide as a card without its edges."""
    return look.within(Cell(cell_of(look).width - 2 * _padding(look)))


def _padding(look: Look) -> float:
    return look.template.cells.padding if look.template.cells else 0.0


def _foot(look: Look) -> float:
    return 2 * look.styles[look.template.page.furniture.style].leading


def _stand(
    side: Sequence[Block], x: float, top: float, behind: bool, look: Look, palette: Palette
) -> Iterator[tuple[float, float, Frame]]:
    if len(side) == 1 and isinstance(side[0], ExerciseBlock):
        yield x, top, _exercise(side[0], faces(look)[behind], palette)
        return
    padding = _padding(look)
    y = top - padding
    for block in side:
        frame = frame_of(block, _inner(look), palette)
        yield x + padding, y, frame
        y -= frame.height + frame.gap


def _exercise(block: ExerciseBlock, look: Look, palette: Palette) -> Frame:
    """One side of an exercise's card, its pictures as large as the words leave room for."""
    size, most = cell_of(look), look.template.exercise.picture_height
    share = name_share(block, look.within(size))
    name = min(1.0, max(share, SMALLEST / look.styles["name"].size))
    above, below = words_around(block, look.within(size._replace(height=0.0, name=name)), palette)
    room = size.height - _foot(look)
    pictures = min(room - above - below - mm(2), most)
    if above + below > room or (block.panels and pictures < look.template.exercise.least_height):
        raise BlockTooTallError(block.origin, above + below, room)
    return frame_of(block, look.within(Cell(size.width, size.height, above, pictures, name)), palette)


def _marks(
    look: Look, corners: Sequence[tuple[float, float]], words: str
) -> tuple[str, tuple[tuple[FontName, frozenset[str]], ...]]:
    """Cut marks at the paper's edges and where cards meet; what the cards are, at the foot of those whose lower left
    corners are given.
    """
    pen, padding = Pen(), _padding(look)
    style, size = look.styles[look.template.page.furniture.style], cell_of(look)
    for left, bottom in corners:
        line = foot_line(words, style, size.width - 2 * padding)
        pen.paragraph(line, left + padding, bottom + padding + line.height - style.leading * 0.4, "Artifact")
    frame = pen.frame(0, ())
    width, height = look.size
    xs = sorted({left for left, _ in _places(look)} - {0.0})
    ys = sorted({top for _, top in _places(look)} - {height})
    near, far = MARK
    lines = [(x, a, x, b) for x in xs for a, b in ((near, far), (height - near, height - far))]
    lines += [(a, y, b, y) for y in ys for a, b in ((near, far), (width - near, width - far))]
    lines += [
        line for x in xs for y in ys for line in ((x - far / 2, y, x + far / 2, y), (x, y - far / 2, x, y + far / 2))
    ]
    drawn = " ".join(f"{number(a)} {number(b)} m {number(c)} {number(d)} l S" for a, b, c, d in lines)
    marks = f"q {colour_operator(look.colour('line'), stroke=True)} 0.4 w {drawn} Q"
    return "\n".join([*(mark.operators for mark in frame.marks), marks]), frame.characters
