"""`python -m tests.bench.proof COUNT...`: makes batches, measures memory, reads every sheet back; 1 when one is wrong.

Rows are of the small content of the tests; with --routine and --exercise of the built-in one.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from handouts.batch.run import MANIFESTS
from tests.batch.proof import Row, faults, proof_row
from tests.content import change, write_content

SHOWN = 20


def main() -> int:
    """Parse the arguments, run each batch, print a line for each."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.proof", description=__doc__)
    parser.add_argument("counts", nargs="+", type=int, metavar="COUNT", help="rows of each batch")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--routine", default="demo")
    parser.add_argument("--exercise", default="demo-reach", help="one of the routine, whose reps the rows change")
    parser.add_argument("--unread", action="store_true", help="measure only, read nothing back")
    options = parser.parse_args()
    wrong = 0
    for count in options.counts:
        with tempfile.TemporaryDirectory(prefix="handouts-proof-") as scratch:
            folder = Path(scratch)
            own = write_content(folder / "content")
            change(own, "routines/demo/routine.yaml", "review_by: 2027-11-01", "review_by: 2999-11-01")
            rows = partial(proof_rows, count, options.routine, options.exercise)
            write(folder / "rows.csv", rows())
            seconds, peaks = run(folder, options.jobs)
            print(told(count, seconds, peaks), flush=True)
            if not options.unread:
                wrong += check(folder, rows(), options.jobs)
    return 1 if wrong else 0


def proof_rows(count: int, routine: str, exercise: str) -> Iterator[dict[str, str]]:
    """As many rows, one after the other."""
    return (proof_row(number, routine, exercise) for number in range(1, count + 1))


def write(path: Path, rows: Iterator[dict[str, str]]) -> None:
    """A table of the rows."""
    with path.open("w", encoding="utf-8", newline="") as file:
        first = next(rows)
        table = csv.DictWriter(file, first)
        table.writeheader()
        table.writerow(first)
        table.writerows(rows)


def run(folder: Path, jobs: int) -> tuple[float, list[float]]:
    """Run the command; seconds, and the greatest memory of the main process, then of each other one, in MB."""
    call = [sys.executable, "-m", "handouts", "batch", "rows.csv", "--content", "content", "--jobs", str(jobs)]
    start = time.monotonic()
    process = subprocess.Popen(call, cwd=folder, stdout=subprocess.DEVNULL, start_new_session=True)
    peaks: dict[int, float] = {}
    while process.poll() is None:
        for pid in (process.pid, *children(process.pid)):
            peaks[pid] = max(peaks.get(pid, 0), peak(pid))
        time.sleep(0.2)
    if process.returncode:
        raise SystemExit(f"the batch ended with {process.returncode}")
    return time.monotonic() - start, list(peaks.values())


def children(pid: int) -> list[int]:
    """The processes that a process has begun."""
    try:
        return list(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))
    except OSError:
        return []


def peak(pid: int) -> float:
    """The most memory that a process has had at once (VmHWM of proc(5)), in MB; 0 when it is gone."""
    try:
        words = Path(f"/proc/{pid}/status").read_text().split()
    except OSError:
        return 0
    return int(words[words.index("VmHWM:") + 1]) / 1024 if "VmHWM:" in words else 0


def told(count: int, seconds: float, peaks: list[float]) -> str:
    """One line of what was measured."""
    main, *others = peaks
    return (
        f"{count} sheets in {seconds:.0f} s, {count / seconds:.0f} a second; "
        f"at most {main:.0f} MB in the main process, {max(others, default=0):.0f} MB in another"
    )


def check(folder: Path, rows: Iterator[Row], jobs: int) -> int:
    """Read every sheet back; how many are not those of their rows."""
    with (
        (folder / "build" / MANIFESTS[0]).open(encoding="utf-8", newline="") as file,
        ProcessPoolExecutor(jobs) as pool,
    ):
        pairs = zip(rows, csv.DictReader(file), strict=True)
        read, wrong = 0, 0
        for row, found in pool.map(partial(_check, folder), pairs, chunksize=50):
            read, wrong = read + 1, wrong + bool(found)
            if found and wrong <= SHOWN:
                print(f"{row['id']}: {'; '.join(found)}", flush=True)
    there = len(list((folder / "build").glob("*.pdf")))
    print(f"{read} sheets read back, {wrong} wrong, {there} files", flush=True)
    return wrong + (there != read)


def _check(folder: Path, pair: tuple[Row, Row]) -> tuple[Row, list[str]]:
    row, line = pair
    pdf = (folder / "build" / f"{row['id']}.pdf").read_bytes()
    return row, faults(row, pdf, line, (folder / "content",), datetime.date.today())


if __name__ == "__main__":
    sys.exit(main())
