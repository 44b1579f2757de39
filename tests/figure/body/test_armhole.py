"""The seam round the shoulder: seen where an arm begins, from all sides, and never through the body."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from handouts.drawing import UNITS_PER_CM
from handouts.figure.body.armhole import armhole
from handouts.figure.draw import read_person
from handouts.figure.paint.canvas import Canvas
from handouts.figure.paint.highlight import visible_regions
from handouts.figure.paint.panel import paint_scene, set_stage
from handouts.figure.pose.skeleton import SIDES, build_skeleton
from handouts.figure.spec.figure import FigureSpec, Pose
from tests.figure.conftest import CONTENT

ANNA = read_person(CONTENT, "anna")
FIGURE = {"person": "anna", "panels": {"only": {}}}


def stage_of(view, arms, turn=0, **entries):
    spec = FigureSpec.model_validate({**FIGURE, "camera": {"view": view, "pitch": 0, "turn": turn}, **entries})
    return set_stage(spec, ANNA, build_skeleton(Pose.model_validate({"arms": arms}), ANNA.build))


def soft_lines(stage):
    """The outlines of the thin lines that are painted, each as points on the page, cm."""
    canvas = Canvas()
    paint_scene(canvas, stage, {"only": stage.skeleton}, "only")
    soft = [path.points() for path in canvas.paths if path.role == "ink-soft"]
    return [shapely.MultiPoint([(x / UNITS_PER_CM, -y / UNITS_PER_CM) for x, y in points]) for points in soft]


def at_the_armhole(stage, side, sign):
    """The lines that run along one shoulder's ring and nowhere else."""
    ring = armhole(stage.skeleton, side, sign).ring
    turns = np.linspace(0, 2 * np.pi, 73)
    round_ = ring.centre + np.outer(np.cos(turns), ring.axes[:, 0]) + np.outer(np.sin(turns), ring.axes[:, 1])
    near = shapely.LineString(stage.camera.flat(round_)).buffer(0.6)
    return [line for line in soft_lines(stage) if near.contains(line)]


@pytest.mark.parametrize("abduction", [10, 90, 165])
@pytest.mark.parametrize("view", ["front", "back"])
def test_both_arms_begin_at_a_seam(view, abduction):
    stage = stage_of(view, {"abduction": abduction})
    assert [bool(at_the_armhole(stage, side, sign)) for side, sign in SIDES] == [True, True]


@pytest.mark.parametrize("turn", [-25, 25])
def test_from_the_side_the_far_arms_seam_is_not_seen_through_the_body(turn):
    stage = stage_of("side-left", {"flexion": 10}, turn)
    left, right = (at_the_armhole(stage, side, sign) for side, sign in SIDES)
    assert left
    assert not [line for line in right if line not in left]


def test_the_seam_does_not_cross_a_tint():
    arms, tint = {"abduction": 10}, {"highlight": [{"muscle": "pectorals", "side": "left"}]}
    plain, tinted = (stage_of("front", arms, **entries) for entries in ({}, tint))
    long = [sum(line.convex_hull.length for line in at_the_armhole(s, "left", 1)) for s in (plain, tinted)]
    assert long[1] < long[0] - 2


@pytest.mark.parametrize("flexion", [0, 60, 120, 170])
def test_the_seam_goes_half_of_the_way_with_the_arm(flexion):
    skeleton = build_skeleton(Pose.model_validate({"arms": {"flexion": flexion}}), ANNA.build)
    for side, sign in SIDES:
        looks = armhole(skeleton, side, sign).looks
        outwards, along = skeleton["chest"].y * sign, -skeleton[f"{side}-shoulder"].z
        assert looks @ outwards > 0.6
        assert looks @ along > 0.5


def test_a_torsos_seam_lies_on_its_shirt():
    stage = stage_of("front", {"abduction": 10})
    shirt = shapely.union_all([visible_regions(stage.order)[name] for name in ("torso", "left-sleeve")])
    assert all(shirt.buffer(0.3).contains(line) for line in at_the_armhole(stage, "left", 1))
