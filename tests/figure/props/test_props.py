"""Things: each is drawn, has its size, and bears what rests on it."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from handouts.figure.paint.scene import place_prop
from handouts.figure.paint.underneath import thing_shadows
from handouts.figure.pose.skeleton import build_skeleton
from handouts.figure.pose.surfaces import Round, beside, distance, spot_on
from handouts.figure.props.furniture import RETURN
from handouts.figure.props.props import build_props, furnished, named
from handouts.figure.space.vectors import vec
from handouts.figure.spec.figure import CameraSpec, FigureSpec, Pose
from handouts.figure.spec.people import Build
from handouts.figure.view.camera import make_camera

STANDING = build_skeleton(Pose.model_validate({"drop": {}}), Build())
THINGS = [
    {"kind": "mat", "span": [-90, 90]},
    {"kind": "chair"},
    {"kind": "chair", "back": 0},
    {"kind": "wall", "at": -12},
    {"kind": "wall", "at": 60, "faces": "back"},
    {"kind": "wall", "at": 60, "faces": "back", "across": [-75, -20], "corner": "left"},
    {"kind": "doorway", "at": 8},
    {"kind": "cushion", "at": [0, 0, 0]},
    {"kind": "pillow", "at": [0, 0, 0]},
    {"kind": "roller", "at": [0, 0, 0]},
    {"kind": "roller", "at": [0, 0, 0], "lie": "lengthwise"},
    {"kind": "rolled-towel", "at": [0, 0, 0]},
    {"kind": "ball", "at": [0, 0, 9]},
    {"kind": "box", "at": [0, 0, 0]},
    {"kind": "step", "span": [10, 40]},
    {"kind": "table", "span": [30, 80]},
    {"kind": "table", "span": [30, 80], "form": "cabinet"},
    {"kind": "desk", "span": [30, 90], "screen": 70, "keyboard": 45},
    {"kind": "band", "through": [[90, 0, 100], "left-hand"], "anchor": True},
    {"kind": "towel", "through": ["left-hand", "right-hand"]},
    {"kind": "strap", "through": ["left-hand", "left-toes", "right-hand"]},
    {"kind": "stick", "through": ["left-hand", "right-hand"]},
]


def specs(*things):
    spec = FigureSpec.model_validate({"person": "anna", "panels": {"start": {}}, "props": things})
    return spec.props


def camera(view="three-quarter-left"):
    return make_camera(CameraSpec(view=view))


@pytest.mark.parametrize("thing", THINGS, ids=lambda thing: "-".join(map(str, thing.values()))[:30])
@pytest.mark.parametrize("view", ["side-left", "front", "three-quarter-left"])
def test_every_thing_is_drawn_from_every_side(thing, view):
    props = build_props(specs(thing), STANDING)
    faces = [face for prop in props for face, _ in prop.faces(camera(view))]
    assert sum(face.area for face in faces) > 20
    assert all(face.is_valid for face in faces)


def extent(things, view="side-left"):
    return shapely.union_all([prop.shape(camera(view)) for prop in build_props(specs(*things), STANDING)]).bounds


def test_sizes_are_centimetres():
    left, _, right, _ = extent([{"kind": "box", "at": [0, 0, 0], "size": [30, 50, 20]}])
    assert right - left == pytest.approx(30, abs=0.2)
    left, _, right, _ = extent([{"kind": "roller", "at": [0, 0, 0]}])
    assert right - left == pytest.approx(15, abs=0.3)
    left, _, right, _ = extent([{"kind": "roller", "at": [0, 0, 0], "lie": "lengthwise"}])
    assert right - left == pytest.approx(92, abs=0.3)


def test_a_wall_is_a_slab_from_the_side_and_a_panel_from_the_front():
    left, _, right, _ = extent([{"kind": "wall", "at": 60, "faces": "back"}])
    assert right - left == pytest.approx(20, abs=0.2), "beyond its surface; the skirting before it would be a scrap"
    assert right == pytest.approx(-60, abs=0.2), "seen from the left, forward is to the left of the page"
    left, _, right, _ = extent([{"kind": "wall", "at": -10}], "front")
    assert right - left == pytest.approx(150, abs=0.2)


@pytest.mark.parametrize(("view", "turn", "nearer"), [("side-left", -6, 1), ("side-right", 6, -1)])
def test_a_wall_seen_from_its_edge_is_cut_beside_the_body_and_has_no_upper_end(view, turn, nearer):
    seen = make_camera(CameraSpec(view=view, turn=turn, pitch=3))
    wall = build_props(specs({"kind": "wall", "at": -12, "across": [-60, 60], "height": 190}), STANDING)[0]
    (surface, _), (cut, _) = wall.faces(seen)
    (line,) = wall.edges(seen)
    far, near, top = (seen.flat(vec(-12, y, z)) for y, z in ((-60 * nearer, 0), (10 * nearer, 0), (10 * nearer, 190)))
    assert np.allclose(line.coords, [near, top]), "its foot would run off askew"
    assert surface.bounds[3] == pytest.approx(top[1]), "its far end is level with the cut"
    assert all(surface.distance(shapely.Point(point)) < 1e-6 for point in (far, near, top))
    assert cut.distance(shapely.Point(near)) < 1e-6 < cut.distance(shapely.Point(far))


@pytest.mark.parametrize(("corner", "end"), [("left", 30), ("right", -40)])
def test_a_wall_goes_on_behind_its_corner_and_the_floor_past_it(corner, end):
    wall = {"kind": "wall", "at": 60, "faces": "back", "across": [-40, 30], "corner": corner}
    pieces = {prop.name: prop for prop in build_props(specs(wall), STANDING)}
    assert "ground" not in pieces
    low, high = (pieces["corner"].box.centre + s * pieces["corner"].box.half for s in (-1, 1))
    assert (low[0], high[0]) == (60, 60 + RETURN), "away from the person who stands before it"
    assert low[1] == pytest.approx(end, abs=0.1)


def test_a_second_pillow_has_a_name_of_its_own():
    pillow = {"kind": "pillow", "at": [0, 0, 0]}
    names = [name for name, _ in named(specs(pillow, pillow, {**pillow, "name": "under-knees"}))]
    assert names == ["pillow", "pillow-2", "under-knees"]


def test_a_top_bears_at_its_height_and_only_there():
    surfaces = furnished(specs({"kind": "step", "span": [-20, 20], "height": 10})).surfaces
    assert distance(STANDING.frames, "left-heel", surfaces["step"]) == pytest.approx(-10, abs=0.3)
    assert not beside(STANDING.frames, "left-heel", surfaces["step"])
    away = furnished(specs({"kind": "step", "span": [60, 90], "height": 10})).surfaces
    assert beside(STANDING.frames, "left-heel", away["step"])


def test_a_roller_bears_on_its_round():
    roller = furnished(specs({"kind": "roller", "at": [-30, 0, 80]})).surfaces["roller"]
    assert isinstance(roller, Round)
    assert roller.radius == 7.5
    assert distance(STANDING.frames, "upper-back", roller) > 0


def test_a_box_has_sides():
    box = furnished(specs({"kind": "box", "at": [30, 0, 50], "size": [20, 40, 30]}))
    assert set(box.surfaces) >= {"box", "box-left", "box-right", "box-front", "box-back"}
    assert box.surfaces["box-left"].level == pytest.approx(20)
    spot = spot_on(box.solids["box"], vec(0, 1, 0))
    assert spot.point == pytest.approx([30, 20, 65])
    assert spot.normal == pytest.approx([0, 1, 0])


HEAD = "person: anna\npose: {drop: {}}\npanels:\n  start:\n    {}\nprops:\n"


@pytest.mark.parametrize(
    ("prop", "expected"),
    [
        ("{kind: table}", "figure.yaml:7:5: props.0.span: is missing"),
        ("{kind: table, span: [60, 30]}", "figure.yaml:7:25: props.0.span: the span [60, 30] has no length"),
        ("{kind: box, at: [0, 0, 0], size: [30, 0, 20]}", "figure.yaml:7:43: props.0.size.1: must be more than 0"),
        ("{kind: tabel, span: [3, 60]}", "figure.yaml:7:"),
        ("{kind: band, through: [left-hand, left-elbo]}", "figure.yaml:7:39: props.0.through.1: no joint is called"),
        ("{kind: band, through: [left-hand]}", "figure.yaml:7:27: props.0.through: has too few entries"),
    ],
)
def test_a_mistake_has_its_place(prop, expected, problems_in):
    found = problems_in(f"{HEAD}  - {prop}\n")
    assert any(problem.startswith(expected) for problem in found), found


def test_a_support_that_is_not_there_gets_a_suggestion(problems_in):
    text = "person: anna\npose: {drop: {}}\npanels:\n  start:\n    contacts: {tabel: [left-palm]}\n"
    (problem,) = problems_in(text + "props:\n  - {kind: table, span: [40, 80]}\n")
    assert "there is no 'tabel' to touch" in problem
    assert "did you mean 'table'?" in problem


def test_what_lies_beside_its_support_is_an_error(problems_in):
    text = "person: anna\npose: {drop: {}}\npanels:\n  start:\n    contacts: {step: [left-heel]}\n"
    (problem,) = problems_in(text + "props:\n  - {kind: step, span: [60, 90], height: 2}\n")
    assert problem.endswith("left-heel is beside the step")


def test_a_panel_may_have_things_of_its_own(problems_in):
    text = "person: anna\npose: {drop: {}}\npanels:\n  start: {}\n  end:\n"
    text += "    props: [{kind: step, span: [-20, 20], height: 2}]\n    contacts: {step: [left-heel]}\n"
    (problem,) = problems_in(text)
    assert problem.endswith("panels.end: left-heel is 2.0 cm inside the step")


def lines(*through, kind="band", pose=STANDING, **options):
    return build_props(specs({"kind": kind, "through": through, **options}), pose)


def test_a_band_runs_from_hand_to_hand_beneath_both():
    stretch, *tails = lines("left-hand", "right-hand")
    assert set(stretch.under) == {"left-hand", "right-hand"}
    assert len(tails) == 2
    assert len(lines("left-hand", "right-hand", beyond=0)) == 1


def test_a_band_across_the_chest_follows_it():
    left, right = ({"against": "chest", "side": f"forward 0.6 {side}"} for side in ("left", "right"))
    pieces = lines("left-hand", left, right, "right-hand", beyond=0)
    assert len(pieces) == 6
    assert all(piece.lies is not None for piece in pieces)
    chest = STANDING["spine-7"]
    for piece in pieces[1:-1]:
        assert float((piece.middle - chest.origin) @ chest.x) > 10


def test_what_lies_on_the_skin_comes_before_it_only_in_front():
    from handouts.figure.paint.scene import place_prop

    (piece,) = lines({"against": "chest", "side": "forward 0.1 left"}, {"against": "belly"}, kind="strap")
    near, far = (place_prop(piece, camera(view)).bias for view in ("front", "back"))
    assert near > 2 > -2 > far


def test_an_anchored_band_has_a_post_to_the_floor():
    pieces = lines([90, 0, 100], "left-hand", anchor=True)
    names = {piece.name for piece in pieces}
    assert {"band-post", "band-foot", "band-eyelet"} <= names
    post = next(piece for piece in pieces if piece.name == "band-post")
    assert min(e.centre[2] for e in post.hulls[0]) == 0


def test_a_stick_goes_on_beyond_the_hands():
    left, _, right, _ = extent([{"kind": "stick", "through": ["left-hand", "right-hand"], "beyond": 30}], "front")
    hands = [STANDING[f"{side}-wrist"].origin[1] for side in ("left", "right")]
    assert right - left > abs(hands[0] - hands[1]) + 40


def test_a_waypoint_on_nothing_has_its_place(problems_in):
    (problem,) = problems_in(HEAD + "  - {kind: strap, through: [left-hand, {against: left-fot}]}\n")
    assert problem.startswith("figure.yaml:7:50: props.0.through.1.against: there is nothing called 'left-fot'")
    assert "did you mean 'left-foot'?" in problem


@pytest.mark.parametrize(
    ("prop", "throws"),
    [
        ({"kind": "box", "at": [40, 0, 0], "size": [30, 30, 30]}, True),
        ({"kind": "box", "at": [40, 0, 60], "size": [30, 30, 30]}, False),
        ({"kind": "roller", "at": [40, 0, 0]}, True),
        ({"kind": "table", "span": [30, 70], "across": [-30, 30], "height": 80}, True),
        ({"kind": "wall", "at": -40}, False),
        ({"kind": "mat", "span": [-40, 40]}, False),
    ],
)
def test_what_stands_on_the_floor_throws_a_shadow(prop, throws):
    spec = FigureSpec.model_validate({"person": "anna", "panels": {"only": {}}, "props": [prop]})
    camera = make_camera(CameraSpec())
    placed = [place_prop(piece, camera) for piece in build_props(spec.props)]
    hulls = thing_shadows(placed)
    assert bool(hulls) == throws
    if throws:
        assert {round(float(e.centre[0]) / 60) for hull in hulls for e in hull} <= {0, 1}, "under the thing"
