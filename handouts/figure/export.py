"""Drawings as PDF or PNG: one picture to a page, or a contact sheet of many (points)."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any, NamedTuple

from handouts.drawing import OWN_COLOURS, UNITS_PER_CM, Drawing, Palette
from handouts.output import MAKER, png_maker

POINTS_PER_MM = 72 / 25.4
GAP, LABEL = 12.0, 16.0
FONT = ("Helvetica", 5)
SHEET_SCALE = 1.25  # points on a contact sheet for a centimetre of the body
PNG_DPI = 150


class Row(NamedTuple):
    """One exercise on a contact sheet: its title and its panels by name."""

    title: str
    panels: Sequence[tuple[str, Drawing]]


def to_pdf(drawing: Drawing, width_mm: float, palette: Palette = OWN_COLOURS) -> bytes:
    """A page as wide as asked, as high as the picture is."""
    width = width_mm * POINTS_PER_MM
    scale = width / drawing.width
    page = _Page(width, drawing.height * scale)
    page.picture(drawing, -drawing.bounds[0] * scale, drawing.bounds[3] * scale, scale, palette)
    return page.finish()


def to_png(pdf: bytes, dpi: float = PNG_DPI) -> bytes:
    """The first page of a PDF as PNG."""
    import pypdfium2  # type: ignore[import-untyped]  # ships no types

    document = pypdfium2.PdfDocument(pdf)
    try:
        image = document[0].render(scale=dpi / 72).to_pil()
    finally:
        document.close()
    out = BytesIO()
    image.save(out, "PNG", dpi=(dpi, dpi), pnginfo=png_maker())
    return out.getvalue()


def contact_sheet(rows: Sequence[Row], palette: Palette = OWN_COLOURS, columns: int = 2) -> bytes:
    """A PDF page with all panels at one scale; exercises in columns, a common floor in each row."""
    scale = SHEET_SCALE / UNITS_PER_CM
    cells = [(row, *_cell_size(row, scale)) for row in rows]
    width = max((cell[1] for cell in cells), default=200.0)
    bands = [cells[i : i + columns] for i in range(0, len(cells), columns)]
    heights = [max(cell[2] for cell in band) for band in bands]
    page = _Page(width * min(columns, len(cells)), sum(heights))
    bottom = sum(heights)
    for band, height in zip(bands, heights, strict=True):
        bottom -= height
        for column, (row, _, _) in enumerate(band):
            _cell(page, row, column * width, bottom, scale, palette)
    return page.finish()


def _cell_size(row: Row, scale: float) -> tuple[float, float]:
    width = sum(_panel_width(row, panel, scale) + GAP for panel in row.panels) + GAP
    top = min(drawing.bounds[1] for _, drawing in row.panels)
    return width, (max(drawing.bounds[3] for _, drawing in row.panels) - top) * scale + LABEL + GAP


def _label(row: Row, name: str) -> str:
    return f"{row.title} / {name}"


def _panel_width(row: Row, panel: tuple[str, Drawing], scale: float) -> float:
    """Room for a panel and for its name."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    name, drawing = panel
    return max(drawing.width * scale, float(stringWidth(_label(row, name), *FONT)))


def _cell(page: _Page, row: Row, x: float, y: float, scale: float, palette: Palette) -> None:
    floor = max(drawing.bounds[3] for _, drawing in row.panels)
    x += GAP
    for name, drawing in row.panels:
        page.text(_label(row, name), x, y + 4)
        page.picture(drawing, x - drawing.bounds[0] * scale, y + LABEL + floor * scale, scale, palette)
        x += _panel_width(row, (name, drawing), scale) + GAP


class _Page:
    """A PDF page that takes pictures."""

    def __init__(self, width: float, height: float) -> None:
        from reportlab.pdfgen.canvas import Canvas

        self._out = BytesIO()
        self._canvas: Any = Canvas(self._out, pagesize=(width, height), invariant=True, pageCompression=1)
        self._canvas.setProducer(MAKER)

    def text(self, words: str, x: float, y: float) -> None:
        self._canvas.setFont(*FONT)
        self._canvas.drawString(x, y, words)

    def picture(self, drawing: Drawing, x: float, y: float, scale: float, palette: Palette) -> None:
        """Draw with the picture's origin at (x, y)."""
        own = dict(drawing.colours)
        canvas = self._canvas
        canvas.saveState()
        canvas.transform(scale, 0, 0, -scale, x, y)
        canvas.setLineJoin(1)
        canvas.setLineCap(1)
        for path in drawing.paths:
            if pattern := palette.patterns.get((path.role, bool(path.width))):
                canvas._code.append(pattern.operators(path.operators(), drawing.weight))
                continue
            red, green, blue = palette.colour(path.role, path.tone, own)
            paint = f"{path.width:g} w {{}} RG {{}}S" if path.width else "{} rg {}f*"
            canvas._code.append(paint.format(f"{red:.3f} {green:.3f} {blue:.3f}", path.operators()))
        canvas.restoreState()

    def finish(self) -> bytes:
        self._canvas.showPage()
        self._canvas.save()
        return self._out.getvalue()
