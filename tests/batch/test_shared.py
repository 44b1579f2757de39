from __future__ import annotations

import csv
import hashlib
import json

import pytest

from handouts.batch import shared
from handouts.batch.shared import SOME, Wish, build_shared
from handouts.builder.files import build
from handouts.builder.job import Job
from handouts.record import NAME
from tests.batch.hurt import stillborn
from tests.content import TODAY, change

JOBS = [
    Job("demo", layout=layout, palette=palette, paper=paper)
    for layout in ("sheet", "log", "dmeo")
    for palette in ("colour", "grey")
    for paper in ("a4", "letter")
]


@pytest.fixture
def run(small):
    def run(jobs=JOBS, most: int = 2, **more):
        return build_shared(jobs, Wish(small.out, (small.content,), today=TODAY, **more), most)

    return run


def states(report) -> list[str]:
    return [result.status for result in report.results]


def files(small) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(small.out.glob("*.pdf"))}


def entries(small) -> dict:
    found = json.loads((small.out / NAME).read_text())["files"]
    return {name: {**entry, "output": None} for name, entry in found.items()}


def test_two_processes_make_the_same_files_and_record_as_one(small, run) -> None:
    assert len(JOBS) == 2 * SOME
    alone = build(JOBS, small.out, [small.content], today=TODAY)
    wanted, noted = files(small), entries(small)
    for path in small.out.iterdir():
        path.unlink()
    report = run()
    assert report == alone
    assert states(report) == ["built"] * 8 + ["failed"] * 4
    assert files(small) == wanted
    assert entries(small) == noted


def test_only_what_has_changed_is_built_again(small, run, monkeypatch) -> None:
    jobs = JOBS[:8]
    assert states(run(jobs)) == ["built"] * 8
    monkeypatch.setattr(shared, "processes", None)  # nothing to do: no process is begun
    assert states(run(jobs)) == ["unchanged"] * 8
    (small.out / jobs[5].file_name()).unlink()
    assert states(run(jobs)) == ["unchanged"] * 5 + ["built"] + ["unchanged"] * 2
    change(small.content, "exercises/demo-hang/en.yaml", "Demo hang", "Other hang")  # the diary does not say steps
    monkeypatch.undo()
    assert states(run(jobs)) == ["built"] * 8
    assert states(run(jobs, most=1, force=True)) == ["built"] * 8
    assert states(build(jobs, small.out, [small.content], today=TODAY)) == ["unchanged"] * 8


def test_where_a_worker_dies_this_process_goes_on(small, run, monkeypatch) -> None:
    monkeypatch.setattr(shared, "processes", stillborn)
    assert states(run()) == ["built"] * 8 + ["failed"] * 4
    assert len(files(small)) == 8
    assert len(list(small.out.iterdir())) == 8 + 1


def test_one_patients_files_are_not_recorded(small, run) -> None:
    jobs = [Job("demo", patient="Anna", palette=palette) for palette in ("colour", "grey")]
    assert states(run(jobs)) == ["built"] * 2
    assert states(run(jobs)) == ["built"] * 2
    assert not (small.out / NAME).exists()


def test_a_manifest_tells_of_every_file_also_of_those_that_were_there(small, run) -> None:
    jobs = [*JOBS[:2], JOBS[-1]]
    wanted = [("demo", "en", "sheet", job.file_name()) for job in JOBS[:2]]
    for status in ("built", "unchanged"):
        run(jobs, manifest=True)
        listed = json.loads((small.out / "manifest.json").read_text())
        sheets = listed["sheets"]
        assert listed["complete"] is True
        assert [tuple(sheet[key] for key in ("name", "language", "layout", "file")) for sheet in sheets[:2]] == wanted
        assert [sheet["status"] for sheet in sheets] == [status, status, "failed"]
        assert {sheet["pages"] for sheet in sheets[:2]} == {2}
        assert {sheet["version"] for sheet in sheets[:2]} == {"1.3"}
        for sheet in sheets[:2]:
            assert sheet["sha256"] == hashlib.sha256((small.out / sheet["file"]).read_bytes()).hexdigest()
        assert "dmeo" in sheets[2]["problem"]
        rows = list(csv.DictReader((small.out / "manifest.csv").read_text("utf-8").splitlines()))
        assert [row["file"] for row in rows] == [sheet["file"] for sheet in sheets]
