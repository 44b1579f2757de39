"""Arms and hands: elbows come to a point when they bend, fingers are told apart, thumbs lie where they rest."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from shapely import LineString

from handouts.figure.body.flesh import arm_parts
from handouts.figure.body.hand import hand_part, hand_shape
from handouts.figure.draw import read_person
from handouts.figure.paint.scene import place_parts
from handouts.figure.pose.skeleton import build_skeleton
from handouts.figure.props.props import furnished
from handouts.figure.space.vectors import unit
from handouts.figure.spec.figure import CameraSpec, FigureSpec, Pose
from handouts.figure.view.camera import make_camera
from tests.figure.conftest import CONTENT

ANNA = read_person(CONTENT, "anna")


def posed(**arms):
    return build_skeleton(Pose.model_validate({"arms": arms}), ANNA.build)


def forearm(skeleton):
    return next(part for part in arm_parts(skeleton, ANNA, "left", 1) if part.name == "left-forearm")


def beyond_elbow(skeleton):
    """How far the arm goes on past the elbow along the upper arm, cm."""
    shoulder, elbow = skeleton["left-shoulder"], skeleton["left-elbow"].origin
    reach = [
        -shoulder.z @ (e.centre - elbow) + np.linalg.norm(e.axes.T @ shoulder.z)
        for hull in forearm(skeleton).hulls
        for e in hull
    ]
    return max(reach)


def behind_elbow(skeleton):
    """How far the forearm stands out behind the elbow, cm."""
    elbow = skeleton["left-elbow"]
    ends = [(e.centre - elbow.origin, e.axes) for hull in forearm(skeleton).hulls for e in hull]
    return max(-elbow.x @ at + np.linalg.norm(axes.T @ elbow.x) for at, axes in ends if abs(elbow.z @ at) < 4)


@pytest.mark.parametrize(("bend", "step"), [(0, 0.2), (8, 0.2), (90, 1.0)])
def test_only_a_bent_elbow_stands_out_behind_the_arm(bend, step):
    round_arm = 3.9 * ANNA.build.limbs * ANNA.build.arms
    assert behind_elbow(posed(elbow=bend)) < round_arm + step
    assert (behind_elbow(posed(elbow=bend)) > round_arm + 0.1) == (bend > 60)


def test_a_bent_elbow_is_pointed():
    bent, rounded = beyond_elbow(posed(elbow=90)), 3.5
    assert bent > rounded + 0.3
    assert bent < rounded + 1.2


@pytest.mark.parametrize(("bend", "widest"), [(90, 4.4), (130, 5.0)])
def test_a_bent_arm_seen_from_the_side_narrows_to_its_tip(bend, widest):
    skeleton = posed(flexion=40, elbow=bend)
    seen = make_camera(CameraSpec(view="side-left", pitch=0))
    shoulder, elbow = skeleton["left-shoulder"], skeleton["left-elbow"]
    bare = [part for part in arm_parts(skeleton, ANNA, "left", 1) if part.name != "left-sleeve"]
    shape = shapely.union_all([item.shape for item in place_parts(bare, seen, ANNA)])
    out = seen.flat(unit(elbow.z - shoulder.z))  # away from the inside of the bend
    across, tip = np.array([-out[1], out[0]]), max(shapely.get_coordinates(shape) @ out)
    before_tip = seen.flat(elbow.origin) @ across * across + (tip - 1.2) * out
    assert shape.intersection(LineString([before_tip - 20 * across, before_tip + 20 * across])).length < widest


@pytest.mark.parametrize(("elbow", "folds"), [(10, 0), (110, 1)])
def test_only_a_bent_elbow_has_a_fold(elbow, folds):
    assert len(forearm(posed(elbow=elbow)).creases) == folds


def test_the_tips_of_the_fingers_are_apart():
    skeleton = posed(upper_arm="up", forearm="up", hand={"fingers": "up", "palm": "back", "shape": "flat"})
    camera = make_camera(CameraSpec(view="front", pitch=0))
    shape = place_parts([hand_part(skeleton, "left", 1)], camera, ANNA)[0].shape
    left, _, right, top = shape.bounds
    across = LineString([(left - 1, top - 1.2), (right + 1, top - 1.2)]).intersection(shape)
    assert len(getattr(across, "geoms", [across])) >= 2


def edges_of(side, palm, shape):
    arm = {"upper_arm": "up", "forearm": "up", "hand": {"fingers": "up", "palm": palm, "shape": shape}}
    camera = make_camera(CameraSpec(view="front", pitch=0))
    return place_parts([hand_part(posed(**arm), side, 1 if side == "left" else -1)], camera, ANNA)[0].edges


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_fingers_of_a_fist_are_told_apart_on_the_palm_side_only(side):
    toward, away = (edges_of(side, palm, "fist") for palm in ("forward", "back"))
    assert toward.length > 15
    assert away.length < toward.length / 2


def test_between_the_fingers_of_a_flat_hand_there_are_three_lines():
    assert len(edges_of("left", "back", "flat").geoms) >= 3


def test_fingers_that_point_at_us_are_four_tips():
    arm = {"upper_arm": "forward", "forearm": "forward", "hand": {"fingers": "forward", "palm": "in", "shape": "flat"}}
    camera = make_camera(CameraSpec(view="front", pitch=0))
    edges = place_parts([hand_part(posed(**arm), "left", 1)], camera, ANNA)[0].edges
    assert edges.length > 12


@pytest.mark.parametrize(("against", "seen"), [("chair", False), ("left-knee", True)])
def test_the_tips_of_fingers_that_hook_round_a_thing_are_hidden(against, seen):
    arms = {"reach": {"against": against}, "hand": {"shape": "hook"}}
    chair = furnished(
        FigureSpec.model_validate({"person": "anna", "props": [{"kind": "chair"}], "panels": {"a": {}}}).props
    )
    skeleton = build_skeleton(Pose.model_validate({"left_arm": arms}), ANNA.build, chair.solids)
    frame, fingers = skeleton["left-wrist"], hand_part(skeleton, "left", 1).forms[2:]
    deepest = max(-frame.y @ (hull[-1].centre - frame.origin) for form in fingers for hull in form.hulls)
    assert (deepest > 2.5) == seen


def test_a_thumb_at_rest_lies_closer_than_one_that_cups():
    rest, cup = (hand_shape(posed(hand={"shape": shape}), "left") for shape in ("relaxed", "cup"))
    assert rest.oppose < cup.oppose
    assert rest.thumb < cup.thumb
    assert hand_shape(posed(hand={"thumb": 50}), "left").thumb == 50
