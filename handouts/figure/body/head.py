"""Neck and head as solids: skull, brow, nose, lips, cheeks, jaw and chin (cm; head frame: x to the face, z up)."""

from __future__ import annotations

import math
from collections.abc import Sequence

from handouts.figure.body.collar import band_edge, neckline
from handouts.figure.pose.skeleton import SIDES, Skeleton
from handouts.figure.space.solids import Crease, Ellipsoid, Hull, Joint, Part, chain, ellipsoid
from handouts.figure.space.vectors import Frame, rot_y, unit, vec
from handouts.figure.spec.people import Person

UNDER = 0.98  # girth of the neck at the edge of the collar against the collar's own
RAISED = 0.2  # cosine between upper arm and trunk from which an arm comes out before the headscarf
HEAD_SIZE = 1.04  # gives about 7.5 heads to the body
TURNED = 50.0  # degrees of a turned head from which the cord on the other side of the neck stands out
SLACK = -0.3  # how much the face looks down when the chin is so low that the cord is slack
# Where the front edge of that cord runs, from the notch of the collar bones to behind the ear: the degrees from the
# front at each of the neck's cross-sections.
CORD = (3.0, 12.0, 39.0, 94.0)


def head_frame(skeleton: Skeleton, person: Person) -> Frame:
    """The head's frame, its axes as long as the head is large against the standard head."""
    frame = skeleton["head"]
    return Frame(frame.axes * (HEAD_SIZE * person.build.head), frame.origin)


def head_parts(skeleton: Skeleton, person: Person) -> list[Part]:
    """Neck (or headscarf drape) and head."""
    frame = head_frame(skeleton, person)
    below = "scarf" if person.hair == "headscarf" else "neck"
    head = Part(
        "head", "skin", _skull(frame, person.face.jaw), "head", bias=1.0, fillet=0.3, head=frame,
        joints=(Joint(below, frame.at(-5.0, 0, 1.5), 7.8, skeleton["head"].y, -skeleton["head"].x),), over=(below,),
    )  # fmt: skip
    return [_neck(skeleton, person, frame), head]


def _neck(skeleton: Skeleton, person: Person, head: Frame) -> Part:
    chest, middle = skeleton["chest"], skeleton["spine-11"]
    k = person.build.neck_girth
    joints = (Joint("head", head.at(0, 0, 1), 7.5),)
    if person.hair == "headscarf":
        return _scarf_drape(skeleton, head)
    rings = [
        band_edge(skeleton, UNDER),
        ellipsoid(chest, (2.0, 0, 2.4), (5.5 * k, 5.5 * k, 1.0)),
        ellipsoid(middle, (1.0, 0, 1.2), (5.2 * k, 5.1 * k, 1.0)),
        ellipsoid(head, (0.2, 0, 1.5), (5.4 * k, 5.1 * k, 2.0)),
    ]
    stations = (neckline(skeleton), *rings[1:])  # muscles run on beneath the shirt
    cord = _cord(skeleton, stations)
    return Part("neck", "skin", chain(rings), "head", joints=joints, stations=stations, fillet=1.0, creases=cord)


def _cord(skeleton: Skeleton, rings: Sequence[Ellipsoid]) -> tuple[Crease, ...]:
    """The edge of the muscle that stands out when the head is turned to the other side."""
    chest, face = skeleton["chest"], skeleton["head"].x
    turn = math.degrees(math.atan2(float(face @ chest.y), float(face @ chest.x)))
    if abs(turn) < TURNED or float(face @ chest.z) < SLACK:
        return ()
    sign = -1 if turn > 0 else 1
    points = []
    for ring, degrees in zip(rings, CORD, strict=True):
        angle = math.radians(degrees)
        points.append(ring.centre + ring.axes @ vec(math.cos(angle), sign * math.sin(angle), 0))
    return (Crease(tuple(points), unit(points[1] + points[2] - rings[1].centre - rings[2].centre), "ink-soft", 0.8),)


def _scarf_drape(skeleton: Skeleton, head: Frame) -> Part:
    collar, middle = skeleton["chest"], skeleton["spine-11"]
    raised = {side: float(skeleton[f"{side}-shoulder"].z @ collar.z) < RAISED for side, _ in SIDES}
    lowered = [f"{side}-sleeve" for side, up in raised.items() if not up]  # it falls over these shoulders
    lower = Frame(collar.axes @ rot_y(16), collar.origin)
    rings = [
        ellipsoid(lower, (2.4, 0, -6.5), (11.5, 12.4, 1.0)),
        ellipsoid(lower, (2.4, 0, -1.5), (9.0, 9.8, 1.5)),
        ellipsoid(middle, (1.4, 0, 1.0), (7.0, 7.0, 1.5)),
        ellipsoid(head, (1.2, 0, 1.0), (7.2, 7.0, 2.0)),
    ]
    return Part(
        "scarf", "scarf", chain(rings), "head", bias=1.5, fillet=2.0,
        joints=(Joint("head", head.at(0, 0, 1), 8.5),), creases=_scarf_folds(lower),
        stations=tuple(rings),
        over=("torso", *lowered),
    )  # fmt: skip


def _scarf_folds(frame: Frame) -> tuple[Crease, ...]:
    """Two soft folds that run from under the chin to the edge of the drape."""
    return tuple(
        Crease(
            (frame.at(7.2, y * 0.3, 2.4), frame.at(10.6, y * 0.75, -1.6), frame.at(13.2, y, -4.8)),
            frame.x,
            "ink-soft",
            0.9,
        )
        for y in (5.2, -2.2)
    )


def _skull(frame: Frame, jaw: float) -> tuple[Hull, ...]:
    skull = ellipsoid(frame, (0.6, 0, 8.7), (9.4, 7.4, 8.6))
    chin = ellipsoid(frame, (6.9, 0, -2.0), (2.1, 3.1 * jaw, 2.3))
    jaws = tuple(ellipsoid(frame, (1.6, y, 0.4), (2.2, 1.9, 2.5)) for y in (4.6 * jaw, -4.6 * jaw))
    cheeks = tuple(ellipsoid(frame, (6.2, y, 3.4), (2.2, 2.2, 2.6)) for y in (3.5, -3.5))
    brow = ellipsoid(frame, (7.4, 0, 8.8), (2.4, 4.6, 2.2))
    bridge, tip = ellipsoid(frame, (9.0, 0, 7.2), 0.75), ellipsoid(frame, (10.85, 0, 4.1), (0.95, 1.2, 0.9))
    wing = ellipsoid(frame, (8.6, 0, 3.4), (1.2, 1.7, 0.9))
    lips = ellipsoid(frame, (8.15, 0, 1.0), (1.55, 2.2, 1.5))
    muzzle = ellipsoid(frame, (6.6, 0, 1.2), (1.8, 3.0, 3.0))
    throat = ellipsoid(frame, (4.6, 0, -0.8), (3.0, 2.8, 2.6))
    front = ellipsoid(frame, (7.6, 0, -2.1), (1.9, 2.3, 2.0))
    return (
        (skull, chin, *jaws, *cheeks), (skull, brow), (bridge, tip, wing), (lips, muzzle), (front, throat),
    )  # fmt: skip
