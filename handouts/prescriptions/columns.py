"""What the columns of a CSV file mean: its header row, and one row as the data of a prescription."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from handouts.library.models import Dose
from handouts.problems import Problem, ProblemError, did_you_mean

DELIMITERS = (",", ";", "\t")
_PLAIN: dict[str, tuple[str, ...]] = {
    "id": ("patient", "id"),
    "name": ("patient", "name"),
    **{name: (name,) for name in (
        "date", "clinician", "routine", "lang", "country", "layout", "paper", "note", "next_appointment", "add", "skip",
    )},
}  # fmt: skip
NEEDED = ("id", "routine")
LISTS = ("add", "skip")
KEYS = tuple(key for key in Dose.model_fields if key != "build_up")  # a build-up has keys of its own: YAML only
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CHANGE = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)\.([a-z_]+)")
_YES, _NO = frozenset(("yes", "ja", "sí", "true", "x", "1")), frozenset(("no", "nej", "nei", "nein", "false", "0"))
_BETWEEN = re.compile(r"[\s,;]+")


@dataclass(frozen=True)
class Columns:
    """The columns of one file: name and place in the data of each, in their order, empty ones at the end left out."""

    delimiter: str
    places: tuple[tuple[str, tuple[str, ...]], ...]

    def data(self, cells: Sequence[str]) -> tuple[dict[str, Any], list[Problem]]:
        """One row as a prescription's data, and what is wrong with cells left out of it.

        Raises ProblemError, without a path, when the number of cells is not that of the columns.
        """
        count = len(self.places)
        if len(cells) < count or any(map(str.strip, cells[count:])):
            message = f"the row has {len(cells)} cells, the header has {count}"
            hint = "fill each row up to the last column; a cell that holds the delimiter needs quotation marks"
            raise ProblemError(Problem(message, hint=hint))
        found: dict[str, Any] = {"patient": {}}
        problems = []
        for (name, loc), cell in zip(self.places, cells, strict=False):
            value = cell.strip()
            if not value:
                continue
            if "\n" in value and any(map(self._like_a_row, value.splitlines()[1:])):
                hint = "close each quotation mark in its own row"
                problems.append(Problem("the cell holds another row", field=name, hint=hint))
            if loc[0] in LISTS:
                _put_list(found, loc[0], value)
            elif loc[-1] != "skip":
                _put(found, loc, value)
            elif value.lower() in _YES:
                _put(found, loc, True)
            elif value.lower() not in _NO:
                hint = "write yes or no, or leave it empty"
                problems.append(Problem("is neither yes nor no", field=name, hint=hint))
        return found, problems

    def _like_a_row(self, line: str) -> bool:
        """Whether a line of a cell is a row that a quotation mark has swallowed: it has all cells, and a routine."""
        cells = line.split(self.delimiter)
        at = next(index for index, (name, _) in enumerate(self.places) if name == "routine")
        return len(cells) >= len(self.places) and _NAME.fullmatch(cells[at]) is not None


def _put(found: dict[str, Any], loc: tuple[str, ...], value: object) -> None:
    for part in loc[:-1]:
        found = found.setdefault(part, {})
    found[loc[-1]] = value


def _put_list(found: dict[str, Any], name: str, value: str) -> None:
    slugs = [slug for slug in _BETWEEN.split(value) if slug]
    if name == "add":
        found["add"] = slugs
        return
    for slug in slugs:
        _put(found, ("changes", slug, "skip"), True)


def find_columns(header: str) -> Columns:
    """The columns that the header row names, with the delimiter it uses. Raises ProblemError without a path."""
    names, delimiter = max(
        ((_names(header, delimiter), delimiter) for delimiter in DELIMITERS),
        key=lambda found: sum(_place(name) is not None for name in found[0]),
    )
    if not set(NEEDED) & set(names):  # then it is data, perhaps of a patient: nothing of it is repeated
        hint = "start the file with a row such as id,name,date,clinician,routine"
        raise ProblemError(Problem("the first row does not name the columns", hint=hint))
    problems = [Problem(f"the column '{name}' is missing") for name in NEEDED if name not in names]
    places = []
    for index, name in enumerate(names, 1):
        place = _place(name)
        if place is None:
            problems.append(_unknown(name, index))
        elif name in names[: index - 1]:
            problems.append(Problem(f"the column '{name}' is there twice", hint="keep one of the two"))
        else:
            places.append((name, place))
    if problems:
        raise ProblemError(problems)
    return Columns(delimiter, tuple(places))


def _names(header: str, delimiter: str) -> list[str]:
    """The names in the header row, empty ones at its end left out."""
    try:
        names = next(csv.reader([header], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return []
    names = [name.strip() for name in names]
    names = [name.lower() if name.lower() in _PLAIN else name for name in names]
    while names and not names[-1]:
        names.pop()
    return names


def _place(name: str) -> tuple[str, ...] | None:
    """Where the values of a column belong."""
    if name in _PLAIN:
        return _PLAIN[name]
    found = _CHANGE.fullmatch(name)
    if found is None or found[2] not in (*KEYS, "skip"):
        return None
    return "changes", found[1], found[2]


def _unknown(name: str, index: int) -> Problem:
    if not name:
        return Problem(f"column {index} has no name", hint="name it, or delete the column")
    _, dot, key = name.partition(".")
    if dot:
        near = did_you_mean(key, (*KEYS, "skip"))
        return Problem(f"the column '{name[:60]}' is not known: '{key[:40]}' is no part of a dose", hint=near)
    hint = did_you_mean(name, _PLAIN) or "a dose is SLUG.KEY, such as cat-cow.reps"
    return Problem(f"the column '{name[:60]}' is not known", hint=hint)
