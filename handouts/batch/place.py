"""Where the files of a batch go: a folder, or a URL that fsspec can write to."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, Protocol

from handouts.output import clear, put, writing
from handouts.problems import Problem, ProblemError

Stamp = list[int]  # what tells whether a file is still the one that was written
FILE = "file://"


class Place(Protocol):
    """A folder for files that are each written in one step."""

    def put(self, name: str, data: bytes) -> Stamp:
        """Write a private file; the old one is kept when that fails. Raises ProblemError."""
        ...

    def writing(self, name: str) -> AbstractContextManager[BinaryIO]:
        """A private file to write into piece by piece. Raises ProblemError."""
        ...

    def stamps(self) -> Callable[[str], Stamp | None]:
        """What tells a file's stamp, or None when it is not there. Raises ProblemError."""
        ...

    def clear(self) -> None:
        """Delete what writers that were killed left; nobody may be writing."""
        ...


class Folder:
    """A folder on this computer. Stamps are size and time of writing (nanoseconds since 1970)."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def put(self, name: str, data: bytes) -> Stamp:
        """Write a private file in one step, without waiting for the disk. Raises ProblemError."""
        put(self._path / name, data, private=True, lasting=False)
        return self._stamp(name)

    def writing(self, name: str) -> AbstractContextManager[BinaryIO]:
        """A file that is in place when it is whole."""
        return writing(self._path / name, private=True)

    def stamps(self) -> Callable[[str], Stamp | None]:
        """Each file is looked at when its stamp is asked for."""

        def stamp(name: str) -> Stamp | None:
            try:
                return self._stamp(name)
            except OSError:
                return None

        return stamp

    def clear(self) -> None:
        """Delete files that are not whole."""
        clear(self._path)

    def _stamp(self, name: str) -> Stamp:
        status = (self._path / name).stat()
        return [status.st_size, status.st_mtime_ns]


class Remote:
    """A folder behind a URL, such as one in an object store, whose files appear whole. Stamps are sizes."""

    def __init__(self, url: str) -> None:
        try:
            import fsspec
        except ImportError:
            hint = "pip install 'handouts[cluster]'"
            raise ProblemError(Problem("an output URL needs the package fsspec", hint=hint)) from None
        self._scheme = url.partition("://")[0] + "://"
        hint = "install the driver that is named, or use a folder"
        try:
            self._files, self._root = fsspec.core.url_to_fs(url.rstrip("/"))
        except (ImportError, ValueError) as error:
            raise ProblemError(Problem(f"cannot write to {self._scheme}: {error}", hint=hint)) from None
        with self._told(""):
            self._files.makedirs(self._root, exist_ok=True)

    def put(self, name: str, data: bytes) -> Stamp:
        """Upload a file. Raises ProblemError."""
        with self._told(name):
            self._files.pipe_file(f"{self._root}/{name}", data)
        return [len(data)]

    @contextmanager
    def writing(self, name: str) -> Iterator[BinaryIO]:
        """A file that is uploaded when it is whole."""
        with tempfile.TemporaryFile() as file:
            yield file
            file.seek(0)
            with self._told(name), self._files.open(f"{self._root}/{name}", "wb") as there:
                shutil.copyfileobj(file, there)

    def stamps(self) -> Callable[[str], Stamp | None]:
        """The folder is listed once: to ask for each file would take longer than to make it."""
        self._files.invalidate_cache()
        with self._told(""):
            sizes = {found["name"].rpartition("/")[2]: [found["size"]] for found in self._files.ls(self._root, True)}
        return sizes.get

    def clear(self) -> None:
        """Nothing: a file appears when it is whole."""

    @contextmanager
    def _told(self, name: str) -> Iterator[None]:
        """Errors as problems; every driver has errors of its own, which may hold the keys to the store."""
        try:
            yield
        except Exception as error:
            message, hint = (
                f"cannot write to {self._scheme}: {type(error).__name__}",
                "run it again: it goes on from here",
            )
            raise ProblemError(Problem(message, name, hint=hint)) from error


@lru_cache(maxsize=4)
def place(output: str) -> Place:
    """The place that an output option names. Raises ProblemError for a URL that nothing can write to."""
    path = local(output)
    return Remote(output) if path is None else Folder(path)


def local(output: str) -> Path | None:
    """The folder on this computer that an output option names; None when it is elsewhere."""
    path = output.removeprefix(FILE)
    return None if "://" in path else Path(path)
