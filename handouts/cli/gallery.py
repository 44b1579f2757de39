"""`handouts gallery`: every layout on one sheet, as PDF and as PNG."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from handouts.cli.options import Folders, library_options

NEEDS = "the gallery needs pictures of pages: pip install 'handouts[draw]'"


@click.command()
@click.argument("routine", default="upper-back-relief")
@click.option("--lang", default="en", show_default=True, metavar="LANG", help="Of the sheets that are shown.")
@click.option("--layout", "chosen", multiple=True, metavar="NAME", help="Show only these.  [default: all]")
@click.option("--width", type=click.IntRange(200, 6000), default=1600, show_default=True, metavar="PIXELS",
              help="Of the PNG.")  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("build/gallery.pdf"), show_default=True,
              metavar="FILE", help="A .pdf file; the PNG gets its name.")  # fmt: skip
@click.option("--force", is_flag=True, help="Write over files that handouts did not make.")
@library_options
def command(
    routine: str, lang: str, chosen: tuple[str, ...], width: int, output: Path, force: bool, folders: Folders
) -> None:
    """Show every layout on one sheet of A3: what each makes of a ROUTINE, at one scale.

    Example: handouts gallery upper-back-relief --lang sv
    """
    from handouts.output import is_file, put, spare_foreign

    if not is_file(output):
        raise click.UsageError("--output must end with .pdf")
    _require_extra()
    from handouts.builder.works import Works
    from handouts.gallery.window import as_png, gallery

    picture = output.with_suffix(".png")
    spare_foreign(output, force)
    spare_foreign(picture, force)
    works = Works(folders.content, folders.layouts, folders.clinic, datetime.date.today())
    data = gallery(works, routine, lang, chosen or works.library.slugs("layouts"))
    put(output, data)
    put(picture, as_png(data, width))
    if not folders.quiet:
        click.echo(f"{output}: built, {picture.name} beside it")


def _require_extra() -> None:
    """One clear line when the extra is not installed."""
    from importlib.util import find_spec

    from handouts.problems import Problem, ProblemError

    if find_spec("pypdfium2") is None:
        raise ProblemError(Problem(NEEDS))
