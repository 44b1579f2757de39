"""Where somebody's own content lies, and what is put there: files that never replace others unless that is wanted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.authoring.schemas import FOLDER, with_schema_line, write_schemas
from handouts.output import put
from handouts.problems import Problem, ProblemError

if TYPE_CHECKING:
    from handouts.library.library import Library

Files = Mapping[str, str]  # text by place, relative to `Place.content` or, of layouts, to `Place.layouts`
KINDS = {"exercise": "exercises", "routine": "routines", "leaflet": "leaflets", "layout": "layouts"}


@dataclass(frozen=True)
class Place:
    """The folders that somebody writes in; they are made when they are missing. The library is what is there now."""

    content: Path
    layouts: Path
    library: Library

    def folder(self, kind: str) -> Path:
        """The folder that files of a kind are told from."""
        return self.layouts if kind == "layout" else self.content

    def write(self, kind: str, files: Files, force: bool) -> list[Path]:
        """Put the files in place, with the schemas their first lines name. Raises ProblemError, then writes nothing."""
        folder = self.folder(kind)
        return write_files({folder / name: text for name, text in files.items()}, folder.absolute().parent, force)


def write_files(files: Mapping[Path, str], home: Path, force: bool) -> list[Path]:
    """Put texts in place, and in the folder `home` the schemas that their first lines name.

    Raises ProblemError when one is there and `force` is not given, and then writes nothing.
    """
    there = [path for path in files if path.exists()]
    if there and not force:
        hint = "choose another name, or replace it with --force"
        raise ProblemError(Problem("is there already", str(path), hint=hint) for path in there)
    write_schemas(home / FOLDER)
    for path, text in files.items():
        put(path, with_schema_line(text, path.absolute(), home / FOLDER).encode())
    return list(files)


def check_name(place: Place, kind: str, slug: str, force: bool) -> None:
    """Raise ProblemError for a name that is none, or that the library has already."""
    import re

    form = r"[a-z]+(?:-[a-z]+)*" if kind == "layout" else r"[a-z0-9]+(?:-[a-z0-9]+)*"
    if not re.fullmatch(form, slug) or len(slug) > 60:
        marks = "lower-case letters" if kind == "layout" else "lower-case letters and digits"
        raise ProblemError(Problem(f"'{slug[:60]}' is not a name", hint=f"join {marks} by hyphens, such as my-{kind}"))
    if force:
        return
    for other, folder in KINDS.items():
        same_world = (other == "layout") == (kind == "layout")  # a layout may be called as a routine is
        if same_world and slug in place.library.slugs(folder):  # type: ignore[arg-type]
            raise ProblemError(_taken(place, kind, other, slug))


def _taken(place: Place, kind: str, other: str, slug: str) -> Problem:
    own = place.folder(other) / (f"{slug}.yaml" if other == "layout" else f"{KINDS[other]}/{slug}")
    article = "an" if other == "exercise" else "a"
    if own.exists():
        return Problem(f"there is {article} {other} '{slug}' already", str(own), hint="choose another name")
    if other != kind:
        return Problem(f"the library has {article} {other} '{slug}'", hint="choose another name")
    message = f"the library has {article} {kind} '{slug}', which yours would replace"
    return Problem(message, hint=f"to change that one: handouts new {kind} {slug} --copy; else choose another name")
