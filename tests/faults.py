"""Lets the file layer fail: an error, an interruption or an end of the process at any of its steps."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

OLD, NEW = b"%PDF-1.7 handouts old " * 400, b"%PDF-1.7 handouts new " * 900
DISK_FULL = OSError(errno.ENOSPC, "No space left on device")
READ_ONLY = OSError(errno.EROFS, "Read-only file system")
FORBIDDEN = PermissionError(errno.EACCES, "Permission denied")


class Faults:
    """Counts each step of the file layer, and does something at one of them. Step 0 never comes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.steps, self.at = list[str](), 0
        self.act: Callable[[], None] = lambda: None
        for place, name in (
            (tempfile, "mkstemp"), (os, "fsync"), (os, "fdopen"), (os, "fstat"), (Path, "chmod"), (Path, "replace"),
            (Path, "mkdir"),
        ):  # fmt: skip
            self.wrap(monkeypatch, place, name)

    def wrap(self, monkeypatch: pytest.MonkeyPatch, place: object, name: str) -> None:
        real = getattr(place, name)

        def step(*args: object, **more: object) -> object:
            self.steps.append(name)
            if len(self.steps) == self.at:
                self.act()
            return real(*args, **more)

        monkeypatch.setattr(place, name, step)

    def arm(self, at: int, act: Callable[[], None]) -> None:
        self.steps, self.at, self.act = [], at, act


def raising(error: BaseException) -> Callable[[], None]:
    def act() -> None:
        raise error

    return act
