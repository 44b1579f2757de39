"""Stands frames in rows: each block in one of its own, or exercises side by side in the cells of a template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from handouts.compose.document import Beside, Block, ExerciseBlock, Question
from handouts.drawing import UNITS_PER_CM, Palette
from handouts.layout.blocks import frame_of
from handouts.layout.exercise import name_share, printed, words_around
from handouts.layout.frame import Frame
from handouts.layout.panels import Arrangement, Room, arrange
from handouts.layout.template import SMALLEST, Cell, CellSetting, LayoutTemplate, Look
from handouts.units import mm

EASES = (1.0, 0.75, 0.5, 0.25)  # how much of their range pictures get back on a page that has room


class Row(NamedTuple):
    """Frames whose tops are level, each with its distance from the left margin; lengths in points.

    `loose` rows may have a little more room behind them to fill a page. The row of a grid has its usual height and the
    `least` and the `most` that it may have; its `blocks` are laid out when its page is known,
    in cells like `cell`.
    """

    frames: tuple[tuple[float, Frame], ...]
    height: float
    gap: float
    loose: bool
    least: float
    most: float
    blocks: tuple[ExerciseBlock | Beside, ...] = ()
    cell: Cell | None = None

    @property
    def origin(self) -> str:
        """The content that the first of its blocks comes from."""
        return self.blocks[0].origin if self.blocks else self.frames[0][1].origin


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
    if isinstance(block, Question) and not template.question.evidence:
        return replace(block, evidence=None)
    return printed(block, template.exercise) if isinstance(block, ExerciseBlock) else block


def rows_of(blocks: Sequence[Block], look: Look, palette: Palette) -> tuple[Row, ...]:
    """The rows of a document from top to bottom. Raises MissingGlyphError and TooMuchError."""
    cells = look.template.cells
    if cells is None:
        return tuple(_alone(block, look, palette) for block in blocks)
    around = [_alone(block, look, palette) for block in blocks if not isinstance(block, ExerciseBlock)]
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


def _alone(block: Block, look: Look, palette: Palette) -> Row:
    frame = frame_of(block, look, palette)
    pictured = (block,) if isinstance(block, ExerciseBlock | Beside) and frame.pictures else ()
    return Row(((0.0, frame),), frame.height, frame.gap, bool(frame.origin), frame.height, frame.height, pictured)


def eased(rows: Sequence[Row], look: Look, palette: Palette) -> Sequence[Row]:
    """The rows of a page in a look that saves room, with pictures as large as this page has room for."""
    if look.tight is None:
        return rows
    for share in EASES:
        here = look.eased(share)
        found = [_alone(row.blocks[0], here, palette) if row.blocks and not row.cell else row for row in rows]
        if sum(row.least + row.gap for row in found) - found[-1].gap <= look.height:
            return found
    return rows


def _in_cells(
    blocks: Sequence[ExerciseBlock], cells: CellSetting, look: Look, palette: Palette, taken: float
) -> list[Row]:
    """Rows of cells. `taken` is the height that other blocks need where all have to stand on one page."""
    if cells.rows:
        return _elastic(blocks, cells, cells.rows, look, palette)
    plans = []
    for columns in cells.columns:
        groups, cell = list(_chunks(blocks, columns)), _cell(blocks, columns, look)
        room = look.height - taken - look.template.gaps.section - cells.gutter * (len(groups) - 1)
        least = [_lowest(group, cell, look, palette)[0] for group in groups]
        over = sum(least) - room
        spare = max(0.0, -over) / len(groups)  # as much for the pictures of each row: they come out alike
        heights = [round(low + spare - 0.005, 2) for low in least]
        insides = [_room(group, cell, tall, look, palette) for group, tall in zip(groups, heights, strict=True)]
        share = min(1.0, _name_share(blocks, columns, look))
        cut = share * look.styles["name"].size < SMALLEST * look.template.scale - 0.01
        worth = over if over > 0.01 else -share * _size(groups, insides, look)
        plans.append((over > 0.01, cut, worth, columns, heights))
    worse, _, over, columns, heights = min(plans)
    if worse:
        raise TooMuchError(len(blocks), over)
    cell = _cell(blocks, columns, look)
    groups = list(_chunks(blocks, columns))
    rows = [_set(group, cell, tall, look, palette) for group, tall in zip(groups, heights, strict=True)]
    return _closed(rows, look)


def _elastic(
    blocks: Sequence[ExerciseBlock], cells: CellSetting, most_rows: int, look: Look, palette: Palette
) -> list[Row]:
    """Rows that share a page evenly when it is full, and are lower or taller when that makes fewer or fuller pages."""
    usual = (look.height - cells.gutter * (most_rows - 1)) / most_rows
    # so that one row more than the template says never fits
    floor = (look.height - most_rows * cells.gutter * look.template.gaps.least) / (most_rows + 1) + 0.1
    cell = _cell(blocks, cells.columns[0], look)
    found = []
    for group in _chunks(blocks, cells.columns[0]):
        low, inside = _lowest(group, cell, look, palette)
        least = max(low, floor)
        largest = max(plan.height for plan in _plans(group, inside, look.template.exercise.picture_height, look))
        most = max(least, usual, inside.height - inside.pictures + largest)
        found.append(Row((), max(usual, least), cells.gutter, False, least, most, tuple(group), cell))
    return _closed(found, look)


def _lowest(group: Sequence[ExerciseBlock], cell: Cell, look: Look, palette: Palette) -> tuple[float, Cell]:
    """The least height of a row, and its cells then."""
    inside = _room(group, cell, 0.0, look, palette)
    if not look.template.exercise.left:
        return inside.height, inside
    # words in a column of their own may be taller than the pictures beside them
    return max(frame_of(block, look.within(inside), palette).height for block in group), inside


def _closed(rows: list[Row], look: Look) -> list[Row]:
    """The rows of a grid with the gap of a section behind the last of them."""
    return [*rows[:-1], rows[-1]._replace(gap=look.template.gaps.section)]


def grown(rows: Sequence[Row], room: float, last: bool, look: Look, palette: Palette) -> Sequence[Row]:
    """The rows of a page, those of a grid as even in height as they can be in `room` points without their gaps.

    They are taller than usual to fill a page, unless it is the last one.
    """
    if all(row.frames for row in rows):
        return rows
    heights = level([(row.least, row.height if last else row.most) for row in rows], room)
    return [
        row
        if row.frames or not row.cell
        else _set(_exercises(row), row.cell, height, look, palette)._replace(gap=row.gap)
        for row, height in zip(rows, heights, strict=True)
    ]


def _exercises(row: Row) -> Sequence[ExerciseBlock]:
    return [block for block in row.blocks if isinstance(block, ExerciseBlock)]


def level(limits: Sequence[tuple[float, float]], room: float) -> list[float]:
    """Heights between their limits, least and most: on one level or as near to it as they may, `room` points in all."""
    low, high = 0.0, room
    for _ in range(30):
        middle = (low + high) / 2
        if sum(min(max(middle, least), most) for least, most in limits) > room:
            high = middle
        else:
            low = middle
    return [round(min(max(low, least), most) - 0.005, 2) for least, most in limits]


def _name_share(blocks: Sequence[ExerciseBlock], columns: int, look: Look) -> float:
    cells = look.template.cells
    assert cells is not None
    narrow = look.within(Cell(_width(columns, cells, look)))
    return min(name_share(block, narrow) for block in blocks)


def _width(columns: int, cells: CellSetting, look: Look) -> float:
    return (look.width - cells.gutter * (columns - 1)) / columns


def _cell(blocks: Sequence[ExerciseBlock], columns: int, look: Look) -> Cell:
    """What the cells of a grid have in common."""
    cells = look.template.cells
    assert cells is not None
    smallest = SMALLEST * look.template.scale / look.styles["name"].size
    return Cell(_width(columns, cells, look), name=min(1.0, max(_name_share(blocks, columns, look), smallest)))


def _set(group: Sequence[ExerciseBlock], cell: Cell, height: float, look: Look, palette: Palette) -> Row:
    """A row of cells that are `height` tall, or taller where words need it."""
    cells = look.template.cells
    assert cells is not None
    inside = _room(group, cell, height, look, palette)
    frames = [frame_of(block, look.within(inside), palette) for block in group]
    placed = tuple((column * (cell.width + cells.gutter), frame) for column, frame in enumerate(frames))
    tall = max(frame.height for frame in frames)
    return Row(placed, tall, cells.gutter, False, tall, tall, tuple(group), inside)


def _room(group: Sequence[ExerciseBlock], cell: Cell, height: float, look: Look, palette: Palette) -> Cell:
    """The cells of a row that are `height` tall, or taller where words need it, with the room for pictures in them."""
    setting = look.template.exercise
    words = [words_around(block, look.within(cell), palette) for block in group]
    above, below = max(part for part, _ in words), max(part for _, part in words)
    room = height - above - below - mm(2)  # as much as stands above and below pictures anyway
    pictures = round(max(min(room, setting.picture_height), setting.least_height), 2)
    return cell._replace(height=round(max(height, height - room + pictures), 2), above=above, pictures=pictures)


def _size(groups: Sequence[Sequence[ExerciseBlock]], cells: Sequence[Cell], look: Look) -> float:
    """How large the pictures of a grid come out: the mean of their scales."""
    plans = [_plans(group, cell, cell.pictures, look) for group, cell in zip(groups, cells, strict=True)]
    scales = [plan.scale for some in plans for plan in some]
    return sum(scales) / len(scales)


def _plans(blocks: Sequence[ExerciseBlock], cell: Cell, room: float, look: Look) -> Iterator[Arrangement]:
    """How the pictures of exercises are arranged in cells with `room` points of height for them."""
    cells, setting = look.template.cells, look.template.exercise
    assert cells is not None
    width = setting.picture_width if setting.left else cell.width - 2 * cells.padding
    letter, largest = look.styles["letter"].leading, setting.largest_scale / UNITS_PER_CM
    space = Room(width, room, setting.panel_gap, largest, letter)
    for block in blocks:
        yield arrange([panel.drawing for panel in block.panels], space)


def _chunks(blocks: Sequence[ExerciseBlock], size: int) -> Iterator[Sequence[ExerciseBlock]]:
    return (blocks[at : at + size] for at in range(0, len(blocks), size))
