"""Options that several commands share: which folders to read, how much to say."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from handouts.library.library import Library

CLINIC = Path("clinic.yaml")
ENGLISH = "en"
USUAL = "first of the clinic, or en"  # the language of sheets for which nobody names one
CONTENT, LAYOUTS = Path("content"), Path("layouts")
# what tells a folder of ours from another one of that name, such as those of a web site
ROOMS = frozenset(
    ("exercises", "routines", "leaflets", "education", "phrases", "safety", "people", "poses", "glossary")
)


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

    def language(self) -> str:
        """The language of sheets for which nobody names one: the first in the clinic's file, else English.

        That file is looked through for the word before it is read as YAML: an unchanged build must start fast. Whoever
        reads all of it tells what is wrong with it.
        """
        try:
            if self.clinic is None or b"languages" not in self.clinic.read_bytes():
                return ENGLISH
        except OSError:
            return ENGLISH
        from handouts.problems import ProblemError
        from handouts.source import load

        try:
            spoken = load(self.clinic).data.get("languages")
        except ProblemError:
            return ENGLISH
        return str(spoken[0]) if isinstance(spoken, list) and spoken else ENGLISH


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
        folders = Folders(
            content or own_content(),
            layouts or own_layouts(),
            clinic or (CLINIC if CLINIC.is_file() else None),
            quiet,
            verbose,
        )
        if verbose:
            told = (*folders.content, *folders.layouts, *([folders.clinic] if folders.clinic else []))
            click.echo(f"using {', '.join(map(str, told)) or 'the built-in library only'}", err=True)
        return command(*args, folders=folders, **kwargs)

    path = click.Path(path_type=Path)
    for option in (
        click.option("-v", "--verbose", is_flag=True, help="Say more."),
        click.option("-q", "--quiet", is_flag=True, help="Say nothing unless something is wrong."),
        click.option("--clinic", type=path, metavar="FILE", help="Clinic file.  [default: clinic.yaml if there]"),
        click.option("--layouts", type=path, multiple=True, metavar="DIR",
                     help="Layouts laid over the built-in ones.  [default: layouts if there]"),
        click.option("--content", type=path, multiple=True, metavar="DIR",
                     help="Content laid over the built-in one.  [default: content if there]"),
    ):  # fmt: skip
        wrapped = option(wrapped)
    return wrapped


def own_content() -> tuple[Path, ...]:
    """The folder `content` of the working folder, when it holds content and is not the built-in one."""
    return (CONTENT,) if _is_own(CONTENT, lambda name: name in ROOMS or name == "sources.yaml") else ()


def own_layouts() -> tuple[Path, ...]:
    """The folder `layouts` of the working folder, when it holds layouts and is not the built-in one."""
    return (LAYOUTS,) if _is_own(LAYOUTS, lambda name: name == "palettes" or name.endswith(".yaml")) else ()


def _is_own(folder: Path, ours: Callable[[str], bool]) -> bool:
    from handouts.library.layers import builtin

    try:
        return any(ours(path.name) for path in folder.iterdir()) and not folder.samefile(builtin(folder.name))
    except OSError:
        return False


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
