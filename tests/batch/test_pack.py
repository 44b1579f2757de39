from __future__ import annotations

import csv
import json
import shutil
import stat
from io import BytesIO

import pytest
from pypdf import PdfReader

from handouts.batch import pack
from handouts.batch.pack import run_pack
from handouts.batch.tasks import Made
from handouts.inspect.reading import read
from handouts.problems import ProblemError
from tests.batch.rows import row, rows
from tests.checks import verdict
from tests.content import ROUTINE, ROUTINE_WORDS, put

ODD = {"routine": "odd"}  # a sheet of three pages; that of the other rows has two
HANGS = 4


@pytest.fixture
def small(small):
    """With a routine of several exercises more."""
    items = ""
    for number in range(HANGS):
        slug = f"exercises/hang-{number}"
        shutil.copytree(small.content / "exercises/demo-hang", small.content / slug)
        items += f"- {{exercise: hang-{number}, basis: [house]}}\n"
    put(
        small.content,
        "routines/odd/routine.yaml",
        ROUTINE.replace("DEMO", "ODDS").replace("frequency", items + "frequency"),
    )
    put(small.content, "routines/odd/en.yaml", ROUTINE_WORDS)
    return small


def packed(small, found, two_sided: bool = True) -> list[Made]:
    small.write(found)
    made: list[Made] = []
    run_pack(small.batch(), small.folder / "run.pdf", made.append, two_sided)
    return made


def whose(path) -> list[str]:
    """The patient on each page of a file, empty where none is named."""
    texts = [page.extract_text() for page in PdfReader(BytesIO(path.read_bytes())).pages]
    return [next((word for word in text.split() if word.startswith("Given")), "") for text in texts]


def test_a_print_run_in_the_order_of_the_rows(small) -> None:
    found = [row(3), row(1, **ODD), row(2, **ODD), row(9)]
    made = packed(small, found)
    assert [(one.file, one.pages) for one in made] == [
        ("run.pdf#page=1", 2), ("run.pdf#page=3", 3), ("run.pdf#page=7", 3), ("run.pdf#page=11", 2),
    ]  # fmt: skip
    path = small.folder / "run.pdf"
    pages = whose(path)
    assert [pages[int(one.file.partition("=")[2]) - 1] for one in made] == ["Given3", "Given1", "Given2", "Given9"]
    assert len(pages) == 12
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert verdict(path.read_bytes()) == []
    assert not small.out.exists()
    made = packed(small, found, two_sided=False)
    assert [one.file.partition("=")[2] for one in made] == ["1", "3", "6", "9"]
    assert len(whose(path)) == 10


def test_the_manifest_of_a_pack(small) -> None:
    made = packed(small, [row(1), row(2, **{"demo-reach.reps": "many"}), row(3, routine="none")])
    assert [one.status for one in made] == ["built", "failed", "failed"]
    listed = json.loads((small.folder / "run.manifest.json").read_text())
    assert [sheet["id"] for sheet in listed["sheets"]] == ["P-00001", "P-00002", "P-00003"]
    assert listed["complete"] is True
    with (small.folder / "run.manifest.csv").open(newline="") as file:
        table = list(csv.DictReader(file))
    assert [line["file"] for line in table] == ["run.pdf#page=1", "", ""]
    assert "rows.csv:3: demo-reach.reps: 'many'" in table[1]["problem"]
    assert stat.S_IMODE((small.folder / "run.manifest.csv").stat().st_mode) == 0o600


def test_another_paper_is_a_problem_of_its_row(small) -> None:
    small.records = small.folder / "rows.yaml"
    one = "patient: {id: P-1, name: Given1}\nroutine: odd\n"
    other = "patient: {id: P-2, name: Given2}\nroutine: odd\npaper: letter\n"
    small.records.write_text("---\n".join([one, other, one.replace("1", "3")]))
    made: list[Made] = []
    run_pack(small.batch(), small.folder / "run.pdf", made.append)
    assert [found.status for found in made] == ["built", "failed", "built"]
    assert "rows.yaml:4: the paper is not that of the first sheet (a pack has one paper" in str(made[1].problems[0])
    assert whose(small.folder / "run.pdf") == ["Given1", "", "", "", "Given3", "", "", ""]


def test_what_is_more_than_a_file_holds_goes_into_another(small, monkeypatch) -> None:
    monkeypatch.setattr(pack, "MOST", 2)
    found = [row(number, **ODD) for number in range(1, 6)]
    made = packed(small, [found[0], row(9, routine="none"), *found[1:]])
    assert [one.file for one in made] == [
        "run.pdf#page=1", "", "run.pdf#page=5", "run-2.pdf#page=1", "run-2.pdf#page=5", "run-3.pdf#page=1",
    ]  # fmt: skip
    assert whose(small.folder / "run.pdf") == ["Given1", "", "", "", "Given2", "", "", ""]
    assert whose(small.folder / "run-2.pdf") == ["Given3", "", "", "", "Given4", "", "", ""]
    assert whose(small.folder / "run-3.pdf") == ["Given5", "", "", ""]
    packed(small, found[:4])
    assert len(json.loads((small.folder / "run.manifest.json").read_text())["sheets"]) == 4
    assert not (small.folder / "run-3.pdf").exists()


def test_nothing_that_can_be_made(small) -> None:
    assert [one.status for one in packed(small, [row(1, routine="none")])] == ["failed"]
    packed(small, rows(1))
    packed(small, [row(1, routine="none")])
    assert not (small.folder / "run.pdf").exists()
    assert "run.manifest.csv" in [path.name for path in small.folder.iterdir()]


def test_a_pack_that_is_stopped_is_not_there(small) -> None:
    small.write(rows(3))

    def stop(made: Made) -> None:
        if made.number == 2:
            raise KeyboardInterrupt

    before = sorted(small.folder.iterdir())
    with pytest.raises(KeyboardInterrupt):
        run_pack(small.batch(), small.folder / "run.pdf", stop)
    assert sorted(small.folder.iterdir()) == before


def test_a_fault_of_one_row_is_told_and_left_out(small, monkeypatch) -> None:
    from handouts.builder.works import Works

    good = Works.pages

    def pages(works, job):
        if job.patient_id == "P-00002":
            raise KeyError(job.patient)
        return good(works, job)

    monkeypatch.setattr(Works, "pages", pages)
    made = packed(small, rows(3))
    assert [one.status for one in made] == ["built", "failed", "built"]
    assert "Given" not in str(made[1].problems[0])


def test_a_pack_says_what_each_sheet_says(small) -> None:
    packed(small, rows(2))
    small.run()
    lines = read((small.folder / "run.pdf").read_bytes()).lines()
    assert lines == [line for data in small.sheets().values() for line in read(data).lines()]


def test_a_place_that_cannot_be_written(small) -> None:
    small.write(rows(1))
    with pytest.raises(ProblemError, match="cannot write the file"):
        run_pack(small.batch(), small.records / "run.pdf", lambda made: None)


def test_a_file_of_somebody_else_is_not_written_over(small) -> None:
    theirs = small.folder / "run.pdf"
    theirs.write_bytes(b"%PDF-1.7 a thesis")
    small.write(rows(1))
    with pytest.raises(ProblemError, match="there is a file that handouts did not make"):
        run_pack(small.batch(), theirs, lambda made: None)
    assert theirs.read_bytes() == b"%PDF-1.7 a thesis"
    assert [path.name for path in small.folder.glob("run.*")] == ["run.pdf"]
    run_pack(small.batch(force=True), theirs, lambda made: None)
    assert len(packed(small, rows(2))) == 2  # its own file is written anew without asking
