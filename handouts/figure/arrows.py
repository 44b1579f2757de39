"""Arrows derived from the movement between two panels: the path of a joint, moved clear of body and face (cm)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, Point, Polygon

from handouts.figure.camera import Camera
from handouts.figure.project import smoothed
from handouts.figure.rounds import ring_track, turn_track
from handouts.figure.skeleton import Skeleton, joint_point
from handouts.figure.spec import ArrowSpec
from handouts.figure.vectors import Vec, unit, vec

Geometry = Any
Track = NDArray[np.float64]  # points (n, 2) on the page
WIDTH, SHORTEST, LONGEST = 2.5, 17.0, 46.0
CLEAR, STEP, FARTHEST = 2.4, 1.5, 60.0
NEAR = 36.0  # cm beyond which an arrow would rather cross a prop
HALO = 0.75
SIDES = {"left": vec(-1, 0), "right": vec(1, 0), "above": vec(0, 1), "below": vec(0, -1)}


class Surroundings(NamedTuple):
    """What an arrow keeps away from: always the face and other arrows, the body unless it lies over it, and props
    where there is room.
    """

    body: Geometry
    face: Geometry
    others: Geometry
    props: Geometry = Polygon()


def arrow_shape(arrow: ArrowSpec, before: Skeleton, after: Skeleton, camera: Camera, around: Surroundings) -> Geometry:
    """The arrow's outline on the page."""
    if arrow.style == "pulse":
        return _pulse(camera.flat(joint_point(after, arrow.of)), arrow.size, around)
    width = WIDTH * math.sqrt(arrow.size)
    if arrow.style == "ring":
        track = ring_track(arrow, before, after, camera)
    elif arrow.style == "turn":
        track = turn_track(arrow, before, after, camera)
    else:
        track = _track(arrow, before, after, camera)
    return _shaft(_placed(track, arrow, width, around), width, arrow.style == "double" or arrow.both_ways)


def _track(arrow: ArrowSpec, before: Skeleton, after: Skeleton, camera: Camera) -> Track:
    """The joint's way on the page, at a length that reads well."""
    a, b = (camera.flat(joint_point(s, arrow.of)) for s in (before, after))
    if arrow.around and arrow.style == "curved":
        return _arc(a, b, camera.flat(joint_point(after, arrow.around)), arrow.size)
    line = b - a
    distance = float(np.hypot(*line))
    direction = line / distance if distance > 0.3 else vec(0, 1)
    size = min(max(distance, SHORTEST), LONGEST) * arrow.size
    middle = b - direction * size / 2 if arrow.over else (a + b) / 2
    start, end = middle - direction * size / 2, middle + direction * size / 2
    if arrow.style != "curved":
        return np.linspace(start, end, 40)
    bulge = vec(-direction[1], direction[0]) * size * 0.2
    if float(bulge @ (middle - camera.flat(after["waist" if "waist" in after.frames else "pelvis"].origin))) < 0:
        bulge = -bulge  # curves stand away from the body's middle
    return smoothed(np.array([start, middle + bulge, end]), 40)


def _arc(a: Vec, b: Vec, pivot: Vec, size: float) -> Track:
    """A turn about a pivot from `a` to `b`, long enough to be seen."""
    start, end = (math.atan2(*(p - pivot)[::-1]) for p in (a, b))
    sweep = (end - start + math.pi) % (2 * math.pi) - math.pi
    radius = (float(np.hypot(*(a - pivot))) + float(np.hypot(*(b - pivot)))) / 2
    least = SHORTEST * size / max(radius, 1.0)
    if abs(sweep) < least:
        middle, sweep = (start + sweep / 2), math.copysign(least, sweep)
        start = middle - sweep / 2
    angles = np.linspace(start, start + sweep, 40)
    return pivot + radius * np.stack([np.cos(angles), np.sin(angles)], axis=1)


def _placed(track: Track, arrow: ArrowSpec, width: float, around: Surroundings) -> Track:
    """The nearest place where the arrow is clear of what it must not cover; props may lie under it if need be."""
    blocked = [around.face.buffer(1.0), around.others.buffer(1.0)]
    over = arrow.over or arrow.style in ("ring", "turn")
    if not over:
        blocked.append(around.body)
    obstacle = shapely.union_all(blocked)
    room = obstacle if over else obstacle.union(around.props)
    for clear_of, farthest in ((room, NEAR), (obstacle, FARTHEST)):
        shapely.prepare(clear_of)
        for shift in _shifts(track, arrow, farthest):
            moved = track + shift
            if not clear_of.intersects(LineString(moved).buffer(1.5 * width + CLEAR - 1)):
                return moved
    return track


def _shifts(track: Track, arrow: ArrowSpec, farthest: float) -> Iterator[Vec]:
    """Offsets to try, nearest first: across the arrow to both sides, or to the side that was asked for."""
    along = unit(track[-1] - track[0])
    if arrow.style in ("ring", "turn"):
        along = vec(1, 0)  # moves up or down
    across = vec(-along[1], along[0])
    ways = [SIDES[arrow.side]] if arrow.side else [across, -across]
    if not arrow.side and abs(along[0]) < 0.35:  # an upright arrow may also move on along its way
        ways.append(along)
    yield vec(0, 0)
    for k in range(1, int(farthest / STEP)):
        for way in ways:
            yield way * (k * STEP)


def _cut(track: Track, start: float, end: float) -> Track:
    """The stretch of a track between two distances from its beginning."""
    steps = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(track, axis=0), axis=1))])
    at = np.linspace(start, end, max(24, round((end - start) / 2)))
    return np.stack([np.interp(at, steps, track[:, k]) for k in (0, 1)], axis=1)


def _shaft(track: Track, width: float, double: bool) -> Geometry:
    """A shaft that swells towards its head."""
    size = float(np.linalg.norm(np.diff(track, axis=0), axis=1).sum())
    head = min(width * 3.0, size * 0.45)
    body = _cut(track, head * 0.8 if double else 0.0, size - head * 0.8)
    along = np.gradient(body, axis=0)
    along /= np.linalg.norm(along, axis=1)[:, None]
    across = np.stack([-along[:, 1], along[:, 0]], axis=1)
    swell = np.linspace(width if double else 0.42 * width, width, len(body))[:, None] / 2
    shape = Polygon(np.concatenate([body + across * swell, (body - across * swell)[::-1]])).buffer(0.15)
    shape = shape.union(_head(track[-1], _cut(track, size - head, size)[0], width))
    return shape.union(_head(track[0], _cut(track, 0, head)[-1], width)) if double else shape


def _head(tip: Vec, base: Vec, width: float) -> Geometry:
    along = unit(tip - base)
    across = vec(-along[1], along[0]) * width * 1.4
    back = base - along * width * 0.35
    return Polygon([tip, back + across, base + along * width * 0.15, back - across]).buffer(0.3, 4)


def _pulse(centre: Vec, size: float, around: Surroundings) -> Geometry:
    """Short rays around a point: tighten here. It gives way to the face and to other arrows."""
    taken = around.face.buffer(1.0).union(around.others.buffer(1.0))
    reach = 6.8 * size
    for step in range(int(FARTHEST / STEP)):
        lower = centre - vec(0, step * STEP)
        if not taken.intersects(Point(*lower).buffer(reach)):
            centre = lower
            break
    rays = []
    for k in range(8):
        angle = math.radians(22.5 + 45 * k)
        way = vec(math.cos(angle), math.sin(angle))
        rays.append(LineString([centre + way * 3.4 * size, centre + way * 6.2 * size]).buffer(0.6 * size, 6))
    return shapely.union_all(rays)
