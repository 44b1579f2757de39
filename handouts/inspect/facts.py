"""What can be measured in a finished PDF: pages, fonts, text sizes, extents, links, pictures, metadata."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader

from handouts.inspect.affine import rectangle, union
from handouts.inspect.content import interpret
from handouts.inspect.findings import Content
from handouts.inspect.fonts import Font
from handouts.inspect.measures import Encryption, Face, Facts, Figure, Link, Page
from handouts.inspect.nodes import PICTURES
from handouts.inspect.objects import follow, get, items, number, raw, string
from handouts.inspect.reading import Reading, read_pages
from handouts.inspect.tree import target

_SUBSET = re.compile(r"/?(?:([A-Z]{6})\+)?(.*)")


def facts(pdf: bytes, password: str | None = None) -> Facts:
    """Measure a file. Raises pypdf's errors for bytes that are no PDF, or that the password does not open."""
    reader = PdfReader(io.BytesIO(pdf), password=password)
    return measured(reader, [interpret(page) for page in reader.pages], pdf)


def measured(reader: PdfReader, contents: list[Content], pdf: bytes) -> Facts:
    """The facts of a file whose pages were interpreted already."""
    root, info = reader.root_object, reader.metadata
    packet = get(root, "/Metadata")
    xmp = packet.get_data().decode("utf-8", "replace") if packet is not None else ""
    return Facts(
        pages=tuple(_page(page, content) for page, content in zip(reader.pages, contents, strict=True)),
        title=info.title if info else None,
        lang=string(root, "/Lang"),
        info={key[1:]: str(value) for key, value in (info or {}).items()},
        faces=_faces(reader),
        links=tuple(_links(reader)),
        figures=_figures(read_pages(reader, contents)),
        tagged=get(root, "/StructTreeRoot") is not None,
        marked=_true(get(get(root, "/MarkInfo"), "/Marked")),
        display_title=_true(get(get(root, "/ViewerPreferences"), "/DisplayDocTitle")),
        pdfua=_property(xmp, "pdfuaid:part"),
        pdfa=((_property(xmp, "pdfaid:part") or "") + (_property(xmp, "pdfaid:conformance") or "")) or None,
        created=info.creation_date if info else None,
        modified=info.modification_date if info else None,
        encryption=encryption(pdf),
        packet=xmp,
    )


def encryption(pdf: bytes) -> Encryption | None:
    """How the file is locked, or None; needs no password."""
    renamed = pdf.replace(b"/Encrypt", b"/Locking")  # of equal length; else pypdf wants the password to open it
    lock = get(PdfReader(io.BytesIO(renamed)).trailer, "/Locking")
    if lock is None:
        return None
    rights = int(get(lock, "/P", 0))
    bits = 256 if get(lock, "/V") == 5 else int(get(lock, "/Length", 40))  # AES-256 needs no Length
    return Encryption(bits, screen_readers=bool(rights & 512), printing=bool(rights & 4))


def _page(page: Any, content: Content) -> Page:
    shown = [one for one in content.shown if one.glyphs]
    sizes: dict[bool, Counter[float]] = {True: Counter(), False: Counter()}
    for one in shown:
        sizes[one.artifact][round(one.size, 2)] += one.glyphs
    return Page(
        media=rectangle(page.mediabox),
        text=union(one.box for one in shown),
        paint=union(one.box for one in content.painted),
        body=dict(sorted(sizes[False].items())),
        furniture=dict(sorted(sizes[True].items())),
    )


def _faces(reader: PdfReader) -> tuple[Face, ...]:
    found: dict[int, Any] = {}
    for page in reader.pages:
        _collect(get(page, "/Resources"), found, set())
    return tuple(sorted((_face(font) for font in found.values()), key=lambda face: face.name))


def _collect(resources: Any, found: dict[int, Any], seen: set[int]) -> None:
    """The fonts of a page or a form and of all forms within."""
    for reference in get(resources, "/Font", {}).values():
        found[number(reference) or id(reference)] = follow(reference)
    for reference in get(resources, "/XObject", {}).values():
        if number(reference) not in seen:
            seen.add(number(reference))
            _collect(get(reference, "/Resources"), found, seen)


def _face(source: Any) -> Face:
    font = Font(source)
    files = [get(font.descriptor, key) for key in ("/FontFile", "/FontFile2", "/FontFile3")]
    match = _SUBSET.fullmatch(str(get(source, "/BaseFont", "")))
    subset, name = match.groups() if match else (None, "")
    return Face(
        name=name,
        kind=str(get(source, "/Subtype", "/"))[1:],
        subset=subset,
        bytes=sum(_stored(file) for file in files if file is not None),
        to_unicode=font.to_unicode is not None,
    )


def _stored(stream: Any) -> int:
    """The length of a stream as it stands in the file; pypdf drops its Length and has no public name for it."""
    data: bytes = stream._data
    return len(data)


def _links(reader: PdfReader) -> Iterator[Link]:
    for place, page in enumerate(reader.pages, 1):
        for annotation in items(raw(page, "/Annots")):
            if get(annotation, "/Subtype") == "/Link":
                box = rectangle(items(raw(annotation, "/Rect")))
                yield Link(place, target(annotation), string(annotation, "/Contents"), box)


def _figures(reading: Reading) -> tuple[Figure, ...]:
    return tuple(Figure(node.page, node.alt) for node in reading.walk(*PICTURES))


def _true(value: Any) -> bool:
    return bool(getattr(value, "value", value))


def _property(xmp: str, name: str) -> str | None:
    """An XMP property, written as an element or as an attribute."""
    match = re.search(rf"""\b{name}(?:\s*=\s*["']|>\s*)([^"'<\s]+)""", xmp)
    return match and match[1]
