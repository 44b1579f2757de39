"""How near a surface is at a point of the page: exact for ellipsoids and boxes (cm towards the viewer)."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from handouts.figure.space.solids import Solids, joined
from handouts.figure.space.vectors import Mat, Vec
from handouts.figure.view.camera import Camera

Values = NDArray[np.float64]
BLENDS = np.array([(0.67, 0.33), (0.33, 0.67)])  # shares of two neighbours in what lies between them


@dataclass(frozen=True)
class Depth:
    """How near a surface is: called with points of the page (n, 2); everywhere between `least` and `most`."""

    at: Callable[[Values], Values]
    least: float
    most: float

    def __call__(self, points: Values) -> Values:
        """Nearness of the front at each point, cm, shape (n,)."""
        return self.at(points)


class Box(NamedTuple):
    """A box: its axes as columns, its centre and its half sizes."""

    axes: Mat
    centre: Vec
    half: Vec


def hull_depths(groups: Sequence[Solids], camera: Camera) -> list[Depth]:
    """Nearness of each group's hulls, filled with ellipsoids between neighbouring members."""
    centres, axes, ends = _filled(groups)
    centres, axes = centres @ camera.rows.T, camera.rows @ (axes + 0.3 * np.eye(3))
    spread = axes @ axes.transpose(0, 2, 1)
    # The front of an ellipsoid over a page point is what a Gaussian's conditional mean plus one deviation would be.
    inverse = np.asarray(np.linalg.inv(spread[:, :2, :2]), dtype=np.float64)
    tilt = np.einsum("ni,nij->nj", spread[:, 2, :2], inverse)
    reach = np.sqrt(np.maximum(spread[:, 2, 2] - np.einsum("nj,nj->n", tilt, spread[:, 2, :2]), 0.0))
    most = centres[:, 2] + np.sqrt(spread[:, 2, 2])
    depths = []
    for own in itertools.starmap(slice, itertools.pairwise(ends)):
        front = _front(centres[own], inverse[own], tilt[own], reach[own])
        depths.append(Depth(front, float(centres[own, 2].min()), float(most[own].max())))
    return depths


def _front(centres: Values, inverse: Values, tilt: Values, reach: Values) -> Callable[[Values], Values]:
    """The nearness of some ellipsoids at points of the page."""
    (xx, yy), xy = inverse[:, (0, 1), (0, 1)].T, 2 * inverse[:, 0, 1]

    def depth(points: Values) -> Values:
        x, y = points[:, :1] - centres[:, 0], points[:, 1:] - centres[:, 1]
        distance = (xx * x + xy * y) * x + yy * y * y
        front = centres[:, 2] + tilt[:, 0] * x + tilt[:, 1] * y + reach * np.sqrt(np.maximum(1 - distance, 0.0))
        best = np.where(distance <= 1, front, -np.inf).max(axis=1)
        nearest = centres[distance.argmin(axis=1), 2]  # beside every ellipsoid, in a filleted hollow
        found: Values = np.where(np.isfinite(best), best, nearest)
        return found

    return depth


def _filled(groups: Sequence[Solids]) -> tuple[Values, Values, list[int]]:
    """Centres (n, 3) and axes (n, 3, 3) of all ellipsoids and of those between neighbours, group by group.

    None is in a group twice; the last is where each group begins, and the end of all.
    """
    centres, axes, hull = joined(groups)
    group = np.repeat(np.arange(len(groups)), [len(solids.hull) for solids in groups])
    follows = np.flatnonzero(hull[1:] == hull[:-1])  # ellipsoids that have a next one in their hull
    flat = np.concatenate([centres, axes.reshape(-1, 9)], axis=1)
    between = (BLENDS @ np.stack([flat[follows], flat[follows + 1]], axis=1)).reshape(-1, 12)
    # what ends one hull may begin the next
    again = np.concatenate([[False], (flat[1:] == flat[:-1]).all(axis=1) & (group[1:] == group[:-1])])
    own = np.concatenate([group[~again], np.repeat(group[follows], len(BLENDS))])
    order = np.argsort(own, kind="stable")
    found = np.concatenate([flat[~again], between])[order]
    starts: list[int] = np.searchsorted(own[order], np.arange(len(groups) + 1)).tolist()
    return found[:, :3], found[:, 3:].reshape(-1, 3, 3), starts


def box_depth(box: Box, camera: Camera) -> Depth:
    """Nearness of a box: where the line of sight enters it."""
    along = box.axes.T @ camera.toward

    def depth(points: Values) -> Values:
        start = (points @ camera.rows[:2] - box.centre) @ box.axes
        nearest = np.full(len(points), np.inf)
        for k in range(3):
            if abs(along[k]) < 1e-9:
                continue
            ends = np.stack([(-box.half[k] - start[:, k]) / along[k], (box.half[k] - start[:, k]) / along[k]])
            nearest = np.minimum(nearest, ends.max(axis=0))
        return nearest

    middle, reach = float(box.centre @ camera.toward), float(np.abs(along) @ box.half)
    return Depth(depth, middle - reach, middle + reach)
