"""Somebody's own photographs and drawings for a new exercise: looked through, then put beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from handouts.library.artwork import ArtworkError
from handouts.output import put
from handouts.problems import Problem, ProblemError


@dataclass(frozen=True)
class OwnPicture:
    """A photograph or drawing: its file, what it shows, who made it and how it may be used."""

    file: Path
    alt: str
    credit: str
    licence: str

    def name(self, panel: str) -> str:
        """The name of its file beside the exercise."""
        return f"{panel}{self.file.suffix.lower()}"


def check_pictures(pictures: Sequence[OwnPicture]) -> None:
    """Raise ProblemError for every file that a sheet could not print."""
    from handouts.library.logo import PICTURE, read_logo

    problems = []
    for picture in pictures:
        try:
            read_logo(picture.file, PICTURE)
        except ArtworkError as error:
            problems.append(Problem(error.message, str(picture.file), error.line, error.column, "", error.hint))
    if problems:
        raise ProblemError(problems)


def put_pictures(pictures: Sequence[OwnPicture], panels: Sequence[str], folder: Path) -> list[Path]:
    """Copy the files into the folder of their exercise; returns where they are."""
    places = [folder / picture.name(panel) for picture, panel in zip(pictures, panels, strict=True)]
    for picture, place in zip(pictures, places, strict=True):
        put(place, picture.file.read_bytes())
    return places
