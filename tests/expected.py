"""Bad input that carries its expected errors itself, one `# error:` line each, at the top of the file."""

from __future__ import annotations

from pathlib import Path

CASES = Path(__file__).parent / "cases"
_MARK = "# error: "


def cases(folder: str) -> list[Path]:
    """The files of a folder of cases."""
    return sorted((CASES / folder).glob("*.yaml"))


def expected(path: Path) -> list[str]:
    """The errors written in a file, with the file's name in front of places."""
    lines = [line for line in path.read_text("utf-8").split("\n") if line.startswith(_MARK)]
    return [_with_name(path.name, line.removeprefix(_MARK)) for line in lines]


def _with_name(name: str, error: str) -> str:
    return f"{name}:{error}" if error[:1].isdigit() else f"{name}: {error}"
