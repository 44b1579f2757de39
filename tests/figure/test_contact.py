"""Contact is exact: the solver meets its goals, and what rests on something touches it."""

from __future__ import annotations

import pytest

from handouts.figure.body import body_parts
from handouts.figure.contact import solve
from handouts.figure.draw import solved
from handouts.figure.people import Build
from handouts.figure.probes import gap
from handouts.figure.props import support_planes
from handouts.figure.propspec import Chair
from handouts.figure.skeleton import SIDES, joint_point
from handouts.figure.spec import Pose
from handouts.figure.vectors import vec

FLOOR = support_planes(())["floor"]


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


def test_a_chair_bears_at_its_seat_and_its_back():
    planes = support_planes((Chair(kind="chair", seat=46, back=30),))
    assert planes["chair"].level == 46
    assert planes["chair-back"].top == pytest.approx(79)
    assert planes["chair-back"].normal == pytest.approx([1, 0, 0])
