from __future__ import annotations

import codecs
import csv
import io
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handouts.library.models import Range
from handouts.prescriptions.records import Record, count_records, read_records
from handouts.prescriptions.rows import LONGEST
from handouts.problems import ProblemError

HEAD = "id,name,date,clinician,routine,lang,country,layout,note,next_appointment"
PRIVATE = "Łukasz Žižek"


def records(folder: Path, text: str | bytes, name: str = "rows.csv", encoding: str = "") -> list[Record]:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    found = list(read_records(path, encoding))
    assert [record.number for record in found] == list(range(1, len(found) + 1))
    assert count_records(path, encoding) == len(found)
    assert all((record.prescription is None) == bool(record.problems) for record in found)
    return found


def told(record: Record) -> list[str]:
    """The problems behind the file's name."""
    return [str(problem).partition("rows.")[2].split(":", 1)[1] for problem in record.problems]


def row(**cells: str) -> str:
    """A table with one row that has these cells, and an id and a routine."""
    whole = {
        "id": "A-1",
        "routine": "demo",
        **{key.replace("__", ".").replace("_x", "-"): v for key, v in cells.items()},
    }
    file = io.StringIO()
    csv.writer(file).writerows([whole.keys(), whole.values()])
    return file.getvalue()


def test_a_row_becomes_a_prescription(tmp_path) -> None:
    head = f"{HEAD},paper,cat-cow.reps,cat-cow.load,wall-angel.skip,chin-tuck.skip,skip,add"
    line = (
        f'A-1042,{PRIVATE},2026-11-21,M. Holm,upper-back-relief,da,DK,quick,"Start with\nthree  a day",2026-12-01,'
        'letter,up to 6,"red, soft",x,no,cat-caw thread-the-needle,"childs-pose, plank"'
    )
    (record,) = records(tmp_path, f"{head}\n{line}\n")
    asked = record.prescription
    assert (record.line, record.id) == (2, "A-1042")
    assert asked is not None
    assert (asked.patient.id, asked.patient.name) == ("A-1042", PRIVATE)
    assert (asked.routine, asked.date, asked.clinician) == ("upper-back-relief", date(2026, 11, 21), "M. Holm")
    assert (asked.lang, asked.country, asked.layout, asked.paper) == ("da", "DK", "quick", "letter")
    assert (asked.note, asked.next_appointment) == ("Start with three a day", "2026-12-01")
    assert asked.changes["cat-cow"].reps == Range(low=1, high=6, up_to=True)
    assert asked.changes["cat-cow"].load == "red, soft"
    assert [slug for slug, change in asked.changes.items() if change.skip] == [
        "wall-angel", "cat-caw", "thread-the-needle"]  # fmt: skip
    assert asked.add == ("childs-pose", "plank")


def test_what_is_left_empty_is_left_open(tmp_path) -> None:
    (record,) = records(tmp_path, "id,routine,name,note,cat-cow.reps,add,skip\nA-1,demo,,  ,,,\n")
    asked = record.prescription
    assert asked is not None
    assert asked.model_dump(exclude_defaults=True) == {"routine": "demo", "patient": {"id": "A-1"}}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_files_as_spreadsheets_write_them(tmp_path, delimiter, encoding, mark, end) -> None:
    lines = ["id,name,routine,note", f"A-1,{PRIVATE},demo,one", f"A-2,{PRIVATE},demo,two"]
    text = "".join(line.replace(",", delimiter) + end for line in lines)
    found = records(tmp_path, mark + text.encode(encoding))
    assert [(r.line, r.prescription and r.prescription.patient.name) for r in found] == [(2, PRIVATE), (3, PRIVATE)]


def test_a_spreadsheet_may_name_its_delimiter_first_and_leave_empty_columns_behind(tmp_path) -> None:
    found = records(tmp_path, "sep=;\n\n ID ;Name;Routine;;\nA-1;Bo;demo;;\n;;;;\n   \nA-2;Bo;demo;;\n")
    assert [(r.line, r.id, r.problems) for r in found] == [(4, "A-1", ()), (7, "A-2", ())]


def test_lines_are_right_behind_quoted_line_ends(tmp_path) -> None:
    found = records(tmp_path, 'id,routine,note\nA-1,demo,"a\n\nb"\nA-2,demo,"c\r\nd"\nA-3,demo,e\n')
    assert [(r.line, r.prescription and r.prescription.note) for r in found] == [(2, "a b"), (5, "c d"), (7, "e")]


def test_bytes_of_another_encoding_are_refused_until_it_is_named(tmp_path) -> None:
    text = 'id,routine,name\nA-1,demo,Bo\nA-2,demo,"S\nø"\nA-3,demo,Bo\n'.encode("cp1252")
    first, second, third = records(tmp_path, text)
    assert first.prescription and third.prescription
    assert told(second) == ["4:1: is not UTF-8 text: byte 0xF8 (save the file as UTF-8, or name its encoding, as in "
                            "--encoding cp1252)"]  # fmt: skip
    named = records(tmp_path, text, encoding="cp1252")[1].prescription
    assert named and named.patient.name == "S ø"


def test_a_byte_order_mark_is_believed_more_than_a_named_encoding(tmp_path) -> None:
    text = codecs.BOM_UTF8 + row(name=PRIVATE).encode()
    assert [bool(r.problems) for r in records(tmp_path, text, encoding="cp1252")] == [False]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"", "the file is empty"),
        (b"\n \n;;\n", "the file is empty"),
        ("Žižek,upper-back-relief\n", "the first row does not name the columns"),
        ("id,name\n1,Bo\n", "1: the column 'routine' is missing"),
        ("id,routine,nme\n", "1: the column 'nme' is not known (did you mean 'name'?)"),
        ("id,routine,cat-cow.rep\n", "'rep' is no part of a dose (did you mean 'reps'?)"),
        ("id,routine,cat-cow.build_up\n", "'build_up' is no part of a dose"),
        ("id,routine,Cat Cow.reps\n", "the column 'Cat Cow.reps' is not known"),
        ("id,routine,id\n", "the column 'id' is there twice"),
        ("id,routine,,name\n", "column 3 has no name"),
        ("id,routine,name\n".encode("utf-16-le"), "no byte order mark says what it is"),
        ("id,routine,näme\n".encode("cp1252"), "1:13: is not UTF-8 text"),
    ],
)
def test_a_file_that_cannot_be_used_as_a_whole(tmp_path, text, says) -> None:
    with pytest.raises(ProblemError) as error:
        records(tmp_path, text)
    assert says in str(error.value)
    assert "rows.csv" in str(error.value)
    assert "Žižek" not in str(error.value)


@pytest.mark.parametrize(
    ("name", "encoding", "says"),
    [
        ("none.csv", "", "there is no such file"),
        ("rows.xlsx", "", "save the table as 'CSV UTF-8'"),
        ("rows", "", "neither a CSV nor a YAML file"),
        (".", "", "neither a CSV nor a YAML file"),
        ("none.csv", "cp1251x", "--encoding: 'cp1251x' is not an encoding of records"),
        ("folder.csv", "", "is not a file"),
    ],
)
def test_a_file_that_is_none(tmp_path, name, encoding, says) -> None:
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(ProblemError, match=says):
        count_records(tmp_path / name, encoding)


REFUSED = "must be a whole number such as 10, a range such as 8-12, or up to 10"
DATE_OF_RANGE = "a spreadsheet makes a date of a range such as 10-12: format the column as text, or write 10–12"


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("0x10", f"'0x10' {REFUSED}"),
        ("-3", f"'-3' {REFUSED}"),
        ("1e9", f"'1e9' {REFUSED} (write the digits out)"),
        ("1_000", f"'1_000' {REFUSED}"),
        ("８", f"'８' {REFUSED}"),
        ("6.0", f"'6.0' {REFUSED} (write 6)"),
        ("6,0", f"'6,0' {REFUSED} (write 6)"),
        ("=6", f"'=6' {REFUSED}"),
        ("10. dec", f"'10. dec' {REFUSED} ({DATE_OF_RANGE})"),
        ("12-Oct", f"'12-Oct' {REFUSED} ({DATE_OF_RANGE})"),
        ("okt-12", f"'okt-12' {REFUSED} ({DATE_OF_RANGE})"),
        ("10-12-2026", f"'10-12-2026' {REFUSED} ({DATE_OF_RANGE})"),
        ("2026-12-10 00:00:00", f"'2026-12-10 00:00:00' {REFUSED} ({DATE_OF_RANGE})"),
        ("46366", f"'46366' must be from 1 to 100 ({DATE_OF_RANGE})"),
        ("101", "'101' must be from 1 to 100"),
        ("0", "'0' must be from 1 to 100"),
        ("12-8", "'12-8' the range 12-8 runs backwards"),
    ],
)
def test_a_dose_that_is_none(tmp_path, value, says) -> None:
    (record,) = records(tmp_path, row(cat_xcow__reps=value))
    assert told(record) == [f"2: cat-cow.reps: {says}"]


@pytest.mark.parametrize("value", ["8-12", "8–12", " 8 - 12 ", "12", "up to 12"])
def test_a_dose_in_every_form(tmp_path, value) -> None:
    (record,) = records(tmp_path, row(cat_xcow__reps=value, cat_xcow__hold=value, cat_xcow__sets="1-2"))
    assert record.prescription
    assert record.prescription.changes["cat-cow"].reps == record.prescription.changes["cat-cow"].hold
    assert record.prescription.changes["cat-cow"].reps.high == 12


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"id": ""}, "2: id: the cell is empty"),
        ({"routine": ""}, "2: routine: the cell is empty"),
        ({"routine": "Upper back"}, "2: routine: 'Upper back' must be lower-case letters and digits"),
        ({"date": "21.11.2026"}, "2: date: '21.11.2026' must be a date such as 2026-11-21 (write year-month-day"),
        (
            {"date": "46347"},
            "2: date: '46347' must be a date such as 2026-11-21 (a spreadsheet stores dates as numbers",
        ),
        ({"date": "2026-02-30"}, "2: date: '2026-02-30' "),
        ({"date": "1999-12-31"}, "2: date: '1999-12-31' must be a day of the years 2000 to 2099"),
        ({"date": "2100-01-01"}, "2: date: '2100-01-01' must be a day of the years 2000 to 2099"),
        ({"date": "2026-11-21", "next_appointment": "2026-11-20"}, "the next appointment is before the date"),
        ({"next_appointment": "2026-02-30"}, "2: next_appointment: is not a day of the calendar"),
        ({"next_appointment": "46347"}, "2: next_appointment: was turned into a number by a spreadsheet"),
        ({"lang": "danish"}, "2: lang: 'danish' must be two lower-case letters such as da"),
        ({"country": "dk"}, "2: country: 'dk' is not one of the choices"),
        ({"paper": "a5"}, "2: paper: 'a5' is not one of the choices"),
        ({"layout": "../sheet"}, "2: layout: '../sheet' must be lower-case"),
        ({"skip": "plank Cat-Cow"}, "2: skip: 'plank Cat-Cow' must be lower-case"),
        ({"add": "cat-cow Plank"}, "2: add: 'cat-cow Plank' must be lower-case"),
        ({"cat-cow.side": "lft"}, "2: cat-cow.side: 'lft' is not one of the choices (did you mean 'left'?)"),
        ({"cat-cow.skip": "oui"}, "2: cat-cow.skip: 'oui' is neither yes nor no"),
        ({"cat-cow.skip": "yes", "cat-cow.reps": "3"}, "2: cat-cow.skip: 'yes' says to skip the exercise"),
        ({"cat-cow.hold": "5", "cat-cow.breaths": "few"}, "2: cat-cow.hold: '5' has both hold and breaths"),
        ({"cat-cow.hold": "5", "cat-cow.duration": "60"}, "2: cat-cow.hold: '5' has both hold and duration"),
        ({"cat-cow.skip": "yes", "add": "cat-cow"}, "'cat-cow' is both added and skipped"),
        ({"id": "1,04E+12"}, "2: id: was shortened by a spreadsheet"),
        ({"id": "x" * 301}, "2: id: is longer than 300 characters"),
        ({"name": "x" * 121}, "2: name: is longer than 120 characters"),
        ({"note": "x" * 601}, "2: note: is longer than 600 characters"),
        ({"clinician": "x" * 81}, "2: clinician: is longer than 80 characters"),
        ({"cat-cow.load": "x" * 61}, "2: cat-cow.load: is longer than 60 characters"),
        ({"name": "Bo\x1b[31m"}, "2: name: holds a control character (U+001B); delete it"),
        ({"note": "Bo\x00"}, "2: note: holds a control character (U+0000); delete it"),
        ({"name": "Bo \ufffd"}, "2: name: holds a damaged character (U+FFFD)"),
    ],
)
def test_a_cell_that_does_not_fit(tmp_path, cells, says) -> None:
    (record,) = records(tmp_path, row(**cells))
    (problem,) = told(record)
    assert says in problem


@pytest.mark.parametrize(
    ("day", "following"),
    [("2000-01-01", "2099-12-31"), ("2099-12-31", "2099-12-31"), ("2026-11-21", "Tuesday, by telephone")],
)
def test_the_next_appointment_is_a_day_or_words(tmp_path, day, following) -> None:
    (record,) = records(tmp_path, row(date=day, next_appointment=following))
    asked = record.prescription
    assert asked and (str(asked.date), asked.next_appointment) == (day, following)


@pytest.mark.parametrize(
    ("said", "skipped"), [("Ja", True), ("sí", True), ("X", True), ("nej", False), ("Nein", False)]
)
def test_yes_and_no_in_other_languages(tmp_path, said, skipped) -> None:
    (record,) = records(tmp_path, row(plank__skip=said))
    assert record.prescription
    assert bool(record.prescription.changes) == skipped


def test_every_problem_of_a_row_is_told_at_once(tmp_path) -> None:
    (record,) = records(tmp_path, row(lang="danish", country="dk", cat_xcow__reps="x", plank__skip="perhaps"))
    assert sorted(problem.field for problem in record.problems) == ["cat-cow.reps", "country", "lang", "plank.skip"]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+45", "-Bo", "@SUM(A1)", "<b>Bo</b>", "{x} {name}", "عمر", "😀", "a\u202eb", "O'Neill", 'Bo "B" Olsen',
     "\\n", "%s", "-rf *", "null", "No"],
)  # fmt: skip
def test_names_and_notes_are_data(tmp_path, text) -> None:
    (record,) = records(tmp_path, row(name=text, note=text, id=text))
    assert record.prescription
    assert (record.prescription.patient.name, record.prescription.note, record.id) == (text, text, text)


def test_spaces_that_a_table_left_in_a_name_are_not_printed(tmp_path) -> None:
    (record,) = records(tmp_path, row(name="  Bo  Olsen "))
    assert record.prescription and record.prescription.patient.name == "Bo Olsen"


def test_a_name_is_composed(tmp_path) -> None:
    apart = unicodedata.normalize("NFD", PRIVATE)
    (record,) = records(tmp_path, row(name=apart))
    assert apart != PRIVATE
    assert record.prescription and record.prescription.patient.name == PRIVATE


@pytest.mark.parametrize(
    "cells",
    [{"date": "x"}, {"routine": ""}, {"note": "\x00"}, {"name": PRIVATE + "\x00"}, {"next_appointment": "2026-02-30"},
     {"clinician": "x" * 99}, {"id": "1E+9"}, {"plank.load": "x" * 99}],
)  # fmt: skip
def test_nothing_about_a_patient_is_in_a_problem(tmp_path, cells) -> None:
    given = {"id": "A-1042", "name": PRIVATE, "note": "Secret", "next_appointment": "2026-12-24", **cells}
    (record,) = records(tmp_path, row(**given))
    said = "\n".join(map(str, record.problems))
    assert said
    assert not [word for word in ("A-1042", "1E+9", "Žižek", "Secret", "2026-12-24", "02-30", "xxx") if word in said]


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ("A-1,demo,x\nA-1,demo,y\n", 3),
        ("A-1,demo,x\na-1,demo,y\n", 3),
        ("Å,demo,x\nB,demo,y\nA\u030a,demo,z\n", 4),
        ("A-1,demo,\x00\nA-1,demo,y\n", 3),
    ],
)
def test_a_repeated_id_names_both_lines(tmp_path, rows, line) -> None:
    found = records(tmp_path, f"id,routine,note\n{rows}")
    *_, last = found
    assert last.line == line
    assert told(last)[-1].startswith(f"{line}: id: the id is on line 2 too")
    assert all(record.prescription for record in found[:-1] if "\x00" not in rows)


@pytest.mark.parametrize(
    ("bad", "count", "says"),
    [
        ("A-2,demo", 1, "the row has 2 cells, the header has 3"),
        ("A-2,demo,x,y", 1, "the row has 4 cells, the header has 3"),
        ('A-2,demo,"x', 1, "a quotation mark that is opened in this row is not closed"),
        ('A-2,demo,"x"y', 1, "the quotation marks in this row do not match"),
        ('A-2,demo,"x\ny"z', 2, "a quotation mark that is opened in this row is not closed"),
        (f"A-2,demo,{'x' * LONGEST}", 1, "the row is longer than"),
        (f"A-2,demo,{'x' * 3 * LONGEST}", 1, "the row is longer than"),
        ('A-2,demo,"' + "x\n" * (LONGEST // 2) + '"', LONGEST // 2 + 1, "a quotation mark that is opened"),
    ],
)
def test_a_damaged_row_does_not_swallow_the_next(tmp_path, bad, count, says) -> None:
    found = records(tmp_path, f'id,routine,note\nA-1,demo,x\n{bad}\nA-3,demo,"y"\nA-4,demo,z\n')
    assert [(r.id, bool(r.prescription)) for r in (found[0], *found[-2:])] == [("A-1", 1), ("A-3", 1), ("A-4", 1)]
    damaged = found[1:-2]
    assert len(damaged) == count
    assert says in told(damaged[0])[0]
    assert {record.id for record in damaged} == {""}
    assert [record.line for record in found] == list(range(2, count + 5))


def test_a_row_that_was_swallowed_by_a_quotation_mark_is_not_printed_for_somebody_else(tmp_path) -> None:
    (swallowing,) = records(tmp_path, f'id,routine,name,add\nA-1,demo,x,"plank\nA-2,demo,{PRIVATE},plank"\n')
    assert "the cell holds another row" in str(swallowing.problems[0])
    assert not [problem for problem in swallowing.problems if "Žižek" in str(problem)]
    first, last = records(
        tmp_path, 'id,routine,note\nA-1,demo,"x\nA-2,demo,y"\nA-3,demo,"Rest, ice,\nwater, food, sleep"\n'
    )
    assert told(first) == ["2: note: the cell holds another row (close each quotation mark in its own row)"]
    assert last.prescription and last.prescription.note == "Rest, ice, water, food, sleep"


def test_a_swallowed_row_is_noticed_among_other_lines(tmp_path) -> None:
    (record,) = records(tmp_path, 'id,routine,note\nA-1,demo,"x\nA-2,demo,y\nRest"\n')
    assert "the cell holds another row" in told(record)[0]


def test_what_parts_a_list_may_end_it_too(tmp_path) -> None:
    (record,) = records(tmp_path, row(add=";plank; childs-pose;", skip="cat-cow,"))
    assert record.prescription is not None
    assert record.prescription.add == ("plank", "childs-pose")
    assert list(record.prescription.changes) == ["cat-cow"]


def test_a_bad_row_with_empty_cells_behind_it_is_told(tmp_path) -> None:
    (record,) = records(tmp_path, "id,routine,date\nA-1,demo,soon,,\n")
    assert (record.id, told(record)) == ("A-1", ["2: date: 'soon' must be a date such as 2026-11-21"])


def test_a_row_in_which_cells_are_missing_gives_none_of_them_as_id(tmp_path) -> None:
    (record,) = records(tmp_path, f"id,name,routine,note\n{PRIVATE},demo,x\n")
    assert record.id == ""


TEXT = st.text(st.characters(codec="utf-8"), max_size=30)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows=st.lists(st.tuples(TEXT, TEXT), max_size=6), delimiter=st.sampled_from(",;\t"))
def test_no_row_is_lost_or_mixed(tmp_path, rows, delimiter) -> None:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerow(["id", "name", "note", "routine"])
    writer.writerows((f"A-{number}", *row, "demo") for number, row in enumerate(rows))
    found = records(tmp_path, file.getvalue())
    assert [record.id for record in found] == [f"A-{number}" for number in range(len(rows))]
    for record, (name, note) in zip(found, rows, strict=True):
        if record.prescription:
            asked = record.prescription
            for printed, given in ((asked.patient.name, name), (asked.note or "", note)):
                assert printed.split() == unicodedata.normalize("NFC", given).split()


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(junk=st.binary(max_size=80), name=st.sampled_from(["rows.csv", "rows.yaml"]))
def test_any_bytes_between_two_rows_leave_them_whole(tmp_path, junk, name) -> None:
    plain = b'"' not in junk and b"\r" not in junk
    if name == "rows.csv":
        first, last = b"id,routine,note\nA-1,demo,x\n", b"\nA-2,demo,y\n"
    else:
        first, last = b"patient: {id: A-1}\nroutine: demo\n---\n", b"\n---\npatient: {id: A-2}\nroutine: demo\n"
    found = records(tmp_path, first + junk + last, name)
    assert found[0].prescription and found[0].id == "A-1"
    if plain or name == "rows.yaml":
        assert found[-1].id == "A-2"


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(junk=st.binary(max_size=80), name=st.sampled_from(["rows.csv", "rows.yaml"]))
def test_any_bytes_are_read_or_refused(tmp_path, junk, name) -> None:
    try:
        records(tmp_path, junk, name)
    except ProblemError as error:
        assert str(error)


def test_records_come_one_by_one(tmp_path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("id,routine\n" + "".join(f"A-{n},demo\n" for n in range(50_000)))
    stream = read_records(path)
    assert next(stream).id == "A-0"
    stream.close()
