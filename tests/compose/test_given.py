from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from handouts.compose.given import given
from handouts.problems import OPTIONS, Origin, ProblemError


def printed(text: str) -> str:
    return given({"patient": text}, OPTIONS)["patient"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Anna Holm", "Anna Holm"),
        ("Zoe\u0308 Nguye\u0302\u0303n", "Zoë Nguyễn"),
        ("x\u030c", "x\u030c"),
        ("\u1112\u1161\u11ab", "한"),
        ("a\tb\r\nc\u2028d\u3000e", "a b c d e"),
        ("  Łódź\ufeff ", "Łódź"),
        ("Anna\u200b Ho\u00adlm\u2060é", "Anna Holmé"),
        ("\u2067محمد\u2069\u200f", "محمد"),
        ("\u202aé\u202c", "é"),
        ("علی\u200cرضا", "علی\u200cرضا"),
        ("क\u094d\u200dष", "क\u094d\u200dष"),
        ("é\u200d \u200cé\u200c", "é é"),
        ("\u0661\u06dd", "\u0661\u06dd"),
        ("a\u00a0é", "a\u00a0é"),
        ("ab\u200cdé", "abdé"),
    ],
)
def test_what_is_printed(words: str, expected: str) -> None:
    assert printed(words) == expected


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("a\u202eb", "holds U+202E, which turns the order of letters round"),
        ("a\u202db", "holds U+202D, which turns the order of letters round"),
        ("a\x07é", "holds U+0007, a control character"),
        ("a\x1b[31m", "holds U+001B, a control character"),
        ("a\x9b", "holds U+009B, a control character"),
        ("\ue000", "holds U+E000, a character of private use"),
        ("a\ud800", "holds U+D800, half of a character"),
        ("a\U000e0041", "holds U+E0041, a letter that cannot be seen"),
        ("\u0301a", "holds U+0301, a mark that stands on no letter"),
        ("a \u0301b", "holds U+0301, a mark that stands on no letter"),
        ("x" + "\u030c" * 5, "holds more than 4 marks on one letter"),
    ],
)
def test_what_is_refused(words: str, reason: str) -> None:
    with pytest.raises(ProblemError) as error:
        printed(words)
    assert str(error.value).startswith(f"--patient: {reason} (")
    assert all(c.isprintable() for c in str(error.value))


def test_all_that_is_refused_is_told_at_once_with_its_column() -> None:
    with pytest.raises(ProblemError) as error:
        given({"patient": "a\u202eb", "note": "fine é", "next": "\ue000"}, Origin("list.csv", 7, table=True))
    assert [(p.path, p.line, p.field) for p in error.value.problems] == [
        ("list.csv", 7, "name"), ("list.csv", 7, "next_appointment"),
    ]  # fmt: skip


@examples(st.text(max_size=20))
def test_nothing_unseen_is_left(text: str) -> None:
    try:
        found = printed(text)
    except ProblemError:
        return
    assert not {"Cc", "Co", "Cs"} & set(map(unicodedata.category, found))
    assert not set(found) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
    assert printed(found) == found
