"""Lays out the same words in two languages side by side, with their pictures once above them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache, partial

from handouts.compose.document import Beside, Block, ExerciseBlock
from handouts.drawing import Palette
from handouts.layout.exercise import exercise_frame
from handouts.layout.faces import FontName
from handouts.layout.frame import Frame, Mark, Tag
from handouts.layout.pen import number
from handouts.layout.template import Cell, Look

Lay = Callable[[Block, Look, Palette], Frame]


def beside_frame(block: Beside, look: Look, palette: Palette, lay: Lay) -> Frame:
    """Two columns of one height in one frame, so that no page break can part them; `lay` lays out a single block."""
    gutter = look.template.exercise.gutter
    width = (look.width - gutter) / 2
    parts, down = [], 0.0
    words = look
    if block.pictured:
        pictures, words = faces(look)
        bare = ExerciseBlock(0, "", (), block.pictured.panels, (), (), None, None, None, block.origin)
        above = exercise_frame(bare, pictures, palette)
        tags = tuple(tag._replace(lang=block.pictured.language) for tag in above.tree)
        parts, down = [(0.0, 0.0, replace(above, tree=tags))], above.height + look.template.gaps.paragraph
    column = words.within(Cell(width))
    one, other = (lay(each, column, palette) for each in block.blocks)
    told = tuple(tag._replace(lang=tag.lang or block.language) for tag in other.tree)
    parts += [(0.0, -down, one), (width + gutter, -down, replace(other, tree=told))]
    height = down + max(one.height, other.height)
    return joined(parts, height, max(one.gap, other.gap), block.origin)


@lru_cache(maxsize=64)
def faces(look: Look) -> tuple[Look, Look]:
    """The looks of an exercise in two pieces: the parts of the left column, and those of the right one."""
    found = []
    for parts in (look.template.exercise.left, look.template.exercise.right):
        setting = look.template.exercise.model_copy(update={"left": (), "right": parts})
        found.append(look.changed(exercise=setting))
    return found[0], found[1]


def joined(parts: Sequence[tuple[float, float, Frame]], height: float, gap: float, origin: str) -> Frame:
    """One frame of several, each moved by its distances right and up."""
    marks: list[Mark] = []
    tree: list[Tag] = []
    whole = Frame(height, gap=gap, origin=origin)
    characters: dict[FontName, frozenset[str]] = {}
    for x, y, frame in parts:
        tree += [_moved(tag, x, y, len(marks), len(whole.links)) for tag in frame.tree]
        marks += [Mark(partial(_shifted, mark, x, y), mark.role) for mark in frame.marks]
        links = tuple(link._replace(rect=link.rect.moved(x, y)) for link in frame.links)
        whole = replace(whole, links=whole.links + links, pictures=whole.pictures + frame.pictures)
        for name, used in frame.characters:
            characters[name] = characters.get(name, frozenset()) | used
    return replace(whole, marks=tuple(marks), tree=tuple(tree), characters=tuple(sorted(characters.items())))


def _shifted(mark: Mark, x: float, y: float) -> str:
    return f"q 1 0 0 1 {number(x)} {number(y)} cm\n{mark.operators}\nQ"


def _moved(tag: Tag, x: float, y: float, marks: int, links: int) -> Tag:
    kids = tuple(kid + marks if isinstance(kid, int) else _moved(kid, x, y, marks, links) for kid in tag.kids)
    return tag._replace(
        kids=kids,
        box=tag.box.moved(x, y) if tag.box else None,
        link=None if tag.link is None else tag.link + links,
    )
