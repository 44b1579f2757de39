"""Reads the passwords for encrypted sheets: one for all, or one for each patient's id; none is ever in a message."""

from __future__ import annotations

import csv
import os
import stat
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from handouts.prescriptions.rows import read_rows
from handouts.prescriptions.text import open_text
from handouts.problems import Problem, ProblemError

HEADER = ["id", "password"]
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True)
class Passwords:
    """The passwords of one file; nothing of them is shown when it is printed."""

    path: str
    everyone: str = field(default="", repr=False)
    each: Mapping[str, str] = field(default_factory=dict, repr=False)

    def of(self, identity: str = "") -> str:
        """The password for a patient's id. Raises ProblemError when there is none: then nothing may be written."""
        found = self.everyone or self.each.get(unicodedata.normalize("NFC", identity), "")
        if not found:
            message = "there is no password for this id" if identity else "has passwords by id, and no id is given"
            raise ProblemError(Problem(message, self.path, hint="add a row, or use a file with one password for all"))
        return found


def read_passwords(path: Path) -> Passwords:
    """A CSV file with the columns id and password, or a file with one password on its only line.

    Raises ProblemError for a file that others may read, and with everything that is wrong in it.
    """
    with open_text(path) as file:
        mode = os.fstat(file.fileno()).st_mode
        if os.name == "posix" and mode & _OTHERS:
            raise ProblemError(Problem("others may read the passwords", str(path), hint=f"run: chmod 600 {path}"))
        first = file.readline()
        for delimiter in ",;\t":
            names = next(csv.reader([first], delimiter=delimiter), [])
            if [name.strip().lower() for name in names] == HEADER:
                rows = ((row.line, row.cells) for row in read_rows(file, delimiter, line=1))
                return Passwords(str(path), each=_by_id(rows, str(path)))
        if not first.strip() or file.read().strip():
            message = "is neither one password nor a table of them"
            hint = "write one line with a password, or the columns id,password with a row each"
            raise ProblemError(Problem(message, str(path), hint=hint))
        return Passwords(str(path), everyone=first.rstrip("\r\n"))


def _by_id(rows: Iterator[tuple[int, list[str]]], path: str) -> dict[str, str]:
    found: dict[str, str] = {}
    lines: dict[str, int] = {}
    problems = []
    for line, cells in rows:
        if len(cells) != len(HEADER) or not all(map(str.strip, cells)):
            problems.append(Problem("the row does not hold an id and a password", path, line))
            continue
        identity = unicodedata.normalize("NFC", cells[0].strip())
        if identity in found:
            hint = "keep one of the two"
            problems.append(Problem(f"the id is on line {lines[identity]} too", path, line, field="id", hint=hint))
        found[identity] = cells[1]
        lines.setdefault(identity, line)
    if problems:
        raise ProblemError(problems)
    return found
