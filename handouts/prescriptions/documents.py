"""The records of a YAML file one by one: a single prescription, a list of them, or several documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, TextIO

from handouts.prescriptions.text import misfit
from handouts.problems import Problem
from handouts.source import MAX_BYTES

_MARKER = re.compile(r"(---|\.\.\.)(?=\s|$)")
_ITEM = re.compile(r"( *)-(?=\s|$)")
_NOTHING = re.compile(r"\s*(#.*)?$", re.DOTALL)


class Piece(NamedTuple):
    """The text of one record, starting on `line`. Without text when it cannot be read: `fault` then says why."""

    line: int
    text: str
    fault: Problem | None = None


class _Pieces:
    """Cuts lines into pieces. What is written once cannot be used in another piece: anchors end with theirs."""

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding
        self._lines: list[str] = []
        self._start = self._size = 0
        self._dash: str | None = None  # what stands before the dash of a list's items; None within a mapping

    def take(self, number: int, line: str) -> Iterator[Piece]:
        """Read one line; yields the piece that ends in front of it."""
        if _MARKER.match(line):
            yield from self.end()
            line = f"   {line[3:]}"
        if not self._lines and _NOTHING.match(line):
            return
        found = _ITEM.match(line)
        if found and (not self._lines or found[1] == self._dash):
            yield from self.end()
            self._dash = found[1]
            line = f"{found[1]} {line[found.end() :]}"  # an item without its dash is a mapping in the same columns
        if not self._lines:
            self._start, self._size = number, 0
            if not found:
                self._dash = None
        self._size += len(line)
        if self._size <= MAX_BYTES or not self._lines:
            self._lines.append(line)

    def end(self) -> Iterator[Piece]:
        """The piece that is open, when there is one."""
        lines, self._lines = self._lines, []
        if not lines:
            return
        fault = misfit(lines, self._start, self._encoding)
        if self._size > MAX_BYTES:
            fault = Problem(f"the record is larger than {MAX_BYTES // 1024**2} MiB")
        yield Piece(self._start, "" if fault else "".join(lines), fault)


def read_pieces(file: TextIO, encoding: str = "") -> Iterator[Piece]:
    """Every record's text; what is between two records belongs to the first."""
    pieces = _Pieces(encoding)
    number = 0
    while line := file.readline(MAX_BYTES):
        number += 1
        yield from pieces.take(number, line)
    yield from pieces.end()
