"""What a worker does: some rows to files, each with what the manifest tells of it; one bad row stops no other."""

from __future__ import annotations

import datetime
import hashlib
import sys
import threading
import traceback
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from handouts import __version__
from handouts.batch.place import Stamp, place
from handouts.builder.job import Job
from handouts.builder.works import Works
from handouts.problems import Problem, ProblemError

_ALONE = threading.Lock()  # a worker of a cluster may have threads, and the works are for one at a time


class Setting(NamedTuple):
    """What all rows share; it travels to the workers. `state` tells of all that sheets are made from but the rows."""

    output: str
    content: tuple[Path, ...] = ()
    layouts: tuple[Path, ...] = ()
    clinic: Path | None = None
    today: datetime.date = datetime.date.min
    state: str = ""
    version: str = __version__
    notes: bool = False


class Task(NamedTuple):
    """One row: its number, the patient's id, the name of its file, what to make. `key` tells it from a changed row.

    With a password the file is encrypted.
    """

    number: int
    id: str
    file: str
    job: Job
    key: str = ""
    password: str = ""

    @property
    def note(self) -> str:
        """The name of the chart note beside the file."""
        return f"{self.file.removesuffix('.pdf')}.txt"


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
    with _ALONE:
        return tuple(make_one(setting, task) for task in tasks)


def make_one(setting: Setting, task: Task) -> Made:
    """Make the file of one row."""
    try:
        works = works_of(setting)
        data, pages = works.make(task.job, task.password)
        where = place(setting.output)
        if setting.notes:  # in front of the sheet: a row that has one is done
            where.put(task.note, works.chart_note(task.job).encode())
        stamp = where.put(task.file, data)
        version, until = works.version(task.job), works.lasts_until(task.job)
    except ProblemError as error:
        return failed(task, *map(task.job.origin.placed, error.problems))
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
    """The works of a process, with everything that one row leaves for the next, and nothing of an earlier state.

    Raises ProblemError when the run was begun by another version of the program.
    """
    if setting.version != __version__:
        message = f"this worker has handouts {__version__}, the run was begun by {setting.version}"
        raise ProblemError(Problem(message, hint="install the same version everywhere"))
    return Works(setting.content, setting.layouts, setting.clinic, setting.today)
