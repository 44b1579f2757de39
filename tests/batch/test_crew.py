from __future__ import annotations

from concurrent.futures import Future
from contextlib import closing
from functools import partial

import pytest

from handouts.batch.crew import AHEAD, SOME, Crew, _chunks, work
from handouts.batch.tasks import Made, Task
from handouts.batch.workers import Workers
from handouts.builder.job import Job
from handouts.problems import Origin, ProblemError
from tests.batch.hurt import hurt, stillborn

KNOWN = Made(0, "K", "k.pdf", "unchanged")


def tasks(count: int) -> list[Task]:
    return [
        Task(n, f"P-{n}", f"P-{n}.pdf", Job("demo", patient=f"Given{n}", origin=Origin("rows.csv", n + 1, table=True)))
        for n in range(1, count + 1)
    ]


def by_hurt(small, rows, workers) -> list[Made]:
    with closing(Crew(small.batch().setting(), workers)) as crew:
        return list(crew.work(_chunks(rows)))


def test_rows_travel_together_and_in_order() -> None:
    found = tasks(SOME + 2)
    assert list(_chunks(found)) == [tuple(found[:SOME]), tuple(found[SOME:])]
    assert list(_chunks([found[0], KNOWN, KNOWN, *found[1:3]])) == [(found[0],), KNOWN, KNOWN, tuple(found[1:3])]
    assert list(_chunks([])) == []


def test_no_more_rows_are_read_than_the_workers_need(small) -> None:
    """The first answer comes when some rows are taken, and all come in their order."""
    taken = []

    def read():
        for task in tasks(20 * SOME):
            taken.append(task.id)
            yield KNOWN if task.number > SOME else task

    with closing(Crew(small.batch().setting(), partial(hurt, 2))) as crew:
        results = crew.work(_chunks(read()))
        first = next(results)
        assert len(taken) <= SOME + AHEAD * 2 + 1
        assert [first.id, *(made.id for made in results)] == [f"P-{n}" for n in range(1, SOME + 1)] + ["K"] * 19 * SOME


def finished(small) -> dict[str, bytes]:
    """The sheets without what a killed worker left half written: the run clears that, not the crew."""
    return {name: data for name, data in small.sheets().items() if not name.endswith(".part")}


@pytest.mark.parametrize("deadly", ["P-1", "P-19", "P-37"])
def test_a_worker_that_is_killed_loses_nothing(small, deadly) -> None:
    found = tasks(37)
    once = small.folder / "killed"
    made = by_hurt(small, found, partial(hurt, 2, (deadly,), once))
    assert once.exists()
    assert [(one.id, one.status) for one in made] == [(task.id, "built") for task in found]
    assert finished(small) == {task.file: task.id.encode() for task in found}


def test_rows_that_kill_every_worker_are_told_and_no_others(small) -> None:
    found = [*tasks(20), KNOWN, *tasks(40)[20:]]
    deadly = ("P-2", "P-3", "P-40")
    made = by_hurt(small, found, partial(hurt, 2, deadly))
    assert [one.id for one in made] == [row.id for row in found]
    failed = [one for one in made if one.status == "failed"]
    assert [one.id for one in failed] == list(deadly)
    told = str(failed[0].problems[0])
    assert told.startswith("rows.csv:3: every worker that made this row died")
    assert "Given" not in told
    assert len(finished(small)) == 40 - len(deadly)


def test_workers_that_die_at_once_end_the_run(small) -> None:
    with pytest.raises(ProblemError, match="die before they have done anything"):
        by_hurt(small, tasks(3), partial(stillborn, 2))


def test_who_stops_asking_lets_the_workers_go(small) -> None:
    with closing(Crew(small.batch().setting(), partial(hurt, 2))) as crew:
        assert next(crew.work(_chunks(tasks(20 * SOME)))).status == "built"
    there = set(small.sheets())
    assert {f"P-{n}.pdf" for n in range(1, SOME + 1)} <= there
    assert SOME <= len(there) < 20 * SOME
    assert len(there) % SOME == 0


def test_a_fault_of_the_program_is_raised(small) -> None:
    """Not to be taken for a worker that died, and not to be tried for ever."""

    def submit(*args) -> Future:
        future: Future = Future()
        future.set_exception(TypeError("cannot pickle"))
        return future

    with pytest.raises(TypeError, match="cannot pickle"):
        by_hurt(small, tasks(2), lambda: Workers(submit, 1, lambda: None))


def test_a_problem_is_no_reason_to_stop(small) -> None:
    found = [task._replace(job=Job("dmeo", origin=task.job.origin)) if task.number == 2 else task for task in tasks(3)]
    made = list(work(small.batch().setting(), found, 2))
    assert [one.status for one in made] == ["built", "failed", "built"]
    assert [str(problem) for problem in made[1].problems] == [
        "rows.csv:3: routine: there is no routine, leaflet or exercise 'dmeo' (did you mean 'demo'?)"
    ]
