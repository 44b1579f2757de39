"""A file for the printer: finished pages set whole on bigger sheets, with hairlines where to cut or fold.

A source page becomes a Form XObject. Two of them on one sheet have no reading order, so the file has no tags, and its
metadata claim neither PDF/UA nor PDF/A; readers are given the file that went in. Lengths are in points.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from html import escape
from typing import Any, NamedTuple

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
)

from handouts import __version__
from handouts.layout.pen import number
from handouts.press.order import turning_edge

HAIRLINE = 0.25
Line = tuple[float, float, float, float]  # from x, y to x, y

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>
"""


class Form(NamedTuple):
    """A whole page that can be put on a sheet, and its size."""

    reference: IndirectObject
    width: float
    height: float


class PrintFile:
    """Collects the faces of sheets of one size; front and back follow each other."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._writer = PdfWriter()

    def forms(self, reader: PdfReader) -> tuple[Form, ...]:
        """The pages of a document. What they share, such as fonts, is in the file once."""
        return tuple(self._form(page) for page in reader.pages)

    def _form(self, page: Any) -> Form:
        left, bottom, right, top = map(float, page.mediabox)
        contents = page.get_contents()
        form = DecodedStreamObject()
        form.set_data(contents.get_data() if contents is not None else b"")
        deflated = form.flate_encode()
        deflated[NameObject("/Type")] = NameObject("/XObject")
        deflated[NameObject("/Subtype")] = NameObject("/Form")
        deflated[NameObject("/BBox")] = _numbers(left, bottom, right, top)
        deflated[NameObject("/Matrix")] = _numbers(1, 0, 0, 1, -left, -bottom)
        resources = dict.get(page, "/Resources", DictionaryObject())  # a reference where there is one
        deflated[NameObject("/Resources")] = resources.clone(self._writer)
        return Form(self._writer._add_object(deflated), right - left, top - bottom)

    def add(self, placed: Iterable[tuple[Form, float, float]], marks: Iterable[Line] = ()) -> None:
        """One face: pages with the places of their lower left corners, and lines."""
        page = self._writer.add_blank_page(self.width, self.height)
        code, named = [], DictionaryObject()
        for index, (form, x, y) in enumerate(placed):
            named[NameObject(f"/P{index}")] = form.reference
            code.append(f"q 1 0 0 1 {number(x)} {number(y)} cm /P{index} Do Q")
        lines = [f"{number(a)} {number(b)} m {number(c)} {number(d)} l S" for a, b, c, d in marks]
        if lines:
            code += [f"q {HAIRLINE} w 0 G", *lines, "Q"]
        stream = DecodedStreamObject()
        stream.set_data("\n".join(code).encode("ascii"))
        page[NameObject("/Contents")] = self._writer._add_object(stream)
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): named})

    def finish(self, title: str, kind: str) -> bytes:
        """The file's bytes, the same for the same input. A print dialog starts with the right duplex and no scaling."""
        writer, subject = self._writer, f"Print file ({kind}): for the printer, not for reading on a screen"
        root = writer.root_object
        edge = turning_edge(self.width, self.height).capitalize()
        root[NameObject("/ViewerPreferences")] = DictionaryObject(
            {
                NameObject("/PrintScaling"): NameObject("/None"),
                NameObject("/Duplex"): NameObject(f"/DuplexFlip{edge}Edge"),
            }
        )
        writer.xmp_metadata = _PACKET.format(title=escape(title), subject=escape(subject)).encode()
        maker = f"handouts {__version__}"
        writer.metadata = {"/Title": title, "/Subject": subject, "/Creator": maker, "/Producer": maker}
        out = io.BytesIO()
        writer.write(out)
        return out.getvalue()


def _numbers(*values: float) -> ArrayObject:
    return ArrayObject(NumberObject(v) if v == int(v) else FloatObject(v) for v in values)
