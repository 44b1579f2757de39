"""Arrows derived from the movement between two panels: the path of a joint, moved clear of body and face (cm)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, Point, Polygon

from handouts.figure.marks.rounds import orbit_track, ring_track, turn_track
from handouts.figure.pose.skeleton import Skeleton, joint_point
from handouts.figure.space.vectors import Vec, unit, vec
from handouts.figure.spec.marks import ArrowSpec
from handouts.figure.view.camera import Camera
from handouts.figure.view.project import smoothed

Geometry = Any
Track = NDArray[np.float64]  # points (n, 2) on the page
SHORTEST, LONGEST = 17.0, 46.0
CLEAR, STEP, FARTHEST = 1.4, 1.5, 60.0
NEAR = 36.0  # cm beyond which an arrow would rather cross a prop
HALO = 0.75
DASH = 3.0
SIDES = {"left": vec(-1, 0), "right": vec(1, 0), "above": vec(0, 1), "below": vec(0, -1)}


class Surroundings(NamedTuple):
    """What an arrow keeps away from: always the face and other arrows, the body unless it lies over it, and props
    where there is room.
    """

    body: Geometry
    face: Geometry
    others: Geometry
    props: Geometry = Polygon()


class Pen(NamedTuple):
    """The weight of arrows, the same whatever their length: width of the shaft, length of the head, room around."""

    width: float = 2.2
    head: float = 5.8
    room: float = 1.5

    def finer(self, scale: float) -> Pen:
        """The pen for a close-up that is enlarged `scale` times, so that its arrows print like all others."""
        return Pen(*(number / scale for number in self))

    @property
    def least(self) -> float:
        """The shortest shaft between head and tail that still reads as one."""
        return 0.6 * self.head


PEN = Pen()


def arrow_shape(
    arrow: ArrowSpec, before: Skeleton, after: Skeleton, camera: Camera, around: Surroundings, pen: Pen = PEN
) -> Geometry:
    """The arrow's outline on the page."""
    beside = camera.flat(vec(*(arrow.plus or (0, 0, 0))))
    if arrow.style == "pulse":
        return _pulse(camera.flat(joint_point(after, arrow.of)) + beside, arrow.size, around)
    if arrow.reverse:
        before, after = after, before
    if arrow.axis is not None:
        return _orbit(arrow, after, camera, around, pen)
    if arrow.style == "ring":
        track = ring_track(arrow, before, after, camera)
    elif arrow.style == "turn":
        track = turn_track(arrow, before, after, camera)
    else:
        track = _track(arrow, before, after, camera)
    double = arrow.style == "double" or arrow.both_ways
    track = _at_least(track + beside, pen.head * (2 if double else 1) + pen.least)
    return _shaft(_placed(track, arrow, pen, around), pen, double, arrow.dashed)


def _orbit(arrow: ArrowSpec, after: Skeleton, camera: Camera, around: Surroundings, pen: Pen) -> Geometry:
    """A circle in space, without what the body hides of its far half."""
    track, behind = orbit_track(arrow, after, camera)
    track = _placed(track + camera.flat(vec(*(arrow.plus or (0, 0, 0)))), arrow, pen, around)
    shape, far = _shaft(track, pen, arrow.both_ways, arrow.dashed), track[behind]
    if len(far) < 2:  # seen full face
        return shape
    hidden = LineString(far).buffer(pen.width, cap_style="flat").intersection(around.body.buffer(HALO))
    return shape.difference(hidden)


def _at_least(track: Track, size: float) -> Track:
    """A track that is too short for its heads goes on at both ends."""
    missing = size - float(np.linalg.norm(np.diff(track, axis=0), axis=1).sum())
    if missing <= 0:
        return track
    first, last = unit(track[0] - track[1]), unit(track[-1] - track[-2])
    return np.concatenate([[track[0] + first * missing / 2], track, [track[-1] + last * missing / 2]])


def _track(arrow: ArrowSpec, before: Skeleton, after: Skeleton, camera: Camera) -> Track:
    """The joint's way on the page, at a length that reads well."""
    a, b = _way(arrow, before, after, camera)
    if arrow.around and arrow.style == "curved":
        return _arc(a, b, camera.flat(joint_point(after, arrow.around)), arrow.size)
    line = b - a
    distance = float(np.hypot(*line))
    direction = line / distance if distance > 0.3 else vec(0, 1)
    size = min(max(distance, SHORTEST), LONGEST) * arrow.size
    middle = (a + b) / 2
    if arrow.toward is not None or arrow.angle is not None:
        middle = a + direction * size / 2  # it starts at its joint
    elif arrow.over:
        middle = b - direction * size / 2
    start, end = middle - direction * size / 2, middle + direction * size / 2
    if arrow.style != "curved":
        return np.linspace(start, end, 40)
    bulge = vec(-direction[1], direction[0]) * size * 0.2
    if arrow.bulge:
        bulge = bulge if float(bulge @ SIDES[arrow.bulge]) >= 0 else -bulge
    elif float(bulge @ (middle - camera.flat(after["waist" if "waist" in after.frames else "pelvis"].origin))) < 0:
        bulge = -bulge  # curves stand away from the body's middle
    return smoothed(np.array([start, middle + bulge, end]), 40)


def _way(arrow: ArrowSpec, before: Skeleton, after: Skeleton, camera: Camera) -> tuple[Vec, Vec]:
    """From where to where it points on the page."""
    here = camera.flat(joint_point(after, arrow.of))
    if arrow.angle is not None:
        turn = math.radians(arrow.angle)
        return here, here + SHORTEST * vec(math.cos(turn), math.sin(turn))
    if arrow.toward is not None:
        place = joint_point(after, arrow.toward) if isinstance(arrow.toward, str) else vec(*arrow.toward)
        return here, camera.flat(place)
    return camera.flat(joint_point(before, arrow.of)), here


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


def _placed(track: Track, arrow: ArrowSpec, pen: Pen, around: Surroundings) -> Track:
    """The nearest place where the arrow is clear of what it must not cover; props may lie under it if need be."""
    blocked = [around.face.buffer(1.0), around.others.buffer(1.0)]
    over = arrow.over or arrow.inset or arrow.plus is not None or arrow.style in ("ring", "turn")
    if not over:
        blocked.append(around.body)
    obstacle = shapely.union_all(blocked)
    room = obstacle if over else obstacle.union(around.props)
    reach = 1.5 * pen.width + pen.room
    asked, all_round = _ways(track, arrow), [unit(vec(x, y)) for x, y in product((-1, 0, 1), repeat=2) if x or y]
    for clear_of, ways, farthest in ((room, asked, NEAR), (obstacle, asked, FARTHEST), (obstacle, all_round, FARTHEST)):
        shapely.prepare(clear_of)
        for shift in _shifts(ways, farthest):
            moved = track + shift
            if not shapely.dwithin(clear_of, LineString(moved), reach):
                return moved
    return track


def _ways(track: Track, arrow: ArrowSpec) -> list[Vec]:
    """Where an arrow may move: across itself to both sides, or to the side that was asked for."""
    along = unit(track[-1] - track[0])
    if arrow.style in ("ring", "turn"):
        along = vec(1, 0)  # moves up or down
    across = vec(-along[1], along[0])
    ways = [SIDES[arrow.side]] if arrow.side else [across, -across]
    if not arrow.side and abs(along[0]) < 0.35:  # an upright arrow may also move on along its way
        ways.append(along)
    return ways


def _shifts(ways: Sequence[Vec], farthest: float) -> Iterator[Vec]:
    """Offsets to try, nearest first."""
    yield vec(0, 0)
    for k in range(1, int(farthest / STEP)):
        for way in ways:
            yield way * (k * STEP)


def _cut(track: Track, start: float, end: float) -> Track:
    """The stretch of a track between two distances from its beginning."""
    steps = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(track, axis=0), axis=1))])
    at = np.linspace(start, end, max(24, round((end - start) / 2)))
    return np.stack([np.interp(at, steps, track[:, k]) for k in (0, 1)], axis=1)


def _shaft(track: Track, pen: Pen, double: bool, dashed: bool) -> Geometry:
    """A shaft that swells towards its head."""
    size = float(np.linalg.norm(np.diff(track, axis=0), axis=1).sum())
    head = min(pen.head, size * 0.45)
    start, end = (head * 0.8 if double else 0.0), size - head * 0.8
    thin = pen.width if double else 0.42 * pen.width
    pieces = [_band(track, *piece, (start, end), (thin, pen.width)) for piece in _dashes(start, end, dashed)]
    pieces.append(_head(track[-1], _cut(track, size - head, size)[0], pen))
    if double:
        pieces.append(_head(track[0], _cut(track, 0, head)[-1], pen))
    return shapely.union_all(pieces)


def _dashes(start: float, end: float, dashed: bool) -> list[tuple[float, float]]:
    """The stretches of a shaft that are drawn: all of it, or dashes with gaps between that end under the head."""
    if not dashed:
        return [(start, end)]
    count = max(1, round((end - start) / DASH / 2))
    step = (end - start) / (2 * count)
    return [(start + 2 * k * step, start + (2 * k + 1) * step) for k in range(count)]


def _band(track: Track, start: float, end: float, span: tuple[float, float], widths: tuple[float, float]) -> Geometry:
    """A stretch of the shaft; `widths` hold at the ends of `span`."""
    body = _cut(track, start, end)
    across = _normals(body)
    half = np.interp(np.linspace(start, end, len(body)), span, widths)[:, None] / 2
    return Polygon(np.concatenate([body + across * half, (body - across * half)[::-1]])).buffer(0.15)


def _head(tip: Vec, base: Vec, pen: Pen) -> Geometry:
    along = unit(tip - base)
    across = vec(-along[1], along[0]) * pen.width * 1.4
    back = base - along * pen.width * 0.35
    return Polygon([tip, back + across, base + along * pen.width * 0.15, back - across]).buffer(0.3, 4)


def _pulse(centre: Vec, size: float, around: Surroundings) -> Geometry:
    """Short rays around a point: tighten here. It gives way to the face and to other arrows."""
    taken = around.face.buffer(1.0).union(around.others.buffer(1.0))
    reach = 6.8 * size
    for step in range(int(FARTHEST / STEP)):
        lower = centre - vec(0, step * STEP)
        if not shapely.dwithin(taken, Point(*lower), reach):
            centre = lower
            break
    rays = []
    for k in range(8):
        angle = math.radians(22.5 + 45 * k)
        way = vec(math.cos(angle), math.sin(angle))
        rays.append(LineString([centre + way * 3.4 * size, centre + way * 6.2 * size]).buffer(0.6 * size, 6))
    return shapely.union_all(rays)


def _normals(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Unit vectors across a track (n, 2), to its left."""
    along = np.concatenate([points[1:2] - points[:1], points[2:] - points[:-2], points[-1:] - points[-2:-1]])
    along /= np.hypot(along[:, 0], along[:, 1])[:, None] + 1e-9
    across: NDArray[np.float64] = along[:, ::-1] * (-1.0, 1.0)
    return across
