from __future__ import annotations

import csv
import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from handouts import cli
from handouts.batch.journal import NAME
from handouts.batch.run import MANIFESTS
from handouts.cli import batch as command
from handouts.cli.batch import INTERRUPTED, SHOWN, summary
from handouts.inspect.facts import facts
from handouts.problems import ProblemError
from tests.batch.rows import row, rows, write_rows
from tests.content import change, put, write_content

MANY = 160  # rows: more than two workers have in hand at once
WAIT = 60  # seconds; what takes longer will never come


def forever(content: Path) -> Path:
    """The command reads the real clock: content that does not expire while these tests live."""
    return change(content, "routines/demo/routine.yaml", "review_by: 2027-11-01", "review_by: 2999-11-01")


@pytest.fixture
def content(content):
    forever(content)
    return content


@pytest.fixture
def run(content, tmp_path, monkeypatch):
    """Runs `handouts batch` on the rows in a folder of its own and gives the result."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    def run(*args: str, found: list[dict[str, str]] | None = None):
        write_rows(tmp_path / "rows.csv", rows(2) if found is None else found)
        call = ["batch", "rows.csv", "--content", "content", *args]
        result = CliRunner().invoke(cli.group, call, prog_name="handouts")
        assert result.exception is None or isinstance(result.exception, SystemExit | ProblemError), result.exception
        return result

    return run


def sheets(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.pdf"))}


def test_a_line_of_what_was_done(run) -> None:
    result = run("--output", "sheets")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("sheets: 2 of 2 sheets")
    assert list(sheets(Path("sheets"))) == ["P-00001.pdf", "P-00002.pdf"]
    again = run("--output", "sheets")
    assert (again.exit_code, again.stdout) == (0, "sheets: 2 of 2 sheets, 2 unchanged\n")
    assert "unchanged" not in run("--output", "sheets", "--force").stdout
    assert run("--quiet").output == ""


def test_bad_rows_are_told_and_exit_with_1(run) -> None:
    result = run("--quiet", found=[row(1), row(2, **{"demo-reach.reps": "-3"}), row(3)])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("rows.csv:3: demo-reach.reps: '-3' ")
    assert len(result.stderr.splitlines()) == 1
    assert list(sheets(Path("build"))) == ["P-00001.pdf", "P-00003.pdf"]
    assert run(found=[row(1), row(2, routine="none")]).stdout == "build: 1 of 2 sheets, 1 unchanged, 1 failed\n"


def test_a_flood_of_problems_is_cut_short_and_the_manifest_has_them_all(run) -> None:
    result = run(found=[row(number, date="soon") for number in range(SHOWN + 3)])
    told = result.stderr.splitlines()
    assert len(told) == SHOWN + 1
    assert told[-1] == "and 3 problems more: see the manifest"
    with Path("build", MANIFESTS[0]).open(newline="") as file:
        assert sum(bool(line["problem"]) for line in csv.DictReader(file)) == SHOWN + 3


def test_options_hold_for_all_rows(run) -> None:
    assert run("--paper", "letter").exit_code == 0
    found = facts(Path("build/P-00002.pdf").read_bytes())
    assert found.pages[0].media[2:] == (612, 792)


def test_encrypted_sheets(run) -> None:
    put(Path(), "words.txt", "one for everybody\n")
    Path("words.txt").chmod(0o644)
    with pytest.raises(ProblemError, match="others may read the passwords"):
        raise run("--encrypt-with", "words.txt").exception
    Path("words.txt").chmod(0o600)
    result = run("--encrypt-with", "words.txt")
    assert result.exit_code == 0
    assert "everybody" not in result.output
    assert all(b"/Encrypt" in data for data in sheets(Path("build")).values())


def test_a_pack(run) -> None:
    result = run("--pack", "run.pdf", found=[row(1), row(2, routine="none"), row(3)])
    assert result.exit_code == 1
    assert result.stdout.startswith("run.pdf: 2 of 3 sheets, 1 failed")
    listed = json.loads(Path("run.manifest.json").read_text())["sheets"]
    assert [sheet["file"] for sheet in listed] == ["run.pdf#page=1", "", "run.pdf#page=3"]
    assert not Path("build").exists()
    assert run("--pack", "run.pdf", "--sides", "one").exit_code == 0


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--executor", "local:8"], "write dask://HOST:PORT"),
        (["--pack", "x.pdf", "--executor", "dask://a:1"], "one process makes one file"),
        (["--pack", "x.pdf", "--encrypt-with", "words.txt"], "not encrypted"),
        (["--jobs", "0"], "--jobs"),
    ],
)
def test_a_wrong_command_line_exits_with_2(run, args, says) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert says in result.stderr


def test_a_few_rows_need_no_second_process() -> None:
    assert command.processes(0, 8) == command.processes(command.WORTH - 1, 8) == 1
    assert command.processes(command.WORTH, 8) == 2
    assert command.processes(10**6, 8) == 8


def test_the_summary() -> None:
    counts = Counter(built=30, unchanged=5, failed=2)
    assert summary(counts, 40, 10.0, "out") == "out: 35 of 40 sheets, 5 unchanged, 2 failed, 3 a second"
    assert summary(Counter(), 0, 0.0, "out") == "out: 0 of 0 sheets"


# ---------------------------------------------------------------- processes
def call(folder: Path, *args: str) -> list[str]:
    return [sys.executable, "-m", "handouts", "batch", "rows.csv", "--content", "content", "-o", "out", *args]


def environment() -> dict[str, str]:
    clean = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    return {**clean, "PYTHONPATH": str(Path(cli.__file__).parents[2])}


class Night:
    """A folder with many rows, and real processes that make their sheets."""

    def __init__(self, folder: Path):
        self.folder, self.out = folder, folder / "out"
        forever(write_content(folder / "content"))
        write_rows(folder / "rows.csv", rows(MANY))

    def start(self, *args: str) -> subprocess.Popen:
        """A run in a process group of its own."""
        return subprocess.Popen(
            call(self.folder, "--jobs", "2", *args), cwd=self.folder, env=environment(), start_new_session=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def begun(self, process: subprocess.Popen) -> None:
        """Wait until there are sheets."""
        until(lambda: process.poll() is not None or any(self.out.glob("*.pdf")))
        assert process.poll() is None, process.communicate()

    def complete(self) -> bool:
        return json.loads((self.out / MANIFESTS[1]).read_text())["complete"]


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + WAIT
    while not true():
        assert time.monotonic() < end
        time.sleep(0.005)


def group(leader: int) -> list[int]:
    """The processes of a group that are alive."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, number = path.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(number) == leader and state != "Z":
            found.append(int(path.parent.name))
    return found


def workers(leader: int) -> list[int]:
    def words(pid: int) -> bytes:
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return b""

    return [pid for pid in group(leader) if b"spawn_main" in words(pid)]


@pytest.fixture(scope="module")
def night(tmp_path_factory) -> Night:
    return Night(tmp_path_factory.mktemp("night"))


@pytest.fixture(scope="module")
def undisturbed(night) -> dict[str, bytes]:
    """The sheets of a run that nothing happens to, from which the folder is then freed."""
    process = night.start()
    out, error = process.communicate(timeout=WAIT)
    assert (process.returncode, error) == (0, "")
    assert out.startswith(f"out: {MANY} of {MANY} sheets")
    made = sheets(night.out)
    assert len(made) == MANY
    return made


@pytest.fixture
def again(night, undisturbed) -> Night:
    """The folder without sheets."""
    for path in night.out.iterdir():
        path.unlink()
    return night


needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at the processes under /proc")


@needs_proc
@pytest.mark.parametrize("how", ["Ctrl-C", "SIGTERM"])
def test_a_run_that_is_stopped_leaves_whole_files_and_goes_on(again, undisturbed, how) -> None:
    process = again.start()
    again.begun(process)
    if how == "Ctrl-C":
        os.killpg(process.pid, signal.SIGINT)  # a terminal tells all processes
    else:
        process.terminate()
    out, error = process.communicate(timeout=WAIT)
    assert process.returncode == INTERRUPTED
    assert error == "stopped; the same command goes on where it stopped\n"
    there = sheets(again.out)
    assert 0 < len(there) < MANY
    assert there.items() <= undisturbed.items()
    assert not again.complete()
    assert not list(again.out.glob("*.part"))
    assert workers(process.pid) == []
    until(lambda: group(process.pid) == [])  # multiprocessing's own tracker ends once it sees that we are gone
    after = again.start()
    out, error = after.communicate(timeout=WAIT)
    assert (after.returncode, error) == (0, "")
    assert "unchanged" in out
    assert sheets(again.out) == undisturbed
    assert again.complete()


@needs_proc
def test_a_run_that_is_killed_leaves_whole_files_and_nobody_behind(again, undisturbed) -> None:
    process = again.start()
    again.begun(process)
    process.kill()
    process.communicate(timeout=WAIT)
    until(lambda: group(process.pid) == [])
    there = sheets(again.out)
    assert 0 < len(there) < MANY
    assert there.items() <= undisturbed.items()
    after = again.start()
    _, error = after.communicate(timeout=WAIT)
    assert (after.returncode, error) == (0, "")
    assert sheets(again.out) == undisturbed
    assert {path.name for path in again.out.iterdir()} - undisturbed.keys() == {NAME, *MANIFESTS}


@needs_proc
def test_a_worker_that_is_killed_loses_nothing(again, undisturbed) -> None:
    process = again.start()
    again.begun(process)
    os.kill(workers(process.pid)[0], signal.SIGKILL)
    out, error = process.communicate(timeout=WAIT)
    assert (process.returncode, error) == (0, "")
    assert out.startswith(f"out: {MANY} of {MANY} sheets")
    assert sheets(again.out) == undisturbed
    assert {path.name for path in again.out.iterdir()} - undisturbed.keys() == {NAME, *MANIFESTS}


def on_a_terminal(folder: Path, *args: str) -> str:
    """What a run says when its standard error is a terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(call(folder, *args), cwd=folder, env=environment(), stderr=theirs, stdout=theirs)
    os.close(theirs)
    said = b""
    try:
        while found := os.read(ours, 4096):
            said += found
    except OSError:  # what Linux says at its end
        pass
    os.close(ours)
    process.wait(WAIT)
    return said.decode()


def test_a_bar_is_shown_on_a_terminal_only(content, tmp_path) -> None:
    write_rows(tmp_path / "rows.csv", [row(1), row(2, routine="none")])
    said = on_a_terminal(tmp_path)
    assert "2/2" in said
    assert "a second" in said
    assert "\rrows.csv:3: routine: there is no routine" in said
    assert "2/2" not in on_a_terminal(tmp_path, "--quiet")


def test_rows_that_name_no_language_are_in_that_of_the_clinic(run, tmp_path) -> None:
    (tmp_path / "clinic.yaml").write_text("name: Klinik\nlanguages: [da]\n")
    one = [row(1, routine="cat-cow") | {"demo-reach.reps": ""}]
    for said, language in (((), "da-DK"), (("--lang", "SV"), "sv-SE")):
        assert run("-o", "out", *said, found=one).exit_code == 0
        assert facts((tmp_path / "out/P-00001.pdf").read_bytes()).lang == language
