"""Writes PDF objects into a file as they come, so that a file of many documents never is in the memory."""

from __future__ import annotations

import hashlib
from typing import BinaryIO

from handouts.pdf.objects import HEADER, PER_OBJECT_STREAM, end_of_file, entry, indirect, object_stream

_ENTRY = 7  # bytes


class FileWriter:
    """As ObjectWriter, but it keeps only where each object is. Every number that is reserved must be put once."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._size = file, 0
        self._digest = hashlib.sha256()
        self._table = bytearray(entry(0, 0, 65535))
        self._plain: list[tuple[int, bytes]] = []
        self._write(HEADER)

    def reserve(self, count: int = 1) -> int:
        """The first of `count` new object numbers."""
        first = len(self._table) // _ENTRY
        self._table.extend(bytes(_ENTRY * count))
        return first

    def put(self, body: bytes | str, number: int | None = None) -> int:
        """Write an object: `str` for a plain one, which goes into an object stream; `bytes` for a stream."""
        number = number or self.reserve()
        if self._table[number * _ENTRY]:
            raise ValueError(f"object {number} is set twice")
        if isinstance(body, bytes):
            self._put_at(number, body)
            return number
        self._place(number, 2, 0, 0)  # until its stream has a number
        self._plain.append((number, body.encode("latin-1")))
        if len(self._plain) == PER_OBJECT_STREAM:
            self._flush()
        return number

    def finish(self, root: int, info: int) -> None:
        """Write what is left. The identifier is a digest of the content (ISO 32000-1, 14.4)."""
        self._flush()
        number = self.reserve()
        self._place(number, 1, self._size, 0)
        if 0 in self._table[_ENTRY::_ENTRY]:
            missing = self._table[_ENTRY::_ENTRY].index(0) + 1
            raise ValueError(f"object {missing} was reserved and never set")
        table, digest = bytes(self._table), self._digest.hexdigest()
        self._write(end_of_file(number, self._size, table, root, info, digest))

    def _flush(self) -> None:
        if not self._plain:
            return
        number = self.reserve()
        for index, (inner, _) in enumerate(self._plain):
            self._place(inner, 2, number, index)
        self._put_at(number, object_stream(self._plain))
        self._plain.clear()

    def _put_at(self, number: int, body: bytes) -> None:
        self._place(number, 1, self._size, 0)
        self._write(indirect(number, body))

    def _place(self, number: int, kind: int, a: int, b: int) -> None:
        self._table[number * _ENTRY : (number + 1) * _ENTRY] = entry(kind, a, b)

    def _write(self, data: bytes) -> None:
        self._file.write(data)
        self._digest.update(data)
        self._size += len(data)
