"""`handouts draw`: poses to pictures, one file per panel, a contact sheet, or the library's own SVGs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli.complete import offers
from handouts.cli.options import Folders, library_options

if TYPE_CHECKING:
    from handouts.library.library import Library

NEEDS = "drawing needs NumPy and Shapely: pip install 'handouts[draw]'"


@click.command()
@click.argument("exercises", nargs=-1, metavar="EXERCISE...", shell_complete=offers("exercises", "education"))
@click.option("--all", "every", is_flag=True, help="Everything that has a figure.yaml.")
@click.option("--format", "kind", type=click.Choice(["svg", "png", "pdf"]), default="svg", show_default=True)
@click.option("--palette", "colours", default="colour", show_default=True, metavar="colour|grey|line",
              shell_complete=offers("palettes"))  # fmt: skip
@click.option("--mirror", is_flag=True, help="Draw the other side of the body.")
@click.option("--person", metavar="SLUG", shell_complete=offers("people"), help="Another person than the figure names.")
@click.option(
    "--width",
    type=click.FloatRange(10, 400),
    metavar="MM",
    help="For png and pdf.  [default: 75, or 200 with --joints or --grid]",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=Path("build"), show_default=True, metavar="DIR"
)
@click.option(
    "--contact-sheet", "sheet", type=click.Path(path_type=Path), metavar="FILE", help="All panels on one .png or .pdf."
)
@click.option("--bake", is_flag=True, help="Write the library's SVGs beside each figure.yaml.")
@click.option("--jobs", type=click.IntRange(1, 64), metavar="N", help="Processes for --bake.  [default: one a core]")
@click.option("--watch", "watching", is_flag=True, help="Draw again after each save, until Ctrl-C.")
@click.option("--joints", is_flag=True, help="Show the joints by name, and print where they are.")
@click.option("--grid", is_flag=True, help="Show a grid of 10 cm, to read targets off.")
@click.option("--force", is_flag=True, help="Write over files that handouts did not make.")
@library_options
def command(
    exercises: tuple[str, ...], every: bool, kind: str, colours: str, mirror: bool, person: str | None,
    width: float | None, output: Path, sheet: Path | None, bake: bool, watching: bool, joints: bool,
    grid: bool, jobs: int | None, force: bool, folders: Folders,
) -> None:  # fmt: skip
    """Draw exercises and education blocks: poses from figure.yaml to SVG, PNG or PDF.

    Example: handouts draw cat-cow --format png
    """
    if sheet and sheet.suffix not in (".png", ".pdf"):
        raise click.UsageError("the contact sheet's name must end with .png or .pdf")
    guides = joints or grid
    if bake and (mirror or person or sheet or watching or guides):
        raise click.UsageError("--bake writes the library's own pictures; leave out what changes or shows them")
    if force and bake:
        raise click.UsageError("--bake writes over its own pictures only; leave --force out")
    if jobs and not bake:
        raise click.UsageError("--jobs is for --bake")
    if guides and mirror:
        raise click.UsageError("--joints and --grid show the numbers of the file; leave --mirror out")
    if watching and every:
        raise click.UsageError("--watch is for the exercises you name; leave --all out")
    _require_extra()
    library = folders.library()
    from handouts.figure.draw import figure_names

    slugs = figure_names(library.content) if every else list(exercises)
    if not slugs:
        raise click.UsageError("name an exercise, or use --all")
    if bake:
        _bake(library, slugs, jobs or os.cpu_count() or 1, folders.quiet)
        return
    from handouts.cli.draw_loop import Wish, fulfil, watch

    wish = Wish(
        tuple(slugs),
        folders,
        kind,
        colours,
        person,
        mirror,
        width or (200 if guides else 75),
        output,
        sheet,
        joints,
        grid,
        force,
    )
    if watching:
        watch(wish)
    else:
        fulfil(wish)


def _require_extra() -> None:
    """One clear line when the extra is not installed."""
    from importlib.util import find_spec

    from handouts.problems import Problem, ProblemError

    if any(find_spec(name) is None for name in ("numpy", "shapely", "pypdfium2")):
        raise ProblemError(Problem(NEEDS))


def _bake(library: Library, slugs: list[str], jobs: int, quiet: bool) -> None:
    """Bake all; one figure with errors does not stop the others, and all errors are told at the end."""
    from handouts.figure.bake_many import bake_many
    from handouts.problems import Problem, ProblemError

    problems: list[Problem] = []
    for baked in bake_many(slugs, library.content, library.layouts, jobs):
        problems += baked.problems
        for path in () if quiet else baked.changed:
            click.echo(path)
    if problems:
        raise ProblemError(problems)
