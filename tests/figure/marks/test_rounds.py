"""Rings and turns go the way the body goes and stay clear of the face."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from pydantic import ValidationError

from handouts.figure.marks.arrows import Surroundings, arrow_shape
from handouts.figure.marks.rounds import RING, orbit_track, ring_track, turn_track
from handouts.figure.pose.skeleton import build_skeleton, joint_point
from handouts.figure.spec.figure import ArrowSpec, CameraSpec, Pose
from handouts.figure.spec.people import Build
from handouts.figure.view.camera import make_camera

NOTHING = Surroundings(shapely.Polygon(), shapely.Polygon(), shapely.Polygon())
SIDE, FRONT = (make_camera(CameraSpec(view=view, pitch=7)) for view in ("side-left", "front"))


STANDING = build_skeleton(Pose(), Build())


def posed(**pose):
    return build_skeleton(Pose.model_validate({"drop": {}, **pose}), Build())


def spec(of, style, **options):
    return ArrowSpec(panel="end", of=of, style=style, **options)


def turning(track, centre):
    """Degrees by which a track goes round a point, counter-clockwise positive."""
    angles = np.unwrap(np.arctan2(*(track - centre).T[::-1]))
    return float(np.degrees(angles[-1] - angles[0]))


def test_a_ring_goes_nearly_all_the_way_round_its_joint():
    down, raised = posed(), posed(left_arm={"flexion": 60})
    track = ring_track(spec("left-hand", "ring", around="left-shoulder"), down, raised, SIDE)
    centre = SIDE.flat(joint_point(raised, "left-hand"))
    assert 280 < abs(turning(track, centre)) < 330
    assert np.linalg.norm(track - centre, axis=1) == pytest.approx(10.5)


def test_a_ring_with_a_start_of_its_own_goes_through_both_places_of_the_joint():
    down, raised = posed(), posed(left_arm={"flexion": 60})
    track = ring_track(spec("left-hand", "ring", around="left-shoulder", start="start"), down, raised, SIDE)
    first, last = (SIDE.flat(joint_point(body, "left-hand")) for body in (down, raised))
    assert np.linalg.norm(track - (first + last) / 2, axis=1) == pytest.approx(np.linalg.norm(last - first) / 2)


def test_a_ring_goes_the_way_the_joint_goes():
    down, raised = posed(), posed(left_arm={"flexion": 60})
    centre = SIDE.flat(joint_point(raised, "left-hand"))
    up = ring_track(spec("left-hand", "ring", around="left-shoulder"), down, raised, SIDE)
    assert turning(up, centre) < 0, "seen from the left, an arm that is raised forward goes round clockwise"
    back = ring_track(spec("left-hand", "ring", around="left-shoulder"), raised, down, SIDE)
    assert turning(back, SIDE.flat(joint_point(down, "left-hand"))) > 0


@pytest.mark.parametrize(("sense", "sign"), [("clockwise", -1), ("counter-clockwise", 1)])
def test_a_sense_can_be_asked_for(sense, sign):
    track = ring_track(spec("left-hand", "ring", sense=sense), posed(), posed(), SIDE)
    assert sign * turning(track, SIDE.flat(joint_point(posed(), "left-hand"))) > 280


@pytest.mark.parametrize(("angle", "sign"), [(40, 1), (-40, -1)])
def test_a_turn_follows_the_head(angle, sign):
    track = turn_track(spec("head", "turn"), posed(), posed(neck={"turn": angle}), FRONT)
    assert sign * (track[-1][0] - track[0][0]) > 15, "the person's left is on the right of the page"


@pytest.mark.parametrize("angle", [60, -60])
def test_the_head_of_a_turn_does_not_point_up(angle):
    track = turn_track(spec("head", "turn"), posed(), posed(neck={"turn": angle}), FRONT)
    across, up = np.abs(track[-1] - track[-12])
    assert up < 0.5 * across, "it would read as 'look up'"


def test_a_turn_of_the_head_lies_above_it():
    after = posed(neck={"turn": 40})
    track = turn_track(spec("head", "turn"), posed(), after, FRONT)
    assert track[:, 1].min() > FRONT.flat(joint_point(after, "crown"))[1]


def test_a_turn_of_the_trunk_is_a_belt_in_front():
    after = posed(thoracic={"turn": 30})
    track = turn_track(spec("belly", "turn"), posed(), after, FRONT)
    belly = FRONT.flat(joint_point(after, "belly"))
    assert track[:, 1].mean() == pytest.approx(belly[1], abs=6)
    assert track[:, 0].min() < belly[0] < track[:, 0].max()


def test_a_turn_may_have_two_heads():
    one, two = (
        arrow_shape(spec("head", "turn", both_ways=both), posed(), posed(neck={"turn": 40}), FRONT, NOTHING)
        for both in (False, True)
    )
    assert two.area > one.area * 1.15


@pytest.mark.parametrize("style", ["ring", "turn", "pulse"])
def test_it_never_covers_the_face_or_another_arrow(style):
    after = posed(neck={"turn": 30})
    face = shapely.Point(*FRONT.flat(joint_point(after, "breastbone"))).buffer(9)
    other = shapely.Point(*FRONT.flat(joint_point(after, "belly"))).buffer(4)
    around = NOTHING._replace(face=face, others=other)
    shape = arrow_shape(spec("breastbone", style), posed(), after, FRONT, around)
    assert shape.distance(face) > 0.4
    assert shape.distance(other) > 0.4


def test_a_pulse_is_at_its_joint():
    shape = arrow_shape(spec("waist", "pulse"), posed(), posed(), FRONT, NOTHING)
    assert list(shape.centroid.coords[0]) == pytest.approx(list(FRONT.flat(joint_point(posed(), "waist"))), abs=0.5)


@pytest.mark.parametrize(
    ("view", "turn", "wide", "far"), [("front", 0, 0.34, 0.5), ("front", 50, 0.766, 0.47), ("side-left", 0, 1.0, 0.0)]
)
def test_a_ring_about_an_axis_is_seen_from_where_the_picture_is_taken(view, turn, wide, far):
    camera = make_camera(CameraSpec(view=view, turn=turn, pitch=0))
    arrow = ArrowSpec(panel="end", of="left-hand", style="ring", axis="left", size=2)
    track, behind = orbit_track(arrow, STANDING, camera)
    (left, low), (right, high) = track.min(axis=0), track.max(axis=0)
    assert high - low == pytest.approx(2 * 2 * RING, rel=0.05)
    assert (right - left) / (high - low) == pytest.approx(wide, abs=0.06)
    assert behind.mean() == pytest.approx(far, abs=0.06)
    assert not behind[-1], "its head lies on our side"


def test_the_body_hides_the_far_half_of_a_ring_about_an_axis():
    camera = make_camera(CameraSpec(view="front", pitch=0))
    arm = shapely.Point(*camera.flat(joint_point(STANDING, "left-hand"))).buffer(2 * RING)
    arrow = ArrowSpec(panel="end", of="left-hand", style="ring", axis="left", size=2)
    free, hidden = (
        arrow_shape(arrow, STANDING, STANDING, camera, NOTHING._replace(body=b)) for b in (NOTHING.body, arm)
    )
    assert 0.3 * free.area < hidden.area < 0.7 * free.area


def test_right_and_left_rings_mirror_each_other():
    camera = make_camera(CameraSpec(view="front", pitch=0))
    (left, _), (right, _) = (
        orbit_track(ArrowSpec(panel="end", of=f"{side}-hand", style="ring", axis="out", sense=sense), STANDING, camera)
        for side, sense in (("left", "clockwise"), ("right", "counter-clockwise"))
    )
    assert np.allclose(left * (-1, 1), right)


@pytest.mark.parametrize("wrong", [{"style": "curved"}, {"style": "ring", "start": "begin"}])
def test_only_a_plain_ring_has_an_axis(wrong):
    with pytest.raises(ValidationError, match="only a ring without a `start` has an `axis`"):
        ArrowSpec.model_validate({"panel": "end", "of": "left-hand", "axis": "out", **wrong})


@pytest.mark.parametrize(("size", "view"), [(0.21, "front"), (1.0, "side-left"), (1.0, "front")])
def test_a_ring_about_an_axis_is_drawn_however_small_and_wherever_it_is_seen_from(size, view):
    arrow = ArrowSpec(panel="end", of="left-hand", style="ring", axis="left", size=size)
    camera = make_camera(CameraSpec(view=view, pitch=0))
    assert arrow_shape(arrow, STANDING, STANDING, camera, NOTHING).area > 1
