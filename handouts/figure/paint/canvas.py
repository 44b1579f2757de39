"""From shapes to drawing paths: fills, strokes and brush lines, in whole units with y down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, Polygon, affinity

from handouts.drawing import UNITS_PER_CM, Path
from handouts.figure.paint.brush import strokes
from handouts.figure.view.project import GRAIN, all_rounded, lines, polygons, softened

Geometry = Any
TOLERANCE = 0.07  # cm of body scale: 0.03 mm on paper, less than a dot of a printer
COARSE = 0.15  # the same for close-ups, which hold as many points again
LARGE = 1.5  # from which a picture counts as drawn large: its curves get more points
SPECK = 0.02  # cm²: smaller pieces are left out
POLYGON = 3  # what GEOS calls one
LEAST = 3  # points of a ring, the last of which is the first again: fewer enclose nothing


class Zoom(NamedTuple):
    """An enlargement: the place of the page that is its middle, where that middle goes, and how many times larger."""

    middle: tuple[float, float]
    to: tuple[float, float]
    scale: float

    def moved(self, shape: Geometry) -> Geometry:
        """The shape where it is shown."""
        larger = affinity.scale(shape, self.scale, self.scale, origin=self.middle)
        return affinity.translate(larger, self.to[0] - self.middle[0], self.to[1] - self.middle[1])


class Fill(NamedTuple):
    """A polygon to be painted, cm."""

    shape: Polygon
    role: str
    tone: int


class Stroke(NamedTuple):
    """A line to be drawn with a brush, its width in cm."""

    line: LineString
    width: float
    role: str
    tone: int


class Canvas:
    """Collects paths from back to front; what lies outside `keep` is cut away, what is left is enlarged by `zoom`.

    Lines keep their width on paper however much the picture is enlarged. `finer`: by how much lines are drawn finer,
    because paper shows the whole picture larger than a standing figure.
    """

    def __init__(self, keep: Geometry = None, zoom: Zoom | None = None, finer: float = 1.0) -> None:
        self._items: list[Fill | Stroke | Path] = []  # from back to front; lines of even width are paths already
        self._keep, self._zoom, self.finer = keep, zoom, finer
        self._large = zoom is None and finer > LARGE
        self._tolerance = COARSE if zoom else TOLERANCE / (finer**2 if self._large else 1.0)
        self._edge = zoom.moved(keep) if zoom and keep is not None else keep

    @property
    def scale(self) -> float:
        """By how much lines are thinner than shapes: enlarged ones, or those of a close-up."""
        return self.finer * (self._zoom.scale if self._zoom else 1.0)

    @property
    def paths(self) -> list[Path]:
        """Everything that was painted, from back to front. Outlined at once: half the time of one by one."""
        items = self._brushed()
        shapes = [item.shape for item in items if isinstance(item, Fill)]
        if shapes and self._large:
            shapes = all_rounded(shapes, GRAIN)
        found = iter(_outlines(shapes, self._tolerance) if shapes else ())
        paths: list[Path] = []
        for item in items:
            paths += [Path(item.role, d, item.tone) for d in next(found)] if isinstance(item, Fill) else [item]
        return paths

    def _brushed(self) -> list[Fill | Path]:
        """Everything that was painted, brush strokes as their shapes."""
        lines = [item for item in self._items if isinstance(item, Stroke)]
        shapes = strokes([item.line for item in lines], [item.width for item in lines], self.finer)
        found = iter(shapes if self._edge is None else shapely.intersection(shapes, self._edge))
        items: list[Fill | Path] = []
        for item in self._items:
            items += self._fills(next(found), item.role, item.tone) if isinstance(item, Stroke) else [item]
        return items

    def add(self, paths: Iterable[Path]) -> None:
        """Lay finished paths over what there is."""
        self._items += paths

    def fill(self, shape: Geometry, role: str, tone: int = 100) -> None:
        """Paint a shape."""
        self._items += self._fills(self._kept(shape), role, tone)

    def _fills(self, shape: Geometry, role: str, tone: int) -> list[Fill]:
        return [Fill(one, role, tone) for one in polygons(shape)]

    def stroke(self, shape: Geometry, width: float, role: str = "ink", tone: int = 100) -> None:
        """Draw lines of even width, cm."""
        for line in lines(self._kept(shape)):
            self._stroke(line, width, role, tone)

    def _stroke(self, line: LineString, width: float, role: str, tone: int) -> None:
        points = _points(line.simplify(self._tolerance, preserve_topology=False))
        if len(points) > 1:
            units = max(1, round(width / self.finer * UNITS_PER_CM))
            self._items.append(Path(role, _trace(points.ravel().tolist()), tone, units))

    def brush(self, shape: Geometry, width: float, role: str = "ink", tone: int = 100) -> None:
        """Draw lines that swell from thin ends; closed lines keep their width."""
        for line in lines(self._kept(shape)):
            if line.length < 0.15:
                continue
            if line.is_ring:
                self._stroke(line, width, role, tone)
            else:
                self._items.append(Stroke(softened(line) if self._large else line, width / self.finer, role, tone))

    def _kept(self, shape: Geometry) -> Geometry:
        kept = shape if self._keep is None else shape.intersection(self._keep)
        return self._zoom.moved(kept) if self._zoom else kept


Units = NDArray[np.int_]  # points (n, 2)


def _points(line: LineString) -> Units:
    points = _whole(shapely.get_coordinates(line))
    kept: Units = points[np.concatenate([[True], (points[1:] != points[:-1]).any(axis=1)])]
    return kept


def _whole(points: NDArray[np.float64]) -> Units:
    """Units on the page."""
    units: Units = np.rint(points * (UNITS_PER_CM, -UNITS_PER_CM)).astype(int)
    return units


def _trace(numbers: Sequence[int]) -> str:
    """A line through points, given as x, y, x, y and so on."""
    return "M" + "L".join(["%d %d"] * (len(numbers) // 2)) % tuple(numbers)


def _outlines(shapes: Sequence[Polygon], tolerance: float) -> list[list[str]]:
    """The outlines of each polygon on whole units; one may fall into pieces, as far as points may be left out."""
    pieces, owner = shapely.get_parts(
        shapely.simplify(np.array(shapes, dtype=object), tolerance, preserve_topology=False), return_index=True
    )
    large = (shapely.get_type_id(pieces) == POLYGON) & (shapely.area(pieces) > SPECK)
    rings, piece = shapely.get_rings(pieces[large], return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    units = _whole(points)
    # repeated points are left out, then rings of fewer than three
    kept = np.concatenate([[True], (units[1:] != units[:-1]).any(axis=1) | (ring[1:] != ring[:-1])])[: len(units)]
    good = np.bincount(ring[kept], minlength=len(rings)) > LEAST
    kept &= good[ring]
    units, (ring, piece) = units[kept], ((np.cumsum(good) - 1)[ring[kept]], piece[good])
    first = np.flatnonzero(np.concatenate([[True], piece[1:] != piece[:-1]])[: len(piece)])  # the shell of each piece
    whole = shapely.polygons(shapely.linearrings(units, indices=ring), indices=np.searchsorted(piece[first], piece))
    ends = np.flatnonzero(np.diff(ring, append=len(good))).tolist()
    traces = [_trace(track) + "Z" for track in _tracks(units.ravel().tolist(), ends)]
    found: list[list[str]] = [[] for _ in shapes]
    last = np.append(first, len(piece))[1:]
    to = owner[large][piece[first]]
    for number, shape, valid, start, end in zip(to.tolist(), whole, shapely.is_valid(whole), first, last, strict=True):
        found[number] += ["".join(traces[start:end])] if valid else _mended(shape)
    return found


def _tracks(numbers: list[int], ends: Sequence[int]) -> Iterator[list[int]]:
    """The numbers of each ring, of whose points `ends` are the last; that is where it began, and is left out."""
    start = 0
    for end in ends:
        yield numbers[2 * start : 2 * end]
        start = end + 1


def _mended(polygon: Polygon) -> list[str]:
    """The outlines of a polygon whose rings cross since they were rounded: whole pieces of it."""
    pieces = polygons(shapely.set_precision(polygon.buffer(0), 1.0), 1.0)
    return ["".join(_trace(_ring(ring)) + "Z" for ring in (one.exterior, *one.interiors)) for one in pieces]


def _ring(ring: Geometry) -> list[int]:
    numbers: list[int] = np.rint(shapely.get_coordinates(ring)[:-1]).astype(int).ravel().tolist()
    return numbers
