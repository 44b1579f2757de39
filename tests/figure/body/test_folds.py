"""Folds of the shirt: where the trunk bends, and nowhere else."""

from __future__ import annotations

import numpy as np
import pytest

from handouts.figure.body.body import body_parts
from handouts.figure.body.folds import SPIRAL, shirt_folds, trunk_bend, trunk_turn, turn_folds
from handouts.figure.draw import read_person
from handouts.figure.pose.skeleton import build_skeleton
from handouts.figure.space.vectors import rot_z
from handouts.figure.spec.figure import Pose
from tests.figure.conftest import CONTENT

ANNA = read_person(CONTENT, "anna")


def posed(**pose):
    return build_skeleton(Pose.model_validate(pose), ANNA.build)


@pytest.mark.parametrize("lean", [0, 90])
def test_a_straight_trunk_has_no_folds_however_it_lies(lean):
    assert shirt_folds(posed(pelvis={"lean": lean})) == ()


def test_bends_are_measured_between_pelvis_and_chest():
    flexion, bend = trunk_bend(posed(pelvis={"lean": 70}, lumbar={"flexion": 30}))
    assert flexion == pytest.approx(30, abs=1)
    assert bend == pytest.approx(0, abs=1)


@pytest.mark.parametrize(("flexion", "front"), [(45, 1), (-30, -1)])
def test_a_rounded_trunk_folds_at_the_belly_and_a_hollowed_one_at_the_back(flexion, front):
    skeleton = posed(lumbar={"flexion": flexion})
    folds = shirt_folds(skeleton)
    assert len(folds) == 4
    assert all(front * (fold.normal @ skeleton["spine-2"].x) > 0.4 for fold in folds)


@pytest.mark.parametrize(("lower", "upper", "near"), [(0, -22, 6), (-30, -10, 2)])
def test_folds_lie_where_the_back_is_hollowed(lower, upper, near):
    skeleton = posed(lumbar={"flexion": lower}, thoracic={"flexion": upper})
    there, elsewhere = skeleton[f"spine-{near}"], skeleton[f"spine-{8 - near}"]
    for fold in shirt_folds(skeleton):
        middle = fold.points[1]
        assert abs((middle - there.origin) @ there.z) < 6 < abs((middle - elsewhere.origin) @ elsewhere.z)
        assert fold.normal @ there.x < -0.4


@pytest.mark.parametrize("bend", [25, -25])
def test_a_side_bend_folds_the_flank_it_closes(bend):
    skeleton = posed(thoracic={"side_bend": bend})
    assert trunk_bend(skeleton)[1] * bend > 0
    for fold in shirt_folds(skeleton):
        outermost = fold.points[0] - skeleton["spine-2"].origin
        assert bend * (outermost @ skeleton["spine-2"].y) > 0


@pytest.mark.parametrize("turn", [35, -35])
def test_folds_of_a_turned_trunk_wind_upwards_the_way_the_chest_turns(turn):
    skeleton = posed(thoracic={"turn": turn})
    assert trunk_turn(skeleton) == pytest.approx(turn, abs=3)
    folds = turn_folds(skeleton)
    ahead = [fold for fold in folds if fold.normal @ skeleton["spine-2"].x > 0.5]
    assert ahead
    for fold in ahead:
        way = fold.points[-1] - fold.points[0]
        assert way[2] > 10
        assert way[1] * turn > 0


def test_cloth_folds_where_the_chest_turns_and_not_where_the_whole_body_does():
    assert turn_folds(posed(pelvis={"turn": 70}, thoracic={"turn": 15})) == ()


@pytest.mark.parametrize("view", range(0, 360, 30))
def test_a_turned_trunk_shows_two_or_three_folds_from_every_side(view):
    toward = rot_z(view)[:, 0]
    assert 2 <= sum(fold.normal @ toward > 0.35 for fold in turn_folds(posed(thoracic={"turn": 40}))) <= 3


def test_folds_of_a_bend_and_of_a_turn_do_not_cross():
    skeleton = posed(lumbar={"flexion": 40}, thoracic={"turn": 40})
    torso = next(part for part in body_parts(skeleton, ANNA, False) if part.name == "torso")
    drawn = [fold.points for fold in torso.creases]
    assert shirt_folds(skeleton)
    assert all(np.array_equal(fold.points, drawn[-len(SPIRAL) + k]) for k, fold in enumerate(turn_folds(skeleton)))
    assert not any(np.array_equal(fold.points, line) for fold in shirt_folds(skeleton) for line in drawn)
