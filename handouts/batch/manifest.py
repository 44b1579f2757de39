"""Writes what became of each row, as CSV and as JSON, row by row while the batch runs."""

from __future__ import annotations

import csv
import io
import json
from typing import Any, BinaryIO

from handouts.batch.tasks import Made

COLUMNS = ("id", "file", "sha256", "pages", "version", "status", "problem")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Manifest:
    """Both files of one run. They hold ids and say nothing else about a patient."""

    def __init__(self, table: BinaryIO, listed: BinaryIO) -> None:
        self._table, self._listed = table, listed
        self._rows = 0
        self._line(COLUMNS)
        listed.write(b'{"sheets": [')

    def add(self, made: Made) -> None:
        """One row."""
        problem = "; ".join(map(str, made.problems))
        told = (made.id, made.file, made.sha256, made.pages, made.version, made.status, problem)
        self._line(tuple(map(_harmless, told)))
        entry = json.dumps(dict(zip(COLUMNS, told, strict=True)), ensure_ascii=False)
        self._listed.write(f"{',' if self._rows else ''}\n{entry}".encode("utf-8", "replace"))
        self._rows += 1

    def finish(self, complete: bool) -> None:
        """End the files; a run that was stopped says that there is more to come."""
        self._listed.write(f'\n], "complete": {json.dumps(complete)}}}\n'.encode())

    def _line(self, cells: tuple[Any, ...]) -> None:
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerow(cells)
        self._table.write(text.getvalue().encode("utf-8", "replace"))


def _harmless(value: object) -> object:
    """A cell that a spreadsheet does not run as a formula (OWASP, CSV injection)."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
