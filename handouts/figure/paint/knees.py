"""Knees that come towards the viewer: the edge where the lap ends, and the shin below in one step of shade (cm)."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from shapely import LineString, Point, Polygon

from handouts.figure.paint.scene import Placed
from handouts.figure.pose.skeleton import Skeleton
from handouts.figure.space.vectors import cross, length, unit
from handouts.figure.view.camera import Camera

Geometry = Any
COMES, BENT = 0.42, 0.6  # how much a thigh must come at us, and the least bend of the knee (sine)
RADIUS, ARC = 5.3, 64.0  # of the kneecap, and how far its edge is drawn to either side (degrees)
NOTHING = Polygon()
TURNED = 88  # percent of the colour on a shin below a lit lap


class KneeEdge(NamedTuple):
    """The kneecap's lower edge, and everything of the leg beyond it."""

    line: LineString
    below: Geometry


def knee_edge(item: Placed, skeleton: Skeleton, camera: Camera) -> KneeEdge | None:
    """The edge of the knee this part belongs to, or None: straight legs and thighs seen from their side need none."""
    side, _, part = item.name.partition("-")
    bare = part == "foot" and item.role == "skin"  # it has the ankle and the end of the shin
    if part not in ("thigh", "knee", "shin") and not bare:
        return None
    hip, knee, ankle = (skeleton[f"{side}-{joint}"] for joint in ("hip", "knee", "ankle"))
    if float(-unit(hip.z) @ camera.toward) < COMES or length(cross(hip.z, knee.z)) < BENT:
        return None
    middle, along = camera.flat(knee.at(0.6, 0, 0.2)), camera.flat(ankle.origin - knee.origin)
    if length(along) < 2 * RADIUS:
        return None
    down = unit(along)
    across = np.array([-down[1], down[0]])
    turns = np.radians(np.linspace(-ARC, ARC, 15))
    line = middle + RADIUS * (np.outer(np.cos(turns), down) + np.outer(np.sin(turns), across))
    far, wide = along if bare else 80 * down, 30 * across
    beyond = Polygon([middle + wide, middle + wide + far, middle - wide + far, middle - wide])
    return KneeEdge(LineString(line), beyond.difference(Point(middle).buffer(RADIUS)))


def shin_shade(item: Placed, edge: KneeEdge | None) -> Geometry:
    """The part of a shin that turns away from the light below the lap, down to the ankle of a bare foot."""
    if edge is None or not item.name.endswith(("-shin", "-foot")):
        return NOTHING
    return edge.below.intersection(item.shape)
