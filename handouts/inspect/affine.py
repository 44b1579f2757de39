"""Matrices and boxes as PDF has them: (a, b, c, d, e, f), and (left, bottom, right, top) in points."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
Points = list[tuple[float, float]]

IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
EVERYWHERE: Box = (-math.inf, -math.inf, math.inf, math.inf)
NOWHERE: Box = (math.inf, math.inf, -math.inf, -math.inf)


def matrix(numbers: Iterable[Any]) -> Matrix:
    """A matrix from six PDF numbers."""
    a, b, c, d, e, f = map(float, numbers)
    return a, b, c, d, e, f


def rectangle(numbers: Iterable[Any]) -> Box:
    """A box from a PDF rectangle, which may name any two opposite corners."""
    x, y, z, w = map(float, numbers)
    return min(x, z), min(y, w), max(x, z), max(y, w)


def times(a: Matrix, b: Matrix) -> Matrix:
    """The matrix that does `a` first and `b` then."""
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def shift(x: float, y: float) -> Matrix:
    """The matrix that moves."""
    return 1, 0, 0, 1, x, y


def stretch(m: Matrix) -> float:
    """By how much a matrix stretches a length, on average over all directions."""
    return math.sqrt(abs(m[0] * m[3] - m[1] * m[2]))


def moved(m: Matrix, points: Iterable[tuple[float, float]]) -> Points:
    """Points under a matrix."""
    return [(m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]) for x, y in points]


def corners(of: Box) -> Points:
    """The four corners of a box."""
    return [(of[0], of[1]), (of[2], of[1]), (of[2], of[3]), (of[0], of[3])]


def hull(points: Iterable[tuple[float, float]], grow: float = 0.0) -> Box:
    """The smallest box round points, larger by `grow` on all sides."""
    xs, ys = zip(*points, strict=True)
    return min(xs) - grow, min(ys) - grow, max(xs) + grow, max(ys) + grow


def overlap(a: Box, b: Box) -> Box | None:
    """What two boxes share, or None."""
    both = max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])
    return both if both[0] <= both[2] and both[1] <= both[3] else None


def union(boxes: Iterable[Box]) -> Box | None:
    """The box round boxes, or None when there are none."""
    points = [point for one in boxes for point in corners(one)]
    return hull(points) if points else None
