"""What a shell offers when somebody presses Tab: names of the library that the line asks for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handouts.cli.options import own_content, own_layouts

if TYPE_CHECKING:
    from handouts.library.library import Library

Completer = Callable[[click.Context, click.Parameter, str], list[str]]
ITEMS = ("routines", "leaflets", "exercises")


def offers(*kinds: Any, listed: bool = False) -> Completer:
    """Completes to names of these kinds that are not on the line already; `listed` ones are joined by commas."""

    def complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
        from handouts.problems import ProblemError

        before, comma, begun = incomplete.rpartition(",") if listed else ("", "", incomplete)
        given = {*_words(context.params.get(parameter.name or "")), *before.split(",")}
        try:
            library = _library(context)
            known = [slug for kind in kinds for slug in library.slugs(kind)]
        except ProblemError:  # a shell has no room for problems; the command will tell them
            return []
        return [f"{before}{comma}{name}" for name in known if name.startswith(begun) and name not in given]

    return complete


def _words(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value) if isinstance(value, tuple | list) else ()


def _library(context: click.Context) -> Library:
    from handouts.library.library import Library

    def folders(name: str, own: tuple[Path, ...]) -> tuple[Path, ...]:
        return tuple(map(Path, context.params.get(name) or own))

    return Library.load(folders("content", own_content()), folders("layouts", own_layouts()))
