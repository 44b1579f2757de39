"""`handouts check`: are content and layouts as the standards want them?"""

from __future__ import annotations

import datetime
import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handouts.cli.options import Folders, library_options

if TYPE_CHECKING:
    from handouts.library.check_paths import Checked
    from handouts.library.kinds import Kind


def _explain(context: click.Context, _: click.Parameter, name: str | None) -> None:
    if name:
        from handouts.rules.registry import explained

        click.echo(explained(name))
        context.exit()


@click.command(name="check")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True, path_type=Path))
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["human", "short", "json", "sarif"]),
    default="human",
    show_default=True,
    help="Sentences with hints, bare lines for editors, JSON for programs, SARIF for code hosts.",
)
@click.option(
    "--explain", metavar="RULE", expose_value=False, is_eager=True, callback=_explain, help="Tell of a rule, and end."
)
@library_options
def command(paths: tuple[Path, ...], strict: bool, form: str, folders: Folders) -> None:
    """Check content and layouts: all of the library, or only what lies at PATH.

    Each finding ends with the rule that it breaks. A comment in the line above silences a warning and says why:
    `# check: RULE: REASON`. Exits with 0 when nothing is wrong, 1 when something is, 2 for wrong usage.

    Example: handouts check content/exercises/cat-cow --strict
    """
    from handouts.library.check_paths import check_paths

    checked = check_paths(paths, folders.content, folders.layouts, _today(), _more_kinds(), folders.clinic)
    if form in ("json", "sarif"):
        click.echo(json.dumps(_sarif(checked) if form == "sarif" else _json(checked), indent=2))
    else:
        _tell(checked, form == "short", folders.quiet)
    raise SystemExit(1 if checked.errors or (strict and checked.warnings) else 0)


def _today() -> datetime.date:
    return datetime.date.today()


def _more_kinds() -> dict[str, Kind]:
    """The kinds of layouts, and of figures, poses and people when what drawing needs is installed."""
    from handouts.layout.advice import layout_advice
    from handouts.layout.template import LayoutTemplate
    from handouts.library.kinds import Kind

    kinds = {"layout": Kind(LayoutTemplate, layout_advice)}
    try:
        from handouts.figure.spec.figure import FigureSpec, Pose
        from handouts.figure.spec.people import Person
    except ImportError:
        return kinds
    return {**kinds, "figure": Kind(FigureSpec), "person": Kind(Person), "pose": Kind(Pose)}


def _json(checked: Checked) -> dict[str, Any]:
    told = asdict(checked)
    told["silenced"] = [{"reason": reason, **asdict(problem)} for problem, reason in checked.silenced]
    return {**told, "errors": checked.errors, "warnings": checked.warnings}


def _sarif(checked: Checked) -> dict[str, Any]:
    from handouts.rules.sarif import sarif

    return sarif(checked.problems, checked.silenced)


def _tell(checked: Checked, short: bool, quiet: bool) -> None:
    for problem in checked.problems:
        rule = f" [{problem.rule}]" if problem.rule else ""
        click.echo(f"{replace(problem, hint='') if short else problem}{rule}")
    if quiet and not checked.problems:
        return
    counts = [(checked.files, "file"), (checked.errors, "error"), (checked.warnings, "warning")]
    told = [f"{n} {word}{'' if n == 1 else 's'}" for n, word in counts]
    click.echo(", ".join([*told, *([f"{len(checked.silenced)} silenced"] if checked.silenced else [])]))
