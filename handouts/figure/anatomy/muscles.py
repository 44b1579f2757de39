"""Named muscles as data: areas of the body's surface that follow the muscle."""

from __future__ import annotations

import math
from typing import NamedTuple

Row = tuple[float, float, float]  # level along the part, and the degrees from the front between which it is tinted


class Patch(NamedTuple):
    """A tinted area of one part, on the left side; the right one is its mirror image.

    A row's level counts cross-sections of the trunk (0 hem, 2 waist, 6 lowest rib, 8 tips of the shoulder blades, 11
    shoulder joints, 12 collar) and of the neck (0 collar to 3 skull), and shares of the bone for limbs (0 to 1). Its
    degrees run from the front (0) by the left side (90) to the back (180); limbs go on round the inner side. On a
    `slope`, from the neck over the shoulder, they run from the front by the top to the back. The front of an arm that
    is `girdled` is where it would be had the arm not turned about its own length, as for muscles that come from
    the shoulder girdle.
    """

    part: str
    rows: tuple[Row, ...]
    girdled: bool = False


class Bulge(NamedTuple):
    """A rounded muscle on the left side, which may lie under several parts: an ellipsoid hung on a cross-section.

    `at` is shares of the section's half depth (forward) and half width (to the left), and cm up; `radii` are cm;
    `looks` is the direction that must face the viewer, in the same axes. `on` names the parts it is seen on.
    """

    part: str
    level: int
    at: tuple[float, float, float]
    radii: tuple[float, float, float]
    looks: tuple[float, float, float]
    on: tuple[str, ...]


def _oval(
    part: str, along: tuple[float, float], around: tuple[float, float], slant: float = 0.0, girdled: bool = False
) -> Patch:
    """An area that narrows towards both ends; `slant` shifts its upper end around, degrees."""
    middle, half = (around[0] + around[1]) / 2, (around[1] - around[0]) / 2
    rows = []
    for share in (0, 0.04, 0.12, 0.25, 0.5, 0.75, 0.88, 0.96, 1):
        width = half * math.sqrt(max(0.0, 1 - abs(2 * share - 1) ** 2.6))
        at = middle + slant * (share - 0.5)
        rows.append((along[0] + share * (along[1] - along[0]), at - width, at + width))
    return Patch(part, tuple(rows), girdled)


_GLUTEALS = (
    Bulge(
        "pelvis", 2, at=(-0.6, 0.5, -0.5), radii=(5.8, 7.0, 8.8), looks=(-1.0, 0.45, 0.0),
        on=("hem", "pelvis", "left-thigh"),
    ),
    Bulge(  # its lower fibres, towards the outside of the thigh
        "pelvis", 2, at=(-0.24, 0.7, -5.0), radii=(4.4, 4.5, 5.2), looks=(-1.0, 0.45, 0.0),
        on=("hem", "pelvis", "left-thigh"),
    ),
)  # fmt: skip

MUSCLES: dict[str, tuple[Patch | Bulge, ...]] = {
    # neck and shoulder girdle
    "neck-extensors": (_oval("neck", (0.0, 2.9), (136, 180)),),
    "neck-side": (_oval("neck", (0.2, 2.9), (52, 112), 30),),
    "sternomastoid": (  # from behind the ear to the notch between the collar bones
        Patch("neck", ((0.05, 8, 28), (0.5, 12, 42), (1.0, 20, 60), (1.5, 34, 78), (2.0, 50, 94), (2.85, 100, 140))),
    ),
    "upper-trapezius": (
        Patch("neck", ((0.0, 82, 160), (0.8, 90, 162), (1.8, 102, 164), (2.7, 118, 160))),
        Patch("left-slope", ((0.0, 14, 225), (0.35, 12, 240), (0.7, 18, 222), (0.9, 40, 190), (1.0, 80, 140))),
        Patch(
            "torso",
            ((10.0, 172, 180), (10.6, 156, 180), (11.0, 136, 180), (11.5, 108, 180), (12.0, 96, 180), (13.0, 84, 180)),
        ),
    ),
    "levator-scapulae": (
        Patch("neck", ((0.0, 116, 154), (1.0, 106, 140), (2.0, 96, 126), (2.8, 92, 112))),
        Patch("left-slope", ((0.0, 112, 196), (0.24, 124, 192), (0.4, 140, 184))),
        Patch("torso", ((10.0, 148, 160), (10.5, 142, 162), (11.0, 126, 158), (12.0, 100, 148), (13.0, 90, 150))),
    ),
    "middle-trapezius": (
        Patch(
            "torso",
            (
                (8.5, 174, 180),
                (9.1, 164, 180),
                (9.7, 150, 180),
                (10.2, 136, 180),
                (10.6, 130, 180),
                (10.9, 138, 180),
                (11.2, 158, 180),
            ),
        ),
    ),
    "lower-trapezius": (
        Patch("torso", ((6.0, 172, 180), (7.2, 164, 180), (8.6, 154, 179), (9.7, 140, 172), (10.3, 138, 156))),
    ),
    "rhomboids": (
        Patch("torso", ((7.8, 142, 160), (8.5, 142, 170), (9.5, 146, 174), (10.5, 157, 174), (10.9, 163, 173))),
    ),
    "rear-shoulder": (
        Patch("torso", ((8.2, 128, 146), (9.0, 116, 150), (9.8, 106, 148), (10.4, 108, 138))),
        Patch("left-slope", ((0.8, 130, 200), (1.0, 96, 220))),
        _oval("left-upper-arm", (-0.1, 0.36), (112, 228), girdled=True),
    ),
    "deltoid": (
        Patch("left-slope", ((0.72, 60, 120), (0.88, 20, 160), (1.0, -10, 190))),
        _oval("left-upper-arm", (-0.2, 0.48), (0, 180), girdled=True),
    ),
    "front-deltoid": (
        Patch("left-slope", ((0.76, 10, 60), (1.0, -40, 80))),
        _oval("left-upper-arm", (-0.15, 0.46), (-48, 72), girdled=True),
    ),
    "rear-deltoid": (
        Patch("left-slope", ((0.76, 120, 170), (1.0, 100, 220))),
        _oval("left-upper-arm", (-0.15, 0.46), (108, 228), girdled=True),
    ),
    "triceps": (_oval("left-upper-arm", (0.2, 0.92), (116, 244)),),
    "biceps": (_oval("left-upper-arm", (0.3, 0.94), (-55, 55)),),
    # trunk
    "erector-spinae": (_oval("torso", (1.6, 11.0), (136, 174)),),
    "thoracic-erectors": (_oval("torso", (5.8, 11.0), (136, 174)),),
    "lower-back": (_oval("torso", (1.0, 6.2), (130, 174)),),
    "latissimus": (
        Patch(
            "torso",
            ((2.2, 158, 170), (3.4, 138, 170), (5.2, 120, 166), (6.8, 106, 156), (8.2, 94, 132), (9.2, 92, 112)),
        ),
    ),
    "serratus": (_oval("torso", (6.2, 9.4), (56, 112), 12),),
    "ribs": (_oval("torso", (4.8, 8.8), (58, 126)),),
    "rib-cage": (_oval("torso", (4.4, 8.4), (14, 132), -16),),
    "flank": (_oval("torso", (2.0, 8.0), (66, 124)),),
    "obliques": (_oval("torso", (1.8, 6.2), (46, 122), -14),),
    "abdominals": (
        Patch("torso", ((1.4, 0, 16), (2.2, 0, 30), (4.0, 0, 36), (6.0, 0, 36), (6.9, 0, 26), (7.2, 0, 9))),
    ),
    "lower-abdominals": (Patch("torso", ((0.5, 0, 22), (1.2, 0, 42), (2.6, 0, 52), (3.3, 0, 44))),),
    "pectorals": (
        Patch(
            "torso",
            (
                (8.4, 24, 46),
                (8.8, 14, 66),
                (9.3, 11, 84),
                (9.8, 11, 94),
                (10.3, 14, 98),
                (10.7, 22, 98),
                (11.0, 36, 90),
            ),
        ),
        Patch("left-slope", ((0.5, -60, -26), (0.8, -60, -4), (1.0, -60, 16))),
        Patch("left-upper-arm", ((-0.1, -80, 40), (0.14, -70, 30), (0.24, -60, 6), (0.32, -48, -24)), girdled=True),
    ),
    # hips and legs
    "gluteals": _GLUTEALS,
    "buttocks": _GLUTEALS,
    "hip-flexors": (
        _oval("hem", (-0.4, 1.0), (14, 52)),
        Patch("left-thigh", ((-0.06, -40, 36), (0.08, -34, 28), (0.16, -26, 14), (0.22, -16, 0))),
    ),
    "quadriceps": (_oval("left-thigh", (0.1, 0.9), (-66, 66)),),
    "hamstrings": (_oval("left-thigh", (0.12, 0.93), (114, 246)),),
    "adductors": (
        Patch(
            "left-thigh",
            (
                (0.0, 262, 340),
                (0.04, 246, 348),
                (0.12, 236, 348),
                (0.25, 232, 340),
                (0.4, 236, 327),
                (0.55, 244, 312),
                (0.68, 254, 296),
                (0.76, 264, 280),
            ),
        ),
    ),
    "calf": (_oval("left-shin", (0.06, 0.62), (112, 248)),),
    "shin": (_oval("left-shin", (0.1, 0.75), (0, 62)),),
}
