"""`handouts build`: routines to PDF files."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.builder import Job, Report, build
from handouts.cli.options import Folders, library_options


@click.command(name="build")
@click.argument("names", nargs=-1, metavar="NAME...")
@click.option("--layout", default="sheet", show_default=True, help="How the pages look.")
@click.option("--lang", default="en", show_default=True, help="The sheet's language.")
@click.option("--paper", default="", metavar="a4|letter", help="Paper size.  [default: a4]")
@click.option("--palette", default="colour", show_default=True, metavar="colour|grey|line", help="For the printer.")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("build"), show_default=True,
              metavar="FILE|DIR", help="A folder, or one .pdf file.")  # fmt: skip
@click.option("--patient", default="", metavar="NAME", help="Printed on the sheet; never stored, never in a file name.")
@click.option("--note", default="", metavar="TEXT", help="A line from the clinician.")
@click.option("--set", "changes", multiple=True, metavar="SLUG.KEY=VALUE", help="Change a dose, as in cat-cow.reps=6.")
@click.option("--skip", multiple=True, metavar="SLUG", help="Leave an exercise out.")
@click.option("--force", is_flag=True, help="Build even if nothing has changed.")
@click.option("--allow-expired", is_flag=True, help="Build content past its review date; the sheet says so.")
@library_options
def command(
    names: tuple[str, ...],
    layout: str,
    lang: str,
    paper: str,
    palette: str,
    output: Path,
    patient: str,
    note: str,
    changes: tuple[str, ...],
    skip: tuple[str, ...],
    force: bool,
    allow_expired: bool,
    folders: Folders,
) -> None:
    r"""Make a PDF of each routine NAME.

    \b
    Example:
      handouts build upper-back-relief --paper letter --set cat-cow.reps=6
    """
    if not names:
        raise click.UsageError("name at least one routine; 'handouts list routines' shows them")
    if output.suffix == ".pdf" and len(names) > 1:
        raise click.UsageError("--output with several names must be a folder")
    parsed = parse_changes(changes)
    jobs = [
        Job(name, lang, layout, paper, palette, "", patient, note, parsed, skip, allow_expired)
        for name in dict.fromkeys(names)
    ]
    report = build(jobs, output, folders.content, folders.layouts, folders.clinic, force)
    tell(report, folders.quiet)
    raise SystemExit(report.exit_code)


def parse_changes(changes: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """`cat-cow.reps=6` as nested dicts; a usage error when it has another form."""
    found: dict[str, dict[str, str]] = {}
    for change in changes:
        place, equals, value = change.partition("=")
        slug, dot, key = place.partition(".")
        if not (slug and dot and key and equals and value):
            raise click.UsageError(f"--set {change}: write SLUG.KEY=VALUE, such as cat-cow.reps=6")
        found.setdefault(slug, {})[key] = value
    return found


def tell(report: Report, quiet: bool) -> None:
    """One line per file on standard output, one line per problem on standard error."""
    for result in report.results:
        if result.status == "failed":
            click.echo(f"{result.path}: not built", err=True)
        elif not quiet:
            pages = f", {result.pages} page{'s' if result.pages != 1 else ''}" if result.pages else ""
            click.echo(f"{result.path}: {result.status}{pages}")
    for problem in report.problems:
        click.echo(str(problem), err=True)
