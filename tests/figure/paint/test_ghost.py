"""The pale start pose behind the end pose."""

from __future__ import annotations

import pytest
import shapely

from handouts.drawing import UNITS_PER_CM
from handouts.figure.body.body import body_parts
from handouts.figure.draw import read_person
from handouts.figure.paint.canvas import Canvas
from handouts.figure.paint.ghost import NOTHING, paint_ghost
from handouts.figure.paint.scene import place_parts, place_prop
from handouts.figure.pose.skeleton import build_skeleton
from handouts.figure.props.props import carried
from handouts.figure.spec.figure import CameraSpec, Pose
from handouts.figure.view.camera import make_camera
from tests.figure.conftest import CONTENT

ANNA = read_person(CONTENT, "anna")
STANDING = build_skeleton(Pose(), ANNA.build)


def pale_figure(canvas, camera, skeleton, body=NOTHING):
    parts = place_parts(body_parts(skeleton, ANNA, shoes=True), camera, ANNA)
    paint_ghost(canvas, parts, [place_prop(thing, camera) for thing in carried((), skeleton)], body)


def outline_of_standing(camera):
    return shapely.union_all([item.shape for item in place_parts(body_parts(STANDING, ANNA, shoes=True), camera, ANNA)])


def test_it_has_six_pale_forms_from_back_to_front():
    canvas = Canvas()
    pose = Pose.model_validate({"drop": {}, "arms": {"abduction": 40}})
    camera = make_camera(CameraSpec(view="side-left", pitch=0))
    pale_figure(canvas, camera, build_skeleton(pose, ANNA.build))
    assert {path.role for path in canvas.paths} == {"ghost", "ghost-line"}
    fills = [path for path in canvas.paths if path.role == "ghost"]
    assert len(fills) == 6, "trunk, head, two arms and two legs"
    heights = [max(y for _, y in path.points()) - min(y for _, y in path.points()) for path in fills]
    arms = [i for i, high in enumerate(heights) if high < 80 * 50]
    assert len(arms) >= 2


def test_a_panel_with_a_ghost_begins_with_it(drawn_of):
    roles = [path.role for path in dict(drawn_of("supine-arm-swap").panels)["end"].paths]
    assert roles.index("ghost") < roles.index("ink") < roles.index("arrow")
    assert "ghost" not in [path.role for path in dict(drawn_of("supine-arm-swap").panels)["start"].paths]


@pytest.mark.parametrize(("holds", "pieces"), [({}, 0), ({"left": "dumbbell"}, 3)])
def test_it_carries_what_its_hands_hold(holds, pieces):
    plain, canvas = Canvas(), Canvas()
    camera = make_camera(CameraSpec(view="front", pitch=0))
    for target, pose in ((plain, {}), (canvas, {"holds": holds})):
        pale_figure(target, camera, build_skeleton(Pose.model_validate(pose), ANNA.build))
    forms, before = (sum(path.role == "ghost" for path in target.paths) for target in (canvas, plain))
    assert forms == before + pieces


def test_pale_legs_come_out_from_under_the_shirt():
    canvas, camera = Canvas(), make_camera(CameraSpec(view="front", turn=22, pitch=5))
    pose = Pose.model_validate({"legs": {"abduction": 25}})
    pale_figure(canvas, camera, build_skeleton(pose, ANNA.build))
    parts = place_parts(body_parts(build_skeleton(pose, ANNA.build), ANNA, shoes=True), camera, ANNA)
    hem = next(part.shape for part in parts if part.name == "hem")
    forms = [[(x / UNITS_PER_CM, -y / UNITS_PER_CM) for x, y in p.points()] for p in canvas.paths if p.role == "ghost"]
    legs = [form for form in forms if min(y for _, y in form) < hem.bounds[1] - 40]
    assert len(legs) == 2
    for leg in legs:
        assert shapely.Polygon(leg).intersection(hem.buffer(-0.5)).area < 1


def test_a_close_up_shows_more_of_its_outline():
    points, camera = [], make_camera(CameraSpec(view="front", pitch=0))
    for finer in (1.0, 2.0):
        canvas = Canvas(finer=finer)
        pale_figure(canvas, camera, build_skeleton(Pose(), ANNA.build))
        points.append(sum(len(list(path.points())) for path in canvas.paths if path.role == "ghost-line"))
    assert points[1] > 1.4 * points[0]


def test_a_form_that_only_rims_the_body_in_front_is_left_out():
    camera, pale = make_camera(CameraSpec(view="front", pitch=0)), []
    body = outline_of_standing(camera)
    for pose in ({}, {"head": {"flexion": 2}}, {"right_arm": {"abduction": 40}}):
        canvas = Canvas()
        moved = build_skeleton(Pose.model_validate(pose), ANNA.build)
        pale_figure(canvas, camera, moved, body)
        pale.append(sum(path.role == "ghost" for path in canvas.paths))
    assert pale == [0, 0, 1], "the arm alone has moved enough"


@pytest.mark.parametrize(("wide", "seen"), [(2.0, False), (5.0, True)])
def test_a_sliver_beside_a_larger_piece_of_the_same_form_is_left_out(wide, seen):
    camera, canvas = make_camera(CameraSpec(view="front", pitch=0)), Canvas()
    whole = outline_of_standing(camera)
    _, y = camera.flat(STANDING["spine-4"].origin)
    body = whole.difference(shapely.union_all([shapely.box(-8, y, 4, y + 8), shapely.box(6, y, 6 + wide, y + 6)]))
    pale_figure(canvas, camera, STANDING, body)
    rings = sum(path.role == "ghost-line" for path in canvas.paths)
    assert rings == (1 if seen else 2), "where the sliver was, the trunk has a hole"


@pytest.mark.parametrize(("finer", "seen"), [(1.0, 0), (1.6, 1)])
def test_a_narrow_rim_is_seen_only_where_it_is_drawn_larger(finer, seen):
    camera, canvas = make_camera(CameraSpec(view="front", pitch=0)), Canvas(finer=finer)
    whole = outline_of_standing(camera)
    _, y = camera.flat(STANDING["spine-4"].origin)
    pale_figure(canvas, camera, STANDING, whole.difference(shapely.box(-0.6, y, 0.6, y + 20)))
    assert sum(path.role == "ghost" for path in canvas.paths) == seen
