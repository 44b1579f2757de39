"""What explains a panel, painted over the scene: arrows, guide lines, and ticks and crosses (cm)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from shapely import LineString, Point, Polygon

from handouts.figure.marks.arrows import HALO, PEN, Pen, Surroundings, arrow_shape
from handouts.figure.marks.spots import Bounds, free_spot
from handouts.figure.paint.canvas import Canvas
from handouts.figure.paint.panel import Stage
from handouts.figure.pose.skeleton import Skeleton, joint_point
from handouts.figure.space.vectors import Vec, unit, vec
from handouts.figure.spec.marks import ArrowSpec, LineSpec, SignSpec
from handouts.figure.view.camera import Camera

Geometry = Any
LINE, LINE_HALO, DASH, GAP, DOT = 0.45, 1.0, 2.6, 1.9, 0.85
SIGN, STROKE, EDGE = 5.4, 1.5, 0.6  # radius of a sign, width of its mark and of its rim
MARKS = {
    "tick": (((-0.5, 0.02), (-0.14, -0.38), (0.5, 0.4)),),
    "cross": (((-0.38, -0.38), (0.38, 0.38)), ((-0.38, 0.38), (0.38, -0.38))),
}  # fmt: skip


# ------------------------------------------------------------------------------------------------------- arrows


def arrow_shapes(
    stage: Stage, skeletons: Mapping[str, Skeleton], name: str, inset: bool = False, pen: Pen = PEN
) -> list[tuple[ArrowSpec, Geometry]]:
    """The panel's arrows (or those of its close-up) and their outlines; each keeps clear of those before it."""
    first = next(iter(skeletons))
    body, head, things = (Polygon(), stage.head, Polygon()) if inset else (stage.body, stage.head, stage.things)
    others: Geometry = Polygon()
    found = []
    for arrow in stage.spec.arrows:
        if arrow.panel != name or arrow.inset != inset:
            continue
        around = Surroundings(body, head, others, things)
        shape = arrow_shape(arrow, skeletons[arrow.start or first], skeletons[name], stage.camera, around, pen)
        others = others.union(shape)
        found.append((arrow, shape))
    return found


def paint_arrows(canvas: Canvas, shapes: Sequence[Geometry], scale: float = 1.0) -> Geometry:
    """Arrows with a pale rim, so that they stand out from what they lie over; returns all of them as one shape."""
    for shape in shapes:
        canvas.fill(shape.buffer(HALO / scale, 6), "arrow-halo")
        canvas.fill(shape, "arrow")
    return shapely.union_all(list(shapes)) if shapes else Polygon()


# -------------------------------------------------------------------------------------------------------- lines


def paint_line(canvas: Canvas, line: LineSpec, skeleton: Skeleton, camera: Camera) -> Geometry:
    """A guide line over the body; returns what it covers."""
    places = [_place(skeleton, camera, place) for place in line.through]
    track = _longer(_plumb(places) if line.upright else places, line.beyond)
    pieces = [LineString(track)] if line.style == "solid" else _dashed(LineString(track))
    for width, role in ((LINE_HALO, "arrow-halo"), (LINE, "arrow")):
        for piece in pieces:
            canvas.stroke(piece, width, role)
        for place in places if line.dots else ():
            canvas.fill(Point(*place).buffer(DOT + (0.4 if role == "arrow-halo" else 0)), role)
    return LineString(track).buffer(LINE_HALO)


def _place(skeleton: Skeleton, camera: Camera, place: str | tuple[float, float, float]) -> Vec:
    flat: Vec = camera.flat(joint_point(skeleton, place) if isinstance(place, str) else vec(*place))
    return flat


def _plumb(places: list[Vec]) -> list[Vec]:
    """From the highest to the lowest of them, straight through the last."""
    heights = [float(place[1]) for place in places]
    return [vec(float(places[-1][0]), height) for height in (max(heights), min(heights))]


def _longer(track: list[Vec], by: float) -> list[Vec]:
    if not by:
        return track
    first = unit(track[0] - track[1]) if np.any(track[0] != track[1]) else vec(0, 1)
    last = unit(track[-1] - track[-2]) if np.any(track[-1] != track[-2]) else vec(0, -1)
    return [track[0] + first * by, *track[1:-1], track[-1] + last * by]


def _dashed(line: LineString) -> list[LineString]:
    """Dashes that begin and end with the line."""
    count = max(1, round((line.length + GAP) / (DASH + GAP)))
    step = (line.length + GAP) / count
    return [shapely.ops.substring(line, k * step, (k + 1) * step - GAP) for k in range(count)]


# -------------------------------------------------------------------------------------------------------- signs


def paint_sign(canvas: Canvas, sign: SignSpec, stage: Stage, taken: Geometry, bounds: Bounds) -> Geometry:
    """A tick or a cross in a ring, told apart by shape as well as colour; returns what it covers."""
    radius = SIGN * sign.size
    if sign.of:
        near = stage.camera.flat(joint_point(stage.skeleton, sign.of))
        spot = free_spot(radius + 1, stage.head.union(taken), bounds, near)
    else:
        obstacle = shapely.union_all([stage.body, stage.things, taken])
        spot = free_spot(radius + 2, obstacle, bounds, vec(0, 0), sign.corner)
    disc = Point(*spot).buffer(radius, 16)
    strokes = [LineString([spot + vec(*point) * radius for point in stroke]) for stroke in MARKS[sign.mark]]
    canvas.fill(disc.buffer(HALO), "arrow-halo")
    canvas.fill(disc.difference(disc.buffer(-EDGE * sign.size)), sign.mark)
    canvas.fill(shapely.union_all([stroke.buffer(STROKE * sign.size / 2, 6) for stroke in strokes]), sign.mark)
    return disc
