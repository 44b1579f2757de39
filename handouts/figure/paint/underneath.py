"""What things throw on the floor: the forms that floor_shadow presses flat (cm)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np

from handouts.figure.paint.scene import Placed
from handouts.figure.props.prop import Prop
from handouts.figure.space.solids import Ellipsoid, Hull, ball
from handouts.figure.space.vectors import vec
from handouts.figure.view.depth import Box

LOW = 8.0  # cm above the floor below which a piece of a thing stands or lies on it
EDGE = 1.0  # cm by which a shadow sticks out
HANGING = ("band", "strap", "towel", "stick")
UPRIGHT = ("post", "lintel")  # of a doorway: a part of the house


def thing_shadows(order: Sequence[Placed]) -> list[Hull]:
    """Shadows of all that stands or lies on the floor, and of the seat of a chair."""
    hulls: list[Hull] = []
    for item in order:
        prop = item.prop
        if prop is None or item.background or item.name.endswith(UPRIGHT) or item.name.startswith(HANGING):
            continue
        if item.name == "chair-seat" and prop.box:
            hulls.append((Ellipsoid(prop.box.centre * vec(1, 1, 0), np.diag([20.0, 20.0, 0.1])),))
        elif _lowest(prop) < LOW:
            hulls += [_base(prop.box)] if prop.box else prop.hulls
    return hulls


def _lowest(prop: Prop) -> float:
    if prop.box:
        return float(min(corner.centre[2] for corner in _corners(prop.box)))
    return min((float(e.centre[2] - np.linalg.norm(e.axes[2])) for hull in prop.hulls for e in hull), default=np.inf)


def _corners(box: Box) -> list[Ellipsoid]:
    ends = [box.centre + box.axes @ (box.half * vec(*signs)) for signs in product((-1, 1), repeat=3)]
    return [ball(end, EDGE) for end in ends]


def _base(box: Box) -> Hull:
    """The lower four corners."""
    return tuple(sorted(_corners(box), key=lambda corner: float(corner.centre[2]))[:4])
