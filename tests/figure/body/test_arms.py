"""Arms and hands: elbows come to a point when they bend, fingers are told apart, thumbs lie where they rest."""

from __future__ import annotations

import numpy as np
import pytest
from shapely import LineString

from handouts.figure.body.flesh import arm_parts
from handouts.figure.body.hand import hand_part, hand_shape
from handouts.figure.draw import read_person
from handouts.figure.paint.scene import place_part
from handouts.figure.pose.skeleton import build_skeleton
from handouts.figure.spec.figure import CameraSpec, Pose
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


def test_a_bent_elbow_is_pointed():
    bent, rounded = beyond_elbow(posed(elbow=90)), 3.5
    assert bent > rounded + 0.3
    assert bent < rounded + 1.2


@pytest.mark.parametrize(("elbow", "folds"), [(10, 0), (110, 1)])
def test_only_a_bent_elbow_has_a_fold(elbow, folds):
    assert len(forearm(posed(elbow=elbow)).creases) == folds


def test_the_tips_of_the_fingers_are_apart():
    skeleton = posed(upper_arm="up", forearm="up", hand={"fingers": "up", "palm": "back", "shape": "flat"})
    camera = make_camera(CameraSpec(view="front", pitch=0))
    shape = place_part(hand_part(skeleton, "left", 1), camera, ANNA).shape
    left, _, right, top = shape.bounds
    across = LineString([(left - 1, top - 1.2), (right + 1, top - 1.2)]).intersection(shape)
    assert len(getattr(across, "geoms", [across])) >= 2


def test_a_thumb_at_rest_lies_closer_than_one_that_cups():
    rest, cup = (hand_shape(posed(hand={"shape": shape}), "left") for shape in ("relaxed", "cup"))
    assert rest.oppose < cup.oppose
    assert rest.thumb < cup.thumb
    assert hand_shape(posed(hand={"thumb": 50}), "left").thumb == 50
