"""What `handouts draw` does once, and with `--watch` again after every save."""

from __future__ import annotations

import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli.options import Folders
from handouts.cli.polling import EVERY, changes, stamps
from handouts.problems import ProblemError

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from handouts.drawing import Drawing, Palette
    from handouts.figure.again import Memory
    from handouts.figure.draw import Drawn, Figure
    from handouts.library.library import Library


@dataclass(frozen=True)
class Wish:
    """What to draw and where to put it; `width` in mm."""

    slugs: tuple[str, ...]
    folders: Folders
    kind: str = "svg"
    palette: str = "colour"
    person: str | None = None
    mirror: bool = False
    width: float = 75.0
    output: Path = Path("build")
    sheet: Path | None = None
    joints: bool = False
    grid: bool = False
    force: bool = False


def fulfil(wish: Wish, memory: Memory | None = None, helpers: Executor | None = None) -> int:
    """Draw and write everything that was wished for; returns the number of problems, which were told.

    The files are read anew. Raises ProblemError when one cannot be used; then nothing is written.
    """
    library = wish.folders.library()
    palette = library.palette(wish.palette)
    drawn = {slug: _draw(library, slug, wish, {} if memory is None else memory, helpers) for slug in wish.slugs}
    if wish.sheet:
        _write_sheet(drawn, wish.sheet, wish.force, palette)
    else:
        for slug, result in drawn.items():
            for name, drawing in result.panels:
                _write(wish.output / f"{slug}-{name}.{wish.kind}", drawing, wish, palette)
    return sum(len(result.problems) for result in drawn.values())


def watch(wish: Wish) -> None:
    """Draw after each save until Ctrl-C. A broken file is told about; its last good picture stays."""
    from handouts.figure.crew import crew

    memory: Memory = {}
    library = wish.folders.library()
    try:
        with crew() as helpers:
            for _ in changes(lambda: stamps(watched(library, wish.slugs)), lambda: time.sleep(EVERY)):
                _again(wish, memory, helpers if memory else None)  # the first time they are not ready yet
    except KeyboardInterrupt:
        click.echo("stopped", err=True)


def watched(library: Library, slugs: tuple[str, ...]) -> Iterator[Path]:
    """The files the pictures may be made of: figures, and all poses, people and palettes, which a save may name."""
    from handouts.figure.draw import FOLDERS

    for folder in library.content.folders:
        for kind, slug in product(FOLDERS, slugs):
            yield folder / kind / slug / "figure.yaml"
        for shared in ("poses", "people"):
            yield from (folder / shared).glob("*.yaml")
    for folder in library.layouts.folders:
        yield from (folder / "palettes").glob("*.yaml")


def _again(wish: Wish, memory: Memory, helpers: Executor | None) -> None:
    """One round: whatever goes wrong, the next save gets its chance."""
    start = time.perf_counter()
    try:
        count = fulfil(wish, memory, helpers)
    except ProblemError as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        click.echo("not drawn; the last picture stays", err=True)
    except Exception:  # a bug shows its traceback, and the author goes on
        traceback.print_exc()
    else:
        ending = f"{count} problem{'s' if count != 1 else ''}" if count else "no problems"
        click.echo(f"drawn in {time.perf_counter() - start:.2f} s, {ending}", err=True)


def _draw(library: Library, slug: str, wish: Wish, memory: Memory, helpers: Executor | None) -> Drawn:
    from dataclasses import replace

    from handouts.figure.again import draw_again
    from handouts.figure.draw import load_figure

    figure = load_figure(library.content, library.layouts, slug, wish.person)
    drawn = draw_again(figure, memory, helpers)
    for problem in drawn.problems:
        click.echo(str(problem), err=True)
    if wish.joints or wish.grid:
        drawn = _with_guides(figure, drawn, wish)
    if wish.mirror:
        drawn = replace(drawn, panels=tuple((name, drawing.mirrored()) for name, drawing in drawn.panels))
    return drawn


def _with_guides(figure: Figure, drawn: Drawn, wish: Wish) -> Drawn:
    """Joints and grid over the pictures; the joints' places are told as well."""
    from handouts.figure.draw import solved
    from handouts.figure.guide import with_guides
    from handouts.figure.measure import joint_table

    if wish.joints:
        for name, skeleton in solved(figure).items():
            click.echo("\n".join(joint_table(skeleton, f"{figure.slug} / {name}")))
    return with_guides(figure, drawn, wish.joints, wish.grid)


def _write_sheet(drawn: dict[str, Drawn], sheet: Path, force: bool, palette: Palette) -> None:
    from handouts.figure.export import Row, contact_sheet, to_png
    from handouts.output import put, spare_foreign

    spare_foreign(sheet, force)
    pdf = contact_sheet([Row(slug, result.panels) for slug, result in drawn.items()], palette)
    put(sheet, pdf if sheet.suffix == ".pdf" else to_png(pdf, 220))


def _write(path: Path, drawing: Drawing, wish: Wish, palette: Palette) -> None:
    from handouts.figure.export import to_pdf, to_png
    from handouts.output import put, spare_foreign

    spare_foreign(path, wish.force)
    if wish.kind == "svg":
        put(path, drawing.to_svg(palette).encode())
    else:
        pdf = to_pdf(drawing, wish.width, palette)
        put(path, pdf if wish.kind == "pdf" else to_png(pdf))
    if not wish.folders.quiet:
        click.echo(str(path))
