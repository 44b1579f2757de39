"""Whatever happens while files are written: the old file or the new one is there, whole, and the next build is fine."""

from __future__ import annotations

import datetime
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.builder.files import Report, build
from handouts.builder.job import Job
from handouts.builder.works import Works
from handouts.inspect.reading import read
from handouts.layout import faces
from handouts.library.library import Library
from handouts.problems import ProblemError
from handouts.record import NAME, Record
from tests.content import REACH_WORDS, TODAY, put
from tests.faults import DISK_FULL, FORBIDDEN, NEW, OLD, READ_ONLY, Faults, raising
from tests.fonts import CHINESE

JOBS = [Job("demo"), Job("demo-reach")]
FILES = ["demo-reach.en.sheet.pdf", "demo.en.sheet.pdf"]


@pytest.fixture
def making(monkeypatch) -> Callable[[bytes], None]:
    """Builds make these bytes from now on: what is tested is where they go."""

    def now(data: bytes) -> None:
        monkeypatch.setattr(Works, "make", lambda works, job, password="": (data + job.name.encode(), 1))

    return now


def run(content, out: Path, **more):
    return build(JOBS, out, content=[content], today=TODAY, **more)


def whole(out: Path) -> set[bytes]:
    """What is in the folder: whole files of ours, a record that can be read, and nothing else."""
    names = sorted(path.name for path in out.iterdir())
    assert [name for name in names if name != NAME] == FILES
    if NAME in names:
        assert set(json.loads((out / NAME).read_text())["files"]) <= set(FILES)
    found = set()
    for name in FILES:
        data = (out / name).read_bytes()
        start = next(one for one in (OLD, NEW) if data.startswith(one))
        assert data == start + name.split(".")[0].encode()
        found.add(start)
    return found


def steps(content, out: Path, faults: Faults, making) -> list[str]:
    """The steps of a build that writes everything anew."""
    making(OLD)
    run(content, out)
    faults.arm(0, lambda: None)
    making(NEW)
    run(content, out, force=True)
    return list(faults.steps)


def ready(content, out: Path, faults: Faults, making, at: int, error: BaseException) -> None:
    """Old files are there, and the next build will make new ones until the error comes at a step."""
    making(OLD)
    faults.arm(0, lambda: None)
    run(content, out, force=True)
    making(NEW)
    faults.arm(at, raising(error))


def test_a_build_takes_these_steps(content, tmp_path, monkeypatch, making) -> None:
    """Two files and the record: each of them is begun, filled, brought to the disk and put in place."""
    taken = steps(content, tmp_path / "out", Faults(monkeypatch), making)
    assert [taken.count(name) for name in ("mkstemp", "fdopen", "fsync", "chmod", "replace")] == [3] * 5


@pytest.mark.parametrize("error", [DISK_FULL, READ_ONLY, FORBIDDEN], ids=lambda error: error.strerror)
def test_an_error_at_any_step_leaves_whole_files_and_is_told(content, tmp_path, monkeypatch, making, error) -> None:
    faults, out = Faults(monkeypatch), tmp_path / "out"
    count = len(steps(content, out, faults, making))
    for at in range(1, count + 1):
        ready(content, out, faults, making, at, error)
        report = run(content, out, force=True)
        assert whole(out) <= {OLD, NEW}
        failed = [result for result in report.results if result.status == "failed"]
        assert len(failed) <= 1  # one failure does not stop the rest
        assert all(error.strerror in str(problem) for result in failed for problem in result.problems)
        built = sum(result.status == "built" for result in report.results)
        assert built + len(failed) == 2
        faults.arm(0, lambda: None)
        assert run(content, out, force=True).exit_code == 0
        assert whole(out) == {NEW}


def test_a_full_disk_while_the_bytes_are_written(content, tmp_path, monkeypatch, making) -> None:
    out = tmp_path / "out"
    making(OLD)
    run(content, out)
    real = os.fdopen

    def narrow(*args, **more):
        file = real(*args, **more)
        write = file.write

        class Full:
            def __getattr__(self, name: str):
                return getattr(file, name)

            def __enter__(self):
                return self

            def __exit__(self, *problem: object) -> None:
                file.close()

            def write(self, data: bytes) -> None:
                write(data[:100])
                raise DISK_FULL

        return Full()

    monkeypatch.setattr(os, "fdopen", narrow)
    making(NEW)
    report = run(content, out, force=True)
    assert [result.status for result in report.results] == ["failed", "failed"]
    assert "No space left on device" in str(report.problems[0])
    assert whole(out) == {OLD}


@pytest.mark.parametrize("error", [KeyboardInterrupt(), MemoryError()], ids=lambda error: type(error).__name__)
def test_an_interruption_at_any_step_leaves_whole_files(content, tmp_path, monkeypatch, making, error) -> None:
    faults, out = Faults(monkeypatch), tmp_path / "out"
    count = len(steps(content, out, faults, making))
    for at in range(1, count + 1):
        ready(content, out, faults, making, at, error)
        with pytest.raises(type(error)):
            run(content, out, force=True)
        assert whole(out) <= {OLD, NEW}
        faults.arm(0, lambda: None)
        run(content, out, force=True)
        assert whole(out) == {NEW}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_killed_build_leaves_whole_files(content, tmp_path, monkeypatch, making) -> None:
    """No cleaning up: the process is gone at that step. What it had begun may lie there, and disturbs nobody."""
    faults, out = Faults(monkeypatch), tmp_path / "out"
    count = len(steps(content, out, faults, making))
    making(OLD)
    for at in range(1, count + 1):
        making(OLD)
        run(content, out, force=True)
        making(NEW)
        child = os.fork()
        if child == 0:
            faults.arm(at, lambda: os._exit(9))
            run(content, out, force=True)
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
        for part in out.glob(".handouts-*.part"):
            part.unlink()
        assert whole(out) <= {OLD, NEW}
        run(content, out, force=True)
        assert whole(out) == {NEW}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_builds_into_one_folder_at_once(content, tmp_path, making) -> None:
    out = tmp_path / "out"
    children = []
    for data in (OLD, NEW, OLD, NEW):
        child = os.fork()
        if child == 0:
            making(data)
            done = [run(content, out, force=True).exit_code for _ in range(15)]
            os._exit(max(done))
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0] * 4
    assert whole(out) <= {OLD, NEW}
    making(OLD)
    run(content, out, force=True)
    assert [result.status for result in run(content, out).results] == ["unchanged"] * 2


def test_a_file_that_another_build_puts_in_its_place_is_not_taken_for_ours(
    content, tmp_path, monkeypatch, making
) -> None:
    """Between our writing and our note of it, somebody else's sheet, perhaps a patient's, takes its place."""
    out = tmp_path / "out"
    making(NEW)
    real = Record.remember

    def late(record: Record, output: Path, *rest: object) -> None:
        output.write_bytes(OLD + output.name.split(".")[0].encode())
        real(record, output, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(Record, "remember", late)
        run(content, out)
    assert whole(out) == {OLD}
    assert [result.status for result in run(content, out).results] == ["built", "built"]
    assert whole(out) == {NEW}


def test_content_that_vanishes_while_it_is_used(content, tmp_path, monkeypatch) -> None:
    real = Record.remember

    def late(record: Record, output: Path, *rest: object) -> None:
        (content / "exercises/demo-reach/en.yaml").unlink()
        real(record, output, *rest)

    monkeypatch.setattr(Record, "remember", late)
    (result,) = build(JOBS[:1], tmp_path / "out", content=[content], today=TODAY).results
    assert result.status == "built"
    assert not Record(tmp_path / "out").knows(result.path)


# ---------------------------------------------------------------- fonts
def named(name: str, content, out: Path, font: str) -> Report:
    return build([Job("demo", patient=name, fonts=(font,))], out, content=[content], today=TODAY)


def test_a_font_that_vanishes_while_it_is_used(content, tmp_path, monkeypatch) -> None:
    font = str(shutil.copy(CHINESE, tmp_path / "own.ttf"))
    real = Library.fonts

    def late(library: Library, *args) -> tuple[str, ...]:
        found = real(library, *args)
        Path(font).unlink()
        return found

    with monkeypatch.context() as patch:
        patch.setattr(Library, "fonts", late)
        (problem,) = named("王", content, tmp_path / "out", font).problems
    assert (problem.path, problem.message) == (font, "cannot be read as a font")
    assert not (tmp_path / "out").exists()
    shutil.copy(CHINESE, font)
    assert named("王", content, tmp_path / "out", font).exit_code == 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_font_that_is_written_over_does_not_end_the_program(content, tmp_path) -> None:
    """Where a file is mapped into memory, to read what is no longer there is the end of the process (SIGBUS)."""
    font = shutil.copy(CHINESE, tmp_path / "own.ttf")
    child = os.fork()
    if child == 0:
        first = named("王", content, tmp_path / "one", str(font))
        font.write_bytes(b"")
        again = named("明", content, tmp_path / "two", str(font))
        os._exit(first.exit_code or again.exit_code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_a_font_of_the_program_that_is_gone(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(faces, "FOLDER", tmp_path)
    with pytest.raises(ProblemError, match=r"Bold\.ttf: a font of the program is missing \(install handouts again\)"):
        faces.Face("bold")


# ---------------------------------------------------------------- clocks
def test_a_clock_that_was_ahead_leaves_no_sheet_that_says_that_it_has_expired(content, tmp_path) -> None:
    job, ahead = Job("demo", allow_expired=True), datetime.date(2031, 1, 1)

    def made(today: datetime.date) -> tuple[str, bool]:
        (result,) = build([job], tmp_path, content=[content], today=today).results
        return result.status, "was due for review" in " ".join(read(result.path.read_bytes()).lines())

    assert [made(day) for day in (TODAY, ahead, TODAY)] == [("built", False), ("built", True), ("built", False)]


@pytest.mark.parametrize("year", [1980, 2199])
def test_files_that_a_wrong_clock_has_dated(content, tmp_path, year) -> None:
    """Unchanged they are the same; a change of as many letters is seen, also when it is dated before."""
    instant = datetime.datetime(year, 1, 1).timestamp()

    def made() -> str:
        (result,) = build([Job("demo-reach")], tmp_path / "out", content=[content], today=TODAY).results
        return result.status

    for path in content.rglob("*.*"):
        os.utime(path, (instant, instant))
    assert [made(), made()] == ["built", "unchanged"]
    for words, moved in ((REACH_WORDS.replace("tall", "high"), -86400), (REACH_WORDS, 86400)):
        os.utime(put(content, "exercises/demo-reach/en.yaml", words), (instant, instant + moved))
        assert [made(), made()] == ["built", "unchanged"]
