from __future__ import annotations

import pytest

from handouts.problems import Problem
from handouts.rules.silence import silence

LONG = Problem("a step of 17 words", "a.yaml", 3, 3, "steps.0", level="warning", rule="prose-step-length")
WORDS = "name: x\nsteps:\n- Long words.\n"


def after(text: str, *problems: Problem) -> tuple[list[str], list[str]]:
    left, silenced = silence(problems, {"a.yaml": text})
    return [f"{p.line} {p.rule}: {p.message}" for p in left], [reason for _, reason in silenced]


def moved(lines: int) -> Problem:
    return LONG.at("a.yaml", 3 + lines, 3)


def test_without_a_comment_everything_is_told() -> None:
    assert after(WORDS, LONG) == (["3 prose-step-length: a step of 17 words"], [])


def test_a_comment_with_a_reason_silences_the_line_below() -> None:
    text = "name: x\nsteps:\n# check: prose-step-length: the words of a law\n- Long words.\n"
    assert after(text, moved(1)) == ([], ["the words of a law"])


def test_several_comments_stand_above_one_line() -> None:
    other = Problem("hard", "a.yaml", 5, 3, level="warning", rule="prose-glossary")
    text = (
        "name: x\nsteps:\n# check: prose-step-length: the words of a law\n"
        "# check: prose-glossary: for physicians only\n- Long words.\n"
    )
    assert after(text, moved(2), other) == ([], ["the words of a law", "for physicians only"])


@pytest.mark.parametrize(
    ("comment", "told"),
    [
        ("# check: prose-step-length", "3 check-comment: the reason is missing"),
        ("# check: prose-step-length:", "3 check-comment: the reason is missing"),
        ("# check: prose-step-length: ...", "3 check-comment: the reason is missing"),
        ("# check: prose-steps: a good reason", "3 check-comment: there is no rule 'prose-steps'"),
        (
            "# check: about-expired: a good reason",
            "3 check-comment: 'about-expired' is an error and cannot be silenced",
        ),
        ("# check: prose-glossary: a good reason", "3 check-unused: nothing below it breaks 'prose-glossary'"),
    ],
)
def test_a_comment_that_does_not_count_is_told_and_silences_nothing(comment: str, told: str) -> None:
    left, silenced = after(f"name: x\nsteps:\n{comment}\n- Long words.\n", moved(1))
    assert left == ["4 prose-step-length: a step of 17 words", told]
    assert silenced == []


def test_a_comment_covers_its_own_file_and_line_only() -> None:
    text = "# check: prose-step-length: the words of a law\nname: x\nsteps:\n- Long words.\n"
    assert after(text, moved(1))[0] == [
        "4 prose-step-length: a step of 17 words", "1 check-unused: nothing below it breaks 'prose-step-length'",
    ]  # fmt: skip
    elsewhere = Problem("x", "b.yaml", 2, rule="prose-step-length", level="warning")
    assert silence([elsewhere], {"a.yaml": text})[1] == []


def test_an_error_stays_even_when_it_names_a_silenced_line() -> None:
    error = Problem("is missing", "a.yaml", 4, 1, rule="reference-dead")
    text = "name: x\nsteps:\n# check: prose-step-length: the words of a law\n- Long words.\n"
    assert after(text, moved(1), error)[0] == ["4 reference-dead: is missing"]
