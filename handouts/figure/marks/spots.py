"""Free places beside the body for what explains a picture: signs and close-ups (cm)."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from handouts.figure.space.vectors import Vec, vec
from handouts.figure.spec.marks import Corner

Geometry = Any
Bounds = tuple[float, float, float, float]  # left, low, right, high
GRID = 2.0  # cm between the places that are tried
HIDDEN, AVOIDED = 2.0, 1e3  # what a cm of a leader over the body costs, and what one over the face does
TRIED, FINE = 240, 0.5  # places looked at more closely; cm to which outlines are simplified for that
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
    taken = shapely.simplify(obstacle, FINE).buffer(half, 8)
    shapely.prepare(taken)
    clear = ~shapely.intersects_xy(taken, *places.T)
    order = np.argsort(cost[clear], kind="stable")[: 1 if sight is None else TRIED]
    free, cost = places[clear][order], cost[clear][order]
    if sight is None:
        return np.asarray(free[0])
    leaders = shapely.linestrings(np.stack([np.broadcast_to(start, free.shape), free], axis=1))
    hidden = cost + shapely.length(shapely.intersection(leaders, shapely.simplify(obstacle, FINE))) * HIDDEN
    if sight.distance(shapely.Point(*start)) > 1:
        hidden += np.where(shapely.intersects(leaders, sight), AVOIDED, 0.0)
    return np.asarray(free[int(np.argmin(hidden))])


def _growth(places: NDArray[np.float64], half: float, box: Bounds) -> NDArray[np.float64]:
    """By how many cm the box has to grow for a disc at each place."""
    left, low, right, high = box
    x, y = places.T
    out = [left - (x - half), (x + half) - right, low - (y - half), (y + half) - high]
    grown: NDArray[np.float64] = np.maximum(np.array(out), 0.0).sum(axis=0)
    return grown
