"""Ways of arrows that go round: a full circle at a joint, flat or in space, and a turn of head or trunk (cm)."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from handouts.figure.pose.skeleton import Skeleton, joint_point
from handouts.figure.space.vectors import Frame, Vec, cross, unit
from handouts.figure.space.vocabulary import direction
from handouts.figure.spec.marks import ArrowSpec
from handouts.figure.view.camera import Camera

Track = NDArray[np.float64]  # points (n, 2) on the page
RING, RING_SWEEP = 10.5, 305.0  # radius and degrees of a full circle with room for its head
BEYOND = 0.2  # share of the radius by which a point lies farther than the joint before the body hides it
ORBIT_END = -12.0  # degrees from its nearest point where the head of a circle in space ends
# Degrees from its nearest point between which a turn runs. Over a head it comes from behind and ends nearly level: the
# head of an arrow that rises would say "look up".
HALO, BELT = (-102.0, 24.0), (-75.0, 75.0)
FLAT = 0.34  # least height of its oval as a share of its width
HEAD = ("head", "face", "crown", "neck", "spine-11", "spine-12")
PELVIS = ("pelvis", "tailbone", "hip")


def ring_track(arrow: ArrowSpec, before: Skeleton, after: Skeleton, camera: Camera) -> Track:
    """A circle round the joint where it ends, the way the joint goes about `around` (or about the body's middle).

    With a `start` of its own the circle goes through both places of the joint, so that what circles lies on it.
    """
    a, b = (camera.flat(joint_point(s, arrow.of)) for s in (before, after))
    pivot = camera.flat(joint_point(after, arrow.around or "waist"))
    one, other = a - pivot, b - pivot
    sign = 1.0 if float(one[0] * other[1] - one[1] * other[0]) >= 0 else -1.0
    if arrow.sense:
        sign = -1.0 if arrow.sense == "clockwise" else 1.0
    way = b - a
    apart = float(np.hypot(*way))
    start = math.degrees(math.atan2(-way[0] * sign, way[1] * sign)) if apart > 1 else 90.0
    angles = np.radians(start + 180 + sign * np.linspace(0, RING_SWEEP, 60))
    centre, radius = ((a + b) / 2, apart / 2) if arrow.start and apart > 1 else (b, RING * arrow.size)
    return centre + radius * np.stack([np.cos(angles), np.sin(angles)], axis=1)


def orbit_track(arrow: ArrowSpec, after: Skeleton, camera: Camera) -> tuple[Track, NDArray[np.bool_]]:
    """A circle in space about the ring's axis through its joint, and which of its points lie beyond the joint.

    Its head ends where the circle is nearest to us.
    """
    assert arrow.axis is not None
    axis = _tipped(direction(arrow.axis, -1 if arrow.of.startswith("right") else 1), camera.toward)
    near = camera.toward - axis * float(camera.toward @ axis)
    near = unit(near if float(near @ near) > 1e-6 else direction("up") - axis * float(axis[2]))
    sign = -1.0 if arrow.sense == "clockwise" else 1.0
    angles = np.radians(sign * np.linspace(ORBIT_END - RING_SWEEP, ORBIT_END, 90))[:, None]
    around = np.cos(angles) * near + np.sin(angles) * cross(axis, near)
    track = camera.flat(joint_point(after, arrow.of) + RING * arrow.size * around)
    return track, around @ camera.toward < -BEYOND


def turn_track(arrow: ArrowSpec, before: Skeleton, after: Skeleton, camera: Camera) -> Track:
    """Part of a circle about the axis of head, chest or pelvis, in the sense in which it turns."""
    name = _carrier(arrow.of)
    centre, radius = _circle(name, arrow, after)
    axis = after[name].z
    sign = 1.0 if float(cross(before[name].x, after[name].x) @ axis) >= -1e-9 else -1.0
    if arrow.sense:
        sign = -1.0 if arrow.sense == "clockwise" else 1.0
    axis = _tipped(axis, camera.toward)
    near = unit(camera.toward - axis * float(camera.toward @ axis))
    beside = cross(axis, near)
    angles = np.radians(sign * np.linspace(*(HALO if name == "head" and not arrow.both_ways else BELT), 60))[:, None]
    return camera.flat(centre + radius * (np.cos(angles) * near + np.sin(angles) * beside))


def _carrier(joint: str) -> str:
    if joint in HEAD:
        return "head"
    return "pelvis" if joint in PELVIS or joint.endswith("-hip") else "chest"


def _circle(name: str, arrow: ArrowSpec, after: Skeleton) -> tuple[Vec, float]:
    """Middle and radius: a halo over the head, a belt round the trunk at the height of the joint."""
    frame: Frame = after[name]
    if name == "head":
        return frame.at(0, 0, 24), 13.0 * arrow.size
    height = float((joint_point(after, arrow.of) - frame.origin) @ frame.z)
    return frame.at(2, 0, height), 23.0 * arrow.size


def _tipped(axis: Vec, toward: Vec) -> Vec:
    """The axis, tipped towards the viewer when the circle about it would be seen too much from its edge."""
    facing = float(axis @ toward)
    if abs(facing) >= FLAT:
        return axis
    want = FLAT if facing > -1e-9 else -FLAT
    flat = unit(axis - toward * facing)
    return flat * math.sqrt(1 - want * want) + toward * want
