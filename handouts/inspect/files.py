"""Reads a PDF from the disk, within reason."""

from __future__ import annotations

import stat
from pathlib import Path

from handouts.problems import Problem, ProblemError

MAX_BYTES = 256 * 1024 * 1024  # a pack of a thousand sheets has a tenth of it


def pdf_bytes(path: Path) -> bytes:
    """The bytes of a file. Raises ProblemError for what is no plain file, too large, or cannot be read."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # opening a named pipe would wait for ever
            raise ProblemError(Problem("is not a file", str(path), rule="pdf-opens"))
        if status.st_size > MAX_BYTES:
            message = f"is larger than {MAX_BYTES // 1024**2} MiB"
            raise ProblemError(Problem(message, str(path), hint="look at a part of it", rule="pdf-opens"))
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise ProblemError(Problem(f"cannot be read: {reason}", str(path), rule="pdf-opens")) from None
