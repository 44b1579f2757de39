"""Writes PDF objects to bytes: object streams, a cross-reference stream, nothing that depends on time or place.

ReportLab's writer is not used for sheets: it makes a new font subset and deflates every picture anew for each
document, and its output needs repairs before it is PDF/A (line ends round streams, unused ToUnicode codes).
"""

from __future__ import annotations

import hashlib
import zlib
from typing import Protocol

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
PER_OBJECT_STREAM = 200


def string(text: str) -> str:
    """A text string object, in UTF-16 when it is not plain ASCII (ISO 32000-1, 7.9.2.2)."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return f"({escaped})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def stream(entries: str, data: bytes, deflated: bool = False) -> bytes:
    """A stream object; `data` is deflated unless it already is.

    The end-of-line marker before `endstream` is CR LF: behind a data byte CR a lone LF would read as part of it
    (ISO 19005-2, 6.1.7.1).
    """
    packed = data if deflated else zlib.compress(data, 6)
    head = f"<<{entries}/Filter/FlateDecode/Length {len(packed)}>>\nstream\r\n".encode("latin-1")
    return head + packed + b"\r\nendstream"


class Objects(Protocol):
    """Where objects are put: into the memory, or into a file at once."""

    def reserve(self, count: int = 1) -> int: ...  # noqa: D102
    def put(self, body: bytes | str, number: int | None = None) -> int: ...  # noqa: D102


class ObjectWriter:
    """Numbers objects and puts them into a file. Every number that is reserved must be put once."""

    def __init__(self) -> None:
        self._bodies: list[bytes | str | None] = []

    def reserve(self, count: int = 1) -> int:
        """The first of `count` new object numbers."""
        self._bodies.extend([None] * count)
        return len(self._bodies) - count + 1

    def put(self, body: bytes | str, number: int | None = None) -> int:
        """Set an object: `str` for a plain one, which goes into an object stream; `bytes` for a stream."""
        if number is None:
            self._bodies.append(body)
            return len(self._bodies)
        if self._bodies[number - 1] is not None:
            raise ValueError(f"object {number} is set twice")
        self._bodies[number - 1] = body
        return number

    def finish(self, root: int, info: int) -> bytes:
        """The whole file. Its identifier is a digest of its content (ISO 32000-1, 14.4)."""
        places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
        out, size = [HEADER], len(HEADER)
        plain: list[tuple[int, bytes]] = []
        for number, body in enumerate(self._bodies, 1):
            if body is None:
                raise ValueError(f"object {number} was reserved and never set")
            if isinstance(body, str):
                plain.append((number, body.encode("latin-1")))
            else:
                places[number] = (1, size, 0)
                out.append(indirect(number, body))
                size += len(out[-1])
        number = len(self._bodies)
        for i in range(0, len(plain), PER_OBJECT_STREAM):
            number += 1
            some = plain[i : i + PER_OBJECT_STREAM]
            for index, (inner, _) in enumerate(some):
                places[inner] = (2, number, index)
            places[number] = (1, size, 0)
            out.append(indirect(number, object_stream(some)))
            size += len(out[-1])
        number += 1
        places[number] = (1, size, 0)
        digest = hashlib.sha256(b"".join(out)).hexdigest()
        table = b"".join(entry(*place) for _, place in sorted(places.items()))
        return b"".join(out) + end_of_file(number, size, table, root, info, digest)


def entry(kind: int, a: int, b: int) -> bytes:
    """An entry of the cross-reference stream: 1, place, 0; or 2, object stream, index (ISO 32000-1, 7.5.8.3)."""
    return b"%c%b%b" % (kind, a.to_bytes(4, "big"), b.to_bytes(2, "big"))


def indirect(number: int, body: bytes) -> bytes:
    """An object with its number."""
    return b"%d 0 obj\n%b\nendobj\n" % (number, body)


def end_of_file(number: int, at: int, table: bytes, root: int, info: int, digest: str) -> bytes:
    """What follows the objects: the cross-reference stream with its number and place, and where to find it."""
    identifier = digest[:32]
    entries = f"/Type/XRef/W[1 4 2]/Size {number + 1}/Root {root} 0 R/Info {info} 0 R/ID[<{identifier}><{identifier}>]"
    return indirect(number, stream(entries, table)) + b"startxref\n%d\n%%%%EOF\n" % at


def object_stream(some: list[tuple[int, bytes]]) -> bytes:
    """Plain objects with their numbers, deflated together (ISO 32000-1, 7.5.7)."""
    head, offset = [], 0
    for number, body in some:
        head.append(b"%d %d" % (number, offset))
        offset += len(body) + 1
    first = b" ".join(head) + b"\n"
    data = first + b"\n".join(body for _, body in some) + b"\n"
    return stream(f"/Type/ObjStm/N {len(some)}/First {len(first)}", data)
