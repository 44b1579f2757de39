"""Checks what the user points at: the whole library, a content folder, or single files told by name and place."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from handouts.library.check import check_library
from handouts.library.kinds import MODELS, content_root, kind_of
from handouts.library.layers import builtin
from handouts.library.library import Library
from handouts.library.reader import read
from handouts.problems import Problem, ProblemError
from handouts.source import load


@dataclass(frozen=True)
class Checked:
    """What was found, and in how many files it was looked for."""

    problems: tuple[Problem, ...]
    files: int

    @property
    def errors(self) -> int:
        """How many problems keep a sheet from being built."""
        return sum(problem.level == "error" for problem in self.problems)

    @property
    def warnings(self) -> int:
        """How many problems are only warnings."""
        return len(self.problems) - self.errors


def check_paths(
    paths: Sequence[Path],
    content: Sequence[Path],
    layouts: Sequence[Path],
    today: datetime.date,
    more_models: Mapping[str, type[BaseModel]],
    clinic: Path | None = None,
) -> Checked:
    """Check the files at `paths`; when there are none, the whole library and the clinic's file.

    What lies in a content folder is checked with that folder laid over the library, so that references count.
    """
    models = {**MODELS, **more_models}
    parts = [_check_path(path, content, layouts, today, models) for path in paths]
    if not paths:
        library = Library.load(content, layouts)
        problems = check_library(library, today, models)
        parts.append(Checked(tuple(problems), len(library.files_read())))
        if clinic:
            parts.append(Checked(check_file(clinic, {**models, "": models["clinic"]}), 1))
    found = dict.fromkeys(problem for part in parts for problem in part.problems)
    return Checked(tuple(found), sum(part.files for part in parts))


def _check_path(
    path: Path,
    content: Sequence[Path],
    layouts: Sequence[Path],
    today: datetime.date,
    models: Mapping[str, type[BaseModel]],
) -> Checked:
    root = content_root(path)
    if root is None:
        files = list(_yaml_files(path))
        return Checked(tuple(problem for file in files for problem in check_file(file, models)), len(files))
    known = {folder.resolve() for folder in (builtin("content"), *content)}
    library = Library.load((*content, *([] if root.resolve() in known else [root])), layouts)
    problems = check_library(library, today, models)
    inside = {library.content.label(file) for file in library.files_read() if _is_in(file, path)}
    missing = {problem.path for problem in problems if problem.path and _is_in(Path(problem.path), path)}
    kept = [problem for problem in problems if problem.path in inside | missing]
    unseen = [file for file in _yaml_files(path) if library.content.label(file) not in inside]
    kept += [problem for file in unseen for problem in check_file(file, models)]
    return Checked(tuple(kept), len(inside) + len(unseen))


def check_file(path: Path, models: Mapping[str, type[BaseModel]] = MODELS) -> tuple[Problem, ...]:
    """The problems of one file by itself. A model under the empty name serves files of no known kind."""
    kind = kind_of(path)
    try:
        # what a layout leaves out is in the one that it extends, which may lie beside it
        source = Library.load(layouts=[path.parent]).layout_source(path.stem) if kind == "layout" else load(path)
        if kind in models:
            read(models[kind], source)
            if models[kind] is MODELS["clinic"]:
                Library.load().logo(path)
        elif not kind:
            hint = "name it as in the library, such as exercises/cat-cow/en.yaml or clinic.yaml"
            return (Problem("what this file is for cannot be told from its name and place", str(path), hint=hint),)
    except ProblemError as error:
        return error.problems
    return ()


def _yaml_files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    yield from sorted(file for file in path.rglob("*.y*ml") if not file.name.startswith("."))


def _is_in(file: Path, path: Path) -> bool:
    return file.resolve().is_relative_to(path.resolve())
