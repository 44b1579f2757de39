"""Tries inputs for a given time, guided by coverage: python -m tests.fuzz [--seconds 60] [TARGET ...]."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.fuzz.target import GUIDED, TARGETS
from tests.sample import sample_pdf

ROOT = Path(__file__).resolve().parents[2]
CSV = (
    b'id,name,routine,date,cat-cow.reps,skip\n1,"\xc5\x81 \xc5\xbd",upper-back-relief,2026-11-21,8-12,\n'
    b"2,B,x,,=1,cat-cow\n"
)


def seeds(name: str) -> list[bytes]:
    """Inputs to start from."""
    if name in GUIDED:
        return [bytes(range(256)) * 4]
    if name == "picture":
        return [path.read_bytes() for path in sorted(ROOT.glob("content/exercises/[a-c]*/*.svg"))[:12]]
    if name == "logo":
        return [b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1L2 2z" fill="red"/></svg>']
    if name == "records":
        return [CSV, CSV.replace(b",", b";"), b"\xff\xfe" + CSV.decode().encode("utf-16-le")]
    if name == "pdf":
        return [sample_pdf()]
    return [path.read_bytes() for path in sorted(ROOT.glob("tests/cases/*/*.yaml"))] + [
        path.read_bytes() for path in sorted(ROOT.glob("content/exercises/[a-c]*/*.yaml"))
    ]


def run(name: str, seconds: int) -> tuple[int, list[str]]:
    """How many inputs were tried, and the fault that ended it: where its input lies, and what it was."""
    with tempfile.TemporaryDirectory() as corpus:
        for number, data in enumerate(seeds(name)):
            (Path(corpus) / f"seed-{number}").write_bytes(data)
        kept = Path(tempfile.gettempdir()) / f"handouts-fuzz-{name}-"
        options = [f"-max_total_time={seconds}", "-print_final_stats=1", "-timeout=20", f"-artifact_prefix={kept}"]
        command = [sys.executable, "-m", "tests.fuzz.target", name, corpus, *options]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False)
    tried = re.findall(r"number_of_executed_units: (\d+)", done.stderr) or re.findall(r"#(\d+)", done.stderr)
    faults = re.findall(r"Test unit written to (\S*(?:crash|timeout|oom)-\S+)", done.stderr)
    faults += re.findall(r"=== Uncaught Python exception: ===\n(.+?)\n==\d+==", done.stderr, re.DOTALL)
    if done.returncode and not faults:
        faults = [done.stderr[-2000:]]
    return int(tried[-1]) if tried else 0, faults


def main() -> None:
    """Prints a line for each target; ends with 1 when there was a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", choices=[*TARGETS, []], metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=int, default=60)
    asked = parser.parse_args()
    failed = False
    for name in asked.targets or TARGETS:
        tried, faults = run(name, asked.seconds)
        failed |= bool(faults)
        print("\n".join([f"{name}: {tried} inputs, {'a fault' if faults else 'no fault'}", *faults]), flush=True)
    raise SystemExit(failed)


if __name__ == "__main__":
    main()
