from __future__ import annotations

import json
import os

import pytest

from handouts import record as module
from handouts.record import NAME, Record


def stamped(*paths):
    """Inputs as they are now."""
    return {path: [path.stat().st_size, path.stat().st_mtime_ns] for path in paths}


@pytest.fixture(autouse=True)
def program(tmp_path_factory, monkeypatch):
    """A small program of our own, so that work on the real one does not disturb."""
    package = tmp_path_factory.mktemp("package")
    (package / "one.py").write_text("x = 1")
    monkeypatch.setattr(module, "_PACKAGE", package)
    module.program.cache_clear()
    yield package
    module.program.cache_clear()


@pytest.fixture
def files(tmp_path):
    """An output with its inputs, remembered."""
    (tmp_path / "in.yaml").write_text("one")
    (tmp_path / "other.yaml").write_text("two")
    (tmp_path / "out.pdf").write_text("made")
    record = Record(tmp_path)
    inputs = stamped(tmp_path / "in.yaml", tmp_path / "other.yaml")
    record.remember(tmp_path / "out.pdf", "job", inputs, [tmp_path / "gone.yaml"])
    record.save()
    return tmp_path


def current(folder, key: str = "job") -> bool:
    """As another process sees it."""
    return Record(folder).is_current(folder / "out.pdf", key)


def test_what_has_not_changed_is_current(files) -> None:
    assert current(files)
    assert current(files)


def test_another_job_is_not(files) -> None:
    assert not current(files, "another job")
    assert not Record(files).is_current(files / "another.pdf", "job")


def touch(path, seconds: float = 5) -> None:
    now = path.stat()
    os.utime(path, (now.st_atime, now.st_mtime + seconds))


def test_an_input_that_was_only_touched_is_the_same(files) -> None:
    touch(files / "in.yaml")
    assert current(files)


@pytest.mark.parametrize("words", ["six", "longer", ""])
def test_a_changed_input(files, words: str) -> None:
    (files / "in.yaml").write_text(words)
    touch(files / "in.yaml")
    assert not current(files)


def test_a_lost_input(files) -> None:
    (files / "other.yaml").unlink()
    assert not current(files)


def test_a_file_that_appears_where_none_was(files) -> None:
    (files / "gone.yaml").write_text("")
    assert not current(files)


def test_an_output_that_is_lost_or_is_not_ours(files) -> None:
    (files / "out.pdf").write_text("theirs")
    assert not current(files)
    (files / "out.pdf").unlink()
    assert not current(files)


def test_forgotten(files) -> None:
    record = Record(files)
    record.forget(files / "out.pdf")
    record.forget(files / "never.pdf")
    record.save()
    assert not current(files)


def test_another_version_of_the_program(files, monkeypatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(module, "__version__", "0.0.0")
        module.program.cache_clear()
        assert not current(files)
    module.program.cache_clear()
    assert current(files)


@pytest.mark.parametrize("name", ["one.py", "deep/two.py"])
def test_a_change_in_the_program(files, program, name: str) -> None:
    (program / name).parent.mkdir(exist_ok=True)
    (program / name).write_text("x = 22")
    module.program.cache_clear()
    assert not current(files)


def test_the_record_holds_paths_and_digests_only(files) -> None:
    held = json.loads((files / NAME).read_text("utf-8"))
    (entry,) = held["files"].values()
    assert entry.keys() == {"key", "output", "inputs", "absent", "told"}
    assert len(entry["key"]) == 64
    assert "one" not in json.dumps(list(entry["inputs"].values()))


DAMAGED = ["", "{", "[]", "null", '{"files": []}', '{"files": {"out.pdf": null}}', '{"files": {"out.pdf": {}}}',
           '{"files": {"out.pdf": []}}', '{"files": {"out.pdf": {"key": 1}}}', '{"other": 1}', "\x00\x01"]  # fmt: skip


@pytest.mark.parametrize("text", DAMAGED)
def test_a_damaged_record_counts_as_empty(files, text: str) -> None:
    (files / NAME).write_text(text)
    assert not current(files)
    record = Record(files)
    record.remember(files / "out.pdf", "job", {}, [])
    record.save()
    assert current(files)


@pytest.mark.parametrize(
    "change", [{"inputs": []}, {"inputs": {"x": 1}}, {"inputs": {"x": [1]}}, {"absent": 3}, {"output": 4}]
)
def test_a_record_of_another_form_counts_as_empty(files, change: dict) -> None:
    held = json.loads((files / NAME).read_text("utf-8"))
    held["files"]["out.pdf"].update(change)
    (files / NAME).write_text(json.dumps(held))
    assert not current(files)


def test_bytes_that_are_no_text_count_as_empty(files) -> None:
    (files / NAME).write_bytes(b"\xff\xfe{")
    assert not current(files)


def test_a_folder_that_takes_no_record_does_no_harm(tmp_path) -> None:
    (tmp_path / NAME).mkdir()
    record = Record(tmp_path)
    record.save()
    assert (tmp_path / NAME).is_dir()
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_an_input_written_during_the_build_is_not_recorded(files) -> None:
    record = Record(files)
    inputs = stamped(files / "in.yaml")
    (files / "in.yaml").write_text("changed meanwhile")
    record.remember(files / "out.pdf", "job", inputs, [])
    record.save()
    assert not current(files)


def test_a_new_font_makes_everything_anew(files, program) -> None:
    (program / "face.ttf").write_text("letters")
    module.program.cache_clear()
    assert not current(files)
