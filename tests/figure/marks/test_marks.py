"""Insets, signs and guide lines: beside the body, never over the face, told apart without colour."""

from __future__ import annotations

import zlib

import numpy as np
import pytest
import shapely
from pydantic import ValidationError

from handouts.drawing import UNITS_PER_CM, Drawing
from handouts.figure.draw import read_person
from handouts.figure.marks.arrows import PEN
from handouts.figure.marks.inset import ROOM, paint_inset
from handouts.figure.marks.marks import MARKS, SIGN, arrow_shapes, paint_line, paint_sign
from handouts.figure.marks.spots import free_spot
from handouts.figure.paint.canvas import Canvas, Zoom
from handouts.figure.paint.panel import panel_camera, set_stage
from handouts.figure.picture import paint_panel, panel_window
from handouts.figure.pose.contact import solve
from handouts.figure.pose.skeleton import joint_point
from handouts.figure.space.vectors import vec
from handouts.figure.spec.figure import FigureSpec, Pose
from handouts.figure.spec.marks import InsetSpec, LineSpec, SignSpec
from handouts.figure.spec.view import CameraSpec
from handouts.figure.view.camera import make_camera
from handouts.library.library import Library
from tests.figure.conftest import CONTENT

ANNA = read_person(CONTENT, "anna")
NOTHING = shapely.Polygon()
INSET = {"panel": "only", "of": "upper-back", "camera": {"view": "back"}}


def staged(pose=None, **spec):
    full = FigureSpec.model_validate({"person": "anna", "panels": {"only": {}}, **spec})
    return set_stage(full, ANNA, solve(Pose.model_validate({"drop": {}, **(pose or {})}), ANNA.build, {}))


def drawing(stage):
    paths = paint_panel(stage, {"only": stage.skeleton}, "only")
    return Drawing.of(paths, {path.role: "#808080" for path in paths})


def covered(canvas, role):
    rings = [piece for path in canvas.paths if path.role == role for piece in path.d.split("M")[1:]]
    points = [[tuple(map(int, p.split())) for p in ring.rstrip("Z").split("L")] for ring in rings]
    shapes = [shapely.LineString(p).convex_hull for p in points]
    return shapely.affinity.scale(shapely.union_all(shapes), 1 / UNITS_PER_CM, -1 / UNITS_PER_CM, origin=(0, 0))


# ------------------------------------------------------------------------------------------------------- insets


@pytest.mark.parametrize("shape", ["round", "rounded"])
@pytest.mark.parametrize("corner", [None, "top-right", "bottom-left"])
def test_an_inset_stands_clear_of_the_body(shape, corner):
    stage = staged()
    inset = InsetSpec.model_validate({**INSET, "shape": shape, "corner": corner})
    shown = paint_inset(Canvas(), inset, stage, {"only": stage.skeleton}, NOTHING, stage.body.bounds)
    assert shown.distance(stage.body) > ROOM - 0.6
    left, low, right, high = shown.bounds
    assert right - left == pytest.approx(2 * 14 * 1.6, abs=0.3)
    if corner:
        x, y = stage.body.centroid.coords[0]
        assert ((left + right) / 2 > x) == (corner == "top-right")
        assert ((low + high) / 2 > y) == (corner == "top-right")


def test_an_inset_keeps_clear_of_what_is_there_already():
    stage = staged()
    inset = InsetSpec.model_validate(INSET)
    first = paint_inset(Canvas(), inset, stage, {"only": stage.skeleton}, NOTHING, stage.body.bounds)
    second = paint_inset(Canvas(), inset, stage, {"only": stage.skeleton}, first, stage.body.bounds)
    assert second.distance(first) > ROOM - 0.6


def test_all_of_an_inset_is_inside_its_frame():
    stage, canvas = staged(highlight=[{"muscle": "rhomboids"}]), Canvas()
    inset = InsetSpec.model_validate({**INSET, "leader": False})
    shown = paint_inset(canvas, inset, stage, {"only": stage.skeleton}, NOTHING, stage.body.bounds)
    roles = {path.role for path in canvas.paths}
    assert {"inset", "shirt", "highlight", "ink"} <= roles, "the back is seen, which the panel does not show"
    for role in roles - {"ink"}:
        assert shown.buffer(0.1).covers(covered(canvas, role)), role


def test_an_insets_arrows_print_like_all_others():
    arrows = [{"panel": "only", "of": "left-blade", "inset": True}]
    stage = staged(camera={"view": "back"}, insets=[INSET], arrows=arrows)
    ((_, larger),) = arrow_shapes(stage, {"only": stage.skeleton}, "only", inset=True)
    ((_, finer),) = arrow_shapes(stage, {"only": stage.skeleton}, "only", inset=True, pen=PEN.finer(2))
    assert finer.area < larger.area * 0.6
    assert arrow_shapes(stage, {"only": stage.skeleton}, "only") == []


def test_an_arrow_in_an_inset_needs_one():
    with pytest.raises(ValidationError, match="the panel 'only' has no inset"):
        staged(arrows=[{"panel": "only", "of": "left-blade", "inset": True}])


def test_the_leader_does_not_cross_the_face():
    stage = staged({"left_arm": {"flexion": 170}}, camera={"view": "front"})
    here = stage.camera.flat(joint_point(stage.skeleton, "breastbone"))
    spot = free_spot(20, stage.body, stage.body.bounds, here, "top-left", stage.head)
    assert not stage.head.intersects(shapely.LineString([here, spot]))


def test_a_panel_with_an_inset_is_small_and_mirrors():
    found = drawing(staged(insets=[INSET], signs=[{"panel": "only", "mark": "tick"}]))
    assert len(zlib.compress("\n".join(path.operators() for path in found.paths).encode(), 9)) < 20_000
    assert found.mirrored().mirrored() == found
    assert Drawing.from_svg(found.to_svg()) == found


def test_lines_keep_their_width_when_enlarged():
    plain, larger = Canvas(), Canvas(None, Zoom((0, 0), (10, 0), 2.0))
    for canvas in (plain, larger):
        canvas.stroke(shapely.LineString([(0, 0), (5, 0)]), 0.4)
    assert plain.paths[0].width == larger.paths[0].width
    assert larger.paths[0].d == "M500 0L1000 0"


# -------------------------------------------------------------------------------------------------------- signs


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("corner", ["top-left", "bottom-right"])
def test_a_sign_stands_in_its_corner_clear_of_the_body(mark, corner):
    stage, canvas = staged(), Canvas()
    disc = paint_sign(canvas, SignSpec(panel="only", mark=mark, corner=corner), stage, NOTHING, stage.body.bounds)
    assert disc.distance(stage.body) > 1
    assert (disc.centroid.x < stage.body.centroid.x) == (corner == "top-left")
    assert {path.role for path in canvas.paths} == {"arrow-halo", mark}


def test_a_sign_at_a_joint_never_covers_the_face():
    stage = staged(camera={"view": "front"})
    disc = paint_sign(Canvas(), SignSpec(panel="only", mark="cross", of="neck"), stage, NOTHING, stage.body.bounds)
    assert disc.distance(stage.head) > 0.9
    x, y = stage.camera.flat(joint_point(stage.skeleton, "neck"))
    assert disc.distance(shapely.Point(x, y)) < 2 * SIGN


def test_tick_and_cross_differ_in_shape():
    shapes = [shapely.multilinestrings([np.array(stroke) for stroke in MARKS[mark]]) for mark in ("tick", "cross")]
    assert shapes[0].hausdorff_distance(shapes[1]) > 0.3


@pytest.mark.parametrize("palette", ["colour", "grey", "line"])
def test_signs_show_in_every_palette(palette):
    found = Library.load().palette(palette)
    own = {"tick": "#2b7a3f", "cross": "#b3261e", "inset": "#ffffff"}
    assert found.colour("inset", 100, own) == (1, 1, 1)
    for role in ("tick", "cross"):
        assert sum(found.colour(role, 100, own)) < 1.3, "dark on white paper"


# -------------------------------------------------------------------------------------------------------- lines


def line_on(stage, **options):
    canvas = Canvas()
    paint_line(canvas, LineSpec.model_validate({"panel": "only", **options}), stage.skeleton, stage.camera)
    return [path for path in canvas.paths if path.role == "arrow"]


def test_a_line_runs_from_place_to_place():
    stage = staged(camera={"view": "side-left", "pitch": 0})
    (solid,) = line_on(stage, through=["eyes", [60, 0, 150]], style="solid")
    (x, y), end = solid.points()
    assert (x, y) == pytest.approx(stage.camera.flat(joint_point(stage.skeleton, "eyes")) * (50, -50), abs=1)
    assert end == (-3000, -7500)
    dashes = line_on(stage, through=["eyes", [60, 0, 150]])
    assert len(dashes) > 5
    assert (dashes[0].points()[0], dashes[-1].points()[-1]) == ((x, y), end)


def test_a_plumb_line_is_upright_and_goes_on():
    stage = staged({"pelvis": {"lean": 10}}, camera={"view": "side-left", "pitch": 0})
    (plumb,) = line_on(stage, through=["left-ear", "left-hip"], upright=True, beyond=10, style="solid")
    (x, top), (other, bottom) = plumb.points()
    hip, ear = (stage.camera.flat(joint_point(stage.skeleton, joint)) for joint in ("left-hip", "left-ear"))
    assert x == other == round(hip[0] * 50)
    assert (-top / 50, -bottom / 50) == pytest.approx((ear[1] + 10, hip[1] - 10), abs=0.1)


def test_a_line_needs_two_places():
    with pytest.raises(ValidationError, match="two places or more"):
        LineSpec.model_validate({"panel": "only", "through": ["eyes"]})


# --------------------------------------------------------------------------------------------- a panel's own view


def test_a_panels_camera_lies_over_the_figures():
    figure = CameraSpec(view="side-left", turn=8, pitch=5)
    assert figure.under(CameraSpec(turn=20)) == CameraSpec(view="side-left", turn=20, pitch=5)
    assert figure.under(CameraSpec(view="back")) == CameraSpec(view="back", turn=0, pitch=5)
    assert figure.under(None) == figure


def test_a_panel_may_be_seen_from_its_own_side():
    pose = {"camera": {"view": "back"}}
    stage = staged(pose, camera={"view": "front", "pitch": 5})
    assert panel_camera(stage.spec, stage.skeleton.pose) == CameraSpec(view="back", pitch=5)
    assert stage.camera.toward == pytest.approx(make_camera(CameraSpec(view="back", pitch=5)).toward)


def test_a_panel_may_have_its_own_crop_or_none():
    whole = staged({"crop": None}, crop={"frame": "bust"})
    close = staged(crop={"frame": "bust"})
    own = staged({"crop": {"frame": "waist"}}, crop={"frame": "bust"})
    assert panel_window(whole.spec, whole, {"only": whole.skeleton}) == (None, 1.0)
    assert drawing(close).height < drawing(whole).height / 2
    assert panel_window(own.spec, own, {"only": own.skeleton})[0].bounds[2] < 100


def test_only_panels_seen_alike_share_a_window():
    spec = {"crop": {"frame": "bust"}}
    upright, bent = staged(**spec), staged({"lumbar": {"flexion": 60}, "thoracic": {"flexion": 40}}, **spec)
    apart = staged({"lumbar": {"flexion": 60}, "thoracic": {"flexion": 40}, "camera": {"view": "back"}}, **spec)
    alone, shared, unlike = (
        panel_window(upright.spec, upright, {"only": upright.skeleton, "other": other.skeleton})[0]
        for other in (upright, bent, apart)
    )
    assert not shared.equals(alone)
    assert unlike.equals(alone)


def test_a_free_place_is_free_and_near():
    post = shapely.box(-5, 0, 5, 100)
    x, y = free_spot(8, post, (-5.0, 0.0, 5.0, 100.0), vec(3, 50))
    assert 5 + 8 < x < 5 + 8 + 3
    assert y == pytest.approx(50, abs=3)
