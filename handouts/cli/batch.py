"""`handouts batch`: one sheet for each record of a file, or one print run of them all."""

from __future__ import annotations

import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from handouts.builder.job import Job
from handouts.cli.asked import record_options
from handouts.cli.options import Folders, cores, library_options

if TYPE_CHECKING:
    from handouts.batch.tasks import Made

SHOWN = 50  # problems on the terminal; the manifest has them all
WORTH = 50  # rows that take longer than to start one more process
INTERRUPTED = 130


@click.command(name="batch")
@click.argument("records", type=click.Path(path_type=Path, dir_okay=False), metavar="RECORDS")
@record_options
@click.option("-o", "--output", default="build", show_default=True, metavar="DIR|URL",
              help="Where the sheets and the manifest go.")  # fmt: skip
@click.option("--pack", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="One PDF of all sheets for one print run, instead of a file each.")  # fmt: skip
@click.option("--sides", type=click.Choice(["one", "two"]), default="two", show_default=True,
              help="How the pack is printed: on both sides every patient begins on a new sheet.")  # fmt: skip
@click.option("--jobs", type=click.IntRange(1, 512), default=None, metavar="N",
              help="How many processes.  [default: one a core]")  # fmt: skip
@click.option("--executor", default="", metavar="dask://HOST:PORT", help="Make the sheets on a Dask cluster.")
@click.option("--encoding", default="", metavar="NAME", help="Of the records, if not UTF-8, as in --encoding cp1252.")
@click.option("--chart-note", is_flag=True, help="Beside each PDF a text of what it gives, for the patient's record.")
@click.option("--encrypt-with", type=click.Path(path_type=Path), metavar="FILE",
              help="Encrypt: FILE has one password for all, or the columns id,password.")  # fmt: skip
@click.option("--force", is_flag=True, help="Make sheets that are there already.")
@library_options
def command(
    records: Path,
    defaults: Job,
    output: str,
    pack: Path | None,
    sides: str,
    jobs: int | None,
    executor: str,
    encoding: str,
    chart_note: bool,
    encrypt_with: Path | None,
    force: bool,
    folders: Folders,
) -> None:
    """Make a PDF for each record of RECORDS: a CSV file with a row a patient, or a YAML file of prescriptions.

    Each file has the patient's id as its name. A manifest beside them tells what became of each row. Run it again to
    go on where it stopped: what is made already is left.

    \b
    Example:
      handouts batch patients.csv --output sheets
      handouts batch patients.csv --pack print-run.pdf
    """  # noqa: D301 - Click keeps the lines behind a real backspace as they are
    from handouts.batch.pack import run_pack
    from handouts.batch.run import Batch, run_batch
    from handouts.prescriptions.passwords import read_passwords
    from handouts.prescriptions.records import count_records

    check_wishes(executor, pack, bool(executor or encrypt_with or chart_note))
    total = count_records(records, encoding)
    defaults = replace(defaults, lang=defaults.lang or folders.language())
    batch = Batch(
        records, output, defaults, encoding, folders.content, folders.layouts, folders.clinic,
        jobs=jobs or processes(total, cores()), cluster=executor, force=force,
        passwords=read_passwords(encrypt_with) if encrypt_with else None, notes=chart_note,
    )  # fmt: skip
    counts: Counter[str] = Counter()
    told = Told(counts)
    interrupted = False
    start = time.monotonic()
    with stopping() as look, progress(total, folders.quiet) as step:
        try:

            def tell(made: Made) -> None:
                told(made)
                step(made)
                look()

            run_pack(batch, pack, tell, sides == "two") if pack else run_batch(batch, tell)
        except KeyboardInterrupt:
            interrupted = True
    told.rest()
    if not folders.quiet:
        click.echo(summary(counts, total, time.monotonic() - start, str(pack or output)))
    if interrupted:
        click.echo("stopped; the same command " + ("begins again" if pack else "goes on where it stopped"), err=True)
        raise SystemExit(INTERRUPTED)
    raise SystemExit(1 if counts["failed"] else 0)


def check_wishes(executor: str, pack: Path | None, more: bool) -> None:
    """Raise a usage error for options that do not go together; `more` is anything that a pack cannot have."""
    if executor and not executor.startswith("dask://"):
        raise click.UsageError("--executor: write dask://HOST:PORT")
    if pack and more:
        said = "--pack: one process makes one file for the printer, not encrypted and without chart notes"
        raise click.UsageError(f"{said}: leave the other options out")


def processes(rows: int, cores: int) -> int:
    """How many processes are worth their start."""
    return min(cores, rows // WORTH + 1)


class Told:
    """Counts what became of the rows and says what is wrong, each problem once, up to a number."""

    def __init__(self, counts: Counter[str]) -> None:
        self._counts = counts
        self._said = 0
        self._over = "\r" if sys.stderr.isatty() else ""  # the line of the bar

    def __call__(self, made: Made) -> None:
        """Hear of a row."""
        self._counts[made.status] += 1
        for problem in made.problems:
            self._said += 1
            if self._said <= SHOWN:
                click.echo(f"{self._over}{problem}", err=True)

    def rest(self) -> None:
        """Say how many problems were not said."""
        if self._said > SHOWN:
            click.echo(f"and {self._said - SHOWN} problems more: see the manifest", err=True)


def summary(counts: Counter[str], total: int, seconds: float, output: str) -> str:
    """One line of what was done."""
    made = counts["built"] + counts["unchanged"]
    parts = [f"{made} of {total} sheets"]
    parts += [f"{counts[status]} {status}" for status in ("unchanged", "failed") if counts[status]]
    if counts["built"] and seconds > 1:
        parts.append(f"{counts['built'] / seconds:.0f} a second")
    return f"{output}: {', '.join(parts)}"


@contextmanager
def progress(total: int, quiet: bool) -> Iterator[Callable[[Made], None]]:
    """A bar with the rate and the time left, on a terminal only."""
    if quiet or not sys.stderr.isatty():
        yield lambda made: None
        return
    start, done = time.monotonic(), 0

    def rate(_: object) -> str:
        return f"{done / max(time.monotonic() - start, 0.001):.0f} a second"

    with click.progressbar(length=total, file=sys.stderr, show_pos=True, item_show_func=rate) as bar:

        def step(made: Made) -> None:
            nonlocal done
            done += 1
            bar.update(1, made.file)

        yield step


@contextmanager
def stopping() -> Iterator[Callable[[], None]]:
    """Within it, Ctrl-C and SIGTERM wait for a call of what it gives, which then raises KeyboardInterrupt.

    So no row is left half told. Who asks a second time does not wait.
    """
    asked = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True

    def look() -> None:
        if asked:
            raise KeyboardInterrupt

    old = [(number, signal.signal(number, stop)) for number in (signal.SIGINT, signal.SIGTERM)]
    try:
        yield look
    finally:
        for number, handler in old:
            signal.signal(number, handler)
