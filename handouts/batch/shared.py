"""Builds many sheets for nobody in particular, by several processes: the same files and record as by one."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, TypeAlias

from handouts.batch.manifest import MANIFESTS, Manifest, said
from handouts.batch.workers import outcome, processes
from handouts.builder.files import Files, Report, Result, chores, unchanged
from handouts.builder.job import Job
from handouts.builder.works import Works
from handouts.output import writing
from handouts.record import Record

COLUMNS = ("name", "language", "layout", "file", "sha256", "pages", "version", "status", "problem")
SOME = 6  # files that travel together: routines beside each other share exercises
Chore: TypeAlias = tuple[Job, Path]
Part: TypeAlias = tuple[list[Result], Record]  # what became of some jobs, and what the record has to know of it


class Wish(NamedTuple):
    """What all files share; as in `handouts.builder.files.build`."""

    output: Path = Path("build")
    content: tuple[Path, ...] = ()
    layouts: tuple[Path, ...] = ()
    clinic: Path | None = None
    today: datetime.date = datetime.date.min
    force: bool = False
    password: str = ""
    notes: bool = False
    manifest: bool = False


def build_shared(jobs: Iterable[Job], wish: Wish, most: int) -> Report:
    """Make each job's file, by at most as many processes; by none but this one when there is little to do."""
    works, record = _works(wish), Record(wish.output)
    files, asked = _files(works, wish, record), chores(works, jobs, wish.output)
    anew = wish.force or wish.password or wish.notes
    rest = [(job, path) for job, path in asked if anew or not files.is_current(job, path)]
    made = {path: unchanged(path, record) for _, path in asked}
    try:
        for results, news in _parts(works, wish, rest, min(most, len(rest) // SOME)):
            made.update((result.path, result) for result in results)
            record.add(news)
    finally:
        record.save()
    report = Report(tuple(made[path] for _, path in asked))
    if wish.manifest:
        _write_manifest(asked, report, wish.output)
    return report


def _write_manifest(asked: Sequence[Chore], report: Report, folder: Path) -> None:
    """What became of each file, in their order. Raises ProblemError when it cannot be written."""
    with ExitStack() as stack:
        table, listed = (stack.enter_context(writing(folder / name)) for name in MANIFESTS)
        manifest = Manifest(table, listed, COLUMNS)
        for (job, path), made in zip(asked, report.results, strict=True):
            about = job.name, job.lang, job.layout, path.name
            manifest.tell(*about, made.sha256, made.pages, made.version, made.status, said(made.problems))
        manifest.finish(complete=True)


def _parts(works: Works, wish: Wish, rest: Sequence[Chore], count: int) -> Iterator[Part]:
    if count < 2:
        yield _part(works, wish, rest)
        return
    parts = [rest[start : start + SOME] for start in range(0, len(rest), SOME)]
    with closing(processes(count)) as workers:
        pending = [workers.submit(part_there, wish, part) for part in parts]
        for part, one in zip(parts, pending, strict=True):
            yield outcome(one) or _part(works, wish, part)  # where a worker died, this process goes on


def part_there(wish: Wish, some: Sequence[Chore]) -> Part:
    """Make some files in a worker, which keeps for the next ones what it has read."""
    return _part(_kept(wish), wish, some)


def _part(works: Works, wish: Wish, some: Sequence[Chore]) -> Part:
    record = Record(wish.output)
    files = _files(works, wish, record)
    return [files.make(job, path) for job, path in some], record


def _files(works: Works, wish: Wish, record: Record) -> Files:
    return Files(works, record, wish.force, wish.password, wish.notes)


def _works(wish: Wish) -> Works:
    return Works(wish.content, wish.layouts, wish.clinic, wish.today)


_kept = lru_cache(maxsize=1)(_works)
