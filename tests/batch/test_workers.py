from __future__ import annotations

import logging
import os
import signal
import socket
import sys

import pytest

from handouts.batch.crew import SOME, work
from handouts.batch.tasks import Task
from handouts.batch.workers import cluster
from handouts.builder.job import Job
from handouts.problems import Origin, ProblemError
from tests.batch.hurt import lay_traps
from tests.batch.rows import rows

distributed = pytest.importorskip("distributed", reason="the extra handouts[cluster] is not installed")


@pytest.fixture(scope="module")
def there():
    """A real cluster on this computer: a scheduler and two workers, each a process of one thread."""
    import dask

    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(
            n_workers=2,
            processes=True,
            threads_per_worker=1,
            dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,
        ) as made,
    ):
        yield made


def test_a_cluster_makes_the_same_bytes(small, there) -> None:
    small.run(*rows(20))
    alone = small.sheets()
    address = there.scheduler_address
    assert small.states(cluster=f"dask://{address.removeprefix('tcp://')}", force=True) == ["built"] * 20
    assert small.sheets() == alone
    assert not there.scheduler.tasks
    assert not [client for client in there.scheduler.clients if client.startswith("Client-")]
    assert small.states(cluster=address) == ["unchanged"] * 20


def tasks(count: int) -> list[Task]:
    return [
        Task(n, f"P-{n}", f"P-{n}.pdf", Job("demo", patient=f"Given{n}", origin=Origin("rows.csv", n + 1, table=True)))
        for n in range(1, count + 1)
    ]


def test_a_worker_that_dies_loses_nothing_and_a_row_that_kills_them_is_told(small, there) -> None:
    class Traps(distributed.WorkerPlugin):
        name = "traps"

        def setup(self, worker) -> None:
            lay_traps(("P-150",))

    found = tasks(12 * SOME)
    with distributed.Client(there, set_as_default=False) as client:
        client.register_plugin(Traps())
        first, *_ = client.run(os.getpid).values()
        results = work(small.batch().setting(), found, 1, there.scheduler_address)
        made = [next(results)]
        os.kill(first, signal.SIGKILL)
        made += results
        client.unregister_worker_plugin("traps")
    assert [one.id for one in made] == [task.id for task in found]
    failed = [one for one in made if one.status == "failed"]
    assert [str(one.problems[0]).partition(" (")[0] for one in failed] == [
        "rows.csv:151: every worker that made this row died"
    ]
    there = {name: data for name, data in small.sheets().items() if not name.endswith(".part")}
    assert there == {task.file: task.id.encode() for task in found if task.id != "P-150"}


def test_a_scheduler_that_does_not_answer(small, monkeypatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nobody = f"dask://127.0.0.1:{taken.getsockname()[1]}"
        monkeypatch.setattr("handouts.batch.workers.TIMEOUT", "0.3s")
        with pytest.raises(ProblemError, match=f"no Dask scheduler answers at {nobody}"):
            small.run(*rows(1), cluster=nobody)


def test_a_cluster_needs_its_package(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ProblemError, match=r"pip install 'handouts\[cluster\]'"):
        cluster("dask://127.0.0.1:1")
