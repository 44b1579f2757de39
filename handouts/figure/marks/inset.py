"""Insets: one place of the body larger, in a frame beside it, seen from where it shows best (cm)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import shapely
from shapely import LineString, Point

from handouts.figure.marks.arrows import PEN
from handouts.figure.marks.marks import DOT, arrow_shapes, paint_arrows
from handouts.figure.marks.spots import Bounds, free_spot
from handouts.figure.paint.canvas import Canvas, Zoom
from handouts.figure.paint.ink import FINE, OUTER
from handouts.figure.paint.panel import Stage, paint_scene, panel_camera, set_stage, within
from handouts.figure.pose.skeleton import Skeleton, joint_point
from handouts.figure.space.vectors import Vec
from handouts.figure.spec.marks import InsetSpec
from handouts.figure.view.camera import make_camera

Geometry = Any
ROOM, ROUND = 2.5, 0.28  # cm between a close-up and the body; radius of its corners as a share of half its width
CORNERS = 1.21  # how much farther than half its width the corners of a rounded square reach


def paint_inset(
    canvas: Canvas, inset: InsetSpec, stage: Stage, skeletons: Mapping[str, Skeleton], taken: Geometry, bounds: Bounds
) -> Geometry:
    """Paint a close-up where nothing else is; returns what it covers."""
    here, there, frame, close = _close_stage(inset, stage)
    reach = inset.radius * inset.magnify * (CORNERS if inset.shape == "rounded" else 1.0)
    obstacle = shapely.union_all([stage.body, stage.things, taken])
    spot = free_spot(reach + ROOM, obstacle, bounds, here, inset.corner, stage.head.union(taken))
    zoom = Zoom((float(there[0]), float(there[1])), (float(spot[0]), float(spot[1])), inset.magnify)
    inside = Canvas(frame, zoom, canvas.finer)
    inside.fill(frame, "inset")
    paint_scene(inside, close, skeletons, inset.panel)
    shapes = arrow_shapes(close, skeletons, inset.panel, inset=True, pen=PEN.finer(inside.scale))
    paint_arrows(inside, [shape for _, shape in shapes], inside.scale)
    shown = zoom.moved(frame)
    if inset.leader:
        _paint_leader(canvas, LineString([here, spot]).difference(shown), here)
    canvas.add(inside.paths)
    canvas.stroke(shown.boundary, OUTER, "ink")
    return shown


def _close_stage(inset: InsetSpec, stage: Stage) -> tuple[Vec, Vec, Geometry, Stage]:
    """The joint on the page and in the close-up, the frame round it there, and what stands in that frame."""
    joint = joint_point(stage.skeleton, inset.of)
    camera = panel_camera(stage.spec, stage.skeleton.pose).under(inset.camera)
    there = make_camera(camera).flat(joint)
    frame = _frame(inset, there)
    if inset.camera is None:
        close = replace(stage, order=tuple(within(stage.order, frame)))
    else:
        close = set_stage(stage.spec, stage.person, stage.skeleton, camera, frame, stage.known)
    return stage.camera.flat(joint), there, frame, close


def _frame(inset: InsetSpec, middle: Vec) -> Geometry:
    if inset.shape == "round":
        return Point(*middle).buffer(inset.radius, 24)
    corner = inset.radius * ROUND
    half = inset.radius - corner
    x, y = (float(n) for n in middle)
    return shapely.box(x - half, y - half, x + half, y + half).buffer(corner, 8)


def _paint_leader(canvas: Canvas, line: Geometry, here: Vec) -> None:
    """A thin line from the close-up to a dot at its place."""
    canvas.stroke(line, 3 * FINE, "arrow-halo")
    canvas.fill(Point(*here).buffer(DOT + 0.4), "arrow-halo")
    canvas.stroke(line, FINE, "ink")
    canvas.fill(Point(*here).buffer(DOT), "ink")
