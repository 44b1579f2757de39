"""What the package's rooms may know of each other, and how long their code may be: checks on syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "handouts"
MOST_LINES = 500
MOST_FUNCTION_LINES = 60

TOOLS = {"drawing", "pattern", "geometry", "units", "problems", "output", "rules"}  # for everyone
STATIONS = ["source", "library", "compose", "layout", "pdf", "press", "builder", "batch", "gallery", "cli"]
MAY_IMPORT: dict[str, set[str]] = {
    **{room: set(STATIONS[:i]) for i, room in enumerate(STATIONS)},
    "record": set(),
    "inspect": set(),
    "prescriptions": {"source", "library"},
    "figure": {"library", "source"},
    "authoring": {"source", "library", "layout", "figure", "prescriptions", "builder"},
    "__main__": {"cli"},
    **{tool: set() for tool in TOOLS},
}
MAY_IMPORT["builder"] |= {"record", "inspect", "prescriptions"}
MAY_IMPORT["batch"] |= {"record", "prescriptions"}
MAY_IMPORT["cli"] |= {"record", "inspect", "figure", "prescriptions", "authoring"}
# the rooms of figure/, each may know those before it; the files beside them know all
WORKSHOP = ["space", "anatomy", "spec", "view", "pose", "props", "body", "paint", "marks"]
HEAVY = {"numpy", "shapely"}  # the extra handouts[draw]


def modules() -> list[Path]:
    """Every module of the package."""
    return sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    """The first part of a module's place below the package."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of every import, those within functions and for type checkers too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, "." * node.level + f"{node.module or ''}.{alias.name}") for alias in node.names)


def direction_faults(room: str, source: str) -> list[str]:
    """Imports that a module of the room must not have."""
    faults = []
    known = MAY_IMPORT.get(room)
    if known is None:
        return [f"the room '{room}' is not in the plan"]
    for line, name in imports(ast.parse(source)):
        parts = name.split(".")
        if name.startswith("."):
            faults.append(f"{line}: relative import {name}")
        elif parts[0] in HEAVY and room != "figure":
            faults.append(f"{line}: {parts[0]} outside figure")
        elif parts[0] == "handouts" and len(parts) > 1 and parts[1] != "__version__":
            target = parts[1]
            if target != room and target not in known | TOOLS:
                faults.append(f"{line}: {room} imports {target}")
    return faults


def workshop_faults(path: Path, source: str) -> list[str]:
    """Imports that a module of the figure workshop must not have: its rooms know only those before them."""
    inside = path.relative_to(PACKAGE).parts[1:]
    if len(inside) < 2:
        return []
    allowed = WORKSHOP[: WORKSHOP.index(inside[0]) + 1]
    named = (
        (line, name.split(".")[2:3]) for line, name in imports(ast.parse(source)) if name.startswith("handouts.figure.")
    )
    return [f"{line}: figure/{inside[0]} imports {room}" for line, (room,) in named if room not in allowed]


def size_faults(source: str) -> list[str]:
    """A file or a function that is too long."""
    faults = []
    count = len(source.splitlines())
    if count > MOST_LINES:
        faults.append(f"{count} lines")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            long = (node.end_lineno or node.lineno) - node.lineno + 1
            if long > MOST_FUNCTION_LINES:
                faults.append(f"{node.lineno}: {node.name} has {long} lines")
    return faults


def docstring_faults(source: str) -> list[str]:
    """A module opens with one sentence on one line that says what it is for."""
    doc = ast.get_docstring(ast.parse(source))
    if not doc:
        return ["no docstring"]
    first = doc.splitlines()[0]
    return [] if first.endswith((".", "!", "?")) else [f"the first line does not end its sentence: {first!r}"]
