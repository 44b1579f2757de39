"""Remembers what each built file was made from, so that nothing unchanged is built again.

The record lies beside the files, in `.handouts.json`. It holds paths and digests only, and nothing about files that
were made for a patient. This module imports the standard library alone: an unchanged build must cost next to nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from handouts import __version__
from handouts.output import put
from handouts.problems import ProblemError

NAME = ".handouts.json"
_PACKAGE = Path(__file__).parent
_MAKING = {".py", ".ttf", ".json", ".icc"}  # what in the package shapes a file


class Record:
    """The record of one folder. A damaged or foreign record counts as empty."""

    def __init__(self, folder: Path):
        self._path = folder / NAME
        self._entries: dict[str, Any] = {}
        self._news: set[str] = set()  # names of files about which there is something new
        try:
            found = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return
        if isinstance(found, dict) and isinstance(found.get("files"), dict):
            self._entries = found["files"]

    def is_current(self, output: Path, key: str) -> bool:
        """Whether the file is the one that was built, from the same job and inputs that have not changed since."""
        entry = self._entries.get(output.name)
        try:
            return (
                entry is not None
                and entry["key"] == _key(key)
                and entry["output"] == _stamp(output)
                and not any(Path(path).exists() for path in entry["absent"])
                and all(_same(Path(path), *known) for path, known in entry["inputs"].items())
            )
        except (OSError, AttributeError, KeyError, TypeError, ValueError):
            return False

    def told(self, output: Path) -> dict[str, Any]:
        """What was noted of a file beside what it was made from."""
        entry = self._entries.get(output.name)
        told = entry.get("told") if isinstance(entry, dict) else None
        return told if isinstance(told, dict) else {}

    def knows(self, output: Path) -> bool:
        """Whether a file of this name was built here, whatever has become of it."""
        return output.name in self._entries

    def remember(
        self,
        output: Path,
        key: str,
        inputs: Mapping[Path, list[int]],
        absent: Iterable[Path],
        written: list[int] | None = None,
        told: Mapping[str, Any] | None = None,
    ) -> None:
        """Note how a file was made; `inputs` has the size and time of each file as it was when it was read.

        `written` are those of the file itself as it was written; as it is now when left out. An input that has changed
        since then, or is gone, is not the one the file was made from: then nothing is noted. `told` is kept with it.
        """
        try:
            if any(_stamp(path) != stamp for path, stamp in inputs.items()):
                self.forget(output)
                return
            entry = {
                "key": _key(key),
                "output": written or _stamp(output),
                "inputs": {str(path.absolute()): [stamp, _digest(path)] for path, stamp in inputs.items()},
                "absent": [str(path.absolute()) for path in absent],
                "told": dict(told or {}),
            }
        except OSError:
            self.forget(output)
            return
        self._news.add(output.name)
        self._entries[output.name] = entry

    def forget(self, output: Path) -> None:
        """Note nothing about a file, such as one that now bears a patient's name."""
        if self._entries.pop(output.name, None) is not None:
            self._news.add(output.name)

    def add(self, other: Record) -> None:
        """Take over what is new in another record of the same folder."""
        for name in other._news:
            self._entries.pop(name, None)
            if name in other._entries:
                self._entries[name] = other._entries[name]
        self._news |= other._news

    def save(self) -> None:
        """Write the record when there is news; a folder that cannot take it costs speed, not the build."""
        if not self._news:
            return
        try:
            put(self._path, json.dumps({"files": self._entries}, sort_keys=True).encode())
        except ProblemError:
            return


def _stamp(path: Path) -> list[int]:
    status = path.stat()
    return [status.st_size, status.st_mtime_ns]


def _same(path: Path, stamp: list[int], digest: str) -> bool:
    """By size and time; when only the time differs (a fresh checkout), by content."""
    now = _stamp(path)
    return now == stamp or (now[0] == stamp[0] and _digest(path) == digest)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _key(job: str) -> str:
    """A digest of the job and of the program: a new version makes every file anew."""
    return hashlib.sha256(f"{program()}\n{job}".encode()).hexdigest()


@cache
def program() -> str:
    """What tells one state of the program from another: its version, and size and time of its files."""
    files = [f"{path.name}{_stamp(path)}" for path in sorted(_PACKAGE.rglob("*.*")) if path.suffix in _MAKING]
    return "\n".join([__version__, *files])
