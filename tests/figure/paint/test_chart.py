"""The labelled back: its muscles, bones, leader lines and the places for words."""

from __future__ import annotations

from itertools import pairwise

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from handouts.drawing import UNITS_PER_CM, Drawing, luminance
from handouts.figure.anatomy.chart_muscles import CHARTS, LOWEST_RIBS
from handouts.figure.paint.leaders import ENDS, STEP, spread
from handouts.library.library import Library
from tests.figure.likeness import area_of

ABOVE = ("trapezius", "deltoids", "latissimus-dorsi")
BENEATH = ("levator-scapulae", "rhomboids", "serratus-anterior", "erector-spinae")
ROLES = {name: CHARTS[name].sheets[0].role for name in (*ABOVE, *BENEATH)}


@pytest.fixture(scope="module")
def back(drawn_of) -> Drawing:
    return dict(drawn_of("anatomy").panels)["back"]


def muscle(back, name):
    """Where a muscle is seen, units."""
    found = shapely.Polygon()
    for path in back.paths:
        if path.width:
            continue
        found = found.union(area_of(path.d)) if path.role == ROLES[name] else found.difference(area_of(path.d))
    return found


def test_the_baked_picture_is_read_like_any_other(back):
    baked = Library.load().picture("education", "anatomy", "back").labels
    assert [(label.id, label.side) for label in baked] == [(label.id, label.side) for label in back.labels]
    assert [label.y for label in baked] == pytest.approx([label.y for label in back.labels], abs=0.3 * UNITS_PER_CM)


def test_labels_stand_on_the_side_of_their_muscle_from_top_to_bottom(back):
    by_side = {side: [label.id for label in back.labels if label.side == side] for side in ("left", "right")}
    assert by_side == {"left": list(ABOVE), "right": list(BENEATH)}
    left, _, right, _ = back.bounds
    assert {(label.side, label.x) for label in back.labels} == {("left", left), ("right", right)}


def test_three_lines_of_words_fit_at_each_label(back):
    _, top, _, bottom = back.bounds
    for side in ("left", "right"):
        heights = [label.y for label in back.labels if label.side == side]
        steps = [b - a for a, b in pairwise(heights)]
        assert min(steps) >= STEP * back.height - 1
        assert heights[0] - top >= ENDS * back.height - 1
        assert bottom - heights[-1] >= ENDS * back.height - 1


def test_each_leader_runs_from_its_label_to_its_muscle(back):
    leaders = [path.points() for path in back.paths if path.role == "leader" and len(path.points()) == 3]
    for label in back.labels:
        tips = [points[-1] for points in leaders if points[0] == (label.x, label.y)]
        assert len(tips) == (3 if label.id == "trapezius" else 1)
        shape = muscle(back, label.id)
        assert all(shape.distance(shapely.Point(tip)) < 0.1 * UNITS_PER_CM for tip in tips), label.id


def test_every_muscle_is_large_enough_to_be_seen(back):
    for name in ROLES:
        assert muscle(back, name).area / UNITS_PER_CM**2 > 10, name


def test_the_trapezius_reaches_the_lowest_rib():
    lowest = min(level for sheet in CHARTS["trapezius"].sheets for guide in sheet.guides for _, level, _ in guide)
    rib = [level for _, level, _ in LOWEST_RIBS[0]]
    assert min(rib) < lowest < max(rib)


NEIGHBOURS = pytest.mark.parametrize(
    ("one", "other"),
    [("trapezius", "latissimus-dorsi"), ("trapezius", "deltoids"), ("rhomboids", "erector-spinae"),
     ("serratus-anterior", "erector-spinae")],
)  # fmt: skip


@pytest.mark.parametrize("look", ["colour", "grey"])
@NEIGHBOURS
def test_neighbours_differ_in_tone(back, look, one, other):
    palette, own = Library.load().palette(look), dict(back.colours)
    tones = [luminance(palette.colour(ROLES[name], 100, own)) for name in (one, other)]
    assert abs(tones[0] - tones[1]) > 0.08


@NEIGHBOURS
def test_neighbours_differ_in_hatch_in_line_art(one, other):
    patterns = Library.load().palette("line").patterns
    hatches = [patterns.get((ROLES[name], False)) for name in (one, other)]
    assert hatches[0] != hatches[1]


def test_line_art_keeps_outlines_and_leaders(back):
    palette, own = Library.load().palette("line"), dict(back.colours)
    assert {palette.colour(role, 100, own) for role in ("muscle-line", "bone-line", "leader")} == {(0, 0, 0)}


def test_the_figure_is_bare_and_plain(back):
    own = dict(back.colours)
    assert own["skin"] == own["shirt"]


@given(st.lists(st.floats(-2000, 12000), max_size=4))
def test_labels_are_spread_as_near_as_may_be(wanted):
    found = spread(sorted(wanted), 0, 10000)
    assert all(ENDS * 10000 - 1 <= y <= (1 - ENDS) * 10000 + 1 for y in found)
    assert all(b - a >= STEP * 10000 - 1 for a, b in pairwise(found))
    if len(found) == 1:
        assert found[0] == round(min(max(wanted[0], 800), 9200))


def test_labels_with_room_stay_where_they_are():
    assert spread([1000, 4000, 7000], 0, 10000) == [1000, 4000, 7000]
    assert spread([4900, 5100], 0, 10000) == [4100, 5900]


def test_too_many_labels_are_refused():
    with pytest.raises(ValueError, match="7 labels do not fit"):
        spread([0.0] * 7, 0, 10000)


def test_a_misspelt_muscle_is_named_with_a_way_out(problems_in):
    text = "person: anna\ncamera: {view: back}\nchart: {left: [trapezus]}\npanels:\n  only: {}\n"
    assert problems_in(text)[0].startswith("figure.yaml:3")
    assert "did you mean 'trapezius'" in problems_in(text)[0]
