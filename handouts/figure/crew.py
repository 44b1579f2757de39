"""Processes that paint panels beside this one while an author waits: started early, so that they are ready."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Mapping
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

from handouts.figure.draw import Figure, Panel, draw_panel
from handouts.figure.pose.skeleton import Skeleton

MOST = 3  # a figure rarely has more panels than this process and these helpers paint at once


@contextmanager
def crew() -> Iterator[Executor | None]:
    """The helpers, or None on a machine with one core; they end with the block."""
    count = min(MOST, (os.cpu_count() or 1) - 1)
    if count < 1:
        yield None
        return
    # new processes, not copies of this one: the same on every system, and safe whatever threads there are
    pool = ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_ready)
    try:
        for _ in range(count):
            pool.submit(os.getpid)  # starts a process, which loads the engine while the first picture is drawn here
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _ready() -> None:
    """A helper leaves Ctrl-C to the process that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def paint(
    figure: Figure, skeletons: Mapping[str, Skeleton], names: list[str], helpers: Executor | None
) -> dict[str, Panel]:
    """The named panels, one painted here and the others by the helpers; all here when there are none or one died."""
    first, *rest = names
    jobs = {}
    if helpers is not None:
        try:
            jobs = {name: helpers.submit(draw_panel, figure, skeletons, name) for name in rest}
        except BrokenExecutor:
            jobs = {}
    panels = {first: draw_panel(figure, skeletons, first)}
    for name in rest:
        try:
            panels[name] = jobs[name].result() if name in jobs else draw_panel(figure, skeletons, name)
        except BrokenExecutor:
            panels[name] = draw_panel(figure, skeletons, name)
    return panels
