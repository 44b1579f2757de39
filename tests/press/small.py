"""Small documents with a number on every page, so that a test can see where each page went."""

from __future__ import annotations

import io
from collections.abc import Iterable

from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from handouts.inspect.content import interpret
from handouts.units import mm, to_mm

A4 = (mm(210), mm(297))
A5 = (mm(148), mm(210))


def numbered(pages: int, size: tuple[float, float] = A5, title: str = "Demo") -> bytes:
    """Pages of one size, each with its number in the middle and a frame at its edge."""
    return of_sizes([size] * pages, title)


def of_sizes(sizes: Iterable[tuple[float, float]], title: str = "Demo") -> bytes:
    """Pages of these sizes."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.setTitle(title)
    for count, (width, height) in enumerate(sizes, 1):
        canvas.setPageSize((width, height))
        canvas.setFont("Helvetica", 60)
        canvas.drawCentredString(width / 2, height / 2, str(count))
        canvas.setFont("Helvetica", 9)
        canvas.drawString(mm(8), mm(8), "left")
        canvas.drawRightString(width - mm(8), mm(8), "right")
        canvas.setLineWidth(0.5)
        canvas.rect(mm(5), mm(5), width - mm(10), height - mm(10))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def numbers(pdf: bytes) -> list[dict[int, tuple[float, float]]]:
    """Of each page: which numbers stand on it and where their middles are, in whole mm."""
    return [
        {int(one.text): middle(one.box) for one in interpret(page).shown if one.text.isdecimal()}
        for page in PdfReader(io.BytesIO(pdf)).pages
    ]


def middle(box: tuple[float, float, float, float]) -> tuple[float, float]:
    """In whole mm across; upwards only roughly, as a font's box is taller than a digit."""
    left, bottom, right, top = map(to_mm, box)
    return round((left + right) / 2, 0), round((bottom + top) / 2 - 7, -1)


def lines(pdf: bytes) -> list[list[tuple[int, ...]]]:
    """Of each page: the thin strokes, from where to where in whole mm."""
    found = []
    for page in PdfReader(io.BytesIO(pdf)).pages:
        boxes = [
            one.box for one in interpret(page).painted if min(one.box[2] - one.box[0], one.box[3] - one.box[1]) < 1
        ]
        found.append([tuple(round(to_mm(side)) for side in box) for box in boxes])
    return found


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    """Of each page: width and height in whole mm."""
    boxes = [page.mediabox for page in PdfReader(io.BytesIO(pdf)).pages]
    return [(round(to_mm(float(box.width))), round(to_mm(float(box.height)))) for box in boxes]
