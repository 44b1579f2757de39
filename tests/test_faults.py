"""Whatever happens while files are written: the old file or the new one is there, whole, and the next build is fine."""

from __future__ import annotations

import errno
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.builder import Job, Works, build
from handouts.record import NAME, Record
from tests.content import TODAY

OLD, NEW = b"%PDF-1.7 handouts old " * 400, b"%PDF-1.7 handouts new " * 900
JOBS = [Job("demo"), Job("demo-reach")]
FILES = ["demo-reach.en.sheet.pdf", "demo.en.sheet.pdf"]
DISK_FULL = OSError(errno.ENOSPC, "No space left on device")
READ_ONLY = OSError(errno.EROFS, "Read-only file system")
FORBIDDEN = PermissionError(errno.EACCES, "Permission denied")


class Faults:
    """Counts each step of the file layer, and does something at one of them. Step 0 never comes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.steps, self.at = list[str](), 0
        self.act: Callable[[], None] = lambda: None
        for place, name in (
            (tempfile, "mkstemp"), (os, "fsync"), (os, "fdopen"), (os, "fstat"), (Path, "chmod"), (Path, "replace"),
            (Path, "mkdir"),
        ):  # fmt: skip
            self.wrap(monkeypatch, place, name)

    def wrap(self, monkeypatch: pytest.MonkeyPatch, place: object, name: str) -> None:
        real = getattr(place, name)

        def step(*args: object, **more: object) -> object:
            self.steps.append(name)
            if len(self.steps) == self.at:
                self.act()
            return real(*args, **more)

        monkeypatch.setattr(place, name, step)

    def arm(self, at: int, act: Callable[[], None]) -> None:
        self.steps, self.at, self.act = [], at, act


def raising(error: BaseException) -> Callable[[], None]:
    def act() -> None:
        raise error

    return act


@pytest.fixture
def making(monkeypatch) -> Callable[[bytes], None]:
    """Builds make these bytes from now on: what is tested is where they go."""

    def now(data: bytes) -> None:
        monkeypatch.setattr(Works, "make", lambda works, job: (data + job.name.encode(), 1))

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
