"""The body's lines: where parts flow into each other there is none, where one stands clear of the other there is."""

from __future__ import annotations

import numpy as np
import pytest
from shapely import union_all

from handouts.figure.draw import read_person
from handouts.figure.paint.ink import contours, stretches
from handouts.figure.paint.order import zone
from handouts.figure.paint.panel import set_stage
from handouts.figure.pose.skeleton import build_skeleton
from handouts.figure.spec.figure import FigureSpec, Pose
from tests.figure.conftest import CONTENT

HENRIK = read_person(CONTENT, "henrik")


def stage_of(pose, view, **camera):
    spec = FigureSpec.model_validate(
        {"person": "henrik", "camera": {"view": view, **camera}, "panels": {"only": {}}, "shoes": True}
    )
    return set_stage(spec, HENRIK, build_skeleton(Pose.model_validate({"drop": {}, **pose}), HENRIK.build))


def edge_over(stage, name, other, near):
    """Length of a part's drawn edge that is seen over another, within `near` cm of the joint they share."""
    item = next(item for item in stage.order if item.name == name)
    below = next(item.shape for item in stage.order if item.name == other)
    joint = next(joint for joint in item.part.joints if joint.other == other)
    inside = zone(joint._replace(radius=near), stage.camera).intersection(below.buffer(-0.3))
    index = stage.order.index(item)
    seen = inside.difference(union_all([later.shape for later in stage.order[index + 1 :]]))
    return contours(stage.order, stage.camera)[name].intersection(seen).length


def test_a_hanging_sleeve_flows_into_the_shoulder():
    assert edge_over(stage_of({}, "front"), "left-sleeve", "torso", 6) == 0


def test_an_arm_across_the_chest_keeps_both_its_edges():
    pose = {"left_arm": {"upper_arm": "forward 1.2 in", "forearm": "in"}}
    assert edge_over(stage_of(pose, "three-quarter-left"), "left-sleeve", "torso", 9.5) > 3


@pytest.mark.parametrize(
    ("flags", "runs"), [([0, 1, 1, 0, 1], [(1, 2), (4, 4)]), ([1, 1], [(0, 1)]), ([0, 0], []), ([], [])]
)
def test_stretches_are_runs_of_true(flags, runs):
    assert stretches(np.array(flags, dtype=bool)) == runs
