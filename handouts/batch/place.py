"""Where the files of a batch go: a folder, or a URL that fsspec can write to."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from handouts.output import put
from handouts.problems import Problem, ProblemError

Stamp = list[int]  # what tells whether a file is still the one that was written


class Place(Protocol):
    """A folder for files that are each written in one step."""

    def put(self, name: str, data: bytes) -> Stamp:
        """Write a private file; the old one is kept when that fails. Raises ProblemError."""
        ...

    def stamp(self, name: str) -> Stamp | None:
        """The stamp of a file, or None when it is not there."""
        ...

    def shown(self, name: str) -> str:
        """The file's place in messages."""
        ...


class Folder:
    """A folder on this computer. Stamps are size and time of writing (nanoseconds since 1970)."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def put(self, name: str, data: bytes) -> Stamp:
        """Write a private file in one step, without waiting for the disk. Raises ProblemError."""
        put(self._path / name, data, private=True, lasting=False)
        return self._stamp(name)

    def stamp(self, name: str) -> Stamp | None:
        """Size and time, or None."""
        try:
            return self._stamp(name)
        except OSError:
            return None

    def shown(self, name: str) -> str:
        """The path."""
        return str(self._path / name)

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
        try:
            self._files, self._root = fsspec.core.url_to_fs(url)
        except (ImportError, ValueError) as error:
            hint = "install the driver that fsspec names for it, or use a folder"
            raise ProblemError(Problem(f"cannot write to {_scheme(url)}: {error}", hint=hint)) from None
        self._url = url.rstrip("/")
        self._files.makedirs(self._root, exist_ok=True)

    def put(self, name: str, data: bytes) -> Stamp:
        """Upload a file. Raises ProblemError."""
        try:
            self._files.pipe_file(f"{self._root}/{name}", data)
        except Exception as error:  # every driver has errors of its own
            hint = "run it again: it goes on where it stopped"
            raise ProblemError(Problem(f"cannot write the file: {type(error).__name__}", name, hint=hint)) from error
        return [len(data)]

    def stamp(self, name: str) -> Stamp | None:
        """The size, or None."""
        try:
            found: Any = self._files.info(f"{self._root}/{name}")
        except Exception:  # not there, or not to be seen: then it is made again
            return None
        return [int(found["size"])]

    def shown(self, name: str) -> str:
        """The URL."""
        return f"{self._url}/{name}"


def _scheme(url: str) -> str:
    return url.partition("://")[0] + "://"


@lru_cache(maxsize=4)
def place(output: str) -> Place:
    """The place that an output option names. Raises ProblemError for a URL that nothing can write to."""
    return Remote(output) if "://" in output else Folder(Path(output))
