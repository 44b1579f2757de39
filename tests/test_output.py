from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from handouts.output import clear, foreign, is_file, put, spare_foreign, writing
from handouts.problems import ProblemError


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_with_its_folders(tmp_path) -> None:
    path = tmp_path / "a" / "b" / "c.pdf"
    put(path, b"words\r\n\x00")
    assert path.read_bytes() == b"words\r\n\x00"
    assert names(path.parent) == ["c.pdf"]


def test_a_file_is_replaced(tmp_path) -> None:
    path = tmp_path / "c.pdf"
    put(path, b"a long first version")
    put(path, b"second")
    assert path.read_bytes() == b"second"
    assert names(tmp_path) == ["c.pdf"]


@pytest.mark.parametrize(("umask", "expected"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_a_file_has_the_rights_that_the_umask_allows(tmp_path, umask, expected) -> None:
    before = os.umask(umask)
    try:
        put(tmp_path / "c.pdf", b"x")
        assert os.umask(umask) == umask  # left as it was
    finally:
        os.umask(before)
    assert mode(tmp_path / "c.pdf") == expected


def test_a_private_file_is_for_its_owner_only_even_over_a_public_one(tmp_path) -> None:
    path = tmp_path / "c.pdf"
    put(path, b"public")
    path.chmod(0o666)
    put(path, b"private", private=True)
    assert mode(path) == 0o600
    put(path, b"public")
    assert mode(path) != 0o600


@pytest.mark.parametrize("name", ["fsync", "replace"])
def test_when_it_fails_the_old_file_stays_and_no_part_is_left(tmp_path, monkeypatch, name) -> None:
    path = tmp_path / "c.pdf"
    put(path, b"good")

    def fail(*_):
        raise OSError(28, "No space left on device")

    if name == "replace":
        monkeypatch.setattr(Path, "replace", fail)
    else:
        monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(ProblemError) as error:
        put(path, b"bad")
    monkeypatch.undo()
    assert path.read_bytes() == b"good"
    assert names(tmp_path) == ["c.pdf"]
    (problem,) = error.value.problems
    assert problem.path == str(path)
    assert problem.message == "cannot write the file: No space left on device"
    assert "--output" in problem.hint


def test_an_interruption_leaves_no_part(tmp_path, monkeypatch) -> None:
    def interrupt(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        put(tmp_path / "c.pdf", b"x")
    assert names(tmp_path) == []


def test_a_file_where_a_folder_should_be(tmp_path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ProblemError, match="cannot write the file"):
        put(tmp_path / "file" / "c.pdf", b"x")
    with pytest.raises(ProblemError, match="cannot write the file"):
        put(tmp_path / "file" / "more" / "c.pdf", b"x")


def test_a_folder_where_the_file_should_be(tmp_path) -> None:
    (tmp_path / "c.pdf").mkdir()
    with pytest.raises(ProblemError, match="cannot write the file"):
        put(tmp_path / "c.pdf", b"x")
    assert names(tmp_path) == ["c.pdf"]


def test_a_file_written_piece_by_piece_is_there_whole_or_not_at_all(tmp_path) -> None:
    path = tmp_path / "a" / "c.pdf"
    with writing(path, private=True) as file:
        file.write(b"one ")
        assert not path.exists()
        file.write(b"two")
    assert (path.read_bytes(), mode(path)) == (b"one two", 0o600)
    with pytest.raises(ZeroDivisionError), writing(path) as file:
        file.write(b"half")
        1 / 0  # noqa: B018
    assert path.read_bytes() == b"one two"
    assert names(path.parent) == ["c.pdf"]


def test_what_a_killed_process_left_is_cleared_away(tmp_path) -> None:
    with pytest.raises(SystemExit), writing(tmp_path / "c.pdf") as file:
        (begun,) = tmp_path.iterdir()
        copy = begun.with_name(f"{begun.stem}2.part")
        copy.write_bytes(b"half")
        file.write(b"x")
        raise SystemExit
    assert names(tmp_path) == [copy.name]
    (tmp_path / "mine.part").write_bytes(b"x")
    clear(tmp_path)
    clear(tmp_path / "nowhere")
    assert names(tmp_path) == ["mine.part"]


@pytest.mark.parametrize(
    "theirs", [b"<svg xmlns='x'/>", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7", b"Given to nobody", b"words"]
)
def test_what_somebody_else_made_is_spared_unless_that_is_said(tmp_path, theirs) -> None:
    path = tmp_path / "c"
    path.write_bytes(theirs)
    with pytest.raises(ProblemError, match=r"did not make .*--force"):
        spare_foreign(path)
    spare_foreign(path, force=True)


def test_what_is_not_there_or_empty_is_nobodys(tmp_path) -> None:
    assert not foreign(tmp_path / "c")
    (tmp_path / "c").touch()
    assert not foreign(tmp_path / "c")


def test_an_output_is_one_file_or_a_folder() -> None:
    assert list(map(is_file, map(Path, ("a.pdf", "b/A.PDF", "build", "pdf", ".pdf")))) == [
        True,
        True,
        False,
        False,
        False,
    ]
