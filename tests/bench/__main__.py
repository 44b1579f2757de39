"""`python -m tests.bench`: measures handouts against its peers and prints a table; 1 when a target is missed."""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
from pathlib import Path

from tests.bench.benches import Bench
from tests.bench.timing import table

KINDS = ("warm", "batch", "weasyprint", "fpdf2", "platypus", "cold", "rebuild", "watch", "panel")


def main() -> int:
    """Parse the arguments and run the benchmarks."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("only", nargs="*", metavar="|".join(KINDS), help="all of them when left out")
    parser.add_argument("--rounds", type=int, default=30, help="runs of each side (cold: half as many)")
    parser.add_argument("--sheets", type=int, default=2000, help="sheets of the batch")
    options = parser.parse_args()
    if unknown := set(options.only) - set(KINDS):
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}")
    gc.set_threshold(50_000, 20, 50)  # as each command and each worker has it
    rows = []
    with tempfile.TemporaryDirectory(prefix="handouts-bench-") as scratch:
        bench = Bench(options.rounds, Path(scratch), options.sheets)
        for kind in options.only or KINDS:
            print(f"{kind} ...", file=sys.stderr, flush=True)
            rows.append(getattr(bench, kind)())
    print(table(rows))
    return 0 if all(row.good for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
