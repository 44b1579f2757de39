"""The skeleton keeps its bones, reaches its targets and knows its limits."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from handouts.figure.pose.limbs import FOREARM, SHIN, THIGH, UPPER_ARM, two_bone
from handouts.figure.pose.limits import excesses, joint_angles
from handouts.figure.pose.skeleton import build_skeleton, joint_point
from handouts.figure.space.vectors import vec
from handouts.figure.spec.figure import Pose
from handouts.figure.spec.joints import JOINTS
from handouts.figure.spec.people import Build

BUILD = Build()
BONES = {("hip", "knee"): THIGH, ("knee", "ankle"): SHIN, ("shoulder", "elbow"): UPPER_ARM, ("elbow", "wrist"): FOREARM}


def standing(**entries):
    return build_skeleton(Pose.model_validate({"drop": {}, **entries}), BUILD)


def apart(skeleton, a, b):
    return float(np.linalg.norm(skeleton[a].origin - skeleton[b].origin))


def test_frames_are_right_handed_rotations(slug, figure_of):
    from handouts.figure.draw import solved

    for skeleton in solved(figure_of(slug)).values():
        for name, frame in skeleton.frames.items():
            assert np.allclose(frame.axes.T @ frame.axes, np.eye(3), atol=1e-6), name
            assert np.linalg.det(frame.axes) == pytest.approx(1.0, abs=1e-6), name


def test_standing_body_is_symmetric_and_stands_on_the_floor():
    skeleton = standing()
    for joint in ("hip", "knee", "ankle", "shoulder", "elbow", "wrist"):
        left, right = skeleton[f"left-{joint}"].origin, skeleton[f"right-{joint}"].origin
        assert left == pytest.approx(right * (1, -1, 1), abs=1e-9), joint
    assert skeleton["left-ankle"].origin[2] == pytest.approx(7.6, abs=0.1)
    assert 165 < joint_point(skeleton, "crown")[2] < 175


@pytest.mark.parametrize(
    ("entry", "angle", "value"),
    [
        ({"left_leg": {"flexion": 90, "knee": 90}}, "left hip flexion", 90),
        ({"left_leg": {"flexion": 90, "knee": 70}}, "left knee", 70),
        ({"right_leg": {"abduction": 30}}, "right hip abduction", 30),
        ({"left_arm": {"flexion": 0, "abduction": 90}}, "left shoulder elevation", 90),
        ({"right_arm": {"flexion": 90, "abduction": 0, "elbow": 110}}, "right elbow", 110),
        ({"thoracic": {"flexion": 25}}, "thoracic flexion", 25),
    ],
)
def test_angles_that_go_in_come_out(entry, angle, value):
    assert joint_angles(standing(**entry))[angle] == pytest.approx(value, abs=0.5)


def test_a_turn_to_the_left_turns_left_and_a_bend_to_the_left_lowers_the_left_shoulder():
    turned, bent = standing(thoracic={"turn": 30}), standing(thoracic={"side_bend": 20})
    assert turned["chest"].x[1] > 0.4
    assert bent["left-shoulder"].origin[2] < bent["right-shoulder"].origin[2] - 3


@pytest.mark.parametrize(
    ("entry", "joint"),
    [
        ({"left_leg": {"knee": -40}}, "left knee"),
        ({"right_arm": {"flexion": 40, "elbow": 175}}, "right elbow"),
        ({"neck": {"turn": 90}}, "neck turn"),
        ({"left_leg": {"flexion": 165}}, "left hip flexion"),
    ],
)
def test_a_joint_beyond_its_limit_is_reported(entry, joint):
    assert [excess.joint for excess in excesses(standing(**entry))] == [joint]


def test_everyday_postures_are_within_the_limits():
    assert excesses(standing()) == []


@pytest.mark.parametrize("target", list(itertools.product((10, 30), (-20, 5), (-25, 15))))
def test_two_bones_reach_a_target_within_their_length(target):
    middle, end = two_bone(vec(0, 0, 0), vec(*target), UPPER_ARM, FOREARM, vec(-1, 0, 0))
    assert end == pytest.approx(target, abs=1e-9)
    assert np.linalg.norm(middle) == pytest.approx(UPPER_ARM)
    assert np.linalg.norm(end - middle) == pytest.approx(FOREARM)


def test_a_foot_put_at_a_point_is_there():
    reach = {"to": [20, 12, 0]}
    skeleton = build_skeleton(Pose.model_validate({"pelvis": {"at": [0, 0, 80]}, "left_leg": {"reach": reach}}), BUILD)
    assert skeleton["left-ankle"].origin == pytest.approx([20, 12, 7.6], abs=1e-6)
    assert skeleton.misses == ()


def test_a_target_out_of_reach_is_a_miss_that_says_how_far():
    skeleton = standing(right_arm={"reach": {"to": [120, -20, 140], "by": "wrist"}})
    (miss,) = skeleton.misses
    assert miss.limb == "right hand"
    assert 55 < miss.by < 75


def test_every_joint_name_has_a_place():
    skeleton = standing()
    for name in JOINTS:
        assert np.isfinite(joint_point(skeleton, name)).all(), name
