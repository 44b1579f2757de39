"""Lengths: everything inside the program is in points; a user writes `15mm`, `2.5cm`, `12pt` or `1in`."""

from __future__ import annotations

import re

PER_UNIT = {"pt": 1.0, "mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0}
_LENGTH = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*(pt|mm|cm|in)\s*", re.ASCII)


def mm(value: float) -> float:
    """Millimetres to points."""
    return value * PER_UNIT["mm"]


def to_mm(points: float) -> float:
    """Points to millimetres."""
    return points / PER_UNIT["mm"]


def length(text: str) -> float:
    """Points of a length with its unit, such as `15mm`. Raises ValueError when there is no number or no unit."""
    found = _LENGTH.fullmatch(text)
    if not found:
        raise ValueError(f"'{text}' is not a length; write a number and a unit, such as 15mm or 12pt")
    return float(found[1]) * PER_UNIT[found[2]]
