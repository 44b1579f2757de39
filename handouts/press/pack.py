"""Puts many documents into one file for one print run: tagged like each of them, and no sheet has two of them.

Documents are taken one at a time and written at once; what they share, fonts and pictures, is in the file once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import BinaryIO, NamedTuple

from handouts.compose.document import Document, Furniture
from handouts.layout.frame import Page
from handouts.pdf.file import FileWriter
from handouts.pdf.writer import Book
from handouts.press.order import pack_order
from handouts.press.preferences import print_preferences
from handouts.problems import Problem, ProblemError
from handouts.units import to_mm

MOST_CODES = 5  # in the title


class Packed(NamedTuple):
    """What a pack holds; copies count."""

    documents: int
    pages: int
    blank_pages: int


def write_pack(
    documents: Iterable[tuple[Document, Sequence[Page]]], file: BinaryIO, two_sided: bool = True, copies: int = 1
) -> Packed:
    """Write all documents with their pages into `file`, in their order; a cover for the run is simply the first.

    Two-sided, a blank page follows every document of odd length. The copies of a document follow one another. The title
    holds codes of sheets only, so that it may be seen in a print queue; who keeps the file of personal sheets makes
    it private. Raises ProblemError when there is no document, or pages differ in size.
    """
    book = Book(writer := FileWriter(file))
    codes: dict[str, None] = {}
    first: tuple[Document, Page] | None = None
    made, printed, blank = 0, 0, 0
    for count, (document, pages) in enumerate(documents, 1):
        first = first or (document, pages[0])
        _check_size(count, pages, first[1].size)
        codes.update(dict.fromkeys(document.keywords[-1:]))
        for leaf in pack_order([len(pages)], two_sided, copies):
            if leaf.page == 1:
                book.begin_part(document.language)
                made += 1
            book.add(pages[leaf.page - 1] if leaf.page else Page(first[1].size, (), ""))
            printed += 1
            blank += leaf.page is None
    if first is None:
        raise ProblemError(Problem("there is nothing to pack", hint="name at least one sheet"))
    size = first[1].size
    writer.finish(*book.finish(_about(first[0], list(codes)), print_preferences(*size, two_sided)))
    return Packed(made, printed, blank)


def _check_size(count: int, pages: Sequence[Page], size: tuple[float, float]) -> None:
    for page in pages:
        if any(abs(a - b) > 1 for a, b in zip(page.size, size, strict=True)):
            message = f"sheet {count} is {_told(page.size)}, the first is {_told(size)}: a pack has one size of paper"
            raise ProblemError(Problem(message, hint="build all with one layout and --paper, or print two packs"))


def _told(size: tuple[float, float]) -> str:
    return " x ".join(f"{to_mm(side):.0f}" for side in size) + " mm"


def _about(first: Document, codes: Sequence[str]) -> Document:
    """What the metadata tell: codes, and who made the sheets; nothing of a patient."""
    title = ", ".join(codes[:MOST_CODES]) + (" …" if len(codes) > MOST_CODES else "")
    return Document(
        title=title,
        language=first.language,
        author=first.author,
        subject="Print run",
        keywords=tuple(codes[:MOST_CODES]),
        stamp=first.stamp,
        furniture=Furniture("", ""),
        blocks=(),
    )
