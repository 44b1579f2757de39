from __future__ import annotations

import csv

import pytest

from tests.batch.proof import faults, proof_row
from tests.content import TODAY

COUNT = 24


@pytest.fixture
def proved(small):
    """Rows in many alphabets, and what a batch by two workers made of them."""
    found = [proof_row(number, "demo", "demo-reach") for number in range(1, COUNT + 1)]
    with small.records.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, found[0])
        table.writeheader()
        table.writerows(found)
    assert small.states(jobs=2) == ["built"] * COUNT
    return small, found


def test_every_sheet_is_that_of_its_row(proved) -> None:
    """And the check can fail: another row's sheet, dose or digest is found."""
    small, found = proved
    table = {line["id"]: line for line in small.table()}
    sheets = small.sheets()

    def check(row, name: str = "", **more: str) -> list[str]:
        told = {**table[row["id"]], **more}
        return faults(row, sheets[name or f"{row['id']}.pdf"], told, (small.content,), TODAY)

    assert [fault for row in found for fault in check(row)] == []
    one, other = found[0], found[1]
    mixed = check(one, f"{other['id']}.pdf")
    assert "holds words of row 2" in mixed
    assert "the digest is not that of the manifest" in mixed
    assert check(one, pages="9") == ["has not 2 pages"]
    assert check(one, file="P-2.pdf") == ["the manifest tells another file"]
    assert "differs from a sheet made alone" in " ".join(check({**one, "demo-reach.reps": "14"}))
    assert check({**one, "note": "Remark1."})[0] == "says 'Note from your clinician: Remark1.' 0 times"
