"""Props: mat, chair, wall, doorway, cushion and dumbbell, with the planes they offer for support (cm)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely import Polygon

from handouts.figure.camera import Camera
from handouts.figure.contact import Plane
from handouts.figure.depth import Box
from handouts.figure.project import outline
from handouts.figure.skeleton import Skeleton
from handouts.figure.solids import Ellipsoid, Hull
from handouts.figure.spec import Chair, Cushion, Doorway, Mat, PropSpec, Wall
from handouts.figure.vectors import Vec, columns, cross, rot_z, unit, vec

Geometry = Any
MAT_THICKNESS = 1.5
FLOOR_STRIP = 44.0  # cm of floor shown before a wall


@dataclass(frozen=True)
class Prop:
    """A thing in the picture: a box, a flat quad or rounded hulls."""

    name: str
    role: str
    middle: Vec
    box: Box | None = None
    hulls: tuple[Hull, ...] = ()
    quad: tuple[Vec, ...] = ()
    background: bool = False
    lined: bool = True
    bias: float = 0.0

    def faces(self, camera: Camera) -> list[tuple[Geometry, int]]:
        """What the camera sees of it: shapes with their tone in percent, from back to front."""
        if self.box:
            return _box_faces(self.box, camera)
        if self.quad:
            return [(Polygon(camera.flat(np.array(self.quad))), 100)]
        return [(outline([hull], camera.rows), 100 - 6 * (index % 2)) for index, hull in enumerate(self.hulls)]

    def shape(self, camera: Camera) -> Geometry:
        """The outline on the page."""
        return shapely.union_all([face.buffer(0.01) for face, _ in self.faces(camera)])


def _box_faces(box: Box, camera: Camera) -> list[tuple[Geometry, int]]:
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
            tone = 100 + 5 * max(normal[2], 0.0) - 16 * max(0.0, 0.6 - facing) * (1 - abs(normal[2]))
            faces.append((Polygon(camera.flat(np.array(corners))), round(tone)))
    return faces


def _block(
    name: str, role: str, centre: Vec, size: tuple[float, float, float], turn: float = 0.0, bias: float = 0.0
) -> Prop:
    return Prop(name, role, centre, Box(rot_z(turn), centre, vec(*size) / 2), bias=bias)


def build_props(specs: Iterable[PropSpec]) -> list[Prop]:
    """All props of a figure."""
    props: list[Prop] = []
    for spec in specs:
        if isinstance(spec, Mat):
            props.append(_mat(spec))
        elif isinstance(spec, Chair):
            props += _chair(spec)
        elif isinstance(spec, Wall):
            props += _wall(spec)
        elif isinstance(spec, Doorway):
            props += _doorway(spec)
        else:
            props.append(_cushion(spec))
    return props


def support_planes(specs: Iterable[PropSpec]) -> dict[str, Plane]:
    """The planes that bear a body: always the floor, and what the props add."""
    planes = {"floor": Plane(vec(0, 0, 1), 0.0), "mat": Plane(vec(0, 0, 1), 0.0)}
    for spec in specs:
        if isinstance(spec, Chair):
            front = rot_z(spec.turn)[:, 0]
            rest = float(front @ vec(*spec.at, 0)) - CHAIR_DEPTH / 2 + 3.3
            planes["chair"] = Plane(vec(0, 0, 1), spec.seat)
            planes["chair-back"] = Plane(front, rest, spec.seat + spec.back + 3)
        elif isinstance(spec, Wall):
            planes["wall"] = Plane(vec(1, 0, 0), spec.at)
        elif isinstance(spec, Doorway):
            planes["left-post"] = planes["right-post"] = Plane(vec(-1, 0, 0), -spec.at)
    return planes


def _mat(spec: Mat) -> Prop:
    (x0, x1), (y0, y1) = spec.span, spec.across
    centre = vec((x0 + x1) / 2, (y0 + y1) / 2, -MAT_THICKNESS / 2)
    box = Box(rot_z(0), centre, vec(x1 - x0, y1 - y0, MAT_THICKNESS) / 2)
    return Prop("mat", "mat", centre, box, background=True)


CHAIR_DEPTH, CHAIR_WIDTH, LEG = 42.0, 43.0, 3.4


def _chair(spec: Chair) -> list[Prop]:
    turn, ground = rot_z(spec.turn), vec(*spec.at, 0.0)

    def part(name: str, x: float, y: float, z: float, size: tuple[float, float, float], bias: float = 0.0) -> Prop:
        return _block(name, "wood", ground + turn @ vec(x, y, z), size, spec.turn, bias)

    x, y, legs = CHAIR_DEPTH / 2 - 2, CHAIR_WIDTH / 2 - 2, spec.seat - 4
    props = [
        part(f"chair-leg-{i}", sx * x, sy * y, legs / 2, (LEG, LEG, legs), -3)
        for i, (sx, sy) in enumerate(((-1, -1), (-1, 1), (1, -1), (1, 1)))
    ]
    props.append(part("chair-seat", 0, 0, spec.seat - 2, (CHAIR_DEPTH, CHAIR_WIDTH, 4)))
    if spec.back:
        middle = spec.seat + spec.back / 2
        props += [part(f"chair-post-{i}", -x, s * y, middle, (3.2, 3.2, spec.back)) for i, s in enumerate((-1, 1))]
        height = min(17.0, spec.back * 0.5)
        props.append(part("chair-rest", -x, 0, spec.seat + spec.back - height / 2, (2.6, CHAIR_WIDTH - 1, height)))
    return props


def _wall(spec: Wall) -> list[Prop]:
    def quad(low: float, high: float) -> tuple[Vec, ...]:
        (a, b), x = spec.across, spec.at
        return vec(x, a, low), vec(x, b, low), vec(x, b, high), vec(x, a, high)

    (a, b), x = spec.across, spec.at
    middle = vec(x, (a + b) / 2, spec.height / 2)
    floor = (vec(x, a, 0), vec(x, b, 0), vec(x + FLOOR_STRIP, b, 0), vec(x + FLOOR_STRIP, a, 0))
    # Listed from back to front: the order of painting is by nearness, which rises by the small offsets.
    return [
        Prop("wall", "wall", middle, quad=quad(0, spec.height), background=True, lined=False),
        Prop("skirting", "skirting", middle + vec(1, 0, 0), quad=quad(0, 8), background=True),
        Prop("ground", "ground", middle + vec(2, 0, 0), quad=floor, background=True, lined=False),
    ]


def _doorway(spec: Doorway) -> list[Prop]:
    depth, width = spec.post
    x = spec.at + depth / 2
    props = [
        _block(
            f"{side}-post",
            "wood",
            vec(x, sign * (spec.inner + width) / 2, spec.height / 2),
            (depth, width, spec.height),
        )
        for side, sign in (("left", 1), ("right", -1))
    ]
    span = spec.inner + 2 * width
    props.append(_block("lintel", "wood", vec(x, 0, spec.height + width / 2), (depth, span, width)))
    return props


def _cushion(spec: Cushion) -> Prop:
    centre, (length, width, height) = vec(*spec.at), spec.size
    half = vec(length / 2 - height / 2, width / 2 - height / 2, 0)
    corners = tuple(
        Ellipsoid(centre + vec(sx * half[0], sy * half[1], height / 2), np.eye(3) * (height / 2))
        for sx in (-1, 1)
        for sy in (-1, 1)
    )
    return Prop("cushion", "cushion", centre, hulls=(corners,))


def dumbbell(skeleton: Skeleton, side: str) -> list[Prop]:
    """A dumbbell in one hand: grip and two bells."""
    wrist, sign = skeleton[f"{side}-wrist"], 1 if side == "left" else -1
    grip, along = wrist.at(0.4, -sign * 2.6, -8.0), wrist.x
    ends = [(along * 6.2, along * 11.5, 5.0), (along * -11.5, along * -6.2, 5.0)]
    rods = [("grip", along * -8, along * 8, 1.4), *((f"bell-{i}", *end) for i, end in enumerate(ends))]
    return [_rod(f"{side}-{name}", grip + a, grip + b, radius) for name, a, b, radius in rods]


def _rod(name: str, a: Vec, b: Vec, radius: float) -> Prop:
    z = unit(b - a)
    x = unit(cross(z, vec(0, 0, 1) if abs(z[2]) < 0.9 else vec(1, 0, 0)))
    axes = columns(x, cross(z, x), z) * vec(radius, radius, 0.02)
    return Prop(name, "metal", (a + b) / 2, hulls=((Ellipsoid(a, axes), Ellipsoid(b, axes)),), bias=-1.0)
