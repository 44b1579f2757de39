"""Anatomy charts: muscles and bones laid over the back of a plain figure, seen straight from behind (cm)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, Polygon, affinity

from handouts.figure.anatomy.chart_muscles import (
    ARM_BONE,
    BLADE,
    CHARTS,
    LOWEST_RIBS,
    RIBS,
    RIDGE,
    VERTEBRAE,
    Guide,
    Place,
    Sheet,
)  # fmt: skip
from handouts.figure.paint.canvas import Canvas
from handouts.figure.paint.leaders import Leader
from handouts.figure.paint.scene import Placed
from handouts.figure.pose.skeleton import Skeleton
from handouts.figure.space.solids import Joint, Part, interpolate
from handouts.figure.spec.chart import ChartSpec
from handouts.figure.view.camera import Camera
from handouts.figure.view.project import closed, smoothed

Geometry = Any
Points = NDArray[np.float64]
ALONG, ACROSS = 24, 40  # samples of a sheet along its fibres and from edge to edge
FIBRE, EDGE, BONE_EDGE = 0.2, 0.32, 0.24  # widths of lines
FREE = (0.1, 0.92)  # share of a fibre's length between which its line is drawn
CHART_SCALE = 1.9  # a chart is printed about this much larger than a person who exercises, and its lines no heavier
BARE = ("neck", "torso", "hem", "left-sleeve", "right-sleeve", "left-cuff", "right-cuff")
NAPE = 16.0  # radius of the zone in which neck and shoulders are one form
VERTEBRA = (1.0, 0.62)  # half width and half height of a vertebra's tip
# What a plain figure is coloured like, by role.
PLAIN = {"skin": "#ece4da", "shirt": "#ece4da", "hair": "#d5c9bb", "hair-line": "#b7a999"}


def plain_parts(parts: Iterable[Part]) -> list[Part]:
    """The body without clothes' seams and edges; neck and shoulders flow into each other."""
    found = []
    for part in parts:
        joints = part.joints
        if part.name == "neck" and part.stations:
            joints = (*joints, Joint("torso", part.stations[0].centre, NAPE))
        found.append(replace(part, seams=(), creases=part.creases if part.head else (), joints=joints))
    return found


class _Page:
    """Where places of the chart are on the page."""

    def __init__(self, skeleton: Skeleton, camera: Camera):
        self._camera = camera
        spine = camera.flat(np.array([frame.origin for frame in skeleton.spine]))
        below, above = spine[0] - (spine[2] - spine[0]), spine[-1] + (spine[-1] - spine[-3])
        self._levels = np.array([-2.0, *range(len(spine)), len(spine) + 1.0])
        self._spine = np.array([below, *spine, above])
        self._left = float(np.sign(camera.rows[0] @ skeleton["pelvis"].y))
        self._skeleton = skeleton

    def point(self, place: Place, side: str) -> Points:
        """A place on one side of the body, shape (2,)."""
        kind, where, out = place
        across = (self._left if side == "left" else -self._left) * out
        if kind == "back":
            middle = [np.interp(where, self._levels, self._spine[:, k]) for k in (0, 1)]
            return np.array([middle[0] + across, middle[1]])
        ends = [self._skeleton[f"{side}-{joint}"].origin for joint in ("shoulder", "elbow")]
        shoulder, elbow = self._camera.flat(np.array(ends))
        bone = elbow - shoulder
        outwards = np.array([-bone[1], bone[0]]) / np.linalg.norm(bone)
        outwards *= np.sign(outwards[0]) * np.sign(across or 1.0)
        found: Points = shoulder + bone * where + outwards * abs(across)
        return found

    def curve(self, guide: Guide, side: str, count: int = ALONG) -> Points:
        """A smooth line through the places, shape (count, 2)."""
        return smoothed(np.array([self.point(place, side) for place in guide]), count)


def paint_chart(canvas: Canvas, spec: ChartSpec, skeleton: Skeleton, camera: Camera, order: Sequence[Placed]) -> None:
    """The muscles and bones of each side, in the order they are named, then the spine."""
    page = _Page(skeleton, camera)
    body = shapely.union_all([item.shape for item in order if item.name in BARE]).buffer(0.4).buffer(-0.56)
    head = next(item for item in order if item.name == "head")
    if head.hair is not None:  # muscles of the neck go up to the hair
        body = body.union(head.shape).difference(head.hair.over.buffer(0.3))
    arms = shapely.union_all([item.shape for item in order if item.name.endswith("-sleeve")])
    for side, names in (("left", spec.left), ("right", spec.right)):
        for name in names:
            if name in CHARTS:
                for sheet in CHARTS[name].sheets:
                    _paint_sheet(canvas, sheet, page, side, body)
            else:
                _paint_bones(canvas, name, page, side, body.difference(arms) if "ribs" in name else body)
    for level in VERTEBRAE:
        _paint_vertebra(canvas, page.point(("back", level, 0.0), "left"), body)


def chart_leaders(spec: ChartSpec, skeleton: Skeleton, camera: Camera) -> list[Leader]:
    """The leader lines of the chart's muscles, each to the edge of the picture on its side."""
    page = _Page(skeleton, camera)
    found = []
    for side, names in (("left", spec.left), ("right", spec.right)):
        for name in names:
            if name in CHARTS and CHARTS[name].pointers:
                points = np.array([page.point(place, side) for place in CHARTS[name].pointers])
                found.append(Leader(name, "left" if points[0, 0] < 0 else "right", points))
    return found


def _paint_sheet(canvas: Canvas, sheet: Sheet, page: _Page, side: str, body: Geometry) -> None:
    rows = _rows(sheet, page, side)
    ring = np.concatenate([rows[0], rows[:, -1], rows[-1][::-1], rows[::-1, 0]])
    shape = Polygon(ring).buffer(0.3, 6).buffer(-0.8, 6).buffer(0.5, 6).intersection(body)
    canvas.fill(shape, sheet.role, sheet.tone)
    first, last = (round(share * (ALONG - 1)) for share in FREE)
    for k in range(sheet.fibres):
        row = rows[round((k + 1) / (sheet.fibres + 1) * (ACROSS - 1)), first : last + 1]
        canvas.brush(LineString(row).intersection(shape), FIBRE, "muscle-line")
    canvas.stroke(shape.boundary, EDGE, "muscle-line")


def _rows(sheet: Sheet, page: _Page, side: str) -> Points:
    """Points on a sheet, shape (ACROSS, ALONG, 2): each row runs along the fibres."""
    guides = np.array([page.curve(guide, side) for guide in sheet.guides])
    table = [(float(k), *guide.ravel()) for k, guide in enumerate(guides)]
    return interpolate(table, np.linspace(0, len(guides) - 1, ACROSS)).reshape(ACROSS, ALONG, 2)


def _paint_bones(canvas: Canvas, name: str, page: _Page, side: str, body: Geometry) -> None:
    for shape in _bones(name, page, side):
        canvas.fill(shape.intersection(body), "bone")
        canvas.stroke(shape.intersection(body).boundary, BONE_EDGE, "bone-line")


def _bones(name: str, page: _Page, side: str) -> list[Geometry]:
    """The bones of a name, from back to front."""
    if name == "shoulder-blade":
        ring = smoothed(np.array([page.point(place, side) for place in (*BLADE, BLADE[0])]), 80)
        return [closed(Polygon(ring), 0.4, 6), LineString(page.curve(RIDGE, side)).buffer(0.7, 6)]
    if name == "arm-bone":
        knob, shaft = (LineString(page.curve(guide, side)) for guide in ARM_BONE)
        return [closed(knob.buffer(2.5, 8).union(shaft.buffer(1.1, 8)), 1.0, 8)]
    return [LineString(page.curve(rib, side)).buffer(0.5, 6) for rib in (RIBS if name == "ribs" else LOWEST_RIBS)]


def _paint_vertebra(canvas: Canvas, middle: Points, body: Geometry) -> None:
    tip = affinity.scale(shapely.Point(*middle).buffer(1.0, 8), *VERTEBRA).intersection(body)
    canvas.fill(tip, "bone")
    canvas.stroke(tip.boundary, BONE_EDGE, "bone-line")
