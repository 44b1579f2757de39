"""What a worker does: some rows to files, each with what the manifest tells of it; one bad row stops no other."""

from __future__ import annotations

import datetime
import hashlib
import sys
import traceback
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from handouts.batch.place import Stamp, place
from handouts.builder import Job, Works
from handouts.problems import Problem, ProblemError


class Setting(NamedTuple):
    """What all rows share; it travels to the workers."""

    output: str
    content: tuple[Path, ...] = ()
    layouts: tuple[Path, ...] = ()
    clinic: Path | None = None
    today: datetime.date = datetime.date.min


class Task(NamedTuple):
    """One row: its number, the patient's id, the name of its file, what to make. `key` tells it from a changed row."""

    number: int
    id: str
    file: str
    job: Job
    key: str = ""


class Made(NamedTuple):
    """What became of a row. `until` is the last day on which its content counts as reviewed, empty for ever."""

    number: int
    id: str
    file: str
    status: Literal["built", "unchanged", "failed"]
    pages: int = 0
    version: str = ""
    sha256: str = ""
    stamp: Stamp = []  # noqa: RUF012 - never changed
    key: str = ""
    until: str = ""
    problems: tuple[Problem, ...] = ()


def make_some(setting: Setting, tasks: Sequence[Task]) -> tuple[Made, ...]:
    """Make the files of some rows. Nothing is raised: what goes wrong is told by row."""
    return tuple(make_one(setting, task) for task in tasks)


def make_one(setting: Setting, task: Task) -> Made:
    """Make the file of one row."""
    try:
        works = works_of(setting)
        data, pages = works.make(task.job)
        stamp = place(setting.output).put(task.file, data)
        version, until = works.version(task.job), works.lasts_until(task.job)
    except ProblemError as error:
        return failed(task, *error.problems)
    except Exception as error:
        return failed(task, fault(task, error))
    digest = hashlib.sha256(data).hexdigest()
    return Made(task.number, task.id, task.file, "built", pages, version, digest, stamp, task.key, until)


def failed(task: Task, *problems: Problem) -> Made:
    """A row that has no file."""
    return Made(task.number, task.id, "", "failed", problems=problems)


def fault(task: Task, error: Exception) -> Problem:
    """A fault of the program as a problem of the row. What the error says may be about the patient: only its place."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(last.filename).name}:{last.lineno}"
    if sys.flags.dev_mode:
        traceback.print_exception(error)
    message, hint = f"a fault of this program: {type(error).__name__} in {where}", "please report it"
    return task.job.origin.placed(Problem(message, hint=hint))


@lru_cache(maxsize=2)
def works_of(setting: Setting) -> Works:
    """The works of a process, with everything that one row leaves for the next."""
    return Works(setting.content, setting.layouts, setting.clinic, setting.today)
