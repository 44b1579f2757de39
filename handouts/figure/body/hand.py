"""The hand: palm, four fingers of two links that curl in a cascade, and the thumb (cm)."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from typing import Literal, cast

import numpy as np

from handouts.figure.body.zones import WRIST_ZONE
from handouts.figure.pose.limbs import merged_arm
from handouts.figure.pose.skeleton import Skeleton
from handouts.figure.pose.skin import PLACES, limb_at
from handouts.figure.space.solids import Crease, Ellipsoid, Form, Hull, Joint, Part
from handouts.figure.space.vectors import Frame, Mat, Vec, rot_x, rot_y, vec
from handouts.figure.spec.figure import Hand

# Offset towards the thumb, length, radius and share of the curl: the little finger curls most when a hand rests.
FINGERS = ((3.1, 7.3, 1.02, 0.75), (1.05, 8.3, 1.06, 0.95), (-1.0, 7.7, 1.0, 1.1), (-2.95, 5.9, 0.88, 1.3))
KNUCKLES = -8.2
CLOSED = 60.0  # curl from which a hand is a fist
# cm from the root over which fingers, those of a fist, and the thumb are one with the palm
FINGER_FREE, CLOSED_FREE, THUMB_FREE = 1.9, 1.35, 2.4
HOOKED = (0.25, 1.7)  # bend at knuckles and middle joints of fingers hooked round an edge, in shares of the curl
ROUND_THE_EDGE = 0.2  # share of the last link that is seen of fingers that go round an edge
# of fingers round a limb, cm: from the middle of the palm to the knuckles, half of the first link, half the thickness
TO_KNUCKLES, HALF_LINK, HALF_FINGER = 1.2, 2.2, 1.0
ALONG_A_LIMB = 0.15  # square of the sine below which fingers lie along a limb instead of round it
HOLDS = 45.0  # least curl that holds anything
SHAPES: Mapping[str, Mapping[str, float]] = {
    "relaxed": {"curl": 22.0, "spread": 3.0, "thumb": 18.0, "oppose": 11.0},
    "flat": {"curl": 3.0, "spread": 2.0, "thumb": 34.0, "oppose": 4.0},
    "cup": {"curl": 28.0, "spread": 2.0, "thumb": 30.0, "oppose": 26.0},
    "wrap": {"curl": 34.0, "spread": 1.0, "thumb": 44.0, "oppose": 34.0},
    "hook": {"curl": 58.0, "spread": 0.0, "thumb": 9.0, "oppose": 0.0},
    "fist": {"curl": 84.0, "spread": 0.0, "thumb": 8.0, "oppose": 50.0},
    "point": {"curl": 84.0, "spread": 0.0, "thumb": 8.0, "oppose": 50.0},
}
GRIPS: Mapping[str, Mapping[str, float]] = {
    "dumbbell": {"curl": 76.0, "spread": 0.0, "thumb": 10.0, "oppose": 52.0},
    "stick": {"curl": 78.0, "spread": 0.0, "thumb": 10.0, "oppose": 52.0},
    "towel": {"curl": 70.0, "spread": 0.0, "thumb": 12.0, "oppose": 48.0},
    "band": {"curl": 82.0, "spread": 0.0, "thumb": 10.0, "oppose": 50.0},
    "strap": {"curl": 84.0, "spread": 0.0, "thumb": 10.0, "oppose": 50.0},
}


def hand_part(skeleton: Skeleton, side: str, sign: int) -> Part:
    """One hand. Its frame: x to the thumb, -z along the fingers, the palm looks along -y (left) or +y (right)."""
    frame, elbow = skeleton[f"{side}-wrist"], skeleton[f"{side}-elbow"]
    shape, edge = hand_shape(skeleton, side), _hooked_round_a_thing(skeleton, side)
    ball, web, *thumb = _thumb(frame, shape, sign)
    forms = [Form((*_palm(frame, elbow.axes), ball, web)), Form(tuple(thumb), thumb[0][0].centre, THUMB_FREE)]
    for row in FINGERS:
        knuckle, middle, tip, radius = _finger(frame, shape, sign, *row)
        first = (_ball(frame, knuckle, radius * 1.15), _ball(frame, middle, radius))
        tip = middle + (tip - middle) * (ROUND_THE_EDGE if edge else 1.0)
        second = (_ball(frame, middle, radius), _ball(frame, tip, radius * 0.86))
        forms.append(Form((first, second), frame.at(*knuckle), CLOSED_FREE if shape.curl > CLOSED else FINGER_FREE))
    return Part(
        f"{side}-hand", "skin", tuple(hull for form in forms for hull in form.hulls), f"{side}-arm", sign, bias=0.8,
        joints=(Joint(f"{side}-forearm", frame.origin, WRIST_ZONE),), fillet=0.2, forms=tuple(forms),
        creases=_knuckles(frame, sign) if shape.curl > CLOSED else (),
    )  # fmt: skip


def hand_shape(skeleton: Skeleton, side: str) -> Hand:
    """The hand with the angles of its shape, or of what it holds; angles that the pose gives itself stay.

    An open hand that a base pose asks for closes all the same when it holds something.
    """
    hand = skeleton.hands.get(side) or Hand()
    held = skeleton.pose.holds.get(cast("Literal['left', 'right']", side))
    if held and hand.curl < HOLDS:
        return hand.model_copy(update=dict(GRIPS[held]))
    angles = {**SHAPES.get(hand.shape, {}), **(GRIPS[held] if held else {})}
    if hand.shape == "wrap" and not held:
        angles["curl"] = _round_the_limb(skeleton, side) or angles["curl"]
    return hand.model_copy(update={name: a for name, a in angles.items() if name not in hand.model_fields_set})


def _round_the_limb(skeleton: Skeleton, side: str) -> float | None:
    """The curl of fingers that follow the limb the palm lies on: a thin one bends them more, a slanting one less."""
    reach = merged_arm(skeleton.pose, side).reach
    limb = limb_at(skeleton.frames, skeleton.build, reach.against, reach.along) if reach and reach.against else None
    if limb is None:
        return None
    bone, radius = limb
    across = max(ALONG_A_LIMB, 1 - float(skeleton[f"{side}-wrist"].z @ bone) ** 2)
    radius = (radius + HALF_FINGER) / across
    return math.degrees(math.atan2(TO_KNUCKLES, radius) + math.atan2(HALF_LINK, radius))


def _hooked_round_a_thing(skeleton: Skeleton, side: str) -> bool:
    """Whether the fingertips are under or behind a thing: a seat hides the fingers that go round its edge."""
    reach = merged_arm(skeleton.pose, side).reach
    target = reach.against if reach else None
    return target is not None and target not in PLACES and hand_shape(skeleton, side).shape == "hook"


def _ball(frame: Frame, offset: Vec, radius: float) -> Ellipsoid:
    return Ellipsoid(frame.at(*offset), np.eye(3) * radius)


def _palm(frame: Frame, forearm: Mat) -> list[Hull]:
    wrist = Ellipsoid(frame.origin, forearm * vec(2.7, 2.1, 2.0))
    heel = Ellipsoid(frame.at(0.2, 0, -3.0), frame.axes * vec(3.3, 1.75, 2.0))
    knuckles = Ellipsoid(frame.at(0.05, 0, -7.6), frame.axes * vec(4.0, 1.5, 1.5))
    return [(wrist, heel), (heel, knuckles)]


def _finger(
    frame: Frame, shape: Hand, sign: int, across: float, size: float, radius: float, share: float
) -> tuple[Vec, Vec, Vec, float]:
    """Knuckle, middle joint and tip in the hand's frame, and the radius."""
    curl = shape.curl * (share if shape.curl < CLOSED and shape.shape != "wrap" else 1.0)  # a fist closes evenly
    if shape.shape == "point" and across == FINGERS[0][0]:
        curl = 8.0
    first, second = HOOKED if shape.shape == "hook" else (1.0, 1.2)
    knuckle = vec(across, 0, KNUCKLES + 0.18 * (abs(across - 0.8) ** 1.4))
    near = rot_y(-across * shape.spread / 2.6) @ rot_x(-sign * curl * first)
    middle = knuckle + near @ vec(0, 0, -0.54 * size)
    far = near @ rot_x(-sign * curl * second)
    return knuckle, middle, middle + far @ vec(0, 0, -0.46 * size + 0.3 * radius), radius


def _knuckles(frame: Frame, sign: int) -> tuple[Crease, ...]:
    """The furrows between the knuckles on the back of a fist."""
    across = [(a[0] + b[0]) / 2 for a, b in itertools.pairwise(FINGERS)]
    rows = [[frame.at(x, sign * 1.4, z) for z in (-6.6, -7.8, -9.0)] for x in across]
    return tuple(Crease(tuple(points), sign * frame.y, "ink-soft") for points in rows)


def _thumb(frame: Frame, shape: Hand, sign: int) -> list[Hull]:
    """The ball of the thumb, its web, and its two pieces."""
    base = vec(2.0, -sign * 0.6, -2.4)
    first = rot_y(-shape.thumb) @ rot_x(-sign * shape.oppose)
    middle = base + first @ vec(0, 0, -4.5)
    second = rot_y(-shape.thumb * 0.55) @ rot_x(-sign * (shape.oppose + 0.5 * shape.curl))
    tip = middle + second @ vec(0, 0, -3.3)
    closed = min(1.0, max(0.0, (shape.curl - 50) / 25))  # the thumb of a fist lies across its fingers
    middle = middle * (1 - closed) + vec(2.9, -sign * 4.3, -4.7) * closed
    tip = tip * (1 - closed) + vec(-0.2, -sign * 5.6, -6.3) * closed
    wrist_side = vec(1.2, -sign * 0.4, -0.6)
    halfway, knuckle = base * 0.45 + middle * 0.55, vec(2.9, 0, -6.4)
    web = (_ball(frame, base, 1.5), _ball(frame, halfway, 0.95), _ball(frame, knuckle, 0.9))
    return [
        (_ball(frame, wrist_side, 1.5), _ball(frame, base, 1.8), _ball(frame, middle, 1.25)),
        web,
        (_ball(frame, base, 1.6), _ball(frame, middle, 1.25)),
        (_ball(frame, middle, 1.25), _ball(frame, tip, 0.95)),
    ]
