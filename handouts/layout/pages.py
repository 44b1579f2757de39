"""Distributes finished frames over pages by their heights, and puts the furniture on each page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from handouts.compose.document import Document, Furniture, text
from handouts.drawing import Palette
from handouts.layout.faces import FaceName
from handouts.layout.frame import Frame, Page
from handouts.layout.pen import Pen
from handouts.layout.rows import BlockTooTallError, Row, printed_blocks, rows_of
from handouts.layout.template import Look
from handouts.layout.text import set_text


def lay_out(document: Document, look: Look, palette: Palette) -> tuple[Page, ...]:
    """All pages of a document. Raises MissingGlyphError, BlockTooTallError and TooMuchError."""
    if look.template.cells and look.template.cells.backs:
        from handouts.layout.cards import card_pages  # most sheets need none

        return card_pages(document, look, palette)
    rows = rows_of(printed_blocks(document.blocks, look.template), look, palette)
    for row in rows:
        if row.height > look.height + 0.01:
            frame = max((frame for _, frame in row.frames), key=lambda frame: frame.height)
            raise BlockTooTallError(frame.origin, row.height, look.height)
    cuts = _breaks(rows, look)
    pages = []
    for index, (start, stop) in enumerate(zip((0, *cuts), (*cuts, len(rows)), strict=True)):
        placed = _place(rows[start:stop], look, last=index == len(cuts))
        operators, characters = furniture(document.furniture, look, index + 1, len(cuts) + 1)
        pages.append(Page(look.size, placed, operators, characters))
    return tuple(pages)


def as_printed(document: Document, look: Look, palette: Palette) -> Document:
    """The document without what a layout leaves out, in the order in which its pages say it."""
    if look.template.cells and look.template.cells.backs:
        from handouts.layout.cards import dealt

        return replace(document, blocks=dealt(document, look, palette))
    return replace(document, blocks=printed_blocks(document.blocks, look.template))


def _breaks(rows: Sequence[Row], look: Look) -> tuple[int, ...]:
    """Where pages begin; white space between rows gives way where that saves a page."""
    heights, gaps = tuple(row.height for row in rows), tuple(row.gap for row in rows)
    cuts = page_breaks(heights, gaps, look.height)
    if not cuts:
        return cuts
    tight = page_breaks(heights, tuple(gap * look.template.gaps.least for gap in gaps), look.height)
    return tight if len(tight) < len(cuts) else cuts


def _place(rows: Sequence[Row], look: Look, last: bool) -> tuple[tuple[float, float, Frame], ...]:
    """Stand rows below one another; exercises spread a little to use the height of a page that is not the last."""
    margins = look.template.page.margins
    white = sum(row.gap for row in rows[:-1])
    used = sum(row.height for row in rows) + white
    if used > look.height and white:
        share = 1 - (used - look.height) / white
        rows, used = [row._replace(gap=row.gap * share) for row in rows], look.height
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

    White space left at the foot is weighed by its square, on all pages but the last. No frame may be taller than
    `room`; the gap behind a page's last frame is dropped.
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
            spare = 0.0 if stop == count else ((room - used) / room) ** 2
            choice = (pages + 1, waste + spare, (*cuts, start) if start else cuts)
            best[stop] = min(best[stop], choice)
    return best[count][2]


@lru_cache(maxsize=1024)
def furniture(
    words: Furniture, look: Look, page: int, pages: int
) -> tuple[str, tuple[tuple[FaceName, frozenset[str]], ...]]:
    """Operators of the line at the foot of a page, and the characters it shows."""
    setting, margins = look.template.page.furniture, look.template.page.margins
    style = look.styles[setting.style]
    pen = Pen()
    right = set_text(text(words.page.replace("{x}", str(page)).replace("{y}", str(pages))), style)
    left = set_text(text(words.left), style, look.width - right.width - style.size * 2)
    top = setting.baseline + style.leading * 0.75
    end = margins.left + look.width
    pen.rule(margins.left, end, top + left.height - style.leading * 0.65, look.colour(setting.rule), 0.5)
    pen.paragraph(left, margins.left, top + left.height - style.leading, "Artifact")
    pen.paragraph(right, end - right.width, top, "Artifact")
    frame = pen.frame(0, ())
    return "\n".join(mark.operators for mark in frame.marks), frame.characters
