"""Noticing saved files by looking at their times again and again: needs nothing of the operating system."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

Stamps = Mapping[Path, tuple[int, int]]  # time of writing (nanoseconds since 1970) and size
EVERY = 0.03  # seconds between two looks, each of which takes well under a millisecond


def stamps(paths: Iterable[Path]) -> Stamps:
    """When each file was written and how long it is; a file that is not there is left out."""
    found = {}
    for path in paths:
        try:
            status = path.stat()
        except OSError:  # an editor may put the new file in the old one's place just now
            continue
        found[path] = (status.st_mtime_ns, status.st_size)
    return found


def changed(before: Stamps, now: Stamps) -> frozenset[Path]:
    """Files that were written, made or removed between two looks."""
    return frozenset(path for path in before.keys() | now.keys() if before.get(path) != now.get(path))


def changes(look: Callable[[], Stamps], pause: Callable[[], None]) -> Iterator[frozenset[Path]]:
    """What changed, each time that something did; at first everything there is.

    Waits until two looks agree, so that a file is not read while it is being written. What changes while the caller
    works is told next.
    """
    before = look()
    yield frozenset(before)
    while True:
        pause()
        now = look()
        if now == before:
            continue
        pause()
        while (later := look()) != now:
            now = later
            pause()
        found, before = changed(before, now), now
        if found:  # nothing when a file went and came back as it was
            yield found
