"""Writes what became of each row or file, as CSV and as JSON, one by one while the run goes on."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from handouts.batch.tasks import Made
from handouts.problems import Problem

MANIFESTS = ("manifest.csv", "manifest.json")
COLUMNS = ("id", "file", "sha256", "pages", "version", "status", "problem")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Manifest:
    """Both files of one run. They hold ids and say nothing else about a patient."""

    def __init__(self, table: BinaryIO, listed: BinaryIO, columns: Sequence[str] = COLUMNS) -> None:
        self._table, self._listed, self._columns = table, listed, columns
        self._rows = 0
        self._line(columns)
        listed.write(b'{"sheets": [')

    def add(self, made: Made) -> None:
        """One row."""
        self.tell(made.id, made.file, made.sha256, made.pages, made.version, made.status, said(made.problems))

    def tell(self, *told: str | int) -> None:
        """The values of one row, in the order of the columns."""
        self._line(tuple(map(_harmless, told)))
        entry = json.dumps(dict(zip(self._columns, told, strict=True)), ensure_ascii=False)
        self._listed.write(f"{',' if self._rows else ''}\n{entry}".encode("utf-8", "replace"))
        self._rows += 1

    def finish(self, complete: bool) -> None:
        """End the files; a run that was stopped says that there is more to come."""
        self._listed.write(f'\n], "complete": {json.dumps(complete)}}}\n'.encode())

    def _line(self, cells: Sequence[object]) -> None:
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerow(cells)
        self._table.write(text.getvalue().encode("utf-8", "replace"))


def said(problems: Iterable[Problem]) -> str:
    """Problems in one cell."""
    return "; ".join(map(str, problems))


def _harmless(value: object) -> object:
    """A cell that a spreadsheet does not run as a formula (OWASP, CSV injection)."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
