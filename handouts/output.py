"""Puts finished bytes in place: the old file stays until the new one is whole on the disk."""

from __future__ import annotations

import os
from pathlib import Path

from handouts.problems import Problem, ProblemError

PRIVATE = 0o600  # a sheet with a patient's name is for its owner only


def put(path: Path, data: bytes, private: bool = False) -> None:
    """Write a file in one step. Raises ProblemError when the place cannot be written; the old file is then kept."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data, private)
    except OSError as error:
        reason = error.strerror or str(error)
        hint = "choose another folder with --output, or close the file where it is open"
        raise ProblemError(Problem(f"cannot write the file: {reason}", str(path), hint=hint)) from error


def _replace(path: Path, data: bytes, private: bool) -> None:
    import tempfile  # slow to import; a build with nothing to do writes nothing

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".handouts-", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp made the file 0600; a sheet for nobody in particular gets what the umask allows
        part.chmod(PRIVATE if private else 0o666 & ~_umask())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
