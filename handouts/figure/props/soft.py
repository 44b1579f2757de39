"""Soft and round things: cushion, pillow, foam roller, rolled towel and ball (cm)."""

from __future__ import annotations

import numpy as np

from handouts.figure.pose.surfaces import Round
from handouts.figure.props.prop import Prop, disc, ring
from handouts.figure.space.solids import Ellipsoid, ball
from handouts.figure.space.vectors import rot_z, vec
from handouts.figure.spec.props import Ball, Cushion, Pillow, Roll
from handouts.figure.view.depth import Box

# Length across and lengthwise, and thickness.
ROLLS = {"roller": (45.0, 92.0, 15.0), "rolled-towel": (36.0, 36.0, 9.0)}


def cushion_props(spec: Cushion, name: str) -> list[Prop]:
    """A flat cushion with round edges."""
    box = cushion_box(spec)
    radius = spec.size[2] / 2
    half = box.half - vec(radius, radius, 0)
    corners = tuple(
        ball(box.centre + box.axes @ vec(sx * half[0], sy * half[1], 0), radius) for sx in (-1, 1) for sy in (-1, 1)
    )
    return [Prop(name, "cushion", vec(*spec.at), hulls=(corners,))]


def pillow_props(spec: Pillow, name: str) -> list[Prop]:
    """A bed pillow: full in the middle, thin at its edges."""
    box = cushion_box(spec)
    high = float(box.half[2])
    members: list[Ellipsoid] = []
    for inset, radius in ((high * 1.7, high), (high * 0.45, high * 0.45)):
        half = np.maximum(box.half - vec(inset, inset, 0), vec(0.5, 0.5, 0))
        members += [
            ball(box.centre + box.axes @ vec(sx * half[0], sy * half[1], 0), radius) for sx in (-1, 1) for sy in (-1, 1)
        ]
    return [Prop(name, "pillow", vec(*spec.at), hulls=(tuple(members),))]


def cushion_box(spec: Cushion | Pillow) -> Box:
    """The room a cushion takes."""
    return Box(rot_z(spec.turn), vec(*spec.at) + vec(0, 0, spec.size[2] / 2), vec(*spec.size) / 2)


def roll_round(spec: Roll) -> Round:
    """A roll's axis and radius."""
    across, lengthwise, thick = ROLLS[spec.kind]
    size = spec.length or (across if spec.lie == "crosswise" else lengthwise)
    radius = (spec.thickness or thick) / 2
    along = rot_z(spec.turn) @ (vec(0, 1, 0) if spec.lie == "crosswise" else vec(1, 0, 0))
    middle = vec(*spec.at) + vec(0, 0, radius)
    return Round(middle - along * size / 2, middle + along * size / 2, radius)


def roll_props(spec: Roll, name: str) -> list[Prop]:
    """A foam roller with a hollow core, or a rolled towel with its windings."""
    a, b, radius = roll_round(spec)
    ends = ((a, a - b), (b, b - a))
    caps = tuple(disc(point, out, radius) for point, out in ends)
    role, shares = ("roller", (0.42,)) if spec.kind == "roller" else ("towel", (0.7, 0.38))
    marks = tuple(ring(point, out, radius * share) for point, out in ends for share in shares)
    return [Prop(name, role, (a + b) / 2, hulls=(caps,), caps=caps, marks=marks)]


def ball_round(spec: Ball) -> Round:
    """The ball as a surface."""
    return Round(vec(*spec.at), vec(*spec.at), spec.thickness / 2)


def ball_props(spec: Ball, name: str) -> list[Prop]:
    """A soft ball."""
    return [Prop(name, "ball", vec(*spec.at), hulls=((ball(vec(*spec.at), spec.thickness / 2),),))]
