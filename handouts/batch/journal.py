"""Remembers which rows of a batch have their file, so that a run that was stopped goes on where it was.

The journal holds file names, digests and sizes only. A row is known by a digest under a secret of this journal, so that
nobody can try out what a patient's row may have said.
"""

from __future__ import annotations

import datetime
import hmac
import json
import os
import secrets
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from handouts.batch.place import Stamp
from handouts.batch.tasks import Made, Task
from handouts.builder.job import Job
from handouts.output import PRIVATE
from handouts.problems import OPTIONS, Problem, ProblemError

NAME = ".handouts-batch.jsonl"
_FORM = 1
_TOLD = ("file", "pages", "version", "sha256", "stamp", "key", "until")


class Journal:
    """One line a file, appended as it is made. What cannot be read counts as nothing, such as a line cut short."""

    def __init__(self, path: Path, state: str, today: datetime.date) -> None:
        """Open the journal of a folder; `state` tells of everything but the rows that the files are made from.

        Raises ProblemError when it cannot be written, or another run is writing it.
        """
        self._state, self._today = state, today.isoformat()
        self._known: dict[str, int] = {}  # where the line of each file begins
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, PRIVATE), "r+b")
        except OSError as error:
            hint = "choose another folder with --output"
            raise ProblemError(Problem(f"cannot write the journal: {error.strerror}", str(path), hint=hint)) from error
        try:
            _only_one(self._file.fileno(), path)
            self._secret = self._load() or self._new()
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def key(self, job: Job) -> str:
        """The digest of a row and of all that its file is made from."""
        told = f"{self._state}\n{replace(job, origin=OPTIONS)!r}".encode("utf-8", "surrogatepass")
        return hmac.digest(self._secret, told, "sha256").hex()

    def known(self, task: Task, stamp: Stamp | None) -> Made | None:
        """What was made of this very row, when its file is still as it was written and its content still counts.

        What was made on a later day than today's was made by a clock that was wrong, and may say that it has expired.
        """
        if stamp is None or task.file not in self._known:
            return None
        self._file.seek(self._known[task.file])
        entry = json.loads(self._file.readline())
        if entry["key"] != task.key or entry["stamp"] != stamp:
            return None
        if not entry["since"] <= self._today <= (entry["until"] or self._today):
            return None
        told = (entry[key] for key in _TOLD[1:])
        return Made(task.number, task.id, task.file, "unchanged", *told)

    def note(self, made: Made) -> None:
        """Note a file that is there now."""
        self._write({name: getattr(made, name) for name in _TOLD} | {"since": self._today})

    def _write(self, entry: dict[str, Any]) -> None:
        self._file.write(json.dumps(entry).encode() + b"\n")
        self._file.flush()

    def _load(self) -> bytes:
        """Read what earlier runs noted, and give the secret; nothing when this is not a journal."""
        secret = _secret(line := self._file.readline())
        while secret:
            start = self._file.tell()
            if not (found := self._file.readline()):
                break
            line = found
            if file := _file(line):
                self._known[file] = start
        if secret and not line.endswith(b"\n"):  # cut short: what is noted next begins a line
            self._file.write(b"\n")
        return secret

    def _new(self) -> bytes:
        self._file.truncate(0)
        secret = secrets.token_bytes(32)
        self._write({"form": _FORM, "secret": secret.hex()})
        return secret


def _secret(line: bytes) -> bytes:
    entry = _entry(line)
    try:
        return bytes.fromhex(entry["secret"]) if entry.get("form") == _FORM else b""
    except (ValueError, TypeError, KeyError):
        return b""


def _file(line: bytes) -> str:
    """The name of the file that a line is about; empty for a line that tells nothing."""
    entry = _entry(line)
    whole = set(_TOLD) <= entry.keys() and all(isinstance(entry.get(key), str) for key in ("file", "since", "until"))
    return entry["file"] if whole else ""


def _entry(line: bytes) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except ValueError:
        return {}
    return entry if isinstance(entry, dict) else {}


def _only_one(handle: int, path: Path) -> None:
    try:
        import fcntl
    except ImportError:  # Windows: two runs at once write each file whole, and make some of them twice
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        hint = "wait until it is done, or choose another folder with --output"
        raise ProblemError(Problem("another run is writing into this folder", str(path.parent), hint=hint)) from None
