"""One target of the fuzzer: python -m tests.fuzz.target NAME [options of libFuzzer]. Needs the extra handouts[fuzz].

Anything but a problem told to the user is a fault: the fuzzer keeps the bytes and says so.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def source(data: bytes) -> None:
    """YAML text, which is read or refused with places inside it."""
    from handouts.problems import ProblemError
    from handouts.source import parse

    text = data.decode("utf-8", "ignore")
    try:
        made = parse(text, "x.yaml")
    except ProblemError as error:
        lines = text.count("\n") + 2
        assert all(0 <= problem.line <= lines for problem in error.problems)
    else:
        assert all(made.where(loc)[0] >= 1 for loc, _ in made.texts())


def exercise(data: bytes) -> None:
    """YAML text as the facts of an exercise."""
    from handouts.library import models
    from handouts.library.reader import read
    from handouts.problems import ProblemError
    from handouts.source import parse

    try:
        read(models.Exercise, parse(data.decode("utf-8", "ignore"), "x.yaml"))
    except ProblemError as error:
        assert all(problem.message for problem in error.problems)


def logo(data: bytes) -> None:
    """An SVG from the web."""
    from handouts.library.artwork import ArtworkError
    from handouts.library.logo_svg import read_svg

    try:
        read_svg(data)
    except ArtworkError as error:
        assert error.message


def picture(data: bytes) -> None:
    """A baked picture, which is what the program writes or is refused."""
    from handouts.drawing import Drawing

    try:
        made = Drawing.from_svg(data.decode("utf-8", "ignore"))
    except ValueError:
        return
    assert Drawing.from_svg(made.to_svg()) == made


def records(data: bytes) -> None:
    """A CSV file of prescriptions: what is not good is told."""
    from handouts.prescriptions.records import read_records
    from handouts.problems import ProblemError

    path = Path(tempfile.gettempdir()) / "handouts-fuzz.csv"
    path.write_bytes(data)
    try:
        for record in read_records(path):
            assert (record.prescription is None) == bool(record.problems)
    except ProblemError as error:
        assert error.problems


def pdf(data: bytes) -> None:
    """A PDF of strangers."""
    from handouts.inspect.check import check_pdf

    assert all(problem.rule for problem in check_pdf(data))


def _guided(name: str) -> Callable[[bytes], None]:
    """A property of files with a few changes, which the fuzzer's bytes choose."""

    def run(data: bytes) -> None:
        from hypothesis import HealthCheck, given, settings

        from tests.fuzz.kinds import PROPERTIES

        holds, inputs = PROPERTIES[name]

        def test(made: object) -> None:
            begin = time.process_time()
            try:
                holds(made)
                assert time.process_time() - begin < SLOW
            except Exception as error:
                error.add_note(repr(made))
                raise

        if name not in _MADE:
            plain = settings(database=None, deadline=None, suppress_health_check=list(HealthCheck))
            _MADE[name] = plain(given(inputs)(test)).hypothesis.fuzz_one_input
        _MADE[name](data)

    run.__name__ = name
    return run


SLOW = 5.0  # seconds; what is watched takes some times as long as else
_MADE: dict[str, Callable[[bytes], object]] = {}
GUIDED = ("file", "sheet", "layout", "clinic", "prescription", "figure")
TARGETS: dict[str, Callable[[bytes], None]] = {
    one.__name__: one for one in (source, exercise, logo, picture, records, pdf, *map(_guided, GUIDED))
}

if __name__ == "__main__":
    atheris: Any = __import__("atheris")  # an extra of its own
    name, *rest = sys.argv[1:]
    with atheris.instrument_imports(include=["handouts"]):
        for start in (b"a: 1", b"%PDF-1.7", b"<svg/>"):  # imports what a target needs, so that it is watched
            TARGETS[name](start)
    atheris.Setup([sys.argv[0], *rest], TARGETS[name])
    atheris.Fuzz()
