"""Muscle tints: where they lie, that each is one calm shape, and that what a figure asks for is seen."""

from __future__ import annotations

from functools import cache

import pytest
import shapely

from handouts.figure.anatomy.muscles import MUSCLES
from handouts.figure.draw import dressed, read_person
from handouts.figure.paint.highlight import (
    EDGE_TONE,
    LIGHTER,
    broad_enough,
    calmed,
    highlight_shape,
    highlight_tints,
    tint_tone,
    to_the_outline,
    visible_regions,
)
from handouts.figure.paint.panel import set_stage
from handouts.figure.pose.contact import solve
from handouts.figure.spec.figure import FigureSpec, HighlightSpec, Pose
from handouts.figure.view.project import polygons
from tests.figure.conftest import CONTENT

ANNA = read_person(CONTENT, "anna")
LEAST = 7.0  # cm²: 1.5 mm² on paper
NOTHING_ASKED = {"desk-set-up"}  # pictures that show no work of a muscle
# Tints in more pieces than sides of the body, because something lies across them.
CUT = {("rib-breathing", "breathe-in", "rib-cage"): 3}  # the near hand lies on the ribs it feels


def stage(pose=None, **spec):
    full = FigureSpec.model_validate({"person": "anna", "panels": {"only": {}}, **spec})
    posed = Pose.model_validate({"drop": {}, **(pose or {})})
    return set_stage(full, dressed(ANNA, full), solve(posed, ANNA.build, {}))


def shape_of(found, muscle, side="both"):
    tint = HighlightSpec(muscle=muscle, side=side)
    return highlight_shape(tint, found.order, found.camera, visible_regions(found.order))


def parts_under(found, muscle, side="both"):
    tints = highlight_tints([HighlightSpec(muscle=muscle, side=side)], found.order, found.camera, {})
    return {name for name, seen in tints.items() if sum(tint.core.area for tint in seen) > 1}


@cache
def standing(view):
    """Somebody who stands, and what is seen of the parts of the body."""
    found = stage(camera={"view": view})
    return found, visible_regions(found.order)


@pytest.mark.parametrize("muscle", sorted(MUSCLES))
def test_every_muscle_is_seen_from_somewhere_and_lies_on_the_body(muscle):
    seen = 0.0
    for view in ("front", "back", "side-left", "side-right"):
        found, regions = standing(view)
        shape = highlight_shape(HighlightSpec(muscle=muscle), found.order, found.camera, regions)
        assert shape.difference(found.body.buffer(0.3)).area < 0.1
        seen += shape.area
    assert seen > 24


@pytest.mark.parametrize(
    ("muscle", "view", "part"),
    [
        ("hamstrings", "side-left", "left-thigh"), ("quadriceps", "front", "left-thigh"), ("calf", "back", "left-shin"),
        ("triceps", "back", "left-sleeve"), ("triceps", "back", "left-upper-arm"), ("gluteals", "back", "hem"),
        ("upper-trapezius", "front", "torso"), ("levator-scapulae", "back", "neck"), ("rib-cage", "front", "torso"),
        ("front-deltoid", "front", "left-sleeve"), ("rear-deltoid", "back", "left-sleeve"),
    ],
)  # fmt: skip
def test_a_muscle_is_seen_where_it_should_be(muscle, view, part):
    assert part in parts_under(stage(camera={"view": view}), muscle)


@pytest.mark.parametrize(
    ("muscle", "view"),
    [("gluteals", "front"), ("pectorals", "back"), ("rear-deltoid", "front"), ("rhomboids", "front")],
)
def test_a_muscle_is_not_seen_from_the_other_side(muscle, view):
    assert shape_of(stage(camera={"view": view}), muscle).is_empty


def test_a_side_tints_only_that_side():
    found = stage(camera={"view": "back"})
    assert parts_under(found, "hamstrings", "left") == {"left-thigh"}


def test_both_sides_of_a_muscle_on_the_midline_are_one_shape():
    assert shape_of(stage(camera={"view": "front"}), "abdominals").geom_type == "Polygon"


def test_columns_beside_the_spine_are_two_shapes_from_behind_and_one_from_the_side():
    assert len(polygons(shape_of(stage(camera={"view": "back", "pitch": 0}), "erector-spinae"))) == 2
    assert len(polygons(shape_of(stage(camera={"view": "side-left"}), "erector-spinae"))) == 1


@pytest.mark.parametrize("flexion", [0, 40, 80, 110])
def test_the_buttock_is_one_round_shape_however_far_the_hip_bends(flexion):
    found = stage({"legs": {"flexion": flexion, "knee": flexion}}, camera={"view": "side-left"})
    shape = shape_of(found, "gluteals")
    assert shape.geom_type == "Polygon"
    assert shape.area > 0.75 * shape.convex_hull.area


@pytest.mark.parametrize("muscle", ["upper-trapezius", "levator-scapulae"])
@pytest.mark.parametrize("shrug", [0, 3, 5])
def test_a_raised_shoulder_keeps_its_tint_calm(muscle, shrug):
    found = stage({"arms": {"shrug": shrug}}, camera={"view": "back"})
    for piece in polygons(shape_of(found, muscle)):
        assert piece.buffer(-0.3).buffer(0.35).symmetric_difference(piece).area < 0.1 * piece.area  # no spikes


@pytest.mark.parametrize("rotation", [-60, 0, 60])
def test_the_front_of_the_shoulder_stays_in_front_when_the_arm_turns(rotation):
    found = stage({"arms": {"abduction": 80, "rotation": rotation}}, camera={"view": "front", "pitch": 0})
    assert shape_of(found, "front-deltoid").area > 60


@pytest.mark.parametrize("muscle", ["quadriceps", "calf", "triceps", "hamstrings"])
@pytest.mark.parametrize("wear", [{"shorts": True}, {"long_sleeves": True}])
def test_muscles_lie_on_skin_and_cloth_alike(muscle, wear):
    camera = {"view": "front" if muscle == "quadriceps" else "back", "pitch": 0}
    area, plain = (shape_of(stage(camera=camera, **worn), muscle).area for worn in (wear, {}))
    assert area == pytest.approx(plain, rel=0.25)


def test_from_the_front_the_inner_thigh_is_broad_in_the_groin_and_runs_out_above_the_knee():
    apart = {"reach": {"to": [0, 45, 0], "knee_toward": "forward 0.5 out"}}
    found = stage({"left_leg": apart, "pelvis": {"at": [0, 0, 82]}, "drop": None}, camera={"view": "front"})
    seen = shape_of(found, "adductors", "left")
    _, low, _, high = seen.bounds
    above, below = (seen.intersection(shapely.box(-90, a, 90, b)).area for a, b in ((high - 8, high), (low, low + 8)))
    assert above > 25
    assert above > 1.5 * below


def test_touching_muscles_become_one_shape():
    found = stage({"pelvis": {"lean": 80}}, camera={"view": "side-left"})
    both = [HighlightSpec(muscle="lower-back"), HighlightSpec(muscle="thoracic-erectors")]
    tints = highlight_tints(both, found.order, found.camera, {})
    assert len(polygons(shapely.union_all([tint.whole for seen in tints.values() for tint in seen]))) == 1


@pytest.mark.parametrize("dark", ["hem", "nothing"])
def test_a_muscle_has_one_tone_whatever_it_lies_under(dark):
    found = stage({"pelvis": {"lean": 40}}, camera={"view": "side-left"})
    tones = {item.name: LIGHTER if item.name == dark else 100 for item in found.order}
    tints = highlight_tints([HighlightSpec(muscle="gluteals")], found.order, found.camera, tones)
    assert {"hem", "pelvis"} <= set(tints)
    assert {tint.tone for seen in tints.values() for tint in seen} == {LIGHTER if dark == "hem" else 100}


def test_specks_and_spikes_go():
    body = shapely.Point(0, 0).buffer(6)
    spike = shapely.Polygon([(5, -0.4), (12, 0), (5, 0.4)])
    calm = calmed(shapely.union_all([body, spike, shapely.Point(20, 0).buffer(0.8)]))
    assert calm.bounds[2] < 7
    assert calm.area == pytest.approx(body.area, rel=0.05)


@pytest.mark.parametrize(("width", "field", "grown"), [(1.0, 9.0, True), (1.0, 1.0, False), (6.0, 9.0, False)])
def test_a_thin_tint_grows_where_it_may(width, field, grown):
    strip, room = (shapely.box(0, -half / 2, 20, half / 2) for half in (width, field))
    found = broad_enough(strip, room)
    assert room.buffer(0.01).contains(found)
    assert (found.area > 1.5 * strip.area) == grown


def test_the_tint_is_lighter_on_dark_cloth_and_softer_at_its_edge():
    assert tint_tone("#f0cf7a") == 100
    assert tint_tone("#44566f") > 120
    assert all(edge != tone for tone, edge in EDGE_TONE.items())


def test_tints_of_the_library_are_seen_in_calm_pieces(slug, figure_of, stage_of):
    figure = figure_of(slug)
    seen: dict[str, float] = {}
    for name in figure.spec.panels:
        tints = figure.spec.tints(name)
        found = stage_of(slug, name) if tints else None
        regions = visible_regions(found.order) if tints else None
        for tint in tints:
            pieces = polygons(highlight_shape(tint, found.order, found.camera, regions))
            most = CUT.get((slug, name, tint.muscle), 1 if tint.side != "both" else 2)
            assert len(pieces) <= most, f"{name}: {tint.muscle} falls into {len(pieces)} pieces"
            seen[tint.muscle] = seen.get(tint.muscle, 0.0) + sum(piece.area for piece in pieces)
    inset = any(figure.spec.insets)
    hidden = [muscle for muscle, area in seen.items() if area < LEAST and not inset]
    assert not hidden, f"tinted but not seen: {', '.join(hidden)}; say in figure.yaml why it is left out"
    if not seen and figure.spec.chart is None and slug not in NOTHING_ASKED:
        head = figure.file.read_text("utf-8").split("person:")[0]
        assert "tint" in head, "nothing is tinted, and the comment at the top does not say why"


def test_on_a_turned_neck_the_sternomastoid_is_one_long_band():
    found = stage({"neck": {"turn": 32}, "head": {"turn": 30}}, camera={"view": "front", "pitch": 6})
    (band,) = polygons(shape_of(found, "sternomastoid", "right"))
    left, low, right, high = band.bounds
    assert high - low > 2.2 * (right - left)


def test_the_upper_trapezius_reaches_from_the_nape_out_to_the_shoulders():
    found = stage(camera={"view": "back", "pitch": 6})
    (shape,) = polygons(shape_of(found, "upper-trapezius"))
    tips = [found.camera.flat(found.skeleton[f"{side}-shoulder"].origin)[0] for side in ("left", "right")]
    left, _, right, _ = shape.bounds
    assert right - left > 0.65 * (max(tips) - min(tips)), "a coat hanger, not a bib"


def test_the_upper_trapezius_leaves_the_throat_free():
    found = stage(camera={"view": "side-left", "pitch": 0})
    nape, throat = sorted(found.camera.flat(found.skeleton["spine-11"].at(x, 0, 0))[0] for x in (-4, 6))[::-1]
    neck = shape_of(found, "upper-trapezius").intersection(visible_regions(found.order)["neck"])
    assert neck.bounds[0] > (nape + throat) / 2


def test_on_a_lifted_shoulder_the_tint_lies_on_neck_and_shirt():
    pose = {"left_arm": {"shrug": 4.6, "protraction": -1.5, "abduction": 7}, "in_front": [["neck", "left-sleeve"]]}
    found = stage(pose, camera={"view": "side-left", "turn": -28, "pitch": 4})
    regions, shape = visible_regions(found.order), shape_of(found, "upper-trapezius", "left")
    assert all(shape.intersection(regions[name]).area > 9 for name in ("neck", "torso"))


@pytest.mark.parametrize(("gap", "left"), [(0.9, 0.0), (3.0, 3.0)])
def test_no_sliver_is_left_between_a_tint_and_the_outline(gap, left):
    body = shapely.box(0, 0, 30, 40)
    tint = to_the_outline(shapely.box(20, 10, 30 - gap, 25), body)
    assert body.bounds[2] - tint.bounds[2] == pytest.approx(left, abs=0.02)
    assert body.buffer(0.01).covers(tint)
