from __future__ import annotations

import csv
import io
import json

import pytest

from handouts.batch.manifest import COLUMNS, Manifest
from handouts.batch.tasks import Made
from handouts.problems import Problem


def written(*rows: Made, complete: bool = True) -> tuple[list[list[str]], dict]:
    table, listed = io.BytesIO(), io.BytesIO()
    told = Manifest(table, listed)
    for made in rows:
        told.add(made)
    told.finish(complete)
    return list(csv.reader(io.StringIO(table.getvalue().decode()))), json.loads(listed.getvalue())


BUILT = Made(1, "P-1", "P-1.pdf", "built", 2, "1.3", "ab" * 32, [9, 9], "key", "2027-01-01")


def test_a_row_in_both_files() -> None:
    table, listed = written(BUILT)
    assert table == [list(COLUMNS), ["P-1", "P-1.pdf", "ab" * 32, "2", "1.3", "built", ""]]
    sheet = dict(zip(COLUMNS, ["P-1", "P-1.pdf", "ab" * 32, 2, "1.3", "built", ""], strict=True))
    assert listed == {"sheets": [sheet], "complete": True}


def test_no_row_and_a_run_that_was_stopped() -> None:
    assert written() == ([list(COLUMNS)], {"sheets": [], "complete": True})
    table, listed = written(BUILT, BUILT, complete=False)
    assert (len(table), len(listed["sheets"]), listed["complete"]) == (3, 2, False)


@pytest.mark.parametrize("identity", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "=cmd|' /C calc'!A0"])
def test_no_cell_is_a_formula(identity: str) -> None:
    table, listed = written(BUILT._replace(id=identity))
    assert table[1][0] == f"'{identity}"
    assert listed["sheets"][0]["id"] == identity


@pytest.mark.parametrize("identity", ['a"b', "a;b,c", "two\nlines", "Ås漢", "\ud800"])
def test_any_id_can_be_told(identity: str) -> None:
    table, listed = written(BUILT._replace(id=identity), BUILT)
    assert table[1][0] == listed["sheets"][0]["id"] == identity.replace("\ud800", "?")
    assert len(table) == 3


def test_all_problems_of_a_row_are_told() -> None:
    problems = (Problem("is bad", "rows.csv", 3, field="dose", hint="change it"), Problem("is worse"))
    table, listed = written(Made(1, "P-1", "", "failed", problems=problems))
    assert table[1] == ["P-1", "", "", "0", "", "failed", "rows.csv:3: dose: is bad (change it); is worse"]
    assert listed["sheets"][0]["problem"] == table[1][-1]
