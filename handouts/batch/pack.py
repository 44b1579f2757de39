"""Runs a batch into packs: one PDF of all sheets in the order of the rows, for one print run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from itertools import chain, count, islice, takewhile
from pathlib import Path

from handouts.batch.manifest import Manifest
from handouts.batch.run import Batch, Tell
from handouts.batch.tasks import Made, Task, failed, fault, works_of
from handouts.builder.job import Job, from_prescription
from handouts.builder.works import Works
from handouts.compose.document import Document
from handouts.layout.frame import Page
from handouts.output import foreign, spare_foreign, writing
from handouts.prescriptions.records import Record, read_records
from handouts.press.pack import write_pack
from handouts.problems import Problem, ProblemError

MOST = 10_000  # sheets a file: its objects must stay below eight millions (ISO 19005-2, 6.1.13), and printers choke


def run_pack(batch: Batch, file: Path, tell: Tell, two_sided: bool = True) -> Counter[str]:
    """Write all sheets into `file`, and what is more than it holds into more files beside it.

    The manifest, beside them too, tells on which page each sheet begins. A row that cannot be made is left out. No more
    than one sheet is in the memory. Raises ProblemError when a file cannot be written, or is somebody else's.
    """
    counts: Counter[str] = Counter()
    with ExitStack() as stack:
        names = (file.with_suffix(".manifest.csv"), file.with_suffix(".manifest.json"))
        table, listed = (stack.enter_context(writing(name, private=True)) for name in names)
        told = Manifest(table, listed)

        def heard(made: Made) -> None:
            told.add(made)
            counts[made.status] += 1
            tell(made)

        rest = _sheets(batch, file, heard, 2 if two_sided else 1)
        for number in count(1):
            first = next(rest, None)
            if first is None:
                break
            spare_foreign(_volume(file, number), batch.force)
            with writing(_volume(file, number), private=True) as out:
                write_pack(chain((first,), islice(rest, MOST - 1)), out, two_sided)
        told.finish(complete=True)
        _clear(map(partial(_volume, file), count(number)))
    return counts


def _volume(file: Path, number: int) -> Path:
    return file if number == 1 else file.with_stem(f"{file.stem}-{number}")


def _clear(files: Iterable[Path]) -> None:
    """Delete what an earlier, longer run has left, so that nobody prints it with this one."""
    for path in takewhile(Path.exists, files):
        if not foreign(path):
            path.unlink()


def _sheets(batch: Batch, file: Path, tell: Tell, multiple: int) -> Iterator[tuple[Document, Sequence[Page]]]:
    """Every sheet that can be made, each told of with the page it begins on; `multiple` of pages fill a sheet."""
    works = works_of(batch.setting())
    done, page = 0, 1
    size: tuple[float, float] | None = None
    for record in read_records(batch.records, batch.encoding):
        found = _made(works, record, batch.defaults, size)
        if isinstance(found, Made):
            tell(found)
            continue
        document, pages, version = found
        size = pages[0].size
        if done % MOST == 0:
            page = 1
        place = f"{_volume(file, done // MOST + 1).name}#page={page}"
        tell(Made(record.number, record.id, place, "built", len(pages), version))
        done, page = done + 1, page - (-len(pages) // multiple) * multiple
        yield document, pages


def _made(
    works: Works, record: Record, defaults: Job, size: tuple[float, float] | None
) -> Made | tuple[Document, Sequence[Page], str]:
    """A record's document, its pages and the version of its content, or why there are none."""
    task = Task(record.number, record.id, "", defaults)
    if record.prescription is None:
        return failed(task, *record.problems)
    task = task._replace(job=from_prescription(record.prescription, defaults, record.origin))
    try:
        document, pages = works.pages(task.job)
        if size and pages[0].size != size:
            message, hint = "the paper is not that of the first sheet", "a pack has one paper: make two packs"
            raise ProblemError(task.job.origin.placed(Problem(message, hint=hint)))
        return document, pages, works.version(task.job)
    except ProblemError as error:
        return failed(task, *error.problems)
    except Exception as error:
        return failed(task, fault(task, error))
