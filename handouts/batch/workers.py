"""Where the work is done: a pool of processes on this computer, or a Dask cluster."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, TypeVar

from handouts.problems import Problem, ProblemError

TIMEOUT = "10s"


T_co = TypeVar("T_co", covariant=True)


class Pending(Protocol[T_co]):
    """What a worker will give back."""

    def done(self) -> bool:
        """Whether it has come, or will not come."""
        ...

    def result(self) -> T_co:
        """Wait for it, and raise what was raised."""
        ...


@dataclass(frozen=True)
class Workers:
    """Takes work; `close` ends it: what has not begun is dropped, what has begun is finished."""

    submit: Callable[..., Pending[Any]]
    count: int
    close: Callable[[], None]


def processes(count: int) -> Workers:
    """As many processes on this computer."""
    context = multiprocessing.get_context("spawn")  # the same on every system, and safe beside threads
    pool = ProcessPoolExecutor(count, context, initializer=_settle)
    return Workers(pool.submit, count, partial(pool.shutdown, wait=True, cancel_futures=True))


def _settle() -> None:
    """Ctrl-C is for the main process, which lets everybody finish what they hold; without it nobody goes on."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(50_000, 20, 50)  # what a row leaves behind is freed without looking for cycles
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    main = multiprocessing.parent_process()
    if main:
        main.join()
        os._exit(1)


def cluster(address: str) -> Workers:
    """All workers of the cluster whose scheduler is at `dask://HOST:PORT`. Raises ProblemError when none answers."""
    try:
        from distributed import Client
    except ImportError:
        hint = "pip install 'handouts[cluster]'"
        raise ProblemError(Problem("a cluster needs the package distributed", hint=hint)) from None
    try:
        client = Client(address.removeprefix("dask://"), timeout=TIMEOUT, set_as_default=False)
    except (OSError, ValueError) as error:
        hint = "start one with 'dask scheduler', and workers with 'dask worker HOST:PORT'"
        raise ProblemError(Problem(f"no Dask scheduler answers at {address[:100]}", hint=hint)) from error
    # its get_executor() waits for ever when a worker dies between finishing a task and giving the result away
    return Workers(partial(client.submit, pure=False), max(1, sum(client.ncores().values())), client.close)


def outcome(pending: Pending[T_co]) -> T_co | None:
    """What a worker gave back, waited for; None when the worker is gone. Raises what the work has raised."""
    try:
        return pending.result()
    except (BrokenExecutor, CancelledError):  # the latter when a scheduler is gone
        return None
    except Exception as error:
        if type(error).__name__ == "KilledWorker":  # of a cluster; its class is not imported for a pool
            return None
        raise
