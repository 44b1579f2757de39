from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
import os
import stat
import subprocess
import sys

import pytest

from handouts.builder import Job, Report, Result, Works, build
from handouts.inspect.facts import facts
from handouts.inspect.reading import read
from handouts.problems import Problem
from handouts.record import NAME
from tests.checks import verdict
from tests.content import ROUTINE, ROUTINE_WORDS, TODAY, change, put
from tests.library.logos import SIGN
from tests.readback import expected_lines

DEMO = Job("demo")
IRELAND = """\
country: IE
emergency: {number: "999", signs: [rf-chest]}
urgent: {signs: [rf-fever]}
source: made up
checked: 2026-11-21
official: false
"""


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


@pytest.fixture
def run(content, out):
    """Builds jobs, the demo when none is named, and gives the report."""

    def run(*jobs: Job, **more) -> Report:
        return build(jobs or [DEMO], **{"output": out, "content": [content], "today": TODAY, **more})

    return run


def states(report: Report) -> list[str]:
    return [result.status for result in report.results]


def names(folder) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def lines(path) -> list[str]:
    return read(path.read_bytes()).lines()


@pytest.mark.parametrize(
    ("job", "name"),
    [
        (Job("demo"), "demo.en.sheet.pdf"),
        (Job("demo", paper="letter"), "demo.en.sheet.letter.pdf"),
        (Job("demo", palette="grey"), "demo.en.sheet.grey.pdf"),
        (Job("demo", paper="a4", palette="colour"), "demo.en.sheet.pdf"),
        (Job("demo", lang="da", paper="letter", palette="line"), "demo.da.sheet.letter.line.pdf"),
        (Job("demo", patient="Anna Example", note="Mind the step", next_visit="Monday"), "demo.en.sheet.pdf"),
        (Job("demo", paper="letter", blank=True, sticker=True), "demo.en.sheet.letter.blank.sticker.pdf"),
    ],
)
def test_names_of_files(job: Job, name: str) -> None:
    assert job.file_name() == name


def test_a_file_is_built_in_the_folder(run, out) -> None:
    report = run()
    (result,) = report.results
    digest = hashlib.sha256((out / "demo.en.sheet.pdf").read_bytes()).hexdigest()
    assert result == Result(out / "demo.en.sheet.pdf", "built", result.pages, version="1.3", sha256=digest)
    assert states(report) == ["built"]
    assert report.exit_code == 0
    assert report.problems == ()
    assert names(out) == [NAME, "demo.en.sheet.pdf"]
    assert len(facts((out / "demo.en.sheet.pdf").read_bytes()).pages) == report.results[0].pages


def test_a_file_may_be_named(run, tmp_path) -> None:
    report = run(output=tmp_path / "deep" / "mine.pdf")
    assert states(report) == ["built"]
    assert (tmp_path / "deep" / "mine.pdf").read_bytes().startswith(b"%PDF")
    with pytest.raises(ValueError, match="need a folder"):
        run(DEMO, Job("demo", palette="grey"), output=tmp_path / "mine.pdf")


def test_unchanged_is_not_built_again(run, out) -> None:
    run()
    before = (out / "demo.en.sheet.pdf").stat()
    assert states(run()) == ["unchanged"]
    assert (out / "demo.en.sheet.pdf").stat() == before
    assert states(run(force=True)) == ["built"]
    assert states(run()) == ["unchanged"]


def test_nothing_heavy_is_imported_to_see_that_nothing_changed(content, out) -> None:
    code = f"""
import sys, datetime
from pathlib import Path
from handouts.builder import Job, build
report = build([Job("demo")], Path({str(out)!r}), [Path({str(content)!r})], today=datetime.date(2026, 11, 21))
print(report.results[0].status, *sorted({{"pydantic", "uharfbuzz", "yaml", "pypdf", "numpy"}} & set(sys.modules)))
"""
    said = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert said == ["built pydantic uharfbuzz yaml\n", "unchanged\n"]


def touch(path, seconds: float = 7) -> None:
    now = path.stat()
    os.utime(path, (now.st_atime, now.st_mtime + seconds))


def test_touched_input_is_not_built_again(run, content) -> None:
    run()
    for path in content.rglob("*.*"):
        touch(path)
    assert states(run()) == ["unchanged"]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("routines/demo/en.yaml", "Demo routine", "Demo Routine"),
        ("exercises/demo-hang/exercise.yaml", "hold: 30", "hold: 40"),
        ("exercises/demo-hang/start.svg", "#1f6f78", "#1f6f79"),
    ],
)
def test_changed_input_is_built_again(run, content, out, name, old, new) -> None:
    run()
    before = (out / "demo.en.sheet.pdf").read_bytes()
    touch(change(content, name, old, new))
    assert states(run()) == ["built"]
    assert (out / "demo.en.sheet.pdf").read_bytes() != before
    assert states(run()) == ["unchanged"]


def test_only_what_shows_a_changed_file_is_built_again(run, content) -> None:
    """Two sheets share the library in one process, yet each remembers its own files only."""
    put(
        content,
        "routines/other/routine.yaml",
        ROUTINE.replace("- {exercise: demo-hang, dose: {sets: 2}, basis: [house]}\n", ""),
    )
    put(content, "routines/other/en.yaml", ROUTINE_WORDS)
    jobs = [DEMO, Job("other"), Job("demo", layout="log"), Job("other", layout="log")]
    assert states(run(*jobs)) == ["built"] * 4
    change(content, "exercises/demo-hang/en.yaml", "Demo hang", "Other hang")
    assert states(run(*jobs)) == ["built", "unchanged", "built", "unchanged"]
    change(content, "exercises/demo-reach/en.yaml", "Demo reach", "Other reach")
    assert states(run(*jobs)) == ["built"] * 4


def test_a_file_that_is_not_used_changes_nothing(run, content) -> None:
    run()
    put(content, "exercises/other/en.yaml", "x: y")
    put(content, "exercises/demo-hang/da.yaml", "x: y")
    assert states(run()) == ["unchanged"]


@pytest.mark.parametrize("name", ["phrases/en.yaml", "sources.yaml", "safety/gb.yaml"])
def test_a_file_that_appears_in_an_overlay_builds_again(run, content, name) -> None:
    from handouts.library.layers import builtin

    run()
    words = (builtin("content") / name).read_text("utf-8")
    put(content, name, words)
    assert states(run()) == ["built"]
    (content / name).unlink()
    assert states(run()) == ["built"]


def test_a_layout_that_appears_in_an_overlay_builds_again(run, tmp_path, out) -> None:
    from handouts.library.layers import builtin

    mine = tmp_path / "layouts"
    mine.mkdir()
    run(layouts=[mine])
    assert states(run(layouts=[mine])) == ["unchanged"]
    words = (builtin("layouts") / "sheet.yaml").read_text("utf-8")
    put(mine, "sheet.yaml", words.replace("size: 26pt", "size: 30pt"))
    assert states(run(layouts=[mine])) == ["built"]
    assert max(max(page.body) for page in facts((out / "demo.en.sheet.pdf").read_bytes()).pages) == 30


@pytest.mark.parametrize(
    "other",
    [
        {"changes": {"demo-hang": {"hold": "9"}}},
        {"skip": ("demo-hang",)},
        {"country": "IE"},
        {"allow_expired": True},
    ],
)
def test_another_job_of_the_same_name_is_built(run, content, other) -> None:
    if other.get("country"):
        put(content, "safety/ie.yaml", IRELAND)
    run()
    job = dataclasses.replace(DEMO, **other)
    assert states(run(job)) == ["built"]
    assert states(run(job)) == ["unchanged"]
    assert states(run()) == ["built"]


def test_a_lost_or_foreign_output_is_built_again(run, out) -> None:
    run()
    (out / "demo.en.sheet.pdf").unlink()
    assert states(run()) == ["built"]
    (out / "demo.en.sheet.pdf").write_bytes(b"theirs")
    assert states(run()) == ["built"]


# ---------------------------------------------------------------- patients
PERSONAL = [
    dataclasses.replace(DEMO, patient="Anna Example"),
    dataclasses.replace(DEMO, note="Mind the step, Anna Example"),
    dataclasses.replace(DEMO, next_visit="Anna Example, Monday"),
]


@pytest.mark.parametrize("job", PERSONAL, ids=["patient", "note", "next"])
def test_a_personal_sheet_is_never_recorded_and_for_its_owner_only(run, out, job) -> None:
    for _ in range(2):  # and built each time
        assert states(run(job)) == ["built"]
    path = out / "demo.en.sheet.pdf"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "Anna Example" in "\n".join(lines(path))
    assert names(out) == [path.name]


@pytest.mark.parametrize("job", PERSONAL, ids=["patient", "note", "next"])
def test_a_personal_sheet_is_not_taken_for_the_plain_one(run, out, job) -> None:
    path = out / "demo.en.sheet.pdf"
    run()
    run(job)
    assert json.loads((out / NAME).read_text("utf-8")) == {"files": {}}
    assert states(run()) == ["built"]
    assert "Anna" not in "\n".join(lines(path))
    assert stat.S_IMODE(path.stat().st_mode) != 0o600


def test_a_patient_is_printed_and_nowhere_else(run, out) -> None:
    run(PERSONAL[0])
    data = (out / "demo.en.sheet.pdf").read_bytes()
    found = facts(data)
    assert lines(out / "demo.en.sheet.pdf").count("Name Anna Example") == 1
    assert "Anna" not in repr(found.info) + str(found.title)
    assert b"Anna" not in data


# ---------------------------------------------------------------- failures
def test_one_failure_does_not_stop_the_rest(run, out) -> None:
    report = run(DEMO, Job("demo-x"), Job("demo", palette="grey"))
    assert states(report) == ["built", "failed", "built"]
    assert report.exit_code == 1
    assert names(out) == [NAME, "demo.en.sheet.grey.pdf", "demo.en.sheet.pdf"]
    assert [str(p) for p in report.problems] == [
        "there is no routine, leaflet or exercise 'demo-x' (did you mean 'demo'?)"
    ]


def test_a_problem_of_several_jobs_is_said_once(run, content) -> None:
    change(content, "routines/demo/routine.yaml", "weeks: 4", "weeks: 444")
    report = run(DEMO, Job("demo", palette="grey"))
    assert states(report) == ["failed", "failed"]
    assert len(report.problems) == 1


FAILURES = [
    ("routines/demo/routine.yaml", "weeks: 4", "weeks: four"),
    ("exercises/demo-hang/en.yaml", "feel: in your arms.", "feel: [in your arms."),
    ("exercises/demo-hang/en.yaml", "Hang {start} loosely.", "Hang 漢 loosely."),
    ("exercises/demo-hang/start.svg", "<path", "<pfad"),
]


@pytest.mark.parametrize(("name", "old", "new"), FAILURES)
def test_a_failing_build_keeps_the_earlier_file_byte_for_byte(run, content, out, name, old, new) -> None:
    run()
    before = (out / "demo.en.sheet.pdf").read_bytes()
    change(content, name, old, new)
    for force in (False, True):
        report = run(force=force)
        assert states(report) == ["failed"]
        assert report.exit_code == 1
        assert report.problems
    assert (out / "demo.en.sheet.pdf").read_bytes() == before
    assert names(out) == [NAME, "demo.en.sheet.pdf"]
    change(content, name, new, old)
    assert states(run()) in (["built"], ["unchanged"])


def test_a_failed_first_build_leaves_no_file(run, content, out) -> None:
    change(content, *FAILURES[0])
    run()
    assert not out.exists()


def problem(report: Report) -> Problem:
    assert states(report) == ["failed"]
    (found,) = report.problems
    return found


def test_a_missing_glyph_is_told_with_its_place(run, content) -> None:
    path = change(content, "exercises/demo-hang/en.yaml", "- Hang {start} loosely.", '- "Hang 漢 {start}"')
    found = problem(run())
    assert (found.path, found.line, found.column, found.field) == (str(path), 4, 3, "steps.0")
    assert "U+6F22" in found.message
    found = problem(run(Job("demo", patient="漢", skip=("demo-hang",))))
    assert found.path in ("", str(path))


def test_a_missing_glyph_in_a_patients_name(run) -> None:
    found = problem(run(Job("demo", patient="A \U0001f600")))
    assert (found.path, found.field) == ("", "--patient")
    assert "U+1F600" in found.message


def test_a_block_taller_than_a_page_is_told_with_its_file(run, content) -> None:
    steps = "".join(f"\n- {'Hang on and on. ' * 37}" for _ in range(6))
    change(content, "exercises/demo-hang/en.yaml", "- Hang {start} loosely.", "- Hang {start} loosely." + steps)
    found = problem(run())
    assert found.path.endswith("exercises/demo-hang/en.yaml")
    assert "cm tall" in found.message
    assert found.hint


def test_a_missing_picture_is_told(run, content) -> None:
    (content / "exercises/demo-hang/start.svg").unlink()
    found = problem(run())
    assert found.path.endswith("exercises/demo-hang/start.svg")
    assert "missing" in found.message
    assert "handouts draw" in found.hint


def test_broken_yaml_is_told_with_its_place(run, content) -> None:
    path = change(content, "exercises/demo-hang/en.yaml", "feel: in your arms.", 'feel: "in your arms.')
    found = problem(run())
    assert (found.path, found.line) == (str(path), 5)
    assert found.column == 7


@pytest.mark.parametrize(
    ("job", "says"),
    [
        (Job("dmeo"), "there is no routine, leaflet or exercise 'dmeo' (did you mean 'demo'?)"),
        (Job("demo", layout="shet"), "there is no layout 'shet' (did you mean 'sheet'?)"),
        (Job("demo", paper="leter"), "there is no paper 'leter' (did you mean 'letter'?)"),
        (Job("demo", palette="gray"), "there is no palette 'gray' (did you mean 'grey'?)"),
        (Job("demo", lang="xx"), "there is no language 'xx'"),
        (Job("demo", country="XX"), "there is no safety file for the country 'xx'"),
        (Job("demo", skip=("demo-hagn",)), "--skip: 'demo-hagn' is not in demo (did you mean 'demo-hang'?)"),
        (Job("demo", changes={"demo-hang": {"hodl": "3"}}), "hodl: is not a known key (did you mean 'hold'?)"),
        (Job("demo", changes={"demo-hang": {"hold": "9999"}}), "--set demo-hang"),
        (Job("../../etc/passwd"), "there is no routine, leaflet or exercise '../../etc/passwd'"),
        (Job("demo", layout="../sheet"), "there is no layout '../sheet'"),
    ],
)
def test_an_unknown_name_is_told_with_a_suggestion(run, out, job, says) -> None:
    found = problem(run(job))
    assert says in str(found)
    assert "\n" not in str(found)
    assert not list(out.parent.rglob(".handouts*"))
    assert not out.exists()


def test_a_folder_that_is_not_there(run, tmp_path) -> None:
    found = problem(run(content=[tmp_path / "nowhere"]))
    assert "there is no such folder" in found.message


def test_a_place_that_cannot_be_written(run, tmp_path) -> None:
    (tmp_path / "file").write_text("x")
    found = problem(run(output=tmp_path / "file"))
    assert "cannot write the file" in found.message


def test_expired_content(run, content, out) -> None:
    late = datetime.date(2027, 11, 2)
    assert "has passed" in problem(run(today=late)).message
    assert states(run(dataclasses.replace(DEMO, allow_expired=True), today=late)) == ["built"]
    assert any("1 November 2027" in line for line in lines(out / "demo.en.sheet.pdf"))


def test_a_sheet_that_expires_is_not_unchanged(run) -> None:
    run()
    assert states(run(today=datetime.date(2027, 11, 2))) == ["failed"]


def test_markup_in_fields_is_text(run, content, out) -> None:
    odd = '<b>Hang</b> & <img src=x> <font color="red">'
    change(content, "exercises/demo-hang/en.yaml", "name: Demo hang", f"name: '{odd}'")
    change(content, "routines/demo/en.yaml", "title: Demo routine", f"title: '{odd}'")
    run(Job("demo", patient="<i>A</i> {n}", note="{x} &lt;"))
    found = lines(out / "demo.en.sheet.pdf")
    assert f"2 {odd}" in found
    assert found[0] == odd
    assert "Name <i>A</i> {n}" in found
    assert "Note from your clinician: {x} &lt;" in found
    assert facts((out / "demo.en.sheet.pdf").read_bytes()).title == odd


# ---------------------------------------------------------------- clinic
def test_a_clinic_chooses_paper_accent_and_country(run, content, tmp_path, out) -> None:
    clinic = put(tmp_path, "clinic.yaml", 'name: Clinic One\npaper: letter\naccent: "#ff0000"\n')
    assert states(run(clinic=clinic)) == ["built"]
    found = facts((out / "demo.en.sheet.pdf").read_bytes())
    assert found.pages[0].media[2:] == (612, 792)
    assert found.info["Author"] == "Clinic One"
    put(tmp_path, "clinic.yaml", "name: Clinic Two\n")
    assert states(run(clinic=clinic)) == ["built"]
    assert states(run(clinic=clinic)) == ["unchanged"]
    assert states(run()) == ["built"]
    assert states(run(Job("demo", paper="a4"), clinic=clinic)) == ["built"]


def test_another_logo_is_another_sheet(run, tmp_path) -> None:
    clinic = put(tmp_path, "clinic.yaml", "name: Clinic\nlogo: logo.svg\n")
    assert "there is no file 'logo.svg'" in str(problem(run(clinic=clinic)))
    put(tmp_path, "logo.svg", SIGN.decode())
    assert states(run(clinic=clinic)) == ["built"]
    assert states(run(clinic=clinic)) == ["unchanged"]
    put(tmp_path, "logo.svg", SIGN.decode().replace("#0b5a6b", "#5a0b6b"))
    assert states(run(clinic=clinic)) == ["built"]


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_a_sheet_for_the_pen_keeps_the_standards(content, lang: str) -> None:
    job = Job("demo", lang=lang, fallback=True, blank=True, sticker=True)
    works = Works([content], [], None, TODAY)
    (data, _), (document, _) = works.make(job), works.pages(job)
    assert verdict(data) == []
    found = read(data)
    assert found.lines() == expected_lines(document)
    assert found.faults == ()
    assert works.make(job)[0] == data


def test_a_bad_clinic_file_is_told(run, tmp_path) -> None:
    clinic = put(tmp_path, "clinic.yaml", "name: One\nacent: '#ff0000'\n")
    found = problem(run(clinic=clinic))
    assert (found.path, found.line) == (str(clinic), 2)
    assert "accent" in found.hint
    assert "no such file" in str(problem(run(clinic=tmp_path / "none.yaml")))


# ---------------------------------------------------------------- the date of a file
def test_another_source_date_epoch_is_built(run, monkeypatch) -> None:
    run()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert states(run()) == ["built"]
    assert states(run()) == ["unchanged"]


@pytest.mark.parametrize("epoch", ["9" * 12, "9" * 30, "9" * 5000])
def test_a_source_date_epoch_out_of_range_is_a_problem(run, monkeypatch, epoch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert "SOURCE_DATE_EPOCH" in problem(run()).message
