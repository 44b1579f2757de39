"""Clothes and builds: shorts, long sleeves, heavier bodies, and limbs on the far side."""

from __future__ import annotations

import re

import numpy as np
import pytest
from shapely import LineString, MultiPoint

from handouts.figure.body.body import body_parts
from handouts.figure.body.face import face_features
from handouts.figure.body.flesh import SHORTS_CUFF
from handouts.figure.body.head import head_frame
from handouts.figure.draw import draw_figure, dressed, load_figure, merged, read_person
from handouts.figure.paint.panel import set_stage
from handouts.figure.picture import paint_panel
from handouts.figure.pose.audit import audit
from handouts.figure.pose.contact import solve
from handouts.figure.pose.skeleton import build_skeleton
from handouts.figure.props.props import furnished
from handouts.figure.spec.figure import CameraSpec, FigureSpec, Pose
from handouts.figure.spec.people import LONG_SLEEVE, Build
from handouts.figure.view.camera import make_camera
from handouts.figure.view.project import outline
from handouts.library.reader import read
from handouts.source import load
from tests.figure.conftest import CONTENT, LAYOUTS

ANNA = read_person(CONTENT, "anna")
STANDING = build_skeleton(Pose.model_validate({"drop": {}}), ANNA.build)


def spec(**entries):
    return FigureSpec.model_validate({"person": "anna", "panels": {"only": {}}, **entries})


def parts(person, skeleton=None, shoes=False):
    standing = skeleton or build_skeleton(Pose.model_validate({"drop": {}}), person.build)
    return {part.name: part for part in body_parts(standing, person, shoes)}


def base_pose(name):
    path = CONTENT.find(f"poses/{name}.yaml")
    return read(Pose, load(path, str(path)))


def test_shorts_bare_knees_and_shins():
    bare = parts(dressed(ANNA, spec(shorts=True)))
    assert [bare[name].role for name in ("left-thigh", "left-knee", "left-shin", "left-foot")] == [
        "trousers", "skin", "skin", "skin",
    ]  # fmt: skip
    knee, cuff = STANDING["left-knee"].origin, bare["left-thigh"].stations[-1]
    assert cuff.centre[2] - knee[2] == pytest.approx((1 - SHORTS_CUFF) * 42, abs=1)
    assert cuff.centre[2] - knee[2] > 19  # foreshortened, a shorter bare thigh is a stump between cloth and knee


def test_long_sleeves_end_at_the_wrist():
    covered = parts(dressed(ANNA, spec(long_sleeves=True)))
    assert "left-upper-arm" not in covered
    assert covered["left-cuff"].role == "shirt"
    away = np.linalg.norm(covered["left-cuff"].stations[-1].centre - STANDING["left-wrist"].origin)
    assert away < 2.5


def test_what_the_person_wears_stays_unless_the_figure_says_otherwise():
    assert dressed(ANNA, spec()) is ANNA
    sporty = ANNA.model_copy(update={"shorts": True})
    assert dressed(sporty, spec(shorts=False)).shorts is False
    assert dressed(ANNA, spec(long_sleeves=True)).sleeve == LONG_SLEEVE


def width(person, names, skeleton=None):
    found = parts(person, skeleton)
    points = [
        e.centre[1] + s * np.linalg.norm(e.axes[1]) for n in names for h in found[n].hulls for e in h for s in (1, -1)
    ]
    return max(points) - min(points)


def test_wider_hips_widen_pelvis_and_thighs_but_not_knees():
    heavy = ANNA.model_copy(update={"build": Build(hips=1.3)})
    plain = ANNA.model_copy(update={"build": Build()})
    assert width(heavy, ["pelvis"]) > 1.2 * width(plain, ["pelvis"])
    top, knee = ([parts(person)["left-thigh"].stations[i].axes for person in (heavy, plain)] for i in (2, -1))
    assert np.linalg.norm(top[0][:, 1]) > 1.15 * np.linalg.norm(top[1][:, 1])
    assert np.linalg.norm(knee[0][:, 1]) == pytest.approx(np.linalg.norm(knee[1][:, 1]), rel=0.01)


@pytest.mark.parametrize("pose", ["supine", "kneeling", "prone", "half-kneeling", "standing-feet-apart"])
def test_a_heavy_body_rests_where_a_slim_one_does(pose):
    build = Build(hips=1.2, waist=1.3, chest=1.15, belly=5, hip_joint=9.4)
    heavy = ANNA.model_copy(update={"build": build})
    room = furnished(())
    skeleton = solve(base_pose(pose), build, room.surfaces)
    assert [str(p) for p in audit(skeleton, body_parts(skeleton, heavy, False), room, "only")] == []


def test_base_poses_have_no_findings_for_anybody():
    room = furnished(())
    for name in CONTENT.names("people"):
        person = read_person(CONTENT, name.removesuffix(".yaml"))
        on_side = ["side-lying"] if person.build.hips < 1.1 else []  # its pelvis has a fixed height
        for pose in ("supine", "prone", *on_side, "half-kneeling", "standing-feet-apart", "long-sitting"):
            skeleton = solve(base_pose(pose), person.build, room.surfaces)
            found = audit(skeleton, body_parts(skeleton, person, False), room, pose)
            assert [str(problem) for problem in found] == [], (name, pose)


def test_far_limbs_are_darker_than_near_ones():
    stage = set_stage(spec(camera={"view": "side-left", "pitch": 0}), ANNA, STANDING)
    paths = paint_panel(stage, {"only": STANDING}, "only")
    tones = {path.tone for path in paths if path.role == "trousers"}
    assert 100 in tones
    assert any(70 <= tone <= 85 for tone in tones)


def test_the_far_eye_is_whole_or_gone():
    for turn in range(-20, 46, 5):
        camera = make_camera(CameraSpec(view="three-quarter-left", turn=turn, pitch=4))
        frame = head_frame(STANDING, ANNA)
        eyes = [f for f in face_features(frame, camera, ANNA.face) if f.role == "ink" and not f.width]
        head = next(
            i
            for i in set_stage(spec(camera={"view": "three-quarter-left", "turn": turn}), ANNA, STANDING).order
            if i.name == "head"
        )
        for eye in eyes:
            assert eye.shape.intersection(head.face.buffer(-0.4)).area > 0.8 * eye.shape.area, turn


def test_merging_poses_keeps_what_is_not_said():
    assert merged({"a": {"b": 1, "c": 2}}, {"a": {"b": 3}}) == {"a": {"b": 3, "c": 2}}


def test_people_are_many_and_unlike():
    people = [read_person(CONTENT, name.removesuffix(".yaml")) for name in CONTENT.names("people")]
    ages = [int(number) for person in people for number in re.findall(r"about (\d+)", person.description)]
    assert len(people) >= 8
    assert len(ages) == len(people)
    assert (min(ages), max(ages)) == (25, 75)
    assert len({person.colours.skin for person in people}) == len(people)
    assert len({person.colours.shirt for person in people}) == len(people)
    assert {"headscarf", "bald-top", "bun"} <= {person.hair for person in people}
    assert any(person.face.glasses for person in people)


def test_somebody_has_a_heavier_build_whose_arms_and_thighs_clear_the_trunk():
    rosa = read_person(CONTENT, "rosa")
    assert rosa.build.waist >= 1.25
    skeleton = build_skeleton(Pose.model_validate({"drop": {}}), rosa.build)
    trunk, arm = width(rosa, ["torso", "hem"], skeleton) / 2, skeleton["left-wrist"].origin[1]
    assert arm > trunk
    assert skeleton["left-hip"].origin[1] > STANDING["left-hip"].origin[1]


@pytest.mark.parametrize("name", ["cat-cow", "wall-angel", "thoracic-extension-chair", "glute-bridge", "childs-pose"])
def test_the_heavier_person_fits_common_exercises(name):
    drawn = draw_figure(load_figure(CONTENT, LAYOUTS, name, "rosa"))
    assert [str(problem) for problem in drawn.problems] == []


def test_a_breath_widens_the_ribs_and_the_hands_on_them():
    def widths(breath):
        pose = {"drop": {}, "breath": breath, "arms": {"reach": {"against": "ribs"}}}
        skeleton = build_skeleton(Pose.model_validate(pose), ANNA.build)
        ribs = parts(ANNA, skeleton)["torso"].stations[6]
        hands = (skeleton[f"{side}-wrist"].at(0, 0, -7) for side in ("left", "right"))
        return 2 * np.linalg.norm(ribs.axes[:, 1]), np.linalg.norm(np.subtract(*hands))

    (ribs_out, hands_out), (ribs_in, hands_in) = widths(-0.5), widths(1)
    assert 3 < ribs_in - ribs_out < 8
    assert hands_in - hands_out == pytest.approx(ribs_in - ribs_out, abs=1.5)


def test_the_muscle_beside_the_neck_rises_with_the_shoulder():
    def slope(shrug):
        pose = Pose.model_validate({"drop": {}, "left_arm": {"shrug": shrug}})
        return parts(ANNA, build_skeleton(pose, ANNA.build))["torso"].slopes[0]

    rest, lifted = slope(0), slope(6)
    assert 2 < lifted[0].centre[2] - rest[0].centre[2] < lifted[-1].centre[2] - rest[-1].centre[2]


@pytest.mark.parametrize("flexion", [0, 30])
def test_shoulders_drawn_forward_leave_the_back_one_curve(flexion):
    pose = {"thoracic": {"flexion": flexion}, "arms": {"flexion": 80, "protraction": 5}}
    skeleton = build_skeleton(Pose.model_validate(pose), ANNA.build)
    camera = make_camera(CameraSpec(view="side-left", turn=-20, pitch=0))
    shape = outline(parts(ANNA, skeleton)["torso"].hulls, camera.rows)
    top, low = (float(camera.flat(skeleton[f"spine-{link}"].origin)[1]) for link in (9, 5))
    cuts = [LineString([(-90, y), (90, y)]) for y in np.arange(low, top, 0.5)]
    back = MultiPoint([shape.intersection(cut).bounds[2:] for cut in cuts])
    around = back.convex_hull
    notch = max(around.intersection(cut).bounds[2] - point.x for cut, point in zip(cuts, back.geoms, strict=True))
    assert notch < 0.3  # cm; the blade was a knob between neck and waist
