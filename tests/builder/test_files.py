from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
import stat
import subprocess
import sys

import pytest

from handouts.builder.files import Result
from handouts.builder.job import Job
from handouts.inspect.facts import facts
from handouts.record import NAME
from tests.builder.reports import DEMO, lines, names, problem, states, touch
from tests.content import ROUTINE, ROUTINE_WORDS, change, put

IRELAND = """\
country: IE
emergency: {number: "999", signs: [rf-chest]}
urgent: {signs: [rf-fever]}
source: made up
checked: 2026-11-21
official: false
"""
PERSONAL = [
    dataclasses.replace(DEMO, patient="Anna Example"),
    dataclasses.replace(DEMO, note="Mind the step, Anna Example"),
    dataclasses.replace(DEMO, next_visit="Anna Example, Monday"),
]
FAILURES = [
    ("routines/demo/routine.yaml", "weeks: 4", "weeks: four"),
    ("exercises/demo-hang/en.yaml", "feel: in your arms.", "feel: [in your arms."),
    ("exercises/demo-hang/en.yaml", "Hang {start} loosely.", "Hang 漢 loosely."),
    ("exercises/demo-hang/start.svg", "<path", "<pfad"),
]


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
from handouts.builder.files import build
from handouts.builder.job import Job
report = build([Job("demo")], Path({str(out)!r}), [Path({str(content)!r})], today=datetime.date(2026, 11, 21))
print(report.results[0].status, *sorted({{"pydantic", "uharfbuzz", "yaml", "pypdf", "numpy"}} & set(sys.modules)))
"""
    said = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert said == ["built pydantic uharfbuzz yaml\n", "unchanged\n"]


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


def test_one_failure_does_not_stop_the_rest(run, out) -> None:
    report = run(DEMO, Job("demo-x"), Job("demo", palette="grey"))
    assert states(report) == ["built", "failed", "built"]
    assert report.exit_code == 1
    assert names(out) == [NAME, "demo.en.sheet.grey.pdf", "demo.en.sheet.pdf"]
    assert [str(p) for p in report.problems] == [
        "there is no routine, leaflet or exercise 'demo-x' (did you mean 'demo'?)"
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


def test_a_place_that_cannot_be_written(run, tmp_path) -> None:
    (tmp_path / "file").write_text("x")
    found = problem(run(output=tmp_path / "file"))
    assert "cannot write the file" in found.message


def test_a_sheet_that_expires_is_not_unchanged(run) -> None:
    run()
    assert states(run(today=datetime.date(2027, 11, 2))) == ["failed"]


def test_another_source_date_epoch_is_built(run, monkeypatch) -> None:
    run()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert states(run()) == ["built"]
    assert states(run()) == ["unchanged"]
