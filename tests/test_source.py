from __future__ import annotations

import os
import string

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from handouts import source
from handouts.problems import ProblemError
from handouts.source import MAX_BYTES, MAX_NODES, MAX_PROBLEMS, Source, load, parse
from tests.expected import cases, expected

TEXT = """\
name: Cat-cow
dose:
  reps: 6-10
  sets: 1
steps:
- one
- {two: 2}
when: 2026-11-21
truth: true
nothing:
half: 0.5
"""


def problems(text: str, label: str = "f.yaml") -> list[str]:
    with pytest.raises(ProblemError) as caught:
        parse(text, label)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("path", cases("source"), ids=lambda path: path.stem)
def test_bad_yaml_is_told_with_its_place(path) -> None:
    wanted = expected(path)
    assert wanted
    with pytest.raises(ProblemError) as caught:
        load(path, path.name)
    assert [str(problem) for problem in caught.value.problems] == wanted


def test_data_is_plain_and_dates_stay_text() -> None:
    assert parse(TEXT, "f.yaml").data == {
        "name": "Cat-cow",
        "dose": {"reps": "6-10", "sets": 1},
        "steps": ["one", {"two": 2}],
        "when": "2026-11-21",
        "truth": True,
        "nothing": None,
        "half": 0.5,
    }


@pytest.mark.parametrize(
    ("loc", "value_at", "key_at"),
    [
        ((), (1, 1), (1, 1)),
        (("name",), (1, 7), (1, 1)),
        (("dose",), (3, 3), (2, 1)),
        (("dose", "reps"), (3, 9), (3, 3)),
        (("dose", "hold"), (3, 3), (3, 3)),
        (("steps", 0), (6, 3), (6, 3)),
        (("steps", 1, "two"), (7, 9), (7, 4)),
        (("steps", 9, "two"), (6, 1), (6, 1)),
        (("name", "Line", "deeper"), (1, 7), (1, 7)),
    ],
)
def test_where_a_value_and_its_key_are(loc, value_at, key_at) -> None:
    found = parse(TEXT, "f.yaml")
    assert found.where(loc) == value_at
    assert found.where(loc, key=True) == key_at


def test_an_alias_is_written_out_and_placed_at_its_anchor() -> None:
    found = parse("a: &dose\n  reps: 1\nb: *dose\n", "f.yaml")
    assert found.data["b"] == {"reps": 1}
    assert found.where(("b", "reps")) == (2, 9)
    assert found.where(("b",), key=True) == (3, 1)


def test_texts_come_with_their_place() -> None:
    found = parse("a: x\nb: [1, v]\nc: {d: z}\n", "f.yaml")
    assert list(found.texts()) == [(("a",), "x"), (("b", 1), "v"), (("c", "d"), "z")]


def test_data_from_no_file_is_nowhere() -> None:
    found = Source.of({"reps": "6"}, "--set cat-cow")
    assert found.where(("reps",), key=True) == (0, 0)
    assert found.path == "--set cat-cow"


def test_the_digest_follows_the_text() -> None:
    assert parse("a: 1", "f").digest == parse("a: 1", "g").digest != parse("a: 2", "f").digest


def test_windows_line_ends_and_a_byte_order_mark_are_fine() -> None:
    found = parse("\ufeffa: 1\r\nb:\r\n  c: 2\r\n", "f.yaml")
    assert found.data == {"a": 1, "b": {"c": 2}}
    assert found.where(("b", "c")) == (3, 6)
    assert problems("a: 1\rb: 2") == ["f.yaml:1:5: a control character (U+000D) (delete it)"]


def test_both_parsers_agree(monkeypatch) -> None:
    text = TEXT + 'quoted: "é"\nblock: >-\n  folded\n  text\nlist:\n- - a\n  - b\nalias: &x [1]\nagain: *x\n'
    fast = parse(text, "f.yaml")
    monkeypatch.setattr(source, "_Parser", yaml.SafeLoader)
    slow = parse(text, "f.yaml")
    assert slow.data == fast.data
    for loc in (("dose", "reps"), ("steps", 1, "two"), ("list", 0, 1), ("again", 0), ("block",)):
        assert slow.where(loc) == fast.where(loc)


@pytest.mark.parametrize("path", cases("source"), ids=lambda path: path.stem)
def test_the_slow_parser_refuses_the_same_files(path, monkeypatch) -> None:
    monkeypatch.setattr(source, "_Parser", yaml.SafeLoader)
    with pytest.raises(ProblemError):
        load(path)


def test_what_cannot_be_opened_is_told(tmp_path) -> None:
    for path, message in (
        (tmp_path / "none.yaml", "there is no such file"),
        (tmp_path, "is not a file"),
        (tmp_path / "nul\0.yaml", "cannot be read: embedded null byte"),
    ):
        with pytest.raises(ProblemError) as caught:
            load(path, "f.yaml")
        assert str(caught.value) == f"f.yaml: {message}"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_named_pipe_does_not_hang(tmp_path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    with pytest.raises(ProblemError, match="is not a file"):
        load(tmp_path / "pipe.yaml")


def test_other_encodings_are_told_with_the_byte(tmp_path) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes("a: 1\nnåme: é".encode("latin-1"))
    with pytest.raises(ProblemError) as caught:
        load(path, "f.yaml")
    assert str(caught.value) == (
        "f.yaml:2:2: is not UTF-8 text: byte 7 is 0xE5 (save the file with the encoding UTF-8)"
    )


def test_large_files_are_refused(tmp_path) -> None:
    path = tmp_path / "f.yaml"
    path.write_text("# " + "x" * MAX_BYTES)
    with pytest.raises(ProblemError, match="larger than 1 MiB"):
        load(path)
    with pytest.raises(ProblemError, match="larger than 1 MiB"):
        parse("x" * (MAX_BYTES + 1), "f.yaml")


def test_many_values_are_refused() -> None:
    assert problems("a:\n" + "- x\n" * (MAX_NODES + 5)) == [
        f"f.yaml:{MAX_NODES + 2}:3: holds more than {MAX_NODES} values"
    ]


def test_reading_stops_after_many_problems() -> None:
    found = problems("a: yes\n" + "".join(f"b{n}: yes\n" for n in range(500)))
    assert len(found) == MAX_PROBLEMS + 1
    assert found[-1] == "f.yaml:100: reading stopped here: there are too many problems"
    assert len(problems("\t\n" * 500)) == MAX_PROBLEMS


def test_long_values_are_shortened_in_messages() -> None:
    assert all(len(line) < 200 for line in problems(f"a: 0{'1' * 5000}\n{'k' * 500}: 1\n{'k' * 500}: 2\n"))


YAMLISH = st.text(alphabet=string.ascii_letters[:6] + "0179-:,.&*!|>%@`'\"[]{}#?<~_ \n\t\r\\é\x07", max_size=80)


@given(st.text(max_size=60) | YAMLISH)
@example("a: &a *a")
@example("%TAG ! tag:x,2000:\n---\na: !x 1")
@example("\ud800")
@example('"\\ud800": 1')
@example("a: |\n")
@example("[" * 5000)
@example("- " * 5000)
@example("? " * 5000)
@example("{a: " * 60)
def test_any_text_is_read_or_refused_with_a_place_inside_it(text) -> None:
    try:
        found = parse(text, "f.yaml")
    except ProblemError as error:
        assert error.problems
        lines = text.count("\n") + text.count("\r") + 2
        assert all(problem.path == "f.yaml" and 0 <= problem.line <= lines for problem in error.problems)
        assert all(line.isprintable() for line in str(error).split("\n"))
    else:
        assert isinstance(found.data, dict)


@given(
    st.dictionaries(
        st.from_regex(r"\A[a-z]{6,9}\Z"),
        st.recursive(
            st.integers(-999, 999) | st.booleans() | st.from_regex(r"\A[a-z]{4,9}( [a-z]{4,9})?\Z"),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.from_regex(r"\A[a-z]{6,9}\Z"), inner),
            max_leaves=8,
        ),
        min_size=1,
    )
)
def test_what_is_written_is_read_back(data) -> None:
    text = yaml.safe_dump(data)
    found = parse(text, "f.yaml")
    assert found.data == yaml.safe_load(text)
    for key in data:
        line, column = found.where((key,), key=True)
        assert text.split("\n")[line - 1][column - 1 :].startswith(key)
