"""The syntax of PDF objects: strings, streams, object streams, the cross-reference stream.

ReportLab's writer is not used for sheets: it makes a new font subset and deflates every picture anew for each
document, and its output needs repairs before it is PDF/A (line ends round streams, unused ToUnicode codes).
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
PER_OBJECT_STREAM = 200
SHARED, OWN = 6, 1  # levels; what each document has for itself takes a quarter of the time and 300 bytes more


def string(text: str) -> str:
    """A text string object, in UTF-16 when it is not plain ASCII (ISO 32000-1, 7.9.2.2)."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return f"({escaped})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def stream(entries: str, data: bytes, deflated: bool = False, level: int = SHARED) -> bytes:
    """A stream object; `data` is deflated unless it already is."""
    return raw_stream(f"{entries}/Filter/FlateDecode", data if deflated else zlib.compress(data, level))


def raw_stream(entries: str, data: bytes) -> bytes:
    """A stream object of data as it is; the entries name its filter.

    The end-of-line marker before `endstream` is CR LF: behind a data byte CR a lone LF would read as part of it
    (ISO 19005-2, 6.1.7.1).
    """
    return f"<<{entries}/Length {len(data)}>>\nstream\r\n".encode("latin-1") + data + b"\r\nendstream"


def entry(kind: int, a: int, b: int) -> bytes:
    """An entry of the cross-reference stream: 1, place, 0; or 2, object stream, index (ISO 32000-1, 7.5.8.3)."""
    return b"%c%b%b" % (kind, a.to_bytes(4, "big"), b.to_bytes(2, "big"))


def indirect(number: int, body: bytes) -> bytes:
    """An object with its number."""
    return b"%d 0 obj\n%b\nendobj\n" % (number, body)


def end_of_file(
    number: int, at: int, table: bytes, sections: Sequence[tuple[int, int]], root: int, info: int, digest: str
) -> bytes:
    """What follows the objects: the cross-reference stream with its number and place, and where to find it.

    `sections` are the first numbers and counts of the runs of numbers that `table` has entries for.
    """
    identifier = digest[:32]
    index = f"/Index[{' '.join(f'{first} {count}' for first, count in sections)}]" if len(sections) > 1 else ""
    entries = (
        f"/Type/XRef/W[1 4 2]{index}/Size {number + 1}/Root {root} 0 R/Info {info} 0 R/ID[<{identifier}><{identifier}>]"
    )
    return indirect(number, stream(entries, table, level=OWN)) + b"startxref\n%d\n%%%%EOF\n" % at


def object_stream(some: list[tuple[int, bytes]]) -> bytes:
    """Plain objects with their numbers, deflated together (ISO 32000-1, 7.5.7)."""
    head, offset = [], 0
    for number, body in some:
        head.append(b"%d %d" % (number, offset))
        offset += len(body) + 1
    first = b" ".join(head) + b"\n"
    data = first + b"\n".join(body for _, body in some) + b"\n"
    return stream(f"/Type/ObjStm/N {len(some)}/First {len(first)}", data, level=OWN)
