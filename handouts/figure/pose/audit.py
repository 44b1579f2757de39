"""What is wrong with a posed body: targets missed, joints beyond their range, skin that floats or sinks (cm)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from handouts.figure.pose.limits import excesses
from handouts.figure.pose.skeleton import Skeleton
from handouts.figure.pose.surfaces import Room, Surface, beside, deep, distance
from handouts.figure.space.solids import Part
from handouts.problems import Problem, did_you_mean

REACH_SLACK, CONTACT_SLACK = 2.0, 1.0
GRIP_SLACK = 2.6  # fingers that close round an edge pass beside it: their outline takes in a little of the thing
GRIPS = ("hook", "fist")
CLOTH = ("shirt", "scarf")  # gives way


def audit(skeleton: Skeleton, parts: Sequence[Part], room: Room, panel: str) -> list[Problem]:
    """Every finding about one panel, without a place in the file."""
    field = f"panels.{panel}"
    found = [
        Problem(f"{miss.limb} falls {miss.by:.1f} cm short of its target", field=field)
        for miss in skeleton.misses
        if miss.by > REACH_SLACK
    ]
    found += [
        Problem(f"{e.joint} is {e.angle:.0f} degrees, beyond its limit of {e.limit:.0f}", field=field)
        for e in excesses(skeleton)
    ]
    found += _contacts(skeleton, room.surfaces, field)
    return [*found, *_sunken(parts, field), *_inside(skeleton, parts, room, field)]


def contact_gaps(skeleton: Skeleton, planes: Mapping[str, Surface]) -> dict[tuple[str, str], float]:
    """Gap of each declared contact, by (support, part); negative: it sinks in."""
    return {
        (support, probe): distance(skeleton.frames, probe, planes[support])
        for support, probes in skeleton.pose.contacts.items()
        for probe in probes
        if support in planes
    }


def _contacts(skeleton: Skeleton, planes: Mapping[str, Surface], field: str) -> list[Problem]:
    named = (
        [*skeleton.pose.contacts, *(g.support for g in skeleton.pose.solve.goals if g.touch)]
        if (skeleton.pose.solve)
        else [*skeleton.pose.contacts]
    )
    found = [
        Problem(f"there is no '{support}' to touch; add it to props", field=field, hint=did_you_mean(support, planes))
        for support in dict.fromkeys(named)
        if support not in planes
    ]
    for (support, probe), space in contact_gaps(skeleton, planes).items():
        if beside(skeleton.frames, probe, planes[support]):
            found.append(Problem(f"{probe} is beside the {support}", field=field))
        elif abs(space) > CONTACT_SLACK:
            word = "above" if space > 0 else "inside"
            found.append(Problem(f"{probe} is {abs(space):.1f} cm {word} the {support}", field=field))
    return found


def _sunken(parts: Sequence[Part], field: str) -> list[Problem]:
    """Parts that go through the floor."""
    found = []
    for part in parts:
        if part.role in CLOTH:
            continue
        low = float((part.solids.centres[:, 2] - np.linalg.norm(part.solids.axes[:, 2], axis=1)).min())
        if low < -CONTACT_SLACK:
            found.append(Problem(f"{part.name} goes {-low:.1f} cm through the floor", field=field))
    return found


def _inside(skeleton: Skeleton, parts: Sequence[Part], room: Room, field: str) -> list[Problem]:
    """Parts that go into hard things."""
    found = []
    for part in parts if room.hard else ():
        if part.role in CLOTH:
            continue
        skin = _skin(part)
        for name, solid in room.hard:
            if (by := float(deep(solid, skin).max())) > _slack(skeleton, part):
                found.append(Problem(f"{part.name} goes {by:.1f} cm into the {name}", field=field))
    return found


def _slack(skeleton: Skeleton, part: Part) -> float:
    side, _, name = part.name.partition("-")
    hand = skeleton.hands.get(side) if name == "hand" else None
    return GRIP_SLACK if hand and hand.shape in GRIPS else CONTACT_SLACK


@cache
def _sphere(count: int) -> NDArray[np.float64]:
    """Points spread evenly over a ball, shape (3, count)."""
    k = np.arange(count) + 0.5
    polar, around = np.arccos(1 - 2 * k / count), np.pi * (1 + 5**0.5) * k
    return np.stack([np.cos(around) * np.sin(polar), np.sin(around) * np.sin(polar), np.cos(polar)])


def _skin(part: Part, count: int = 48) -> NDArray[np.float64]:
    """Points spread evenly over the part's ellipsoids, shape (n, 3)."""
    sphere = _sphere(count)
    centres, axes, _ = part.solids
    points: NDArray[np.float64] = ((axes @ sphere).transpose(0, 2, 1) + centres[:, None, :]).reshape(-1, 3)
    return points
