"""Stands frames in rows: each block in one of its own, or exercises side by side in the cells of a template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from handouts.compose.document import Beside, Block, ExerciseBlock
from handouts.drawing import UNITS_PER_CM, Palette
from handouts.layout.blocks import frame_of
from handouts.layout.exercise import name_share, printed, words_around
from handouts.layout.frame import Frame
from handouts.layout.panels import arrange
from handouts.layout.template import Cell, CellSetting, LayoutTemplate, Look
from handouts.units import mm

SMALLEST = 12.0  # points of type that a name may come down to, unscaled (RNIB, clear print)


class Row(NamedTuple):
    """Frames whose tops are level, each with its distance from the left margin; lengths in points.

    `loose` rows may have a little more room behind them to fill a page.
    """

    frames: tuple[tuple[float, Frame], ...]
    height: float
    gap: float
    loose: bool


class BlockTooTallError(Exception):
    """A block that fits on no page; `origin` is the content it comes from, lengths in points."""

    def __init__(self, origin: str, height: float, room: float):
        self.origin, self.height, self.room = origin, height, room
        super().__init__(f"{origin or 'a block'} is {height:.0f} points tall, a page has room for {room:.0f}")


class TooMuchError(Exception):
    """What a layout has to print on one page does not fit there; `count` exercises, `short` points too little room."""

    def __init__(self, count: int, short: float):
        self.count, self.short = count, short
        super().__init__(f"{count} exercises do not fit on one page")


def printed_blocks(blocks: Sequence[Block], template: LayoutTemplate) -> tuple[Block, ...]:
    """The blocks without what a layout leaves out."""
    return tuple(_printed(block, template) for block in blocks)


def _printed(block: Block, template: LayoutTemplate) -> Block:
    if isinstance(block, Beside):
        one, other = (_printed(each, template) for each in block.blocks)
        return replace(block, blocks=(one, other))
    return printed(block, template.exercise) if isinstance(block, ExerciseBlock) else block


def rows_of(blocks: Sequence[Block], look: Look, palette: Palette) -> tuple[Row, ...]:
    """The rows of a document from top to bottom. Raises MissingGlyphError and TooMuchError."""
    cells = look.template.cells
    if cells is None:
        return tuple(_alone(frame_of(block, look, palette)) for block in blocks)
    around = [_alone(frame_of(block, look, palette)) for block in blocks if not isinstance(block, ExerciseBlock)]
    found: list[Row] = []
    at = 0
    for in_cells, group in groupby(blocks, key=lambda block: isinstance(block, ExerciseBlock)):
        if in_cells:
            exercises = [block for block in group if isinstance(block, ExerciseBlock)]
            taken = sum(row.height + row.gap for row in around) - (around[-1].gap if around[at:] else 0.0)
            found += _in_cells(exercises, cells, look, palette, taken)
            continue
        count = len(list(group))
        found += around[at : at + count]
        at += count
    return tuple(found)


def _alone(frame: Frame) -> Row:
    return Row(((0.0, frame),), frame.height, frame.gap, bool(frame.origin))


def _in_cells(
    blocks: Sequence[ExerciseBlock], cells: CellSetting, look: Look, palette: Palette, taken: float
) -> list[Row]:
    """Rows of cells. `taken` is the height that other blocks need where all have to stand on one page."""
    if cells.rows:
        height = (look.height - cells.gutter * (cells.rows - 1)) / cells.rows
        return _grid(blocks, cells.columns[0], height, look, palette)[0]
    plans = []
    for columns in cells.columns:
        count = -(-len(blocks) // columns)
        height = (look.height - taken - look.template.gaps.section - cells.gutter * (count - 1)) / count
        if height <= 0:
            continue
        rows, rooms = _grid(blocks, columns, height, look, palette)
        over = max(row.height for row in rows) - height
        share = min(1.0, _name_share(blocks, columns, look))
        cut = share * look.styles["name"].size < SMALLEST * look.template.scale - 0.01
        worth = over if over > 0.01 else -share * _size(blocks, columns, rooms, look)
        plans.append((over > 0.01, cut, worth, rows))
    if not plans:
        raise TooMuchError(len(blocks), taken - look.height)
    worse, _, over, best = min(plans, key=lambda plan: plan[:3])
    if worse:
        raise TooMuchError(len(blocks), over * len(best))
    return best


def _name_share(blocks: Sequence[ExerciseBlock], columns: int, look: Look) -> float:
    cells = look.template.cells
    assert cells is not None
    narrow = look.within(Cell(_width(columns, cells, look)))
    return min(name_share(block, narrow) for block in blocks)


def _width(columns: int, cells: CellSetting, look: Look) -> float:
    return (look.width - cells.gutter * (columns - 1)) / columns


def _grid(
    blocks: Sequence[ExerciseBlock], columns: int, height: float, look: Look, palette: Palette
) -> tuple[list[Row], list[float]]:
    """Rows of cells that are `height` tall, or taller where the words need it, and the height for pictures in each."""
    cells, most = look.template.cells, look.template.exercise.picture_height
    assert cells is not None
    width = _width(columns, cells, look)
    places = [column * (width + cells.gutter) for column in range(columns)]
    name = min(1.0, max(_name_share(blocks, columns, look), SMALLEST * look.template.scale / look.styles["name"].size))
    found, rooms = [], []
    for group in _chunks(blocks, columns):
        words = [words_around(block, look.within(Cell(width, name=name)), palette) for block in group]
        above, below = max(part for part, _ in words), max(part for _, part in words)
        room = height - above - below - mm(2)  # as much as stands above and below pictures anyway
        pictures = max(min(room, most), look.template.exercise.least_height)
        tall = round(max(height, height - room + pictures), 2)
        inside = look.within(Cell(width, tall, above, pictures, name))
        frames = tuple(zip(places, (frame_of(block, inside, palette) for block in group), strict=False))
        found.append(Row(frames, max(frame.height for _, frame in frames), cells.gutter, loose=False))
        rooms.append(pictures)
    found[-1] = found[-1]._replace(gap=look.template.gaps.section)
    return found, rooms


def _size(blocks: Sequence[ExerciseBlock], columns: int, rooms: Sequence[float], look: Look) -> float:
    """How large the pictures of a grid come out: the mean of their scales; `rooms` are the heights for them by row."""
    cells, setting = look.template.cells, look.template.exercise
    assert cells is not None
    width = _width(columns, cells, look) - 2 * cells.padding
    letter, largest = look.styles["letter"].leading, setting.largest_scale / UNITS_PER_CM
    scales = [
        arrange([panel.drawing for panel in block.panels], width, room, setting.panel_gap, largest, letter).scale
        for room, group in zip(rooms, _chunks(blocks, columns), strict=True)
        for block in group
    ]
    return sum(scales) / len(scales)


def _chunks(blocks: Sequence[ExerciseBlock], size: int) -> Iterator[Sequence[ExerciseBlock]]:
    return (blocks[at : at + size] for at in range(0, len(blocks), size))
