"""Folds of the shirt where the trunk bends (across belly, small of the back or flank) or turns, slanting (cm)."""

from __future__ import annotations

import math

import numpy as np

from handouts.figure.pose.shapes import trunk_section
from handouts.figure.pose.skeleton import LINK, SIDES, Skeleton
from handouts.figure.space.solids import Crease
from handouts.figure.space.vectors import Vec, vec

# Degrees between pelvis and chest from which the cloth folds.
ROUNDED, HOLLOWED, SIDEWAYS, TURNED = 24.0, -16.0, 14.0, 22.0
LINKS, UPPER = (2, 3), (6, 7)  # joints of the spine beside which the folds lie; of an upper back that alone is hollowed
FRONT, BACK = ((24.0, 50.0, 78.0), (166.0, 140.0, 112.0))  # degrees round the trunk from its front, start to end
FRONT_FLANK, BACK_FLANK = (84.0, 44.0, 6.0), (96.0, 136.0, 174.0)
RISE = 1.6  # how far a fold's end lies from where the bend is sharpest
# Folds of a turned trunk: where each starts (degrees round the trunk from its front), its lower and upper joint of the
# spine. They wind upwards the way the chest turns, since so the cloth is pulled.
SPIRAL = (
    (-100.0, 0.0, 3.4), (-40.0, 0.8, 5.0), (20.0, 0.0, 3.4),
    (80.0, 0.8, 5.0), (140.0, 0.0, 3.4), (200.0, 0.8, 5.0),
)  # fmt: skip
WIND = 20.0  # degrees round the trunk for each joint upwards


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


def turn_folds(skeleton: Skeleton) -> tuple[Crease, ...]:
    """The slanting folds of a turned trunk; none when chest and pelvis look the same way."""
    turn = trunk_turn(skeleton)
    if abs(turn) < TURNED:
        return ()
    return tuple(_spiral(skeleton, 1 if turn > 0 else -1, *place) for place in SPIRAL)


def trunk_bend(skeleton: Skeleton) -> tuple[float, float]:
    """How far the chest is bent against the pelvis, degrees: rounded (hollowed is negative), and to the left."""
    up = skeleton["pelvis"].axes.T @ skeleton["chest"].z
    return math.degrees(math.atan2(up[0], up[2])), math.degrees(math.atan2(up[1], up[2]))


def trunk_turn(skeleton: Skeleton) -> float:
    """How far the chest is turned to the left against the pelvis about its own length, degrees."""
    axes = skeleton["pelvis"].axes.T @ skeleton["chest"].axes
    return math.degrees(2 * math.atan2(axes[1, 0] - axes[0, 1], 1 + np.trace(axes)))


def _spiral(skeleton: Skeleton, sign: int, start: float, low: float, high: float) -> Crease:
    """One slanting fold of a turned trunk; `sign` is 1 when the chest turns to the left."""
    steps = [low + (high - low) * share for share in (0.0, 0.25, 0.5, 0.75, 1.0)]
    around = [start + WIND * (step - low) for step in steps]
    points = []
    for step, degrees in zip(steps, around, strict=True):
        link = round(step)
        points.append(_on_shirt(skeleton, link, sign, degrees, (step - link) * LINK["thoracic"]))
    middle = math.radians(around[2])
    looks = vec(math.cos(middle), sign * math.sin(middle), 0.0)
    return Crease(tuple(points), skeleton[f"spine-{round(steps[2])}"].axes @ looks, "ink-soft", 0.9)


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
