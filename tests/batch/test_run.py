from __future__ import annotations

import datetime
import hashlib
import os
import stat
from io import BytesIO

import pytest
from pypdf import PdfReader

from handouts.batch.journal import NAME
from handouts.batch.run import MANIFESTS, run_batch
from handouts.builder.job import Job
from handouts.inspect.facts import facts
from handouts.inspect.reading import read
from handouts.prescriptions.passwords import Passwords
from handouts.problems import ProblemError
from tests.batch.rows import row, rows
from tests.content import change, put

UNKNOWN = "there is no routine, leaflet or exercise 'dmeo' (did you mean 'demo'?)"


def test_every_row_becomes_a_file_of_its_own(small) -> None:
    made = small.run(*rows(3))
    assert [one.status for one in made] == ["built"] * 3
    assert [one.id for one in made] == ["P-00001", "P-00002", "P-00003"]
    sheets = small.sheets()
    assert list(sheets) == ["P-00001.pdf", "P-00002.pdf", "P-00003.pdf"]
    for number, (one, data) in enumerate(zip(made, sheets.values(), strict=True), 1):
        said = read(data).text()
        assert f"Given{number} Family{number}" in said
        assert f"Remark{number}." in said
        assert one.sha256 == hashlib.sha256(data).hexdigest()
        assert (one.pages, one.version) == (len(facts(data).pages), "1.3")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in small.out.iterdir()}
    assert modes == {0o600}


def test_both_manifests_tell_the_same_in_the_order_of_the_rows(small) -> None:
    made = small.run(row(2), row(1, routine="dmeo"), row(3))
    table, listed = small.table(), small.listed()
    assert [line["id"] for line in table] == ["P-00002", "P-00001", "P-00003"]
    assert [{**sheet, "pages": str(sheet["pages"])} for sheet in listed["sheets"]] == table
    assert listed["complete"] is True
    assert [(line["file"], line["sha256"], line["status"]) for line in table] == [
        (one.file, one.sha256, one.status) for one in made
    ]
    assert UNKNOWN in table[1]["problem"]
    words = "".join((small.out / name).read_text() for name in MANIFESTS)
    assert "Given" not in words
    assert "Remark" not in words


def test_bad_rows_are_told_by_row_and_column_and_stop_no_other(small) -> None:
    made = small.run(
        row(1), row(2, **{"demo-reach.reps": "0x10"}), row(3), row(3), row(4, id=""), row(5, routine="dmeo"), row(6)
    )
    assert [one.status for one in made] == ["built", "failed", "built", "failed", "failed", "failed", "built"]
    assert list(small.sheets()) == ["P-00001.pdf", "P-00003.pdf", "P-00006.pdf"]
    told = [str(problem) for one in made for problem in one.problems]
    place = str(small.records)
    assert told[0].startswith(f"{place}:3: demo-reach.reps: '0x10' ")
    assert told[1].startswith(f"{place}:5: id: the id is on line 4 too")
    assert told[2].startswith(f"{place}:6: id: the cell is empty")
    assert told[3] == f"{place}:7: routine: {UNKNOWN}"
    assert len(told) == 4


def test_a_sheet_is_the_same_whoever_makes_it(small) -> None:
    small.run(*rows(5))
    alone = small.sheets()
    assert small.states(force=True, jobs=2) == ["built"] * 5
    assert small.sheets() == alone


def test_strange_ids_name_harmless_files(small, tmp_path) -> None:
    ids = ["../../x", "CON", "a" * 300, "=1+1", "Åse/Ø", "*"]
    made = small.run(*(row(number, id=identity) for number, identity in enumerate(ids)))
    assert [one.status for one in made] == ["built"] * len(ids)
    assert sorted(one.file for one in made) == sorted(small.sheets())
    assert not [path for path in tmp_path.rglob("*.pdf") if path.parent != small.out]
    assert [line["id"] for line in small.table()][3] == "'=1+1"
    assert [sheet["id"] for sheet in small.listed()["sheets"]] == ids


# ---------------------------------------------------------------- once more
def test_what_is_there_is_not_made_again(small) -> None:
    first = small.run(*rows(3))
    before = {path: path.stat() for path in small.out.glob("*.pdf")}
    again = small.run()
    assert [one.status for one in again] == ["unchanged"] * 3
    assert {path: path.stat() for path in before} == before
    told = [(one.file, one.sha256, one.pages, one.version) for one in again]
    assert told == [(one.file, one.sha256, one.pages, one.version) for one in first]
    assert small.states(force=True) == ["built"] * 3


def test_only_a_changed_row_is_made_again(small) -> None:
    small.run(*rows(3))
    assert small.states(row(1), row(2, note="Another."), row(3)) == ["unchanged", "built", "unchanged"]
    assert small.states(row(3), row(4), row(1)) == ["unchanged", "built", "unchanged"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(path.read_bytes() + b"\n"),
        lambda path: path.write_bytes(b""),
        lambda path: os.utime(path, (1, 1)),
    ],
)
def test_a_file_that_is_not_as_it_was_written_is_made_again(small, spoil) -> None:
    small.run(*rows(2))
    whole = small.sheets()
    spoil(small.out / "P-00002.pdf")
    assert small.states() == ["unchanged", "built"]
    assert small.sheets() == whole
    assert small.states() == ["unchanged"] * 2


def test_changed_content_is_seen(small) -> None:
    small.run(row(1))
    change(small.content, "exercises/demo-hang/en.yaml", "Demo hang", "Other hang")
    assert small.states() == ["built"]
    assert "Other hang" in read(small.sheets()["P-00001.pdf"]).text()


def test_a_changed_option_is_seen(small, monkeypatch) -> None:
    small.run(row(1))
    assert small.states(defaults=Job("", paper="letter")) == ["built"]
    assert small.states(defaults=Job("", paper="letter")) == ["unchanged"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert small.states(defaults=Job("", paper="letter")) == ["built"]


def test_the_clinics_own_files_are_seen_and_no_others(small) -> None:
    """Records often lie beside the clinic's file: another night's rows make no sheet again."""
    clinic = put(small.folder, "clinic.yaml", "name: Clinic One\nlogo: logo.svg\n")
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h10v10z" fill="{}"/></svg>'
    put(small.folder, "logo.svg", svg.format("#112233"))
    assert small.states(row(1), clinic=clinic) == ["built"]
    put(small.folder, "notes.txt", "not the clinic's")
    assert small.states(row(1), row(2), clinic=clinic) == ["unchanged", "built"]
    put(small.folder, "logo.svg", svg.format("#445566"))
    assert small.states(clinic=clinic) == ["built", "built"]
    put(small.folder, "clinic.yaml", "name: Clinic Two\nlogo: logo.svg\n")
    assert small.states(clinic=clinic) == ["built", "built"]


def test_a_bad_clinic_file_is_told_once(small) -> None:
    clinic = put(small.folder, "clinic.yaml", "nmae: One\n")
    with pytest.raises(ProblemError, match=r"clinic\.yaml:1:1: nmae"):
        small.run(*rows(2), clinic=clinic)
    assert not small.out.exists()


def test_expired_content_is_not_given_out_again(small) -> None:
    assert small.states(row(1)) == ["built"]
    last = datetime.date(2027, 11, 1)
    assert small.states(today=last) == ["unchanged"]
    assert small.states(today=last + datetime.timedelta(days=1)) == ["failed"]


# ---------------------------------------------------------------- stopped
def test_a_run_that_is_stopped_goes_on_where_it_was(small) -> None:
    small.write(rows(4))
    heard = []

    def tell(made) -> None:
        heard.append(made.id)
        if len(heard) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_batch(small.batch(), tell)
    assert [line["id"] for line in small.table()] == heard == ["P-00001", "P-00002"]
    assert small.listed()["complete"] is False
    assert small.states() == ["unchanged", "unchanged", "built", "built"]
    assert small.listed()["complete"] is True


def test_what_a_killed_run_had_begun_is_cleared_away(small) -> None:
    small.out.mkdir()
    begun = put(small.out, ".handouts-abc.part", "%PDF half a sheet")
    other = put(small.out, "mine.part", "somebody's own")
    small.run(row(1))
    assert not begun.exists()
    assert other.exists()


def test_records_that_cannot_be_read_leave_the_manifest_alone(small) -> None:
    small.run(row(1))
    before = small.table()
    with pytest.raises(ProblemError, match="no such file"):
        small.run(records=small.folder / "nowhere.csv")
    assert small.table() == before


# ---------------------------------------------------------------- passwords
def test_sheets_are_encrypted_and_known_again(small) -> None:
    file = put(small.folder, "words.csv", "id,password\n")
    each = {"P-00001": "first secret", "P-00002": "second secret"}
    passwords = Passwords(str(file), each=each)
    made = small.run(*rows(3), passwords=passwords)
    assert [one.status for one in made] == ["built", "built", "failed"]
    (problem,) = made[2].problems
    assert str(problem).startswith(f"{small.records}:4: there is no password for this id")
    for identity, password in each.items():
        reader = PdfReader(BytesIO(small.sheets()[f"{identity}.pdf"]))
        assert reader.is_encrypted
        assert not reader.decrypt("wrong password")
        assert reader.decrypt(password)
    written = b"".join(path.read_bytes() for path in small.out.iterdir() if path.suffix != ".pdf")
    assert b'secret"' in written
    assert not [word for word in each.values() if word.encode() in written]
    assert small.states(passwords=passwords)[:2] == ["unchanged", "unchanged"]
    put(small.folder, "words.csv", "id,password\nchanged,since\n")
    assert small.states(passwords=passwords)[:2] == ["built", "built"]
    assert small.states()[:2] == ["built", "built"]


def test_the_journal_is_the_only_other_file(small) -> None:
    small.run(row(1))
    assert sorted(path.name for path in small.out.iterdir()) == sorted([NAME, *MANIFESTS, "P-00001.pdf"])
