"""Where a fault of a job comes from: a wish of whoever asked for it, or the file of the content that says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from handouts.problems import Problem, ProblemError

if TYPE_CHECKING:
    from handouts.builder.job import Job
    from handouts.layout.rows import BlockTooTallError
    from handouts.library.library import Library


def unknown_wish(library: Library, job: Job) -> str:
    """The wish of a job that names what is not there, or nothing."""
    names: dict[str, Callable[[], object]] = {
        "layout": lambda: library.layout_source(job.layout),
        "routine": lambda: library.kind_of(job.name),
        "lang": lambda: [library.phrases(lang) for lang in job.lang.split("+")],
    }
    for wish, look in names.items():
        try:
            look()
        except ProblemError:
            return wish
    return ""


def missing_glyph(library: Library, job: Job, words: Mapping[str, str], character: str) -> Problem:
    """Find where the character came from: what was asked for, or else a content file."""
    from handouts.layout.installed import told, way_out

    message, hint = f"no font has {told(character)}", way_out(character)
    for wish, text in words.items():
        if character in text:
            return job.origin.problem(wish, message, hint)
    for slug, change in job.changes.items():
        for key, value in change.items():
            if character in str(value):
                return job.origin.problem("set", message, hint, slug, key)
    for source in library.sources_read():
        for loc, value in source.texts():
            if character in value:
                line, column = source.where(loc)
                return Problem(message, source.path, line, column, ".".join(map(str, loc)), hint)
    return Problem(message, hint=hint)


def too_tall(library: Library, job: Job, error: BlockTooTallError) -> Problem:
    """The words that make a block taller than a page."""
    folder = error.origin if "/" in error.origin else f"exercises/{error.origin}"
    source = library.source(f"{folder}/{job.lang}.yaml") if error.origin else None
    return Problem(
        f"the block is {error.height / 72 * 2.54:.1f} cm tall; a page has room for {error.room / 72 * 2.54:.1f} cm",
        source.path if source else "",
        hint="shorten its words, or use a layout with smaller type",
    )
