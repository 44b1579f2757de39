"""Sets the line at the foot of a page or a card: what it is, its code, its version and when it is to be reviewed."""

from __future__ import annotations

from dataclasses import replace

from handouts.compose.document import text
from handouts.layout.text import Paragraph, Style, set_text

DOT, END = " · ", "\u00a0· "


def foot_line(words: str, style: Style, width: float = 1e6) -> Paragraph:
    """The words in as few lines as they need; a line ends between two facts if it can, and then has no dot there."""
    facts = words.replace(" ", "\u00a0").replace(DOT.replace(" ", "\u00a0"), END)
    widest = max(set_text(text(fact), style).width for fact in facts.split(" "))
    line = set_text(text(facts if widest <= width else words), style, width)
    return replace(line, pieces=tuple(piece._replace(text=piece.text.removesuffix(END)) for piece in line.pieces))
