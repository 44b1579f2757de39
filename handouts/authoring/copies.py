"""Copies of what the library has, to change: an exercise, routine, leaflet or layout with all its files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.authoring.place import KINDS, Files
from handouts.authoring.starters import Wish, free_code
from handouts.library.kinds import kind_of

if TYPE_CHECKING:
    from handouts.library.library import Library

_OWN = {"routine": "code", "leaflet": "code", "layout": "name"}  # what no other one may have


def copied(kind: str, name: str, wish: Wish, library: Library) -> Files:
    """The files of an item of the library under a new name. Raises ProblemError when there is no such item."""
    if kind == "layout":
        library.layout_source(name)
        return {f"{wish.slug}.yaml": _own(kind, library.layouts.find(f"{name}.yaml"), name, wish, library)}
    folder = KINDS[kind]
    library.facts_source(folder, name)  # type: ignore[arg-type]
    paths = (library.content.find(f"{folder}/{name}/{file}") for file in library.content.names(f"{folder}/{name}"))
    return {
        f"{folder}/{wish.slug}/{path.name}": _own(kind, path, name, wish, library)
        for path in paths
        if path and path.is_file()
    }


def _own(kind: str, path: Path | None, name: str, wish: Wish, library: Library) -> str:
    """The text of a file, with a code or name of its own in the facts of something with a new name."""
    assert path is not None
    text = path.read_text("utf-8")
    key = _OWN.get(kind)
    if wish.slug == name or key is None or kind_of(path) != kind:
        return text
    value = wish.slug if key == "name" else free_code(wish, library)
    return re.sub(rf"^{key}:[^#\n]*?(?=\s*(#|$))", f"{key}: {value}", text, count=1, flags=re.MULTILINE)
