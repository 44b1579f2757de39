"""Names as a practice meets them: whatever can be printed is printed, everything else is told with its place."""

from __future__ import annotations

import dataclasses
import shutil

import pytest
from click.testing import CliRunner

from handouts import cli
from handouts.builder.files import Report, build
from handouts.builder.job import Job
from handouts.inspect.reading import read
from handouts.layout import fallback, installed
from handouts.problems import Origin, Problem
from handouts.record import NAME
from tests.checks import verdict
from tests.content import TODAY, change
from tests.fonts import CHINESE, JAPANESE, NAMES

ROW = Origin("list.csv", 12, table=True)


@pytest.fixture
def run(content, tmp_path):
    """Builds a job of the demo and gives the report."""

    def run(job: Job, **more) -> Report:
        return build([job], tmp_path / "out.pdf", [content], today=TODAY, **more)

    return run


@pytest.fixture(autouse=True)
def no_fonts_of_this_computer(monkeypatch):
    """What else is installed here must not matter."""
    monkeypatch.setattr(installed, "_files", lambda: ())


def problem(report: Report) -> Problem:
    (found,) = report.problems
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_printed_as_it_is_written(run, name) -> None:
    said = NAMES[name]
    report = run(Job("demo", patient=said, clinician=said, note=said, fonts=(CHINESE,)))
    assert report.problems == ()
    data = report.results[0].path.read_bytes()
    printed = "Zoë Nguyễn" if name == "decomposed" else said
    lines = read(data).lines()
    assert {f"Name {printed}", f"Clinician {printed}", f"Note from your clinician: {printed}"} <= set(lines)
    assert verdict(data) == []


def test_a_sheet_with_names_of_both_directions_in_other_layouts(run) -> None:
    name = f"{NAMES['both directions']} {NAMES['Chinese']}"
    for layout in ("grid", "large-print", "booklet"):
        report = run(Job("demo", layout=layout, patient=name, fonts=(CHINESE,)))
        assert report.problems == (), layout
        assert f"Name {name}" in read(report.results[0].path.read_bytes()).lines()


def test_a_character_no_font_has_is_told_where_it_was_asked_for(run) -> None:
    for field, option, column in (
        ("patient", "--patient", "name"),
        ("clinician", "--clinician", "clinician"),
        ("note", "--note", "note"),
        ("next_visit", "--next", "next_appointment"),
    ):
        job = dataclasses.replace(Job("demo"), **{field: "Ann 漢"})
        assert str(problem(run(job))).startswith(f"{option}: no font has U+6F22 (cjk unified ideograph-6f22) (")
        found = problem(run(dataclasses.replace(job, origin=ROW)))
        assert (found.path, found.line, found.field) == ("list.csv", 12, column)
        assert "--font" in found.hint


def test_a_character_in_a_dose_is_told_with_its_exercise(run) -> None:
    job = Job("demo", changes={"demo-hang": {"load": "2 漢"}})
    assert problem(run(job)).field == "--set"
    assert problem(run(dataclasses.replace(job, origin=ROW))).field == "demo-hang.load"


def test_an_emoji_is_a_problem_that_names_it(run) -> None:
    assert "U+1F600 (grinning face)" in problem(run(Job("demo", patient="Ann 😀"))).message


def test_what_could_disguise_the_sheet_is_refused_with_its_column(run) -> None:
    found = problem(run(Job("demo", patient="Ann\u202e", origin=ROW)))
    assert (found.path, found.line, found.field) == ("list.csv", 12, "name")
    assert "U+202E" in found.message


def test_names_are_not_in_problems(run) -> None:
    for job in (Job("demo", patient="Zyrianna 漢"), Job("demo", patient="Zyrianna \u202e")):
        assert "Zyrianna" not in str(run(job).problems)


def test_a_character_in_the_content_is_told_with_its_line(run, content) -> None:
    path = change(content, "exercises/demo-hang/en.yaml", "- Hang {start} loosely.", '- "Hang 漢 {start}"')
    found = problem(run(Job("demo", patient="محمد")))
    assert (found.path, found.line, found.column) == (str(path), 4, 3)


# Fonts that are named


def test_a_font_that_is_missing_or_none_is_one_line(run, tmp_path) -> None:
    missing = problem(run(Job("demo", fonts=(str(tmp_path / "no.ttf"),))))
    assert str(missing) == f"{tmp_path}/no.ttf: there is no such file"
    words = tmp_path / "words.ttf"
    words.write_text("not a font")
    found = problem(run(Job("demo", patient="王", fonts=(str(words),))))
    assert (found.path, found.message) == (str(words), "is not a font with outlines")


@pytest.fixture
def clinic(tmp_path):
    """A clinic with a Chinese name that brings its font."""
    shutil.copy(CHINESE, tmp_path / "chinese.ttf")
    path = tmp_path / "clinic.yaml"
    path.write_text("name: 王小明\nfonts: [chinese.ttf]\n", "utf-8")
    return path


def test_a_clinic_brings_fonts(run, clinic) -> None:
    report = run(Job("demo", patient="李娜 田中", fonts=(JAPANESE,)), clinic=clinic)
    assert report.problems == ()
    lines = read(report.results[0].path.read_bytes()).lines()
    assert {"王小明", "Name 李娜 田中"} <= set(lines)


def test_a_font_of_a_clinic_that_is_missing_is_told_with_its_place(run, clinic) -> None:
    (clinic.parent / "chinese.ttf").unlink()
    found = problem(run(Job("demo"), clinic=clinic))
    assert (found.path, found.line, found.column, found.field) == (str(clinic), 2, 9, "fonts")
    assert found.message == "there is no file 'chinese.ttf'"


def test_a_changed_font_makes_the_sheet_again(content, clinic, tmp_path) -> None:
    def states() -> list[str]:
        return [r.status for r in build([Job("demo")], tmp_path / "out", [content], (), clinic, today=TODAY).results]

    assert [states(), states()] == [["built"], ["unchanged"]]
    assert (tmp_path / "out" / NAME).exists()
    with (clinic.parent / "chinese.ttf").open("ab") as file:
        file.write(b"\0")
    assert states() == ["built"]


def test_the_command_takes_fonts(content, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    change(content, "routines/demo/routine.yaml", "review_by: 2027-11-01", "review_by: 2999-11-01")
    asked = ["build", "demo", "--content", str(content), "--patient", "王 田", "-o", "a.pdf"]
    failed = CliRunner().invoke(cli.group, asked)
    assert failed.exit_code == 1
    assert failed.stderr.splitlines()[1].startswith("--patient: no font has U+738B (cjk unified ideograph-738b)")
    done = CliRunner().invoke(cli.group, [*asked, "--font", CHINESE, "--font", JAPANESE])
    assert done.exit_code == 0, done.stderr
    assert "Name 王 田" in read((tmp_path / "a.pdf").read_bytes()).lines()


# The way out


def test_the_way_out_is_a_font_of_this_computer(monkeypatch, tmp_path) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"\0\1\0\0")
    monkeypatch.setattr(
        installed, "_files", lambda: (tmp_path / "broken.ttf", *map(type(tmp_path), (CHINESE, JAPANESE)))
    )
    assert installed.way_out("王") == f"add --font {CHINESE}, or write it in another way"
    assert installed.way_out("田") == f"add --font {JAPANESE}, or write it in another way"
    assert installed.way_out("漢") == "give a font that has it with --font FILE.ttf, or write it in another way"


def test_the_way_out_is_the_extra_where_it_would_help(monkeypatch) -> None:
    monkeypatch.setattr(installed, "bundled", lambda: b"")
    for letter in "مशთשม":
        assert installed.way_out(letter).startswith("pip install 'handouts[fonts]'")
    assert not installed.way_out("漢").startswith("pip")


def test_fonts_are_looked_for_with_the_plainest_first(monkeypatch, tmp_path) -> None:
    for name in ("a/Loud-Black.ttf", "NotoSans-Regular.ttf", "b/Other.otf", "c/d/Some.ttc", "e/notes.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    monkeypatch.undo()
    monkeypatch.setattr(installed, "_FOLDERS", (str(tmp_path), str(tmp_path / "not there")))
    installed._files.cache_clear()
    try:
        assert [path.name for path in installed._files()] == [
            "NotoSans-Regular.ttf", "Some.ttc", "Other.otf", "Loud-Black.ttf",
        ]  # fmt: skip
    finally:
        installed._files.cache_clear()


def test_the_bundled_font_is_there_for_the_tests() -> None:
    assert len(fallback.bundled()) > 500_000
