from __future__ import annotations

import unicodedata

import bidi
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handouts.layout.bidi import as_seen, from_right, levels

LETTERS = "abcXYZ אבגשמ محمدعلي 0123٤٥٦ .,:;-/+%$' "


def seen(text: str) -> str:
    """The characters from left to right, as our levels and order say."""
    base, *order = levels(text)
    ink = len(text.rstrip(" "))
    order = [*order[:ink], *[base] * (len(text) - ink)]
    return "".join(as_seen(text, order))


@given(st.text(st.sampled_from(LETTERS), max_size=30))
@example("Ali محمد (أحمد) 12, Smith")
@example("محمد (علي) 12/3")
@example("שלום abc 12%, עולם.")
def test_the_order_is_that_of_another_implementation(text: str) -> None:
    """The Rust crate unicode-bidi, which has all of UAX 9; our levels come from the older one in Python."""
    assert seen(text) == bidi.get_display(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abc", [0, 0, 0, 0]),
        ("אב", [1, 1, 1]),
        ("א1", [1, 1, 2]),
        ("a א1 b", [0, 0, 0, 1, 2, 0, 0]),
        ("ی\u200cر", [1, 1, 1, 1]),
        ("", [0]),
    ],
)
def test_levels(text: str, expected: list[int]) -> None:
    assert levels(text) == expected


def test_only_letters_from_the_right_need_levels() -> None:
    for code in range(32, 0x2FFF):
        kind = unicodedata.bidirectional(chr(code))
        assert from_right(chr(code)) == (kind in ("R", "AL", "AN")), hex(code)


def test_parts_are_turned_level_by_level() -> None:
    assert as_seen("abc", [0, 0, 0]) == list("abc")
    assert as_seen("abc", [1, 1, 1]) == list("cba")
    assert as_seen("aBC12d", [0, 1, 1, 2, 2, 0]) == list("a12CBd")
    assert as_seen("", []) == []
