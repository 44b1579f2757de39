"""Saved files are noticed, each change once, and not before they are whole."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from handouts.cli.polling import changed, changes, stamps

A, B = Path("a"), Path("b")


def test_stamps_leave_out_what_is_not_there(tmp_path):
    (tmp_path / "a").write_text("one", "utf-8")
    found = stamps([tmp_path / "a", tmp_path / "b"])
    assert [(path.name, size) for path, (_, size) in found.items()] == [("a", 3)]


def test_written_made_and_removed_files_have_changed():
    assert changed({A: (1, 1)}, {A: (1, 1)}) == frozenset()
    assert changed({A: (1, 1)}, {A: (2, 1)}) == {A}
    assert changed({A: (1, 1)}, {A: (1, 2)}) == {A}
    assert changed({A: (1, 1)}, {B: (1, 1)}) == {A, B}


def told(looks: list[dict[Path, tuple[int, int]]], count: int) -> list[frozenset[Path]]:
    """What `changes` tells when it sees these looks one after the other."""
    script = iter(looks)
    return list(islice(changes(lambda: next(script), lambda: None), count))


def test_first_everything_then_each_change_once():
    one, two = {A: (1, 1), B: (1, 1)}, {A: (2, 1), B: (1, 1)}
    assert told([one, one, two, two, two, one, one], 3) == [{A, B}, {A}, {A}]


def test_a_file_is_not_told_of_while_it_grows():
    assert told([{A: (1, 9)}, {A: (2, 0)}, {A: (2, 4)}, {A: (3, 9)}, {A: (3, 9)}], 2) == [{A}, {A}]


def test_a_file_that_went_and_came_back_is_no_change():
    looks = [{A: (1, 9)}, {}, {A: (1, 9)}, {A: (1, 9)}, {A: (2, 9)}, {A: (2, 9)}]
    assert told(looks, 2) == [{A}, {A}]
