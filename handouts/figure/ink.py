"""The line: which edges of a part are drawn, how heavy, and the outer contour (cm)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import shapely
from shapely import affinity

from handouts.figure.camera import Camera
from handouts.figure.order import zone
from handouts.figure.scene import Placed

Geometry = Any
# Widths in cm of body scale. A panel 75 mm wide shows about 160 cm, so 1 cm prints as 0.47 mm or 1.3 pt.
OUTER, INNER, FINE = 0.42, 0.5, 0.34
HEAVIER = (0.16, -0.2)  # the outer contour grows on the side away from the light


def contours(order: Sequence[Placed], camera: Camera) -> dict[str, Geometry]:
    """The inked edge of every body part: its outline without the stretches where it flows into a neighbour.

    The line is left out inside the zone of a shared joint, but only where that neighbour itself is what lies beneath:
    a folded limb that covers something else keeps its edge.
    """
    place = {item.name: i for i, item in enumerate(order)}
    lines: dict[str, Geometry] = {}
    for k, item in enumerate(order):
        if item.part is None:
            continue
        line = item.shape.boundary
        for joint in item.part.joints:
            below = place.get(joint.other, k)
            if below >= k:
                continue
            flowing = order[below].shape.buffer(-0.12).intersection(zone(joint, camera))
            between = [o.shape for o in order[below + 1 : k] if o.shape.intersects(flowing)]
            if between:
                flowing = flowing.difference(shapely.union_all(between))
            line = line.difference(flowing)
        lines[item.name] = line
    return lines


def silhouette(order: Sequence[Placed]) -> Geometry:
    """The band of ink around the whole body, a little heavier below right, where nothing stands before it."""
    body = shapely.union_all([item.shape for item in order if item.part is not None])
    body = body.buffer(0.15, 4).buffer(-0.15, 4)
    grown = body.buffer(OUTER, 4)
    band = grown.union(affinity.translate(grown, *HEAVIER)).difference(body.buffer(-0.3, 4))
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
