"""A thing in the picture: what the camera sees of it, and what it is made of (cm)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, Polygon

from handouts.figure.space.solids import Ellipsoid, Hull
from handouts.figure.space.vectors import Vec, columns, cross, rot_z, unit, vec
from handouts.figure.view.camera import Camera
from handouts.figure.view.depth import Box
from handouts.figure.view.project import outline

Geometry = Any
EDGE_ON = 0.3  # cosine below which a wall is seen from its edge
BESIDE = 10.0  # cm from the body's middle to where such a wall is cut: nearer to us it would hide what touches it
CUT = 92  # tone of the cut, percent


class Mark(NamedTuple):
    """A line on a face, and where that face looks."""

    points: tuple[Vec, ...]
    normal: Vec


@dataclass(frozen=True)
class Prop:
    """A thing in the picture: a box, a flat quad or rounded hulls.

    `looks` is where a wall faces: seen from its edge it is drawn as its box, cut beside the body and open at the top
    and the back, where it goes on; what has no box is left out.
    `caps` are discs on the ends of hulls, lighter; `marks` are lines on its faces. `merged` hulls are one form.
    `under`: hands that close round it, so that it lies beneath them. `lies`: where the skin looks that it lies on.
    No line is drawn inside `open_ends`. `tone`: that of a box's faces where they look at us, percent.
    """

    name: str
    role: str
    middle: Vec
    box: Box | None = None
    hulls: tuple[Hull, ...] = ()
    quad: tuple[Vec, ...] = ()
    caps: tuple[Ellipsoid, ...] = ()
    marks: tuple[Mark, ...] = ()
    looks: Vec | None = None
    background: bool = False
    lined: bool = True
    bias: float = 0.0
    under: tuple[str, ...] = ()
    lies: Vec | None = None
    open_ends: tuple[Ellipsoid, ...] = ()
    merged: bool = False
    tone: int = 100

    def faces(self, camera: Camera) -> list[tuple[Geometry, int]]:
        """What the camera sees of it: shapes with their tone in percent, from back to front."""
        if self.quad and not self.edge_on(camera):
            return [(Polygon(camera.flat(np.array(self.quad))), 100)]
        if self.box is not None and self.looks is not None:
            surface, cut = _wall_faces(self.box, self.looks, camera)
            return [(Polygon(face), tone) for face, tone in ((surface, 100), (cut, CUT)) if Polygon(face).area > 0.01]
        if self.box is not None:
            return _box_faces(self.box, camera, self.tone)
        return [
            *self._hull_faces(camera),
            *((outline([(cap,)], camera.rows), 107) for cap in self.caps if _looks(cap, camera) > 0.05),
        ]

    def _hull_faces(self, camera: Camera) -> list[tuple[Geometry, int]]:
        if self.merged:
            return [(outline(self.hulls, camera.rows, 0.4), 100)]
        return [(outline([hull], camera.rows), 100 - 6 * (index % 2)) for index, hull in enumerate(self.hulls)]

    def edge_on(self, camera: Camera) -> bool:
        """Whether it belongs to a wall that is seen from its edge."""
        return self.looks is not None and abs(float(self.looks @ camera.toward)) < EDGE_ON

    def edges(self, camera: Camera) -> list[Geometry]:
        """The outlines of its faces, without the ends at which it goes on as another piece."""
        if self.box is not None and self.looks is not None and self.edge_on(camera):
            surface, _ = _wall_faces(self.box, self.looks, camera)
            return [LineString(surface[1:3])]  # its foot would run off askew
        edges = [face.boundary for face, _ in self.faces(camera)]
        if not self.open_ends:
            return edges
        gap = outline([(end,) for end in self.open_ends], camera.rows).buffer(-0.1)
        return [edge.difference(gap) for edge in edges]

    def drawn_marks(self, camera: Camera) -> list[Geometry]:
        """The lines on it."""
        seen = [mark for mark in self.marks if float(unit(mark.normal) @ camera.toward) > 0.05]
        return [LineString(camera.flat(np.array(mark.points))) for mark in seen]

    def shape(self, camera: Camera) -> Geometry:
        """The outline on the page."""
        return shapely.union_all([face.buffer(0.01) for face, _ in self.faces(camera)])


def _looks(cap: Ellipsoid, camera: Camera) -> float:
    return float(unit(cap.axes[:, 2]) @ camera.toward)


def _wall_faces(box: Box, looks: Vec, camera: Camera) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Corners on the page of a wall's surface, from the far end of its foot on, and of the cut through it."""
    toward_us = 1.0 if camera.toward[1] > 0 else -1.0
    front, back = (box.centre[0] + s * looks[0] * box.half[0] for s in (1, -1))
    far, near = (box.centre[1] + s * toward_us * box.half[1] for s in (-1, 1))
    near = toward_us * min(toward_us * near, BESIDE)
    low, high = (box.centre[2] + s * box.half[2] for s in (-1, 1))
    surface = [vec(front, y, z) for y, z in ((far, low), (near, low), (near, high), (far, high))]
    cut = [vec(x, near, z) for x, z in ((front, low), (front, high), (back, high), (back, low))]
    flat = camera.flat(np.array(surface))
    flat[3, 1] = min(flat[3, 1], flat[2, 1])  # both end level at the top, where the wall goes on
    return flat, camera.flat(np.array(cut))


def _box_faces(box: Box, camera: Camera, full: int) -> list[tuple[Geometry, int]]:
    faces = []
    for k in range(3):
        a, b = box.axes[:, (k + 1) % 3] * box.half[(k + 1) % 3], box.axes[:, (k + 2) % 3] * box.half[(k + 2) % 3]
        for sign in (1, -1):
            normal = box.axes[:, k] * sign
            facing = float(normal @ camera.toward)
            if facing < 1e-6:
                continue
            middle = box.centre + normal * box.half[k]
            corners = [middle - a - b, middle + a - b, middle + a + b, middle - a + b]
            tone = full + 5 * max(normal[2], 0.0) - 16 * max(0.0, 0.6 - facing) * (1 - abs(normal[2]))
            faces.append((Polygon(camera.flat(np.array(corners))), round(tone)))
    return faces


def block(
    name: str, role: str, centre: Vec, size: tuple[float, float, float], turn: float = 0.0, bias: float = 0.0
) -> Prop:
    """A box on its own."""
    return Prop(name, role, centre, Box(rot_z(turn), centre, vec(*size) / 2), bias=bias)


def disc(centre: Vec, normal: Vec, radius: float) -> Ellipsoid:
    """A flat round piece; its third axis looks along `normal`."""
    z = unit(normal)
    x = unit(cross(z, vec(0, 0, 1) if abs(z[2]) < 0.9 else vec(1, 0, 0)))
    return Ellipsoid(centre, columns(x, cross(z, x), z) * vec(radius, radius, 0.02))


def ring(centre: Vec, normal: Vec, radius: float) -> Mark:
    """A circle on a face."""
    flat = disc(centre, normal, radius).axes
    angles = np.linspace(0, 2 * np.pi, 29)
    return Mark(tuple(centre + flat[:, 0] * np.cos(t) + flat[:, 1] * np.sin(t) for t in angles), normal)


def rod(name: str, a: Vec, b: Vec, radius: float, role: str = "metal", under: tuple[str, ...] = ()) -> Prop:
    """A round bar between two points."""
    ends = (disc(a, b - a, radius), disc(b, b - a, radius))
    return Prop(name, role, (a + b) / 2, hulls=(ends,), bias=-1.0, under=under)
