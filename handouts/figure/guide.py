"""What an author sees over a picture and a patient never does: named joints and a grid of 10 cm."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import shapely
from shapely import LineString, Point, affinity
from shapely.ops import nearest_points

from handouts.drawing import UNITS_PER_CM, Drawing
from handouts.figure.draw import MARGIN, Drawn, Figure, solved
from handouts.figure.lettering import box, centred
from handouts.figure.paint.canvas import Canvas
from handouts.figure.paint.panel import panel_camera
from handouts.figure.picture import panel_crop
from handouts.figure.pose.skeleton import Skeleton, joint_point
from handouts.figure.space.vectors import Vec, vec
from handouts.figure.view.camera import Camera, make_camera

Geometry = Any
MIDDLE = ("pelvis", "waist", "chest", "neck", "head", "crown")
PAIRED = ("hip", "knee", "ankle", "heel", "toes", "shoulder", "elbow", "wrist", "hand")
MARKED = (*MIDDLE, *(f"{side}-{joint}" for joint in PAIRED for side in ("left", "right")))
LETTER, DOT, HALO = 3.4, 0.8, 0.45
SAME = 2.0  # cm on the page within which left and right share a label
STEP, NUMBERED = 10, 20  # cm between the grid's lines, and between its numbers
THIN, AXIS = 0.14, 0.4
AWAY = (1.6, 4.5, 8.0, 12.0, 17.0, 23.0)  # cm from a dot to its label, nearest first
WAYS = tuple((math.cos(math.radians(a)), math.sin(math.radians(a))) for a in (0, 180, 35, 145, -35, -145, 75, -75))


def with_guides(figure: Figure, drawn: Drawn, joints: bool, grid: bool) -> Drawn:
    """The same panels with what was asked for drawn over them; a close-up keeps its frame."""
    skeletons, panels = solved(figure), []
    for name, drawing in drawn.panels:
        camera = make_camera(panel_camera(figure.spec, figure.poses[name]))
        frame = _frame(drawing) if panel_crop(figure.spec, figure.poses[name]) else None
        canvas = Canvas(frame)
        if grid:
            paint_grid(canvas, camera, skeletons)
        if joints:
            paint_joints(canvas, camera, skeletons[name], frame)
        paths = (*drawing.paths, *canvas.paths)
        panels.append((name, Drawing.of(paths, figure.colours, drawing.title, MARGIN)))
    return replace(drawn, panels=tuple(panels))


def _frame(drawing: Drawing) -> Geometry:
    left, top, right, bottom = (n / UNITS_PER_CM for n in drawing.bounds)
    return shapely.box(left, -bottom, right, -top)


# ------------------------------------------------------------------------------------------------------- joints


def paint_joints(canvas: Canvas, camera: Camera, skeleton: Skeleton, frame: Geometry = None) -> None:
    """A dot at each joint and its name beside it, on a line where there is no room near by."""
    marks = {label: at for label, at in joint_marks(skeleton, camera).items() if frame is None or frame.covers(at)}
    taken: list[Geometry] = [at.buffer(DOT) for at in marks.values()]
    for at in marks.values():
        canvas.fill(at.buffer(DOT + HALO), "guide-halo")
        canvas.fill(at.buffer(DOT), "guide")
    for label, at in marks.items():
        shape, distance = _placed(label, at, taken)
        taken.append(box(shape, 0.4))
        if distance > AWAY[0]:
            canvas.stroke(LineString(nearest_points(at, box(shape, 0.2))), THIN, "guide")
        canvas.fill(shape.buffer(HALO), "guide-halo")
        canvas.fill(shape, "guide")


def joint_marks(skeleton: Skeleton, camera: Camera) -> dict[str, Geometry]:
    """The marked joints on the page by name; left and right share a name where they cover each other."""
    flat = {name: Point(*camera.flat(joint_point(skeleton, name))) for name in MARKED}
    marks = {name: flat[name] for name in MIDDLE}
    for joint in PAIRED:
        left, right = flat[f"left-{joint}"], flat[f"right-{joint}"]
        if left.distance(right) < SAME:
            marks[f"left/right-{joint}"] = LineString([left, right]).centroid
        else:
            marks.update({f"left-{joint}": left, f"right-{joint}": right})
    return marks


def _placed(label: str, at: Geometry, taken: list[Geometry]) -> tuple[Geometry, float]:
    """The label at the nearest free place, and how far that is from its dot."""
    shape = centred(label, LETTER, at.x, at.y)
    left, low, right, high = shape.bounds
    for distance in AWAY:
        for x, y in WAYS:
            reach = ((right - left) / 2 * x, (high - low) / 2 * y)
            moved = affinity.translate(shape, reach[0] + distance * x, reach[1] + distance * y)
            if not any(box(moved, 0.4).intersects(other) for other in taken):
                return moved, distance
    return affinity.translate(shape, 0, AWAY[0]), AWAY[0]


# --------------------------------------------------------------------------------------------------------- grid


class Extent(NamedTuple):
    """The box of whole tens of centimetres around all joints; the floor is its bottom."""

    low: Vec
    high: Vec

    def ticks(self, axis: int) -> range:
        """The places of the grid's lines along an axis."""
        return range(round(float(self.low[axis])), round(float(self.high[axis])) + 1, STEP)

    def point(self, axis: int, value: float, others: Vec) -> Vec:
        """A point with one coordinate replaced."""
        found = others.copy()
        found[axis] = value
        return found


def extent(skeletons: Mapping[str, Skeleton]) -> Extent:
    """The same for every panel, so that their grids can be compared."""
    points = np.array([joint_point(s, name) for s in skeletons.values() for name in MARKED])
    low = np.floor(points.min(axis=0) / STEP - 0.5) * STEP
    high = np.ceil(points.max(axis=0) / STEP + 0.5) * STEP
    return Extent(np.minimum(low, 0.0) * (1, 1, 0), np.maximum(high, 0.0))


def paint_grid(canvas: Canvas, camera: Camera, skeletons: Mapping[str, Skeleton]) -> None:
    """The floor, and the upright plane through the middle that looks most at the viewer."""
    space = extent(skeletons)
    across = 0 if abs(camera.toward[1]) >= abs(camera.toward[0]) else 1  # the upright plane's level axis
    for a, b in ((0, 1), (1, 0), (across, 2), (2, across)):
        for value in space.ticks(a):
            start, end = (space.point(b, n, space.point(a, value, vec(0, 0, 0))) for n in (space.low[b], space.high[b]))
            line = LineString(camera.flat(np.array([start, end])))
            if line.length > THIN:
                canvas.stroke(line, THIN if value else AXIS, "guide-grid")
    for text, at in grid_numbers(camera, space, across):
        shape = centred(text, LETTER, *at)
        canvas.fill(shape.buffer(HALO), "guide-halo")
        canvas.fill(shape, "guide")


def grid_numbers(camera: Camera, space: Extent, across: int) -> Iterator[tuple[str, tuple[float, float]]]:
    """The numbers and where they stand on the page: below the floor's near edge, and beside the upright plane."""
    depth = 1 - across
    near = space.high[depth] if camera.toward[depth] > 0 else space.low[depth]
    edge = space.point(depth, near, vec(0, 0, 0))
    names = ("forward", "left", "up")
    for value in space.ticks(across):
        if value % NUMBERED == 0:
            x, y = camera.flat(space.point(across, value, edge))
            yield (f"{names[across]} {value}" if value == 0 else f"{value}"), (x, y - LETTER)
    ends = (float(space.low[across]), float(space.high[across]))
    left = min(ends, key=lambda end: float(camera.flat(space.point(across, end, vec(0, 0, 0)))[0]))
    for value in space.ticks(2):
        if value % NUMBERED == 0 and value:
            x, y = camera.flat(space.point(across, left, vec(0, 0, value)))
            yield (f"up {value}" if value + NUMBERED > space.high[2] else f"{value}"), (x - 2 * LETTER, y)
