"""The foot, bare or in a shoe (cm; ankle frame: x to the toes, z up the shin)."""

from __future__ import annotations

import itertools

from handouts.figure.pose.skeleton import Skeleton
from handouts.figure.space.solids import Crease, Ellipsoid, Hull, Part, ellipsoid
from handouts.figure.space.vectors import Frame

# Length ahead of the ball, towards the big toe's side, and radius of each toe.
TOES = ((4.9, 2.9, 1.5), (4.9, 0.7, 1.15), (4.3, -1.1, 1.1), (3.6, -2.7, 1.05), (2.6, -4.0, 1.0))


def foot_part(skeleton: Skeleton, side: str, sign: int, shoe: bool) -> Part:
    """One foot. `sign` is +1 for the left one."""
    ankle, knee = skeleton[f"{side}-ankle"], skeleton[f"{side}-knee"]
    front = skeleton[f"{side}-ball"]
    shank = Frame(knee.axes, ankle.origin)
    hulls = _shoe(ankle, shank, front, sign) if shoe else _bare(ankle, shank, front, sign)
    sole = _sole(ankle, front, sign) if shoe else ()
    return Part(
        f"{side}-foot", "shoe" if shoe else "skin", hulls, f"{side}-foot", sign, sole=sole, fillet=1.2,
        creases=_laces(ankle) if shoe else (*_ankle_bones(ankle), *_toe_lines(front, sign)),
    )  # fmt: skip


def _laces(ankle: Frame) -> tuple[Crease, ...]:
    """Three laces across the instep."""
    return tuple(
        Crease((ankle.at(x, -2.0, z - 0.5), ankle.at(x + 0.4, 0, z), ankle.at(x, 2.0, z - 0.5)), None, "ink-soft", 0.8)
        for x, z in ((4.4, 0.3), (6.6, -0.7), (8.8, -1.7))
    )


def _ankle_bones(ankle: Frame) -> tuple[Crease, ...]:
    """The lower edge of the ankle bone on either side."""
    return tuple(
        Crease(
            tuple(ankle.at(x, side * 3.4, z) for x, z in ((-1.5, -0.2), (-0.9, -1.3), (0.3, -1.4), (1.0, -0.5))),
            ankle.y * side, "ink-soft", 0.85,
        )
        for side in (1, -1)
    )  # fmt: skip


def _toe_lines(front: Frame, sign: int) -> tuple[Crease, ...]:
    """The gaps between the toes, seen from above or from the tips."""
    lines = []
    for (x, y, _), (other_x, other_y, _) in itertools.pairwise(TOES):
        across, tip = -sign * (y + other_y) / 2, min(x, other_x) + 0.7
        points = (front.at(tip - 2.6, across, 1.2), front.at(tip - 1.0, across, 1.0), front.at(tip, across, 0.2))
        lines.append(Crease(points, front.z + front.x * 0.7, "ink-soft", 0.9))
    return tuple(lines)


def _shoe(ankle: Frame, shank: Frame, front: Frame, sign: int) -> tuple[Hull, ...]:
    heel = ellipsoid(ankle, (-4.2, 0, -4.3), (3.9, 3.7, 3.3))
    collar = ellipsoid(shank, (-0.3, 0, -0.4), (3.9, 3.5, 1.5))
    instep = ellipsoid(ankle, (4.0, 0, -2.9), (4.0, 4.0, 3.4))
    vamp = ellipsoid(ankle, (9.0, -sign * 0.3, -4.4), (3.0, 4.4, 2.7))
    ball = ellipsoid(ankle, (11.6, -sign * 0.5, -5.0), (3.0, 4.8, 2.6))
    bridge = ellipsoid(ankle, (3.0, 0, -5.2), (3.0, 3.6, 2.4))
    front_ball = ellipsoid(front, (-1.2, -sign * 0.5, 0.9), (2.8, 4.7, 2.5))
    toe = ellipsoid(front, (4.1, -sign * 0.4, 0.75), (2.9, 3.9, 2.15))
    return (
        (heel, collar, instep),
        (heel, instep, bridge),
        (instep, vamp, bridge),
        (vamp, ball, bridge),
        (ball, front_ball, toe),
    )


def _bare(ankle: Frame, shank: Frame, front: Frame, sign: int) -> tuple[Hull, ...]:
    heel = ellipsoid(ankle, (-4.0, 0, -4.3), (3.4, 3.1, 3.3))
    shin = ellipsoid(shank, (-0.2, 0, 1.5), (3.1, 2.9, 1.5))
    instep = ellipsoid(ankle, (3.6, 0, -2.7), (3.8, 3.3, 3.2))
    arch = ellipsoid(ankle, (3.0, -sign * 0.6, -5.4), (3.0, 2.8, 2.0))
    ball = ellipsoid(ankle, (11.6, -sign * 0.3, -5.2), (2.8, 4.2, 2.4))
    front_ball = ellipsoid(front, (-1.0, -sign * 0.3, 0.8), (2.6, 4.2, 2.1))
    knuckles = ellipsoid(front, (2.2, -sign * 0.3, 0.3), (1.8, 4.1, 1.5))
    ankle_above = ellipsoid(shank, (-0.5, 0, 8.5), (3.5, 3.2, 1.5))
    hulls: list[Hull] = [
        (ankle_above, shin),
        (heel, shin, instep),
        (heel, instep, arch),
        (instep, ball, arch),
        (ball, front_ball, knuckles),
    ]
    hulls += [
        (ellipsoid(front, (1.2, -sign * y, 0.2), r * 1.05), ellipsoid(front, (x, -sign * y, -0.1), r))
        for x, y, r in TOES
    ]
    return tuple(hulls)


def _sole(ankle: Frame, front: Frame, sign: int) -> tuple[Ellipsoid, ...]:
    return (
        ellipsoid(ankle, (-4.2, 0, -7.2), (4.1, 3.8, 0.5)),
        ellipsoid(ankle, (11.6, -sign * 0.5, -7.2), (3.2, 4.9, 0.5)),
        ellipsoid(front, (4.2, -sign * 0.4, -1.0), (3.0, 4.0, 0.5)),
    )
