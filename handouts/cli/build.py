"""`handouts build`: routines, leaflets and exercises to PDF files."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import click

from handouts.builder.files import Report, build
from handouts.cli.asked import Asked, sheet_options
from handouts.cli.options import Folders, cores, library_options
from handouts.output import is_file

FEW = 8  # files that one process makes before others have started


@click.command(name="build")
@sheet_options
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("build"), show_default=True,
              metavar="FILE|DIR", help="A folder, or one .pdf file.")  # fmt: skip
@click.option("--chart-note", is_flag=True, help="Beside each PDF a text of what it gives, for the patient's record.")
@click.option("--encrypt-with", type=click.Path(path_type=Path), metavar="FILE",
              help="Encrypt with the password in FILE, which only you may read.")  # fmt: skip
@click.option(
    "--print-file", is_flag=True, help="Also the file for the printer: booklets with their pages side by side."
)
@click.option("--jobs", "processes", type=click.IntRange(1, 512), default=None, metavar="N",
              help="How many processes.  [default: one a core, where there is much to do]")  # fmt: skip
@click.option("--force", is_flag=True, help="Build even if nothing has changed.")
@library_options
def command(
    asked: Asked,
    output: Path,
    chart_note: bool,
    encrypt_with: Path | None,
    print_file: bool,
    processes: int | None,
    force: bool,
    folders: Folders,
) -> None:
    """Make a PDF of each NAME: a routine, a leaflet or an exercise.

    \b
    Example:
      handouts build upper-back-relief --paper letter --set cat-cow.reps=6
      handouts build faq-is-it-safe --lang da,sv
      handouts build upper-back-relief --layout booklet --print-file
      handouts build --all --lang en,da --layout sheet,quick --jobs 4
    """  # noqa: D301 - Click keeps the lines behind a real backspace as they are
    jobs = asked.jobs(folders)
    if print_file:
        jobs = [each for job in jobs for each in (job, dataclasses.replace(job, for_print=True))]
    if is_file(output) and len(jobs) > 1:
        raise click.UsageError("--output with several names, languages or files must be a folder")
    password = ""
    if encrypt_with:
        from handouts.prescriptions.passwords import read_passwords

        password = read_passwords(encrypt_with).of()
    places = folders.content, folders.layouts, folders.clinic
    if asked.everything or len(jobs) > FEW:
        from handouts.batch.shared import Wish, build_shared

        wish = Wish(output, *places, datetime.date.today(), force, password, chart_note, manifest=asked.everything)
        report = build_shared(jobs, wish, processes or cores())
    else:
        report = build(jobs, output, *places, force, password=password, notes=chart_note)
    tell(report, folders.quiet)
    raise SystemExit(report.exit_code)


def tell(report: Report, quiet: bool) -> None:
    """One line per file on standard output, one line per problem on standard error."""
    for result in report.results:
        if result.status == "failed":
            click.echo(f"{result.path}: not built", err=True)
        elif not quiet:
            pages = f", {result.pages} page{'s' if result.pages != 1 else ''}" if result.status == "built" else ""
            click.echo(f"{result.path}: {result.status}{pages}")
    for problem in report.problems:
        click.echo(str(problem), err=True)
