"""`handouts check`: is the content valid, and does it fit together?"""

from __future__ import annotations

import datetime
import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli.options import Folders, library_options

if TYPE_CHECKING:
    from pydantic import BaseModel

    from handouts.library.check_paths import Checked


@click.command(name="check")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True, path_type=Path))
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["human", "short", "json"]),
    default="human",
    show_default=True,
    help="Sentences with hints, bare lines for editors, or JSON for programs.",
)
@library_options
def command(paths: tuple[Path, ...], strict: bool, form: str, folders: Folders) -> None:
    """Check content files: all of the library, or only what lies at PATH.

    Exits with 0 when nothing is wrong, 1 when something is, 2 for wrong usage.

    Example: handouts check content/exercises/cat-cow --strict
    """
    from handouts.library.check_paths import check_paths

    checked = check_paths(paths, folders.content, folders.layouts, _today(), _more_models(), folders.clinic)
    if form == "json":
        click.echo(json.dumps({**asdict(checked), "errors": checked.errors, "warnings": checked.warnings}, indent=2))
    else:
        _tell(checked, form == "short", folders.quiet)
    raise SystemExit(1 if checked.errors or (strict and checked.warnings) else 0)


def _today() -> datetime.date:
    return datetime.date.today()


def _more_models() -> dict[str, type[BaseModel]]:
    """The models of layouts, and of figures, poses and people when what drawing needs is installed."""
    from handouts.layout.template import LayoutTemplate

    models: dict[str, type[BaseModel]] = {"layout": LayoutTemplate}
    try:
        from handouts.figure.spec.figure import FigureSpec, Pose
        from handouts.figure.spec.people import Person
    except ImportError:
        return models
    return {**models, "figure": FigureSpec, "person": Person, "pose": Pose}


def _tell(checked: Checked, short: bool, quiet: bool) -> None:
    for problem in checked.problems:
        click.echo(str(replace(problem, hint="") if short else problem))
    if quiet and not checked.problems:
        return
    counts = [(checked.files, "file"), (checked.errors, "error"), (checked.warnings, "warning")]
    click.echo(", ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in counts))
