"""The breath: strokes that leave the mouth or come to the nose, on the side to which the face looks."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError
from shapely import Point

from handouts.figure.marks.breath import FAR, NEAR, PLACES, paint_breath
from handouts.figure.paint.canvas import Canvas
from handouts.figure.spec.figure import FigureSpec
from handouts.figure.spec.marks import BreathSpec

from .test_marks import drawing, staged

SIDES = [("side-left", -1), ("side-right", 1), ("three-quarter-left", -1), ("front", -1)]


@pytest.mark.parametrize(("view", "side"), SIDES)
@pytest.mark.parametrize(("way", "strokes"), [("out", 3), ("in", 2)])
def test_strokes_lie_between_the_face_and_where_it_looks(view, side, way, strokes):
    stage = staged(camera={"view": view, "pitch": 0})
    place = stage.camera.flat(stage.skeleton["head"].at(*PLACES[way]))
    shape = paint_breath(Canvas(), BreathSpec(panel="only", way=way), stage)
    assert len(shape.geoms) == strokes
    for stroke in shape.geoms:
        assert (stroke.centroid.x - place[0]) * side > 2, "before the face"
        assert stroke.distance(Point(*place)) == pytest.approx(NEAR, abs=0.3), "begins at the face"
        assert stroke.hausdorff_distance(Point(*place)) == pytest.approx(FAR, abs=0.3)


@pytest.mark.parametrize(("way", "away"), [("out", True), ("in", False)])
def test_the_heads_tell_out_from_in(way, away):
    stage = staged(camera={"view": "side-left", "pitch": 0})
    place = Point(*stage.camera.flat(stage.skeleton["head"].at(*PLACES[way])))
    for stroke in paint_breath(Canvas(), BreathSpec(panel="only", way=way), stage).geoms:
        middle = place.buffer((NEAR + FAR) / 2, 32)
        assert (stroke.difference(middle).area > stroke.intersection(middle).area) == away


def test_a_bowed_head_breathes_where_it_looks():
    stage = staged({"neck": {"flexion": 60}}, camera={"view": "side-left", "pitch": 0})
    place = stage.camera.flat(stage.skeleton["head"].at(*PLACES["out"]))
    middle = paint_breath(Canvas(), BreathSpec(panel="only", way="out"), stage).centroid
    assert middle.y < place[1] - 3, "down"


def test_a_panel_shows_its_own_breath_only():
    spec = {"panels": {"only": {}, "other": {}}, "breaths": [{"panel": "other", "way": "in"}]}
    quiet = staged(**spec)
    assert not [path for path in drawing(quiet).paths if path.role == "arrow"]
    spec["breaths"][0]["panel"] = "only"
    assert [path for path in drawing(staged(**spec)).paths if path.role == "arrow"]


def test_a_breath_needs_a_panel_and_a_way():
    with pytest.raises(ValidationError, match="no panel is called 'end'"):
        FigureSpec.model_validate({"person": "anna", "panels": {"a": {}}, "breaths": [{"panel": "end", "way": "in"}]})
    with pytest.raises(ValidationError, match="'out' or 'in'"):
        BreathSpec.model_validate({"panel": "only", "way": "up"})


def test_strokes_are_finer_than_arrows():
    stage = staged(camera={"view": "side-left", "pitch": 0})
    shape = paint_breath(Canvas(), BreathSpec(panel="only", way="out"), stage)
    widths = [2 * stroke.area / stroke.length for stroke in shape.geoms]
    assert np.all(np.array(widths) < 1.2)
