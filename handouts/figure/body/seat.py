"""The seat: the buttocks, the trousers that hang from them, and the shirt's hem, which rides up over them (cm)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from handouts.figure.pose.shapes import trunk_section
from handouts.figure.pose.skeleton import SIDES, Skeleton
from handouts.figure.space.solids import Ellipsoid, Hull, chain, ellipsoid
from handouts.figure.space.vectors import Frame, rot_y, unit, vec
from handouts.figure.spec.people import Build

BACK, OUT, LOW = -4.3, 7.0, -0.5  # the middle of a buttock in the pelvis
ROUND = (8.3, 8.6, 9.0)  # its half-depth, half-width and half-height
FULLEST, OUTER = 0.8, 1.0  # share of the width from which trousers hang, and cm that it lies farther out: a cleft stays
HANGS_TO = 0.34  # share of the thigh's bone to which they hang free behind it
EASE, SMALLEST = 0.6, 0.4  # cm between seat and shirt; share of a buttock's width that the shirt's slices keep above it
HEM, HIPS = -3.0, 4.0  # heights of the shirt's edge and of its section over the hips above the hip joints
TUCKS = (11.5, 0.5)  # cm the edge rides up before a thigh folded against the belly: in front and behind
RIDES, BEFORE = 8.0, 0.8  # cm it rides up behind on a trunk that leans over bent hips, and the share of it in front
HUGS = 0.12  # cm by which the shirt is slimmer for each cm that it has ridden up: so are the hips
LOOSE, TIGHT = 0.25, 0.9  # 1 less the cosine of the hips' bend at which cloth begins to be pulled, and is in full
HANGS, LIES = 0.3, 0.8  # sine of the lean at which cloth begins to slide from the seat, and hangs down no more
WAIST = -1.5  # how far in front of the hip joints the spine begins


class Section(NamedTuple):
    """A cross-section of the shirt: how far forward, half-depth, half-width, thickness.

    `waist` is the share by which it is as deep as a deeper waist once it has ridden up to it.
    """

    forward: float
    depth: float
    width: float
    thick: float
    waist: float


EDGE, OVER_HIPS = Section(-0.9, 12.1, 17.2, 0.1, 0.15), Section(-0.8, 11.8, 16.5, 2.0, 0.9)


def buttock(skeleton: Skeleton, sign: int) -> Ellipsoid:
    """One buttock; wide hips have wide ones."""
    depth, width, height = ROUND
    k = skeleton.build.hips
    return ellipsoid(skeleton["pelvis"], (BACK, sign * OUT * k, LOW), (depth, width * k, height))


def hanging(skeleton: Skeleton, sign: int, rings: Sequence[Ellipsoid], end: float) -> tuple[Hull, ...]:
    """The thigh with the cloth that hangs to its back from the fullest part of the buttock, across the fold below it.

    `rings` are the thigh's cross-sections at even steps, the last at the share `end` of its bone.
    """
    k, (depth, width, height) = skeleton.build.hips, ROUND
    middle = (BACK, sign * (OUT * k + OUTER), LOW)
    fullest = ellipsoid(skeleton["pelvis"], middle, (depth, FULLEST * width * k, height))
    free = round((HANGS_TO + 0.06) / (end + 0.06) * (len(rings) - 1))
    return (fullest, *rings[: free + 1]), *chain(rings[free:])


def hip_depth(build: Build) -> tuple[float, float]:
    """How much deeper wide hips are, and how far they grow forward: the seat stays where it rests."""
    wider = build.hips - 1
    return 1 + 0.45 * wider, 4.5 * wider


def folded(skeleton: Skeleton) -> float:
    """How far a thigh is folded against the belly, 0 to 1: the shirt rides up before it, most of all in front."""
    least = min(float(skeleton[f"{side}-hip"].z @ skeleton["pelvis"].z) for side, _ in SIDES)
    return _share(-least, 0.1, 0.6)


def pulled(skeleton: Skeleton) -> float:
    """How far a trunk that leans forward over bent hips pulls the shirt up, 0 to 1.

    Who sits upright has hips as bent, but there the cloth hangs down.
    """
    along = unit(skeleton["chest"].origin - skeleton["pelvis"].origin)
    bent = 1 - sum(float(skeleton[f"{side}-hip"].z @ along) for side, _ in SIDES) / 2
    lean = -float(skeleton["spine-4"].x[2])
    return _share(bent, LOOSE, TIGHT) * _share(lean, HANGS, LIES)


def _share(value: float, none: float, full: float) -> float:
    return min(1.0, max(0.0, (value - none) / (full - none)))


def hem_rings(skeleton: Skeleton) -> list[Ellipsoid]:
    """The shirt's edge and its cross-section over the hips."""
    pelvis, fold, pull = skeleton["pelvis"], folded(skeleton), pulled(skeleton)
    front = max(TUCKS[0] * fold, BEFORE * RIDES * pull)
    back = TUCKS[1] * fold + RIDES * pull
    tilt = math.degrees(math.asin((front - back) / (2 * EDGE.depth)))
    edge = pelvis._replace(axes=pelvis.axes @ rot_y(-tilt))
    return [
        _ring(edge, HEM + (front + back) / 2, EDGE, pull, skeleton.build),
        _ring(pelvis, HIPS + 4.0 * max(fold, pull), OVER_HIPS, pull, skeleton.build),
    ]


def _ring(frame: Frame, up: float, section: Section, pull: float, build: Build) -> Ellipsoid:
    """A cross-section of the shirt that hugs the slimmer hips, but goes on from a belly and a back that stand out."""
    deep, forward = hip_depth(build)
    _, waist, out = trunk_section(0, build)
    slim, middle = HUGS * RIDES * pull, section.forward + forward
    depth, follows = (section.depth - slim) * deep, section.waist * pull
    front = middle + depth + follows * max(0.0, WAIST + out + waist - middle - depth)
    back = middle - depth - follows * max(0.0, middle - depth - (WAIST + out - waist))
    radii = ((front - back) / 2, (section.width - slim) * build.hips, section.thick)
    return ellipsoid(frame, ((front + back) / 2, 0, up), radii)


def over_seat(ring: Ellipsoid, skeleton: Skeleton) -> list[Ellipsoid]:
    """The slices of both buttocks in the plane of a cross-section of the shirt, with some ease: cloth spans them."""
    k, axes = skeleton.build.hips, ring.axes / np.linalg.norm(ring.axes, axis=0)
    slices = []
    for _, sign in SIDES:
        middle = skeleton["pelvis"].at(BACK, sign * OUT * k, LOW)
        up = float(axes[:, 2] @ (ring.centre - middle))
        share = max(SMALLEST, math.sqrt(max(0.0, 1 - (up / ROUND[2]) ** 2)))
        radii = vec(ROUND[0] * share + EASE, ROUND[1] * k * share + EASE, 0.1)
        slices.append(Ellipsoid(middle + axes[:, 2] * up, axes * radii))
    return slices
