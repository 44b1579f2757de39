"""Brush strokes."""

from __future__ import annotations

import numpy as np
import pytest
from shapely import LineString, Point

from handouts.figure.paint.brush import TAPER, strokes

LONG = LineString([(0, 0), (20, 0)])


def across(shape, x):
    return shape.intersection(LineString([(x, -5), (x, 5)])).length


def test_a_stroke_is_as_wide_as_told_in_its_middle_and_thin_at_its_ends():
    (shape,) = strokes([LONG], [0.5])
    assert across(shape, 10) == pytest.approx(0.5)
    assert across(shape, 0.01) < 0.2 < across(shape, TAPER / 2) < 0.5


def test_strokes_made_together_are_those_made_alone():
    lines = [LONG, LineString([(0, 0), (3, 4), (9, 4)]), LineString([(5, 5), (5.4, 5)])]
    together = strokes(lines, [0.5, 0.3, 0.2])
    for line, width, shape in zip(lines, (0.5, 0.3, 0.2), together, strict=True):
        assert shape.equals(strokes([line], [width])[0])


def test_a_line_that_crosses_itself_still_gives_a_sound_shape():
    turns = np.linspace(0, 4 * np.pi, 60)
    (shape,) = strokes([LineString(np.stack([np.cos(turns), 0.4 * np.sin(2 * turns)], axis=1))], [0.3])
    assert shape.is_valid
    assert shape.distance(Point(1, 0)) < 0.01


def test_without_lines_there_are_no_strokes():
    assert len(strokes([], [])) == 0
