"""Painting order: who hides whom, pair by pair, and from that one order from back to front."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon

from handouts.figure.paint.scene import Geometry, Placed
from handouts.figure.space.solids import Joint
from handouts.figure.view.camera import Camera

SURE, DECREED = 60.0, 1e4  # cm of depth that stand for a rule, and for the author's word
CUFF, COLLAR = 0.25, 0.02  # how much an opening must look at us to show what comes out; a collar is cut low in front
LARGEST, LEAST_OVERLAP = 5.0, 0.3
SHARES = np.stack([grid.ravel() for grid in np.meshgrid(*2 * [np.linspace(0, 1, 8)[1:-1]])], axis=1)  # of a box
CIRCLE = np.stack([f(np.linspace(0, 2 * np.pi, 48, endpoint=False)) for f in (np.cos, np.sin)], axis=1)


def zone(joint: Joint, camera: Camera) -> Geometry:
    """The disc around a joint inside which two parts are one form."""
    radius = joint.radius
    if joint.across is not None:
        behind = 0.0 if joint.behind is None else min(1.0, 2.5 * max(0.0, float(joint.behind @ camera.toward)))
        radius *= max(0.01, behind, abs(float(joint.across @ camera.toward)) ** 3)
    return shapely.polygons(camera.flat(joint.point) + radius * CIRCLE)


def painting_order(items: Sequence[Placed], camera: Camera, in_front: Sequence[tuple[str, str]]) -> list[Placed]:
    """The items from back to front. `in_front` pairs overrule what the depths say."""
    front = _pairwise(items, camera)
    index = {item.name: i for i, item in enumerate(items)}
    for nearer, farther in in_front:
        if nearer in index and farther in index:
            i, j = index[nearer], index[farther]
            front[i, j], front[j, i] = DECREED, -DECREED
    order = sorted((item for item in items if item.background), key=lambda item: item.nearness)
    left = [i for i, item in enumerate(items) if not item.background]
    while left:  # next is the one with the least reason to be in front of anything still waiting
        reasons = np.maximum(front[np.ix_(left, left)], 0.0).sum(axis=1)
        ranks = [(reason, items[k].nearness) for k, reason in zip(left, reasons, strict=True)]
        pick = left[min(range(len(left)), key=ranks.__getitem__)]
        order.append(items[pick])
        left.remove(pick)
    return order


def _pairwise(items: Sequence[Placed], camera: Camera) -> NDArray[np.float64]:
    """Weights (n, n): positive where the row's item is in front of the column's."""
    front = np.zeros((len(items), len(items)))
    # whatever they overlap, floor things and walls come first
    shapes = np.array([Polygon() if item.background else item.shape for item in items])
    pairs = shapely.STRtree(shapes).query(shapes, predicate="intersects").T
    pairs = pairs[pairs[:, 0] < pairs[:, 1]]
    overlaps = shapely.intersection(*shapes[pairs].T)
    areas = shapely.area(overlaps)
    leads, close = np.zeros(len(pairs)), []
    for k in np.flatnonzero(areas >= LEAST_OVERLAP).tolist():
        a, b = (items[i] for i in pairs[k])
        lead = _known_lead(a, b, camera)
        if lead is None:
            close.append(k)
            overlaps[k] = _outside_zone(a, b, overlaps[k], camera)
        else:
            leads[k] = lead
    leads[close] = _measured_leads(items, pairs[close], overlaps[close])
    i, j = pairs.T
    front[i, j] = leads * np.sqrt(areas)
    front[j, i] = -front[i, j]
    return front


def _outside_zone(a: Placed, b: Placed, overlap: Geometry, camera: Camera) -> Geometry:
    """The overlap without the shared joint, where both surfaces coincide."""
    for one, other in ((a, b), (b, a)):
        for joint in one.part.joints if one.part else ():
            if joint.other == other.name:
                rest = overlap.difference(zone(joint, camera))
                overlap = rest if rest.area > 0.5 else overlap
    return overlap


def _known_lead(a: Placed, b: Placed, camera: Camera) -> float | None:
    """How much nearer `a` is than `b`, cm, where a rule says it or one is nearer everywhere; else None."""
    if {a.name, b.name} == {"hem", "torso"}:
        return 0.0
    for one, other, sign in ((a, b, 1.0), (b, a, -1.0)):
        opening = one.openings.get(other.name)
        if opening is not None:  # what comes out of an opening that looks at us lies on top
            least = COLLAR if other.name == "neck" else CUFF
            return sign * SURE * (-1.0 if float(opening @ camera.toward) > least else 1.0)
        if other.name in one.over or (other.prop and one.name in other.prop.under):
            return sign * SURE
    ahead = a.bias - b.bias
    if a.depth.least - b.depth.most + ahead >= LARGEST:
        return LARGEST
    if a.depth.most - b.depth.least + ahead <= -LARGEST:
        return -LARGEST
    return None


def _measured_leads(
    items: Sequence[Placed], pairs: NDArray[np.int_], overlaps: NDArray[np.object_]
) -> NDArray[np.float64]:
    """How much nearer the first item of each pair is than the second, cm, where they overlap."""
    points, pair = _samples(overlaps)
    lead = np.zeros(len(points))
    for side, sign in ((0, 1.0), (1, -1.0)):
        own = pairs[pair, side]
        for i in np.unique(own).tolist():  # each item is asked once for all its pairs
            lead[own == i] += sign * (items[i].depth(points[own == i]) + items[i].bias)
    count = len(pairs)
    return np.bincount(pair, np.clip(lead, -LARGEST, LARGEST), count) / np.bincount(pair, minlength=count)


def _samples(shapes: NDArray[np.object_]) -> tuple[NDArray[np.float64], NDArray[np.int_]]:
    """Points inside each shape, on a grid, (n, 2), and which shape each is of (n)."""
    box = shapely.bounds(shapes)[:, None]
    grid = box[..., :2] + SHARES * (box[..., 2:] - box[..., :2])
    inside = shapely.contains_xy(shapes[:, None], grid[..., 0], grid[..., 1])
    missed = np.flatnonzero(~inside.any(axis=1))
    grid[missed, 0] = shapely.get_coordinates(shapely.point_on_surface(shapes[missed]))
    inside[missed, 0] = True
    return grid[inside], np.nonzero(inside)[0]
