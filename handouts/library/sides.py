"""Words that count only when both sides of the body are done: they stand in square brackets."""

from __future__ import annotations

import re

_BOTH = re.compile(r"\[([^\[\]]*)\]")


def both_sides(words: str) -> str:
    """The words as they are when both sides are done."""
    return _BOTH.sub(r"\1", words)


def one_side(words: str) -> str:
    """The words that are left when only one side is done, which may be none."""
    return _BOTH.sub("", words).strip()


def tell_of_both(words: str) -> bool:
    """Whether something of it counts only when both sides are done."""
    return bool(_BOTH.search(words))


def unmatched(words: str) -> bool:
    """Whether a bracket has no other one."""
    return any(bracket in _BOTH.sub("", words) for bracket in "[]")
