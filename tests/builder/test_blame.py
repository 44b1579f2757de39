from __future__ import annotations

import pytest

from handouts.builder.job import Job
from tests.builder.reports import DEMO, problem, states
from tests.content import change, put


def test_a_problem_of_several_jobs_is_said_once(run, content) -> None:
    change(content, "routines/demo/routine.yaml", "weeks: 4", "weeks: 444")
    report = run(DEMO, Job("demo", palette="grey"))
    assert states(report) == ["failed", "failed"]
    assert len(report.problems) == 1


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


def test_a_bad_clinic_file_is_told(run, tmp_path) -> None:
    clinic = put(tmp_path, "clinic.yaml", "name: One\nacent: '#ff0000'\n")
    found = problem(run(clinic=clinic))
    assert (found.path, found.line) == (str(clinic), 2)
    assert "accent" in found.hint
    assert "no such file" in str(problem(run(clinic=tmp_path / "none.yaml")))


@pytest.mark.parametrize("epoch", ["9" * 12, "9" * 30, "9" * 5000])
def test_a_source_date_epoch_out_of_range_is_a_problem(run, monkeypatch, epoch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert "SOURCE_DATE_EPOCH" in problem(run()).message
