"""Keeps pypdf from telling the terminal what it mends in a damaged file: findings tell it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quiet() -> Iterator[None]:
    """Nothing of pypdf's log is shown meanwhile."""
    log = logging.getLogger("pypdf")
    before = log.disabled
    log.disabled = True
    try:
        yield
    finally:
        log.disabled = before
