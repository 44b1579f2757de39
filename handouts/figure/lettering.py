"""Words as shapes on the page, for the guides an author sees; pictures for patients hold no words (cm)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely import Polygon, affinity

Geometry = Any
FONT = Path(__file__).resolve().parents[1] / "fonts" / "SourceSans3-SemiBold.ttf"
STEPS = np.linspace(0, 1, 5)[1:, None]  # a curve becomes this many straight pieces


def words(text: str, height: float) -> Geometry:
    """The text's outline, its baseline starting at (0, 0); `height` is that of the font's em square."""
    font, em = _font()
    pen, along = _Pen(), 0
    for character in text:
        glyph = font.get_nominal_glyph(ord(character)) or 0
        pen.shift = along
        font.draw_glyph_with_pen(glyph, pen)
        along += font.get_glyph_h_advance(glyph)
    shape: Geometry = Polygon()
    for ring in pen.rings:
        shape = shape.symmetric_difference(Polygon(ring).buffer(0))  # a ring inside a ring is a hole
    return affinity.scale(shape, height / em, height / em, origin=(0, 0))


def centred(text: str, height: float, x: float, y: float) -> Geometry:
    """The text with its middle at a point."""
    shape = words(text, height)
    left, low, right, high = shape.bounds
    return affinity.translate(shape, x - (left + right) / 2, y - (low + high) / 2)


@cache
def _font() -> tuple[Any, int]:
    import uharfbuzz as harfbuzz

    face = harfbuzz.Face(harfbuzz.Blob.from_file_path(str(FONT)))
    return harfbuzz.Font(face), face.upem


class _Pen:
    """Collects a font's outlines as rings of points; the names of its methods are those of fontTools' pens."""

    def __init__(self) -> None:
        self.rings: list[list[tuple[float, float]]] = []
        self.shift = 0

    def _add(self, x: float, y: float) -> None:
        self.rings[-1].append((x + self.shift, y))

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self.rings.append([])
        self._add(*point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add(*point)

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        (x, y), (a, b) = self.rings[-1][-1], (np.array(point) for point in points)
        start = np.array((x - self.shift, y))
        for place in (1 - STEPS) ** 2 * start + 2 * STEPS * (1 - STEPS) * a + STEPS**2 * b:
            self._add(*place)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self.qCurveTo(points[0], points[-1])  # the fonts shipped here have none of these

    def closePath(self) -> None:  # noqa: N802
        pass


def box(shape: Geometry, room: float) -> Geometry:
    """The rectangle around a shape, with room on all sides."""
    left, low, right, high = shape.bounds
    return shapely.box(left - room, low - room, right + room, high + room)
