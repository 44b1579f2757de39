"""Content folders laid over each other: where a file is, when a later folder may replace an earlier one's."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from functools import cache
from itertools import takewhile
from pathlib import Path

from handouts.problems import Problem, ProblemError

_PACKAGE = Path(__file__).resolve().parents[1]
_HIDDEN = re.compile(r"[._]")


@cache
def builtin(name: str) -> Path:
    """The folder `content` or `layouts` that ships with the package: inside the wheel, else beside the source."""
    inside = _PACKAGE / "_data" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


class Layers:
    """Folders in order; a file of a later one wins, and a file missing there is taken from an earlier one.

    Where a file is, is looked up once. `touched` collects the places that were tried in vain, too: a file that appears
    there changes the result.
    """

    def __init__(self, folders: Sequence[Path]):
        missing = [folder for folder in folders if not folder.is_dir()]
        if missing:
            raise ProblemError(Problem("there is no such folder", str(folder), rule="file-place") for folder in missing)
        self.folders = tuple(folders)
        self.touched: set[Path] = set()
        self._roots = [os.path.realpath(folder) for folder in folders]
        self._here = Path.cwd()
        self._found: dict[str, tuple[Path | None, frozenset[Path]]] = {}

    def find(self, relative: str) -> Path | None:
        """The file that counts, or None. Raises ProblemError for a link that leads out of its folder."""
        if relative not in self._found:
            path = next(iter(self.find_all(relative, most=1)), None)
            places = (folder / relative for folder in reversed(self.folders))
            self._found[relative] = path, frozenset(takewhile(lambda place: place != path, places))
        path, tried = self._found[relative]
        self.touched |= tried
        return path

    def forget(self) -> None:
        """Look files up again: some may have come or gone."""
        self._found.clear()

    def find_all(self, relative: str, most: int = 0) -> list[Path]:
        """All files of that name (or the last `most`), the last folder's first."""
        found: list[Path] = []
        for folder, root in zip(reversed(self.folders), reversed(self._roots), strict=True):
            path = folder / relative
            if not os.path.lexists(path):
                self.touched.add(path)
                continue
            if not os.path.realpath(path).startswith(root + os.sep):
                message, hint = "is a link that leads out of its folder", "copy the file into the folder"
                raise ProblemError(Problem(message, self.label(path), hint=hint, rule="file-place"))
            found.append(path)
            if len(found) == most:
                break
        return found

    def names(self, inside: str) -> list[str]:
        """What is in a subfolder, over all layers, sorted; hidden files left out."""
        found: set[str] = set()
        for folder in self.folders:
            try:
                found.update(path.name for path in (folder / inside).iterdir())
            except (FileNotFoundError, NotADirectoryError):
                continue
        return sorted(name for name in found if not _HIDDEN.match(name))

    def label(self, path: Path) -> str:
        """A path as it is shown: relative to the working folder when it is inside."""
        try:
            return str(path.absolute().relative_to(self._here))
        except ValueError:
            return str(path)
