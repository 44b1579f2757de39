"""What hands hold: dumbbells, and bands, straps, towels and sticks that run from point to point (cm)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from handouts.figure.prop import Prop, rod
from handouts.figure.propspec import Line
from handouts.figure.reach import GRIP
from handouts.figure.skeleton import Skeleton, joint_point
from handouts.figure.solids import Ellipsoid
from handouts.figure.vectors import Vec, columns, cross, length, unit, vec

HANDS = ("left-hand", "right-hand")


class Strip(NamedTuple):
    """How a line looks: role, half-width, half-thickness and how far it goes on at its ends."""

    role: str
    width: float
    thick: float
    beyond: float


STRIPS = {
    "band": Strip("band", 2.3, 0.35, 5.0), "strap": Strip("strap", 1.5, 0.35, 5.0),
    "towel": Strip("towel", 4.2, 0.9, 9.0), "stick": Strip("wood", 1.25, 1.25, 24.0),
}  # fmt: skip


def grip_point(skeleton: Skeleton, side: str) -> Vec:
    """The middle of a closed hand."""
    thumb, palm, along = GRIP
    return skeleton[f"{side}-wrist"].at(thumb, -palm if side == "left" else palm, -along)


def dumbbell(skeleton: Skeleton, side: str) -> list[Prop]:
    """A dumbbell in one hand: grip and two bells."""
    grip, along = grip_point(skeleton, side), skeleton[f"{side}-wrist"].x
    ends = [(along * 6.2, along * 11.5, 5.0), (along * -11.5, along * -6.2, 5.0)]
    rods = [("grip", along * -8, along * 8, 1.4), *((f"bell-{i}", *end) for i, end in enumerate(ends))]
    return [rod(f"{side}-{name}", grip + a, grip + b, radius) for name, a, b, radius in rods]


def line_props(spec: Line, name: str, skeleton: Skeleton) -> list[Prop]:
    """Every stretch of a line, its ends, and the post it is tied to."""
    points = [_waypoint(skeleton, waypoint) for waypoint in spec.through]
    strip = STRIPS[spec.kind]
    beyond = strip.beyond if spec.beyond is None else spec.beyond
    if spec.kind == "stick":
        points = _longer(points, beyond)
        return [rod(f"{name}-{i}", a, b, strip.width, strip.role) for i, (a, b) in enumerate(pairwise(points))]
    props = [
        _stretch(f"{name}-{i}", strip, a, b, (_held(spec, i), _held(spec, i + 1)))
        for i, (a, b) in enumerate(pairwise(points))
    ]
    if beyond:
        for index, inner in ((0, 1), (-1, -2)):
            waypoint = spec.through[index]
            if waypoint in HANDS:
                end = points[index] + _tail(skeleton, str(waypoint), points[index] - points[inner]) * beyond
                props.append(_stretch(f"{name}-end-{index % 2}", strip, points[index], end, (True, False)))
    if spec.anchor:
        props += _anchor(name, points[0])
    return props


def _held(spec: Line, index: int) -> bool:
    return spec.through[index] in HANDS


def _waypoint(skeleton: Skeleton, waypoint: Sequence[float] | str) -> Vec:
    if not isinstance(waypoint, str):
        return vec(*waypoint)
    return grip_point(skeleton, waypoint.split("-")[0]) if waypoint in HANDS else joint_point(skeleton, waypoint)


def _longer(points: list[Vec], by: float) -> list[Vec]:
    first, last = unit(points[0] - points[1]), unit(points[-1] - points[-2])
    return [points[0] + first * by, *points[1:-1], points[-1] + last * by]


def _tail(skeleton: Skeleton, hand: str, away: Vec) -> Vec:
    """Where the loose end comes out of a fist: at the thumb or at the little finger, hanging a little."""
    along = skeleton[f"{hand.split('-')[0]}-wrist"].x
    way = along if float(along @ away) >= 0 else -along
    return unit(way + vec(0, 0, -0.5))


def _stretch(name: str, strip: Strip, a: Vec, b: Vec, held: tuple[bool, bool]) -> Prop:
    """One straight stretch, its broad side upright, gathered where a fist holds it."""
    along = unit(b - a)
    across = vec(0, 0, 1) if abs(along[2]) < 0.8 else vec(0, 1, 0)
    across = unit(across - along * float(across @ along))
    axes = columns(along, across, cross(along, across))
    narrow, size = min(strip.width, 1.3), length(b - a)
    gather = min(9.0, size * 0.4)
    marks = [(0.0, narrow if held[0] else strip.width), (size, narrow if held[1] else strip.width)]
    marks[1:1] = [(gather, strip.width)] * held[0] + [(size - gather, strip.width)] * held[1]
    sections = [Ellipsoid(a + along * at, axes * vec(0.05, width, strip.thick)) for at, width in marks]
    return Prop(name, strip.role, (a + b) / 2, hulls=tuple(pairwise(sections)), merged=True, bias=-0.6)


def _anchor(name: str, point: Vec) -> list[Prop]:
    """A post that stands on the floor, with an eyelet at the point."""
    foot = point * vec(1, 1, 0)
    eyelet = Ellipsoid(point, np.diag([3.4, 3.4, 1.8]))
    return [
        rod(f"{name}-foot", foot, foot + vec(0, 0, 2), 13.0),
        rod(f"{name}-post", foot, point + vec(0, 0, 16), 2.6),
        Prop(f"{name}-eyelet", "metal", point, hulls=((eyelet,),), bias=1.0),
    ]
