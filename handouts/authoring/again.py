"""Makes one sheet again and again while somebody writes: only what a save has changed is read and laid out anew."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handouts.builder.job import Job
from handouts.builder.works import Works
from handouts.output import is_file, put
from handouts.problems import Problem, ProblemError

if TYPE_CHECKING:
    from handouts.library.library import Library

FIGURE = "figure.yaml"


@dataclass(frozen=True)
class Made:
    """What became of one round: the bytes of the PDF, or why there are none; and the pictures drawn for it."""

    pdf: bytes = b""
    pages: int = 0
    problems: tuple[Problem, ...] = ()
    drawn: tuple[Path, ...] = ()


@dataclass
class Again:
    """One job that is made after each save. `output` is a folder, or a file that ends in .pdf."""

    job: Job
    output: Path
    content: Sequence[Path] = ()
    layouts: Sequence[Path] = ()
    clinic: Path | None = None
    can_draw: bool = False
    _works: Works = field(init=False, repr=False)
    _used: dict[Path, list[int] | None] = field(default_factory=dict, repr=False)
    _undrawn: set[Path] = field(default_factory=set, repr=False)  # figures whose last drawing failed are drawn again
    _memory: dict[Any, Any] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self._works = Works(self.content, self.layouts, self.clinic, datetime.date.today())
        self.job = self._works.resolved(self.job)

    @property
    def path(self) -> Path:
        """Where the file goes. It is written only when it is good."""
        return self.output if is_file(self.output) else self.output / self.job.file_name()

    @property
    def library(self) -> Library:
        """The library of the folders."""
        return self._works.library

    def files(self) -> frozenset[Path]:
        """What the sheet was made of so far, what would be in it if it were there, and the figures of its pictures."""
        return frozenset(self._used)

    def news(self, files: Iterable[Path]) -> set[Path]:
        """Those of the files that are not as they were when the sheet was made of them."""
        return {path for path in files if _stamp(path) != self._used.get(path)}

    def make(self, changed: Iterable[Path] = ()) -> Made:
        """Make the file, after these files have changed; of figures among them the pictures are drawn first."""
        library, changed = self.library, set(changed)
        library.forget(changed)
        drawn: list[Path] = []
        try:
            self._undrawn |= {path for path in changed if path.name == FIGURE and self.can_draw}
            for path in sorted(self._undrawn):
                self._used[path] = _stamp(path)
                drawn += self._draw(path.parent.name)
                self._undrawn.discard(path)
            library.forget(drawn)
            pdf, pages = self._works.make(self.job)
            put(self.path, pdf, self.job.personal, lasting=False)
        except ProblemError as error:
            return Made(problems=error.problems)
        finally:
            self._look_about(library)
        return Made(pdf, pages, drawn=tuple(drawn))

    def _draw(self, slug: str) -> list[Path]:
        """Draw the panels of a figure that have changed, and put them beside it."""
        from handouts.figure.again import draw_again
        from handouts.figure.bake import bake
        from handouts.figure.draw import load_figure

        figure = load_figure(self.library.content, self.library.layouts, slug)
        return bake(figure, draw_again(figure, self._memory))

    def _look_about(self, library: Library) -> None:
        """Note which files count from now on, and how they were; a broken round forgets none."""
        found: dict[Path, list[int] | None] = {**dict.fromkeys(library.files_absent()), **library.stamps_read()}
        for path in [path.parent / FIGURE for path in found if path.name == "exercise.yaml"]:
            found[path] = self._used.get(path) or _stamp(path)
        self._used.update(found)


def _stamp(path: Path) -> list[int] | None:
    """Size and time of writing, as `Library.stamps_read` tells them; None for a file that is not there."""
    try:
        status = path.stat()
    except OSError:
        return None
    return [status.st_size, status.st_mtime_ns]
