"""Times two sides in turns, so that what disturbs the machine disturbs both, and puts medians in a table."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count

Side = Callable[[int], object]  # called with the number of the round: content that varies keeps caches honest


@dataclass(frozen=True)
class Row:
    """One line of the table: medians in milliseconds. `most` is the greatest ratio, or time, that is good."""

    name: str
    ours: float
    peer: float | None
    most: float
    note: str = ""

    @property
    def measured(self) -> float:
        """The ratio to the peer, or the time when there is none."""
        return self.ours / self.peer if self.peer else self.ours

    @property
    def good(self) -> bool:
        """Whether the target is met."""
        return self.measured < self.most

    def cells(self) -> tuple[str, ...]:
        """The row as text."""
        peer = f"{self.peer:.1f}" if self.peer else "-"
        result, target = (f"{self.measured:.2f}x", f"< {self.most:g}x") if self.peer else ("-", f"< {self.most:g} ms")
        return self.name, f"{self.ours:.1f}", peer, result, target, "yes" if self.good else "NO", self.note


HEAD = ("", "ours ms", "peer ms", "ratio", "target", "met", "")


def interleaved(ours: Side, peer: Side, rounds: int, warmup: int = 2) -> tuple[float, float]:
    """Median milliseconds of both sides over rounds that take turns in who is first."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(-warmup, rounds):
        order = ((0, ours), (1, peer)) if number % 2 else ((1, peer), (0, ours))
        for index, side in order:
            took = clocked(side, number)
            if number >= 0:
                times[index].append(took)
    return statistics.median(times[0]), statistics.median(times[1])


def clocked(side: Side, number: int, clock: Callable[[], float] = time.perf_counter) -> float:
    """Milliseconds of one call."""
    start = clock()
    side(number)
    return (clock() - start) * 1000


def table(rows: Sequence[Row]) -> str:
    """The rows under their heading, numbers flush right."""
    lines = [HEAD, *(row.cells() for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(HEAD))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if i in (0, len(HEAD) - 1) else cell.rjust(width)
            for i, cell, width in zip(count(), line, widths, strict=False)
        ).rstrip()
        for line in lines
    )
