from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from handouts.batch import tasks
from handouts.batch.tasks import Task, make_one, make_some, works_of
from handouts.builder.job import Job
from handouts.builder.works import Works
from handouts.problems import Origin
from tests.content import change

ROW = Origin("rows.csv", 4, table=True)
JOB = Job("demo", patient="Anna Example", origin=ROW)
TASK = Task(3, "P-3", "P-3.pdf", JOB)


def test_a_fault_is_told_by_its_place_and_tells_nothing_of_the_patient(small, monkeypatch) -> None:
    def broken(works: Works, job: Job, password: str = "") -> None:
        raise KeyError(f"no room for {job.patient}")

    monkeypatch.setattr(Works, "make", broken)
    made = make_one(small.batch().setting(), TASK)
    assert (made.status, made.id, made.file) == ("failed", "P-3", "")
    told = str(made.problems[0])
    assert told.startswith("rows.csv:4: a fault of this program: KeyError in test_tasks.py:")
    assert "Anna" not in told
    assert "Anna" not in repr(made)


def test_a_file_that_cannot_be_written_is_a_problem_of_the_row(small) -> None:
    setting = small.batch().setting()
    (small.out / "P-3.pdf").mkdir(parents=True)
    made = make_some(setting, [TASK, TASK._replace(file="P-4.pdf")])
    assert [one.status for one in made] == ["failed", "built"]
    assert "cannot write the file" in made[0].problems[0].message
    assert sorted(path.name for path in small.out.iterdir()) == ["P-3.pdf", "P-4.pdf"]


def test_a_password_that_cannot_be_used_is_told_at_the_row_and_writes_nothing(small) -> None:
    made = make_one(small.batch().setting(), TASK._replace(password="short"))
    assert str(made.problems[0]).startswith("rows.csv:4: a password is shorter than")
    assert "short " not in str(made.problems[0])
    assert not small.out.exists()


def test_content_that_has_changed_is_read_again(small) -> None:
    before = works_of(small.batch().setting())
    assert works_of(small.batch().setting()) is before
    change(small.content, "exercises/demo-hang/en.yaml", "Demo hang", "Other hang!")
    assert works_of(small.batch().setting()) is not before


def test_another_version_of_the_program_makes_nothing(small) -> None:
    made = make_one(small.batch().setting()._replace(version="0.0.1"), TASK)
    assert "the run was begun by 0.0.1" in str(made.problems[0])


def test_threads_take_turns(small) -> None:
    """As in a worker of a cluster that has several: each sheet is the one that its row makes alone."""
    setting = small.batch().setting()
    jobs = [
        Job("demo", patient=f"Given{n}", paper=("a4", "letter")[n % 2], palette=("colour", "grey", "line")[n % 3])
        for n in range(12)
    ]
    found = [Task(n, str(n), f"{n}.pdf", job) for n, job in enumerate(jobs)]
    tasks.works_of.cache_clear()
    with ThreadPoolExecutor(6) as pool:
        made = list(pool.map(lambda task: make_some(setting, [task])[0], found))
    assert [one.status for one in made] == ["built"] * 12
    threaded = small.sheets()
    make_some(setting, found)
    assert small.sheets() == threaded


@pytest.mark.parametrize("name", ["output", "content", "clinic"])
def test_workers_may_have_another_working_folder(small, monkeypatch, name) -> None:
    monkeypatch.chdir(small.folder)
    (small.folder / "clinic.yaml").write_text("name: Clinic\n")
    from pathlib import Path

    batch = small.batch(output="sheets", content=(Path("content"),), clinic=Path("clinic.yaml"))
    found = getattr(batch.setting(), name)
    assert all(Path(path).is_absolute() for path in (found if name == "content" else [found]))
