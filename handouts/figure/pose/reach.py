"""Where a hand has to be: its target on the body, on a thing or in the air, and how it is turned there (cm)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from handouts.figure.pose.skin import PLACES, needs, spot_on_body, usual_side
from handouts.figure.pose.surfaces import Solid, Spot, spot_on
from handouts.figure.space.vectors import Frame, Mat, Vec, columns, cross, length, rot_x, rot_y, rot_z, unit, vec
from handouts.figure.space.vocabulary import direction
from handouts.figure.spec.figure import Arm, Hand, HandReach
from handouts.figure.spec.people import Build

PALM_REACH, PALM_DEPTH, BACK_DEPTH = 7.0, 1.9, 1.7  # middle of the palm from the wrist; surface from the middle
GRIP = (0.4, 2.6, 8.0)  # middle of a fist from the wrist: to the thumb, out of the palm, along the fingers
FINGER_DEPTH = 1.5  # surface of a hooked finger from the line through the middle of the hand
KNUCKLES, FIRST, SECOND, TIP = 8.2, 4.43, 3.45, 0.9  # to the knuckles; both links and radius of the middle finger
WORLD: Mat = rot_x(0.0)
# Points on the body that are no joint: the frame they hang on and where (y outwards).
POINTS: Mapping[str, tuple[str, tuple[float, float, float]]] = {
    "tailbone": ("pelvis", (-6.0, 0.0, -9.0)), "belly": ("spine-2", (10.0, 0.0, 0.0)),
    "waist": ("spine-2", (0.0, 0.0, 0.0)), "breastbone": ("spine-7", (13.0, 0.0, 0.0)),
    "upper-back": ("spine-7", (-8.0, 0.0, 0.0)), "neck": ("spine-11", (0.0, 0.0, 0.0)),
    "face": ("head", (9.0, 0.0, 5.0)), "crown": ("head", (0.0, 0.0, 18.0)), "eyes": ("head", (9.5, 0.0, 6.3)),
    "ear": ("head", (-0.8, 7.8, 4.7)),
    "heel": ("ankle", (-4.2, 0.0, -7.0)), "toes": ("ankle", (17.0, 0.0, -6.5)),
    "hand": ("wrist", (0.0, 0.0, -8.0)), "blade": ("spine-8", (-8.0, 9.5, 0.0)),
}  # fmt: skip


class World(NamedTuple):
    """What an arm may reach for: the frames known so far, the body they carry and the things around it."""

    frames: Mapping[str, Frame]
    build: Build
    solids: Mapping[str, Solid]

    def axes(self, name: str) -> Mat:
        """The axes of the world or of a part of the body."""
        return WORLD if name == "world" else self.frames[name].axes


def body_point(frames: Mapping[str, Frame], name: str) -> Vec:
    """World position of a joint or a named point of the body. Raises KeyError when its frame is not known."""
    if name in frames:
        return frames[name].origin
    side, _, part = name.partition("-")
    frame, (x, y, z) = POINTS[part if part in POINTS and side in ("left", "right") else name]
    paired = frame in ("ankle", "wrist")
    return frames[f"{side}-{frame}" if paired else frame].at(x, -y if side == "right" else y, z)


def waits_for(reach: HandReach | None) -> str:
    """The arm that has to be posed before this target is known, or nothing."""
    if reach is None:
        return ""
    return needs(reach.against) if reach.against else needs(reach.to) if isinstance(reach.to, str) else ""


def target_spot(reach: HandReach, world: World, sign: int) -> tuple[Vec, Vec | None]:
    """The target and, on a surface, where that surface looks. Offsets are written for the left hand."""
    x, y, z = reach.plus
    plus = world.axes(reach.plus_in) @ vec(x, sign * y, z)
    if reach.against:
        spot = _surface(reach, world, sign)
        return spot.point + plus, spot.normal
    point = body_point(world.frames, reach.to) if isinstance(reach.to, str) else vec(*(reach.to or (0, 0, 0)))
    return point + plus, None


def _surface(reach: HandReach, world: World, sign: int) -> Spot:
    assert reach.against is not None
    if reach.against in PLACES:
        own = {"left": 1, "right": -1}.get(reach.against.partition("-")[0], sign)
        way = direction(reach.side or usual_side(reach.against), own)
        return spot_on_body(world.frames, world.build, reach.against, way, reach.along)
    return spot_on(world.solids[reach.against], direction(reach.side or "up", sign))


def laid_axes(arm: Arm, reach: HandReach, normal: Vec, shoulder: Vec, point: Vec, world: World, sign: int) -> Mat:
    """Axes of a hand laid on a surface; the fingers go on from the arm unless the pose says where they point."""
    hand = arm.hand or Hand()
    if hand.fingers is not None:
        fingers = world.axes(hand.relative_to) @ direction(hand.fingers, sign)
    else:
        fingers = point - shoulder
    along = fingers - normal * float(fingers @ normal)
    if length(along) < 0.05 * length(fingers):
        along = cross(normal, vec(0, 1, 0)) if abs(normal[1]) < 0.9 else vec(0, 0, -1)
    along = unit(along)
    outward = normal if reach.by != "back-of-hand" else -normal
    if reach.by == "fingertips":  # the hand stands off the surface
        along, outward = unit(along - 0.75 * normal), unit(normal + 0.75 * along)
    y, z = sign * outward, -along
    return columns(cross(y, z), y, z)


def free_axes(hand: Hand | None, forearm: Mat, world: World, sign: int) -> Mat:
    """Hand axes: x to the thumb, -z along the fingers, the palm looks along -y of a left hand and +y of a right one."""
    hand = hand or Hand()
    if hand.fingers is None:
        turn = rot_z(sign * hand.supination) @ rot_x(-sign * hand.flexion)
        return forearm @ turn @ rot_y(-hand.deviation)
    base = world.axes(hand.relative_to)
    z = -(base @ direction(hand.fingers, sign))
    palm = base @ direction(hand.palm, sign) if hand.palm is not None else -sign * forearm[:, 1]
    y = -sign * unit(palm - z * float(palm @ z))
    return columns(cross(y, z), y, z)


def part_of_hand(reach: HandReach, hand: Hand | None, sign: int) -> Vec:
    """The part of the hand that goes to the target, from the wrist in the hand's axes."""
    match reach.by:
        case "palm" if hand and hand.shape == "hook":  # the fingers lie on the edge they go round
            return vec(0, -sign * FINGER_DEPTH, -KNUCKLES - FIRST / 2)
        case "palm":
            return vec(0, -sign * PALM_DEPTH, -PALM_REACH)
        case "back-of-hand":
            return vec(0, sign * BACK_DEPTH, -PALM_REACH)
        case "grip":
            thumb, palm, along = GRIP
            return vec(thumb, -sign * palm, -along)
        case "fingertips":
            first = math.radians((hand or Hand()).curl * 0.95)
            out = FIRST * math.sin(first) + SECOND * math.sin(2.2 * first)
            along = KNUCKLES + FIRST * math.cos(first) + SECOND * math.cos(2.2 * first) + TIP
            return vec(1.0, -sign * out, -along)
        case _:
            return vec(0, 0, 0)
