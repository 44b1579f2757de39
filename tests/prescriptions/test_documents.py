from __future__ import annotations

import codecs
import json
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handouts.source import MAX_BYTES
from tests.prescriptions.test_records import records

ONE = """\
routine: upper-back-relief
patient: {id: "A-1042", name: "Łukasz Žižek"}
date: 2026-11-21
clinician: "M. Holm"
changes: {cat-cow: {reps: 6, build_up: {reps: 10}}, wall-angel: {skip: true}}
add:
- childs-pose
note: "Start with three a day."
"""


def item(number: int, more: str = "") -> str:
    return f"- routine: demo\n  patient: {{id: A-{number}}}\n{more}"


def problems(folder, text: str) -> list[str]:
    found = records(folder, text, "rows.yaml")
    return [str(problem).partition("rows.yaml:")[2] for record in found for problem in record.problems]


def test_one_prescription_in_a_file(tmp_path) -> None:
    (record,) = records(tmp_path, ONE, "rows.yaml")
    asked = record.prescription
    assert asked is not None
    assert (record.line, record.id, asked.patient.name) == (1, "A-1042", "Łukasz Žižek")
    assert asked.changes["cat-cow"].reps.high == 6
    assert asked.changes["cat-cow"].build_up.reps.high == 10
    assert asked.changes["wall-angel"].skip
    assert asked.add == ("childs-pose",)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (item(1) + item(2) + item(3), [1, 3, 5]),
        ("# a list\n\n" + item(1) + "\n# between\n" + item(2), [3, 7]),
        ("  - routine: demo\n    patient: {id: A-1}\n  -\n    routine: demo\n    patient:\n      id: A-2\n", [1, 3]),
        ("---\n" + ONE + "...\n---\n" + item(2) + item(3) + "--- # last\n" + ONE.replace("1042", "4"), [2, 12, 14, 17]),
        ("--- {routine: demo, patient: {id: A-1}}\n--- {routine: demo, patient: {id: A-2}}\n", [1, 2]),
        (item(1, "  add:\n  - plank\n  - cat-cow\n  note: |\n    - a\n    - b\n") + item(2), [1, 9]),
    ],
)
def test_lists_and_documents(tmp_path, text, lines) -> None:
    found = records(tmp_path, text, "rows.yaml")
    assert [record.line for record in found] == lines
    assert [record.problems for record in found] == [()] * len(lines)


@pytest.mark.parametrize("mark", [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_BE, "utf-16-be")])
def test_files_with_a_byte_order_mark(tmp_path, mark) -> None:
    (record,) = records(tmp_path, mark[0] + ONE.replace("\n", "\r\n").encode(mark[1]), "rows.yaml")
    assert record.prescription and record.prescription.patient.name == "Łukasz Žižek"


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ("- routine: demo\n  patient: {id: A-2\n", "4:12: a curly bracket is not closed"),
        ('- routine: "demo\n  patient: {id: A-2}\n', "3:12: a quotation mark is not closed"),
        ("- just words\n", "the record holds only text"),
        ("- - nested\n", "the record holds a list"),
        ("-\n", "3: the record is empty"),
        ("- routine: demo\n  patient: {id: A-2}\n  dat: 2026-11-21\n", "5:3: dat: is not a known key"),
        ("- routine: demo\n  patient: {id: A-2}\n  changes: {cat-cow: {reps: 1e9}}\n", "5:29: changes.cat-cow.reps"),
        ("- routine: demo\n  patient: {id: A-2}\n  routine: demo\n", "5:3: duplicate key 'routine'"),
        ("- routine: demo\n  patient: {id: 2}\n", '4:17: patient.id: must be text (write "2" in quotes)'),
        ("- routine: demo\n", "3:3: patient: is missing"),
        ("- routine: demo\n  patient: {id: A-2, name: *x}\n", "4:28: patient.name: no '…' ends"),
    ],
)  # fmt: skip
def test_a_bad_item_leaves_the_others_whole(tmp_path, bad, says) -> None:
    first, middle, last = records(tmp_path, item(1) + bad + item(3), "rows.yaml")
    assert first.prescription and last.prescription
    assert middle.prescription is None
    assert middle.problems[0].line >= 3
    assert says in str(middle.problems[0])


def test_an_unclosed_mapping_ends_at_the_next_document(tmp_path) -> None:
    found = records(tmp_path, "{routine: demo,\n---\n" + ONE, "rows.yaml")
    assert [bool(record.problems) for record in found] == [True, False]


@pytest.mark.parametrize("name", ["No", "null", "1e5", "!x"])
def test_a_name_is_not_repeated_in_a_problem(tmp_path, name) -> None:
    (said,) = problems(tmp_path, f"routine: demo\npatient: {{id: A-1, name: {name}}}\n")
    assert said.startswith("2:")
    assert name not in said.partition("patient.name")[2]


def test_a_repeated_id(tmp_path) -> None:
    assert problems(tmp_path, item(1) + item(1)) == [
        "3: patient.id: the id is on line 1 too, or makes the same file name (give each patient an id of their own; "
        "capitals alone do not tell two files apart)"
    ]


def test_a_record_that_is_too_large_ends_with_its_document(tmp_path) -> None:
    found = records(tmp_path, "note: " + "x" * 2 * MAX_BYTES + "\n---\n" + ONE, "rows.yaml")
    assert [record.id for record in found] == ["", "A-1042"]
    assert "is larger than 1 MiB" in str(found[0].problems[0])


def test_an_empty_file_has_no_records(tmp_path) -> None:
    assert records(tmp_path, "# nothing\n---\n...\n", "rows.yaml") == []


def test_bytes_of_another_encoding(tmp_path) -> None:
    text = (item(1, "  note: ø\n") + item(2)).encode("cp1252")
    first, second = records(tmp_path, text, "rows.yaml")
    assert "3:9: is not UTF-8 text: byte 0xF8" in str(first.problems[0])
    assert second.prescription
    assert records(tmp_path, text, "rows.yaml", "cp1252")[0].prescription.note == "ø"


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="/"), max_size=30)  # JSON escapes a slash, YAML 1.1 not


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(items=st.lists(st.tuples(TEXT, TEXT), max_size=5), between=st.sampled_from(["- ", "---\n", "# so\n\n- "]))
def test_no_record_is_lost_or_mixed(tmp_path, items, between) -> None:
    indent = "" if between == "---\n" else "  "
    text = ""
    for number, (name, note) in enumerate(items):
        text += (
            f"{between}routine: demo\n{indent}patient:\n{indent}  id: A-{number}\n{indent}  name: {json.dumps(name)}\n"
        )
        text += f"{indent}note: {json.dumps(note)}\n" if note.strip() else ""
    found = records(tmp_path, text, "rows.yaml")
    assert [record.line for record in found] == [
        number for number, line in enumerate(text.splitlines(), 1) if "routine: demo" in line
    ]
    for record, (name, note) in zip(found, items, strict=True):
        if asked := record.prescription:
            assert record.id == f"A-{record.number - 1}"
            for printed, given_ in ((asked.patient.name, name), (asked.note or "", note)):
                assert printed.split() == unicodedata.normalize("NFC", given_).split()
