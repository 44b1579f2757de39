"""What tests do to workers: a pool of processes in which certain rows kill who makes them; the others are quick."""

from __future__ import annotations

import multiprocessing
import os
import signal
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from handouts.batch import tasks
from handouts.batch.place import place
from handouts.batch.tasks import Made, Setting, Task
from handouts.batch.workers import Workers


def hurt(count: int, deadly: tuple[str, ...] = (), once: Path | None = None) -> Workers:
    """Workers that the rows with these ids kill: each time, or once only when `once` is a file to remember it by."""
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(count, context, initializer=lay_traps, initargs=(deadly, once))
    return Workers(pool.submit, count, partial(pool.shutdown, wait=True, cancel_futures=True))


def stillborn(count: int) -> Workers:
    """Workers that die before they have done anything."""
    pool = ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), initializer=os._exit, initargs=(3,))
    return Workers(pool.submit, count, partial(pool.shutdown, wait=True, cancel_futures=True))


def lay_traps(deadly: tuple[str, ...], once: Path | None = None) -> None:
    """In a worker."""

    def make_one(setting: Setting, task: Task) -> Made:
        if task.id in deadly and not (once and once.exists()):
            if once:
                once.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        place(setting.output).put(task.file, task.id.encode())
        return Made(task.number, task.id, task.file, "built")

    tasks.make_one = make_one
