"""Runs a batch: each record of a file becomes a sheet, or a problem; the manifest tells what became of it."""

from __future__ import annotations

import datetime
import hashlib
import io
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from handouts.batch.crew import work
from handouts.batch.journal import NAME as JOURNAL
from handouts.batch.journal import Journal
from handouts.batch.manifest import manifest
from handouts.batch.place import Folder, place
from handouts.batch.tasks import Made, Setting, Task, failed
from handouts.builder import Job, from_prescription
from handouts.library.layers import builtin
from handouts.output import writing
from handouts.prescriptions.names import file_stem
from handouts.prescriptions.records import read_records

MANIFESTS = ("manifest.csv", "manifest.json")


@dataclass(frozen=True)
class Batch:
    """What to run: the records, what they leave open, where the sheets go, who makes them."""

    records: Path
    output: str
    defaults: Job = field(default_factory=lambda: Job(""))
    encoding: str = ""
    content: tuple[Path, ...] = ()
    layouts: tuple[Path, ...] = ()
    clinic: Path | None = None
    today: datetime.date = field(default_factory=datetime.date.today)
    jobs: int = 1
    cluster: str = ""
    force: bool = False

    @property
    def setting(self) -> Setting:
        """What the workers need of it."""
        return Setting(self.output, self.content, self.layouts, self.clinic, self.today)


Tell = Callable[[Made], None]


def run_batch(batch: Batch, tell: Tell = lambda made: None) -> Counter[str]:
    """Make every sheet; `tell` hears of each row, in their order. Returns how many rows ended in which status.

    A row that cannot be made stops no other. Raises ProblemError when the run as a whole cannot go on; then, and when
    it is interrupted, all files that were made are whole, and the next run goes on behind them.
    """
    counts: Counter[str] = Counter()
    with ExitStack() as stack:
        journal = stack.enter_context(Journal(_journal_path(batch.output), _state(batch)))
        told = stack.enter_context(manifest(stack.enter_context(_manifests(batch.output))))
        for made in work(batch.setting, _rows(batch, journal), batch.jobs, batch.cluster):
            if made.status == "built":
                journal.note(made)
            told.add(made)
            counts[made.status] += 1
            tell(made)
    return counts


def _rows(batch: Batch, journal: Journal) -> Iterator[Task | Made]:
    """Every record in order: as work to be done, or as what became of it already."""
    where = place(batch.output)
    for record in read_records(batch.records, batch.encoding):
        if record.prescription is None:
            yield failed(Task(record.number, record.id, "", batch.defaults), *record.problems)
            continue
        job = from_prescription(record.prescription, batch.defaults, record.origin)
        task = Task(record.number, record.id, f"{file_stem(record.id)}.pdf", job, journal.key(job))
        known = None if batch.force else journal.known(task, where, batch.today)
        yield known or task


@contextmanager
def _manifests(output: str) -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """The two files to write into, put in place when the run ends, whether well or not."""
    where = place(output)
    if not isinstance(where, Folder):
        files = io.BytesIO(), io.BytesIO()
        try:
            yield files
        finally:
            for name, file in zip(MANIFESTS, files, strict=True):
                where.put(name, file.getvalue())
        return
    interrupted: KeyboardInterrupt | None = None
    with ExitStack() as stack:
        table, listed = (stack.enter_context(writing(Path(output) / name, private=True)) for name in MANIFESTS)
        try:
            yield table, listed
        except KeyboardInterrupt as stop:  # what is done is told all the same
            interrupted = stop
    if interrupted:
        raise interrupted


def _journal_path(output: str) -> Path:
    """In the folder; for a URL, in the working folder."""
    if "://" not in output:
        return Path(output) / JOURNAL
    return Path(f"{JOURNAL.removesuffix('.jsonl')}-{hashlib.sha256(output.encode()).hexdigest()[:12]}.jsonl")


def _state(batch: Batch) -> str:
    """A digest of all that sheets are made from besides their rows: program, content, layouts, the clinic's files."""
    from handouts.record import program

    folders = (builtin("content"), *batch.content, builtin("layouts"), *batch.layouts)
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    if batch.clinic:
        files += sorted(path for path in batch.clinic.absolute().parent.iterdir() if path.is_file())
    digest = hashlib.sha256(program().encode())
    for path in files:
        status = path.stat()
        digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()
