"""The breath before the face: thin strokes that leave the mouth or come to the nose (cm)."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from shapely import LineString, Polygon

from handouts.figure.marks.marks import paint_arrows
from handouts.figure.paint.canvas import Canvas
from handouts.figure.paint.panel import Stage
from handouts.figure.space.vectors import Vec, rot_z, unit, vec
from handouts.figure.spec.marks import BreathSpec

Geometry = Any
PLACES = {"out": (9.8, 0.0, 0.5), "in": (11.0, 0.0, 3.2)}  # mouth and nose in the axes of the head
FAN = {"out": (28, 0, -28), "in": (16, -16)}  # degrees between the strokes and where the face looks
NEAR, FAR = 1.4, 10.0  # how far from there a stroke runs on the page
STROKE, TIP, HALF = 0.5, 2.0, 0.85  # width of a stroke, length and half width of its head
FINER = 1.5  # by how much its pale rim is narrower than an arrow's
FACES_US = 0.15  # length on the page of where the face looks, from which on it has no side


def paint_breath(canvas: Canvas, breath: BreathSpec, stage: Stage) -> Geometry:
    """Three strokes out of the mouth, or two to the nose; returns what they cover.

    They are finer than arrows and begin at the face, where no arrow may lie: an arrow of the breath floats beside it.
    """
    head = stage.skeleton["head"]
    place = stage.camera.flat(head.at(*PLACES[breath.way]))
    looks = stage.camera.flat(head.x)
    ahead = unit(looks) if float(np.hypot(*looks)) > FACES_US else vec(-1, 0)
    strokes = []
    for degrees in FAN[breath.way]:
        along = rot_z(degrees)[:2, :2] @ ahead
        near, far = place + along * NEAR, place + along * FAR
        strokes.append(_stroke(near, far) if breath.way == "out" else _stroke(far, near))
    return paint_arrows(canvas, [shapely.union_all(strokes)], FINER)


def _stroke(tail: Vec, tip: Vec) -> Geometry:
    along = unit(tip - tail)
    across = vec(-along[1], along[0]) * HALF
    base = tip - along * TIP
    return LineString([tail, base]).buffer(STROKE / 2, 4).union(Polygon([tip, base + across, base - across]))
