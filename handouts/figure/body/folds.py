"""Folds of the shirt where the trunk bends: across the belly, in the small of the back, or in the flank (cm)."""

from __future__ import annotations

import math

from handouts.figure.pose.shapes import trunk_section
from handouts.figure.pose.skeleton import SIDES, Skeleton
from handouts.figure.space.solids import Crease
from handouts.figure.space.vectors import Vec, vec

ROUNDED, HOLLOWED, SIDEWAYS = 24.0, -16.0, 14.0  # degrees between pelvis and chest from which the cloth folds
LINKS, UPPER = (2, 3), (6, 7)  # joints of the spine beside which the folds lie; of an upper back that alone is hollowed
FRONT, BACK = ((24.0, 50.0, 78.0), (166.0, 140.0, 112.0))  # degrees round the trunk from its front, start to end
FRONT_FLANK, BACK_FLANK = (84.0, 44.0, 6.0), (96.0, 136.0, 174.0)
RISE = 1.6  # how far a fold's end lies from where the bend is sharpest


def shirt_folds(skeleton: Skeleton) -> tuple[Crease, ...]:
    """The folds of this posture; a straight trunk has none."""
    flexion, bend = trunk_bend(skeleton)
    folds: list[Crease] = []
    upper = skeleton.pose.thoracic.flexion
    links = UPPER if upper < min(HOLLOWED, skeleton.pose.lumbar.flexion) else LINKS
    if flexion > ROUNDED or flexion < HOLLOWED or links == UPPER:
        round_ = FRONT if flexion > ROUNDED else BACK
        folds += [_fold(skeleton, link, sign, round_) for link in links for _, sign in SIDES]
    if abs(bend) > SIDEWAYS:
        sign = 1 if bend > 0 else -1
        folds += [_fold(skeleton, link, sign, round_) for link in LINKS for round_ in (FRONT_FLANK, BACK_FLANK)]
    return tuple(folds)


def trunk_bend(skeleton: Skeleton) -> tuple[float, float]:
    """How far the chest is bent against the pelvis, degrees: rounded (hollowed is negative), and to the left."""
    up = skeleton["pelvis"].axes.T @ skeleton["chest"].z
    return math.degrees(math.atan2(up[0], up[2])), math.degrees(math.atan2(up[1], up[2]))


def _fold(skeleton: Skeleton, link: int, sign: int, round_: tuple[float, ...]) -> Crease:
    """One fold round the trunk; its ends spread away from the middle of the bend."""
    away = RISE if link in (LINKS[-1], UPPER[-1]) else -RISE
    shares = (0.2, 0.5, 1.0)
    points = tuple(_on_shirt(skeleton, link, sign, a, away * s) for a, s in zip(round_, shares, strict=True))
    middle = math.radians((round_[1] + round_[2]) / 2 if round_ in (FRONT_FLANK, BACK_FLANK) else round_[1])
    frame = skeleton[f"spine-{link}"]
    return Crease(points, frame.axes @ vec(math.cos(middle), sign * math.sin(middle), 0.0), "ink-soft", 0.9)


def _on_shirt(skeleton: Skeleton, link: int, sign: int, degrees: float, up: float) -> Vec:
    width, depth, out = trunk_section(link, skeleton.build)
    turn = math.radians(degrees)
    return skeleton[f"spine-{link}"].at(out + depth * math.cos(turn), sign * width * math.sin(turn), up)
