"""Feet: bare ones have toes and ankle bones, shoes have laces and end where a shoe ends."""

from __future__ import annotations

from handouts.figure.body.foot import TOES, foot_part
from handouts.figure.draw import read_person
from handouts.figure.pose.skeleton import build_skeleton
from handouts.figure.spec.figure import Pose
from tests.figure.conftest import CONTENT

ANNA = read_person(CONTENT, "anna")
STANDING = build_skeleton(Pose.model_validate({"drop": {}}), ANNA.build)


def test_bare_toes_are_told_apart_from_above():
    creases = foot_part(STANDING, "left", 1, shoe=False).creases
    above = [crease for crease in creases if crease.normal[2] > 0.5]
    assert len(above) == len(TOES) - 1
    ankle = STANDING["left-ankle"]
    assert all(point @ ankle.x - ankle.origin @ ankle.x > 12 for crease in above for point in crease.points)


def test_an_ankle_bone_shows_on_the_side_that_is_seen():
    creases = foot_part(STANDING, "left", 1, shoe=False).creases
    sides = sorted(round(float(crease.normal[1])) for crease in creases if abs(crease.normal[1]) > 0.5)
    assert sides == [-1, 1]


def test_a_shoe_is_not_longer_than_shoes_are():
    part = foot_part(STANDING, "left", 1, shoe=True)
    along = [e.centre[0] + s * abs(e.axes[0]).max() for hull in part.hulls for e in hull for s in (1, -1)]
    assert 25 < max(along) - min(along) < 30
    assert len(part.creases) == 3
