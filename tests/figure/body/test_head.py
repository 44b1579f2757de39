"""Heads and necks: ears where they belong, a neck that comes out of its collar."""

from __future__ import annotations

import pytest
import shapely

from handouts.drawing import UNITS_PER_CM
from handouts.figure.body.face import face_features
from handouts.figure.body.head import head_frame
from handouts.figure.draw import read_person
from handouts.figure.paint.canvas import Canvas
from handouts.figure.paint.highlight import visible_regions
from handouts.figure.paint.panel import paint_scene, set_stage
from handouts.figure.pose.skeleton import build_skeleton
from handouts.figure.spec.figure import FigureSpec, Pose
from handouts.figure.view.project import closed, polygons
from tests.figure.conftest import CONTENT


def stage_of(view, pose=None, who="anna", **camera):
    person = read_person(CONTENT, who)
    spec = FigureSpec.model_validate({"person": who, "camera": {"view": view, **camera}, "panels": {"only": {}}})
    return set_stage(spec, person, build_skeleton(Pose.model_validate(pose or {}), person.build))


def head_of(stage):
    return next(item for item in stage.order if item.name == "head")


def test_from_the_front_both_ears_stand_out_behind_the_face():
    head = head_of(stage_of("front", pitch=0))
    assert [ear.behind for ear in head.hair.ears] == [True, True]
    for ear in head.hair.ears:
        assert ear.shape.difference(head.face).area > 2
        assert head.shape.buffer(0.1).contains(ear.shape)


def test_from_the_side_one_ear_lies_on_the_head():
    ears = head_of(stage_of("side-left")).hair.ears
    assert [ear.behind for ear in ears] == [False]
    assert not ears[0].curl.is_empty


@pytest.mark.parametrize("bend", [-40, 40])
def test_a_tilted_head_has_no_ear_in_its_cheek(bend):
    stage = stage_of("front", {"neck": {"side_bend": bend}})
    cheek = stage.camera.flat(stage.skeleton["head"].at(7.0, 3.5 if bend > 0 else -3.5, 3.4))
    for ear in head_of(stage).hair.ears:
        x, y = ear.shape.centroid.coords[0]
        assert ear.behind or abs(x - cheek[0]) + abs(y - cheek[1]) > 5


def test_a_neck_comes_out_of_its_collar_with_raised_arms():
    pose = {"thoracic": {"flexion": -14}, "arms": {"abduction": 150, "shrug": 3, "elbow": 120}}
    names = [item.name for item in stage_of("side-left", pose, turn=-22, pitch=7).order]
    assert names.index("neck") > names.index("torso")


def test_a_neck_is_hidden_by_the_collar_seen_from_below():
    names = [item.name for item in stage_of("side-left", pitch=-10).order]
    assert names.index("neck") < names.index("torso")


def test_from_the_side_the_collar_lies_close_round_the_neck():
    neck = visible_regions(stage_of("side-left").order)["neck"]
    left, low, right, _ = neck.bounds
    at_the_collar = neck.intersection(shapely.box(left, low, right, low + 3)).bounds
    assert at_the_collar[2] - at_the_collar[0] < 7, "a square of skin"


@pytest.mark.parametrize("view", ["front", "side-left"])
def test_a_collar_has_a_line_under_its_band(view):
    stage, canvas = stage_of(view), Canvas()
    paint_scene(canvas, stage, {"only": stage.skeleton}, "only")
    regions = visible_regions(stage.order)
    band = regions["neck"].buffer(3)
    soft = (path.points() for path in canvas.paths if path.role == "ink-soft")
    lines = [shapely.MultiPoint([(x / UNITS_PER_CM, -y / UNITS_PER_CM) for x, y in points]) for points in soft]
    assert any(band.contains(line) and line.intersection(regions["neck"]).is_empty for line in lines)


@pytest.mark.parametrize(("flexion", "before"), [(10, False), (110, True)])
def test_a_raised_arm_comes_out_before_the_headscarf(flexion, before):
    stage = stage_of("side-left", {"arms": {"flexion": flexion}}, who="leyla")
    names = [item.name for item in stage.order]
    assert (names.index("left-sleeve") > names.index("scarf")) is before


def test_where_hair_overhangs_the_skull_no_notch_is_left():
    head = head_of(stage_of("three-quarter-left", who="viktor"))
    closed = head.shape.buffer(0.7).buffer(-0.7).difference(head.shape.buffer(0.05))
    assert closed.area < 0.05


def test_an_ear_that_stands_out_before_the_cheek_is_part_of_the_heads_outline():
    head = head_of(stage_of("front", {"neck": {"turn": -28}}, pitch=0))
    (near,) = [ear for ear in head.hair.ears if not ear.behind]
    assert near.shape.difference(head.face).area > 1
    assert head.shape.buffer(0.1).contains(near.shape)


@pytest.mark.parametrize(("bend", "turn", "lines"), [(0, 8, 3), (42, 8, 3), (42, 75, 0)])
def test_a_bowed_face_in_profile_keeps_brow_lid_and_mouth(bend, turn, lines):
    stage = stage_of("side-left", {"neck": {"flexion": bend * 0.6}, "head": {"flexion": bend * 0.4}}, turn=turn)
    head = head_of(stage)
    seen = face_features(head.part.head, stage.camera, stage.person.face)
    inside = head.face.buffer(-0.4)
    drawn = [feature for feature in seen if feature.width and feature.role != "lips"]
    assert len([one for one in drawn if one.shape.intersection(inside).length > 0.5]) == lines


@pytest.mark.parametrize(("turn", "pitch"), [(0, 40), (8, 45), (-20, 35), (0, 10)])
def test_curls_stay_curls_where_the_face_divides_the_hair(turn, pitch):
    hair = head_of(stage_of("front", {"pelvis": {"lean": -88}}, who="ingrid", turn=turn, pitch=pitch)).hair.over
    whole = max(polygons(hair), key=lambda piece: piece.area)
    assert whole.length > 1.08 * closed(whole, 2.5, 8).length


@pytest.mark.parametrize(("flexion", "lowered"), [(0, False), (35, True), (-30, False)])
def test_a_bowed_head_looks_down(flexion, lowered):
    stage = stage_of("front", {"neck": {"flexion": flexion}}, pitch=0)
    frame = head_of(stage).part.head
    iris = next(one for one in face_features(frame, stage.camera, stage.person.face) if not one.width)
    level = stage.camera.flat(frame.at(8.65, 2.9, 6.15))[1]
    assert (iris.shape.centroid.y < level - 0.2) == lowered


def inked(stage):
    """Lines and fills of a face by where they lie on the page, from the top down."""
    seen = face_features(head_of(stage).part.head, stage.camera, stage.person.face)
    return sorted(((one.shape.centroid.y, one) for one in seen if one.role == "ink"), key=lambda pair: -pair[0])


@pytest.mark.parametrize(("pelvis", "shut"), [(0, True), (60, False)])
def test_only_the_bowed_head_of_an_upright_body_has_its_eyes_behind_its_lids(pelvis, shut):
    pose = {"pelvis": {"lean": pelvis}, "neck": {"flexion": 20 - pelvis / 3}, "head": {"flexion": 30 - pelvis / 3}}
    irises = [one for _, one in inked(stage_of("front", pose, pitch=5)) if not one.width]
    assert len(irises) == (0 if shut else 2)


@pytest.mark.parametrize("flexion", [22, 30])
def test_from_the_front_a_bowed_face_keeps_nose_and_mouth_apart(flexion):
    pose = {"thoracic": {"flexion": 10}, "neck": {"flexion": 12}, "head": {"flexion": flexion}}
    rows = [y for y, _ in inked(stage_of("front", pose, pitch=7))]
    assert len(rows) == 4, "two lids, nose and mouth"
    assert rows[1] - rows[2] > 0.5 and rows[2] - rows[3] > 0.5


@pytest.mark.parametrize(("turn", "bow", "side"), [(62, 0, -1), (-62, 0, 1), (20, 0, 0), (62, 40, 0)])
def test_a_turned_head_brings_out_the_cord_on_the_other_side_of_the_neck(turn, bow, side):
    stage = stage_of("front", {"neck": {"turn": turn / 2, "flexion": bow}, "head": {"turn": turn / 2}})
    (neck,) = [part for part in stage.parts if part.name == "neck"]
    assert len(neck.creases) == abs(side)
    for cord in neck.creases:
        below, behind = cord.points[0], cord.points[-1]
        assert side * below[1] > 0 and side * (behind[1] - below[1]) > 2 and behind[2] - below[2] > 6


@pytest.mark.parametrize("turn", range(-90, 91, 15))
def test_an_eye_stays_in_its_rim_from_every_side(turn):
    stage = stage_of("front", who="henrik", turn=turn, pitch=3)
    features = face_features(head_frame(stage.skeleton, stage.person), stage.camera, stage.person.face)
    eyes = [feature.shape.centroid for feature in features if feature.role == "ink" and not feature.width]
    lines = [feature.shape for feature in features if feature.width and feature.shape.length > 4]
    rims = [
        shapely.Polygon(line.coords) for line in lines if line.coords[0] == pytest.approx(line.coords[-1], abs=0.01)
    ]
    assert len(eyes) >= 1
    assert [any(rim.contains(eye) for rim in rims) for eye in eyes] == [True] * len(eyes)
