"""`handouts check`: are content, layouts and finished files as the standards want them?"""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handouts.cli.options import Folders, library_options

if TYPE_CHECKING:
    from handouts.library.check_paths import Checked
    from handouts.library.kinds import Kind
    from handouts.problems import Problem


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
    """Check content, layouts and PDFs: all of the library, or only what lies at PATH.

    Each finding ends with the rule that it breaks. A comment in the line above silences a warning and says why:
    `# check: RULE: REASON`. Exits with 0 when nothing is wrong, 1 when something is, 2 for wrong usage.

    Example: handouts check content/exercises/cat-cow --strict
    """
    from handouts.library.check_paths import Checked, check_paths, together

    pdfs, others = _sorted_out(paths)
    parts = [Checked(_check_pdf(path, folders), 1) for path in pdfs]
    if others or not paths:
        parts.append(check_paths(others, folders.content, folders.layouts, _today(), _more_kinds(), folders.clinic))
    checked = together(parts)
    if pdfs:
        _tell_of_validator(folders.quiet)
    if form in ("json", "sarif"):
        click.echo(json.dumps(_sarif(checked) if form == "sarif" else _json(checked), indent=2))
    else:
        _tell(checked, form == "short", folders.quiet)
    raise SystemExit(1 if checked.errors or (strict and checked.warnings) else 0)


def _sorted_out(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """PDFs, those in folders too, and what else there is."""
    inside = {path: sorted(path.rglob("*.[pP][dD][fF]")) for path in paths if path.is_dir()}
    pdfs = [pdf for path in paths for pdf in inside.get(path, [path] if path.suffix.lower() == ".pdf" else [])]
    return pdfs, [path for path in paths if path not in pdfs]


def _tell_of_validator(quiet: bool) -> None:
    from handouts.inspect.check import validates

    if not (quiet or validates()):
        click.echo("PDF/UA-1 and PDF/A-2a are not validated: install handouts[check]", err=True)


def _check_pdf(path: Path, folders: Folders) -> tuple[Problem, ...]:
    """The problems of a PDF. Its name tells the layout, and so the smallest type it may have."""
    from handouts.inspect.check import LEAST_TYPE, check_pdf
    from handouts.inspect.files import pdf_bytes
    from handouts.layout.template import LayoutTemplate
    from handouts.library.check_sheet import sheet_advice
    from handouts.library.reader import read
    from handouts.problems import ProblemError

    library = folders.library()
    layout = next((word for word in path.name.split(".")[1:] if word in library.slugs("layouts")), None)
    least = read(LayoutTemplate, library.layout_source(layout)).least_type if layout else LEAST_TYPE
    ask = partial(sheet_advice, library, _today())
    try:
        return tuple(check_pdf(pdf_bytes(path), str(path), least, lambda sheet: ask(*sheet)))
    except ProblemError as error:
        return error.problems


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
