"""Writes a laid-out document as one tagged PDF."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from handouts.compose.document import Document
from handouts.layout.faces import FACES, FaceName
from handouts.layout.frame import Frame, Page, Picture, Print
from handouts.layout.pen import FONT_NAMES, number
from handouts.pdf.figures import form
from handouts.pdf.fonts import embed
from handouts.pdf.metadata import colour_profile, info, xmp
from handouts.pdf.objects import ObjectWriter, stream, string
from handouts.pdf.structure import Annotation, Placement, StructureTree


def write_pdf(document: Document, pages: Sequence[Page]) -> bytes:
    """The bytes of the file: PDF 1.7, PDF/UA-1 and PDF/A-2a, the same for the same input."""
    writer = ObjectWriter()
    catalog, tree_of_pages, resources = writer.reserve(), writer.reserve(), writer.reserve()
    numbers = [writer.reserve() for _ in pages]
    structure = StructureTree(writer)
    owners: list[list[int]] = []
    keys = len(pages)
    for index, page in enumerate(pages):
        code, places = page_content(page, numbers[index])
        annotations = []
        for place in places:
            for link in place.frame.links:
                box = " ".join(map(number, link.rect.moved(place.x, place.y)))
                place.annotations.append(Annotation(writer.put(_annotation(link.uri, link.contents, box, keys)), keys))
                keys += 1
            annotations += [annotation.number for annotation in place.annotations]
            structure.add(place)
        owners.append(places[0].owners if places else [])
        content = writer.put(stream("", zlib.compress(code.encode("latin-1"), 6), deflated=True))
        writer.put(_page(page, index, tree_of_pages, resources, content, annotations), numbers[index])
    structure.finish(owners)
    kids = " ".join(f"{n} 0 R" for n in numbers)
    writer.put(f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>", tree_of_pages)
    writer.put(_resources(writer, pages), resources)
    writer.put(_catalog(writer, document, tree_of_pages, structure.root), catalog)
    return writer.finish(catalog, writer.put(info(document)))


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


def _page(page: Page, index: int, parent: int, resources: int, content: int, annotations: Sequence[int]) -> str:
    width, height = map(number, page.size)
    links = f"/Annots[{' '.join(f'{n} 0 R' for n in annotations)}]" if annotations else ""
    return (
        f"<</Type/Page/Parent {parent} 0 R/MediaBox[0 0 {width} {height}]/Resources {resources} 0 R"
        f"/Contents {content} 0 R/StructParents {index}/Tabs/S{links}>>"
    )


def _resources(writer: ObjectWriter, pages: Sequence[Page]) -> str:
    characters: dict[FaceName, set[str]] = defaultdict(set)
    pictures: dict[str, Picture | Print] = {}
    for page in pages:
        for _, _, frame in page.placed:
            _gather(frame, characters, pictures)
        for name, used in page.furniture_characters:
            characters[name] |= used
    fonts = "".join(
        f"/{FONT_NAMES[name]} {embed(writer, name, frozenset(characters[name]))} 0 R"
        for name in FACES
        if characters[name]
    )
    forms = "".join(f"/{name} {writer.put(_drawn(picture))} 0 R" for name, picture in pictures.items())
    return f"<</Font<<{fonts}>>/XObject<<{forms}>>>>"


def _drawn(picture: Picture | Print) -> bytes:
    if isinstance(picture, Picture):
        return form(picture)
    from handouts.pdf.images import logo  # most sheets have none

    return logo(picture)


def _gather(frame: Frame, characters: dict[FaceName, set[str]], pictures: dict[str, Picture | Print]) -> None:
    for name, used in frame.characters:
        characters[name] |= used
    pictures.update(frame.pictures)


def _catalog(writer: ObjectWriter, document: Document, pages: int, structure: int) -> str:
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
        f"/Lang{string(document.language)}/ViewerPreferences<</DisplayDocTitle true>>"
        f"/Metadata {metadata} 0 R/OutputIntents[{intent}]>>"
    )


@lru_cache(maxsize=1)
def _profile() -> bytes:
    return zlib.compress(colour_profile(), 9)
