"""Writing the pictures of the library: one SVG per panel beside each figure.yaml."""

from __future__ import annotations

from pathlib import Path

from handouts.figure.draw import Drawn, Figure
from handouts.output import foreign, put
from handouts.problems import Problem, ProblemError


def refuse(drawn: Drawn) -> None:
    """Raise ProblemError when a panel has errors."""
    errors = [problem for problem in drawn.problems if problem.level == "error"]
    if errors:
        raise ProblemError(errors)


def bake(figure: Figure, drawn: Drawn) -> list[Path]:
    """Write the panels beside figure.yaml, each in one step; returns the files that changed.

    Raises ProblemError when a panel has errors or a file of somebody else is in its place, then writes nothing, or
    when the place cannot be written.
    """
    refuse(drawn)
    places, changed = {name: figure.file.parent / f"{name}.svg" for name, _ in drawn.panels}, []
    if theirs := [path for path in places.values() if foreign(path)]:
        hint = "give it another name, which `pictures` in exercise.yaml may say"
        raise ProblemError(
            Problem("there is a file that handouts did not make", str(path), hint=hint) for path in theirs
        )
    for name, drawing in drawn.panels:
        path, text = places[name], drawing.to_svg()
        if path.is_file() and path.read_text("utf-8") == text:
            continue
        put(path, text.encode())
        changed.append(path)
    return changed
