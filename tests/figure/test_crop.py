"""Close-ups show the same window in every panel and never lose the joint that tells."""

from __future__ import annotations

import pytest
import shapely
from pydantic import ValidationError

from handouts.figure.crop import AROUND, crop_window, cut_edges, finer_lines
from handouts.figure.pose.skeleton import build_skeleton, joint_point
from handouts.figure.spec.figure import CameraSpec, Crop, Pose
from handouts.figure.spec.people import Build
from handouts.figure.view.camera import make_camera

CAMERA = make_camera(CameraSpec(view="front", pitch=0))
STANDING, BENT = (
    build_skeleton(Pose.model_validate({"pelvis": {"at": [0, 0, 90]}, **entries}), Build())
    for entries in ({}, {"thoracic": {"flexion": 45}, "lumbar": {"flexion": 40}})
)


def height(joint, skeleton=STANDING):
    return float(CAMERA.flat(joint_point(skeleton, joint))[1])


@pytest.mark.parametrize(
    ("frame", "seen", "unseen"), [("bust", "left-shoulder", "left-wrist"), ("upper-body", "left-elbow", "left-knee")]
)
def test_a_frame_shows_its_part_of_the_body(frame, seen, unseen):
    _, level, _, _ = crop_window(Crop(frame=frame), CAMERA, [STANDING]).bounds
    assert height(unseen) < level - 2 < level + 8 < height(seen)


def test_the_waist_is_cut_out_on_all_sides():
    window = crop_window(Crop(frame="waist"), CAMERA, [STANDING])
    left, bottom, right, top = window.bounds
    assert height("left-knee") < bottom < height("waist") < top < height("head")
    assert right - left == pytest.approx(80)


def test_the_window_is_the_lowest_of_all_panels():
    both = crop_window(Crop(frame="bust"), CAMERA, [STANDING, BENT])
    assert both.equals(crop_window(Crop(frame="bust"), CAMERA, [BENT]))
    assert not both.equals(crop_window(Crop(frame="bust"), CAMERA, [STANDING]))


@pytest.mark.parametrize("frame", ["bust", "waist"])
def test_a_joint_that_must_be_seen_is_seen(frame):
    window = crop_window(Crop(frame=frame, keep=("left-hand",)), CAMERA, [STANDING])
    hand = CAMERA.flat(joint_point(STANDING, "left-hand"))
    assert window.buffer(0.1).contains(shapely.Point(*hand).buffer(AROUND - 0.1))


def test_the_body_ends_in_a_line_along_the_edge():
    window, body = shapely.box(-50, 0, 50, 100), shapely.box(-10, -20, 10, 60)
    assert cut_edges(window, body).equals(shapely.LineString([(-10, 0), (10, 0)]))


@pytest.mark.parametrize("entries", [{}, {"frame": "bust", "below": "waist"}])
def test_a_crop_has_one_edge(entries):
    with pytest.raises(ValidationError, match="either a frame"):
        Crop.model_validate(entries)


@pytest.mark.parametrize(("frame", "least", "most"), [("bust", 1.4, 2.2), ("upper-body", 1.05, 1.4)])
def test_the_lines_of_a_close_up_are_drawn_finer(frame, least, most):
    window = crop_window(Crop(frame=frame), CAMERA, [STANDING])
    assert least < finer_lines(window, CAMERA, [STANDING]) < most
    assert finer_lines(shapely.box(-500, -500, 500, 500), CAMERA, [STANDING]) == 1
