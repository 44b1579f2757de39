"""Direction words."""

from __future__ import annotations

import pytest

from handouts.figure.space.vocabulary import direction


@pytest.mark.parametrize(
    ("text", "side", "expected"),
    [
        ("down", 1, (0, 0, -1)),
        ("out", 1, (0, 1, 0)),
        ("out", -1, (0, -1, 0)),
        ("in", -1, (0, 1, 0)),
        ("forward 1 up", 1, (0.7071, 0, 0.7071)),
        ((0, 3, 0), 1, (0, 1, 0)),
    ],
)
def test_words_become_unit_vectors(text, side, expected):
    assert direction(text, side) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("donw", "did you mean 'down'?"),
        ("down 0.3", "a weight goes before its word"),
        ("up down", "points nowhere"),
        ("", "points nowhere"),
        ("99 up", "not between 0 and 10"),
        ("nan up", "not between 0 and 10"),
    ],
)
def test_nonsense_is_refused_in_plain_words(text, says):
    with pytest.raises(ValueError, match=says.replace("?", r"\?")):
        direction(text, 1)
