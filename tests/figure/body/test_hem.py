"""The shirt's lower edge and the seat under it: soft corners, no notch, and it rides up over bent hips."""

from __future__ import annotations

import pytest
import shapely

from handouts.figure.body.body import body_parts
from handouts.figure.draw import read_person
from handouts.figure.paint.ink import contours
from handouts.figure.paint.panel import set_stage
from handouts.figure.pose.skeleton import build_skeleton
from handouts.figure.spec.figure import CameraSpec, FigureSpec, Pose
from tests.figure.conftest import CONTENT

ANNA = read_person(CONTENT, "anna")
SIDE = FigureSpec.model_validate(
    {"person": "anna", "panels": {"only": {}}, "camera": {"view": "side-left", "pitch": 0}}
)


COVERED = ("pelvis", "left-thigh", "right-thigh")


def hem_of(pelvis=None, **legs):
    """The lowest and highest point of the shirt's lower edge over the pelvis, cm along its axis, front and back."""
    skeleton = build_skeleton(Pose.model_validate({"pelvis": pelvis or {}, "legs": legs}), ANNA.build)
    hem = next(part for part in body_parts(skeleton, ANNA, False) if part.name == "hem")
    ring, pelvis = hem.stations[0], skeleton["pelvis"]
    front, back = (pelvis.z @ (ring.centre + s * ring.axes[:, 0] - pelvis.origin) for s in (1, -1))
    return front, back


def test_the_shirt_rides_up_before_a_thigh_folded_against_the_belly():
    standing, sitting, folded = hem_of(), hem_of(flexion=90, knee=90), hem_of(flexion=130, knee=120)
    assert sitting == pytest.approx(standing)
    assert folded[0] > standing[0] + 6
    assert folded[0] > folded[1] + 3


def test_the_hem_has_no_sharp_corners():
    stage = set_stage(SIDE, ANNA, build_skeleton(Pose(), ANNA.build))
    hem = next(item for item in stage.order if item.name == "hem").shape
    assert hem.buffer(-0.6).buffer(0.6).symmetric_difference(hem).area < 0.5


def test_the_shirt_rides_up_on_a_trunk_that_leans_over_bent_hips():
    standing, sitting = hem_of(), hem_of(flexion=90, knee=90)
    on_all_fours = hem_of({"lean": 90}, flexion=90, knee=90)
    assert sitting == pytest.approx(standing)
    assert hem_of({"lean": 90}) == pytest.approx(standing)  # as in a plank: nothing pulls
    assert on_all_fours[1] > standing[1] + 6
    assert on_all_fours[0] > standing[0] + 4


@pytest.mark.parametrize("turn", [0, 25, 50, 75])
def test_the_shirt_covers_the_seat_from_all_sides(turn):
    skeleton = build_skeleton(Pose(), ANNA.build)
    camera = CameraSpec(view="side-left", pitch=0, turn=turn)
    order = {item.name: item for item in set_stage(SIDE, ANNA, skeleton, camera).order}
    seat, shirt = (shapely.union_all([order[n].shape for n in names]) for names in (COVERED, ("hem", "torso")))
    hem = shirt.bounds[1] + 2
    above = shapely.box(-100, hem, 100, hem + 100)
    assert seat.intersection(above).difference(shirt.buffer(0.1)).area < 0.3


def test_trousers_hang_from_the_seat_without_a_notch():
    skeleton = build_skeleton(Pose(), ANNA.build)
    stage = set_stage(SIDE, ANNA, skeleton)
    legs = shapely.union_all([item.shape for item in stage.order if item.name in COVERED])
    hip = stage.camera.flat(skeleton["left-hip"].origin)
    behind = legs.intersection(shapely.box(hip[0], hip[1] - 16, hip[0] + 40, hip[1] - 2))
    assert behind.area > 100
    assert behind.convex_hull.area - behind.area < 4


@pytest.mark.parametrize("view", ["front", "three-quarter-left"])
def test_no_stray_line_lies_at_the_crotch(view):
    stage = set_stage(SIDE, ANNA, build_skeleton(Pose(), ANNA.build), CameraSpec(view=view, pitch=0))
    names = [item.name for item in stage.order]
    nearer = [item.shape for item in stage.order[names.index("pelvis") + 1 :]]
    drawn = contours(stage.order, stage.camera)["pelvis"].intersection(stage.body.buffer(-0.4))
    assert drawn.difference(shapely.union_all(nearer)).length < 0.5
