"""What the camera sees: projection, depth, order and line, and that no pose breaks the engine."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, MultiPoint, Point, Polygon

from handouts.drawing import UNITS_PER_CM, Drawing
from handouts.figure.body.body import body_parts
from handouts.figure.body.zones import ELBOW_ZONE
from handouts.figure.draw import read_person
from handouts.figure.paint.canvas import Canvas
from handouts.figure.paint.ink import contours
from handouts.figure.paint.panel import paint_scene, set_stage
from handouts.figure.paint.scene import place_parts
from handouts.figure.picture import paint_panel
from handouts.figure.pose.contact import solve
from handouts.figure.pose.skeleton import build_skeleton
from handouts.figure.space.solids import Solids, ball
from handouts.figure.space.vectors import unit, vec
from handouts.figure.spec.figure import CameraSpec, FigureSpec, Pose
from handouts.figure.view.camera import VIEWS, make_camera
from handouts.figure.view.depth import Box, box_depth, hull_depths
from handouts.figure.view.project import outline, rounded, softened
from tests.figure.conftest import CONTENT

ANNA = read_person(CONTENT, "anna")
FRONT = make_camera(CameraSpec(view="front", pitch=0))


def stage(pose=None, **spec):
    full = FigureSpec.model_validate({"person": "anna", "panels": {"only": {}}, **spec})
    posed = Pose.model_validate({"drop": {}, **(pose or {})})
    return set_stage(full, ANNA, solve(posed, ANNA.build, {}))


def names(found):
    return [item.name for item in found.order]


@pytest.mark.parametrize("view", VIEWS)
def test_camera_rows_are_a_right_handed_frame(view):
    camera = make_camera(CameraSpec(view=view, pitch=12))
    assert camera.rows @ camera.rows.T == pytest.approx(np.eye(3), abs=1e-12)
    assert np.linalg.det(camera.rows) == pytest.approx(1)
    assert camera.toward[2] == pytest.approx(math.sin(math.radians(12)))


@pytest.mark.parametrize(("view", "sign"), [("side-left", -1), ("side-right", 1)])
def test_seen_from_the_left_a_person_faces_the_left_edge(view, sign):
    assert make_camera(CameraSpec(view=view)).flat(vec(10, 0, 0))[0] == pytest.approx(sign * 10)


def test_a_ball_projects_to_a_disc_and_its_front_is_its_nearest_point():
    hull = (ball(vec(0, 0, 0), 5.0),)
    assert outline([hull], FRONT.rows).area == pytest.approx(math.pi * 25, rel=0.02)
    assert hull_depths([Solids.of([hull])], FRONT)[0](np.array([[0.0, 0.0]])) == pytest.approx([5.3], abs=0.01)


def test_a_box_is_as_near_as_its_front_face():
    depth = box_depth(Box(np.eye(3), vec(10, 0, 0), vec(2, 3, 4)), FRONT)
    assert depth(np.array([[0.0, 0.0], [2.0, 3.0]])) == pytest.approx([12, 12])


def test_smoothing_keeps_corners_and_area():
    import shapely

    square = shapely.box(0, 0, 10, 10)
    assert rounded(square).equals(square)
    circle = shapely.Point(0, 0).buffer(10, 6)
    assert rounded(circle).area == pytest.approx(circle.area, rel=0.02)


def test_the_near_arm_is_painted_after_the_trunk_and_the_far_arm_before():
    order = names(stage(camera={"view": "side-left", "pitch": 0}))
    assert order.index("right-forearm") < order.index("torso") < order.index("left-forearm")


def test_the_shirt_hangs_over_the_trousers_and_trousers_over_the_shoe():
    order = names(stage(camera={"view": "front"}))
    assert order.index("pelvis") < order.index("hem")
    assert order.index("left-foot") < order.index("left-shin")


def test_the_author_can_overrule_the_order():
    pose = {"in_front": [["right-hand", "torso"]]}
    order = names(stage(pose, camera={"view": "side-left", "pitch": 0}))
    assert order.index("torso") < order.index("right-hand")


def test_a_wall_seen_from_its_edge_is_lined_and_the_floor_ends_at_it():
    wall = {"kind": "wall", "at": -14}
    found = stage(camera={"view": "side-left", "pitch": 3}, props=[wall])
    paths = paint_panel(found, {"only": found.skeleton}, "only")
    floor = max(x for path in paths if path.role == "floor" for x, _ in path.points())
    assert floor == pytest.approx(14 * UNITS_PER_CM, abs=2)
    assert {path.role for path in paths if path.width} >= {"prop-line", "floor"}
    assert "wall-line" not in {path.role for path in paths}


def test_the_floor_line_begins_where_a_wall_ends_at_its_corner():
    wall = {"kind": "wall", "at": 12, "faces": "back", "across": [0, 60], "corner": "right"}
    found = stage(camera={"view": "three-quarter-back-right", "pitch": 9}, props=[wall])
    paths = paint_panel(found, {"only": found.skeleton}, "only")
    floor = min(x for path in paths if path.role == "floor" for x, _ in path.points())
    front = next(item.shape for item in found.order if item.name == "wall")
    assert floor >= front.bounds[2] * UNITS_PER_CM - 2


def test_no_line_crosses_a_bent_elbow():
    found = stage({"left_arm": {"flexion": 40, "elbow": 60}}, camera={"view": "side-left", "pitch": 0})
    inside = found.camera.flat(found.skeleton["left-elbow"].origin)
    import shapely

    edges = contours(found.order, found.camera)
    for part in ("left-upper-arm", "left-forearm"):
        assert edges[part].distance(shapely.Point(*inside)) > 1.5, part


@pytest.mark.parametrize("bend", [90, 120, 140])
def test_a_bent_elbow_has_a_fold_on_its_inside(bend):
    found = stage({"left_arm": {"flexion": 40, "elbow": bend}}, camera={"view": "side-left", "pitch": 0})
    elbow, shoulder = found.skeleton["left-elbow"], found.skeleton["left-shoulder"]
    inwards, middle = found.camera.flat(unit(shoulder.z - elbow.z)), found.camera.flat(elbow.origin)
    across = np.array([-inwards[1], inwards[0]])
    bay = Polygon([middle, middle + 12 * inwards + 5 * across, middle + 12 * inwards - 5 * across])
    line = contours(found.order, found.camera)["left-upper-arm"].intersection(bay)
    assert 3.0 < line.distance(Point(middle)) < ELBOW_ZONE - 0.4


ANGLE = st.floats(-40, 70)
BEND = st.fixed_dictionaries({"flexion": st.floats(-40, 50), "turn": ANGLE, "side_bend": st.floats(-30, 30)})
POSES = st.fixed_dictionaries(
    {
        "pelvis": st.fixed_dictionaries({"lean": st.floats(-100, 100), "turn": st.floats(-180, 180)}),
        "lumbar": BEND,
        "thoracic": BEND,
        "head": BEND,
        "left_leg": st.fixed_dictionaries({"flexion": st.floats(-30, 130), "knee": st.floats(0, 150)}),
        "right_arm": st.fixed_dictionaries({"flexion": st.floats(-60, 180), "elbow": st.floats(0, 150)}),
        "left_arm": st.fixed_dictionaries({"abduction": st.floats(0, 180), "elbow": st.floats(0, 150)}),
    }
)


@settings(max_examples=12)
@given(POSES, st.sampled_from(sorted(VIEWS)), st.floats(-5, 50))
def test_no_pose_breaks_the_engine(pose, view, pitch):
    found = stage(pose, camera={"view": view, "pitch": pitch})
    paths = paint_panel(found, {"only": found.skeleton}, "only")
    roles = {path.role: "#808080" for path in paths}
    drawing = Drawing.of(paths, roles)
    assert 20 * 50 < drawing.width < 400 * 50
    assert Drawing.from_svg(drawing.to_svg()) == drawing


def test_a_line_drawn_large_keeps_straight_up_to_its_bend():
    sleeve = LineString([(0, 0), (0, 14), (0.4, 14.5), (0.9, 14.6), (3, 14.7)])
    assert sleeve.hausdorff_distance(softened(sleeve)) < 0.2


@pytest.mark.parametrize("turn", [0, 60, 120, 180, 240, 340])
def test_no_scrap_of_a_fold_or_seam_is_left_on_the_shirt(turn):
    spec = FigureSpec.model_validate(
        {"person": "anna", "camera": {"view": "front", "turn": turn}, "panels": {"only": {}}}
    )
    bent = {"drop": {}, "lumbar": {"flexion": 20}, "thoracic": {"flexion": 20, "turn": 20}, "arms": {"abduction": 30}}
    skeleton = solve(Pose.model_validate(bent), ANNA.build, {})
    stage, canvas = set_stage(spec, ANNA, skeleton), Canvas()
    shirt = next(item.shape for item in stage.order if item.name == "torso").buffer(-1)
    paint_scene(canvas, stage, {"only": skeleton}, "only")
    strokes = [
        MultiPoint([(x / UNITS_PER_CM, -y / UNITS_PER_CM) for x, y in path.points()])
        for path in canvas.paths
        if path.role == "ink-soft"
    ]
    folds = [stroke for stroke in strokes if shirt.contains(stroke.centroid)]
    assert folds
    assert min(fold.minimum_rotated_rectangle.length / 2 for fold in folds) > 2.2


def body_of(pose, camera, known):
    parts = body_parts(build_skeleton(Pose.model_validate(pose), ANNA.build), ANNA, shoes=True)
    return {item.name: item for item in place_parts(parts, camera, ANNA, known)}


def test_what_stays_where_it_is_is_projected_once_and_what_moves_anew():
    known = {}
    before, after = (body_of(pose, FRONT, known) for pose in ({}, {"right_arm": {"abduction": 40}}))
    assert before["left-shin"].shape is after["left-shin"].shape
    assert not before["right-forearm"].shape.equals(after["right-forearm"].shape)
    higher = body_of({}, make_camera(CameraSpec(view="front", pitch=20)), known)
    assert not any(item.shape is before[name].shape for name, item in higher.items())


@pytest.mark.parametrize("name", ["left-hand", "torso", "head"])
def test_no_part_is_nearer_or_farther_than_its_depth_says(name):
    item = body_of({}, FRONT, {})[name]
    left, low, right, high = item.shape.bounds
    points = np.array([(x, y) for x in np.linspace(left, right, 20) for y in np.linspace(low, high, 20)])
    nearness = item.depth(points)
    assert item.depth.least <= nearness.min() < nearness.max() <= item.depth.most


def test_no_face_of_a_box_is_nearer_or_farther_than_its_depth_says():
    depth = box_depth(Box(np.eye(3), vec(10, 0, 0), vec(2, 3, 4)), make_camera(CameraSpec(view="front", pitch=30)))
    assert depth.least <= depth(np.array([[0.0, -5.0]]))[0] <= depth.most
    assert depth.most - depth.least < 2 * math.hypot(2, 3, 4)
