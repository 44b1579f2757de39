"""In which direction letters run where some run from right to left (Unicode Standard Annex 9)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
_FROM_RIGHT = {"R", "AL", "AN"}


def from_right(text: str) -> bool:
    """Whether any letter or number runs from right to left."""
    return not _FROM_RIGHT.isdisjoint(map(unicodedata.bidirectional, text))


def levels(text: str) -> list[int]:
    """The level of the paragraph, which its first letter decides, and then of each character: odd from the right."""
    if not from_right(text):
        return [0] * (len(text) + 1)
    from bidi import algorithm  # few sheets need it

    storage = algorithm.get_empty_storage()
    base = storage["base_level"] = algorithm.get_base_level(text)
    storage["base_dir"] = "LR"[base]
    algorithm.get_embedding_levels(text, storage)
    every = list(storage["chars"])  # the next step leaves out joiners
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    found = [base]
    for one in every:
        found.append(found[-1] if one["type"] == "BN" else one["level"])
    return found


def as_seen(parts: Sequence[T], order: Sequence[int]) -> list[T]:
    """The parts of a line, each with its level, from left to right (rule L2)."""
    seen = list(zip(order, parts, strict=True))
    for level in range(max(order, default=0), 0, -1):
        start = 0
        while start < len(seen):
            end = start
            while end < len(seen) and seen[end][0] >= level:
                end += 1
            seen[start:end] = seen[start:end][::-1]
            start = end + 1
    return [part for _, part in seen]
