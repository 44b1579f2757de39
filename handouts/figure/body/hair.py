"""Hair and headscarf: a shell round the skull with a hairline, volumes, a bun, and strands (cm, head frame)."""

from __future__ import annotations

import math
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, Polygon, union_all

from handouts.figure.body.face import Ear, ears
from handouts.figure.body.hairstyles import STRANDS, STYLES, Style, Way
from handouts.figure.space.solids import Hull, ellipsoid
from handouts.figure.space.vectors import Frame, unit, vec
from handouts.figure.spec.people import HairStyle
from handouts.figure.view.camera import Camera
from handouts.figure.view.project import closed, opened, outline, polygons, rounded, simplified, smoothed, visible_patch

Geometry = Any  # a Shapely geometry; Shapely ships no types

CENTRE = (0.0, 0.0, 9.2)  # of the shell


class Hair(NamedTuple):
    """Shapes on the page: what lies behind the face, what lies over it, fine lines on the latter, and the ears."""

    behind: Geometry
    over: Geometry
    strands: list[Geometry]
    ears: tuple[Ear, ...] = ()


def _point(style: Style, azimuth: NDArray[np.float64], height: NDArray[np.float64]) -> NDArray[np.float64]:
    """Directions on the shell for angles in radians, shape (..., 3)."""
    flat, rise = np.cos(height), np.sin(height)
    if style.hangs:
        flat = np.where(height < 0, 1 - 0.13 * rise**2, flat)
        rise = np.where(height < 0, 1.45 * rise, rise)
    return np.stack([flat * np.cos(azimuth), flat * np.sin(azimuth), rise + 0 * azimuth], -1)


def _normals(style: Style, ways: NDArray[np.float64]) -> NDArray[np.float64]:
    """Outward directions of the shell at its points."""
    out: NDArray[np.float64] = ways / np.array(style.radii)
    if style.hangs:
        out[..., 2] = np.where(ways[..., 2] < 0, 0.0, out[..., 2])
    return out


def hair_shapes(frame: Frame, camera: Camera, style_name: HairStyle) -> Hair:
    """The hair as the camera sees it."""
    style = STYLES[style_name]
    cap = _cap(frame, camera, style)
    near, far = _volumes(frame, camera, style_name)
    strands = _strands(frame, camera, style_name, style)
    over = closed(union_all([cap, *near]), 0.35, 6)
    if style.hangs:
        over = opened(over, 0.8, 8)  # no pointed tips
    over = rounded(over, 0.12)
    if style.curl:
        over = simplified(_curly(over, style.curl))
    return Hair(union_all(far) if far else Polygon(), over, strands, tuple(ears(frame, camera)) if style.ears else ())


def _cap(frame: Frame, camera: Camera, style: Style) -> Geometry:
    """The part of the shell above the hairline that faces the camera."""
    points, normals = _shell(style)
    return visible_patch(points @ frame.axes.T + frame.origin, normals @ frame.axes.T, camera, 0.0)


@cache
def _shell(style: Style) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Points of a style's shell above the hairline and its outward directions there, in the head's frame."""
    round_ = np.linspace(-180, 180, 55)
    table = np.array(style.hairline, dtype=np.float64)
    low = np.interp(np.abs(round_), table[:, 0], table[:, 1])
    rise = np.linspace(0, 1, 8) ** 0.8
    height = np.radians(low[:, None] + (90 - low)[:, None] * rise)
    ways = _point(style, np.radians(round_)[:, None], height)
    thickness = (1 - style.sunk + style.sunk * np.minimum(1, rise / 0.2))[None, :, None]
    return vec(*CENTRE) + ways * vec(*style.radii) * thickness, _normals(style, ways)


def _volumes(frame: Frame, camera: Camera, style: HairStyle) -> tuple[list[Geometry], list[Geometry]]:
    """Hair that stands off the shell: (in front of the face, behind it)."""
    near: list[Geometry] = []
    far: list[Geometry] = []
    towards = float(unit(frame.x) @ camera.toward)
    if style in ("bun", "ponytail"):
        bun: list[Hull] = [(ellipsoid(frame, (-10.6, 0, 11.5), (4.0, 4.5, 4.2)),)]
        if style == "ponytail":
            bun = [
                (ellipsoid(frame, (-10.6, 0, 10.5), 2.2), ellipsoid(frame, (-13.2, 0, 6.0), (2.8, 3.4, 4.0))),
                (ellipsoid(frame, (-13.2, 0, 6.0), (2.8, 3.4, 4.0)), ellipsoid(frame, (-12.6, 0, -3.5), 1.2)),
            ]
        (near if towards < 0.35 else far).append(outline(bun, camera.rows))
    if style == "short":
        front = ellipsoid(frame, (4.4, -1.2, 16.4), (4.6, 5.6, 3.0))
        near.append(outline([(front, ellipsoid(frame, (-3, 0, 16.8), (4, 5, 2.4)))], camera.rows))
    return near, far


def _strands(frame: Frame, camera: Camera, name: HairStyle, style: Style) -> list[Geometry]:
    """A few lines that follow the comb, or the curls."""
    ways = _arcs(2.9 * style.curl) if style.curl else STRANDS.get(name, ())
    lines = (_on_shell(frame, camera, style, way) for way in ways)
    return [line for line in lines if line is not None]


def _arcs(size: float) -> list[Way]:
    """Small arcs scattered over the crown; `size` is their radius in degrees on the shell."""
    arcs: list[Way] = []
    for ring, (height, count) in enumerate(((14, 8), (40, 7), (64, 4))):
        for k in range(count):
            around = 360 / count * (k + 0.5 * (ring % 2)) - 180
            wide = size / max(0.35, math.cos(math.radians(height)))
            if height > 30 or abs(around) > 75:
                turns = [math.radians(25 + 42 * i) for i in range(6)]  # an open ring
                arcs.append(tuple((around + wide * math.cos(t), height + size * math.sin(t)) for t in turns))
    return arcs


def _on_shell(frame: Frame, camera: Camera, style: Style, way: Way) -> LineString | None:
    """A smooth line over the shell through (round, height) degrees; only the stretch that faces the camera."""
    points, normals = _combed(style, way)
    seen = normals @ frame.axes.T @ camera.toward > 0.012
    if seen.sum() < 4:
        return None
    return LineString(camera.flat(points[seen] @ frame.axes.T + frame.origin))


@cache
def _combed(style: Style, way: Way) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Points of that line and the shell's outward directions there, in the head's frame."""
    angles = np.radians(smoothed(np.array(way, dtype=np.float64), 14))
    ways = _point(style, angles[:, 0], angles[:, 1])
    return vec(*CENTRE) + ways * vec(*style.radii), _normals(style, ways)


def _curly(shape: Geometry, radius: float) -> Geometry:
    """A softly scalloped outline, for curls of a radius in cm; wisps that the face divides from it stay as they are."""
    whole = max(polygons(shape), key=lambda piece: float(piece.area), default=None)
    if whole is None:
        return shape
    return union_all([shape, *_bumps(whole.exterior, radius)]).buffer(-0.5, 6).buffer(0.2, 6)


def _bumps(ring: Geometry, radius: float) -> NDArray[np.object_]:
    """Discs along an outline, so close that they leave no gap."""
    count = max(10, int(ring.length / (1.93 * radius)))
    places = shapely.line_interpolate_point(ring, np.arange(count) / count, normalized=True)
    discs: NDArray[np.object_] = shapely.buffer(places, radius, quad_segs=8)
    return discs
