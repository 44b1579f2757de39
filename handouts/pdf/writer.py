"""Writes a laid-out document as one tagged PDF."""

from __future__ import annotations

import io
import zlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from handouts.compose.document import Document
from handouts.layout.faces import FontName, font
from handouts.layout.frame import Page, Picture, Print
from handouts.pdf.figures import form
from handouts.pdf.file import FileWriter, Part, PartWriter
from handouts.pdf.fonts import embed, rounded
from handouts.pdf.metadata import colour_profile, info, xmp
from handouts.pdf.objects import stream, string
from handouts.pdf.page import ROOM, Shared, known_page, page_part


def write_pdf(document: Document, pages: Sequence[Page], preferences: str = "") -> bytes:
    """The bytes of the file: PDF 1.7, PDF/UA-1 and PDF/A-2a, the same for the same input.

    `preferences` are more entries for viewers (ISO 32000-1, 12.2).
    """
    file = io.BytesIO()
    book = Book(writer := FileWriter(file), ROOM)
    for page in pages:
        book.add(page)
    writer.finish(*book.finish(document, preferences))
    return file.getvalue()


class Book:
    """Puts pages into a file, one after the other; nothing of a page is kept but what it is found by.

    The number of each page is a multiple of `room`: pages that another document has too are then taken from it as
    they are. A file that may have a great many pages has to count without gaps (ISO 19005-2, 6.1.13).
    """

    def __init__(self, writer: FileWriter, room: int = 1) -> None:
        self._writer, self._room = writer, room
        first = writer.reserve(5)
        self._catalog, self._tree_of_pages, self._resources, self._root, self._document = range(first, first + 5)
        self._numbers = self._tree_of_pages, self._root
        self._pages: list[int] = []
        self._kids: list[tuple[int, str]] = []  # of the document element, each with its place in the reading order
        self._parents: list[str] = []  # entries of the parent tree
        self._part, self._part_kids, self._language = 0, list[tuple[int, str]](), ""
        self._characters: dict[FontName, set[str]] = defaultdict(set)
        self._pictures: dict[str, Picture | Print] = {}

    def begin_part(self, language: str) -> None:
        """The pages from here on are a document of its own, in this language."""
        self._end_part()
        self._part, self._part_kids, self._language = self._writer.reserve(), [], language
        self._kids.append((len(self._kids), f" {self._part} 0 R"))

    def _end_part(self) -> None:
        if self._part:
            entries = f"/Lang{string(self._language)}/K[{_in_order(self._part_kids)}]"
            self._writer.put(f"<</S/Part/P {self._document} 0 R{entries}>>", self._part)
            self._part = 0

    def add(self, page: Page) -> None:
        """Write a page and its part of the structure tree."""
        me = -(-self._writer.next // self._room) * self._room
        made = (known_page if self._room > 1 else page_part)(
            page, me, Shared(self._tree_of_pages, self._resources, self._part or self._document)
        )
        self._writer.append(made.part)
        self._pages.append(me)
        kids = self._part_kids if self._part else self._kids
        kids += zip(page.reading or range(len(kids), len(kids) + len(made.kids)), made.kids, strict=True)
        self._parents.append(made.parents)
        for face, used in made.characters:
            self._characters[face] |= used
        self._pictures.update(made.pictures)

    def finish(self, document: Document, preferences: str = "") -> tuple[int, int]:
        """Write what all pages share; returns the numbers of the catalog and the Info dictionary.

        `document` is what the metadata tell of; `preferences` are more entries for viewers (ISO 32000-1, 12.2).
        """
        writer = self._writer
        self._end_part()
        used = sorted(self._characters.items(), key=lambda pair: font(pair[0]).resource)
        characters = tuple((name, rounded(name, frozenset(some))) for name, some in used if some)
        told = replace(document, blocks=())
        end = end_part(writer.next, told, characters, tuple(self._pictures.items()), self._numbers, preferences)
        writer.append(end.part)
        writer.put(end.resources, self._resources)
        writer.put(end.catalog, self._catalog)
        kids = " ".join(f"{n} 0 R" for n in self._pages)
        writer.put(f"<</Type/Pages/Count {len(self._pages)}/Kids[{kids}]>>", self._tree_of_pages)
        self._finish_structure()
        return self._catalog, end.info

    def _finish_structure(self) -> None:
        writer = self._writer
        writer.put(f"<</S/Document/P {self._root} 0 R/K[{_in_order(self._kids)}]>>", self._document)
        parents = writer.put(f"<</Nums[{''.join(self._parents)}]>>")
        writer.put(
            f"<</Type/StructTreeRoot/K {self._document} 0 R/ParentTree {parents} 0 R/ParentTreeNextKey {writer.next}>>",
            self._root,
        )


def _in_order(kids: Sequence[tuple[int, str]]) -> str:
    """References in reading order, in which frames need not stand on their pages."""
    return "".join(references for _, references in sorted(kids))


class End(NamedTuple):
    """What a document needs besides its pages: fonts, pictures, metadata; and the objects that refer to these."""

    part: Part
    resources: str
    catalog: str
    info: int


@lru_cache(maxsize=32)
def end_part(
    first: int,
    told: Document,
    characters: tuple[tuple[FontName, frozenset[str]], ...],
    pictures: tuple[tuple[str, Picture | Print], ...],
    numbers: tuple[int, int],
    preferences: str,
) -> End:
    """The objects numbered from `first`, which two sheets have in common if they show the same pictures and letters.

    `told` is a document without its blocks; `numbers` are those of the tree of pages and of the structure tree.
    """
    writer = PartWriter(first)
    fonts = "".join(f"/{font(name).resource} {embed(writer, name, used)} 0 R" for name, used in characters)
    forms = "".join(f"/{name} {writer.put(_drawn(picture))} 0 R" for name, picture in pictures)
    catalog = _catalog(writer, told, *numbers, preferences)
    about = writer.put(info(told))
    return End(writer.part(), f"<</Font<<{fonts}>>/XObject<<{forms}>>>>", catalog, about)


def _drawn(picture: Picture | Print) -> bytes:
    if isinstance(picture, Picture):
        return form(picture)
    from handouts.pdf.images import logo  # most sheets have none

    return logo(picture)


def _catalog(writer: PartWriter, document: Document, pages: int, structure: int, preferences: str) -> str:
    # metadata stays undeflated, so that any program can find it in the file
    packet = xmp(document)
    metadata = writer.put(
        f"<</Type/Metadata/Subtype/XML/Length {len(packet)}>>\nstream\r\n".encode() + packet + b"\r\nendstream"
    )
    profile = writer.put(stream("/N 3", _profile(), deflated=True))
    intent = (
        f"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)"
        f"/DestOutputProfile {profile} 0 R>>"
    )
    return (
        f"<</Type/Catalog/Version/1.7/Pages {pages} 0 R/StructTreeRoot {structure} 0 R/MarkInfo<</Marked true>>"
        f"/Lang{string(document.language)}/ViewerPreferences<</DisplayDocTitle true{preferences}>>"
        f"/Metadata {metadata} 0 R/OutputIntents[{intent}]>>"
    )


@lru_cache(maxsize=1)
def _profile() -> bytes:
    return zlib.compress(colour_profile(), 9)
