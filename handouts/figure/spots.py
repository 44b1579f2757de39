"""Free places beside the body for what explains a picture: signs and close-ups (cm)."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from handouts.figure.markspec import Corner
from handouts.figure.vectors import Vec, vec

Geometry = Any
Bounds = tuple[float, float, float, float]  # left, low, right, high
GRID = 1.5  # cm between the places that are tried
HIDDEN, AVOIDED = 2.0, 1e3  # what a cm of a leader over the body costs, and what one over the face does
GROWTH = 0.4  # how many cm farther away a place may be for each cm by which the picture need not grow


def free_spot(
    half: float, obstacle: Geometry, bounds: Bounds, near: Vec, corner: Corner | None = None, sight: Geometry = None
) -> Vec:
    """Middle of a disc (of radius `half`) that touches nothing: the one near `near`, or in a corner of `bounds`.

    A place inside `bounds` is better than one beside it, for which the picture has to grow. With `sight`, a line runs
    from `near` to the disc: the less of it crosses the obstacle the better, and none of it crosses `sight` if that
    can be helped.
    """
    left, low, right, high = bounds
    start = near
    xs, ys = (np.arange(a - 2 * half, b + 2 * half, GRID) for a, b in ((left, right), (low, high)))
    places = np.stack([grid.ravel() for grid in np.meshgrid(xs, ys)], axis=1)
    if corner:
        way = vec(-1 if corner.endswith("left") else 1, 1 if corner.startswith("top") else -1)
        middle = vec((left + right) / 2, (low + high) / 2)
        near = middle + way * vec(max(0, (right - left) / 2 - half), max(0, (high - low) / 2 - half))
        places = places[((places - middle) * way > 0).all(axis=1)]
    cost = np.hypot(*(places - near).T) + _growth(places, half, bounds) / GROWTH
    clear = shapely.distance(obstacle, shapely.points(places)) > half
    order = np.argsort(cost[clear], kind="stable")
    free: list[Vec] = list(places[clear][order])
    if sight is None:
        return free[0]
    leaders = shapely.linestrings(np.stack([np.broadcast_to(start, places[clear].shape), places[clear][order]], axis=1))
    hidden = shapely.length(shapely.intersection(leaders, obstacle)) * HIDDEN + cost[clear][order]
    if sight.distance(shapely.Point(*start)) > 1:
        hidden += np.where(shapely.intersects(leaders, sight), AVOIDED, 0.0)
    return free[int(np.argmin(hidden))]


def _growth(places: NDArray[np.float64], half: float, box: Bounds) -> NDArray[np.float64]:
    """By how many cm the box has to grow for a disc at each place."""
    left, low, right, high = box
    x, y = places.T
    out = [left - (x - half), (x + half) - right, low - (y - half), (y + half) - high]
    grown: NDArray[np.float64] = np.maximum(np.array(out), 0.0).sum(axis=0)
    return grown
