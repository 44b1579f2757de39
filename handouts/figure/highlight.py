"""Muscle highlights: patches on the body's surface, cut to what the camera sees (cm)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import shapely

from handouts.figure.camera import Camera
from handouts.figure.muscles import MUSCLES, Patch
from handouts.figure.project import visible_patch
from handouts.figure.solids import Ellipsoid, Part
from handouts.figure.spec import HighlightSpec
from handouts.problems import did_you_mean

Geometry = Any
ROWS, COLUMNS = 15, 15
SHORTEST = 0.02  # a patch that reaches less far along a part is left out
DARK, LIGHTER = 0.5, 160  # luminance of the cloth below which the tint is lighter, and its tone in percent
# A surface may be two parts, such as what is covered and what is bare.
SEGMENTS = {
    "torso": ("torso", "hem"),
    "upper-arm": ("sleeve", "upper-arm"),
    "thigh": ("thigh", "knee"),
    "neck": ("neck", "scarf"),
}


class Sheet(NamedTuple):
    """A surface a patch lies on: the part's name, its cross-sections and the levels of the first and last of them."""

    part: str
    stations: Sequence[Ellipsoid]
    reach: tuple[float, float]


def muscle_patches(name: str) -> tuple[Patch, ...]:
    """The patches of a muscle. Raises ValueError for a name that is not known."""
    if name not in MUSCLES:
        raise ValueError(f"no muscle is called '{name}'; {did_you_mean(name, MUSCLES)}".rstrip("; "))
    return MUSCLES[name]


def highlight_shapes(tint: HighlightSpec, parts: Mapping[str, Part], camera: Camera) -> list[tuple[str, Geometry]]:
    """(part, shape on the page) for each part on which a highlight is seen."""
    sides = {"left": (1,), "right": (-1,), "both": (1, -1)}[tint.side]
    found: dict[str, list[Geometry]] = {}
    for patch in muscle_patches(tint.muscle):
        for sign in sides:
            for sheet in _sheets(patch.part, sign, parts):
                shape = _patch_shape(patch, sheet, sign, camera)
                if not shape.is_empty:
                    found.setdefault(sheet.part, []).append(shape)
    return [(part, _softened(shapely.union_all(shapes))) for part, shapes in found.items()]


def tint_tone(colour: str) -> int:
    """The highlight's tone on a part of this colour (#rrggbb): lighter on dark cloth, so that grey prints show it."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return LIGHTER if 0.2126 * red + 0.7152 * green + 0.0722 * blue < DARK else 100


def _sheets(name: str, sign: int, parts: Mapping[str, Part]) -> list[Sheet]:
    """The surfaces a patch's part stands for on one side of the body."""
    side, _, bone = name.rpartition("left-") if name.startswith("left-") else ("", "", name)
    prefix = ("left-" if sign > 0 else "right-") if name.startswith("left-") else side
    if bone == "slope":
        stations = parts["torso"].slopes[0 if sign > 0 else 1]
        return [Sheet("torso", stations, (0.0, 1.0))]
    sheets = []
    for segment in SEGMENTS.get(bone, (bone,)):
        part = parts.get(prefix + segment)
        if part is not None and part.stations:
            sheets.append(Sheet(part.name, part.stations, part.reach or (0.0, len(part.stations) - 1.0)))
    return sheets


def _patch_shape(patch: Patch, sheet: Sheet, sign: int, camera: Camera) -> Geometry:
    """What the camera sees of a patch on one surface."""
    table = np.array(patch.rows)
    low, high = max(table[0, 0], sheet.reach[0]), min(table[-1, 0], sheet.reach[1])
    if high - low < SHORTEST:
        return shapely.Polygon()
    levels = np.linspace(low, high, ROWS)
    first, last = (np.interp(levels, table[:, 0], table[:, k]) for k in (1, 2))
    places = (levels - sheet.reach[0]) / (sheet.reach[1] - sheet.reach[0]) * (len(sheet.stations) - 1)
    points, normals = np.zeros((ROWS, COLUMNS, 3)), np.zeros((ROWS, COLUMNS, 3))
    for row, place in enumerate(places):
        k = min(int(place), len(sheet.stations) - 2)
        a, b, share = sheet.stations[k], sheet.stations[k + 1], place - k
        centre, axes = a.centre * (1 - share) + b.centre * share, a.axes * (1 - share) + b.axes * share
        angles = np.radians(sign * np.linspace(first[row], last[row] + 0.01, COLUMNS))
        x, y = axes[:, 0], axes[:, 1]
        points[row] = centre + np.outer(np.cos(angles), x) + np.outer(np.sin(angles), y)
        across = np.outer(np.cos(angles), x / (x @ x)) + np.outer(np.sin(angles), y / (y @ y))
        normals[row] = across / np.linalg.norm(across, axis=1)[:, None]
    return visible_patch(points, normals, camera, 0.0)


def _softened(shape: Geometry) -> Geometry:
    """Corners rounded, slivers gone."""
    return shapely.simplify(shape.buffer(0.8, 6).buffer(-1.4, 6).buffer(0.6, 6), 0.05)
