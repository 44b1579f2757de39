"""Reads every sheet of a batch back and compares it with its row: what it should say, and nothing of another row."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from handouts.builder.job import Job
from handouts.builder.works import Works
from handouts.inspect.reading import read

# letters of several alphabets, so that fonts are shared by some rows and not by others
SPICE = ("Mary-Ann O'Neill", "Łukasz Żółw", "Åse Bjørnsdóttir", "Γιώργος", "Nguyễn Thị Hoa", "Жанна", "José Núñez")
KINDS = 7  # of dose and date; a sheet of each is made alone, to compare with
OWN = re.compile(r"(?:Given|Family|Remark|P-0*)([0-9]+)")
Row = Mapping[str, str]
Kind = tuple[tuple[str, str], ...]  # what rows have in common whose sheets differ in the patient's words only


def proof_row(number: int, routine: str, exercise: str) -> dict[str, str]:
    """A row whose every word bears its number; rows differ in routine, dose and date too."""
    return {
        "id": f"P-{number:07}",
        "name": f"Given{number} {SPICE[number % len(SPICE)]} Family{number}",
        "date": f"2026-11-{number % KINDS + 10}",
        "routine": routine,
        f"{exercise}.reps": str(number % KINDS + 3),
        "note": f"Remark{number} for {SPICE[number % 5]}.",
    }


def faults(row: Row, pdf: bytes, told: Row, content: tuple[Path, ...], today: datetime.date) -> list[str]:
    """All in which a sheet is not that of its row; `told` is what the manifest says of it."""
    number = OWN.findall(row["id"])[0]
    found = read(pdf)
    wrong = [] if hashlib.sha256(pdf).hexdigest() == told["sha256"] else ["the digest is not that of the manifest"]
    if told["file"] != f"{row['id']}.pdf" or told["id"] != row["id"]:
        wrong.append("the manifest tells another file")
    lines = found.lines()
    said = "\n".join((*lines, *found.artifacts, str(PdfReader(BytesIO(pdf)).metadata)))
    if others := set(OWN.findall(said)) - {number}:
        wrong.append(f"holds words of row {', '.join(sorted(others))}")
    wrong += [f"says {word!r} {lines.count(word)} times" for word in _words(row) if lines.count(word) != 1]
    kind = tuple((key, row[key]) for key in sorted(row.keys() - {"id", "name", "note"}))
    alike, pages = _alike(kind, content, today)
    plain = [line for line in lines if line not in _words(row)]
    if plain != list(alike):
        wrong.append(f"differs from a sheet made alone: {sorted(set(plain) ^ set(alike))[:4]}")
    feet = [f"Page {page} of {pages}" for page in range(1, pages + 1)]
    if [words.rpartition("\n")[2] for words in found.artifacts] != feet or told["pages"] != str(pages):
        wrong.append(f"has not {pages} pages")
    return wrong + [str(fault) for fault in found.faults]


def _words(row: Row) -> tuple[str, str]:
    return f"Name {row['name']}", f"Note from your clinician: {row['note']}"


@cache
def _alike(kind: Kind, content: tuple[Path, ...], today: datetime.date) -> tuple[tuple[str, ...], int]:
    """What a sheet of this kind says besides the patient's words, and its pages: made alone, by works of its own."""
    row = {"name": "Somebody Else", "note": "Something.", **dict(kind)}
    (dose,) = (key for key in row if key.endswith(".reps"))
    changes = {dose.removesuffix(".reps"): {"reps": row[dose]}}
    job = Job(row["routine"], patient=row["name"], note=row["note"], date=row["date"], changes=changes)
    pdf, pages = Works(content, [], None, today).make(job)
    lines = read(pdf).lines()
    assert f"{row[dose]} times" in lines
    return tuple(line for line in lines if line not in _words(row)), pages
