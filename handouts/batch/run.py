"""Runs a batch: each record of a file becomes a sheet, or a problem; the manifest tells what became of it."""

from __future__ import annotations

import datetime
import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from handouts.batch.crew import work
from handouts.batch.journal import NAME as JOURNAL
from handouts.batch.journal import Journal
from handouts.batch.manifest import MANIFESTS, Manifest
from handouts.batch.place import Stamp, local, place
from handouts.batch.tasks import Made, Setting, Task, failed
from handouts.builder.job import Job, from_prescription
from handouts.library.layers import builtin
from handouts.library.library import Library
from handouts.prescriptions.names import file_stem
from handouts.prescriptions.passwords import Passwords
from handouts.prescriptions.records import Record, read_records
from handouts.problems import ProblemError
from handouts.record import program


@dataclass(frozen=True)
class Batch:
    """What to run: the records, what they leave open, where the sheets go, who makes them.

    With passwords every sheet is encrypted, with `notes` a chart note lies beside it. `cluster` is an address as in
    `dask://HOST:PORT`.
    """

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
    passwords: Passwords | None = None
    notes: bool = False

    def setting(self) -> Setting:
        """What the workers need of it, as things are now; they may have another working folder.

        Raises ProblemError when something that all sheets need is missing or wrong.
        """
        folder = local(self.output)
        output = self.output if folder is None else str(folder.absolute())
        content, layouts = (tuple(path.absolute() for path in folders) for folders in (self.content, self.layouts))
        clinic = self.clinic and self.clinic.absolute()
        return Setting(output, content, layouts, clinic, self.today, _state(self), notes=self.notes)


Tell = Callable[[Made], None]


def run_batch(batch: Batch, tell: Tell = lambda made: None) -> Counter[str]:
    """Make every sheet; `tell` hears of each row, in their order. Returns how many rows ended in which status.

    A row that cannot be made stops no other. `tell` may raise KeyboardInterrupt to stop the run. Raises ProblemError
    when the run as a whole cannot go on. Then too all files that were made are whole, the manifest has the rows so far,
    and the next run goes on behind them.
    """
    counts: Counter[str] = Counter()
    stopped: BaseException | None = None
    batch = replace(batch, defaults=replace(batch.defaults, fonts=_absolute(batch.defaults.fonts)))
    setting = batch.setting()
    with ExitStack() as stack:
        journal = stack.enter_context(Journal(_journal_path(batch.output), setting.state, batch.today))
        where = place(setting.output)
        where.clear()
        stack.callback(where.clear)
        table, listed = (stack.enter_context(where.writing(name)) for name in MANIFESTS)
        manifest = Manifest(table, listed)
        rows = _rows(batch, journal, where.stamps())
        try:
            with closing(work(setting, rows, batch.jobs, batch.cluster)) as results:
                for made in results:
                    if made.status == "built":
                        journal.note(made)
                    manifest.add(made)
                    counts[made.status] += 1
                    tell(made)
        except (KeyboardInterrupt, ProblemError) as error:  # what is done is told all the same
            if not counts:
                raise
            stopped = error
        manifest.finish(complete=stopped is None)
    if stopped:
        raise stopped
    return counts


def _rows(batch: Batch, journal: Journal, stamp: Callable[[str], Stamp | None]) -> Iterator[Task | Made]:
    """Every record in order: as work to be done, or as what became of it already."""
    for record in read_records(batch.records, batch.encoding):
        task = Task(record.number, record.id, "", batch.defaults)
        if record.prescription is None:
            yield failed(task, *record.problems)
            continue
        try:
            password = _password(batch, record)
        except ProblemError as error:
            yield failed(task, *error.problems)
            continue
        job = from_prescription(record.prescription, batch.defaults, record.origin)
        task = Task(record.number, record.id, f"{file_stem(record.id)}.pdf", job, journal.key(job), password)
        anew = batch.force or (batch.notes and stamp(task.note) is None)
        yield (None if anew else journal.known(task, stamp(task.file))) or task


def _password(batch: Batch, record: Record) -> str:
    """The password for a record's sheet, empty when sheets stay open. Raises ProblemError, placed at the record."""
    try:
        return batch.passwords.of(record.id) if batch.passwords else ""
    except ProblemError as error:
        raise ProblemError(replace(one, path=record.origin.path, line=record.line) for one in error.problems) from None


def _absolute(fonts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(str(Path(font).absolute()) for font in fonts)


def _journal_path(output: str) -> Path:
    """In the folder; for a URL, in the working folder."""
    folder = local(output)
    if folder is not None:
        return folder / JOURNAL
    return Path(f"{JOURNAL.removesuffix('.jsonl')}-{hashlib.sha256(output.encode()).hexdigest()[:12]}.jsonl")


def _state(batch: Batch) -> str:
    """A digest of all that sheets are made from besides their rows: program, content, layouts, what the clinic has.

    Of passwords only the file's size and time count: nothing that lies beside the sheets may help to guess one.
    """
    folders = (builtin("content"), *batch.content, builtin("layouts"), *batch.layouts)
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    library = Library.load(batch.content, batch.layouts)
    library.fonts(batch.defaults.fonts, batch.clinic)
    if batch.clinic:
        library.logo(batch.clinic)
    files += library.stamps_read()
    if batch.passwords:
        files.append(Path(batch.passwords.path))
    digest = hashlib.sha256(f"{program()}\n{batch.notes}\n{os.environ.get('SOURCE_DATE_EPOCH', '')}\n".encode())
    for path in files:
        with suppress(FileNotFoundError):  # gone since it was listed, such as what an editor keeps for a moment
            status = path.stat()
            told = f"{path.absolute()}\0{status.st_size}\0{status.st_mtime_ns}\n"
            digest.update(told.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()
