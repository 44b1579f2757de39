"""Places on the skin that a hand may rest on, by name: the point and where the surface looks there (cm)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from handouts.figure.pose.shapes import (
    FOREARM,
    FOREARM_SHAPE,
    SHIN,
    SHIN_SHAPE,
    THIGH,
    THIGH_SHAPE,
    UPPER_ARM,
    UPPER_ARM_SHAPE,
    trunk_section,
)
from handouts.figure.pose.surfaces import Spot
from handouts.figure.space.solids import Table, interpolate
from handouts.figure.space.vectors import Frame, Vec, unit, vec
from handouts.figure.spec.people import Build

CLOTH = 0.4
# Joint at the upper end, table, length of the bone, where along it a hand rests by itself, and on which side.
LIMBS: Mapping[str, tuple[str, Table, float, float, str]] = {
    "thigh": ("hip", THIGH_SHAPE, THIGH, 0.6, "forward"),
    "shin": ("knee", SHIN_SHAPE, SHIN, 0.2, "forward"),
    "upper-arm": ("shoulder", UPPER_ARM_SHAPE, UPPER_ARM, 0.6, "out"),
    "forearm": ("elbow", FOREARM_SHAPE, FOREARM, 0.6, "out"),
}
# Joint, middle along its axes (y outwards), half sizes, and the side by itself.
KNOBS: Mapping[str, tuple[str, tuple[float, float, float], tuple[float, float, float], str]] = {
    "shoulder": ("shoulder", (0.0, 0.0, -0.6), (5.4, 5.2, 5.2), "up"),
    "elbow": ("elbow", (0.0, 0.0, 0.0), (3.8, 3.8, 3.8), "out"),
    "knee": ("knee", (0.8, 0.0, 0.3), (5.4, 5.3, 5.3), "forward"),
    "ankle": ("ankle", (-0.2, 0.0, 0.6), (4.0, 3.6, 4.0), "forward"),
    "foot": ("ankle", (8.0, 0.0, -4.6), (9.0, 4.3, 3.4), "up"),
    "wrist": ("wrist", (0.0, 0.0, 0.6), (2.8, 2.2, 2.6), "out"),
    "hand": ("wrist", (0.0, 0.0, -6.5), (4.2, 1.7, 5.0), "out"),
    "hip": ("pelvis", (-0.8, 0.0, 4.0), (11.2, 16.4, 7.5), "out"),
}
SINGLE: Mapping[str, tuple[str, tuple[float, float, float], tuple[float, float, float], str]] = {
    "head": ("head", (0.4, 0.0, 9.0), (9.9, 8.2, 9.8), "back"),
    "forehead": ("head", (4.4, 0.0, 8.6), (5.6, 5.4, 5.6), "forward"),
    "chin": ("head", (6.9, 0.0, -2.0), (2.3, 2.7, 2.4), "forward"),
    "neck": ("spine-11", (1.0, 0.0, 0.0), (5.2, 5.1, 4.0), "back"),
    "pelvis": ("pelvis", (-2.4, 0.0, 1.0), (11.0, 16.2, 9.0), "back"),
}
# Spine joint and the side by itself.
TRUNK_PLACES = {
    "belly": (1, "forward"), "waist": (1, "out"), "lower-back": (2, "back"), "ribs": (4, "out"),
    "upper-back": (7, "back"), "chest": (7, "forward"),
}  # fmt: skip
SIDED = (*LIMBS, *KNOBS)
PLACES = (*(f"{side}-{part}" for side in ("left", "right") for part in SIDED), *SINGLE, *TRUNK_PLACES)


def usual_side(place: str) -> str:
    """The side of a place that is meant when none is named."""
    part = place.partition("-")[2] if place.partition("-")[2] in SIDED else place
    return (
        LIMBS[part][4] if part in LIMBS else {**KNOBS, **SINGLE}[part][3] if part not in TRUNK_PLACES
        else TRUNK_PLACES[part][1]
    )  # fmt: skip


def spot_on_body(frames: Mapping[str, Frame], build: Build, place: str, way: Vec, along: float | None) -> Spot:
    """The point of a place on its side `way`, a direction in the place's own axes. Raises KeyError for no place.

    `along` is a share of the limb's bone. The frame of the place must be known.
    """
    side, _, part = place.partition("-")
    sign = 1 if side == "left" else -1
    if part in LIMBS:
        return _on_limb(frames, build, side, part, way, along)
    if place in TRUNK_PLACES:
        index, _ = TRUNK_PLACES[place]
        width, depth, out = trunk_section(index, build)
        return _on_oval(frames[f"spine-{index}"], vec(out, 0, 0), vec(depth, width, 60.0), way * vec(1, 1, 0.0))
    joint, (x, y, z), half, _ = SINGLE[place] if place in SINGLE else KNOBS[part]
    name = joint if joint in ("pelvis", "head", "spine-11") else f"{side}-{joint}"
    return _on_oval(frames[name], vec(x, sign * y, z), vec(*half), way)


def needs(place: str) -> str:
    """The arm that must be posed before the place is known, or nothing."""
    side, _, part = place.partition("-")
    return side if part in ("shoulder", "upper-arm", "elbow", "forearm", "wrist", "hand") else ""


def limb_at(frames: Mapping[str, Frame], build: Build, place: str, along: float | None) -> tuple[Vec, float] | None:
    """The direction of a limb's bone and its radius there (cm); nothing for a place that is no limb."""
    side, _, part = place.partition("-")
    if part not in LIMBS:
        return None
    joint, _, _, usual, _ = LIMBS[part]
    _, half = _section(build, part, usual if along is None else along)
    return frames[f"{side}-{joint}"].z, float(half[:2].mean())


def _section(build: Build, part: str, t: float) -> tuple[Vec, Vec]:
    """The middle of a limb's cross-section and its half-sizes, cm, in the axes of its bone."""
    _, table, bone, _, _ = LIMBS[part]
    width, depth, forward, left = interpolate(table, [t])[0]
    girth, cloth = build.limbs * (build.arms if "arm" in part else 1.0), 0.0 if "arm" in part else CLOTH
    return vec(forward, left, -t * bone), vec(depth * girth + cloth, width * girth + cloth, 60.0)


def _on_limb(frames: Mapping[str, Frame], build: Build, side: str, part: str, way: Vec, along: float | None) -> Spot:
    joint, _, _, usual, _ = LIMBS[part]
    middle, half = _section(build, part, usual if along is None else along)
    return _on_oval(frames[f"{side}-{joint}"], middle, half, way * vec(1, 1, 0.0))


def _on_oval(frame: Frame, middle: Vec, half: Vec, way: Vec) -> Spot:
    """Where a line from the middle comes out of an ellipsoid."""
    out = way if float(way @ way) > 1e-6 else vec(1, 0, 0)
    out = out / float(np.sqrt(((out / half) ** 2).sum()))
    return Spot(frame.at(*(middle + out)), frame.axes @ unit(out / half**2))
