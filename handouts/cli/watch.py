"""`handouts watch`: one sheet, built again after each save, on paper's pages in the browser if wanted."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli.asked import Asked, sheet_options
from handouts.cli.options import Folders, library_options
from handouts.cli.polling import EVERY, changes, stamps

if TYPE_CHECKING:
    from handouts.authoring.again import Again

    Show = Callable[[bytes, int, str, list[str]], None]


def _port(context: click.Context, parameter: click.Parameter, value: str | None) -> int | None:
    """The port of --serve: -1 when it is left to us, None when nothing is served."""
    if value is None or value == "":
        return None if value is None else -1
    if not (value.isascii() and value.isdecimal() and 1 <= int(value) <= 65535):
        raise click.BadParameter(f"'{value[:40]}' is not a port from 1 to 65535; write NAME first, then --serve")
    return int(value)


@click.command(name="watch")
@sheet_options
@click.option("--serve", "port", is_flag=False, flag_value="", default=None, metavar="[PORT]", callback=_port,
              help="Show the pages in a browser on this computer, always as they are now.")  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("build"), show_default=True,
              metavar="FILE|DIR", help="A folder, or one .pdf file.")  # fmt: skip
@library_options
def command(asked: Asked, port: int | None, output: Path, folders: Folders) -> None:
    """Build NAME, and again after each save of anything that is in it, until Ctrl-C.

    What is wrong is told with file, line and column; the last good PDF stays. After a save of figure.yaml its
    pictures are drawn anew, when 'handouts[draw]' is installed.

    \b
    Example:
      handouts watch upper-back-relief --serve
      handouts watch cat-cow --lang da --layout large-print
    """  # noqa: D301 - Click keeps the lines behind a real backspace as they are
    from importlib.util import find_spec

    from handouts.authoring.again import Again

    jobs = asked.jobs(folders)
    if len(jobs) > 1:
        raise click.UsageError("one sheet at a time: name one, in one language")
    places = folders.content, folders.layouts, folders.clinic
    job = jobs[0]
    folders.library().kind_of(job.name)  # a name that is not there will not come by waiting
    can_draw = all(find_spec(name) for name in ("numpy", "shapely"))
    again = Again(job, output, *places, can_draw=can_draw)
    _watch(again, port, bool(find_spec("pypdfium2")), folders.quiet)


def _watch(again: Again, port: int | None, pictures: bool, quiet: bool) -> None:
    """Build after each save until Ctrl-C; the browser, when there is one, sees each round."""
    from secrets import token_urlsafe

    from handouts.authoring.preview import Stage, serving

    secret = token_urlsafe(9) if again.job.personal else ""
    stage = Stage(again.job.name, secret, pictures)
    served = nullcontext("") if port is None else serving(stage, None if port == -1 else port)
    with served as address:
        if address:
            click.echo(f"see it at {address}", err=True)
        try:
            rounds(again, stage.show, quiet)
        except KeyboardInterrupt:
            click.echo("stopped", err=True)


def rounds(again: Again, show: Show, quiet: bool = False) -> None:
    """Make the sheet now and after each change of its files; never ends by itself."""
    _round(again, set(), show, quiet)
    for changed in changes(lambda: stamps(again.files()), lambda: time.sleep(EVERY)):
        if news := again.news(changed):
            _round(again, news, show, quiet)


def _round(again: Again, news: set[Path], show: Show, quiet: bool) -> None:
    """Make it once and tell what came of it; a bug shows its traceback, and the next save gets its chance."""
    start = time.perf_counter()
    try:
        made = again.make(news)
    except Exception:
        traceback.print_exc()
        return
    for problem in made.problems:
        click.echo(str(problem), err=True)
    pages = f"{made.pages} page{'s' if made.pages != 1 else ''}"
    drew = f", drew {', '.join(path.name for path in made.drawn)}" if made.drawn else ""
    told = f"{again.path}: built in {time.perf_counter() - start:.2f} s, {pages}{drew}"
    if made.pdf:
        if not quiet:
            click.echo(told)
    else:
        there = "the last good PDF stays" if again.path.exists() else "it is built when that is mended"
        click.echo(f"{again.path}: not built; {there}", err=True)
    show(made.pdf, made.pages, told if made.pdf else "", [str(problem) for problem in made.problems])
