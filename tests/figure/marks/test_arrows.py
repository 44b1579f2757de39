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


def heading(shape, start):
    """The point of the arrow's outline that is farthest from its start, and how far."""
    points = shapely.get_coordinates(shape) - start
    far = np.hypot(*points.T)
    return points[far.argmax()], float(far.max())


HERE = CAMERA.flat(joint_point(RAISED, "left-hand"))


@pytest.mark.parametrize(("angle", "way"), [(0, (1, 0)), (90, (0, 1)), (225, (-0.707, -0.707))])
def test_it_points_where_it_is_told(angle, way):
    tip, size = heading(arrow(angle=angle), HERE)
    assert tip / size == pytest.approx(way, abs=0.05)
    assert size == pytest.approx(SHORTEST, abs=1.5)


def test_it_points_at_a_place_from_its_joint():
    target = [40.0, 0.0, 160.0]
    tip, size = heading(arrow(toward=target), HERE)
    line = CAMERA.flat(np.array(target)) - HERE
    assert tip / size == pytest.approx(line / np.hypot(*line), abs=0.05)


def test_it_can_stand_beside_its_joint_and_stays_there():
    body = shapely.Point(*HERE).buffer(60)
    moved = arrow(angle=90, plus=[0, 0, 12], around=NOTHING._replace(body=body))
    assert moved.equals(shapely.affinity.translate(arrow(angle=90), *CAMERA.flat(np.array([0.0, 0.0, 12.0]))))


def test_the_way_back_is_the_way_there_turned_round():
    there, back = (np.array(arrow(reverse=way).centroid.coords[0]) for way in (False, True))
    a, b = (CAMERA.flat(joint_point(skeleton, "left-hand")) for skeleton in (DOWN, RAISED))
    assert (there - back) @ (b - a) > 0, "the head is the heavy end"


def test_a_curve_bows_to_the_side_that_is_asked_for():
    above, below = (arrow("curved", angle=180, bulge=side).centroid.y for side in ("above", "below"))
    assert above > HERE[1] + 0.5 > HERE[1] - 0.5 > below


@pytest.mark.parametrize(
    "options",
    [
        {"angle": 0, "reverse": True},
        {"angle": 0, "toward": "head"},
        {"style": "ring", "angle": 90},
        {"style": "straight", "bulge": "left"},
    ],
)
def test_what_contradicts_itself_is_told(options):
    with pytest.raises(ValueError, match=r"leave .* out|only a curved"):
        ArrowSpec(panel="end", of="left-hand", **options)
