"""The same sheet made by fpdf2: its pictures parsed once, its text set by HTML paragraphs; it cannot tag text."""

from __future__ import annotations

import logging
import re
from html import unescape
from pathlib import Path
from typing import Any

from fpdf import FPDF
from fpdf.drawing import Transform
from fpdf.svg import SVGObject

from tests.bench.peers.plain import Part, Record, load, parts
from tests.bench.peers.typst_sheet import FONTS

MARGIN, PICTURE, LEADING = 42.5, 218.0, 16.5  # points
_TAG = re.compile(r"<[^>]+>")


class Sheet:
    """Parsed pictures, used again for each sheet."""

    def __init__(self, folder: Path):
        self._data = load(folder)
        logging.getLogger("fpdf.svg").setLevel(logging.ERROR)  # it says of each <title> that it leaves it out
        self._pictures = {path.name: SVGObject.from_file(str(path)) for path in folder.glob("*.svg")}

    def make(self, record: Record) -> bytes:
        """One patient's PDF."""
        page = _Pages(self._data["furniture"]["left"], self._pictures)
        page.set_title(self._data["title"])
        page.set_lang(self._data["language"])
        page.add_page()
        for part in parts(self._data, record):
            page.part(part)
        return bytes(page.output())


class _Pages(FPDF):
    def __init__(self, foot: str, pictures: dict[str, SVGObject]):
        super().__init__(unit="pt", format="A4")
        self._foot, self._pictures = foot, pictures
        self.add_font("S", "", FONTS / "SourceSans3-Regular.ttf")
        self.add_font("S", "B", FONTS / "SourceSans3-Bold.ttf")
        self.set_margins(MARGIN, 37, MARGIN)
        self.set_auto_page_break(True, 48)

    def footer(self) -> None:
        self.set_xy(MARGIN, -32)
        self.set_font("S", "", 9)
        self.cell(0, 10, self._foot)
        self.cell(0, 10, f"Page {self.page_no()} of {{nb}}", align="R")

    def say(self, words: str, x: float = MARGIN, width: float = 0, size: float = 12.5, bold: bool = False) -> None:
        """A paragraph from x on."""
        self.set_x(x)
        self.set_font("S", "B" if bold else "", size)
        text = unescape(_TAG.sub("", words.replace("<b>", "**").replace("</b>", "**")))
        self.multi_cell(width, size * 1.32, text, new_x="LMARGIN", new_y="NEXT", align="L", markdown=True)

    def part(self, part: Part) -> None:
        match part.kind:
            case "title":
                self.say(part.text, size=24, bold=True)
            case "heading":
                self.say(part.text, size=16, bold=True)
            case "text":
                self.say(part.text)
            case "list":
                for words in part.texts:
                    self.say(f"• {words}")
            case "facts":
                self.say("   ".join(f"<b>{label}</b> {value}" for label, value in part.pairs))
            case "table":
                self.set_font("S", "", 11)
                with self.table(col_widths=(30, *[10] * 7), line_height=LEADING) as table:
                    for row in part.rows:
                        table.row([unescape(cell) for cell in row])
            case "exercise":
                self._exercise(part)

    def _exercise(self, part: Part) -> None:
        if self.will_page_break(210):
            self.add_page()
        top = self.get_y()
        y = top
        for picture in part.pictures:
            drawing, width = self._pictures[picture["file"]], picture["width"]
            y += self._draw(drawing, width, y) + 6
        x, width = MARGIN + PICTURE + 14, self.epw - PICTURE - 14
        self.set_y(top)
        self.say(part.text, x, width, 16, bold=True)
        self.say("  ".join(part.texts), x, width, bold=True)
        for number, step in enumerate(part.steps, 1):
            self.say(f"{number}. {step}", x, width)
        for words in part.right:
            self.say(words, x, width)
        right = self.get_y()
        self.set_y(y)
        for words in part.left:
            self.say(words, MARGIN, PICTURE)
        self.set_y(max(self.get_y(), right) + 9)

    def _draw(self, drawing: Any, width: float, y: float) -> float:
        across, down = drawing.viewbox[2:]
        height = float(width * down / across)
        _, _, path = drawing.transform_to_rect_viewport(
            scale=self.k, width=width, height=height, ignore_svg_top_attrs=True
        )
        old = path.transform
        path.transform = path.transform @ Transform.translation(MARGIN, y)
        self.set_xy(0, 0)
        with self.drawing_context() as context:
            context.add_item(path)
        path.transform = old
        return height
