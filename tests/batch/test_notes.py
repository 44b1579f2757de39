from __future__ import annotations

import stat

from click.testing import CliRunner

from handouts.cli import group
from tests.batch.rows import row, rows


def test_beside_each_sheet_lies_its_chart_note(small) -> None:
    small.run(row(1, **{"demo-reach.reps": "7"}), row(2, routine="dmeo"), row(3), notes=True)
    notes = {path.name: path.read_text() for path in small.out.glob("*.txt")}
    assert sorted(notes) == ["P-00001.txt", "P-00003.txt"]
    assert notes["P-00001.txt"].startswith("Given 2026-11-20 to P-00001\nDemo")
    assert "7 times" in notes["P-00001.txt"]
    assert "(changed for this patient)" in notes["P-00001.txt"]
    assert "Note to the patient: Remark3." in notes["P-00003.txt"]
    assert not [note for note in notes.values() if "Given1" in note or "Family" in note]
    assert {stat.S_IMODE(path.stat().st_mode) for path in small.out.glob("*.txt")} == {0o600}


def test_asking_for_notes_later_writes_them(small) -> None:
    assert small.states(*rows(2)) == ["built"] * 2
    assert small.states(*rows(2), notes=True) == ["built"] * 2
    assert small.states(*rows(2), notes=True) == ["unchanged"] * 2
    assert len(list(small.out.glob("*.txt"))) == 2


def test_a_note_that_was_deleted_is_written_again(small) -> None:
    assert small.states(*rows(2), notes=True) == ["built"] * 2
    note = small.out / "P-00002.txt"
    told = note.read_bytes()
    note.unlink()
    assert small.states(*rows(2), notes=True) == ["unchanged", "built"]
    assert note.read_bytes() == told


def test_a_pack_has_no_notes() -> None:
    result = CliRunner().invoke(group, ["batch", "rows.csv", "--pack", "run.pdf", "--chart-note"])
    assert result.exit_code == 2
    assert "without chart notes" in result.stderr
