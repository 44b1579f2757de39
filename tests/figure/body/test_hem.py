"""The shirt's lower edge: soft corners, and it rides up when a thigh is folded against the belly."""

from __future__ import annotations

import pytest

from handouts.figure.body.body import body_parts
from handouts.figure.draw import read_person
from handouts.figure.paint.panel import set_stage
from handouts.figure.pose.skeleton import build_skeleton
from handouts.figure.spec.figure import FigureSpec, Pose
from tests.figure.conftest import CONTENT

ANNA = read_person(CONTENT, "anna")
SIDE = FigureSpec.model_validate(
    {"person": "anna", "panels": {"only": {}}, "camera": {"view": "side-left", "pitch": 0}}
)


def hem_of(**legs):
    """The lowest and highest point of the shirt's lower edge over the pelvis, cm along its axis, front and back."""
    skeleton = build_skeleton(Pose.model_validate({"legs": legs}), ANNA.build)
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
