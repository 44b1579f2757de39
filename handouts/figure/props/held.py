"""What hands hold: dumbbells, and bands, straps, towels and sticks that run from point to point (cm)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from handouts.figure.pose.reach import GRIP
from handouts.figure.pose.skeleton import Skeleton, joint_point
from handouts.figure.pose.skin import spot_on_body, usual_side
from handouts.figure.props.prop import Prop, rod
from handouts.figure.space.solids import Ellipsoid, ball
from handouts.figure.space.vectors import Vec, columns, cross, length, unit, vec
from handouts.figure.space.vocabulary import direction
from handouts.figure.spec.props import Line, OnSkin

CLEAR = 0.6  # cm by which a line lies off the skin
HANDS = ("left-hand", "right-hand")


class Strip(NamedTuple):
    """How a line looks: role, half-width, half-thickness and how far it goes on at its ends."""

    role: str
    width: float
    thick: float
    beyond: float


class Node(NamedTuple):
    """A waypoint in the world: the hand that holds the line there, or where the skin looks on which it lies."""

    point: Vec
    hand: str = ""
    normal: Vec | None = None


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
    return [
        rod(f"{side}-{name}", grip + a, grip + b, radius, under=(f"{side}-hand",) if name == "grip" else ())
        for name, a, b, radius in rods
    ]


def line_props(spec: Line, name: str, skeleton: Skeleton) -> list[Prop]:
    """Every stretch of a line, its ends, and the post it is tied to."""
    nodes = _nodes(spec, skeleton)
    strip = STRIPS[spec.kind]
    beyond = strip.beyond if spec.beyond is None else spec.beyond
    if spec.kind == "stick":
        nodes = _longer(nodes, beyond)
        return [
            rod(f"{name}-{i}", a.point, b.point, strip.width, strip.role, _hands(a, b))
            for i, (a, b) in enumerate(pairwise(nodes))
        ]
    props = [_stretch(f"{name}-{i}", strip, a, b) for i, (a, b) in enumerate(pairwise(nodes))]
    for index, inner in ((0, 1), (-1, -2)):
        node = nodes[index]
        if beyond and node.hand:
            tail = _tail(skeleton, node.hand, node.point - nodes[inner].point)
            props.append(_stretch(f"{name}-end-{index % 2}", strip, node, Node(node.point + tail * beyond)))
    if spec.anchor:
        props += _anchor(name, nodes[0].point)
    return props


def _nodes(spec: Line, skeleton: Skeleton) -> list[Node]:
    """The waypoints; between two on the same place the line follows the skin."""
    nodes: list[Node] = []
    for before, waypoint in zip((None, *spec.through), spec.through, strict=False):
        if isinstance(before, OnSkin) and isinstance(waypoint, OnSkin) and before.against == waypoint.against:
            a, b = _way(before), _way(waypoint)
            nodes += [_on_skin(skeleton, waypoint, a * (1 - t) + b * t) for t in (0.25, 0.5, 0.75)]
        nodes.append(_node(skeleton, waypoint))
    return nodes


def _node(skeleton: Skeleton, waypoint: Sequence[float] | str | OnSkin) -> Node:
    if isinstance(waypoint, OnSkin):
        return _on_skin(skeleton, waypoint, _way(waypoint))
    if not isinstance(waypoint, str):
        return Node(vec(*waypoint))
    if waypoint in HANDS:
        return Node(grip_point(skeleton, waypoint.split("-")[0]), waypoint)
    return Node(joint_point(skeleton, waypoint))


def _way(waypoint: OnSkin) -> Vec:
    own = -1 if waypoint.against.startswith("right-") else 1
    return direction(waypoint.side or usual_side(waypoint.against), own)


def _on_skin(skeleton: Skeleton, waypoint: OnSkin, way: Vec) -> Node:
    spot = spot_on_body(skeleton.frames, skeleton.build, waypoint.against, way, waypoint.along)
    return Node(spot.point + spot.normal * CLEAR, normal=spot.normal)


def _hands(a: Node, b: Node) -> tuple[str, ...]:
    return tuple(node.hand for node in (a, b) if node.hand)


def _longer(nodes: list[Node], by: float) -> list[Node]:
    """The line with its ends further out."""
    points = [node.point for node in nodes]
    first, last = unit(points[0] - points[1]), unit(points[-1] - points[-2])
    ends = nodes[0]._replace(point=points[0] + first * by), nodes[-1]._replace(point=points[-1] + last * by)
    return [ends[0], *nodes[1:-1], ends[1]]


def _tail(skeleton: Skeleton, hand: str, away: Vec) -> Vec:
    """Where the loose end comes out of a fist: at the thumb or at the little finger, hanging a little."""
    along = skeleton[f"{hand.split('-')[0]}-wrist"].x
    way = along if float(along @ (unit(away) + vec(0, 0, -1.2))) >= 0 else -along
    return unit(way + vec(0, 0, -0.5))


def _stretch(name: str, strip: Strip, start: Node, end: Node) -> Prop:
    """One straight stretch, its broad side upright, gathered where a fist holds it."""
    a, b, held = start.point, end.point, (bool(start.hand), bool(end.hand))
    along = unit(b - a)
    across = vec(0, 0, 1) if abs(along[2]) < 0.8 else vec(0, 1, 0)
    across = unit(across - along * float(across @ along))
    axes = columns(along, across, cross(along, across))
    narrow, size = min(strip.width, 1.3), length(b - a)
    gather = min(9.0, size * (0.4 if all(held) else 0.9))
    marks = [(0.0, narrow if held[0] else strip.width), (size, narrow if held[1] else strip.width)]
    marks[1:1] = [(gather, strip.width)] * held[0] + [(size - gather, strip.width)] * held[1]
    sections = [Ellipsoid(a + along * at, axes * vec(0.05, width, strip.thick)) for at, width in marks]
    looks = [node.normal for node in (start, end) if node.normal is not None]
    return Prop(
        name, strip.role, (a + b) / 2, hulls=tuple(pairwise(sections)), merged=True, bias=-0.6,
        under=_hands(start, end), lies=sum(looks, vec(0, 0, 0)) / 2 if looks else None,
        open_ends=tuple(ball(node.point, strip.width) for node in (start, end) if node.normal is not None),
    )  # fmt: skip


def _anchor(name: str, point: Vec) -> list[Prop]:
    """A post that stands on the floor, with an eyelet at the point."""
    foot = point * vec(1, 1, 0)
    eyelet = Ellipsoid(point, np.diag([3.4, 3.4, 1.8]))
    return [
        rod(f"{name}-foot", foot, foot + vec(0, 0, 2), 13.0),
        rod(f"{name}-post", foot, point + vec(0, 0, 16), 2.6),
        Prop(f"{name}-eyelet", "metal", point, hulls=((eyelet,),), bias=1.0),
    ]
