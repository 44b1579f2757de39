"""Hands reach: onto the skin and onto things, never into them, and never silently short."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import shapely

from handouts.figure.body.body import body_parts
from handouts.figure.body.hand import hand_part, hand_shape
from handouts.figure.draw import merged
from handouts.figure.paint.scene import place_parts
from handouts.figure.pose.probes import balls
from handouts.figure.pose.reach import GRIP
from handouts.figure.pose.skeleton import build_skeleton
from handouts.figure.pose.skin import PLACES, limb_at, needs, usual_side
from handouts.figure.props.props import furnished
from handouts.figure.space.solids import between
from handouts.figure.space.vectors import length, vec
from handouts.figure.space.vocabulary import direction
from handouts.figure.spec.figure import FigureSpec, Pose
from handouts.figure.spec.people import Build
from handouts.figure.spec.view import CameraSpec
from handouts.figure.view.camera import make_camera

SITTING = {
    "pelvis": {"at": [0, 0, 53]},
    "left_leg": {"reach": {"to": [38, 10, 0]}},
    "right_leg": {"reach": {"to": [38, -10, 0]}},
}


def posed(**pose):
    return build_skeleton(Pose.model_validate({**SITTING, **pose}), Build())


def palm_of(skeleton, side="left"):
    ((centre, radius),) = balls(skeleton.frames, f"{side}-palm")
    return centre, radius


@pytest.mark.parametrize("place", ["left-thigh", "belly", "chest", "head", "left-hip", "right-thigh"])
def test_a_palm_lies_on_the_skin(place, figure_of):
    person = figure_of("cat-cow").person
    skeleton = posed(left_arm={"reach": {"against": place, "elbow_toward": "out 0.5 back"}})
    assert [miss for miss in skeleton.misses if "hand" in miss.limb] == []
    centre, radius = palm_of(skeleton)
    gaps = []
    for part in body_parts(skeleton, person, True):
        if "left" in part.name and any(word in part.name for word in ("arm", "hand", "sleeve", "cuff")):
            continue
        for hull in part.hulls:
            blends = [between(a, b, t) for a, b in itertools.pairwise(hull) for t in np.linspace(0, 1, 16)]
            for a in blends or hull:
                inside = np.linalg.solve(a.axes + 0.2 * np.eye(3), centre - a.centre)
                gaps.append((length(inside) - 1) * float(np.linalg.norm(a.axes, axis=0)[:2].min()) - radius)
    assert -3 < min(gaps) < 4, "the palm touches, and does not sink in"


@pytest.mark.parametrize("place", PLACES)
def test_every_place_has_a_usual_side_and_a_spot(place):
    other = "right" if needs(place) == "left" else "left"
    assert float(np.linalg.norm(direction(usual_side(place), 1))) == pytest.approx(1)
    skeleton = posed(**{f"{other}_arm": {"reach": {"against": place}}})
    assert np.isfinite(skeleton[f"{other}-wrist"].origin).all()


def test_the_palm_looks_into_the_surface():
    skeleton = posed(left_arm={"reach": {"against": "left-thigh", "side": "forward"}})
    palm = -skeleton["left-wrist"].y  # of a left hand
    assert float(palm @ skeleton["left-hip"].x) < -0.9


def test_a_share_moves_along_the_limb():
    near, far = (posed(left_arm={"reach": {"against": "left-thigh", "along": along}}) for along in (0.4, 0.8))
    assert palm_of(far)[0][0] > palm_of(near)[0][0] + 10


def test_a_hand_on_the_other_arm_waits_for_it():
    skeleton = posed(
        left_arm={"reach": {"against": "right-elbow", "elbow_toward": "down 0.5 out"}},
        right_arm={"reach": {"to": [30, -8, 110], "by": "wrist"}},
    )
    assert length(palm_of(skeleton)[0] - skeleton["right-elbow"].origin) < 7


def test_the_fist_goes_to_the_target():
    skeleton = posed(left_arm={"reach": {"to": [30, 15, 100], "by": "grip"}})
    thumb, palm, along = GRIP
    assert skeleton["left-wrist"].at(thumb, -palm, -along) == pytest.approx([30, 15, 100], abs=0.3)


def test_a_palm_without_directions_goes_to_the_target_too():
    skeleton = posed(left_arm={"reach": {"to": [30, 15, 100]}})
    assert skeleton["left-wrist"].at(0, -1.9, -7) == pytest.approx([30, 15, 100], abs=0.3)


def test_hands_hold_a_box_by_its_sides():
    props = FigureSpec.model_validate(
        {"person": "anna", "panels": {"a": {}}, "props": [{"kind": "box", "at": [32, 0, 95], "size": [20, 30, 20]}]}
    ).props
    room = furnished(props)
    pose = Pose.model_validate({"drop": {}, "arms": {"reach": {"against": "box", "side": "out"}}})
    skeleton = build_skeleton(pose, Build(), room.solids)
    for side, sign in (("left", 1), ("right", -1)):
        centre, radius = palm_of(skeleton, side)
        assert sign * centre[1] - radius == pytest.approx(15, abs=0.3)


@pytest.mark.parametrize("style", ["stacked", "interlaced", "wrist"])
def test_a_clasp_brings_the_hands_together(style):
    skeleton = posed(clasp={"to": [45, 0, 115], "style": style})
    assert skeleton.misses == ()
    hands = [skeleton[f"{side}-wrist"].at(0, 0, -7) for side in ("left", "right")]
    assert length(hands[0] - hands[1]) < 12
    assert float(skeleton["left-wrist"].z @ skeleton["right-wrist"].z) < 0.5 if style != "wrist" else True


def test_a_clasp_lies_behind_the_head():
    skeleton = posed(clasp={"against": "head", "elbows": "out"})
    for side in ("left", "right"):
        assert palm_of(skeleton, side)[0][0] < skeleton["head"].origin[0] - 6


def test_a_clasp_turns_the_hands_whatever_they_did_before():
    clasp = {"against": "head", "elbows": "out"}
    plain, lying = (posed(clasp=clasp, **arms) for arms in ({}, {"arms": {"hand": {"fingers": "forward"}}}))
    assert lying["left-wrist"].axes == pytest.approx(plain["left-wrist"].axes)


def test_behind_the_head_the_fingers_of_both_hands_are_seen(figure_of):
    skeleton = posed(clasp={"against": "head", "side": "back 0.25 down", "elbows": "out", "outer": "left"})
    camera = make_camera(CameraSpec(view="back"))
    placed = place_parts(body_parts(skeleton, figure_of("cat-cow").person, True), camera, figure_of("cat-cow").person)
    over = shapely.union_all([item.shape for item in placed if item.name in ("left-hand", "left-forearm")])
    tips = [form.hulls[-1][-1].centre for form in hand_part(skeleton, "right", -1).forms[2:]]
    assert sum(over.contains(shapely.Point(camera.flat(tip))) for tip in tips) <= 1


def test_interlaced_fingers_lie_over_the_other_hand_behind_the_head():
    skeleton = posed(clasp={"against": "head", "side": "back 0.25 down", "style": "interlaced", "elbows": "out"})
    middle, across = skeleton["head"].origin, skeleton["head"].y
    for side, sign in (("left", 1), ("right", -1)):
        tips = [form.hulls[-1][-1].centre for form in hand_part(skeleton, side, sign).forms[2:]]
        over = [-sign * float((tip - middle) @ across) for tip in tips]
        assert sum(reach > 1 for reach in over) >= 3


def test_hands_close_round_what_they_hold():
    relaxed, holding = posed(), posed(holds={"left": "band"})
    assert hand_shape(holding, "left").curl > hand_shape(relaxed, "left").curl + 40
    own = posed(holds={"left": "band"}, left_arm={"hand": {"curl": 50}})
    assert hand_shape(own, "left").curl == 50


@pytest.mark.parametrize(("shape", "least", "most"), [("flat", 0, 10), ("cup", 20, 40), ("fist", 70, 90)])
def test_a_hand_has_a_shape(shape, least, most):
    assert least <= hand_shape(posed(left_arm={"hand": {"shape": shape}}), "left").curl <= most


def gaps_of_fingers(shape, place, along, side):
    """How far the middle joints and tips of the fingers are from the skin of a limb, cm: 0 touches."""
    hand = {"shape": shape, "fingers": "right"}
    skeleton = posed(left_arm={"reach": {"against": place, "along": along, "side": side}, "hand": hand})
    bone, radius = limb_at(skeleton.frames, Build(), place, along)
    touch = skeleton["left-wrist"].at(0, -1.9, -7)
    middle = touch + skeleton["left-wrist"].y * -radius
    found = []
    for form in hand_part(skeleton, "left", 1).forms[2:]:
        for ball in form.hulls[-1]:
            out = ball.centre - middle
            thick = float(np.linalg.norm(ball.axes[:, 0]))
            found.append(length(out - bone * float(out @ bone)) - thick - radius)
    return found


@pytest.mark.parametrize(("place", "along"), [("left-thigh", 0.5), ("left-thigh", 0.8)])
def test_fingers_wrap_round_a_limb(place, along):
    wrapped, flat = (gaps_of_fingers(shape, place, along, "forward") for shape in ("wrap", "flat"))
    assert max(map(abs, wrapped)) < 1.2, "no finger stands off or sinks in"
    assert max(flat) > 2.5


def test_a_thin_limb_bends_the_fingers_more():
    thick, thin = (
        posed(left_arm={"reach": {"against": place}, "hand": {"shape": "wrap", "fingers": across}})
        for place, across in (("left-thigh", "right"), ("right-forearm", "forward"))
    )
    assert hand_shape(thin, "left").curl > hand_shape(thick, "left").curl + 8


def test_a_point_of_the_body_is_a_target():
    skeleton = posed(left_arm={"reach": {"to": "breastbone", "plus": [8, 0, 0], "by": "wrist"}})
    assert skeleton["left-wrist"].origin == pytest.approx(skeleton["spine-7"].at(13, 0, 0) + vec(8, 0, 0), abs=0.2)


def test_to_and_against_switch_each_other_off():
    base = {"reach": {"to": [1, 2, 3], "elbow_toward": "down"}}
    over = merged(base, {"reach": {"against": "chin"}})
    assert over == {"reach": {"elbow_toward": "down", "against": "chin"}}
    assert merged(over, base) == base


HEAD = "person: anna\npose: {drop: {}}\npanels:\n  start:\n"


@pytest.mark.parametrize(
    ("text", "expected", "hint"),
    [
        (
            "left_arm: {reach: {against: left-tigh}}",
            "5:33: panels.start.left_arm.reach.against: there is",
            "left-thigh",
        ),
        ("clasp: {against: haed}", "5:22: panels.start.clasp.against: there is nothing called 'haed'", "'head'"),
        ("clasp: {}", "5:12: panels.start.clasp: a clasp has either", ""),
        ("left_arm: {reach: {to: [9, 9, 99], side: up}}", "5:23: panels.start.left_arm.reach: `side` and", ""),
        ("left_arm: {reach: {to: left-elbow}}", "5:23: panels.start.left_arm.reach: the left hand cannot", ""),
        ("left_arm: {elbow: 90, reach: {to: [9, 9, 99]}}", "5:16: panels.start.left_arm.elbow: has no effect", ""),
        ("left_arm: {hand: {shape: fits}}", "5:30: panels.start.left_arm.hand.shape: 'fits' is not", "fist"),
        ("left_leg: {reach: {by: heel}}", "5:23: panels.start.left_leg.reach: `to` is missing", ""),
        ("left_arm: {reach: {against: box}}", "5:33: panels.start.left_arm.reach.against: there is nothing", ""),
        ("clasp: {against: left-elbow}", "5:12: panels.start.clasp: a clasp cannot lie on an arm", ""),
    ],
)
def test_what_cannot_be_has_its_place(text, expected, hint, problems_in):
    found = problems_in(f"{HEAD}    {text}\n")
    assert any(problem.startswith(f"figure.yaml:{expected}") and hint in problem for problem in found), found


def test_two_hands_that_wait_for_each_other_are_told(problems_in):
    text = "    left_arm: {reach: {against: right-wrist}}\n    right_arm: {reach: {against: left-wrist}}\n"
    (problem,) = problems_in(HEAD + text)
    assert "each hand reaches for the other arm" in problem


def test_a_clasp_out_of_reach_is_told(problems_in):
    found = problems_in(HEAD + "    clasp: {to: [120, 0, 130]}\n")
    assert any("left hand falls" in problem for problem in found)
    assert any("right hand falls" in problem for problem in found)


def test_a_line_closes_the_hands_it_runs_through(figure_of):
    from handouts.figure.checks import with_holds

    props = FigureSpec.model_validate(
        {"person": "anna", "panels": {"a": {}}, "props": [{"kind": "band", "through": [[80, 0, 100], "left-hand"]}]}
    ).props
    assert with_holds(Pose(), props).holds == {"left": "band"}
