"""Baking many exercises at once, shared out to processes: the same bytes as one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from handouts.figure.bake import bake
from handouts.figure.draw import draw_figure, load_figure
from handouts.library.layers import Layers
from handouts.problems import Problem, ProblemError


class Baked(NamedTuple):
    """What became of one exercise: the files that changed, or why there are none."""

    slug: str
    changed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def bake_many(slugs: Sequence[str], content: Layers, layouts: Layers, jobs: int) -> Iterator[Baked]:
    """Bake all, told in the order of `slugs`; one with problems does not stop the others.

    A bug in one does not either: it is raised when the others are done. With `jobs` above 1 that many processes share
    the work.
    """
    jobs = min(jobs, len(slugs))
    if jobs <= 1:
        for slug in slugs:
            yield bake_one(slug, content, layouts)
        return
    bug: BaseException | None = None
    # new processes, not copies of this one: the same on every system, and safe whatever threads there are
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        futures = [pool.submit(bake_one, slug, content, layouts) for slug in slugs]
        for future in futures:
            if error := future.exception():
                bug = bug or error
            else:
                yield future.result()
    if bug:
        raise bug


def bake_one(slug: str, content: Layers, layouts: Layers) -> Baked:
    """Bake one exercise; its problems are returned, not raised, for an exception loses its values between processes."""
    try:
        figure = load_figure(content, layouts, slug)
        changed: list[Path] = bake(figure, draw_figure(figure))
    except ProblemError as error:
        return Baked(slug, problems=error.problems)
    return Baked(slug, tuple(map(content.label, changed)))
