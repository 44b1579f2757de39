"""Muscle highlights: patches on the body's surface, cut to what the camera sees (cm)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely

from handouts.figure.camera import Camera
from handouts.figure.muscles import MUSCLES, Patch
from handouts.figure.project import visible_patch
from handouts.figure.solids import Ellipsoid, Part
from handouts.figure.spec import HighlightSpec
from handouts.problems import did_you_mean

Geometry = Any
ROWS, COLUMNS = 13, 15


def muscle_patches(name: str) -> tuple[Patch, ...]:
    """The patches of a muscle. Raises ValueError for a name that is not known."""
    if name not in MUSCLES:
        raise ValueError(f"no muscle is called '{name}'; {did_you_mean(name, MUSCLES)}".rstrip("; "))
    return MUSCLES[name]


def highlight_shapes(tint: HighlightSpec, parts: dict[str, Part], camera: Camera) -> list[tuple[str, Geometry]]:
    """(part, shape on the page) for each visible patch of a highlight."""
    sides = {"left": (1,), "right": (-1,), "both": (1, -1)}[tint.side]
    shapes = []
    for patch in muscle_patches(tint.muscle):
        for sign in sides:
            name = patch.part if sign > 0 else patch.part.replace("left-", "right-")
            shape = _patch_shape(patch, parts[name].stations, sign, camera)
            if not shape.is_empty:
                shapes.append((name, shape))
    return shapes


def _patch_shape(patch: Patch, stations: Sequence[Ellipsoid], sign: int, camera: Camera) -> Geometry:
    """A rounded, slightly slanted area over cross-sections; narrower towards both ends, like a muscle."""
    levels = np.linspace(*patch.along, ROWS)
    middle, half = (patch.around[0] + patch.around[1]) / 2, (patch.around[1] - patch.around[0]) / 2
    points, normals = np.zeros((ROWS, COLUMNS, 3)), np.zeros((ROWS, COLUMNS, 3))
    for row, level in enumerate(levels):
        k = int(min(level, len(stations) - 2))
        a, b = stations[k], stations[k + 1]
        share = level - k
        centre, axes = a.centre * (1 - share) + b.centre * share, a.axes * (1 - share) + b.axes * share
        end = abs(2 * row / (ROWS - 1) - 1)
        width = half * np.sqrt(max(0.0, 1 - end**2.6)) + 0.01
        lean = patch.slant * (row / (ROWS - 1) - 0.5)
        angles = np.radians(sign * np.linspace(middle + lean - width, middle + lean + width, COLUMNS))
        x, y = axes[:, 0], axes[:, 1]
        points[row] = centre + np.outer(np.cos(angles), x) + np.outer(np.sin(angles), y)
        across = np.outer(np.cos(angles), x / (x @ x)) + np.outer(np.sin(angles), y / (y @ y))
        normals[row] = across / np.linalg.norm(across, axis=1)[:, None]
    shape = visible_patch(points, normals, camera, 0.0)
    return shapely.simplify(shape.buffer(0.8, 6).buffer(-0.8, 6).buffer(-0.5, 6).buffer(0.5, 6), 0.05)
