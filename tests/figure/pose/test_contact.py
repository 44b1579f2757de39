"""Contact is exact: the solver meets its goals, and what rests on something touches it."""

from __future__ import annotations

import pytest

from handouts.figure.body.body import body_parts
from handouts.figure.draw import solved
from handouts.figure.pose.contact import solve
from handouts.figure.pose.limbs import merged_arm
from handouts.figure.pose.probes import gap
from handouts.figure.pose.skeleton import SIDES, joint_point
from handouts.figure.props.props import furnished
from handouts.figure.space.vectors import vec
from handouts.figure.spec.figure import Pose
from handouts.figure.spec.people import Build
from handouts.figure.spec.props import Chair

FLOOR = furnished(()).surfaces["floor"]


def lowest_skin(parts, names):
    import numpy as np

    solids = [e for part in parts if part.name in names for hull in part.hulls for e in hull]
    return min(float(e.centre[2] - np.linalg.norm(e.axes[2])) for e in solids)


def test_hands_and_knees_stay_in_place_from_panel_to_panel(figure_of):
    skeletons = solved(figure_of("cat-cow"))
    for side, _ in SIDES:
        for joint in ("hand", "knee"):
            places = [joint_point(skeleton, f"{side}-{joint}") for skeleton in skeletons.values()]
            for place in places[1:]:
                assert place == pytest.approx(places[0], abs=0.6), (side, joint)


def test_the_probes_agree_with_the_skin(figure_of):
    figure = figure_of("cat-cow")
    skeleton = solved(figure)["start"]
    parts = body_parts(skeleton, figure.person, figure.spec.shoes)
    for probe, names in (("left-knee", {"left-shin", "left-thigh"}), ("left-palm", {"left-hand"})):
        assert gap(skeleton.frames, probe, FLOOR.normal, 0) == pytest.approx(lowest_skin(parts, names), abs=0.7), probe


def test_the_solver_meets_a_coordinate_and_a_touch():
    goals = [{"joint": "left-shoulder", "axis": "up", "at": 120.0}, {"touch": "forehead", "support": "wall"}]
    pose = Pose.model_validate({"drop": {}, "solve": {"vary": ["pelvis.lean", "neck.flexion"], "goals": goals}})
    planes = {"floor": FLOOR, "wall": FLOOR._replace(normal=vec(-1, 0, 0), level=-50.0)}
    skeleton = solve(pose, Build(), planes)
    assert skeleton["left-shoulder"].origin[2] == pytest.approx(120, abs=0.2)
    assert gap(skeleton.frames, "forehead", vec(-1, 0, 0), -50.0) == pytest.approx(0, abs=0.2)


@pytest.mark.parametrize(("joint", "height"), [("right-blade", 120.0), ("left-hand", 65.0), ("crown", 155.0)])
def test_goals_about_arms_and_about_the_trunk_are_met_by_a_body_with_arms(joint, height):
    goal = {"joint": joint, "axis": "up", "at": height}
    pose = Pose.model_validate({"drop": {}, "solve": {"vary": ["pelvis.lean"], "goals": [goal]}})
    skeleton = solve(pose, Build(), {"floor": FLOOR})
    assert joint_point(skeleton, joint)[2] == pytest.approx(height, abs=0.2)
    assert {"left-wrist", "right-wrist"} <= skeleton.frames.keys() and skeleton.girdle.keys() == {"left", "right"}


def test_a_chair_bears_at_its_seat_and_its_back():
    planes = furnished((Chair(kind="chair", seat=46, back=30),)).surfaces
    assert planes["chair"].level == 46
    assert planes["chair-back"].top == pytest.approx(79)
    assert planes["chair-back"].normal == pytest.approx([1, 0, 0])


def test_the_front_of_the_body_rests_in_prone_lying(figure_of):
    figure = figure_of("airplane")
    skeleton = solved(figure)["start"]
    parts = body_parts(skeleton, figure.person, figure.spec.shoes)
    for probe, names in (("chest", {"torso"}), ("belly", {"torso", "hem"}), ("pelvis-front", {"hem"})):
        found = gap(skeleton.frames, probe, FLOOR.normal, 0)
        assert found == pytest.approx(lowest_skin(parts, names), abs=1.0), probe


@pytest.mark.parametrize(("bend", "lowest"), [(0, "left-toes"), (70, "left-toes"), (90, "left-ball")])
def test_bent_toes_bear_where_they_are(bend, lowest, figure_of):
    figure = figure_of("cat-cow")
    foot = {"toes": "down", "sole": "back", "toe_bend": bend}
    skeleton = solve(Pose.model_validate({"drop": {"by": ["left-foot"]}, "left_leg": {"foot": foot}}), Build(), {})
    part = lowest_skin(body_parts(skeleton, figure.person, False), {"left-foot"})
    assert part == pytest.approx(0, abs=0.7)
    assert gap(skeleton.frames, lowest, FLOOR.normal, 0) == pytest.approx(0, abs=1.0)


def test_the_solver_moves_the_pelvis():
    goals = [{"joint": "left-knee", "axis": "forward", "at": 12.0}, {"touch": "left-heel"}]
    solving = {"vary": ["pelvis.at.up", "pelvis.at.forward"], "goals": goals}
    skeleton = solve(Pose.model_validate({"solve": solving, "legs": {"knee": 0}}), Build(), {"floor": FLOOR})
    assert skeleton["left-knee"].origin[0] == pytest.approx(12, abs=0.2)
    assert gap(skeleton.frames, "left-heel", FLOOR.normal, 0) == pytest.approx(0, abs=0.2)


def test_one_arms_reach_lies_over_that_of_both():
    arms = {"reach": {"to": [30, 0, 100], "by": "wrist", "elbow_toward": "down"}}
    pose = Pose.model_validate({"arms": arms, "left_arm": {"reach": {"to": [30, 10, 110]}}})
    reach = merged_arm(pose, "left").reach
    assert (reach.to, reach.by, reach.elbow_toward) == ((30, 10, 110), "wrist", "down")
    against = Pose.model_validate({"arms": arms, "left_arm": {"reach": {"against": "belly"}}})
    assert merged_arm(against, "left").reach.to is None
    assert merged_arm(against, "right").reach.to == (30, 0, 100)
    off = Pose.model_validate({"arms": arms, "left_arm": {"reach": None}})
    assert merged_arm(off, "left").reach is None
