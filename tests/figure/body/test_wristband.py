"""The band that tells one hand from the other: on one wrist, from every side, in every palette."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from handouts.drawing import UNITS_PER_CM
from handouts.figure.draw import dressed, read_person
from handouts.figure.paint.canvas import Canvas
from handouts.figure.paint.panel import paint_scene, set_stage
from handouts.figure.pose.skeleton import build_skeleton
from handouts.figure.spec.figure import FigureSpec, Pose
from tests.figure.conftest import CONTENT

ANNA, LEYLA = (read_person(CONTENT, name) for name in ("anna", "leyla"))
ARMS_OUT = {"abduction": 60}


def stage_of(person, view="front", arms=ARMS_OUT, **entries):
    spec = FigureSpec.model_validate(
        {"person": "anna", "panels": {"only": {}}, "camera": {"view": view, "pitch": 0}, **entries}
    )
    who = dressed(person, spec)
    return set_stage(spec, who, build_skeleton(Pose.model_validate({"arms": arms}), who.build))


def bands(stage):
    """What is painted of bands, as one shape on the page, cm."""
    canvas = Canvas()
    paint_scene(canvas, stage, {"only": stage.skeleton}, "only")
    found = [path.points() for path in canvas.paths if path.role == "wristband"]
    return shapely.union_all([shapely.Polygon([(x / UNITS_PER_CM, -y / UNITS_PER_CM) for x, y in p]) for p in found])


@pytest.mark.parametrize(
    ("view", "side", "arms"),
    [("front", "left", ARMS_OUT), ("front", "right", ARMS_OUT), ("back", "left", ARMS_OUT), ("back", "right", ARMS_OUT),
     ("side-left", "left", {"flexion": 70})],
)  # fmt: skip
def test_it_lies_round_the_wrist_of_its_side(view, side, arms):
    stage = stage_of(ANNA, view, arms, wristband=side)
    band = bands(stage)
    elbow, wrist = (stage.camera.flat(stage.skeleton[f"{side}-{name}"].origin[None])[0] for name in ("elbow", "wrist"))
    along, middle = wrist - elbow, np.array(band.centroid.coords[0])
    assert float((middle - elbow) @ along) / float(along @ along) == pytest.approx(0.82, abs=0.05)
    arm = next(item.shape for item in stage.order if item.name == f"{side}-forearm")
    assert band.difference(arm.buffer(0.1)).is_empty  # never beside the arm
    aside = 9 * np.array([-along[1], along[0]]) / np.linalg.norm(along)
    cut = shapely.LineString([middle - aside, middle + aside])
    assert band.intersection(cut).length == pytest.approx(arm.intersection(cut).length, abs=0.1)  # and right across it


def test_nobody_wears_one_unless_the_figure_says_so():
    assert bands(stage_of(ANNA)).is_empty
    assert dressed(ANNA, FigureSpec.model_validate({"person": "anna", "panels": {"only": {}}})) is ANNA


@pytest.mark.parametrize(("person", "entries"), [(LEYLA, {}), (ANNA, {"long_sleeves": True})])
def test_it_lies_over_a_long_sleeve(person, entries):
    assert bands(stage_of(person, wristband="left", **entries)).area == pytest.approx(
        bands(stage_of(person.model_copy(update={"sleeve": 0.5}), wristband="left")).area, rel=0.35
    )


def test_the_mirrored_picture_has_it_on_the_other_side(drawn_of):
    panel = dict(drawn_of("side-lunge-reach").panels)["sink"]
    band, mirrored = (
        [x for path in drawing.paths if path.role == "wristband" for x, _ in path.points()]
        for drawing in (panel, panel.mirrored())
    )
    assert min(band) > 0 > max(mirrored)
