"""Whether two pictures look the same, however their outlines are cut into points."""

from __future__ import annotations

import shapely

from handouts.drawing import UNITS_PER_CM, Drawing, Path

FURTHEST = 0.3 * UNITS_PER_CM  # 3 mm of body is a tenth of a millimetre on paper
LEAST_WIDTH = 0.15 * UNITS_PER_CM  # slivers thinner than this are not seen


def difference(one: Drawing, other: Drawing) -> str:
    """What tells two pictures apart, in a sentence, or nothing.

    Another version of the geometry library may place a point elsewhere on the same outline: shapes may differ by
    slivers, never by more.
    """
    if one.colours != other.colours:
        return "the colours differ"
    kinds = [[(path.role, path.tone, path.width) for path in drawing.paths] for drawing in (one, other)]
    if kinds[0] != kinds[1]:
        return f"the shapes differ in kind or number ({len(kinds[0])} and {len(kinds[1])})"
    for path, counterpart in zip(one.paths, other.paths, strict=True):
        if path.d != counterpart.d and (why := _apart(path, counterpart)):
            return f"the {path.role} {why}"
    return ""


def _apart(path: Path, counterpart: Path) -> str:
    if path.width:
        lines = [shapely.multilinestrings(_rings(p.d)) for p in (path, counterpart)]
        gap = lines[0].hausdorff_distance(lines[1])
        return f"line runs {gap / UNITS_PER_CM:.1f} cm off" if gap > FURTHEST else ""
    areas = [area_of(p.d) for p in (path, counterpart)]
    rest = areas[0].symmetric_difference(areas[1]).buffer(-LEAST_WIDTH)
    return f"area differs by {rest.area / UNITS_PER_CM**2:.1f} cm²" if rest.area > 0 else ""


def area_of(d: str) -> shapely.Geometry:
    """The area a path's `d` fills."""
    shape = shapely.Polygon()
    for ring in _rings(d):
        shape = shape.symmetric_difference(shapely.make_valid(shapely.Polygon(ring)))  # the even-odd rule
    return shape


def _rings(d: str) -> list[list[tuple[int, int]]]:
    rings = []
    for part in d.split("M")[1:]:
        points = [tuple(map(int, point.split())) for point in part.rstrip("Z").split("L")]
        rings.append([*points, points[0]] if len(points) < 4 else points)
    return rings
