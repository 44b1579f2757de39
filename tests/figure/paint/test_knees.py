"""Laps seen from the front: knees have an edge and shins are darker, so that who sits does not seem to stand."""

from __future__ import annotations

import pytest

from handouts.figure.draw import read_person
from handouts.figure.paint.knees import knee_edge, shin_shade
from handouts.figure.paint.panel import set_stage
from handouts.figure.pose.skeleton import build_skeleton
from handouts.figure.spec.figure import FigureSpec, Pose
from tests.figure.conftest import CONTENT

ANNA = read_person(CONTENT, "anna")
SITTING = {"legs": {"flexion": 90, "knee": 90}}


def leg(pose, view):
    """The left thigh and shin as drawn, with their stage."""
    spec = FigureSpec.model_validate({"person": "anna", "camera": {"view": view}, "panels": {"only": {}}})
    skeleton = build_skeleton(Pose.model_validate(pose), ANNA.build)
    stage = set_stage(spec, ANNA, skeleton)
    items = {item.name: item for item in stage.order}
    return items["left-thigh"], items["left-shin"], stage


def test_a_lap_seen_from_the_front_ends_at_the_knee():
    _, shin, stage = leg(SITTING, "front")
    edge = knee_edge(shin, stage.skeleton, stage.camera)
    knee = stage.camera.flat(stage.skeleton["left-knee"].origin)
    assert edge is not None
    assert edge.line.centroid.y < knee[1]
    shade = shin_shade(shin, edge)
    assert 0.6 * shin.shape.area < shade.area < 0.95 * shin.shape.area
    assert shade.bounds[3] < knee[1] + 1


def test_only_the_shin_is_shaded():
    thigh, _, stage = leg(SITTING, "front")
    assert shin_shade(thigh, knee_edge(thigh, stage.skeleton, stage.camera)).is_empty


@pytest.mark.parametrize("shoes", [True, False])
def test_the_shade_of_a_bare_shin_ends_at_the_ankle_not_where_the_foot_begins(shoes):
    spec = FigureSpec.model_validate(
        {"person": "anna", "camera": {"view": "front"}, "shoes": shoes, "panels": {"a": {}}}
    )
    stage = set_stage(spec, ANNA, build_skeleton(Pose.model_validate(SITTING), ANNA.build))
    foot = next(item for item in stage.order if item.name == "left-foot")
    shade = shin_shade(foot, knee_edge(foot, stage.skeleton, stage.camera))
    ankle = stage.camera.flat(stage.skeleton["left-ankle"].origin)
    assert shade.is_empty == shoes
    assert shoes or (shade.bounds[1] > ankle[1] - 1 and foot.shape.bounds[1] < ankle[1] - 4)


@pytest.mark.parametrize(("pose", "view"), [({}, "front"), (SITTING, "side-left"), (SITTING, "back")])
def test_standing_legs_and_thighs_that_do_not_come_at_us_have_none(pose, view):
    _, shin, stage = leg(pose, view)
    assert knee_edge(shin, stage.skeleton, stage.camera) is None
