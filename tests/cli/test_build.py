from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PasswordType, PdfReader

from handouts import cli
from handouts.builder.job import Job
from handouts.cli.asked import Asked
from handouts.cli.options import Folders
from handouts.inspect.facts import facts
from handouts.inspect.reading import read
from handouts.problems import ProblemError
from tests.content import change, put, write_leaflet


@pytest.fixture
def content(content):
    """The command reads the real clock: content that does not expire while these tests live."""
    change(content, "routines/demo/routine.yaml", "review_by: 2027-11-01", "review_by: 2999-11-01")
    return content


@pytest.fixture
def run(content, tmp_path, monkeypatch):
    """Runs `handouts build` in a folder of its own and gives the result."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    def run(*args: str, names: tuple[str, ...] = ("demo",)):
        result = CliRunner().invoke(cli.group, ["build", *names, "--content", "content", *args], prog_name="handouts")
        assert result.exception is None or isinstance(result.exception, SystemExit | ProblemError), result.exception
        return result

    return run


def process(folder: Path, *args: str, **environment: str) -> subprocess.CompletedProcess:
    """`python -m handouts` in another process."""
    clean = {
        key: value for key, value in os.environ.items() if key not in ("SOURCE_DATE_EPOCH", "TZ", "PYTHONHASHSEED")
    }
    root = str(Path(cli.__file__).parents[2])
    return subprocess.run(
        [sys.executable, "-m", "handouts", *args],
        cwd=folder,
        env={**clean, "PYTHONPATH": root, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def parts(folder: Path) -> list[Path]:
    return list(folder.rglob("*.part"))


def test_a_line_for_each_file(run) -> None:
    result = run()
    assert result.exit_code == 0
    assert result.stdout.startswith("build/demo.en.sheet.pdf: built, ")
    assert result.stdout.rstrip().endswith((" page", " pages"))
    assert result.stderr == ""
    again = run()
    assert (again.stdout, again.exit_code) == ("build/demo.en.sheet.pdf: unchanged\n", 0)
    assert run("--force").stdout == result.stdout
    assert run("--quiet").stdout == ""
    assert parts(Path()) == []


def test_options_for_the_pen_and_the_next_visit(run) -> None:
    assert run("--blank", "--sticker").stdout.startswith("build/demo.en.sheet.blank.sticker.pdf: built, ")
    found = read(Path("build/demo.en.sheet.blank.sticker.pdf").read_bytes()).lines()
    assert {"hold s", "Place for the patient label", "Next visit"} <= set(found)
    assert run("--next", "2999-12-01").exit_code == 0
    assert "Next visit 1 December 2999" in read(Path("build/demo.en.sheet.pdf").read_bytes()).lines()
    refused = run("--next", "Monday", "--layout", "quick")
    assert refused.exit_code == 1
    assert "--next: this layout has no place for it (leave it out, or use another --layout)" in refused.stderr


def test_options(run) -> None:
    result = run("--paper", "letter", "--palette", "grey", "--set", "demo-hang.hold=9", "--set", "demo-hang.sets=5",
                 "--skip", "demo-reach", "-o", "there")  # fmt: skip
    path = Path("there/demo.en.sheet.letter.grey.pdf")
    assert result.exit_code == 0
    assert "1 Demo hang" in (lines := read(path.read_bytes()).lines())
    assert {"hold 9 s", "5 times"} <= set(lines)
    assert facts(path.read_bytes()).pages[0].media[2:] == (612, 792)


def test_a_named_file(run) -> None:
    assert run("-o", "mine.pdf").stdout.startswith("mine.pdf: built")
    assert Path("mine.pdf").exists()


def test_a_clinic_file_in_the_folder_is_used(run) -> None:
    put(Path(), "clinic.yaml", "name: Clinic Here\n")
    run()
    assert "Clinic Here" in read(Path("build/demo.en.sheet.pdf").read_bytes()).lines()


def test_a_name_twice_is_one_file(run) -> None:
    result = run(names=("demo", "demo"))
    assert len(result.stdout.splitlines()) == 1


def test_a_patient_is_not_told(run) -> None:
    result = run("--patient", "Anna Example", "--note", "Mind the step")
    assert "Anna" not in result.output
    assert not any("nna" in path.name for path in Path().rglob("*"))
    assert Path("build/demo.en.sheet.pdf").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("args", "names", "says"),
    [
        ([], ("dmeo",), "did you mean 'demo'?"),
        (["--layout", "shet"], ("demo",), "did you mean 'sheet'?"),
        (["--lang", "xx"], ("demo",), "language 'xx'"),
        (["--paper", "leter"], ("demo",), "did you mean 'letter'?"),
        (["--palette", "gray"], ("demo",), "did you mean 'grey'?"),
        (["--skip", "demo-hagn"], ("demo",), "did you mean 'demo-hang'?"),
        (["--set", "demo-hagn.sets=2"], ("demo",), "did you mean 'demo-hang'?"),
        (["--set", "demo-hang.stes=2"], ("demo",), "did you mean 'sets'?"),
        (["--set", "demo-hang.sets=two"], ("demo",), "sets"),
        (["--clinic", "none.yaml"], ("demo",), "none.yaml"),
        (["--content", "nowhere"], ("demo",), "nowhere"),
        (["-o", "content/routines/demo/en.yaml"], ("demo",), "cannot write the file"),
        (["--lang", "../x"], ("demo",), "../x"),
        (["--patient", "\U0001f600"], ("demo",), "U+1F600"),
    ],
)
def test_a_problem_with_the_input_is_one_line_and_exits_with_1(run, args, names, says) -> None:
    result = run(*args, names=names)
    assert result.exit_code == 1
    told = [line for line in result.stderr.splitlines() if not line.endswith(": not built")]
    assert len(told) == 1
    assert says in told[0]
    assert "Traceback" not in result.output
    assert result.stdout == ""
    assert not list(Path().rglob("*.pdf"))
    assert parts(Path()) == []


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["build"], "name at least one routine"),
        (["build", "demo", "--set", "x"], "write SLUG.KEY=VALUE"),
        (["build", "demo", "--set", "x.y="], "write SLUG.KEY=VALUE"),
        (["build", "a", "b", "-o", "c.pdf"], "must be a folder"),
        (["build", "--nonsense"], "No such option"),
        (["biuld"], "did you mean 'build'?"),
    ],
)
def test_a_wrong_command_line_exits_with_2(args, says) -> None:
    result = CliRunner().invoke(cli.group, args, prog_name="handouts")
    assert result.exit_code == 2
    assert says in result.stderr


def test_broken_yaml_is_told_with_its_place(run) -> None:
    change(Path("content"), "exercises/demo-hang/en.yaml", "feel: in your arms.", "feel: [in your arms.")
    result = run()
    assert result.exit_code == 1
    assert "content/exercises/demo-hang/en.yaml:5:7: a square bracket is not closed" in result.stderr


def test_a_glyph_that_no_face_has_is_told_with_its_place(run) -> None:
    change(Path("content"), "exercises/demo-hang/en.yaml", "Hang {start} loosely", "Hang 漢 {start}")
    result = run()
    assert result.exit_code == 1
    assert (
        "content/exercises/demo-hang/en.yaml:4:3: steps.0: no font has U+6F22 (cjk unified ideograph-6f22)"
        in result.stderr
    )


def test_several_problems_are_told_at_once(run) -> None:
    change(Path("content"), "exercises/demo-hang/en.yaml", "feel: ", "feels: ")
    change(Path("content"), "exercises/demo-reach/exercise.yaml", "reps: 8-12", "reps: 12-8")
    result = run()
    told = result.stderr.splitlines()
    assert any("demo-hang/en.yaml:5:1: feels" in line for line in told)
    assert any("demo-reach/exercise.yaml" in line and "runs backwards" in line for line in told)


def test_escape_codes_in_content_do_not_reach_the_terminal(run) -> None:
    change(Path("content"), "exercises/demo-hang/exercise.yaml", "status: full", 'status: "\\e[31mfull"')
    result = run(names=("demo", "\x1b[31mred"))
    assert result.exit_code == 1
    assert "\x1b" not in result.stderr
    assert "\\x1b" in result.stderr


def test_a_failing_build_keeps_the_earlier_file(run) -> None:
    run()
    before = Path("build/demo.en.sheet.pdf").read_bytes()
    Path("content/exercises/demo-hang/start.svg").unlink()
    result = run("--force")
    assert result.exit_code == 1
    assert "content/exercises/demo-hang/start.svg: the picture is missing" in result.stderr
    assert Path("build/demo.en.sheet.pdf").read_bytes() == before
    assert parts(Path()) == []


def test_one_of_two_fails(run) -> None:
    result = run(names=("demo", "nonsense"))
    assert result.exit_code == 1
    assert result.stdout.startswith("build/demo.en.sheet.pdf: built")
    assert "build/nonsense.en.sheet.pdf: not built" in result.stderr


# ---------------------------------------------------------------- other processes
def test_the_same_bytes_in_every_process_zone_and_under_every_hash_seed(content, tmp_path) -> None:
    worlds = [
        {"PYTHONHASHSEED": "0"},
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Kolkata"},
        {"PYTHONHASHSEED": "4242", "TZ": "America/St_Johns", "LC_ALL": "C", "COLUMNS": "40"},
    ]

    def make(number: int) -> bytes:
        out = f"out-{number}"
        done = process(
            tmp_path,
            "build",
            "demo",
            "upper-back-relief",
            "--allow-expired",
            "--content",
            "content",
            "-o",
            out,
            **worlds[number],
        )
        assert (done.returncode, done.stderr) == (0, "")
        return b"".join(path.read_bytes() for path in sorted((tmp_path / out).glob("*.pdf")))

    with ThreadPoolExecutor(2) as pool:
        first, *others = pool.map(make, range(len(worlds)))
    assert len(first) > 20_000
    assert all(other == first for other in others)


def test_source_date_epoch_in_another_process(content, tmp_path) -> None:
    for out, zone in (("a", "UTC"), ("b", "Asia/Tokyo")):
        done = process(tmp_path, "build", "demo", "--content", "content", "-o", out, TZ=zone, SOURCE_DATE_EPOCH="86400")
        assert done.returncode == 0
    one, other = ((tmp_path / out / "demo.en.sheet.pdf").read_bytes() for out in "ab")
    assert one == other
    assert facts(one).info["CreationDate"] == "D:19700102000000Z"


def test_leaflets_exercises_and_languages(run, content) -> None:
    write_leaflet(content)
    change(content, "leaflets/demo-faq/leaflet.yaml", "review_by: 2027-11-01", "review_by: 2999-11-01")
    result = run(names=("demo-faq", "demo-reach", "demo"))
    assert sorted(path.name for path in Path("build").glob("*.pdf")) == [
        "demo-faq.en.leaflet.pdf",
        "demo-reach.en.sheet.pdf",
        "demo.en.sheet.pdf",
    ]
    assert result.exit_code == 0
    result = run("--lang", "en,xx", "--lang", "en", names=("demo-faq",))
    assert result.stdout.splitlines() == ["build/demo-faq.en.leaflet.pdf: unchanged"]
    assert "language 'xx'" in result.stderr
    assert run("--lang", "en,da", "-o", "one.pdf").exit_code == 2


def test_add_and_optional(run) -> None:
    assert run("--add", "cat-cow", "--set", "cat-cow.reps=3").exit_code == 0
    assert "Cat-cow" in read(Path("build/demo.en.sheet.pdf").read_bytes()).text()
    assert "did you mean 'cat-cow'?" in run("--add", "cat-caw").stderr


def test_everything_is_every_routine_and_leaflet(content, monkeypatch, tmp_path) -> None:
    from handouts.builder.files import Report

    asked = []
    monkeypatch.setattr(
        "handouts.batch.shared.build_shared", lambda jobs, *args, **more: asked.extend(jobs) or Report(())
    )
    result = CliRunner().invoke(cli.group, ["build", "--all", "--content", str(write_leaflet(content)), "--lang", "da"])
    assert result.exit_code == 0
    assert {"demo", "demo-faq", "upper-back-relief"} <= {job.name for job in asked}
    assert "demo-reach" not in {job.name for job in asked}
    assert {job.lang for job in asked} == {"da"}


def test_a_problem_in_another_process_has_no_traceback(content, tmp_path) -> None:
    done = process(tmp_path, "build", "dmeo", "--content", "content")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1] == "there is no routine, leaflet or exercise 'dmeo' (did you mean 'demo'?)"
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "build").exists()


def test_a_reader_that_leaves_early_is_no_problem(content, tmp_path) -> None:
    """As in `handouts build ... | head -0`."""
    ends = os.pipe()
    os.close(ends[0])
    try:
        done = subprocess.run(
            [sys.executable, "-m", "handouts", "build", "demo", "--content", "content"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(Path(cli.__file__).parents[2])},
            stdout=ends[1],
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    finally:
        os.close(ends[1])
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def test_an_encrypted_file_is_the_only_one_written(run) -> None:
    Path("secret").write_text("correct horse\n")
    refused = run("--patient", "Anna Example", "--encrypt-with", "secret")
    assert "chmod 600" in str(refused.exception or refused.stderr)
    assert not Path("build").exists()
    Path("secret").chmod(0o600)
    for _ in range(2):  # it is never taken for unchanged
        assert run("--encrypt-with", "secret").stdout == "build/demo.en.sheet.pdf: built, 2 pages\n"
    (made,) = Path("build").glob("*.pdf")
    reader = PdfReader(made)
    assert reader.is_encrypted
    assert reader.decrypt("correct horse") == PasswordType.USER_PASSWORD
    assert made.stat().st_mode & 0o777 == 0o600
    assert {path.name for path in Path("build").iterdir()} <= {made.name, ".handouts.json"}


def test_the_file_for_the_printer_lies_beside_the_one_to_read(run) -> None:
    result = run("--layout", "booklet", "--print-file")
    read_file, print_file = Path("build/demo.en.booklet.pdf"), Path("build/demo.en.booklet.print.pdf")
    assert [line.split(":")[0] for line in result.stdout.splitlines()] == [str(read_file), str(print_file)]
    pages, faces = facts(read_file.read_bytes()), facts(print_file.read_bytes())
    assert {tuple(map(round, page.media[2:])) for page in pages.pages} == {(420, 595)}
    assert {tuple(map(round, page.media[2:])) for page in faces.pages} == {(842, 595)}
    assert len(faces.pages) == -(-len(pages.pages) // 4) * 2
    assert (pages.tagged, faces.tagged) == (True, False)
    assert "unchanged" in run("--layout", "booklet", "--print-file").stdout
    print_file.unlink()
    assert run("--layout", "booklet", "--print-file").stdout.splitlines()[1].startswith(f"{print_file}: built")


@pytest.mark.parametrize(("layout", "edge"), [("trifold", "Short"), ("cards", "Long")])
def test_sheets_that_are_folded_or_cut_are_tagged_and_printed_as_they_are(run, layout: str, edge: str) -> None:
    run("--layout", layout, "--print-file")
    files = [Path(f"build/demo.en.{layout}{extra}.pdf").read_bytes() for extra in ("", ".print")]
    assert files[0] == files[1]
    assert facts(files[0]).tagged
    assert PdfReader(Path(f"build/demo.en.{layout}.pdf")).root_object["/ViewerPreferences"] == {
        "/DisplayDocTitle": True,
        "/PrintScaling": "/None",
        "/Duplex": f"/DuplexFlip{edge}Edge",
    }


def test_two_files_need_a_folder(run) -> None:
    result = run("--print-file", "-o", "mine.pdf")
    assert result.exit_code == 2
    assert "must be a folder" in result.stderr


def test_what_people_write_in_capitals(run) -> None:
    result = run("--paper", "A4", "--lang", "EN", "--layout", "Log", "-o", "Bo.PDF")
    assert result.stdout == "Bo.PDF: built, 1 page\n"
    assert Path("Bo.PDF").is_file()


def test_a_name_that_nothing_is_like(run) -> None:
    result = run(names=("zzzz", "neck"))
    assert "'zzzz' ('handouts list' shows them all)" in result.stderr
    assert "'neck' (one of: neck-and-shoulder-add-on, neck-" in result.stderr


def test_a_clinic_speaks_its_language(run) -> None:
    Path("clinic.yaml").write_text("name: Klinik\nlanguages: [da, en]\n")
    assert run(names=("cat-cow",)).stdout.startswith("build/cat-cow.da.sheet.pdf: built")
    assert run("--lang", "en", names=("cat-cow",)).stdout.startswith("build/cat-cow.en.sheet.pdf: built")
    assert "'da'" in run().stderr  # the demo is in English only


def test_a_chart_note_lies_beside_the_sheet(run) -> None:
    for _ in range(2):
        assert run("--chart-note").exit_code == 0
        note = Path("build/demo.en.sheet.txt")
        assert note.read_text().startswith("Given ")
        assert note.stat().st_mode & 0o777 == 0o600
        note.unlink()
    run("--chart-note", "--skip", "demo-hagn")
    assert not note.exists()


def test_several_layouts_and_processes(run, content) -> None:
    result = run("--layout", "sheet,log", "--palette", "grey", "--jobs", "2")
    told = [line.partition(":")[0] for line in result.stdout.splitlines()]
    assert told == ["build/demo.en.sheet.grey.pdf", "build/demo.en.log.grey.pdf"]
    names = ("demo-reach", "demo-hang", "demo")
    again = run("--layout", "sheet,log,grid,large-print", "--lang", "en,en", "--jobs", "2", names=names)
    assert again.exit_code == 0
    assert len(again.stdout.splitlines()) == len(names) * 4


def test_all_in_the_layouts_that_are_for_them(content, monkeypatch) -> None:
    folders = Folders(content=(write_leaflet(content),))

    def jobs(layout: str, *names: str) -> set[tuple[str, str]]:
        made = Asked(names, True, ("en",), Job("", layout=layout)).jobs(folders)
        found = {(job.name, job.layout) for job in made}
        assert len(found) == len(made)
        return {key for key in found if key[0].startswith("demo")}

    assert jobs("") == {("demo", ""), ("demo-faq", "")}
    assert jobs("quick") == {("demo", "quick")}
    assert jobs("leaflet") == {("demo-faq", "leaflet")}
    assert jobs("quick,leaflet,booklet") == {
        ("demo", "quick"), ("demo", "booklet"), ("demo-faq", "leaflet"), ("demo-faq", "booklet"),
    }  # fmt: skip
    assert ("demo-faq", "quick") in jobs("quick", "demo-faq")
    with pytest.raises(ProblemError, match="did you mean 'quick'"):
        jobs("qiuck")
