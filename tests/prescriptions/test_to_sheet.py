from __future__ import annotations

import pytest

from handouts.builder.job import Job, from_prescription
from handouts.builder.works import Works
from handouts.inspect.reading import read
from handouts.prescriptions.records import Record
from handouts.problems import Origin, ProblemError
from tests.content import TODAY
from tests.prescriptions.test_records import records, row


@pytest.fixture
def works(content) -> Works:
    return Works((content,), (), None, TODAY)


def job_of(record: Record, defaults: Job | None = None) -> Job:
    assert record.prescription, record.problems
    return from_prescription(record.prescription, defaults or Job(""), record.origin)


def test_what_a_prescription_leaves_open_is_as_in_the_defaults(tmp_path) -> None:
    defaults = Job("x", "da", "quick", "letter", "grey", "DK", note="All", clinician="N. N.", skip=("a",), add=("b",),
                   changes={"c": {"reps": "3"}, "d": {"reps": "4"}}, blank=False, allow_expired=True)  # fmt: skip
    (record,) = records(tmp_path, row(add="plank", skip="squat", c__sets="2"))
    job = job_of(record, defaults)
    assert (job.name, job.lang, job.layout, job.paper, job.palette, job.country) == (
        "demo", "da", "quick", "letter", "grey", "DK")  # fmt: skip
    assert (job.note, job.clinician, job.skip, job.add) == ("All", "N. N.", ("a", "squat"), ("b", "plank"))
    assert {slug: list(keys) for slug, keys in job.changes.items()} == {"c": ["sets"], "d": ["reps"]}
    assert (job.patient, job.patient_id, job.allow_expired, job.personal) == ("", "A-1", True, True)
    assert job.origin == Origin(str(tmp_path / "rows.csv"), 2, table=True)
    assert "A-1" not in job.file_name()


def test_what_a_prescription_says_wins_and_is_printed(tmp_path, works) -> None:
    (record,) = records(
        tmp_path,
        row(name="Łukasz Žižek", date="2026-11-01", clinician="M. Holm", country="DK", layout="sheet",
            note="Mind the step.", next_appointment="2026-12-01", demo_xreach__sets="5", demo_xreach__hold="9",
            skip="demo-hang", add="cat-cow"),
    )  # fmt: skip
    data, _ = works.make(job_of(record, Job("", country="GB", note="Not this.")))
    lines = read(data).lines()
    assert {"Name Łukasz Žižek", "Date 1 November 2026", "Clinician M. Holm", "Next visit 1 December 2026"} <= set(
        lines
    )
    assert "Note from your clinician: Mind the step." in lines
    assert "hold 9 s" in lines
    assert not [line for line in lines if "Hang" in line]
    assert [line for line in lines if "Cat-cow" in line]
    assert works.pages(job_of(record))[0].keywords[-1].endswith("-EN-DK")


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"routine": "dmeo"}, "2: routine: there is no routine, leaflet or exercise 'dmeo'"),
        ({"layout": "shet"}, "2: layout: there is no layout 'shet' (did you mean 'sheet'?)"),
        ({"lang": "xx"}, "2: lang: there is no language 'xx'"),
        ({"layout": "quick", "name": "Bo"}, "2: name: this layout has no place for it"),
        ({"layout": "quick", "next_appointment": "soon"}, "2: next_appointment: this layout has no place for it"),
        ({"demo-hagn.reps": "3"}, "2: demo-hagn.reps: 'demo-hagn' is not in demo (did you mean 'demo-hang'?)"),
        ({"skip": "demo-hagn"}, "2: skip: 'demo-hagn' is not in demo"),
        ({"demo-hagn.skip": "yes"}, "2: skip: 'demo-hagn' is not in demo"),
        ({"add": "cat-caw"}, "2: add: there is no exercise 'cat-caw' (did you mean 'cat-cow'?)"),
        ({"demo-hang.side": "left"}, "2: demo-hang.side: 'demo-hang' is not known as an exercise for one side"),
        ({"skip": "demo-hang demo-reach"}, "2: skip: leaves no exercise on the sheet"),
    ],
)
def test_what_the_library_does_not_know_is_told_with_its_column(tmp_path, works, cells, says) -> None:
    (record,) = records(tmp_path, row(**cells))
    with pytest.raises(ProblemError) as error:
        works.pages(job_of(record))
    assert says in str(error.value).partition("rows.csv:")[2]


def test_a_yaml_record_is_told_with_its_key(tmp_path, works) -> None:
    (record,) = records(tmp_path, "routine: demo\npatient: {id: A-1}\nchanges: {demo-hagn: {reps: 3}}\n", "rows.yaml")
    with pytest.raises(ProblemError, match=r"rows.yaml:1: changes.demo-hagn.reps: 'demo-hagn' is not in demo"):
        works.pages(job_of(record))
