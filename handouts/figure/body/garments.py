"""Trunk and clothes: trousers at the hips, the shirt with its hem, collar, shoulders and folds (cm)."""

from __future__ import annotations

import numpy as np

from handouts.figure.body.armhole import armhole
from handouts.figure.body.collar import band_edge, band_frame, band_seam, collar_frame, neckline
from handouts.figure.body.folds import shirt_folds, turn_folds
from handouts.figure.body.seat import buttock, folded, hem_rings, hip_depth, over_seat
from handouts.figure.body.zones import HIP_ZONE, SLEEVE_ZONE
from handouts.figure.pose.shapes import TRUNK, trunk_section
from handouts.figure.pose.skeleton import SIDES, Skeleton
from handouts.figure.space.solids import Crease, Ellipsoid, Joint, Part, Seam, ball, between, chain, ellipsoid
from handouts.figure.space.vectors import Vec, unit, vec
from handouts.figure.spec.people import Build

HEM_EDGE = 0.9  # radius of the shirt's lower edge
BUNCH = 0.7  # cm the muscle beside the neck rises for each cm that the shoulder is lifted
SUNK = 0.35  # share of that rise by which the muscle's middle stays behind its bunched top
TUCKED = 0.4  # share of a full fold from which so little of the hem is left that its seam would be a scrap


def trunk_parts(skeleton: Skeleton) -> list[Part]:
    """Pelvis, hem and torso."""
    return [_pelvis(skeleton, skeleton.build), *_shirt(skeleton, skeleton.build)]


def _pelvis(skeleton: Skeleton, build: Build) -> Part:
    frame, k = skeleton["pelvis"], build.hips
    deep, forward = hip_depth(build)
    rings = [
        ellipsoid(frame, (-0.8 + forward, 0, -6.2), (4.4 * deep, 6.0 * k, 2.7)),
        ellipsoid(frame, (-0.8 + forward, 0, 0.0), (10.8 * deep, 15.9 * k, 4.0)),
        ellipsoid(frame, (-0.6 + forward, 0, 6.0), (10.4 * deep, 14.8 * k, 3.0)),
        ellipsoid(frame, (-0.2 + forward, 0, 11.0), (9.6 * deep, 13.4 * k, 3.0)),
    ]
    # trousers span the cleft
    seat = tuple(
        half
        for _, sign in SIDES
        for half in (buttock(skeleton, sign), ellipsoid(frame, (-1.0, sign * 5.6 * k, 5.0), (9.0, 8.0 * k, 6.0)))
    )
    joints = tuple(Joint(f"{side}-thigh", skeleton[f"{side}-hip"].origin, HIP_ZONE) for side, _ in SIDES)
    fold = ellipsoid(frame, (-2.6, 0, -9.4), (8.6 * deep, 11.0 * k, 1.0))  # where the buttocks end, for highlights
    hulls = (*chain(rings), seat)
    return Part("pelvis", "trousers", hulls, "legs", joints=joints, stations=(fold, *rings), fillet=3.0)


def _stations(skeleton: Skeleton, build: Build) -> list[Ellipsoid]:
    """Cross-sections of the shirt from the hem to the neck."""
    rings = hem_rings(skeleton)
    for index, frame in enumerate(skeleton.spine[: len(TRUNK)]):
        width, depth, out = trunk_section(index, build)
        rings.append(ellipsoid(frame, (out, 0, 0), (depth, width, 1.2)))
    return rings


def _shirt(skeleton: Skeleton, build: Build) -> list[Part]:
    rings = _stations(skeleton, build)
    pelvis = skeleton["pelvis"]
    top, edge = neckline(skeleton), band_edge(skeleton)
    down: Vec = -pelvis.z
    # The shirt hangs over the thigh unless the hip is folded right up.
    draped = [f"{side}-thigh" for side, _ in SIDES if float(skeleton[f"{side}-hip"].z @ pelvis.z) > -0.45]
    turned = turn_folds(skeleton)  # across both: each shows what the other does not cover
    seams = () if folded(skeleton) > TUCKED else (Seam(between(rings[0], rings[1], 0.3)),)
    low, high = ([ring, *over_seat(ring, skeleton)] for ring in rings[:2])
    hulls = (*map(_rolled, low), *high), (*high, rings[2]), (rings[2], rings[3])
    hem = Part(
        "hem", "shirt", hulls, "shirt", fillet=2.0,
        joints=(Joint("torso", rings[0].centre, 40.0),),
        openings=dict.fromkeys(["pelvis", *draped], down), seams=seams,
        stations=(*rings, top, edge),  # the torso's, so that a tint goes on across the hem's edge
        creases=turned,
    )  # fmt: skip
    joints = [Joint("hem", rings[0].centre, 40.0)]
    joints += [Joint(f"{side}-sleeve", skeleton[f"{side}-shoulder"].origin, SLEEVE_ZONE) for side, _ in SIDES]
    trunk = (*chain([*rings[2:], top, edge]), *_shoulders(skeleton, build), *_bust(skeleton, build))
    torso = Part(
        "torso", "shirt", trunk, "shirt", joints=tuple(joints), stations=(*rings, top, edge), fillet=5.0,
        openings={"neck": band_frame(skeleton).z, "pelvis": down},
        seams=(band_seam(skeleton), *(armhole(skeleton, side, sign) for side, sign in SIDES)),
        creases=(*_blade_creases(skeleton), *(turned or shirt_folds(skeleton))),
        slopes=tuple(_slope(skeleton, side, sign) for side, sign in SIDES),
    )  # fmt: skip
    return [hem, torso]


def _rolled(ring: Ellipsoid) -> Ellipsoid:
    """The shirt's lower edge: cloth turns in a little, so that it has no sharp corners."""
    depth, width = (float(np.linalg.norm(ring.axes[:, k])) for k in (0, 1))
    up = unit(ring.axes[:, 2])
    axes = ring.axes * vec(1 - 0.1 / depth, 1 - 0.1 / width, 0) + np.outer(up, vec(0, 0, HEM_EDGE))
    return Ellipsoid(ring.centre + up * HEM_EDGE, axes)


def _shoulders(skeleton: Skeleton, build: Build) -> list[tuple[Ellipsoid, ...]]:
    """Chest, shoulder blade and the slope from neck to shoulder, each side."""
    hulls: list[tuple[Ellipsoid, ...]] = []
    collar, upper, middle = collar_frame(skeleton), skeleton["spine-8"], skeleton["spine-7"]
    for side, sign in SIDES:
        shoulder = skeleton[f"{side}-shoulder"].origin
        forward, _ = skeleton.girdle[side]
        point = ball(shoulder - collar.axes @ vec(0, sign * 1.0, 1.6), 4.7)
        blade_y = sign * (7.6 + 0.4 * forward)
        apart = max(forward, 0)
        blade = ellipsoid(middle, (-3.6 - 0.2 * apart, blade_y, 0.5), (3.6, 5.2 - 0.14 * apart, 7.0))
        hulls.append((point, ellipsoid(upper, (3.4, sign * 5, 0), (8.2 * build.chest, 7.8, 2.0))))
        hulls.append((point, ellipsoid(middle, (2.0, sign * 3, 0), (6.0, 6.0, 2.0))))
        # The back goes over the blade in one curve: on a rounded one it would be a knob between neck and waist.
        hulls.append((point, blade, ellipsoid(skeleton["spine-9"], (-1.6, sign * 3.6, 0), (3.4, 4.0, 1.6))))
        hulls.append((blade, ellipsoid(skeleton["spine-4"], (-2.2, sign * 5.0, -2.0), (4.7, 6.0, 7.0))))
        slope = ball(shoulder - collar.axes @ vec(0.4, sign * 2.4, 0.2), 3.6)
        hulls.append((slope, ellipsoid(collar, (-0.6, sign * 4.6, 0.4 + bunched(skeleton, side)), (3.6, 2.8, 1.3))))
    return hulls


def bunched(skeleton: Skeleton, side: str) -> float:
    """How far the muscle beside the neck rises when a shoulder is lifted towards the ear, cm."""
    return BUNCH * max(0.0, skeleton.girdle[side][1] - 1.0)


def _slope(skeleton: Skeleton, side: str, sign: int) -> tuple[Ellipsoid, ...]:
    """Cross-sections from the neck's side over the top of a shoulder, where the upper trapezius lies."""
    collar, shoulder = collar_frame(skeleton), skeleton[f"{side}-shoulder"].origin
    near, far = (
        collar.at(-0.8, sign * 4.6, bunched(skeleton, side)),
        shoulder - collar.axes @ vec(0.6, sign * 1.2, -0.6),
    )
    sunk = collar.z * (SUNK * bunched(skeleton, side))
    near, far = near - sunk, far - sunk
    along = unit(far - near)
    up = collar.z - along * float(collar.z @ along)
    front = collar.x - along * float(collar.x @ along)
    axes = np.stack([unit(front), sign * unit(up), along], axis=1)
    return tuple(
        Ellipsoid(near + (far - near) * t, axes * vec(5.2, r, 1.0)) for t, r in ((0, 3.4), (0.5, 3.3), (1, 3.6))
    )


def _bust(skeleton: Skeleton, build: Build) -> list[tuple[Ellipsoid, ...]]:
    if build.bust <= 0:
        return []
    middle, upper = skeleton["spine-6"], skeleton["spine-8"]
    out = build.bust
    return [
        (
            ellipsoid(middle, (9.6 + out, sign * 6.6, 0.5), (4.6, 6.2, 5.6)),
            ellipsoid(upper, (6.0, sign * 6.0, 0.0), (4.0, 6.0, 3.0)),
            ellipsoid(skeleton["spine-4"], (6.5, sign * 5.5, 0.0), (4.0, 6.0, 2.0)),
        )
        for sign in (1, -1)
    ]


def _blade_creases(skeleton: Skeleton) -> tuple[Crease, ...]:
    """The inner edges of the shoulder blades, seen through the shirt from behind; they move with the shoulders."""
    creases = []
    for side, sign in SIDES:
        forward, up = skeleton.girdle[side]
        inner = 6.4 + 0.62 * forward
        points = []
        for link, out in ((9, 0.0), (8, 0.2), (7, 0.4), (6, 1.6), (6, 3.4)):
            frame = skeleton[f"spine-{link}"]
            drop = -1.6 if out == 3.4 else 0.0
            points.append(frame.at(-7.0, sign * (inner + out), up * 0.6 + drop - 1.0))
        creases.append(Crease(tuple(points), -skeleton["spine-8"].x, "ink-soft", 0.9))
    return tuple(creases)
