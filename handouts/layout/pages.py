"""Distributes finished frames over pages by their heights, and puts the furniture on each page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from handouts.compose.document import Document, Furniture, text
from handouts.drawing import Palette
from handouts.layout.faces import FontName
from handouts.layout.foot import foot_line
from handouts.layout.frame import Frame, Page
from handouts.layout.pen import Pen
from handouts.layout.rows import BlockTooTallError, Row, eased, grown, printed_blocks, rows_of
from handouts.layout.template import Look
from handouts.layout.text import set_text

SNUG = 0.88  # what type and pictures that give way save of the height of a document, at most


def lay_out(document: Document, look: Look, palette: Palette) -> tuple[Page, ...]:
    """All pages of a document. Raises MissingGlyphError, BlockTooTallError and TooMuchError."""
    if look.template.cells and look.template.cells.backs:
        from handouts.layout.cards import card_pages  # most sheets need none

        return card_pages(document, look, palette)
    if look.template.panels:
        from handouts.layout.trifold import folded_pages

        return folded_pages(document, look, palette)
    used, rows, cuts = _broken(document, look, palette)
    pages = []
    for index, (start, stop) in enumerate(zip((0, *cuts), (*cuts, len(rows)), strict=True)):
        placed = _place(rows[start:stop], used, palette, last=index == len(cuts))
        operators, characters = furniture(document.furniture, look, index + 1, len(cuts) + 1)
        pages.append(Page(look.size, placed, operators, characters))
    return tuple(pages)


def as_printed(document: Document, look: Look, palette: Palette) -> Document:
    """The document without what a layout leaves out, in the order in which its pages say it."""
    if look.template.cells and look.template.cells.backs:
        from handouts.layout.cards import dealt

        return replace(document, blocks=dealt(document, look, palette))
    if look.template.panels:
        from handouts.layout.trifold import planned

        return replace(document, blocks=planned(document, look, palette).blocks, sections=())
    return replace(document, blocks=printed_blocks(document.blocks, look.template))


def _broken(document: Document, look: Look, palette: Palette) -> tuple[Look, Sequence[Row], tuple[int, ...]]:
    """The rows, the look they are set in, and which of them begin a page.

    What can give way does so where that saves a page, one after another: white space, the rows of a grid, type and
    pictures. Raises BlockTooTallError.
    """
    blocks, cuts = printed_blocks(document.blocks, look.template), None
    for here in (look, look.snug):
        rows = rows_of(blocks, here, palette)
        if tall := next((row for row in rows if row.least > here.height + 0.01), None):
            continue
        fewer = _breaks(rows, here)
        if cuts is None or len(fewer) < len(cuts):
            found, cuts = (here, rows, fewer), fewer
        if len(cuts) < _pages(rows, here) * SNUG:
            break
    if cuts is None and tall:
        raise BlockTooTallError(tall.origin, tall.least, look.height)
    return found


def _pages(rows: Sequence[Row], look: Look) -> float:
    """How many pages rows would fill that could be broken anywhere."""
    return sum(row.least + row.gap * look.template.gaps.least for row in rows) / look.height


def _breaks(rows: Sequence[Row], look: Look) -> tuple[int, ...]:
    """Where pages begin; white space between rows gives way where that saves a page, then the rows of a grid do."""
    usual, gaps = tuple(row.height for row in rows), tuple(row.gap for row in rows)
    least, tight = tuple(row.least for row in rows), tuple(gap * look.template.gaps.least for gap in gaps)
    ways = [(usual, gaps), (usual, tight), (least, tight)] if least != usual else [(usual, gaps), (usual, tight)]
    return min((page_breaks(heights, between, look.height) for heights, between in ways), key=len)


def _place(rows: Sequence[Row], look: Look, palette: Palette, last: bool) -> tuple[tuple[float, float, Frame], ...]:
    """Stand rows below one another; exercises spread a little to use the height of a page that is not the last."""
    margins = look.template.page.margins
    rows = eased(rows, look, palette)
    white, least = sum(row.gap for row in rows[:-1]), sum(row.least for row in rows)
    if least + white > look.height and white:
        share = (look.height - least) / white
        rows, white = [row._replace(gap=row.gap * share) for row in rows], look.height - least
    rows = grown(rows, look.height - white, last, look, palette)
    used = sum(row.height for row in rows) + white
    loose = [row for row in rows[:-1] if row.loose]
    stretch = 0.0 if last or not loose else min((look.height - used) / len(loose), look.template.gaps.stretch)
    y = look.size[1] - margins.top
    placed = []
    for row in rows:
        placed += [(margins.left + x, y, frame) for x, frame in row.frames]
        y -= row.height + row.gap + (stretch if row.loose else 0.0)
    return tuple(placed)


@lru_cache(maxsize=4096)
def page_breaks(heights: Sequence[float], gaps: Sequence[float], room: float) -> tuple[int, ...]:
    """Indexes of the frames that start a new page: as few pages as can be, then as evenly full as can be.

    White space left at the foot is weighed by its square; on the last page only what it lacks of a third counts. No
    frame may be taller than `room`; the gap behind a page's last frame is dropped.
    """
    count = len(heights)
    best: list[tuple[int, float, tuple[int, ...]]] = [(0, 0.0, ()), *[(count + 1, 0.0, ())] * count]
    for stop in range(1, count + 1):
        used = 0.0
        for start in range(stop - 1, -1, -1):
            used += heights[start] + (gaps[start] if start < stop - 1 else 0.0)
            if used > room + 0.01:
                break
            pages, waste, cuts = best[start]
            spare = ((room - used) / room) ** 2 if stop < count else max(0.0, 1 - used / room * 3) ** 2
            choice = (pages + 1, waste + spare, (*cuts, start) if start else cuts)
            best[stop] = min(best[stop], choice)
    return best[count][2]


@lru_cache(maxsize=1024)
def furniture(
    words: Furniture, look: Look, page: int, pages: int
) -> tuple[str, tuple[tuple[FontName, frozenset[str]], ...]]:
    """Operators of the line at the foot of a page, and the characters it shows."""
    setting, margins = look.template.page.furniture, look.template.page.margins
    style = look.styles[setting.style]
    pen = Pen()
    right = set_text(text(words.page.replace("{x}", str(page)).replace("{y}", str(pages))), style)
    left = foot_line(words.left, style, look.width - right.width - style.size * 2)
    top = setting.baseline + style.leading * 0.75
    end = margins.left + look.width
    pen.rule(margins.left, end, top + left.height - style.leading * 0.65, look.colour(setting.rule), 0.5)
    pen.paragraph(left, margins.left, top + left.height - style.leading, "Artifact")
    pen.paragraph(right, end - right.width, top, "Artifact")
    frame = pen.frame(0, ())
    return "\n".join(mark.operators for mark in frame.marks), frame.characters
