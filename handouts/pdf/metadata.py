"""What a file says about itself: XMP with the PDF/UA and PDF/A marks, the Info dictionary, the colour space."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

from handouts.compose.document import Document
from handouts.output import MAKER
from handouts.pdf.objects import string

# PDF/A-2 demands that the PDF/UA schema be described (ISO 19005-2, 6.6.2.3)
_EXTENSION = """<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>"""

_NAMESPACES = "\n".join(
    f' xmlns:{prefix}="{uri}"'
    for prefix, uri in (
        ("dc", "http://purl.org/dc/elements/1.1/"),
        ("xmp", "http://ns.adobe.com/xap/1.0/"),
        ("pdf", "http://ns.adobe.com/pdf/1.3/"),
        ("pdfuaid", "http://www.aiim.org/pdfua/ns/id/"),
        ("pdfaid", "http://www.aiim.org/pdfa/ns/id/"),
        ("pdfaExtension", "http://www.aiim.org/pdfa/ns/extension/"),
        ("pdfaSchema", "http://www.aiim.org/pdfa/ns/schema#"),
        ("pdfaProperty", "http://www.aiim.org/pdfa/ns/property#"),
    )
)


def _text(words: str) -> str:
    """Words as XML; the packet is not compressed, and some programs look for its end instead of counting."""
    return escape(words).replace("endstream", "end&#115;tream")


def xmp(document: Document) -> bytes:
    """The metadata packet (ISO 16684-1)."""
    title, author, subject = _text(document.title), _text(document.author), _text(document.subject)
    keywords = _text(", ".join(document.keywords))
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
{_NAMESPACES}>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{document.language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{document.stamp}</xmp:CreateDate><xmp:ModifyDate>{document.stamp}</xmp:ModifyDate>
<xmp:CreatorTool>{MAKER}</xmp:CreatorTool><pdf:Producer>{MAKER}</pdf:Producer>
<pdf:Keywords>{keywords}</pdf:Keywords>
<pdfuaid:part>1</pdfuaid:part><pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
{_EXTENSION}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>
""".encode()


def info(document: Document) -> str:
    """The Info dictionary, saying the same as the packet."""
    digits = "".join(c for c in document.stamp if c.isdigit())
    date = string(f"D:{digits}Z")  # always UTC: offsets are a known trap
    pairs = {
        "Title": string(document.title),
        "Author": string(document.author),
        "Subject": string(document.subject),
        "Keywords": string(", ".join(document.keywords)),
        "Creator": string(MAKER),
        "Producer": string(MAKER),
        "CreationDate": date,
        "ModDate": date,
    }
    return "<<" + "".join(f"/{key}{value}" for key, value in pairs.items()) + ">>"


@cache
def colour_profile() -> bytes:
    """The sRGB profile that all colours are meant in (ISO 19005-2, 6.2.3)."""
    return (Path(__file__).parent / "srgb.icc").read_bytes()
