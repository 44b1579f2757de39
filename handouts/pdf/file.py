"""Writes objects into a file as they come, so that a file of many documents never is in the memory."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from typing import BinaryIO, NamedTuple

from handouts.pdf.objects import HEADER, PER_OBJECT_STREAM, end_of_file, entry, indirect, object_stream

ENTRY = 7  # bytes of an entry in the cross-reference stream
_UNSET = 0xFF  # as the kind of an entry


class Part(NamedTuple):
    """Finished objects, numbered one after the other from `first`, which fit into any file that has these numbers free.

    `entries` are theirs in the cross-reference stream; where `places` names one by its index, the place in `data`
    is still to be counted from the beginning of the file. `digest` is one of the data.
    """

    first: int
    data: bytes
    entries: bytes
    places: tuple[tuple[int, int], ...]
    digest: bytes


def finished(first: int, data: bytes, entries: bytes, places: tuple[tuple[int, int], ...]) -> Part:
    """A part with its digest."""
    return Part(first, data, entries, places, hashlib.sha256(data).digest())


class PartWriter:
    """Numbers objects from `first` on and makes one part of them."""

    def __init__(self, first: int) -> None:
        self._first = first
        self._bodies: list[bytes | str] = []

    def put(self, body: bytes | str) -> int:
        """Take an object, plain (`str`) or a stream (`bytes`); returns its number."""
        self._bodies.append(body)
        return self._first + len(self._bodies) - 1

    def part(self) -> Part:
        """The streams in their order, and behind them one object stream with all plain objects."""
        last = self._first + len(self._bodies)
        data, size = list[bytes](), 0
        entries, places = list[bytes](), list[tuple[int, int]]()
        plain: list[tuple[int, bytes]] = []
        for index, body in enumerate(self._bodies):
            if isinstance(body, str):
                entries.append(entry(2, last, len(plain)))
                plain.append((self._first + index, body.encode("latin-1")))
                continue
            entries.append(entry(1, 0, 0))
            places.append((index, size))
            data.append(indirect(self._first + index, body))
            size += len(data[-1])
        places.append((len(entries), size))
        data.append(indirect(last, object_stream(plain)))
        return finished(self._first, b"".join(data), b"".join([*entries, entry(1, 0, 0)]), tuple(places))


class FileWriter:
    """Numbers objects and puts them into a file; it keeps only where each is. Every number reserved must be put once.

    Numbers may be left out: then the cross-reference stream has several sections (ISO 32000-1, 7.5.8.2).
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._size = file, 0
        self._digest = hashlib.sha256()
        self._firsts, self._sections = [0], [bytearray(entry(0, 0, 65535))]
        self._plain: list[tuple[int, bytes]] = []
        self._write(HEADER)

    @property
    def next(self) -> int:
        """The first number behind all that are taken."""
        return self._firsts[-1] + len(self._sections[-1]) // ENTRY

    def reserve(self, count: int = 1) -> int:
        """The first of `count` new object numbers."""
        first = self.next
        self._sections[-1].extend(bytes([_UNSET] * ENTRY * count))
        return first

    def put(self, body: bytes | str, number: int | None = None) -> int:
        """Write an object: `str` for a plain one, which goes into an object stream; `bytes` for a stream."""
        number = number or self.reserve()
        section, at = self._place(number)
        if section[at] != _UNSET:
            raise ValueError(f"object {number} is set twice")
        if isinstance(body, bytes):
            self._put_at(number, body)
            return number
        section[at] = 2  # until its stream has a number
        self._plain.append((number, body.encode("latin-1")))
        if len(self._plain) == PER_OBJECT_STREAM:
            self._flush()
        return number

    def append(self, part: Part) -> None:
        """Write finished objects, whose numbers are behind all that are taken."""
        entries = bytearray(part.entries)
        for index, place in part.places:
            entries[index * ENTRY : (index + 1) * ENTRY] = entry(1, self._size + place, 0)
        if part.first == self.next:
            self._sections[-1].extend(entries)
        elif part.first > self.next:
            self._firsts.append(part.first)
            self._sections.append(entries)
        else:
            raise ValueError(f"object {part.first} is set twice")
        self._write(part.data, part.digest)

    def finish(self, root: int, info: int) -> None:
        """Write what is left. The identifier is a digest of the content (ISO 32000-1, 14.4)."""
        self._flush()
        number = self.reserve()
        self._set(number, 1, self._size, 0)
        for first, section in zip(self._firsts, self._sections, strict=True):
            if (index := section[::ENTRY].find(_UNSET)) >= 0:
                raise ValueError(f"object {first + index} was reserved and never set")
        sections = [(first, len(section) // ENTRY) for first, section in zip(self._firsts, self._sections, strict=True)]
        table, digest = b"".join(self._sections), self._digest.hexdigest()
        self._write(end_of_file(number, self._size, table, sections, root, info, digest))

    def _flush(self) -> None:
        if not self._plain:
            return
        number = self.reserve()
        for index, (inner, _) in enumerate(self._plain):
            self._set(inner, 2, number, index)
        self._put_at(number, object_stream(self._plain))
        self._plain.clear()

    def _put_at(self, number: int, body: bytes) -> None:
        self._set(number, 1, self._size, 0)
        self._write(indirect(number, body))

    def _set(self, number: int, kind: int, a: int, b: int) -> None:
        section, at = self._place(number)
        section[at : at + ENTRY] = entry(kind, a, b)

    def _place(self, number: int) -> tuple[bytearray, int]:
        """The section with the entry of an object, and where in it the entry begins."""
        index = bisect_right(self._firsts, number) - 1
        return self._sections[index], (number - self._firsts[index]) * ENTRY

    def _write(self, data: bytes, digest: bytes = b"") -> None:
        self._file.write(data)
        self._digest.update(digest or data)
        self._size += len(data)
