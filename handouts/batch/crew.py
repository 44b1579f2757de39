"""Hands out the work and takes it back in the order of the rows.

A worker that dies takes nothing with it: what was in hand is done again, one row at a time, so that a row that kills
worker after worker is found, and told as a problem of its own.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from handouts.batch.tasks import Made, Setting, Task, failed, make_one, make_some
from handouts.batch.workers import Pending, Workers, cluster, outcome, processes
from handouts.problems import Problem, ProblemError

SOME = 16  # rows that travel together
AHEAD = 4  # chunks for each worker, so that it never waits, and no more is in the memory
LIVES = 2  # workers that a row may kill while nothing else is being done
Chunk: TypeAlias = Sequence[Task]
Hire: TypeAlias = Callable[[], Workers]


def work(setting: Setting, rows: Iterable[Task | Made], jobs: int, address: str = "") -> Generator[Made, None, None]:
    """Make all files that are not made; yields what became of each row, in their order.

    `address` is that of a cluster, as in `dask://HOST:PORT`. Raises ProblemError when it does not answer. When the
    iterator is closed early, what was begun is finished and not told.
    """
    if jobs == 1 and not address:
        for row in rows:
            yield row if isinstance(row, Made) else make_one(setting, row)
        return
    hire = partial(cluster, address) if address else partial(processes, jobs)
    with closing(Crew(setting, hire)) as crew:
        yield from crew.work(_chunks(rows))


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


@dataclass
class Hand:
    """A chunk that is being worked on, or what became of it; neither when the workers are no more."""

    chunk: Chunk
    pending: Pending[tuple[Made, ...]] | None = None
    made: tuple[Made, ...] | None = None

    def ready(self) -> bool:
        """Whether there is nothing to wait for."""
        return self.pending is None or self.pending.done()

    def take(self) -> tuple[Made, ...] | None:
        """What became of the rows, waited for; None when whoever had them in hand is gone."""
        if self.pending is not None:
            self.made, self.pending = outcome(self.pending), None
        return self.made


class Crew:
    """Workers, and the chunks that they have in hand: a few more than are being worked on."""

    def __init__(self, setting: Setting, hire: Hire) -> None:
        self._setting, self._hire = setting, hire
        self._workers = hire()
        self._hands: deque[Hand] = deque()

    def close(self) -> None:
        """Let the workers go."""
        self._workers.close()

    def work(self, chunks: Iterable[Chunk | Made]) -> Iterator[Made]:
        """What became of each row, in order."""
        for chunk in chunks:
            if isinstance(chunk, Made):
                self._hands.append(Hand((), made=(chunk,)))
            else:
                self._hands.append(self._given(chunk))
            while self._hands and (len(self._hands) > AHEAD * self._workers.count or self._hands[0].ready()):
                yield from self._first()
        while self._hands:
            yield from self._first()

    def _given(self, chunk: Chunk) -> Hand:
        try:
            return Hand(chunk, self._workers.submit(make_some, self._setting, chunk))
        except BrokenExecutor:  # seen when its turn comes
            return Hand(chunk)

    def _first(self) -> Iterator[Made]:
        """The results of the first chunk, however many workers that takes."""
        if self._hands[0].take() is None:
            self._rescue()
        yield from self._hands.popleft().made or ()

    def _rescue(self) -> None:
        """Do again what dead workers had in hand; nothing else is done meanwhile, so that no row is taken for another.

        Raises ProblemError when new workers die before they have had a row.
        """
        lost = [hand for hand in self._hands if hand.take() is None]
        self._renew()
        for hand in lost:
            hand.made = tuple(map(self._alone, hand.chunk))

    def _alone(self, task: Task) -> Made:
        for _ in range(LIVES):
            made = self._given((task,)).take()
            if made is not None:
                return made[0]
            self._renew()
        message, hint = "every worker that made this row died", "look at what differs in it; the other rows are made"
        return failed(task, task.job.origin.placed(Problem(message, hint=hint)))

    def _renew(self) -> None:
        self._workers.close()
        self._workers = self._hire()
        if outcome(self._workers.submit(os.getpid)) is None:
            hint = "make the sheets in this process: --jobs 1"
            raise ProblemError(Problem("the worker processes die before they have done anything", hint=hint))
