"""Brush strokes: lines that swell from thin ends, all of a picture at once, which takes half the time (cm)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString

FEWEST, MOST, DENSE = 5, 60, 1.2  # points along a stroke, and how many there are for each cm
TAPER = 5.0  # cm over which a stroke grows from its tip
TIP = 0.3  # share of the width at the ends


def strokes(lines: Sequence[LineString], widths: Sequence[float], fineness: float = 1.0) -> NDArray[np.object_]:
    """The shape of a stroke along each line; `fineness` is by how much the picture is drawn larger than a figure."""
    along = np.array(lines, dtype=object)
    lengths = shapely.length(along)
    counts = np.clip(lengths * DENSE * fineness**2, FEWEST, MOST).astype(int)
    line = np.repeat(np.arange(len(along)), counts)
    first = (np.cumsum(counts) - counts)[line]
    step, last = np.arange(len(line)) - first, counts[line] - 1
    spaced = lengths[line] / last
    points = shapely.get_coordinates(shapely.line_interpolate_point(along[line], step * spaced))
    swell = np.sqrt(np.minimum(1.0, np.minimum(step, last - step) * spaced / np.minimum(TAPER, lengths / 2)[line]))
    half = np.array(widths)[line] / 2 * (TIP + (1 - TIP) * swell)
    ahead = points[first + np.minimum(step + 1, last)] - points[first + np.maximum(step - 1, 0)]
    across = half[:, None] * ahead[:, ::-1] * (-1.0, 1.0) / (np.hypot(*ahead.T)[:, None] + 1e-9)
    ring = np.empty((2 * len(line), 2))  # there on the left side of the line, back on its right
    ring[2 * first + step], ring[2 * first + 2 * last + 1 - step] = points + across, points - across
    shapes: NDArray[np.object_] = shapely.polygons(shapely.linearrings(ring, indices=np.repeat(line, 2)))
    crossed = ~shapely.is_valid(shapes)
    shapes[crossed] = shapely.buffer(shapes[crossed], 0)
    return shapes
