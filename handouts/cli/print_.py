"""`handouts print`: routines, leaflets and exercises to the printer."""

from __future__ import annotations

import dataclasses
import datetime
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.builder.job import Job
from handouts.builder.works import Works
from handouts.cli.asked import Asked, sheet_options
from handouts.cli.options import Folders, library_options
from handouts.output import is_file, put
from handouts.problems import Problem, ProblemError

if TYPE_CHECKING:
    from handouts.layout.template import Press
    from handouts.press.lp import PrintJob, Wish


@click.command(name="print")
@sheet_options
@click.option("--printer", default="", metavar="NAME", help="Which printer.  [default: that of the system]")
@click.option("--copies", type=click.IntRange(1, 999), default=1, metavar="N", help="How many of each.  [default: 1]")
@click.option("--sides", type=click.Choice(["one", "long", "short"]), default=None,
              help="One side, or both, flipped on that edge.  [default: as the pages of a book turn]")  # fmt: skip
@click.option("--grey", is_flag=True, help="In grey, and with the palette grey unless another is named.")
@click.option("--booklet/--no-booklet", default=None,
              help="Two pages beside each other, to be folded, or not.  [default: as the layout says]")  # fmt: skip
@click.option("--cover", type=click.Path(path_type=Path), default=None, metavar="FILE",
              help="A PDF of 1, 2 or 4 pages to wrap round a booklet.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Show the call of 'lp' and print nothing.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("build"),
    show_default=True,
    metavar="FILE|DIR",
    help="Where the PDF goes when there is no printer system.",
)
@library_options
def command(
    asked: Asked,
    printer: str,
    copies: int,
    sides: str | None,
    grey: bool,
    booklet: bool | None,
    cover: Path | None,
    dry_run: bool,
    output: Path,
    folders: Folders,
) -> None:
    """Print each NAME: a routine, a leaflet or an exercise. No file is left behind.

    The name of the job is the code of the sheet; nothing about a patient is in the print queue.

    A layout says whether its pages are folded or cut: booklets and cards need no option.

    \b
    Example:
      handouts print upper-back-relief --copies 2 --grey
      handouts print upper-back-relief --layout booklet
      handouts print upper-back-relief --printer Office --sides one --dry-run
    """  # noqa: D301 - Click keeps the lines behind a real backspace as they are
    from handouts.press.lp import Wish, check_printer

    check_printer(printer)
    jobs = asked.jobs(folders)
    if is_file(output) and len(jobs) > 1:
        raise click.UsageError("--output with several names or languages must be a folder")
    if grey:
        jobs = [dataclasses.replace(job, palette="grey") if job.palette == "colour" else job for job in jobs]
    wish = Wish(printer, copies, sides or "", grey, cover=cover)  # type: ignore[arg-type]
    works = Works(folders.content, folders.layouts, folders.clinic, datetime.date.today())
    problems: dict[Problem, None] = {}
    for job in jobs:
        try:
            press: Press | None = works.press(job) if booklet is None else "booklet" if booklet else None
            said = _print(works, job, dataclasses.replace(wish, press=press), None if dry_run else output)
        except ProblemError as error:
            problems.update(dict.fromkeys(error.problems))
        else:
            if dry_run or not folders.quiet:
                click.echo(said)
    for problem in problems:
        click.echo(str(problem), err=True)
    raise SystemExit(1 if problems else 0)


def _print(works: Works, job: Job, wish: Wish, output: Path | None) -> str:
    """Print one job and tell what came of it; without `output` only tell how. Raises ProblemError."""
    from handouts.press.lp import NoPrinterSystemError, prepare, send

    made = prepare(*works.pages(job), wish)
    if output is None:
        return f"{shlex.join(made.call())}  # {made.told()}, on its standard input"
    try:
        said = send(made)
    except NoPrinterSystemError:
        name = dataclasses.replace(works.resolved(job), for_print=wish.press is not None).file_name()
        _keep(made, output if is_file(output) else output / name, job.personal)
    return f"{made.title}: sent to the printer, {made.told()}" + (f" ({said})" if said else "")


def _keep(made: PrintJob, path: Path, private: bool) -> None:
    """Put the file where it can be printed by hand. Raises ProblemError, which says so."""
    put(path, made.pdf, private)
    hint = f"open the file and {made.by_hand()}"
    raise ProblemError(Problem("built but not printed: this computer has no command 'lp'", str(path), hint=hint))
