"""Puts finished bytes in place: the old file stays until the new one is whole on the disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from handouts import __version__
from handouts.problems import Problem, ProblemError

if TYPE_CHECKING:
    from PIL.PngImagePlugin import PngInfo

MAKER = f"handouts {__version__}"
PRIVATE = 0o600  # a sheet with a patient's name is for its owner only
_PART = (".handouts-", ".part")  # what begins and ends the name of a file that is not whole yet
_OURS = (  # how files of ours begin, and what they hold
    (b"%PDF-", b"handouts "),
    (b"%PDF-", b"/Encrypt"),
    (b"\x89PNG\r\n", b"handouts "),
    (b"<svg ", b"<style>\npath{fill-rule:evenodd;stroke-linejoin:round;stroke-linecap:round}\n"),
    (b"Given ", b"\nMade with handouts "),  # a chart note
)


def put(path: Path, data: bytes, private: bool = False, lasting: bool = True) -> list[int]:
    """Write a file in one step. Raises ProblemError when the place cannot be written; the old file is then kept.

    Returns the size and time of writing (nanoseconds since 1970) of what was written here: somebody else may have
    put another file in its place since. Unless it has to be `lasting`, a power cut may take the file with it; the
    end of the process does not.
    """
    with writing(path, private, lasting) as file:
        file.write(data)
        file.flush()
        status = os.fstat(file.fileno())
    return [status.st_size, status.st_mtime_ns]


@contextmanager
def writing(path: Path, private: bool = False, lasting: bool = True) -> Iterator[BinaryIO]:
    """A file to write into piece by piece; it is in place when the block has ended well, and else never was there.

    Raises ProblemError when the place cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _replacing(path, private, lasting) as file:
            yield file
    except OSError as error:
        reason = error.strerror or str(error)
        hint = "choose another folder with --output, or close the file where it is open"
        raise ProblemError(Problem(f"cannot write the file: {reason}", str(path), hint=hint)) from error


def is_file(output: Path) -> bool:
    """Whether an output that somebody names is one PDF file; else it is a folder for several."""
    return output.suffix.lower() == ".pdf"


def spare_foreign(path: Path, force: bool = False) -> None:
    """Raise ProblemError when a file is there that this program did not make, unless it may be written over."""
    if not force and foreign(path):
        hint = "choose another place with --output, or write over it with --force"
        raise ProblemError(Problem("there is a file that handouts did not make", str(path), hint=hint))


def foreign(path: Path) -> bool:
    """Whether there is a file that this program did not make, told by what only its own files hold.

    What encryption hides is given the benefit of the doubt.
    """
    try:
        found = path.read_bytes()
    except OSError:  # nothing is there, or writing will tell why not
        return False
    return bool(found) and not any(found.startswith(start) and mark in found for start, mark in _OURS)


def png_maker() -> PngInfo:
    """What names the maker in a PNG file, under the keyword that its standard has for that."""
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Software", MAKER)
    return info


def clear(folder: Path) -> None:
    """Delete what a process that was killed had begun to write; nobody may be writing into the folder."""
    for path in folder.glob("*".join(_PART)):
        with suppress(OSError):
            path.unlink()


@contextmanager
def _replacing(path: Path, private: bool, lasting: bool) -> Iterator[BinaryIO]:
    import tempfile  # slow to import; a build with nothing to do writes nothing

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_PART[0], suffix=_PART[1])
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            if lasting:
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
