"""`handouts draw`: poses to pictures, one file per panel, a contact sheet, or the library's own SVGs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli.options import Folders, library_options

if TYPE_CHECKING:
    from handouts.drawing import Drawing, Palette
    from handouts.figure.draw import Drawn
    from handouts.library.library import Library

NEEDS = "drawing needs NumPy and Shapely: pip install 'handouts[draw]'"


@click.command()
@click.argument("exercises", nargs=-1, metavar="EXERCISE...")
@click.option("--all", "every", is_flag=True, help="Every exercise that has a figure.yaml.")
@click.option("--format", "kind", type=click.Choice(["svg", "png", "pdf"]), default="svg", show_default=True)
@click.option("--palette", "colours", default="colour", show_default=True, metavar="colour|grey|line")
@click.option("--mirror", is_flag=True, help="Draw the other side of the body.")
@click.option("--person", metavar="SLUG", help="Another person than the figure names.")
@click.option(
    "--width", type=click.FloatRange(10, 400), default=75, show_default=True, metavar="MM", help="For png and pdf."
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=Path("build"), show_default=True, metavar="DIR"
)
@click.option(
    "--contact-sheet", "sheet", type=click.Path(path_type=Path), metavar="FILE", help="All panels on one .png or .pdf."
)
@click.option("--bake", is_flag=True, help="Write the library's SVGs beside each figure.yaml.")
@library_options
def command(
    exercises: tuple[str, ...], every: bool, kind: str, colours: str, mirror: bool, person: str | None, width: float,
    output: Path, sheet: Path | None, bake: bool, folders: Folders,
) -> None:  # fmt: skip
    """Draw exercises: poses from figure.yaml to SVG, PNG or PDF.

    Example: handouts draw cat-cow --format png
    """
    if sheet and sheet.suffix not in (".png", ".pdf"):
        raise click.UsageError("the contact sheet's name must end with .png or .pdf")
    if bake and (mirror or person or sheet):
        raise click.UsageError(
            "--bake writes the library's own pictures; leave --mirror, --person and --contact-sheet out"
        )
    _require_extra()
    library = folders.library()
    slugs = _with_figures(library) if every else list(exercises)
    if not slugs:
        raise click.UsageError("name an exercise, or use --all")
    palette = library.palette(colours)
    if bake:
        _bake(library, slugs, folders.quiet)
        return
    drawn = {slug: _draw(library, slug, person, mirror) for slug in slugs}
    if sheet:
        _write_sheet(drawn, sheet, palette)
        return
    for slug, result in drawn.items():
        for name, drawing in result.panels:
            _write(output / f"{slug}-{name}.{kind}", drawing, kind, palette, width, folders.quiet)


def _require_extra() -> None:
    """One clear line when the extra is not installed."""
    from importlib.util import find_spec

    from handouts.problems import Problem, ProblemError

    if any(find_spec(name) is None for name in ("numpy", "shapely", "pypdfium2")):
        raise ProblemError(Problem(NEEDS))


def _with_figures(library: Library) -> list[str]:
    return [
        slug for slug in library.content.names("exercises") if library.content.find(f"exercises/{slug}/figure.yaml")
    ]


def _draw(library: Library, slug: str, person: str | None, mirror: bool) -> Drawn:
    from dataclasses import replace

    from handouts.figure.draw import draw_figure, load_figure

    drawn = draw_figure(load_figure(library.content, library.layouts, slug, person))
    for problem in drawn.problems:
        click.echo(str(problem), err=True)
    if mirror:
        drawn = replace(drawn, panels=tuple((name, drawing.mirrored()) for name, drawing in drawn.panels))
    return drawn


def _bake(library: Library, slugs: list[str], quiet: bool) -> None:
    """Bake all; one figure with errors does not stop the others."""
    from handouts.figure.bake import bake
    from handouts.figure.draw import draw_figure, load_figure
    from handouts.problems import Problem, ProblemError

    problems: list[Problem] = []
    for slug in slugs:
        try:
            figure = load_figure(library.content, library.layouts, slug)
            for path in bake(figure, draw_figure(figure)):
                if not quiet:
                    click.echo(library.content.label(path))
        except ProblemError as error:
            problems += error.problems
    if problems:
        raise ProblemError(problems)


def _write_sheet(drawn: dict[str, Drawn], sheet: Path, palette: Palette) -> None:
    from handouts.figure.export import Row, contact_sheet, to_png
    from handouts.output import put

    pdf = contact_sheet([Row(slug, result.panels) for slug, result in drawn.items()], palette)
    put(sheet, pdf if sheet.suffix == ".pdf" else to_png(pdf, 220))


def _write(path: Path, drawing: Drawing, kind: str, palette: Palette, width: float, quiet: bool) -> None:
    from handouts.figure.export import to_pdf, to_png
    from handouts.output import put

    if kind == "svg":
        put(path, drawing.to_svg(palette).encode())
    else:
        pdf = to_pdf(drawing, width, palette)
        put(path, pdf if kind == "pdf" else to_png(pdf))
    if not quiet:
        click.echo(str(path))
