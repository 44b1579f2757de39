"""The line: which edges of a part are drawn, how heavy, and the outer contour (cm)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, affinity
from shapely.ops import substring

from handouts.figure.paint.order import zone
from handouts.figure.paint.scene import Placed
from handouts.figure.view.camera import Camera
from handouts.figure.view.project import closed, simplified
from handouts.figure.view.project import lines as lines_of

Geometry = Any
# Widths in cm of body scale. A panel 75 mm wide shows about 160 cm, so 1 cm prints as 0.47 mm or 1.3 pt.
OUTER, INNER, FINE = 0.42, 0.5, 0.34
# By how much an edge stands clear, the shortest such stretch, how finely it is looked at, cm.
CLEAR, LEAST, STEP = 2.6, 0.8, 0.4
HEAVIER = (0.16, -0.2)  # the outer contour grows on the side away from the light


def contours(order: Sequence[Placed], camera: Camera) -> dict[str, Geometry]:
    """The inked edge of every body part: its outline without the stretches where it flows into a neighbour.

    The line is left out inside the zone of a shared joint, but only where that neighbour itself is what lies beneath:
    a folded limb that covers something else keeps its edge, and so does one that stands clear of its neighbour.
    """
    place = {item.name: i for i, item in enumerate(order)}
    lines: dict[str, Geometry] = {}
    inner = cache(lambda below: order[below].shape.buffer(-0.12))
    for k, item in enumerate(order):
        if item.part is None:
            continue
        line = item.shape.boundary
        for joint in item.part.joints:
            below = place.get(joint.other, k)
            if below >= k:
                continue
            flowing = inner(below).intersection(zone(joint, camera))
            between = [o.shape for o in order[below + 1 : k] if o.shape.intersects(flowing)]
            if between:
                flowing = flowing.difference(shapely.union_all(between))
            hidden = line.intersection(flowing)
            line = line.difference(flowing)
            if not hidden.is_empty and (clear := _standing_clear(hidden, line, item, order[below])):
                line = shapely.union_all([line, *clear])
        lines[item.name] = line
    return lines


def _standing_clear(hidden: Geometry, drawn: Geometry, item: Placed, below: Placed) -> list[LineString]:
    """The stretches of a left-out edge that go on from the drawn one and lie well before the neighbour."""
    found = []
    for piece in lines_of(hidden):
        count = max(3, int(piece.length / STEP))
        at = np.linspace(0, piece.length, count)
        points = shapely.get_coordinates(shapely.line_interpolate_point(piece, at))
        clear = item.depth(points) - below.depth(points) > CLEAR
        for first, last in stretches(clear):
            if at[last] - at[first] > LEAST:
                stretch = substring(piece, at[first], at[last])
                if stretch.distance(drawn) < STEP:
                    found.append(stretch)
    return found


def stretches(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First and last index of every run of true flags."""
    ends = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    return [(int(first), int(last) - 1) for first, last in ends.reshape(-1, 2)]


def silhouette(order: Sequence[Placed], body: Geometry, scale: float = 1.0) -> Geometry:
    """The band of ink around the whole body, a little heavier below right, where nothing stands before it.

    `body` is the outline of all of it; `scale` is by how much the picture is enlarged: the line is drawn finer by as
    much.
    """
    body = simplified(closed(body, 0.15))
    grown = body.buffer(OUTER / scale, 4)
    heavier = affinity.translate(grown, *(step / scale for step in HEAVIER))
    band = grown.union(heavier).difference(body.buffer(-0.3 / scale, 4))
    before = _props_in_front(order)
    return band.difference(before) if before is not None else band


def _props_in_front(order: Sequence[Placed]) -> Geometry | None:
    """Union of the props that stand before some body part."""
    first = next((i for i, item in enumerate(order) if item.part is not None), len(order))
    shapes = []
    for i, item in enumerate(order):
        if item.prop is None or i < first:
            continue
        later = [o.shape for o in order[i + 1 :] if o.part is not None and o.shape.intersects(item.shape)]
        shapes.append(item.shape.difference(shapely.union_all(later)) if later else item.shape)
    return shapely.union_all(shapes) if shapes else None
