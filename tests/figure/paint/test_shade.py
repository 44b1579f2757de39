"""Which limbs are painted in the tone of the side that is turned away, and what throws a shadow on the floor."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from handouts.figure.draw import read_person
from handouts.figure.paint.ink import silhouette
from handouts.figure.paint.panel import set_stage
from handouts.figure.paint.shade import SHADE, far_side, floor_shadow, shades, slits, wall_shadow
from handouts.figure.picture import paint_panel
from handouts.figure.pose.contact import solve
from handouts.figure.pose.skeleton import build_skeleton
from handouts.figure.props.props import build_props
from handouts.figure.space.solids import Ellipsoid, Part
from handouts.figure.spec.figure import FigureSpec, Pose
from handouts.figure.spec.props import Wall
from handouts.figure.spec.view import CameraSpec
from handouts.figure.view.camera import make_camera
from handouts.figure.view.project import polygons
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


def left_arm(direction):
    """The shape of the bare left upper arm, the lit part of it, and where sleeve and elbow end on the page."""
    pose = Pose.model_validate({"drop": {}, "left_arm": {"upper_arm": direction}})
    skeleton = solve(pose, ANNA.build, {})
    stage = set_stage(SIDE, ANNA, skeleton)
    arm, sleeve = (next(i for i in stage.order if i.name == f"left-{name}") for name in ("upper-arm", "sleeve"))
    lit = arm.shape.difference(shades(stage.order, stage.camera)[arm.name])
    places = (sleeve.part.stations[-1].centre, skeleton["left-elbow"].origin)
    return arm.shape, lit, *(shapely.Point(stage.camera.flat(place)) for place in places)


def test_a_sleeve_shades_the_arm_that_hangs_out_of_it():
    arm, lit, cuff, _ = left_arm("down")
    under = arm.intersection(cuff.buffer(1.5, 1))
    assert under.area > 1
    assert lit.intersection(under).area < 0.05 * under.area
    assert lit.area > 0.5 * arm.area


def test_an_arm_that_points_at_us_comes_out_of_a_ring_of_shade():
    arm, lit, _, elbow = left_arm("left 0.78 forward 0.35 down")  # its root is above, where the light comes from
    root = arm.difference(shapely.box(-500, -500, 500, arm.bounds[3] - 0.5))
    assert lit.intersection(root).area < 0.2 * root.area
    assert lit.contains(elbow)


@pytest.mark.parametrize(("height", "radius", "shadows"), [(40, 4, 1), (10, 4, 2), (40, 14, 2)])
def test_a_small_thing_lifted_high_throws_no_shadow_by_itself(height, radius, shadows):
    def ball(x, z, r):
        return Ellipsoid(np.array([x, 0.0, z]), r * np.eye(3))

    parts = [
        Part("trunk", "shirt", ((ball(0, 12, 12),),), "shirt"),
        Part("hand", "skin", ((ball(80, height, radius),),), "hand"),
    ]
    shadow = floor_shadow(parts, [], make_camera(CameraSpec(view="front", pitch=40)))
    assert len(polygons(shadow)) == shadows


@pytest.mark.parametrize(("abduction", "narrow"), [(4, True), (40, False)])
def test_a_slit_between_arm_and_trunk_lies_in_shade_and_is_not_filled_with_ink(abduction, narrow):
    spec = FigureSpec.model_validate(
        {"person": "anna", "camera": {"view": "front", "pitch": 0}, "panels": {"only": {}}}
    )
    pose = Pose.model_validate({"drop": {}, "arms": {"abduction": abduction, "elbow": 10}})
    stage = set_stage(spec, ANNA, solve(pose, ANNA.build, {}))
    gaps = slits(stage.order)
    assert (gaps.area > 5) == narrow
    inside = gaps.buffer(-0.2)
    assert silhouette(stage.order, stage.body.union(gaps)).intersection(inside).area < 0.2 * inside.area + 0.01


@pytest.mark.parametrize(
    ("at", "view", "shaded"), [(-14, "front", True), (-80, "front", False), (-14, "side-left", False)]
)
def test_who_stands_at_a_wall_throws_a_shadow_on_it(at, view, shaded):
    wall = {"kind": "wall", "at": at}
    spec = FigureSpec.model_validate(
        {"person": "anna", "camera": {"view": view, "pitch": 0}, "props": [wall], "panels": {"only": {}}}
    )
    found = set_stage(spec, ANNA, solve(Pose.model_validate({"drop": {}}), ANNA.build, {}))
    paths = paint_panel(found, {"only": found.skeleton}, "only")
    assert any(path.role == "wall" and path.tone == SHADE for path in paths) == shaded


def test_a_shadow_on_a_wall_is_seen_beside_the_one_who_throws_it_the_farther_the_farther_from_the_wall():
    wall = build_props([Wall(kind="wall", at=-12)], build_skeleton(Pose(), ANNA.build))[0]
    seen = make_camera(CameraSpec(view="front", turn=50, pitch=0))

    def beside(away):  # cm of shadow that stick out on the right of a ball of 12 cm radius, so far from the wall
        ball = Ellipsoid(np.array([away, 0.0, 100.0]), 12 * np.eye(3))
        body = Part("trunk", "shirt", ((ball,),), "shirt")
        left, _, right, _ = wall_shadow([body], wall, seen).bounds
        middle = float(seen.flat(ball.centre)[0])
        assert left > middle - 12
        return right - middle - 12

    assert 1.5 < beside(0) < 4
    assert beside(0) + 1.5 < beside(8)
