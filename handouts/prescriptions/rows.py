"""The rows of a CSV file one by one with the lines they stand on; a damaged row does not swallow the next."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple, TextIO

from handouts.prescriptions.text import misfit
from handouts.problems import Problem

LONGEST = 32_000  # characters of one row with all its lines


class Row(NamedTuple):
    """One row. Without cells when it cannot be read: `fault` then says why, without a path."""

    line: int
    cells: list[str]
    fault: Problem | None = None


class _TooLongError(Exception):
    """A row does not end within LONGEST characters."""


class _Lines:
    """The lines of a file, which can be given back: `taken` are those of the current row."""

    def __init__(self, file: TextIO, number: int) -> None:
        self._file, self._again, self._size = file, deque[str](), 0
        self.number = number
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._read()
        if not line:
            raise StopIteration
        self.number += 1
        self.taken.append(line)
        self._size += len(line)
        if self._size >= LONGEST:
            raise _TooLongError
        return line

    def _read(self) -> str:
        line = rest = self._file.readline(LONGEST)
        while len(rest) == LONGEST and not rest.endswith(("\n", "\r")):  # the rest of the line is no row of its own
            rest = self._file.readline(LONGEST)
        return line

    def begin(self) -> int:
        """Start a row; its line number."""
        self.taken.clear()
        self._size = 0
        return self.number + 1

    def give_back(self) -> None:
        """All lines of the row but the first are read again, as rows of their own."""
        self.number -= len(self.taken) - 1
        self._again.extendleft(reversed(self.taken[1:]))


def read_rows(file: TextIO, delimiter: str, line: int, encoding: str = "") -> Iterator[Row]:
    """Every row that is not empty, from where the file stands; `line` lines have been read of it.

    When a row cannot be read, for instance for a quotation mark that is never closed, reading goes on behind its
    first line.
    """
    lines = _Lines(file, line)
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        start = lines.begin()
        try:
            cells = next(rows)
        except StopIteration:
            return
        except (csv.Error, _TooLongError) as error:
            fault = _fault(error, len(lines.taken))
            lines.give_back()
            yield Row(start, [], fault)
            continue
        if unread := misfit(lines.taken, start, encoding):
            yield Row(start, [], unread)
        elif any(cell and not cell.isspace() for cell in cells):
            yield Row(start, cells)


def _fault(error: Exception, count: int) -> Problem:
    """What is wrong with a row, of which so many lines were read."""
    if count == 1 and isinstance(error, _TooLongError):
        return Problem(f"the row is longer than {LONGEST} characters")
    if count > 1 or "end of data" in str(error):
        hint = 'close it in the same cell; a quotation mark inside quoted text is written twice: ""'
        return Problem("a quotation mark that is opened in this row is not closed", hint=hint)
    hint = 'quote the whole cell, and write quotation marks inside it twice: ""'
    return Problem("the quotation marks in this row do not match", hint=hint)
