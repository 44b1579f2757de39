"""Writing the pictures of the library: one SVG per panel beside each figure.yaml."""

from __future__ import annotations

from pathlib import Path

from handouts.figure.draw import Drawn, Figure
from handouts.output import put
from handouts.problems import ProblemError


def refuse(drawn: Drawn) -> None:
    """Raise ProblemError when a panel has errors."""
    errors = [problem for problem in drawn.problems if problem.level == "error"]
    if errors:
        raise ProblemError(errors)


def bake(figure: Figure, drawn: Drawn) -> list[Path]:
    """Write the panels beside figure.yaml, each in one step; returns the files that changed.

    Raises ProblemError when a panel has errors, then writes nothing, or when the place cannot be written.
    """
    refuse(drawn)
    folder, changed = figure.file.parent, []
    for name, drawing in drawn.panels:
        path, text = folder / f"{name}.svg", drawing.to_svg()
        if path.is_file() and path.read_text("utf-8") == text:
            continue
        put(path, text.encode())
        changed.append(path)
    return changed
