"""Direction words for poses: 'down', 'forward 0.3 up', 'out 0.2 back' become unit vectors."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from handouts.figure.space.vectors import Vec, unit, vec
from handouts.problems import did_you_mean

WORDS = {
    "forward": (1.0, 0.0, 0.0),
    "back": (-1.0, 0.0, 0.0),
    "left": (0.0, 1.0, 0.0),
    "right": (0.0, -1.0, 0.0),
    "up": (0.0, 0.0, 1.0),
    "down": (0.0, 0.0, -1.0),
}
SIDE_WORDS = {"out": 1.0, "in": -1.0}  # away from the body's midline, towards it


def direction(text: str | Sequence[float], side: int = 0) -> Vec:
    """A unit vector from words, each with an optional weight before it, or from three numbers.

    `side` is +1 for left limbs and -1 for right ones: it gives `out` and `in` their meaning. Raises ValueError for
    an unknown word, a weight without a word, or a sum of zero.
    """
    return vec(*(_words(text, side) if isinstance(text, str) else _unit(text, vec(*text))))


@lru_cache(512)
def _words(text: str, side: int) -> tuple[float, ...]:
    """The direction that words mean: the solver asks for the same few a hundred times."""
    return _unit(text, _sum(text, side))


def _unit(text: str | Sequence[float], total: Vec) -> tuple[float, ...]:
    if float(total @ total) < 1e-9:
        raise ValueError(f"'{text}' points nowhere")
    return tuple(unit(total).tolist())


def check_direction(text: str | Sequence[float]) -> str | Sequence[float]:
    """The value itself when it is a direction; raises ValueError when not. For model validators."""
    direction(text, 1)
    return text


def _sum(text: str, side: int) -> Vec:
    total, weight, pending = vec(0, 0, 0), 1.0, False
    for token in text.split():
        if token in SIDE_WORDS:
            total = total + weight * vec(0, side * SIDE_WORDS[token], 0)
        elif token in WORDS:
            total = total + weight * vec(*WORDS[token])
        else:
            weight, pending = _weight(token), True
            continue
        weight, pending = 1.0, False
    if pending:
        raise ValueError(f"'{text}' ends with a number; a weight goes before its word, such as 'down 0.3 out'")
    return total


def _weight(token: str) -> float:
    try:
        value = float(token)
    except ValueError:
        hint = did_you_mean(token, [*WORDS, *SIDE_WORDS])
        raise ValueError(f"'{token}' is not a direction word; {hint}") from None
    if not 0 < value <= 10:
        raise ValueError(f"the weight '{token}' is not between 0 and 10")
    return value
