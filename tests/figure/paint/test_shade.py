"""Which limbs are painted in the tone of the side that is turned away."""

from __future__ import annotations

import pytest

from handouts.figure.draw import read_person
from handouts.figure.paint.panel import set_stage
from handouts.figure.paint.shade import far_side
from handouts.figure.pose.contact import solve
from handouts.figure.spec.figure import FigureSpec, Pose
from tests.figure.conftest import CONTENT

ANNA = read_person(CONTENT, "anna")
SIDE = FigureSpec.model_validate(
    {"person": "anna", "camera": {"view": "side-left", "turn": -38}, "panels": {"only": {}}}
)
ACROSS = {"reach": {"against": "left-shoulder", "side": "up", "elbow_toward": "forward 0.5 right"}}


def far_parts(pose):
    stage = set_stage(SIDE, ANNA, solve(Pose.model_validate({"drop": {}, **pose}), ANNA.build, {}))
    return {item.name for item in stage.order if item.part and far_side(item, stage.left, stage.across)}


def test_limbs_of_the_side_turned_away_are_far_but_never_a_sleeve():
    found = far_parts({})
    assert {"right-upper-arm", "right-forearm", "right-hand", "right-thigh", "right-shin"} <= found
    assert not [name for name in found if name.startswith("left") or name.endswith("sleeve")]


@pytest.mark.parametrize(("pose", "near"), [({"right_arm": ACROSS}, True), ({"right_arm": {"flexion": 80}}, False)])
def test_an_arm_that_crosses_before_the_trunk_is_near_as_a_whole(pose, near):
    arm = {"right-upper-arm", "right-forearm", "right-hand"}
    assert far_parts(pose) & arm == (set() if near else arm)
    assert "right-thigh" in far_parts(pose)
