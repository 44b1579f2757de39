"""Whatever happens while a batch writes: sheets and manifests are whole, and the next run goes on."""

from __future__ import annotations

import dataclasses
import datetime

import pytest

from handouts.batch.journal import NAME, Journal
from handouts.batch.manifest import MANIFESTS
from handouts.builder.works import Works
from handouts.inspect.reading import read
from handouts.library.library import Library
from handouts.problems import ProblemError
from tests.batch.rows import Small, row, rows
from tests.content import TODAY, put
from tests.faults import DISK_FULL, NEW, OLD, Faults, raising

NAMES = ["P-00001.pdf", "P-00002.pdf"]


@pytest.fixture
def making(monkeypatch, small):
    """Sheets are made of these bytes from now on: what is tested is where they go."""

    def now(data: bytes) -> None:
        monkeypatch.setattr(Works, "make", lambda works, job, password="": (data + job.patient_id.encode(), 1))

    monkeypatch.setattr("handouts.batch.run._state", lambda batch: "")  # takes longer than the rest
    small.write(rows(2))
    now(OLD)
    return now


@pytest.fixture
def faults(monkeypatch) -> Faults:
    made = Faults(monkeypatch)
    made.wrap(monkeypatch, Journal, "_write")
    return made


def whole(small: Small) -> None:
    """Whole sheets, each of its own row, both manifests and the journal, and nothing else."""
    assert sorted(path.name for path in small.out.iterdir()) == sorted([NAME, *MANIFESTS, *NAMES])
    for name, data in small.sheets().items():
        assert data in (OLD + name[:7].encode(), NEW + name[:7].encode())
    assert [line["id"] for line in small.table()] == [sheet["id"] for sheet in small.listed()["sheets"]]


@pytest.mark.parametrize("error", [DISK_FULL, KeyboardInterrupt()], ids=lambda error: type(error).__name__)
def test_a_fault_at_any_step_leaves_whole_files(small, making, faults, error) -> None:
    assert small.states() == ["built", "built"]
    faults.arm(0, lambda: None)
    assert small.states(force=True) == ["built", "built"]
    count = len(faults.steps)
    assert count > 20
    for at in range(1, count + 1):
        making((NEW, OLD)[at % 2])
        faults.arm(at, raising(error))
        try:
            made = small.run(force=True)
        except (ProblemError, KeyboardInterrupt) as stopped:
            assert type(error) is KeyboardInterrupt or error.strerror in str(stopped)
        else:  # one row has failed, the other one is made
            assert sorted(one.status for one in made) == ["built", "failed"]
            assert error.strerror in str([one.problems for one in made])
        faults.arm(0, lambda: None)
        whole(small)
        assert "failed" not in small.states()
        whole(small)


def test_what_is_not_noted_for_want_of_room_is_made_again(small, making, monkeypatch) -> None:
    small.run()
    making(NEW)
    with monkeypatch.context() as patch:
        patch.setattr(Journal, "note", lambda journal, made: raising(DISK_FULL)())
        with pytest.raises(ProblemError, match="No space left on device"):
            small.run(force=True)
    assert small.states() == ["built", "unchanged"]


def test_a_file_that_vanishes_while_the_content_is_looked_through(small, monkeypatch) -> None:
    gone, real = put(small.content, "routines/demo/.en.yaml.swp", "of an editor"), Library.load

    def load(*folders) -> Library:
        gone.unlink(missing_ok=True)
        return real(*folders)

    monkeypatch.setattr(Library, "load", load)
    assert small.states(row(1)) == ["built"]
    assert not gone.exists()


def test_a_clock_that_was_ahead_leaves_no_sheet_that_says_that_it_has_expired(small) -> None:
    plain = small.batch().defaults
    expired = dataclasses.replace(plain, allow_expired=True)

    def late() -> bool:
        return "was due for review" in " ".join(read(small.sheets()["P-00001.pdf"]).lines())

    small.run(row(1), defaults=expired, today=datetime.date(2031, 1, 1))
    assert late()
    assert small.states(defaults=expired, today=TODAY) == ["built"]
    assert not late()
