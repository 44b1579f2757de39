"""Checks what the user points at: the whole library, a content folder, or single files told by name and place."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from handouts.library.check import check_library
from handouts.library.findings import placed
from handouts.library.kinds import KINDS, Kind, content_root, kind_of
from handouts.library.layers import builtin
from handouts.library.library import Library
from handouts.library.reader import read
from handouts.problems import Problem, ProblemError
from handouts.rules.silence import Silenced, silence
from handouts.source import load


@dataclass(frozen=True)
class Checked:
    """What was found, in how many files it was looked for, and what comments in them silence."""

    problems: tuple[Problem, ...]
    files: int
    silenced: tuple[Silenced, ...] = ()

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
    more_kinds: Mapping[str, Kind],
    clinic: Path | None = None,
) -> Checked:
    """Check the files at `paths`; when there are none, the whole library and the clinic's file.

    What lies in a content folder is checked with that folder laid over the library, so that references count.
    """
    kinds = {**KINDS, **more_kinds}
    parts = [_check_path(path, content, layouts, today, kinds) for path in paths]
    if not paths:
        parts.append(_check_whole(Library.load(content, layouts), today, kinds))
        if clinic:
            parts.append(_alone(clinic, {**kinds, "": kinds["clinic"]}, today))
    return together(parts)


def together(parts: Iterable[Checked]) -> Checked:
    """Several checks as one; what two of them found is told once."""
    several = tuple(parts)
    problems = dict.fromkeys(problem for part in several for problem in part.problems)
    silenced = dict.fromkeys(one for part in several for one in part.silenced)
    return Checked(tuple(problems), sum(part.files for part in several), tuple(silenced))


def _check_path(
    path: Path,
    content: Sequence[Path],
    layouts: Sequence[Path],
    today: datetime.date,
    kinds: Mapping[str, Kind],
) -> Checked:
    root = content_root(path)
    if root is None:
        return together(_alone(file, kinds, today) for file in _yaml_files(path))
    known = {folder.resolve() for folder in (builtin("content"), *content)}
    library = Library.load((*content, *([] if root.resolve() in known else [root])), layouts)
    whole = _check_whole(library, today, kinds)
    inside = {library.content.label(file) for file in library.files_read() if _is_in(file, path)}
    missing = {problem.path for problem in whole.problems if problem.path and _is_in(Path(problem.path), path)}
    kept = [problem for problem in whole.problems if problem.path in inside | missing]
    silenced = tuple(one for one in whole.silenced if one.problem.path in inside)
    unseen = [file for file in _yaml_files(path) if library.content.label(file) not in inside]
    kept += [problem for file in unseen for problem in check_file(file, kinds, today)]
    return Checked(tuple(kept), len(inside) + len(unseen), silenced)


def _check_whole(library: Library, today: datetime.date, kinds: Mapping[str, Kind]) -> Checked:
    found = check_library(library, today, kinds)
    texts = {}
    for file in library.files_read():
        source = library.loaded(file)
        if source is not None:
            texts[source.path] = source.text
    problems, silenced = silence(found, texts)
    problems.sort(key=lambda problem: (problem.path, problem.line, problem.column))
    return Checked(tuple(problems), len(library.files_read()), tuple(silenced))


def _alone(path: Path, kinds: Mapping[str, Kind], today: datetime.date) -> Checked:
    found = check_file(path, kinds, today)
    try:
        texts = {str(path): load(path).text}
    except ProblemError:
        texts = {}
    problems, silenced = silence(found, texts)
    return Checked(tuple(problems), 1, tuple(silenced))


def check_file(path: Path, kinds: Mapping[str, Kind], today: datetime.date) -> tuple[Problem, ...]:
    """The problems of one file by itself. What is under the empty name serves files of no known kind."""
    name = kind_of(path)
    kind = kinds.get(name)
    if kind is None and not name:
        message = "what this file is for cannot be told from its name and place"
        hint = "name it as in the library, such as exercises/cat-cow/en.yaml or clinic.yaml"
        return (Problem(message, str(path), hint=hint, rule="file-place"),)
    try:
        # what a layout leaves out is in the one that it extends, which may lie beside it
        source = Library.load(layouts=[path.parent]).layout_source(path.stem) if name == "layout" else load(path)
        if kind is None:
            return ()
        found = read(kind.model, source)
        if kind is kinds["clinic"]:
            library = Library.load()
            library.logo(path), library.fonts((), path)
    except ProblemError as error:
        return error.problems
    return tuple(placed(source, remark) for remark in kind.advice(found, today))


def _yaml_files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    yield from sorted(file for file in path.rglob("*.y*ml") if not file.name.startswith("."))


def _is_in(file: Path, path: Path) -> bool:
    return file.resolve().is_relative_to(path.resolve())
