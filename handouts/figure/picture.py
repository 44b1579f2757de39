"""A whole panel: the scene inside its window, then what explains it, each mark clear of those before it (cm)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import shapely

from handouts.drawing import Path
from handouts.figure.crop import crop_window, cut_edges, finer_lines
from handouts.figure.marks.arrows import PEN
from handouts.figure.marks.breath import paint_breath
from handouts.figure.marks.inset import paint_inset
from handouts.figure.marks.marks import arrow_shapes, paint_arrows, paint_line, paint_sign
from handouts.figure.paint.canvas import Canvas
from handouts.figure.paint.chart import paint_chart
from handouts.figure.paint.ink import FINE
from handouts.figure.paint.panel import Stage, paint_scene, panel_camera
from handouts.figure.pose.skeleton import Skeleton
from handouts.figure.spec.figure import FigureSpec, Pose
from handouts.figure.spec.view import Crop

Geometry = Any


def paint_panel(stage: Stage, skeletons: Mapping[str, Skeleton], name: str) -> tuple[Path, ...]:
    """The panel's paths from back to front. `skeletons` has every panel's, for arrows, ghosts and the window."""
    window, finer = panel_window(stage.spec, stage, skeletons)
    canvas, free = Canvas(window, finer=finer), Canvas(finer=finer)
    paint_scene(canvas, stage, skeletons, name)
    if stage.spec.chart:
        paint_chart(canvas, stage.spec.chart, stage.skeleton, stage.camera, stage.order)
    if window is not None:
        free.stroke(cut_edges(window, stage.body), FINE, "ink-soft")
    for line in stage.spec.lines:
        if line.panel == name:
            paint_line(canvas, line, stage.skeleton, stage.camera)
    shapes = arrow_shapes(stage, skeletons, name, pen=PEN.finer(finer))
    taken = paint_arrows(free, [shape for _, shape in shapes], finer)
    seen = shapely.union_all([stage.body, stage.things])
    bounds = shapely.union_all([seen if window is None else seen.intersection(window), taken]).bounds
    for breath in stage.spec.breaths:
        if breath.panel == name:
            taken = taken.union(paint_breath(free, breath, stage))
    for sign in stage.spec.signs:
        if sign.panel == name:
            taken = taken.union(paint_sign(free, sign, stage, taken, bounds))
    for inset in stage.spec.insets:
        if inset.panel == name:
            taken = taken.union(paint_inset(free, inset, stage, skeletons, taken, bounds))
    return (*canvas.paths, *free.paths)


def panel_crop(spec: FigureSpec, pose: Pose) -> Crop | None:
    """The close-up a panel is: its own, which may be none, or the figure's."""
    return pose.crop if "crop" in pose.model_fields_set else spec.crop


def panel_window(spec: FigureSpec, stage: Stage, skeletons: Mapping[str, Skeleton]) -> tuple[Geometry, float]:
    """The part of the page that is shown (None for all of it), and by how much its lines are drawn finer.

    Both are the same in all panels with this camera and this crop.
    """
    crop, camera = (look(spec, stage.skeleton.pose) for look in (panel_crop, panel_camera))
    if not isinstance(crop, Crop):
        return None, 1.0
    alike = [s for s in skeletons.values() if (panel_crop(spec, s.pose), panel_camera(spec, s.pose)) == (crop, camera)]
    window = crop_window(crop, stage.camera, alike)
    return window, 1.0 if spec.chart else finer_lines(window, stage.camera, alike)
