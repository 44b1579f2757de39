"""From shapes to drawing paths: fills, strokes and brush lines, in whole units with y down."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, Polygon, affinity

from handouts.drawing import UNITS_PER_CM, Path
from handouts.figure.view.project import lines, polygons, softened

Geometry = Any
TOLERANCE = 0.07  # cm of body scale: 0.03 mm on paper, less than a dot of a printer
COARSE = 0.15  # the same for close-ups, which hold as many points again
LARGE = 1.5  # from which a picture counts as drawn large: its curves get more points
TAPER = 5.0  # cm over which a brush line grows from its tip


class Zoom(NamedTuple):
    """An enlargement: the place of the page that is its middle, where that middle goes, and how many times larger."""

    middle: tuple[float, float]
    to: tuple[float, float]
    scale: float

    def moved(self, shape: Geometry) -> Geometry:
        """The shape where it is shown."""
        larger = affinity.scale(shape, self.scale, self.scale, origin=self.middle)
        return affinity.translate(larger, self.to[0] - self.middle[0], self.to[1] - self.middle[1])


class Canvas:
    """Collects paths from back to front; what lies outside `keep` is cut away, what is left is enlarged by `zoom`.

    Lines keep their width on paper however much the picture is enlarged. `finer`: by how much lines are drawn finer,
    because paper shows the whole picture larger than a standing figure.
    """

    def __init__(self, keep: Geometry = None, zoom: Zoom | None = None, finer: float = 1.0) -> None:
        self.paths: list[Path] = []
        self._keep, self._zoom, self.finer = keep, zoom, finer
        self._large = zoom is None and finer > LARGE
        self._tolerance = COARSE if zoom else TOLERANCE / (finer**2 if self._large else 1.0)
        self._edge = zoom.moved(keep) if zoom and keep is not None else keep

    @property
    def scale(self) -> float:
        """By how much lines are thinner than shapes: enlarged ones, or those of a close-up."""
        return self.finer * (self._zoom.scale if self._zoom else 1.0)

    def fill(self, shape: Geometry, role: str, tone: int = 100) -> None:
        """Paint a shape."""
        self._fill(self._kept(shape), role, tone)

    def _fill(self, shape: Geometry, role: str, tone: int) -> None:
        for polygon in polygons(shape):
            soft = softened(polygon) if self._large else polygon
            simple = soft.simplify(self._tolerance, preserve_topology=False)  # may fall into pieces
            pieces = [_outlines(piece) for piece in polygons(simple)]
            self.paths += [Path(role, d, tone) for d in itertools.chain.from_iterable(pieces)]

    def stroke(self, shape: Geometry, width: float, role: str = "ink", tone: int = 100) -> None:
        """Draw lines of even width, cm."""
        for line in lines(self._kept(shape)):
            self._stroke(line, width, role, tone)

    def _stroke(self, line: LineString, width: float, role: str, tone: int) -> None:
        points = _points(line.simplify(self._tolerance, preserve_topology=False))
        if len(points) > 1:
            self.paths.append(Path(role, _trace(points), tone, max(1, round(width / self.finer * UNITS_PER_CM))))

    def brush(self, shape: Geometry, width: float, role: str = "ink", tone: int = 100) -> None:
        """Draw lines that swell from thin ends; closed lines keep their width."""
        for line in lines(self._kept(shape)):
            if line.length < 0.15:
                continue
            if line.is_ring:
                self._stroke(line, width, role, tone)
            else:
                shape = ribbon(softened(line) if self._large else line, width / self.finer, self.finer)
                self._fill(shape if self._edge is None else shape.intersection(self._edge), role, tone)

    def _kept(self, shape: Geometry) -> Geometry:
        kept = shape if self._keep is None else shape.intersection(self._keep)
        return self._zoom.moved(kept) if self._zoom else kept


def ribbon(line: LineString, width: float, fineness: float = 1.0) -> Geometry:
    """A brush stroke along a line: full width in the middle, a third at its ends."""
    count = int(min(60, max(5, line.length * 1.2 * fineness**2)))
    points = shapely.get_coordinates(shapely.line_interpolate_point(line, np.linspace(0, line.length, count)))
    across = normals(points)
    from_end = np.minimum(np.arange(count), np.arange(count)[::-1]) * line.length / (count - 1)
    swell = 0.3 + 0.7 * np.sqrt(np.minimum(1.0, from_end / min(TAPER, line.length / 2)))
    half = across * (width / 2 * swell)[:, None]
    shape = Polygon(np.concatenate([points + half, (points - half)[::-1]]))
    return shape if shape.is_valid else shape.buffer(0)


def normals(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Unit vectors across a track (n, 2), to its left."""
    along = np.concatenate([points[1:2] - points[:1], points[2:] - points[:-2], points[-1:] - points[-2:-1]])
    along /= np.hypot(along[:, 0], along[:, 1])[:, None] + 1e-9
    across: NDArray[np.float64] = along[:, ::-1] * (-1.0, 1.0)
    return across


Units = NDArray[np.int_]  # points (n, 2)


def _points(line: LineString) -> Units:
    return _whole(shapely.get_coordinates(line))


def _whole(points: NDArray[np.float64]) -> Units:
    """Units on the page, repeated points left out."""
    units = np.rint(points * (UNITS_PER_CM, -UNITS_PER_CM)).astype(int)
    kept: Units = units[np.concatenate([[True], (units[1:] != units[:-1]).any(axis=1)])]
    return kept


def _trace(points: Units) -> str:
    return "M" + "L".join([f"{x} {y}" for x, y in points.tolist()])


def _outlines(polygon: Polygon) -> list[str]:
    """The polygon's rings on whole units; where rounding makes them cross, they are cut into whole pieces."""
    rings = [points for ring in (polygon.exterior, *polygon.interiors) if len(points := _points(ring)) > 3]
    if not rings:
        return []
    shell, *holes = (shapely.linearrings(ring) for ring in rings)
    whole = shapely.polygons(shell, holes or None)
    if not whole.is_valid:
        pieces = polygons(shapely.set_precision(whole.buffer(0), 1.0), 1.0)
        return [_closed(map(_ring, (piece.exterior, *piece.interiors))) for piece in pieces]
    return [_closed(rings)]


def _closed(rings: Iterable[Units]) -> str:
    return "".join([_trace(ring[:-1]) + "Z" for ring in rings])


def _ring(ring: Geometry) -> Units:
    whole: Units = np.rint(shapely.get_coordinates(ring)).astype(int)
    return whole
