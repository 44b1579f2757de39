"""Draws the address of a film as a QR code with the words beside it."""

from __future__ import annotations

from functools import lru_cache

from handouts.compose.document import Video
from handouts.layout.frame import Rect, Tag
from handouts.layout.pen import number
from handouts.layout.stack import Stack
from handouts.layout.template import Look
from handouts.layout.text import set_text
from handouts.units import mm

SIDE = mm(25)  # of the code without its white edge
QUIET = 4  # modules of white around it (ISO/IEC 18004, 6.3.8)
LEAST_WORDS = mm(30)  # the room beside the code; where there is less, the words stand below


@lru_cache(maxsize=256)
def matrix(address: str) -> tuple[tuple[bool, ...], ...]:
    """The code's modules from the top, row by row: true is dark. A seventh of it may be damaged (level M)."""
    import segno  # few sheets have a film

    code = segno.make(address, error="m", micro=False, boost_error=False)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


def place_video(video: Video, look: Look, stack: Stack) -> tuple[Tag, ...]:
    """The code and its words; a part of an exercise in its column. Dark is black in every palette."""
    modules = matrix(video.address)
    module = SIDE / len(modules)
    whole = SIDE + 2 * QUIET * module
    stack.skip(mm(1))
    box = Rect(stack.x, stack.y - whole, stack.x + whole, stack.y)
    figure = stack.pen.figure(_operators(modules, module, box), box, video.alt)
    beside = stack.width - whole >= LEAST_WORDS
    words = set_text(video.words, look.styles["aside"], stack.width - whole if beside else stack.width)
    if beside:
        top = stack.y - max(0.0, (whole - words.height) / 2)
        tag = Tag("P", stack.pen.paragraph(words, box.right, top))
        stack.skip(max(whole, words.height))
    else:
        stack.skip(whole)
        tag = Tag("P", stack.pen.paragraph(words, stack.x, stack.y))
        stack.skip(words.height)
    return (figure, tag)


def _operators(modules: tuple[tuple[bool, ...], ...], module: float, box: Rect) -> str:
    """One path for all runs of dark modules: between two fills a printer may leave a white hair."""
    edge = QUIET * module
    code = [f"0 g {module:.5f} 0 0 {-module:.5f} {number(box.left + edge)} {number(box.top - edge)} cm"]
    for y, row in enumerate(modules):
        x = 0
        while x < len(row):
            run = next((i for i in range(x, len(row)) if not row[i]), len(row)) - x
            if run:
                code.append(f"{x} {y} {run} 1 re")
            x += max(run, 1)
    return " ".join([*code, "f"])
