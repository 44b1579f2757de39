"""Another panel's body as a pale figure behind: each limb a shape of its own, so that it can be read (cm)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import shapely

from handouts.figure.paint.canvas import Canvas
from handouts.figure.paint.ink import FINE
from handouts.figure.paint.scene import Placed
from handouts.figure.view.project import closed, polygons

Geometry = Any
PALE = 0.12  # cm to which the pale outline is simplified; a close-up, which is drawn larger, keeps more of it
RIM = 1.5  # cm; a pale edge as narrow as that looks like a slip of the press
# And so does one as narrow as this (cm) that has less than this share of its form's largest piece.
SLIVER, SMALL = 2.6, 0.4
NOTHING = shapely.Polygon()
LIMBS = {
    "arm": ("sleeve", "cuff", "upper-arm", "forearm", "hand"),
    "leg": ("thigh", "knee", "shin", "foot"),
}


def paint_ghost(canvas: Canvas, parts: Sequence[Placed], things: Sequence[Placed], body: Geometry = NOTHING) -> None:
    """The body without colours, from back to front, before it the things it carries.

    `body` is the outline of the one that will be painted over it: what only rims it has not moved, and is left out.
    """
    forms: dict[str, list[Placed]] = {}
    for part in parts:
        forms.setdefault(_form(part.name), []).append(part)
    nearness = {form: sum(p.nearness * p.shape.area for p in placed) for form, placed in forms.items()}
    areas = {form: sum(p.shape.area for p in placed) for form, placed in forms.items()}
    hem = next((part for part in parts if part.name == "hem"), None)  # legs come out from under it
    for form in sorted(forms, key=lambda form: (nearness[form] / max(areas[form], 1e-6), form)):
        shape = closed(shapely.union_all([p.shape for p in forms[form]]), 0.6, 16)
        if hem and form.endswith("-leg") and any(part.name in hem.openings for part in forms[form]):
            shape = shape.difference(hem.shape)
        pieces = polygons(shape.difference(body), 0.0)
        largest = max((piece.area for piece in pieces), default=0.0)
        slips = [piece for piece in pieces if piece.buffer(-_slip(piece.area / largest, canvas.scale) / 2).is_empty]
        if len(slips) < len(pieces):
            shape = shape.difference(shapely.union_all(slips).buffer(0.1))
            _paint_pale(canvas, shape.simplify(PALE / canvas.scale**2))
    for thing in things:
        _paint_pale(canvas, thing.shape)


def _slip(share: float, scale: float) -> float:
    """The width up to which a piece of this share of the largest one is left out, cm; enlarged, it must be narrower."""
    return SLIVER if share < SMALL else RIM / scale


def _paint_pale(canvas: Canvas, shape: Geometry) -> None:
    canvas.fill(shape, "ghost")
    canvas.stroke(shape.boundary, FINE, "ghost-line")


def _form(part: str) -> str:
    """The limb a part belongs to; trunk and hips are one form, head and neck another."""
    side, _, name = part.partition("-")
    for limb, names in LIMBS.items():
        if name in names:
            return f"{side}-{limb}"
    return "head" if part in ("head", "neck", "scarf") else "trunk"
