"""Reads prescriptions from a CSV or YAML file one after the other: each row becomes one record, good or bad."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TextIO

from handouts.library.reader import read
from handouts.prescriptions import spreadsheet
from handouts.prescriptions.columns import Columns, find_columns
from handouts.prescriptions.documents import Piece, read_pieces
from handouts.prescriptions.model import Prescription
from handouts.prescriptions.names import file_stem, same_file
from handouts.prescriptions.rows import LONGEST, Row, read_rows
from handouts.prescriptions.text import misfit, open_text
from handouts.problems import OPTIONS, Origin, Problem, ProblemError
from handouts.source import Source, parse

TABLES, DOCUMENTS = (".csv", ".tsv", ".txt"), (".yaml", ".yml")
# Values that may tell something about a patient are not repeated in messages.
_ABOUT_THE_PATIENT = re.compile(r"(patient|id|name|note|next_appointment|clinician)\b|.*\bload$")
_QUOTED = re.compile(r"'[^']*'")
_ROW_KEYS = re.compile(r"(?:changes|patient)\.|(?<=^add)\.[0-9]+$")


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a file: its number, the line it starts on, its id, and the prescription unless there are problems.

    Numbers and lines count from 1. The id is empty when there is none, or none that can be read.
    """

    number: int
    line: int
    id: str
    prescription: Prescription | None
    problems: tuple[Problem, ...] = ()
    origin: Origin = OPTIONS


def read_records(path: Path, encoding: str = "") -> Iterator[Record]:
    """Every record of the file in order, read as they are asked for; empty rows are none.

    The first record with an id keeps it, a later one with the same id or the same file name is a bad record. Raises
    ProblemError at the first record when the file as a whole cannot be used.
    """
    first: dict[str, int] = {}
    with _opened(path, encoding) as (pieces, understand):
        for number, piece in enumerate(pieces, 1):
            record = understand(number, piece)
            yield _distinct(record, first, str(path)) if record.id else record


def count_records(path: Path, encoding: str = "") -> int:
    """How many records `read_records` gives, without looking into them. Raises ProblemError."""
    with _opened(path, encoding) as (pieces, _):
        return sum(1 for _ in pieces)


@contextmanager
def _opened(path: Path, encoding: str) -> Iterator[tuple[Iterator[Any], Callable[[int, Any], Record]]]:
    """The pieces of a file, and how one of them becomes a record."""
    ending = path.suffix.lower()
    if ending not in (*TABLES, *DOCUMENTS):
        hint = "save the table as 'CSV UTF-8'" if ending in (".xlsx", ".xls", ".ods") else "name it .csv or .yaml"
        raise ProblemError(Problem("is neither a CSV nor a YAML file", str(path), hint=hint))
    with open_text(path, encoding) as file:
        if ending in DOCUMENTS:
            yield read_pieces(file, encoding), lambda number, piece: _from_document(number, piece, str(path))
        else:
            columns, line = _columns(file, str(path), encoding)
            rows = read_rows(file, columns.delimiter, line, encoding)
            yield rows, lambda number, row: _from_row(number, row, columns, str(path))


def _columns(file: TextIO, path: str, encoding: str) -> tuple[Columns, int]:
    """The columns of a table, and how many lines of it have been read. Raises ProblemError."""
    line = 0
    while header := file.readline(LONGEST):
        line += 1
        # some spreadsheets name the delimiter in front of the header; the header's own names decide
        if header.strip("\"' ,;\t\r\n\ufeff") and not header.lower().startswith(("sep=", '"sep=')):
            break
    if not header:
        raise ProblemError(Problem("the file is empty", path, hint="start it with a row such as id,name,date,routine"))
    if fault := misfit([header], line, encoding):
        raise ProblemError(replace(fault, path=path))
    try:
        return find_columns(header), line
    except ProblemError as error:
        raise ProblemError(replace(problem, path=path, line=line) for problem in error.problems) from None


def _from_row(number: int, row: Row, columns: Columns, path: str) -> Record:
    origin = Origin(path, row.line, table=True)
    if row.fault:
        fault = replace(row.fault, path=path, line=row.fault.line or row.line)
        return Record(number, row.line, "", None, (fault,), origin)
    try:
        data, problems = columns.data(row.cells)
    except ProblemError as error:  # which cell is which cannot be told, so that none is taken for the id
        return Record(number, row.line, "", None, tuple(map(origin.placed, error.problems)), origin)
    try:
        prescription = read(Prescription, Source.of(data, path))
        if not problems:
            return Record(number, row.line, prescription.patient.id, prescription, (), origin)
    except ProblemError as error:
        problems += error.problems
    cells = {name: cell.strip() for (name, _), cell in zip(columns.places, row.cells, strict=False)}
    told = tuple(_in_row(problem, cells).at(path, row.line) for problem in problems)
    return Record(number, row.line, cells.get("id", ""), None, told, origin)


def _in_row(problem: Problem, cells: dict[str, str]) -> Problem:
    """What the model says, in the words of a table: the column's name, and its value if it is not about the patient."""
    column = _ROW_KEYS.sub("", problem.field)
    if column and column not in cells:  # it is about a whole exercise, which is named in the column skip or by its keys
        column = next((name for name in cells if name.startswith(f"{column}.") and cells[name]), "skip")
    value = cells.get(column, "")
    message, hint = problem.message.removeprefix("as a key "), problem.hint
    if value and not _ABOUT_THE_PATIENT.fullmatch(column):
        hint = spreadsheet.hint(column, value) or hint
        if not message.startswith("'") and "\n" not in value:  # it may have swallowed the row of another patient
            message = f"'{value[:40]}' {message}"
    elif not value and column in cells:
        message, hint = "the cell is empty", ""
    return replace(problem, message=message, field=column, hint=hint)


def _from_document(number: int, piece: Piece, path: str) -> Record:
    origin = Origin(path, piece.line)
    if piece.fault:
        fault = replace(piece.fault, path=path, line=piece.fault.line or piece.line)
        return Record(number, piece.line, "", None, (fault,), origin)
    identity = ""
    try:
        source = parse(piece.text, path, piece.line)
        patient = source.data.get("patient")
        identity = str(patient.get("id") or "") if isinstance(patient, dict) else ""
        prescription = read(Prescription, source)
    except ProblemError as error:
        problems = tuple(_in_record(problem, piece.line) for problem in error.problems)
        return Record(number, piece.line, identity, None, problems, origin)
    return Record(number, piece.line, prescription.patient.id, prescription, (), origin)


def _in_record(problem: Problem, line: int) -> Problem:
    """What is wrong in a record that starts on `line`, without a value that may be about the patient."""
    message = problem.message.replace("the file ", "the record ")
    if _ABOUT_THE_PATIENT.match(problem.field):
        message = _QUOTED.sub("'…'", message)
    return replace(problem, message=message, line=problem.line or line)


def _distinct(record: Record, first: dict[str, int], path: str) -> Record:
    """The record, or the same as a bad one when an earlier record has its id or its file name."""
    line = first.setdefault(same_file(file_stem(record.id)), record.line)
    if line == record.line:
        return record
    message = f"the id is on line {line} too, or makes the same file name"
    hint = "give each patient an id of their own; capitals alone do not tell two files apart"
    field = "id" if record.origin.table else "patient.id"
    twice = Problem(message, path, record.line, 0, field, hint)
    return replace(record, prescription=None, problems=(*record.problems, twice))
