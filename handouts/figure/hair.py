"""Hair and headscarf: a shell round the skull with a hairline, volumes, a bun, and strands (cm, head frame)."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from shapely import LineString, MultiLineString, Polygon, union_all

from handouts.figure.camera import Camera
from handouts.figure.people import HairStyle
from handouts.figure.project import outline, rounded, smoothed, visible_patch
from handouts.figure.solids import Hull, ellipsoid
from handouts.figure.vectors import Frame, unit, vec

Geometry = Any  # a Shapely geometry; Shapely ships no types

CENTRE = (0.0, 0.0, 9.2)
# Height of the hairline, degrees above the shell's equator, by degrees round from the face. Left half only.
_SHORT = ((0, 37), (22, 38), (40, 35), (52, 25), (60, 10), (66, -8), (72, -17), (79, -18), (86, -8), (92, 2), (102, 3),
          (112, -4), (124, -26), (140, -40), (160, -44), (180, -44))  # fmt: skip
_LONG = ((0, 36), (20, 37), (36, 34), (50, 24), (60, 8), (68, -6), (76, -12), (84, -8), (92, 2), (102, 2),
         (114, -6), (128, -26), (146, -42), (180, -46))  # fmt: skip
_NATURAL = ((0, 34), (26, 34), (44, 30), (54, 18), (62, 2), (70, -10), (80, -12), (90, 0), (104, 0), (116, -10),
            (134, -34), (150, -42), (180, -44))  # fmt: skip
_BOB = ((0, 30), (20, 27), (38, 22), (52, 8), (60, -10), (66, -30), (73, -48), (80, -54), (110, -52), (180, -50))  # fmt: skip
_BALD = ((0, 62), (30, 62), (48, 52), (58, 24), (66, -4), (74, -15), (82, -12), (92, 3), (102, 3), (114, -6),
         (128, -30), (146, -42), (180, -44))  # fmt: skip
_SCARF = ((0, 43), (24, 39), (40, 27), (50, 10), (56, -8), (61, -30), (66, -54), (74, -76), (84, -80), (180, -80))  # fmt: skip


class Style(NamedTuple):
    """A way to wear the hair: hairline, the shell's semi-axes, and how much the hairline lies below the shell.

    `hangs`: below its equator the shell falls straight down instead of closing round the chin.
    """

    hairline: tuple[tuple[float, float], ...]
    radii: tuple[float, float, float]
    sunk: float = 0.07
    hangs: bool = False


STYLES: dict[HairStyle, Style] = {
    "short": Style(_SHORT, (10.4, 8.4, 9.7)),
    "crop": Style(_SHORT, (10.0, 8.0, 9.1), 0.03),
    "bun": Style(_LONG, (10.4, 8.4, 9.5)),
    "ponytail": Style(_LONG, (10.4, 8.4, 9.5)),
    "natural": Style(_NATURAL, (11.9, 10.2, 11.3), 0.16),
    "bob": Style(_BOB, (10.9, 9.1, 9.9), 0.1, True),
    "bald-top": Style(_BALD, (9.9, 8.1, 9.0), 0.03),
    "headscarf": Style(_SCARF, (10.7, 8.8, 9.8), 0.09, True),
}


class Hair(NamedTuple):
    """Shapes on the page: what lies behind the face, what lies over it, and fine lines on the latter."""

    behind: Geometry
    over: Geometry
    strands: list[Geometry]


def _point(style: Style, azimuth: NDArray[np.float64], height: NDArray[np.float64]) -> NDArray[np.float64]:
    """Directions on the shell for angles in radians, shape (..., 3)."""
    flat, rise = np.cos(height), np.sin(height)
    if style.hangs:
        flat = np.where(height < 0, 1 - 0.13 * rise**2, flat)
        rise = np.where(height < 0, 1.45 * rise, rise)
    return np.stack([flat * np.cos(azimuth), flat * np.sin(azimuth), rise + 0 * azimuth], -1)


def _normals(style: Style, ways: NDArray[np.float64]) -> NDArray[np.float64]:
    """Outward directions of the shell at its points."""
    out = ways / np.array(style.radii)
    if style.hangs:
        out[..., 2] = np.where(ways[..., 2] < 0, 0.0, out[..., 2])
    return out


def hair_shapes(frame: Frame, camera: Camera, style_name: HairStyle) -> Hair:
    """The hair as the camera sees it."""
    style = STYLES[style_name]
    cap = _cap(frame, camera, style)
    near, far = _volumes(frame, camera, style_name)
    strands = _strands(frame, camera, style_name, style)
    over = union_all([cap, *near]).buffer(0.35).buffer(-0.35)
    if style.hangs:
        over = over.buffer(-0.8).buffer(0.8)  # no pointed tips
    over = rounded(over)
    if style_name == "natural":
        over = _curly(over)
    return Hair(union_all(far) if far else Polygon(), over, strands)


def _cap(frame: Frame, camera: Camera, style: Style) -> Geometry:
    """The part of the shell above the hairline that faces the camera."""
    round_ = np.linspace(-180, 180, 61)
    table = np.array(style.hairline, dtype=np.float64)
    low = np.interp(np.abs(round_), table[:, 0], table[:, 1])
    rise = np.linspace(0, 1, 10) ** 0.8
    height = np.radians(low[:, None] + (90 - low)[:, None] * rise)
    ways = _point(style, np.radians(round_)[:, None], height)
    thickness = (1 - style.sunk + style.sunk * np.minimum(1, rise / 0.2))[None, :, None]
    radii = vec(*style.radii)
    points = (vec(*CENTRE) + ways * radii * thickness) @ frame.axes.T + frame.origin
    normals = _normals(style, ways) @ frame.axes.T
    return visible_patch(points, normals, camera, 0.0)


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
        quiff: list[Hull] = [(ellipsoid(frame, (4.4, -1.2, 16.4), (4.6, 5.6, 3.0)), ellipsoid(frame, (-3, 0, 16.8), (4, 5, 2.4)))]
        near.append(outline(quiff, camera.rows))
    return near, far


def _strands(frame: Frame, camera: Camera, name: HairStyle, style: Style) -> list[Geometry]:
    """A few lines that follow the comb."""
    if name in ("natural", "crop", "bald-top"):
        return []
    sets = {
        "short": [[(24, 40), (60, 58), (120, 48)], [(40, 36), (80, 40), (130, 26)], [(-20, 42), (-60, 60), (-120, 52)],
                  [(-44, 36), (-84, 38), (-130, 24)], [(150, 30), (152, 0), (158, -24)], [(-150, 30), (-152, 0), (-158, -24)],
                  [(178, 26), (176, -2), (179, -30)]],
        "headscarf": [[(64, -30), (92, 10), (140, 34)], [(-64, -30), (-92, 10), (-140, 34)], [(76, -46), (110, -24), (160, -10)],
                      [(-76, -46), (-110, -24), (-160, -10)]],
        "bob": [[(14, 44), (44, 40), (66, 22)], [(10, 50), (60, 56), (96, 26)], [(-24, 42), (-56, 26), (-72, 0)], [(-30, 56), (-70, 44), (-98, 10)], [(120, 30), (118, -8), (120, -30)],
                [(-120, 30), (-118, -8), (-120, -30)], [(170, 40), (172, 0), (172, -30)]],
    }  # fmt: skip
    combed = [[(18, 42), (60, 58), (170, 32)], [(46, 34), (90, 42), (172, 20)], [(80, -6), (120, 14), (174, 12)],
              [(-18, 42), (-60, 58), (-170, 32)], [(-46, 34), (-90, 42), (-172, 20)], [(-80, -6), (-120, 14), (-174, 12)],
              [(150, -38), (160, -14), (176, 4)], [(-150, -38), (-160, -14), (-176, 4)]]  # fmt: skip
    return [
        line
        for way in sets.get(name, combed)
        if (line := _on_shell(frame, camera, style, way)) is not None
    ]


def _on_shell(frame: Frame, camera: Camera, style: Style, way: list[tuple[float, float]]) -> LineString | None:
    """A smooth line over the shell through (round, height) degrees; only the stretch that faces the camera."""
    angles = np.radians(smoothed(np.array(way, dtype=np.float64), 14))
    ways = _point(style, angles[:, 0], angles[:, 1])
    radii = vec(*style.radii)
    points = (vec(*CENTRE) + ways * radii) @ frame.axes.T + frame.origin
    seen = _normals(style, ways) @ frame.axes.T @ camera.toward > 0.012
    if seen.sum() < 4:
        return None
    return LineString(camera.flat(points[seen]))


def _curly(shape: Geometry) -> Geometry:
    """A softly scalloped outline for short natural hair."""
    if shape.is_empty or shape.geom_type != "Polygon":
        return shape
    ring = shape.exterior
    count = max(10, int(ring.length / 2.6))
    bumps = [ring.interpolate(i / count, normalized=True).buffer(1.35) for i in range(count)]
    return union_all([shape, *bumps]).buffer(-0.5).buffer(0.2)


__all__ = ["Hair", "MultiLineString", "hair_shapes"]
