"""Imposes small pages on sheets: folded booklets, and cards to cut out. Nothing is ever scaled.

What comes out is for the printer only; see `printfile`. Lengths are in points.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from pypdf import PdfReader

from handouts.layout.template import PAPERS
from handouts.press.order import Face, booklet_order, card_order, cover_order
from handouts.press.printfile import Form, Line, PrintFile
from handouts.problems import Problem, ProblemError
from handouts.units import mm, to_mm

NEAR = mm(0.5)  # sizes closer than this are the same
SLACK = mm(1.5)  # two pages of A5 are 296 mm wide, a sheet of A4 is 297 mm
CUT, AWAY = mm(4), mm(1.5)  # length of a cut mark, and its distance from what is kept

Size = tuple[float, float]
# what is folded, in every printer's tray: an A3 sheet that nobody asked for would only come as a surprise
FOLDED = (PAPERS["a4"], PAPERS["letter"])


def booklet(pdf: bytes, cover: bytes | None = None, keep_last: bool = False) -> bytes:
    """Sheets to fold once: two pages on each face, for a printer that flips on the short edge.

    `cover` is a file of 1, 2 or 4 pages that becomes the outermost sheet. With `keep_last` the last page is on the back
    of the booklet and the blank pages come before it. Raises ProblemError for pages that are not half a paper.
    """
    reader = _open(pdf)
    size = _one_size(reader)
    sheet = _folded_paper(size)
    if sheet is None:
        message = f"a booklet is folded from A4 or Letter: its pages are {_listed(_halves())}, not {_told(size)}"
        raise ProblemError(Problem(message, hint="choose a layout with pages of that size; nothing is scaled"))
    out = PrintFile(*sheet)
    pages = out.forms(reader)
    if cover is not None:
        for face in _cover(out, cover, size):
            out.add(_at_spine(face, sheet))
    for front, back in booklet_order(len(pages), keep_last):
        out.add(_at_spine(_chosen(front, pages), sheet))
        out.add(_at_spine(_chosen(back, pages), sheet))
    return out.finish(_title(reader), "booklet")


def cards(pdf: bytes, paper: str = "a4", two_sided: bool = False, gap: float = 0) -> bytes:
    """As many pages as fit on each sheet, standing or lying across, in the middle, with marks where to cut.

    Two-sided cards have a front and a back each, one after the other, and their sheets turn as `order` says; others
    are printed on one side. Raises ProblemError when pages differ in size, or one is larger than the paper.
    """
    reader = _open(pdf)
    size = _one_size(reader)
    sheet, columns, rows = _best_grid(size, PAPERS[paper], gap)
    if not columns * rows:
        message = f"a card of {_told(size)} is larger than the paper of {_told(PAPERS[paper])}"
        raise ProblemError(Problem(message, hint="choose a larger paper; nothing is scaled"))
    out = PrintFile(*sheet)
    pages = out.forms(reader)
    places, marks = _grid(size, sheet, columns, rows, gap), _cut_marks(size, sheet, columns, rows, gap)
    for front, back in card_order(len(pages), columns, rows, two_sided):
        for face in (front, back) if two_sided else (front,):
            some = _chosen(face, pages)
            out.add([(form, x, y) for form, (x, y) in zip(some, places, strict=True) if form], marks)
    return out.finish(_title(reader), "cards" if two_sided else "cards, one side")


def _open(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def _title(reader: PdfReader) -> str:
    return str((reader.metadata and reader.metadata.title) or "")


def _sizes(reader: PdfReader) -> list[Size]:
    return [(float(page.mediabox.width), float(page.mediabox.height)) for page in reader.pages]


def _one_size(reader: PdfReader) -> Size:
    """The size of all pages. Raises ProblemError when they differ."""
    sizes = _sizes(reader)
    for count, size in enumerate(sizes, 1):
        if not _same(size, sizes[0]):
            message = f"page 1 is {_told(sizes[0])}, page {count} is {_told(size)}; all have to be of one size"
            raise ProblemError(Problem(message, hint="choose a layout with pages of one size"))
    return sizes[0]


def _same(one: Size, other: Size) -> bool:
    return all(abs(a - b) <= NEAR for a, b in zip(one, other, strict=True))


def _folded_paper(size: Size) -> Size | None:
    """The paper, lying across, that two pages of this size make; None when there is none."""
    for short, long in FOLDED:
        if abs(size[1] - short) <= NEAR and -NEAR <= long - 2 * size[0] <= SLACK:
            return long, short
    return None


def _halves() -> list[Size]:
    return [(long / 2, short) for short, long in FOLDED]


def _told(size: Size) -> str:
    """A size in whole millimetres, halves rounded down as ISO 216 does."""
    return " x ".join(f"{int(to_mm(side) + 0.49)}" for side in size) + " mm"


def _listed(sizes: Sequence[Size]) -> str:
    return " or ".join(map(_told, sizes))


def _cover(out: PrintFile, cover: bytes, size: Size) -> tuple[Sequence[Form | None], Sequence[Form | None]]:
    """The two faces of the sheet that is wrapped round a booklet."""
    reader = _open(cover)
    try:
        (front, inside_front), (inside_back, back) = cover_order(len(reader.pages))
    except ValueError as error:
        raise ProblemError(Problem(str(error), hint="give it front and back, or these and their insides")) from error
    if not _same(_one_size(reader), size):
        message = f"the cover's pages are {_told(_sizes(reader)[0])}, those inside it {_told(size)}"
        raise ProblemError(Problem(message, hint="build both with the same layout and paper"))
    pages = out.forms(reader)
    return _chosen((back, front), pages), _chosen((inside_front, inside_back), pages)


def _chosen(face: Face, pages: Sequence[Form]) -> list[Form | None]:
    return [pages[page - 1] if page else None for page in face]


def _at_spine(face: Sequence[Form | None], sheet: Size) -> list[tuple[Form, float, float]]:
    """Two pages that meet in the middle of the sheet, where the fold is."""
    left, right = face
    placed = [(left, sheet[0] / 2 - left.width, 0.0)] if left else []
    return placed + ([(right, sheet[0] / 2, 0.0)] if right else [])


def _best_grid(size: Size, paper: Size, gap: float) -> tuple[Size, int, int]:
    """(sheet, columns, rows) that hold the most cards, on a standing sheet when it makes no difference."""

    def fitting(sheet: Size) -> tuple[Size, int, int]:
        columns, rows = (int((room + gap + NEAR) / (side + gap)) for room, side in zip(sheet, size, strict=True))
        return sheet, columns, rows

    return max(map(fitting, (paper, paper[::-1])), key=lambda grid: grid[1] * grid[2])


def _grid(size: Size, sheet: Size, columns: int, rows: int, gap: float) -> list[tuple[float, float]]:
    """Lower left corners, row by row from the top."""
    xs, ys = (_starts(sheet[i], size[i], (columns, rows)[i], gap) for i in (0, 1))
    return [(x, y) for y in reversed(ys) for x in xs]


def _starts(room: float, side: float, count: int, gap: float) -> list[float]:
    first = (room - count * side - (count - 1) * gap) / 2
    return [first + i * (side + gap) for i in range(count)]


def _cut_marks(size: Size, sheet: Size, columns: int, rows: int, gap: float) -> list[Line]:
    """Lines outside of all cards that run on from their edges; none on a side where there is no room."""
    xs, ys = (_starts(sheet[i], size[i], (columns, rows)[i], gap) for i in (0, 1))
    across = sorted({round(edge, 3) for x in xs for edge in (x, x + size[0])})
    upward = sorted({round(edge, 3) for y in ys for edge in (y, y + size[1])})
    marks: list[Line] = []
    if ys[0] >= CUT + AWAY:
        for low in (ys[0] - AWAY - CUT, upward[-1] + AWAY):
            marks += [(x, low, x, low + CUT) for x in across]
    if xs[0] >= CUT + AWAY:
        for low in (xs[0] - AWAY - CUT, across[-1] + AWAY):
            marks += [(low, y, low + CUT, y) for y in upward]
    return marks
