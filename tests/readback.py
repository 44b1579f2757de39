"""What a document should read back as: its own lines, and its pictures."""

from __future__ import annotations

from handouts.compose.document import Document, ExerciseBlock
from handouts.inspect.reading import Reading

# characters that share a glyph with another one read back as that one; lines are told without their ends
SHARED = str.maketrans({"\u00a0": " ", "\u2010": "-", "\u2011": "-"})


def expected_lines(document: Document) -> list[str]:
    """Every paragraph, item, letter of a picture and cell, in reading order."""
    lines = (line.translate(SHARED).strip() for line in document.lines())
    return [line for line in lines if line]


def expected_pictures(document: Document) -> list[tuple[str, str]]:
    """(alternative text, letter) of every picture."""
    return [
        (panel.alt, panel.letter if len(block.panels) > 1 else "")
        for block in document.blocks
        if isinstance(block, ExerciseBlock)
        for panel in block.panels
    ]


def found_pictures(reading: Reading) -> list[tuple[str | None, str]]:
    """The same, as the file has it."""
    return [(figure.alt, figure.content()) for figure in reading.walk("Figure")]
