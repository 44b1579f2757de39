"""Solids to shapes on the page: hulls of ellipsoids, surface patches, rings, smooth lines (cm, y up)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, Polygon

from handouts.figure.space.solids import Ellipsoid, Hull, Solids, interpolate, joined
from handouts.figure.space.vectors import Mat
from handouts.figure.view.camera import Camera

Geometry = Any
Geometries = Sequence[Any] | NDArray[np.object_]
Runs = NDArray[np.int_]  # one number for each run of cells
CORNERS = 24  # points on a projected ellipse
GRAIN = 0.02  # cm; below what print can show, and many times faster to cut
HOLE = 0.3  # cm²; a smaller hole is filled
STRAIGHT = 1.5  # cm; a longer straight piece of a line would bow out where it meets a bend


@cache
def _circle(corners: int) -> NDArray[np.float64]:
    """Points on the unit circle, shape (2, corners)."""
    angles = np.arange(corners) * 2 * np.pi / corners
    return np.stack([np.cos(angles), np.sin(angles)])


@cache
def _turn(corners: int) -> NDArray[np.float64]:
    """The same as columns of cosine and sine, the last point where the first is; shape (2, corners + 1, 1)."""
    angles = np.linspace(0, 2 * np.pi, corners + 1)
    angles[-1] = 0.0
    return np.stack([np.cos(angles), np.sin(angles)])[..., None]


def outline(hulls: Sequence[Hull], projection: Mat, fillet: float = 0.0, corners: int = CORNERS) -> Geometry:
    """Union of the projected hulls, with hollows rounded by `fillet`; `projection` has shape (2 or 3, 3).

    `corners` is the number of points that stand for an ellipse.
    """
    (union,) = outlines([Solids.of(hulls)], projection, corners)
    return closed(union, fillet, 6) if fillet else union


def outlines(groups: Sequence[Solids], projection: Mat, corners: int = CORNERS) -> list[Geometry]:
    """The union of each group's projected hulls: all at once, which takes less time than one by one."""
    rows, (centres, axes, hull) = projection[:2], joined(groups)
    flat, axes = centres @ rows.T, rows @ axes
    # A projected ellipsoid is the ellipse of the matrix B B'; the small term keeps discs seen edge-on invertible.
    shape = np.linalg.cholesky(axes @ axes.transpose(0, 2, 1) + 1e-5 * np.eye(2))
    points = (shape @ _circle(corners)).transpose(0, 2, 1) + flat[:, None, :]
    # any line through the points has their hull, and is made faster than a cloud
    hulls = shapely.convex_hull(shapely.linestrings(points.reshape(-1, 2), indices=np.repeat(hull, corners)))
    ends = np.cumsum([group.hull[-1] + 1 for group in groups])
    return [shapely.union_all(hulls[first:end]) for first, end in zip([0, *ends], ends, strict=False)]


def visible_patch(
    points: NDArray[np.float64], normals: NDArray[np.float64], camera: Camera, least: float = 0.02
) -> Geometry:
    """Union of the cells of a surface grid (shape (a, b, 3)) that face the camera."""
    flat, facing = camera.flat(points), normals @ camera.toward > least
    seen = (facing[:-1, :-1] | facing[1:, 1:]) & (facing[1:, :-1] | facing[:-1, 1:])
    strips = _strips(flat, seen)
    # The buffer closes what the skipped slivers leave open.
    return shapely.union_all(strips).buffer(0.36, 4).buffer(-0.33, 4) if strips else Polygon()


def _strips(flat: NDArray[np.float64], seen: NDArray[np.bool_]) -> list[Geometry]:
    """The cells of a grid (corners of shape (a, b, 2)) that are seen: stretches of a column, each as one polygon.

    A stretch that folds is halved until its pieces do not.
    """
    none = np.zeros((1, seen.shape[1]), dtype=np.int8)
    turns = np.diff(np.concatenate([none, seen.astype(np.int8), none]), axis=0).T
    # every run of seen cells: its column, its first row of corners and its last
    columns, first = np.nonzero(turns == 1)
    _, last = np.nonzero(turns == -1)
    strips: list[Geometry] = []
    while len(columns):
        shapes = _columns(flat, columns, first, last)
        whole = shapely.is_valid(shapes)
        strips += shapes[whole & (shapely.area(shapes) > 1e-6)].tolist()
        folded = ~whole & (last - first > 1)
        columns, first, last = columns[folded], first[folded], last[folded]
        middle = (first + last) // 2
        columns, first, last = np.tile(columns, 2), np.concatenate([first, middle]), np.concatenate([middle, last])
    return strips


def _columns(flat: NDArray[np.float64], columns: Runs, first: Runs, last: Runs) -> NDArray[np.object_]:
    """A polygon for each run: down one side of the column and up the other."""
    count = last - first + 1
    owner = np.repeat(np.arange(len(count)), 2 * count)
    step = np.arange(len(owner)) - np.repeat(np.cumsum(2 * count) - 2 * count, 2 * count)  # along its own ring
    down = step < count[owner]
    rows = np.where(down, first[owner] + step, last[owner] - (step - count[owner]))
    corners = flat[rows, columns[owner] + ~down]
    rings = shapely.linearrings(corners, indices=owner)
    polygons: NDArray[np.object_] = shapely.polygons(rings)
    return polygons


def front_ring(ring: Ellipsoid, camera: Camera, least: float = 0.0) -> Geometry:
    """What of a body ring (the ellipse of the first two axes) faces the camera by more than this cosine."""
    cos, sin = _turn(48)
    x, y = ring.axes[:, 0], ring.axes[:, 1]
    points = ring.centre + cos * x + sin * y
    normals = cos * (x / x.dot(x)) + sin * (y / y.dot(y))
    seen = normals @ camera.toward > least * np.linalg.norm(normals, axis=1)
    flat = camera.flat(points)
    both = seen[:-1] & seen[1:]
    pieces = shapely.linestrings(np.stack([flat[:-1][both], flat[1:][both]], axis=1))
    return shapely.line_merge(shapely.multilinestrings(pieces))


def smoothed(points: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    """A smooth curve through points (n, 2 or 3), `count` samples."""
    if len(points) == 2:
        return np.linspace(points[0], points[1], count)
    steps = np.linalg.norm(points[1:] - points[:-1], axis=1)
    t = np.concatenate([[0.0], np.cumsum(np.maximum(steps, 1e-6))])
    return interpolate(np.column_stack([t, points]), np.linspace(0, t[-1], count))


def rounded(shape: Geometry, facet: float = 0.05, sharp: float = 38.0, reach: float = 1.2) -> Geometry:
    """The shape with its facets smoothed away, by cutting corners twice (Chaikin).

    `facet` is the simplification before, cm; corners that turn by more than `sharp` degrees stay; a cut takes at most
    `reach` cm of an edge.
    """
    return all_rounded([shape], facet, sharp, reach)[0]


def all_rounded(shapes: Geometries, facet: float = 0.05, sharp: float = 38.0, reach: float = 1.2) -> list[Geometry]:
    """Each shape `rounded`: all at once, which takes less time than one by one."""
    pieces = list(map(polygons, all_simplified(shapes, facet)))
    flat = np.array([piece for group in pieces for piece in group], dtype=object)
    rings, piece = shapely.get_rings(flat, return_index=True)
    shell = np.concatenate([[True], piece[1:] != piece[:-1]])[: len(piece)]
    kept = shell | (shapely.area(shapely.polygons(rings)) > HOLE)
    points, ring = _cut_corners(rings[kept], sharp, reach)
    made: Any = shapely.polygons(shapely.linearrings(points, indices=ring), indices=piece[kept])
    crossed = ~shapely.is_valid(made)
    made[crossed] = shapely.buffer(made[crossed], 0)
    found = iter(made)
    each = [[next(found) for _ in group] for group in pieces]
    return [group[0] if len(group) == 1 else shapely.union_all(group) for group in each]


def simplified(shape: Geometry, tolerance: float = GRAIN) -> Geometry:
    """The shape with fewer points, none farther than `tolerance` (cm) from it."""
    return all_simplified([shape], tolerance)[0]


def all_simplified(shapes: Geometries, tolerance: float = GRAIN) -> NDArray[np.object_]:
    """Each shape `simplified`, all at once.

    The quick way is tried first; the one that minds the topology takes ten times as long.
    """
    simple: NDArray[np.object_] = shapely.simplify(shapes, tolerance, preserve_topology=False)
    for k in np.flatnonzero(~shapely.is_valid(simple)).tolist():
        simple[k] = shapes[k].simplify(tolerance)
    return simple


def closed(shape: Geometry, by: float | NDArray[np.float64], corners: int = 4) -> Geometry:
    """A shape, or each of an array, without hollows and gaps narrower than twice `by` (cm).

    `corners` stand for a quarter of a rounding.
    """
    return shapely.buffer(shapely.buffer(shape, by, quad_segs=corners), -by, quad_segs=corners)


def opened(shape: Geometry, by: float, corners: int = 4) -> Geometry:
    """A shape, or each of an array, without spikes and necks narrower than twice `by` (cm), its corners rounded."""
    return closed(shape, -by, corners)


def softened(line: Geometry, facet: float = GRAIN) -> Geometry:
    """A line drawn large, its facets cut down once more."""
    points = shapely.get_coordinates(line.simplify(facet).segmentize(STRAIGHT))
    if len(points) < 3 or line.is_ring:
        return line
    steps = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    kept = LineString(interpolate(np.column_stack([steps, points]), np.linspace(0, steps[-1], 4 * len(points))))
    return kept if kept.is_valid else line


def _cut_corners(rings: Any, sharp: float, reach: float) -> tuple[NDArray[np.float64], NDArray[np.int_]]:
    """Points of the rings (n, 2) with their corners cut, and the ring each is of (n)."""
    points, ring = shapely.get_coordinates(rings, return_index=True)
    again = np.append(ring[1:] != ring[:-1], True)[: len(ring)]  # what closes a ring is where it began
    points, ring = points[~again], ring[~again]
    keep = np.cos(np.radians(sharp))
    for _ in range(2):
        first = np.flatnonzero(np.concatenate([[True], ring[1:] != ring[:-1]])[: len(ring)])
        after = np.arange(1, len(ring) + 1)
        after[np.append(first[1:], len(ring))[: len(first)] - 1] = first
        ahead = points[after] - points
        far = np.sqrt(np.einsum("ij,ij->i", ahead, ahead)) + 1e-9
        last, near = np.empty_like(ahead), np.empty_like(far)
        last[after], near[after] = ahead, far
        straight = np.einsum("ij,ij->i", ahead, last) > keep * far * near
        later = points + ahead * (straight * np.minimum(0.25, reach / far))[:, None]
        sooner = points - last * (straight * np.minimum(0.25, reach / near))[:, None]
        kept = np.stack([np.ones_like(straight), straight], axis=1).ravel()  # a corner that stays is one point
        points, ring = np.stack([sooner, later], axis=1).reshape(-1, 2)[kept], np.repeat(ring, 2)[kept]
    return points, ring


def polygons(shape: Geometry, least: float = 0.02) -> list[Polygon]:
    """The polygons of a geometry, specks left out."""
    parts = getattr(shape, "geoms", [shape])
    return [p for p in parts if p.geom_type == "Polygon" and p.area > least]


def lines(shape: Geometry, least: float = 0.0) -> list[LineString]:
    """The lines of a geometry, joined where they meet."""
    parts = [
        p for p in getattr(shape, "geoms", [shape]) if p.geom_type in ("LineString", "LinearRing") and not p.is_empty
    ]
    if len(parts) > 1:
        merged = shapely.line_merge(shapely.multilinestrings(parts))
        parts = getattr(merged, "geoms", [merged])
    return [p for p in parts if p.length > least]
