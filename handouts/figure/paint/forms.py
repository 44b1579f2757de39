"""Forms within a part: the edges of fingers and thumb where they lie before the rest of the hand (cm)."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from shapely import LineString, MultiLineString, Point

from handouts.figure.paint.order import painting_order
from handouts.figure.paint.scene import Placed
from handouts.figure.space.solids import Form
from handouts.figure.space.vectors import length
from handouts.figure.view.camera import Camera
from handouts.figure.view.depth import hull_depth
from handouts.figure.view.project import lines, outline

Geometry = Any
RIM = 0.3  # cm within the part's own edge where no second line is drawn
LEAST = 0.8  # cm: a shorter edge is a speck
CORNERS = 14  # points that stand for an ellipse: forms are small
BESIDE = 0.25  # cm: edges closer than this are one line


def form_edges(item: Placed, camera: Camera) -> Geometry:
    """The edges of a part's forms that are seen inside the part: each hides the edges of those behind it."""
    assert item.part is not None
    forms = {str(k): form for k, form in enumerate(item.part.forms)}
    seen: Geometry = MultiLineString()
    for placed in painting_order([_placed(name, form, camera) for name, form in forms.items()], camera, ()):
        seen = seen.difference(placed.shape.buffer(BESIDE, 2)).union(_edge(placed.shape, forms[placed.name], camera))
    return MultiLineString(lines(seen.intersection(item.shape.buffer(-RIM, 2)), LEAST))


def _placed(name: str, form: Form, camera: Camera) -> Placed:
    middle = float(np.mean([camera.toward @ e.centre for hull in form.hulls for e in hull]))
    return Placed(name, "", outline(form.hulls, camera.rows, corners=CORNERS), hull_depth(form.hulls, camera), middle)


def _edge(shape: Geometry, form: Form, camera: Camera) -> Geometry:
    """A form's outline, without the stretch where it flows out of the rest."""
    if form.root is None:
        return LineString()
    along = form.hulls[-1][-1].centre - form.root
    flat = math.hypot(*camera.flat(along)) / max(length(along), 1e-6)  # 0 of a finger that points at us: it is all edge
    return shape.boundary.difference(Point(camera.flat(form.root)).buffer(form.radius * flat))
