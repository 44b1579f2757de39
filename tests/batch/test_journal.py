from __future__ import annotations

import datetime
import json
import stat

import pytest

from handouts.batch.journal import NAME, Journal
from handouts.batch.tasks import Made, Task
from handouts.builder.job import Job
from handouts.problems import Origin, ProblemError
from tests.batch.rows import rows

TODAY = datetime.date(2026, 11, 21)
JOB = Job("demo", patient="Anna Example", changes={"cat-cow": {"reps": "6"}})


@pytest.fixture
def path(tmp_path):
    return tmp_path / "new" / "sheets" / NAME


def note(path, *files: str, state: str = "s", until: str = "", today=TODAY) -> None:
    with Journal(path, state, today) as journal:
        for file in files:
            journal.note(Made(1, "P", file, "built", 2, "1.3", "ab", [5, 7], journal.key(JOB), until))


def known(path, *files: str, state: str = "s", job: Job = JOB, stamp=(5, 7), today=TODAY) -> list[bool]:
    with Journal(path, state, today) as journal:
        tasks = [Task(3, "Q", file, job, journal.key(job)) for file in files]
        found = [journal.known(task, stamp and list(stamp)) for task in tasks]
    for task, made in zip(tasks, found, strict=True):
        assert made is None or made == Made(
            3, "Q", task.file, "unchanged", 2, "1.3", "ab", [5, 7], task.key, made.until
        )
    return [made is not None for made in found]


def test_what_was_noted_is_known(path) -> None:
    note(path, "a.pdf", "b.pdf")
    note(path, "c.pdf")
    before = path.read_bytes()
    assert known(path, "c.pdf", "a.pdf", "d.pdf", "b.pdf") == [True, True, False, True]
    assert path.read_bytes() == before
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_note_outlives_a_process_that_is_killed(path) -> None:
    with Journal(path, "s", TODAY) as journal:
        journal.note(Made(1, "P", "a.pdf", "built"))
        assert '"a.pdf"' in path.read_text()


def test_anything_that_differs_is_not_known(path) -> None:
    note(path, "a.pdf", until="2026-12-01")
    assert known(path, "a.pdf") == [True]
    assert known(path, "a.pdf", state="t") == [False]
    assert known(path, "a.pdf", job=Job("demo", patient="Anna Exemple", changes=JOB.changes)) == [False]
    assert known(path, "a.pdf", job=Job("demo", patient="Anna Example")) == [False]
    assert known(path, "a.pdf", stamp=(5, 8)) == [False]
    assert known(path, "a.pdf", stamp=None) == [False]
    assert known(path, "a.pdf", today=datetime.date(2026, 12, 1)) == [True]
    assert known(path, "a.pdf", today=datetime.date(2026, 12, 2)) == [False]
    assert known(path, "a.pdf", today=datetime.date(2026, 11, 20)) == [False]  # a clock that was wrong


def test_where_a_row_is_written_does_not_matter(path) -> None:
    note(path, "a.pdf")
    moved = Job("demo", patient="Anna Example", changes=JOB.changes, origin=Origin("other.csv", 99, table=True))
    assert known(path, "a.pdf", job=moved) == [True]


def test_the_last_note_of_a_file_counts(path) -> None:
    note(path, "a.pdf")
    note(path, "a.pdf", state="t")
    assert known(path, "a.pdf") == [False]
    assert known(path, "a.pdf", state="t") == [True]


def test_the_journal_says_nothing_of_a_patient_and_nothing_that_can_be_tried_out(path, tmp_path) -> None:
    note(path, "a.pdf")
    note(tmp_path / "other" / NAME, "a.pdf")
    one, other = path.read_text(), (tmp_path / "other" / NAME).read_text()
    assert "Anna" not in one
    keys = [json.loads(words.splitlines()[1])["key"] for words in (one, other)]
    assert keys[0] != keys[1]
    secret = one.splitlines()[0]
    note(path, "b.pdf")
    assert path.read_text().splitlines()[0] == secret


@pytest.mark.parametrize(
    ("spoil", "left"),
    [
        (lambda data: data[:-1], [True, True]),
        (lambda data: data[:-9], [True, False]),
        (lambda data: data[: data.index(b"\n") + 9], [False, False]),
        (lambda data: data[: data.index(b"\n")], [False, False]),
        (lambda data: data[:30], [False, False]),
        (lambda data: b"", [False, False]),
        (lambda data: b"\n" + data, [False, False]),
        (lambda data: b"\xff\xfe\x00" + data, [False, False]),
        (lambda data: data + b"\xff\xfe\x00garbage", [True, True]),
        (lambda data: data + b'[1]\n{"file": 3}\nnull\n\n', [True, True]),
        (lambda data: data + data, [True, True]),
        (lambda data: b'{"form": 99, "secret": "aa"}\n' + data, [False, False]),
        (lambda data: data.replace(b'"form": 1', b'"form": 99'), [False, False]),
        (lambda data: b'{"form": 1, "secret": "xyz"}\n' + data, [False, False]),
        (lambda data: b'{"form": 1, "secret": 12}\n' + data, [False, False]),
        (lambda data: b'{"form": 1}\n' + data, [False, False]),
        (lambda data: b"[]\n" + data, [False, False]),
        (lambda data: data.replace(b'"until": ""', b'"until": 3'), [False, False]),
        (lambda data: data.replace(b'"since": "', b'"since": 3, "then": "'), [False, False]),
        (lambda data: data.replace(b'"since"', b'"then"'), [False, False]),
        (lambda data: data.replace(b'"a.pdf"', b'["a.pdf"]'), [False, True]),
    ],
)
def test_what_cannot_be_read_counts_as_nothing(path, spoil, left) -> None:
    note(path, "a.pdf", "b.pdf")
    path.write_bytes(spoil(path.read_bytes()))
    assert known(path, "a.pdf", "b.pdf") == left
    note(path, "a.pdf", "b.pdf", "c.pdf")
    assert known(path, "a.pdf", "b.pdf", "c.pdf") == [True] * 3


def test_two_runs_at_once_are_refused(path) -> None:
    pytest.importorskip("fcntl")
    with Journal(path, "s", TODAY), pytest.raises(ProblemError, match="another run is writing into this folder"):
        Journal(path, "s", TODAY)
    assert known(path, "a.pdf") == [False]


def test_a_place_that_cannot_be_written(tmp_path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ProblemError, match="cannot write the journal"):
        Journal(tmp_path / "file" / NAME, "s", TODAY)


def test_a_damaged_journal_costs_time_only(small) -> None:
    small.run(*rows(3))
    sheets = small.sheets()
    journal = small.out / NAME
    journal.write_bytes(journal.read_bytes()[:-40])
    assert small.states() == ["unchanged", "unchanged", "built"]
    journal.write_text("a shopping list")
    assert small.states() == ["built"] * 3
    assert small.sheets() == sheets
