"""Forms within a part: the edges of fingers and thumb where they lie before the rest of the hand (cm)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, MultiLineString

from handouts.figure.space.solids import Form, Solids
from handouts.figure.view.camera import Camera
from handouts.figure.view.project import lines, outlines

Geometry = Any
RIM = 0.3  # cm within the part's own edge where no second line is drawn
LEAST = 0.8  # cm: a shorter edge is a speck
CORNERS = 14  # points that stand for an ellipse: forms are small
REST_AHEAD = 0.8  # cm by which a form must be nearer than the rest to lie before it
BESIDE = 0.25  # cm: edges closer than this are one line


def form_edges(forms: Sequence[Form], part: Geometry, camera: Camera) -> Geometry:
    """The edges of a part's forms that are seen inside its outline: each hides the edges of those behind it."""
    solids = [Solids.of(form.hulls) for form in forms]
    near = [_nearness(form, own, camera) for form, own in zip(forms, solids, strict=True)]
    order = sorted(range(len(forms)), key=near.__getitem__)
    forms, solids = [forms[k] for k in order], [solids[k] for k in order]
    shapes = outlines(solids, camera.rows, CORNERS)
    seen: Geometry = MultiLineString()
    for hidden, edge in zip(shapely.buffer(shapes, BESIDE, quad_segs=2), _edges(shapes, forms, camera), strict=True):
        seen = seen.difference(hidden).union(edge)
    return MultiLineString(lines(seen.intersection(part.buffer(-RIM, 2)), LEAST))


def _nearness(form: Form, solids: Solids, camera: Camera) -> float:
    """How near its far end is: fingers of a fist lie before the palm when their tips do."""
    near = solids.centres @ camera.toward
    return float(near.mean()) + REST_AHEAD if form.root is None else float(near[-len(form.hulls[-1]) :].mean())


def _edges(shapes: Sequence[Geometry], forms: Sequence[Form], camera: Camera) -> NDArray[np.object_]:
    """The outline of each form without the stretch where it flows out of the rest; nothing of one without a root."""
    edges = np.full(len(forms), LineString(), dtype=object)
    rooted = [(k, form, form.root) for k, form in enumerate(forms) if form.root is not None]
    if not rooted:
        return edges
    own, roots = [k for k, _, _ in rooted], np.array([root for _, _, root in rooted])
    along = np.array([form.hulls[-1][-1].centre for _, form, _ in rooted]) - roots
    # 0 of a finger that points at us: it is all edge
    flat = np.hypot(*camera.flat(along).T) / np.maximum(np.linalg.norm(along, axis=1), 1e-6)
    radii = np.array([form.radius for _, form, _ in rooted]) * flat
    flows = shapely.buffer(shapely.points(camera.flat(roots)), radii, quad_segs=16)
    edges[own] = shapely.difference(shapely.boundary(np.array(shapes)[own]), flows)
    return edges
