"""Rows of made-up patients, and batches of them with the small content of tests."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from handouts.batch.journal import NAME
from handouts.batch.run import MANIFESTS, Batch, run_batch
from handouts.batch.tasks import Made
from tests.content import TODAY

COLUMNS = ("id", "name", "date", "routine", "demo-reach.reps", "note")


def row(number: int, **more: str) -> dict[str, str]:
    """One good row; no two rows have a word of the patient in common."""
    plain = {
        "id": f"P-{number:05}",
        "name": f"Given{number} Family{number}",
        "date": "2026-11-20",
        "routine": "demo",
        "demo-reach.reps": str(number % 15 + 3),
        "note": f"Remark{number}.",
    }
    return {**plain, **more}


def rows(count: int) -> list[dict[str, str]]:
    return [row(number) for number in range(1, count + 1)]


def write_rows(path: Path, found: list[dict[str, str]]) -> Path:
    """Write a table; a row may leave columns out."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        table.writerows(found)
    return path


class Small:
    """A folder with records, content and sheets, and what runs a batch in it."""

    def __init__(self, folder: Path, content: Path):
        self.folder, self.content = folder, content
        self.records, self.out = folder / "rows.csv", folder / "sheets"

    def write(self, found: list[dict[str, str]]) -> None:
        write_rows(self.records, found)

    def batch(self, **more) -> Batch:
        plain = {"records": self.records, "output": str(self.out), "content": (self.content,), "today": TODAY}
        return Batch(**{**plain, **more})

    def run(self, *found: dict[str, str], **more) -> list[Made]:
        """Run a batch of these rows, or of those that are there; what became of each."""
        if found:
            self.write(list(found))
        made: list[Made] = []
        counts = run_batch(self.batch(**more), made.append)
        assert sum(counts.values()) == len(made)
        return made

    def states(self, *found: dict[str, str], **more) -> list[str]:
        return [made.status for made in self.run(*found, **more)]

    def sheets(self) -> dict[str, bytes]:
        """All files but the journal and the manifests."""
        paths = (path for path in self.out.iterdir() if path.name not in (NAME, *MANIFESTS))
        return {path.name: path.read_bytes() for path in sorted(paths)}

    def table(self) -> list[dict[str, str]]:
        with (self.out / MANIFESTS[0]).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def listed(self) -> dict:
        return json.loads((self.out / MANIFESTS[1]).read_text("utf-8"))
