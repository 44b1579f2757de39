"""Writes a laid-out document as one tagged PDF."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import count

from handouts.compose.document import Document
from handouts.layout.faces import FACES, FaceName
from handouts.layout.frame import Frame, Page, Picture, Print
from handouts.layout.pen import FONT_NAMES, number
from handouts.pdf.figures import form
from handouts.pdf.fonts import embed
from handouts.pdf.metadata import colour_profile, info, xmp
from handouts.pdf.objects import Objects, ObjectWriter, stream, string
from handouts.pdf.structure import Annotation, Placement, StructureTree


def write_pdf(document: Document, pages: Sequence[Page]) -> bytes:
    """The bytes of the file: PDF 1.7, PDF/UA-1 and PDF/A-2a, the same for the same input."""
    writer = ObjectWriter()
    book = Book(writer)
    for page in pages:
        book.add(page)
    return writer.finish(*book.finish(document))


class Book:
    """Puts pages into a file, one after the other; nothing of a page is kept but what it is found by."""

    def __init__(self, writer: Objects) -> None:
        self._writer = writer
        self._catalog, self._tree_of_pages, self._resources = writer.reserve(), writer.reserve(), writer.reserve()
        self._structure = StructureTree(writer)
        self._pages: list[int] = []
        self._keys = count()  # of the parent tree
        self._characters: dict[FaceName, set[str]] = defaultdict(set)
        self._pictures: dict[str, int] = {}

    def begin_part(self, language: str) -> None:
        """The pages from here on are a document of its own, in this language."""
        self._structure.begin_part(language)

    def add(self, page: Page) -> None:
        """Write a page and its part of the structure tree."""
        me = self._writer.reserve()
        code, places = page_content(page, me)
        key, annotations = next(self._keys), []
        for place in places:
            for link in place.frame.links:
                box = " ".join(map(number, link.rect.moved(place.x, place.y)))
                own = next(self._keys)
                place.annotations.append(
                    Annotation(self._writer.put(_annotation(link.uri, link.contents, box, own)), own)
                )
            annotations += [annotation.number for annotation in place.annotations]
            self._structure.add(place)
            self._gather(place.frame)
        for name, used in page.furniture_characters:
            self._characters[name] |= used
        self._structure.end_page(key, places[0].owners if places else [])
        content = self._writer.put(stream("", zlib.compress(code.encode("latin-1"), 6), deflated=True))
        self._writer.put(_page(page, key, self._tree_of_pages, self._resources, content, annotations), me)
        self._pages.append(me)

    def _gather(self, frame: Frame) -> None:
        for face, used in frame.characters:
            self._characters[face] |= used
        for name, picture in frame.pictures:
            if name not in self._pictures:
                self._pictures[name] = self._writer.put(_drawn(picture))

    def finish(self, document: Document, preferences: str = "") -> tuple[int, int]:
        """Write what all pages share; returns the numbers of the catalog and the Info dictionary.

        `document` is what the metadata tell of; `preferences` are more entries for viewers (ISO 32000-1, 12.2).
        """
        writer = self._writer
        self._structure.finish()
        kids = " ".join(f"{n} 0 R" for n in self._pages)
        writer.put(f"<</Type/Pages/Count {len(self._pages)}/Kids[{kids}]>>", self._tree_of_pages)
        fonts = "".join(
            f"/{FONT_NAMES[name]} {embed(writer, name, frozenset(self._characters[name]))} 0 R"
            for name in FACES
            if self._characters[name]
        )
        forms = "".join(f"/{name} {number} 0 R" for name, number in self._pictures.items())
        writer.put(f"<</Font<<{fonts}>>/XObject<<{forms}>>>>", self._resources)
        catalog = _catalog(writer, document, self._tree_of_pages, self._structure.root, preferences)
        writer.put(catalog, self._catalog)
        return self._catalog, writer.put(info(document))


def page_content(page: Page, page_number: int) -> tuple[str, list[Placement]]:
    """The content stream of a page and what stands where on it.

    Marked content is flat: each mark opens and closes its own sequence (ISO 32000-1, 14.6).
    """
    code: list[str] = []
    places: list[Placement] = []
    owners: list[int] = []
    for x, y, frame in page.placed:
        identifiers: dict[int, int] = {}
        code.append(f"q 1 0 0 1 {number(x)} {number(y)} cm")
        for index, mark in enumerate(frame.marks):
            if mark.role:
                identifiers[index] = len(owners)
                code += [f"/{mark.role}<</MCID {len(owners)}>>BDC", mark.operators, "EMC"]
                owners.append(0)
            else:
                code += ["/Artifact BMC", mark.operators, "EMC"]
        code.append("Q")
        places.append(Placement(frame, x, y, page_number, identifiers, owners))
    code += ["/Artifact<</Type/Pagination/Subtype/Footer>>BDC", page.furniture, "EMC"]
    return "\n".join(code), places


def _annotation(uri: str, contents: str, box: str, key: int) -> str:
    # F 4 is Print, which PDF/A demands (ISO 19005-2, 6.3.2)
    return (
        f"<</Type/Annot/Subtype/Link/Rect[{box}]/Border[0 0 0]/F 4/StructParent {key}"
        f"/Contents{string(contents)}/A<</S/URI/URI{string(uri)}>>>>"
    )


def _page(page: Page, key: int, parent: int, resources: int, content: int, annotations: Sequence[int]) -> str:
    width, height = map(number, page.size)
    links = f"/Annots[{' '.join(f'{n} 0 R' for n in annotations)}]" if annotations else ""
    return (
        f"<</Type/Page/Parent {parent} 0 R/MediaBox[0 0 {width} {height}]/Resources {resources} 0 R"
        f"/Contents {content} 0 R/StructParents {key}/Tabs/S{links}>>"
    )


def _drawn(picture: Picture | Print) -> bytes:
    if isinstance(picture, Picture):
        return form(picture)
    from handouts.pdf.images import logo  # most sheets have none

    return logo(picture)


def _catalog(writer: Objects, document: Document, pages: int, structure: int, preferences: str) -> str:
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
