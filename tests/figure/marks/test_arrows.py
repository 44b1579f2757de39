"""Arrows follow the movement, keep their length and stay clear of face and body."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from handouts.figure.marks.arrows import LONGEST, SHORTEST, Surroundings, arrow_shape
from handouts.figure.pose.skeleton import build_skeleton, joint_point
from handouts.figure.spec.figure import ArrowSpec, CameraSpec, Pose
from handouts.figure.spec.people import Build
from handouts.figure.view.camera import make_camera

NOTHING = Surroundings(shapely.Polygon(), shapely.Polygon(), shapely.Polygon())
CAMERA = make_camera(CameraSpec(view="side-left", pitch=0))
DOWN = build_skeleton(Pose.model_validate({"drop": {}}), Build())
RAISED = build_skeleton(Pose.model_validate({"drop": {}, "left_arm": {"flexion": 90}}), Build())


def arrow(style="straight", around=NOTHING, **options):
    spec = ArrowSpec(panel="end", of="left-hand", style=style, **options)
    return arrow_shape(spec, DOWN, RAISED, CAMERA, around)


def test_it_points_where_the_joint_goes():
    left, bottom, right, top = arrow().bounds
    start, end = (CAMERA.flat(joint_point(skeleton, "left-hand")) for skeleton in (DOWN, RAISED))
    assert end[0] < start[0] - 20, "the arm is raised forward, to the left of the page"
    wide, high = right - left, top - bottom
    assert wide / high == pytest.approx(abs((end - start)[0] / (end - start)[1]), rel=0.3)


@pytest.mark.parametrize("style", ["straight", "double", "curved"])
def test_its_length_is_bounded(style):
    left, bottom, right, top = arrow(style).bounds
    assert SHORTEST - 1 < float(np.hypot(right - left, top - bottom)) < LONGEST * 1.3


def test_a_movement_too_small_to_see_still_gets_an_arrow():
    spec = ArrowSpec(panel="end", of="pelvis")
    shape = arrow_shape(spec, DOWN, DOWN, CAMERA, NOTHING)
    assert shape.bounds[3] - shape.bounds[1] == pytest.approx(SHORTEST, abs=1.5)


@pytest.mark.parametrize("over", [False, True])
def test_it_never_covers_the_face(over):
    way = (CAMERA.flat(joint_point(DOWN, "left-hand")) + CAMERA.flat(joint_point(RAISED, "left-hand"))) / 2
    face = shapely.Point(*way).buffer(12)
    assert arrow(around=NOTHING._replace(face=face), over=over).distance(face) > 0.5


def test_it_keeps_clear_of_the_body_and_of_other_arrows():
    first = arrow()
    body = shapely.Point(*first.centroid.coords[0]).buffer(15)
    second = arrow(around=Surroundings(body, shapely.Polygon(), first))
    assert second.distance(body) > 0.5
    assert second.distance(first) > 0.5


def test_a_side_can_be_asked_for():
    blocked = NOTHING._replace(body=arrow().buffer(3))
    assert arrow(around=blocked, side="right").bounds[0] > arrow(around=blocked, side="left").bounds[0] + 10


def test_a_curved_arrow_turns_around_its_joint():
    spec = ArrowSpec(panel="end", of="left-hand", style="curved", around="left-shoulder")
    shape = arrow_shape(spec, DOWN, RAISED, CAMERA, NOTHING)
    pivot = CAMERA.flat(joint_point(RAISED, "left-shoulder"))
    reach = np.linalg.norm(CAMERA.flat(joint_point(RAISED, "left-hand")) - pivot)
    away = np.linalg.norm(shapely.get_coordinates(shape) - pivot, axis=1)
    assert away.min() > reach - 8
    assert away.max() < reach + 8


def test_it_keeps_clear_of_props_where_there_is_room():
    post = shapely.box(*arrow().bounds).buffer(2)
    assert arrow(around=NOTHING._replace(props=post)).distance(post) > 0.5
    everywhere = shapely.Point(0, 0).buffer(900)
    assert arrow(around=NOTHING._replace(props=everywhere)).equals(arrow())
