"""Options that several commands share: which folders to read, how much to say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from handouts.library.library import Library

CLINIC = Path("clinic.yaml")


@dataclass(frozen=True)
class Folders:
    """Where the library is read from, and how much a command says about it."""

    content: tuple[Path, ...] = ()
    layouts: tuple[Path, ...] = ()
    clinic: Path | None = None
    quiet: bool = False
    verbose: bool = False

    def library(self) -> Library:
        """The library of these folders. Raises ProblemError when a folder is not there."""
        from handouts.library.library import Library

        return Library.load(self.content, self.layouts)


def library_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the shared options to a command, which gets them as one argument `folders`."""

    @wraps(command)
    def wrapped(
        *args: Any,
        content: tuple[Path, ...],
        layouts: tuple[Path, ...],
        clinic: Path | None,
        quiet: bool,
        verbose: bool,
        **kwargs: Any,
    ) -> Any:
        clinic = clinic or (CLINIC if CLINIC.is_file() else None)
        return command(*args, folders=Folders(content, layouts, clinic, quiet, verbose), **kwargs)

    path = click.Path(path_type=Path)
    for option in (
        click.option("-v", "--verbose", is_flag=True, help="Say more."),
        click.option("-q", "--quiet", is_flag=True, help="Say nothing unless something is wrong."),
        click.option("--clinic", type=path, metavar="FILE", help="Clinic file.  [default: clinic.yaml if there]"),
        click.option("--layouts", type=path, multiple=True, metavar="DIR", help="Layouts that replace built-in ones."),
        click.option("--content", type=path, multiple=True, metavar="DIR", help="Content laid over the built-in one."),
    ):
        wrapped = option(wrapped)
    return wrapped
