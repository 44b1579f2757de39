"""Puts files where they belong: one failure stops no other, nothing unchanged is built again, no good file is lost."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from handouts.builder.job import Job
from handouts.builder.works import Works
from handouts.output import is_file, put, spare_foreign
from handouts.problems import Problem, ProblemError
from handouts.record import Record


@dataclass(frozen=True)
class Result:
    """What became of one job: the version of the content, and the SHA-256 of the file in hexadecimal."""

    path: Path
    status: Literal["built", "unchanged", "failed"]
    pages: int = 0
    problems: tuple[Problem, ...] = ()
    version: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class Report:
    """What became of all jobs, in their order."""

    results: tuple[Result, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem of every job, each said once."""
        return tuple(dict.fromkeys(p for result in self.results for p in result.problems))

    @property
    def exit_code(self) -> int:
        """0 when all is done, 1 when a job failed."""
        return 1 if any(result.status == "failed" for result in self.results) else 0


def build(
    jobs: Iterable[Job],
    output: Path = Path("build"),
    content: Sequence[Path] = (),
    layouts: Sequence[Path] = (),
    clinic: Path | None = None,
    force: bool = False,
    today: datetime.date | None = None,
    password: str = "",
    notes: bool = False,
) -> Report:
    """Make each job's file in the folder `output`, or in the file `output` when it ends in `.pdf`.

    `clinic` is a clinic.yaml. `today` decides whether content has expired; the real day when left out. With a
    password the files are encrypted, which needs the extra handouts[encrypt]. With `notes` a text beside each file
    tells what it gives, for the patient's record. Problems with the input do not raise:
    they are in the report.
    """
    works = Works(content, layouts, clinic, today or datetime.date.today())
    record = Record(output.parent if is_file(output) else output)
    files = Files(works, record, force, password, notes)
    results = [files.make(job, path) for job, path in chores(works, jobs, output)]
    record.save()
    return Report(tuple(results))


def unchanged(path: Path, record: Record) -> Result:
    """A file that is there already, with what the record tells of it."""
    told = record.told(path)
    pages, version, digest = told.get("pages", 0), told.get("version", ""), told.get("sha256", "")
    return Result(path, "unchanged", int(pages), version=str(version), sha256=str(digest))


class Files:
    """Makes the files of jobs, each unless it is there already and would be the same again.

    With a password a file is encrypted before it is written. With `notes` a chart note is put beside each.
    """

    def __init__(
        self, works: Works, record: Record, force: bool = False, password: str = "", notes: bool = False
    ) -> None:
        self.works, self.record = works, record
        self._force, self._password, self._notes = force, password, notes

    def is_current(self, job: Job, path: Path) -> bool:
        """Whether a job's file is there and would be the same again; never for one patient's file."""
        return not job.personal and self.record.is_current(path, self.works.key(job))

    def make(self, job: Job, path: Path) -> Result:
        """Make one file, unless it is there already, and the chart note beside it when there are to be notes."""
        if self._force or self._password or not self.is_current(job, path):
            made = self._made(job, path)
        else:
            made = unchanged(path, self.record)
        return self._noted(job, made) if self._notes and made.status != "failed" and not job.for_print else made

    def _made(self, job: Job, path: Path) -> Result:
        private = job.personal or bool(self._password)
        try:
            spare_foreign(path, self._force or self.record.knows(path))
            self.works.library.begin()
            data, pages = self.works.make(job, self._password)
            written = put(path, data, private)
            version, digest = self.works.version(job), hashlib.sha256(data).hexdigest()
        except ProblemError as error:
            return Result(path, "failed", problems=error.problems)
        if private:
            self.record.forget(path)
        else:
            library, told = self.works.library, {"pages": pages, "version": version, "sha256": digest}
            stamps, absent = library.stamps_read(), library.files_absent()
            self.record.remember(path, self.works.key(job), stamps, absent, written, told)
        return Result(path, "built", pages, version=version, sha256=digest)

    def _noted(self, job: Job, made: Result) -> Result:
        """With the chart note beside its file."""
        path = made.path.with_suffix(".txt")
        try:
            spare_foreign(path, self._force)
            put(path, self.works.chart_note(job).encode(), private=True)
        except ProblemError as error:
            return dataclasses.replace(made, status="failed", problems=error.problems)
        return made


def chores(works: Works, jobs: Iterable[Job], output: Path) -> list[tuple[Job, Path]]:
    """Each job with its file in the folder `output`, or `output` itself when that ends in `.pdf`."""
    found = list(map(works.resolved, jobs))
    if is_file(output) and len(found) > 1:
        raise ValueError("several jobs need a folder as output")
    return [(job, output if is_file(output) else output / job.file_name()) for job in found]
