"""Who does the work: this process, a pool of processes or a Dask cluster; results come back in the order of the rows.

A worker that dies takes nothing with it: what it had in hand is done again, and a row that kills worker after worker is
told as a problem of its own.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from handouts.batch.tasks import Made, Setting, Task, failed, make_one, make_some
from handouts.problems import Problem, ProblemError

SOME = 16  # rows that travel together
AHEAD = 4  # chunks for each worker, so that it never waits, and no more is in the memory
LIVES = 3  # workers that a row may kill
Chunk: TypeAlias = Sequence[Task]


def work(setting: Setting, rows: Iterable[Task | Made], jobs: int, cluster: str = "") -> Iterator[Made]:
    """Make all files that are not made; yields what became of each row, in their order.

    Raises ProblemError when no cluster answers.
    """
    if jobs == 1 and not cluster:
        for row in rows:
            yield row if isinstance(row, Made) else make_one(setting, row)
        return
    yield from Crew(setting, partial(_cluster, cluster) if cluster else partial(_pool, jobs)).work(_chunks(rows))


def _chunks(rows: Iterable[Task | Made]) -> Iterator[Chunk | Made]:
    chunk: list[Task] = []
    for row in rows:
        if isinstance(row, Task):
            chunk.append(row)
        if chunk and (len(chunk) == SOME or isinstance(row, Made)):
            yield tuple(chunk)
            chunk = []
        if isinstance(row, Made):
            yield row
    if chunk:
        yield tuple(chunk)


def _pool(jobs: int) -> tuple[Executor, int]:
    context = multiprocessing.get_context("spawn")  # the same on every system, and safe beside threads
    return ProcessPoolExecutor(jobs, context, initializer=_settle), jobs


def _settle() -> None:
    """Ctrl-C is for the main process, which lets everybody finish what they hold."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(50_000, 20, 50)  # what a row leaves behind is freed without looking for cycles


def _cluster(address: str) -> tuple[Executor, int]:
    try:
        from distributed import Client
    except ImportError:
        hint = "pip install 'handouts[cluster]'"
        raise ProblemError(Problem("a cluster needs the package distributed", hint=hint)) from None
    try:
        client = Client(address.removeprefix("dask://"), timeout="10s")
    except (OSError, ValueError) as error:
        hint = "start one with 'dask scheduler', and workers with 'dask worker HOST:PORT'"
        raise ProblemError(Problem(f"no Dask scheduler answers at {address[:100]}", hint=hint)) from error
    return client.get_executor(pure=False, retries=LIVES), max(1, sum(client.ncores().values()))


@dataclass
class Hand:
    """A chunk that is being worked on; `lives` count down with each worker that died meanwhile."""

    chunk: Chunk
    future: Future[tuple[Made, ...]]
    lives: int = LIVES


class Crew:
    """Hands out chunks, a few ahead of what is taken back."""

    def __init__(self, setting: Setting, hire: Callable[[], tuple[Executor, int]]) -> None:
        self._setting, self._hire = setting, hire
        self._executor, self._workers = hire()
        self._hands: deque[Hand] = deque()

    def work(self, chunks: Iterable[Chunk | Made]) -> Iterator[Made]:
        """What became of each row, in order. When it is closed early, what was begun is finished and left out."""
        try:
            for chunk in chunks:
                if isinstance(chunk, Made):
                    self._hands.append(Hand((), _done(chunk)))
                else:
                    self._hands.append(Hand(chunk, self._submit(chunk)))
                while self._hands and (len(self._hands) > AHEAD * self._workers or self._hands[0].future.done()):
                    yield from self._first()
            while self._hands:
                yield from self._first()
        finally:
            self._executor.shutdown(wait=True, cancel_futures=True)

    def _submit(self, chunk: Chunk) -> Future[tuple[Made, ...]]:
        try:
            return self._executor.submit(make_some, self._setting, chunk)
        except BrokenExecutor as error:  # told when its turn comes
            future: Future[tuple[Made, ...]] = Future()
            future.set_exception(error)
            return future

    def _first(self) -> Iterator[Made]:
        """The results of the first chunk, however many workers that takes."""
        while True:
            hand = self._hands[0]
            try:
                made = hand.future.result()
            except Exception as error:
                if not _died(error):
                    raise
                if len(hand.chunk) == 1 and hand.lives <= 0:
                    made = tuple(failed(task, _deadly(task)) for task in hand.chunk)
                else:
                    self._again()
                    continue
            self._hands.popleft()
            yield from made
            return

    def _again(self) -> None:
        """New workers for all that the dead ones had in hand, row by row where it was not the first time."""
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor, self._workers = self._hire()
        old, self._hands = self._hands, deque()
        for hand in old:
            if hand.future.done() and not hand.future.cancelled() and hand.future.exception() is None:
                self._hands.append(hand)
                continue
            lives = hand.lives - 1
            parts = [hand.chunk] if lives == LIVES - 1 else [(task,) for task in hand.chunk]
            self._hands.extend(Hand(part, self._submit(part), lives) for part in parts)


def _done(made: Made) -> Future[tuple[Made, ...]]:
    future: Future[tuple[Made, ...]] = Future()
    future.set_result((made,))
    return future


def _died(error: BaseException) -> bool:
    """Whether a worker is gone, in the words of the pool or of the cluster."""
    return isinstance(error, BrokenExecutor) or type(error).__name__ in ("KilledWorker", "CancelledError")


def _deadly(task: Task) -> Problem:
    message, hint = "every worker that made this row died", "look at what differs in it; the other rows are made"
    return task.job.origin.placed(Problem(message, hint=hint))
