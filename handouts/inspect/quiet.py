"""Keeps pypdf from telling the terminal what it mends in a damaged file: findings tell it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quiet() -> Iterator[None]:
    """Nothing of pypdf's log is shown meanwhile."""
    log = logging.getLogger("pypdf")
    before = log.level
    log.setLevel(logging.CRITICAL + 1)  # the loggers of its modules ask this one
    try:
        yield
    finally:
        log.setLevel(before)
