"""The same content gives the same bytes, on any day and in any order; a file's date is that of its content."""

from __future__ import annotations

import datetime

import pytest

from handouts.builder import works
from handouts.builder.job import Job
from handouts.builder.works import Works
from handouts.inspect.facts import facts
from tests.content import TODAY

DEMO = Job("demo")


def test_the_same_bytes_twice_and_on_another_day(content) -> None:
    first = Works([content], [], None, TODAY).make(DEMO)
    assert Works([content], [], None, TODAY).make(DEMO) == first
    assert Works([content], [], None, TODAY + datetime.timedelta(days=200)).make(DEMO) == first


def test_works_make_jobs_in_any_order(content) -> None:
    jobs = [DEMO, Job("demo", palette="line"), Job("demo", paper="letter"), Job("demo", patient="B")]
    alone = [Works([content], [], None, TODAY).make(job) for job in jobs]
    together = Works([content], [], None, TODAY)
    assert [together.make(job) for job in reversed(jobs)] == alone[::-1]
    assert len({data for data, _ in alone}) == 4


def test_source_date_epoch(content, monkeypatch) -> None:
    works = Works([content], [], None, TODAY)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    plain = facts(works.make(DEMO)[0])
    assert plain.created == datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    stamped = facts(works.make(DEMO)[0])
    assert stamped.created == stamped.modified == datetime.datetime(2023, 11, 14, 22, 13, 20, tzinfo=datetime.UTC)


@pytest.mark.parametrize("epoch", ["", "yesterday", "-5", "1.5", "²"])
def test_a_source_date_epoch_that_is_no_number_is_left_out(monkeypatch, epoch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert works._stamp() == ""
