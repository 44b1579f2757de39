"""`handouts build`: routines, leaflets and exercises to PDF files."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import click

from handouts.builder import Job, Report, build
from handouts.cli.options import Folders, library_options


@click.command(name="build")
@click.argument("names", nargs=-1, metavar="NAME...")
@click.option("--all", "everything", is_flag=True, help="Every routine and every leaflet.")
@click.option("--layout", default="", metavar="NAME", help="How the pages look.  [default: sheet, or leaflet]")
@click.option("--lang", "langs", multiple=True, metavar="LANG", help="Languages, as in --lang da,sv.  [default: en]")
@click.option("--fallback", is_flag=True, help="Print in English what has no words in the language.")
@click.option("--paper", default="", metavar="a4|letter", help="Paper size.  [default: a4]")
@click.option("--palette", default="colour", show_default=True, metavar="colour|grey|line", help="For the printer.")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("build"), show_default=True,
              metavar="FILE|DIR", help="A folder, or one .pdf file.")  # fmt: skip
@click.option("--patient", default="", metavar="NAME", help="Printed on the sheet; never stored, never in a file name.")
@click.option("--note", default="", metavar="TEXT", help="A line from the clinician.")
@click.option("--next", "next_visit", default="", metavar="DATE|TEXT", help="The next visit, as in --next 2026-12-01.")
@click.option("--blank", is_flag=True, help="For the pen: lines to write doses on, boxes to tick.")
@click.option("--sticker", is_flag=True, help="Leave room for a patient label.")
@click.option("--set", "changes", multiple=True, metavar="SLUG.KEY=VALUE", help="Change a dose, as in cat-cow.reps=6.")
@click.option("--skip", multiple=True, metavar="SLUG", help="Leave an exercise out.")
@click.option("--add", multiple=True, metavar="SLUG", help="Add an exercise, or one that is optional.")
@click.option("--force", is_flag=True, help="Build even if nothing has changed.")
@click.option("--allow-expired", is_flag=True, help="Build content past its review date; the sheet says so.")
@library_options
def command(
    names: tuple[str, ...],
    everything: bool,
    layout: str,
    langs: tuple[str, ...],
    fallback: bool,
    paper: str,
    palette: str,
    output: Path,
    patient: str,
    note: str,
    next_visit: str,
    blank: bool,
    sticker: bool,
    changes: tuple[str, ...],
    skip: tuple[str, ...],
    add: tuple[str, ...],
    force: bool,
    allow_expired: bool,
    folders: Folders,
) -> None:
    r"""Make a PDF of each NAME: a routine, a leaflet or an exercise.

    \b
    Example:
      handouts build upper-back-relief --paper letter --set cat-cow.reps=6
      handouts build faq-is-it-safe --lang da,sv
      handouts build --all
    """
    if everything:
        library = folders.library()
        names = (*names, *library.slugs("routines"), *library.slugs("leaflets"))
    if not names:
        raise click.UsageError("name at least one routine, leaflet or exercise; 'handouts list' shows them")
    spoken = dict.fromkeys(lang.strip() for option in langs or ("en",) for lang in option.split(","))
    if output.suffix == ".pdf" and len(names) * len(spoken) > 1:
        raise click.UsageError("--output with several names or languages must be a folder")
    parsed = parse_changes(changes)
    given = layout, paper, palette, "", patient, note, parsed, skip, allow_expired, add, fallback
    every = Job("", "", *given, blank, sticker, next_visit)
    jobs = [dataclasses.replace(every, name=name, lang=lang) for name in dict.fromkeys(names) for lang in spoken]
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
