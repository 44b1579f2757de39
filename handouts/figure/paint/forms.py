"""Forms within a part: the edges of fingers and thumb where they lie before the rest of the hand (cm)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from shapely import LineString, MultiLineString, Point

from handouts.figure.space.solids import Form
from handouts.figure.space.vectors import length
from handouts.figure.view.camera import Camera
from handouts.figure.view.project import lines, outline

Geometry = Any
RIM = 0.3  # cm within the part's own edge where no second line is drawn
LEAST = 0.8  # cm: a shorter edge is a speck
CORNERS = 14  # points that stand for an ellipse: forms are small
REST_AHEAD = 0.8  # cm by which a form must be nearer than the rest to lie before it
BESIDE = 0.25  # cm: edges closer than this are one line


def form_edges(forms: Sequence[Form], part: Geometry, camera: Camera) -> Geometry:
    """The edges of a part's forms that are seen inside its outline: each hides the edges of those behind it."""
    forms = sorted(forms, key=lambda form: _nearness(form, camera))
    shapes = [outline(form.hulls, camera.rows, corners=CORNERS) for form in forms]
    seen: Geometry = MultiLineString()
    for form, shape, hidden in zip(forms, shapes, shapely.buffer(shapes, BESIDE, quad_segs=2), strict=True):
        seen = seen.difference(hidden).union(_edge(shape, form, camera))
    return MultiLineString(lines(seen.intersection(part.buffer(-RIM, 2)), LEAST))


def _nearness(form: Form, camera: Camera) -> float:
    """How near its far end is: fingers of a fist lie before the palm when their tips do."""
    hulls, ahead = (form.hulls, REST_AHEAD) if form.root is None else (form.hulls[-1:], 0.0)
    return float(np.mean([camera.toward @ e.centre for hull in hulls for e in hull])) + ahead


def _edge(shape: Geometry, form: Form, camera: Camera) -> Geometry:
    """A form's outline, without the stretch where it flows out of the rest."""
    if form.root is None:
        return LineString()
    along = form.hulls[-1][-1].centre - form.root
    flat = math.hypot(*camera.flat(along)) / max(length(along), 1e-6)  # 0 of a finger that points at us: it is all edge
    return shape.boundary.difference(Point(camera.flat(form.root)).buffer(form.radius * flat))
