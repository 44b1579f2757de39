"""One sheet that shows every layout: what each makes of a routine or a leaflet, at one scale, with its name and paper.

Lengths are in points.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pypdfium2  # type: ignore[import-untyped]  # ships no types
from PIL.Image import Image as Picture
from PIL.Image import Resampling

from handouts.builder.job import Job
from handouts.builder.works import Works
from handouts.compose.document import Document, Furniture, text
from handouts.gallery import table
from handouts.layout.frame import Frame, Page, Print, Rect, Tag
from handouts.layout.pen import Pen
from handouts.layout.template import PAPERS, LayoutTemplate, Look, panel_widths
from handouts.layout.text import set_text
from handouts.library.artwork import Raster
from handouts.library.reader import read
from handouts.output import png_maker
from handouts.pdf.writer import write_pdf
from handouts.problems import ProblemError
from handouts.units import mm

DENSITY = 84 / 72  # pixels to a point of the paper that is shown
SIZE = PAPERS["a3"][::-1]
EDGE, HEAD, LABEL, APART, BELOW = mm(16), mm(26), mm(14), mm(9), mm(7)
FIRST = "sheet"  # what others are variants of
SECOND = {"en": "da"}  # beside it where a layout has two languages; else English
MOST_SHOWN, MOST_ROWS = 2, 5
FOLDS = {"booklet": "to fold and staple", "trifold": "to fold twice", "cards": "to cut, two-sided"}


class Exhibit(NamedTuple):
    """A layout's picture, with its margin for the shadow, and what stands below it."""

    name: str
    words: str
    alt: str
    picture: Picture

    @property
    def size(self) -> table.Size:
        """Of the paper in the picture, at full scale."""
        width, height = self.picture.size
        return table.Size((width - 2 * table.MARGIN) / DENSITY, (height - 2 * table.MARGIN) / DENSITY)


def gallery(works: Works, name: str, lang: str, layouts: Sequence[str]) -> bytes:
    """The file of a sheet of A3 with these layouts; `name` is a routine. Raises ProblemError."""
    shown = [exhibit for layout in layouts if (exhibit := _exhibit(works, layout, name, lang))]
    shown.sort(key=lambda one: (-round(one.size.height), one.name != FIRST, one.name))
    look = Look(read(LayoutTemplate, works.library.layout_source(FIRST)), "a4", "colour")
    rows, scale = arranged(shown)
    document, _ = works.pages(Job(name, lang=lang, layout=FIRST))
    pages = [Page(SIZE, tuple(_placed(rows, scale, document.title, look)), "")]
    title = f"{document.title}: every layout"
    bare = Document(title, "en", document.author, title, ("layouts",), document.stamp, Furniture("", ""), ())
    return write_pdf(bare, pages)


def as_png(pdf: bytes, width: int) -> bytes:
    """The first page as a PNG, `width` pixels wide."""
    page = pypdfium2.PdfDocument(pdf)[0]
    file = io.BytesIO()
    image = page.render(scale=width / page.get_width()).to_pil().convert("RGB").quantize(256)
    image.save(file, "PNG", optimize=True, pnginfo=png_maker())
    return file.getvalue()


def _exhibit(works: Works, layout: str, name: str, lang: str) -> Exhibit | None:
    """What a layout makes of the routine, or of the first item that it can print; None when there is no such item."""
    template = read(LayoutTemplate, works.library.layout_source(layout))
    spoken = f"{lang}+{SECOND.get(lang, 'en')}" if template.languages == 2 else lang
    for item in dict.fromkeys((name, *works.library.slugs("leaflets"), *works.library.slugs("routines"))):
        job = Job(item, lang=spoken, layout=layout)
        try:
            data, count = works.make(job)
            _, pages = works.pages(job)
        except ProblemError:
            continue
        shots = _shots(data, 3)
        paper = next(name for name, size in PAPERS.items() if sorted(size) == sorted(pages[0].size))
        said = paper.upper() if len(paper) == 2 else paper.title()
        much = f"{count} page{'s' if count > 1 else ''}"
        words = f"{said}, {FOLDS[template.press]}" if template.press else f"{said}, {much}"
        alt = f"The layout {layout} of {item}: {much} of {said}."
        return Exhibit(layout, words, alt, _picture(template, pages, shots))
    return None


def _shots(pdf: bytes, most: int) -> list[Picture]:
    """Pictures of the first pages, drawn larger and made smaller for smooth lines."""
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for page in itertools.islice(document, most):
        large = page.render(scale=DENSITY * 2).to_pil().convert("RGB")
        found.append(large.resize((round(large.width / 2), round(large.height / 2)), Resampling.LANCZOS))
    return found


def _picture(template: LayoutTemplate, pages: Sequence[Page], shots: Sequence[Picture]) -> Picture:
    """The pages as they are used: folded, cut, or in a stack."""
    if template.press == "booklet":
        return table.booklet(shots)
    if template.press == "trifold":
        wide = round(panel_widths(pages[0].size[0])[0] * DENSITY)
        outside, inside = shots[:2]
        cover = outside.crop((outside.width - wide, 0, outside.width, outside.height))
        edges = (0, wide, 2 * wide, inside.width)
        panels = [inside.crop((a, 0, b, inside.height)) for a, b in itertools.pairwise(edges)]
        return table.folded(cover, panels)
    if template.press == "cards" and len(shots) > 1:
        return table.cards(shots[0], *_card(template, pages, shots))
    return table.stack(shots[:MOST_SHOWN])


def _card(template: LayoutTemplate, pages: Sequence[Page], shots: Sequence[Picture]) -> Iterator[Picture]:
    """The front and the back of the last card on the first sheet."""
    assert template.cells is not None
    columns, rows = template.cells.columns[0], template.cells.rows or 1
    wide, tall = shots[0].width / columns, shots[0].height / rows
    (x, y, frame) = pages[0].placed[-1]
    for page, shot in zip(pages, shots, strict=False):
        x, y = next(((x, y) for x, y, one in page.placed if one.origin == frame.origin), (x, y))
        left, top = round(int(x * DENSITY / wide) * wide), round(int((page.size[1] - y) * DENSITY / tall) * tall)
        yield shot.crop((left, top, left + round(wide), top + round(tall)))
        if page is pages[1]:
            return


def arranged(shown: Sequence[Exhibit]) -> tuple[list[Sequence[Exhibit]], float]:
    """The exhibits in rows, and the scale at which they are as large as the sheet allows."""
    ways = (_rows(shown, count) for count in range(1, min(len(shown), MOST_ROWS) + 1))
    return max(((rows, _scale(rows)) for rows in ways), key=lambda way: way[1])


def _rows(shown: Sequence[Exhibit], count: int) -> list[Sequence[Exhibit]]:
    """So many rows, the widest of them as narrow as can be."""
    widths = [one.size.width for one in shown]
    cuts = min(
        itertools.combinations(range(1, len(shown)), count - 1),
        key=lambda cuts: max(sum(widths[a:b]) for a, b in itertools.pairwise((0, *cuts, len(shown)))),
    )
    first, *others = (shown[a:b] for a, b in itertools.pairwise((0, *cuts, len(shown))))
    return [[*first[1:], first[0]], *others]  # the tallest stands at the right, beside the title


def _over(row: Sequence[Exhibit]) -> float:
    """How much taller the last of a row is than the others, at full scale."""
    return row[-1].size.height - max((one.size.height for one in row[:-1]), default=row[-1].size.height)


def _scale(rows: Sequence[Sequence[Exhibit]]) -> float:
    """The largest at which all rows fit, with the title above them or beside the tallest of the first row."""
    across = min((SIZE[0] - 2 * EDGE - APART * (len(row) - 1)) / sum(one.size.width for one in row) for row in rows)
    tall, over = sum(max(one.size.height for one in row) for row in rows), _over(rows[0])
    down = SIZE[1] - 2 * EDGE - len(rows) * LABEL - (len(rows) - 1) * BELOW
    beside = down / tall
    return min(across, beside if over * beside >= HEAD else (down - HEAD) / (tall - over))


def _placed(
    rows: Sequence[Sequence[Exhibit]], scale: float, title: str, look: Look
) -> Iterator[tuple[float, float, Frame]]:
    """The ground, the title, and each exhibit: evenly spaced in its row, all of a row on one line."""
    pen = Pen()
    ground = tuple(part / 255 for part in table.GROUND)
    pen.fill(Rect(0, -SIZE[1], SIZE[0], 0), (ground[0], ground[1], ground[2]))
    heading = set_text(text(title), look.styles["title"])
    below = set_text(text("One file of words and pictures, on every paper a clinic prints"), look.styles["purpose"])
    tags = [Tag("H1", pen.paragraph(heading, EDGE, -EDGE, "H1"))]
    tags.append(Tag("P", pen.paragraph(below, EDGE, -EDGE - heading.height)))
    yield 0.0, SIZE[1], pen.frame(SIZE[1], [Tag("Sect", tuple(tags))])
    heights = [max(one.size.height for one in row) * scale + LABEL for row in rows]
    head = max(0.0, HEAD - _over(rows[0]) * scale)
    spare = (SIZE[1] - 2 * EDGE - head - sum(heights)) / max(1, len(rows) - 1)
    y = SIZE[1] - EDGE - head + spare
    for row, height in zip(rows, heights, strict=True):
        y -= height + spare
        widths = [one.size.width * scale for one in row]
        free = (SIZE[0] - 2 * EDGE - sum(widths)) / max(1, len(row) - 1)
        x = EDGE
        for one, width in zip(row, widths, strict=True):
            yield x, y + one.size.height * scale + LABEL, _frame(one, scale, look)
            x += width + free


def _frame(one: Exhibit, scale: float, look: Look) -> Frame:
    """The picture with its name and paper below it; the shadow hangs over the edges."""
    pen, (width, height) = Pen(), one.size
    over = table.MARGIN / DENSITY * scale
    box = Rect(-over, -height * scale - over, width * scale + over, over)
    raster = Raster(one.picture.width, one.picture.height, False, one.picture.tobytes())
    figure = pen.artwork(Print(raster, one.picture.size, False), box, one.alt)
    style = look.styles["label"]
    y = -height * scale - mm(3)
    said = set_text(text(one.name.replace("-", " ").capitalize()), style)
    words = set_text(text(one.words), look.styles["remark"])
    tags = [Tag("H2", pen.paragraph(said, 0, y, "H2")), figure, Tag("P", pen.paragraph(words, 0, y - said.height))]
    return pen.frame(height * scale + LABEL, [Tag("Sect", tuple(tags))])
