"""The same sheet made by ReportLab's Platypus as its manual does it: paragraphs, tables, a story; it cannot tag."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reportlab.lib.fonts import addMapping
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Table, TableStyle

from handouts.drawing import OWN_COLOURS, Drawing
from tests.bench.peers.plain import Part, Record, load, parts
from tests.bench.peers.typst_sheet import FONTS

MARGIN, PICTURE = 42.5, 218.0  # points
PLAIN = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)])
GRID = TableStyle([("GRID", (0, 0), (-1, -1), 0.6, "#888888")])


class Sheet:
    """Fonts, styles and drawings, used again for each sheet."""

    def __init__(self, folder: Path):
        self._data = load(folder)
        self._drawings = {path.name: Drawing.from_svg(path.read_text("utf-8")) for path in folder.glob("*.svg")}
        for name, file, bold in (("S", "Regular", 0), ("SB", "Bold", 1)):
            pdfmetrics.registerFont(TTFont(name, FONTS / f"SourceSans3-{file}.ttf"))
            addMapping("S", bold, 0, name)
        body = ParagraphStyle("body", fontName="S", bulletFontName="S", fontSize=12.5, leading=16.5, spaceAfter=4)
        self._styles = {
            "text": body,
            "title": ParagraphStyle("title", body, fontName="SB", fontSize=24, leading=30),
            "heading": ParagraphStyle("heading", body, fontName="SB", fontSize=16, leading=21),
            "item": ParagraphStyle("item", body, leftIndent=14),
        }

    def make(self, record: Record) -> bytes:
        """One patient's PDF."""
        file = io.BytesIO()
        document = SimpleDocTemplate(
            file, pagesize=A4, leftMargin=MARGIN - 6, rightMargin=MARGIN - 6, topMargin=31, bottomMargin=42,
            title=self._data["title"], author=self._data["author"], initialFontName="S",
        )  # fmt: skip
        story = [flowable for part in parts(self._data, record) for flowable in self._flowables(part)]
        document.build(story, canvasmaker=lambda *a, **k: _Numbered(self._data["furniture"]["left"], *a, **k))
        return file.getvalue()

    def _say(self, words: str, style: str = "text", bullet: str | None = None) -> Paragraph:
        return Paragraph(words, self._styles[style], bulletText=bullet)

    def _flowables(self, part: Part) -> list[Any]:
        match part.kind:
            case "title" | "heading" | "text":
                return [self._say(part.text, part.kind)]
            case "list":
                return [self._say(words, "item", "•") for words in part.texts]
            case "facts":
                return [Table([[self._say(f"<b>{label}</b> {value}") for label, value in part.pairs]], style=GRID)]
            case "table":
                rows = [[self._say(cell) for cell in row] for row in part.rows]
                return [Table(rows, [None, *[31] * 7], style=GRID)]
        left = [_Figure(self._drawings[p["file"]], p["width"]) for p in part.pictures]
        left += [self._say(words) for words in part.left]
        right = [self._say(part.text, "heading"), self._say(" &nbsp; ".join(f"<b>{chip}</b>" for chip in part.texts))]
        right += [self._say(step, "item", f"{number}.") for number, step in enumerate(part.steps, 1)]
        right += [self._say(words) for words in part.right]
        return [KeepTogether([Table([[left, right]], [PICTURE + 14, 510 - PICTURE - 14], style=PLAIN)])]


class _Figure(Flowable):
    def __init__(self, drawing: Drawing, width: float):
        super().__init__()
        self._drawing, self.width = drawing, width
        self.height = width * drawing.height / drawing.width

    def wrap(self, *_: float) -> Sequence[float]:
        return self.width, self.height

    def draw(self) -> None:
        canvas, drawing, scale = self.canv, self._drawing, self.width / self._drawing.width
        canvas.saveState()
        canvas.translate(-drawing.bounds[0] * scale, self.height + drawing.bounds[1] * scale)
        canvas.scale(scale, -scale)
        colours = dict(drawing.colours)
        for path in drawing.paths:
            colour = OWN_COLOURS.colour(path.role, path.tone, colours[path.role])
            canvas.setStrokeColorRGB(*colour) if path.width else canvas.setFillColorRGB(*colour)
            canvas.setLineWidth(path.width or 0)
            canvas._code.append(f"{path.operators()} {'S' if path.width else 'f*'}")
        canvas.restoreState()


class _Numbered(Canvas):
    def __init__(self, foot: str, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self._foot, self._pages = foot, []

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for page in self._pages:
            self.__dict__.update(page)
            self.setFont("S", 9)
            self.drawString(MARGIN, 30, self._foot)
            self.drawRightString(A4[0] - MARGIN, 30, f"Page {self._pageNumber} of {len(self._pages)}")
            super().showPage()
        super().save()
