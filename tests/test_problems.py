from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.problems import OPTIONS, Origin, Problem, ProblemError, did_you_mean


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (Problem("is missing"), "is missing"),
        (Problem("is missing", "a.yaml"), "a.yaml: is missing"),
        (Problem("is missing", "a.yaml", 3), "a.yaml:3: is missing"),
        (Problem("is missing", "a.yaml", 3, 5), "a.yaml:3:5: is missing"),
        (Problem("is missing", "a.yaml", 3, 5, "dose.reps"), "a.yaml:3:5: dose.reps: is missing"),
        (Problem("is odd", "a.yaml", hint="leave it", level="warning"), "a.yaml: warning: is odd (leave it)"),
        (Problem("is odd", field="x"), "x: is odd"),
        (Problem("is odd", line=7), "is odd"),
    ],
)
def test_one_line(problem: Problem, line: str) -> None:
    assert str(problem) == line


def test_at_adds_a_place_and_keeps_the_rest() -> None:
    assert str(Problem("is odd", field="x", hint="h").at("b.yaml", 2, 9)) == "b.yaml:2:9: x: is odd (h)"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("\x1b[31mred\x1b[0m", r"\x1b[31mred\x1b[0m"),
        ("\x1b]0;title\x07", r"\x1b]0;title\x07"),
        ("two\nlines\r\ttab", r"two\nlines\r\ttab"),
        ("\x9b31m", r"\x9b31m"),
        ("\u202etxt.exe", r"\u202etxt.exe"),
        ("\u2028", r"\u2028"),
        ("\x00\x7f", r"\x00\x7f"),
        ("\udcff", r"\udcff"),
        ("Łódź – “quoted” é", "Łódź – “quoted” é"),
    ],
)
def test_control_characters_become_visible_wherever_they_stand(value: str, shown: str) -> None:
    assert str(Problem(f"no '{value}'")) == f"no '{shown}'"
    assert str(Problem("m", value, 1, 1)) == f"{shown}:1:1: m"
    assert str(Problem("m", field=value)) == f"{shown}: m"
    assert str(Problem("m", hint=value)) == f"m ({shown})"


@given(st.text(), st.text(), st.text(), st.text())
def test_a_problem_is_always_one_printable_line(message: str, path: str, field: str, hint: str) -> None:
    line = str(Problem(message, path, 1, 2, field, hint))
    assert line.isprintable()
    assert line.encode("utf-8").decode("utf-8") == line  # no lone surrogates


def test_an_error_carries_all_its_problems() -> None:
    error = ProblemError(Problem(m) for m in ("one", "two"))
    assert [p.message for p in error.problems] == ["one", "two"]
    assert str(error) == "one\ntwo"
    assert ProblemError(Problem("alone")).problems == (Problem("alone"),)


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("cat-cwo", ["cat-cow", "wall-angel"], "did you mean 'cat-cow'?"),
        ("zzz", ["b", "a"], "one of: a, b"),
        ("zzz", [], ""),
        ("Cat cow", ["cat-cow", "wall-angel"], "did you mean 'cat-cow'?"),
        ("A4", ["a3", "a4"], "did you mean 'a4'?"),
        ("wall", ["cat-cow", "wall-angel"], "did you mean 'wall-angel'?"),
        (
            "neck",
            ["neck-rolls", "becks", "bent-neck", *map("name-{}".format, range(20))],
            "one of: bent-neck, neck-rolls",
        ),
        ("up", ["push-up", *map("name-{}".format, range(20))], ""),
        ("zzz", [f"name-{i}" for i in range(13)], ""),
        ("zzz", [f"name-{i}" for i in range(10, 22)], "one of: " + ", ".join(f"name-{i}" for i in range(10, 22))),
    ],
)
def test_did_you_mean(word: str, known: list[str], hint: str) -> None:
    assert did_you_mean(word, known) == hint
    assert did_you_mean(word, iter(reversed(known))) == hint


ROW, ITEM = Origin("rows.csv", 7, table=True), Origin("one.yaml", 3)


@pytest.mark.parametrize(
    ("origin", "wish", "slug", "key", "name"),
    [
        (OPTIONS, "set", "cat-cow", "reps", "--set"),
        (OPTIONS, "next", "", "", "--next"),
        (ROW, "set", "cat-cow", "reps", "cat-cow.reps"),
        (ROW, "skip", "cat-cow", "", "skip"),
        (ROW, "patient", "", "", "name"),
        (ROW, "next", "", "", "next_appointment"),
        (ITEM, "set", "cat-cow", "reps", "changes.cat-cow.reps"),
        (ITEM, "skip", "cat-cow", "", "changes.cat-cow.skip"),
        (ITEM, "patient", "", "", "patient.name"),
        (ITEM, "add", "", "", "add"),
    ],
)
def test_a_wish_has_the_name_under_which_it_was_written(origin, wish, slug, key, name) -> None:
    assert origin.name(wish, slug, key) == name
    assert f"{name}: no" in str(origin.problem(wish, "no", "", slug, key))


def test_a_problem_without_a_place_gets_that_of_the_record() -> None:
    assert str(ROW.placed(Problem("there is no layout 'x'"), "layout")) == "rows.csv:7: layout: there is no layout 'x'"
    assert str(ROW.placed(Problem("no", field="reps"), "layout")) == "rows.csv:7: reps: no"
    assert str(ROW.placed(Problem("no"))) == "rows.csv:7: no"
    elsewhere = Problem("no", "cat-cow/en.yaml", 2)
    assert ROW.placed(elsewhere, "layout") == elsewhere
    assert str(OPTIONS.placed(Problem("there is no layout 'x'"), "layout")) == "there is no layout 'x'"
