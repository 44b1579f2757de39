"""What a document should read back as: its own lines, and its pictures."""

from __future__ import annotations

import io
from collections.abc import Iterator

from pypdf import PdfReader

from handouts.compose.document import Beside, Document, ExerciseBlock, Head, Points, Question
from handouts.inspect.content import interpret
from handouts.inspect.facts import Facts, measured
from handouts.inspect.reading import Reading, read_pages

# characters that share a glyph with another one read back as that one; lines are told without their ends
SHARED = str.maketrans({"\u00a0": " ", "\u2010": "-", "\u2011": "-"})


def facts_and_reading(pdf: bytes) -> tuple[Facts, Reading]:
    """A file measured and read, its pages interpreted once."""
    reader = PdfReader(io.BytesIO(pdf))
    contents = [interpret(page) for page in reader.pages]
    return measured(reader, contents, pdf), read_pages(reader, contents)


def expected_lines(document: Document) -> list[str]:
    """Every paragraph, item, letter of a picture and cell, in reading order."""
    lines = (line.translate(SHARED).strip() for line in document.lines())
    return [line for line in lines if line]


def expected_pictures(document: Document) -> list[tuple[str, str]]:
    """(alternative text, letter or caption) of every picture."""
    return [picture for block in document.blocks for picture in _pictures(block)]


def _pictures(block: object) -> Iterator[tuple[str, str]]:
    if isinstance(block, Head) and block.logo:
        yield block.logo_alt, ""
    if isinstance(block, Beside):
        for one in (block.pictured, *block.blocks):
            yield from _pictures(one)
    if isinstance(block, ExerciseBlock):
        yield from ((panel.alt, panel.letter if len(block.panels) > 1 else "") for panel in block.panels)
    if isinstance(block, ExerciseBlock) and block.video:
        yield block.video.alt, ""
    if isinstance(block, Question):
        inside = len(block.panels) == 1 and not block.panels[0].language
        yield from ((panel.alt, block.caption if inside else "") for panel in block.panels)
    if isinstance(block, Question | Points) and block.labelled:
        yield block.labelled.alt, ""


def found_pictures(reading: Reading) -> list[tuple[str | None, str]]:
    """The same, as the file has it."""
    return [(figure.alt, figure.content()) for figure in reading.walk("Figure")]
