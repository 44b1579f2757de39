"""Muscle highlights: patches on the body's surface, cut to what the camera sees and joined to one calm shape (cm)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from handouts.figure.anatomy.muscles import MUSCLES, Bulge, Patch
from handouts.figure.paint.scene import Placed
from handouts.figure.space.solids import Ellipsoid, Part
from handouts.figure.space.vectors import Vec, unit
from handouts.figure.spec.figure import HighlightSpec
from handouts.figure.view.camera import Camera
from handouts.figure.view.project import closed, opened, outline, polygons, rounded, simplified, visible_patch
from handouts.problems import did_you_mean

Geometry = Any
Vectors = NDArray[np.float64]
ROWS, COLUMNS = 15, 15
SHORTEST = 0.02  # a patch that reaches less far along a part is left out
HORIZON, OVER = 0.3, 2.6  # cosine from which a patch is drawn out towards the part's edge, and by how much: the tables
# do not follow every bulge of the outline, and a tint that stops short of it looks like a stain
ONE_SIDE, BOTH = 2.4, 0.7  # half of the gaps that are closed: in the muscle of one side, and between both sides
THIN, GROWTH = 1.5, (0.0, 0.4, 0.8, 1.2, 1.6)  # half of the width below which a piece grows, and the steps, cm
TOUCHING = 0.5  # half of the gap over which two muscles become one shape, cm; then its notches are filled
NOTCH = 2.2  # radius of the notches that are filled
SMOOTH = (0.15, 120.0, 1.5)  # `rounded`: nothing of an edge stays sharp
# Radii to which corners are rounded, the largest first; one that takes more than this share away is too large.
CALM, LOST = (2.0, 1.4, 0.9, 0.5, 0.3), 0.07
SPECK, LESSER = 3.0, 0.2  # pieces below this area (cm²), or below this share of the largest one, are left out
GRAIN = 0.01  # cm; below what print can show
AROUND = 4.0  # cm round the muscles within which the body matters
SLIVER = 0.6  # half of the gap over which a tint runs on to the body's outline, cm
LEAST_SLIVER = 0.2  # cm² of slivers that are worth it
SEAM = 0.2  # cm by which a tint runs on under the line between two parts
RIM = 0.55  # width of the soft edge
DARK, LIGHTER = 0.5, 132  # luminance of the cloth below which the tint is lighter, and its tone in percent
MOSTLY = 0.3  # share of a tint on dark cloth from which it is lighter as a whole
EDGE_TONE = {100: 124, LIGHTER: 108}  # tone of the soft edge for each tone of the tint
SHOULDERS = 10  # the trunk's cross-section whose axes are the chest's
# A surface may be two parts, such as what is covered and what is bare.
SEGMENTS = {
    "torso": ("torso", "hem"),
    "upper-arm": ("sleeve", "upper-arm"),
    "thigh": ("thigh", "knee"),
    "neck": ("neck", "scarf"),
}


class Tint(NamedTuple):
    """What is seen on one part of a piece of a highlight: with its soft edge, and without; and the piece's tone."""

    whole: Geometry
    core: Geometry
    tone: int


class Sheet(NamedTuple):
    """A surface a patch lies on: the part's name, its cross-sections and the levels of the first and last of them."""

    part: str
    stations: Sequence[Ellipsoid]
    reach: tuple[float, float]


def muscle_patches(name: str) -> tuple[Patch | Bulge, ...]:
    """The patches of a muscle. Raises ValueError for a name that is not known."""
    if name not in MUSCLES:
        raise ValueError(f"no muscle is called '{name}'; {did_you_mean(name, MUSCLES)}".rstrip("; "))
    return MUSCLES[name]


def highlight_tints(
    tints: Sequence[HighlightSpec], order: Sequence[Placed], camera: Camera, tones: Mapping[str, int]
) -> dict[str, list[Tint]]:
    """What is seen of a panel's highlights, by the parts they lie on; those that touch become one shape.

    `order` is everything on the page from back to front, `tones` the tone (`tint_tone`) that suits each part.
    """
    if not tints:
        return {}
    regions = visible_regions(order)
    muscles = shapely.union_all([highlight_shape(tint, order, camera, regions) for tint in tints])
    if muscles.is_empty:
        return {}
    names, areas = list(regions), np.array(list(regions.values()))
    body = closed(shapely.union_all(_clipped(areas, muscles, AROUND)), 0.3)
    calm = calmed(closed(muscles, TOUCHING, 6).intersection(body)).intersection(body)
    if calm.is_empty:
        return {}
    calm = to_the_outline(calm, body)
    near_edge = _clipped(body.boundary, calm, 1.0).buffer(RIM, 6)
    core = calm.buffer(-RIM, 6).union(calm.intersection(near_edge))  # no soft edge under the outline
    core = closed(core, 0.3, 6).intersection(calm)
    under = np.flatnonzero(shapely.dwithin(areas, calm, SEAM))
    around = {names[k]: areas[k].buffer(SEAM) for k in under}
    seen: dict[str, list[Tint]] = {}
    for piece in polygons(calm):
        parts = {name: near for name, near in around.items() if near.intersects(piece)}
        dark = sum(float(piece.intersection(near).area) for name, near in parts.items() if tones.get(name) == LIGHTER)
        tone = LIGHTER if dark > MOSTLY * piece.area else 100  # one muscle, one tone, whatever cloth it lies under
        for name, near in parts.items():
            within = piece.intersection(near)
            seen.setdefault(name, []).append(Tint(within, core.intersection(within), tone))
    return seen


def to_the_outline(calm: Geometry, body: Geometry) -> Geometry:
    """The shape without the slivers that part it from the body's outline, which bulges out beyond the tables."""
    outside = calm.buffer(4 * SLIVER, 4).difference(body)
    if outside.area < GRAIN:
        return calm
    filled = closed(calm.union(outside), SLIVER)
    filled = simplified(shapely.union_all(polygons(filled.intersection(body))), GRAIN)
    return filled if filled.area > calm.area + LEAST_SLIVER else calm


def _clipped(shapes: Any, at: Geometry, margin: float) -> Any:
    """What of shapes lies within the bounds of `at` and a margin of cm."""
    left, low, right, high = at.bounds
    return shapely.clip_by_rect(shapes, left - margin, low - margin, right + margin, high + margin)


def highlight_shape(
    tint: HighlightSpec, order: Sequence[Placed], camera: Camera, regions: Mapping[str, Geometry]
) -> Geometry:
    """The calm shape of a highlight; `regions` are the visible areas of the parts."""
    parts = {item.name: item.part for item in order if item.part is not None}
    found, on = [], set()
    for sign in {"left": (1,), "right": (-1,), "both": (1, -1)}[tint.side]:
        pieces = []
        for name, shape in _pieces(muscle_patches(tint.muscle), sign, parts, camera):
            if name in regions and (seen := shape.intersection(regions[name])).area > 0.01:
                pieces.append(seen)
                on.add(name)
        found.append(closed(shapely.union_all(pieces), ONE_SIDE, 6))
    field = closed(shapely.union_all([regions[name] for name in on]), 0.25)
    calm = calmed(closed(shapely.union_all(found), BOTH, 6).intersection(field)).intersection(field)
    return broad_enough(calm, field)


def broad_enough(shape: Geometry, field: Geometry) -> Geometry:
    """The shape, its thin pieces grown inside the field until they read on paper, or as far as they may."""
    grown = []
    for piece in polygons(shape):
        for by in GROWTH:
            broad = piece.buffer(by, 6).intersection(field) if by else piece
            if not broad.buffer(-THIN, 4).is_empty:
                break
        grown.append(max(polygons(broad), key=lambda one: float(one.area), default=piece))
    return shapely.union_all(grown)


def visible_regions(order: Sequence[Placed]) -> dict[str, Geometry]:
    """The area of each body part that nothing stands before."""
    regions, before = {}, shapely.Polygon()
    for item in reversed(order):
        if item.part is not None:
            regions[item.name] = item.shape.difference(before)
        if not item.background:
            before = before.union(item.shape)
    return regions


def calmed(shape: Geometry, lesser: float = LESSER) -> Geometry:
    """The shape with round corners, without spikes, holes, specks and pieces of less than this share of the largest."""
    kept = []
    largest = max((piece.area for piece in polygons(shape)), default=0.0)
    for piece in polygons(shape):
        if piece.area < max(SPECK, lesser * largest):
            continue
        # points closer together than this make erosion many times slower
        filled = simplified(shapely.Polygon(piece.exterior), GRAIN)
        tries = (opened(filled, radius, 6) for radius in CALM)
        calm = next((shape for shape in tries if shape.area > (1 - LOST) * filled.area), filled)
        kept += [closed(one, NOTCH, 6) for one in sorted(polygons(calm), key=lambda one: float(one.area))[-1:]]
    return rounded(shapely.union_all(kept), *SMOOTH) if kept else shapely.Polygon()


def tint_tone(colour: str) -> int:
    """The highlight's tone on a part of this colour (#rrggbb): lighter on dark cloth, so that grey prints show it."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return LIGHTER if 0.2126 * red + 0.7152 * green + 0.0722 * blue < DARK else 100


def _pieces(
    patches: Iterable[Patch | Bulge], sign: int, parts: Mapping[str, Part], camera: Camera
) -> Iterable[tuple[str, Geometry]]:
    for patch in patches:
        if isinstance(patch, Bulge):
            shape = _bulge_shape(patch, parts[patch.part], sign, camera)
            for name in patch.on:
                yield (name if sign > 0 else name.replace("left-", "right-")), shape
            continue
        for sheet in _sheets(patch.part, sign, parts):
            front = _girdle_front(sheet, parts["torso"]) if patch.girdled else None
            yield sheet.part, _patch_shape(patch, sheet, sign, camera, front)


def _bulge_shape(bulge: Bulge, part: Part, sign: int, camera: Camera) -> Geometry:
    """The outline of a bulge, or nothing when it looks away."""
    section = part.stations[bulge.level]
    x, y = section.axes[:, 0], sign * section.axes[:, 1]
    axes = np.stack([unit(x), unit(y), unit(section.axes[:, 2])], axis=1)
    if float(axes @ np.array(bulge.looks) @ camera.toward) < 0:
        return shapely.Polygon()
    centre = section.centre + x * bulge.at[0] + y * bulge.at[1] + axes[:, 2] * bulge.at[2]
    return outline([(Ellipsoid(centre, axes * np.array(bulge.radii)),)], camera.rows)


def _girdle_front(sheet: Sheet, torso: Part) -> Vec:
    """Where an arm's front looks when the arm is lifted but not turned about its own length."""
    chest = torso.stations[SHOULDERS].axes
    front, down = unit(chest[:, 0]), -unit(chest[:, 2])
    bone = unit(sheet.stations[-1].centre - sheet.stations[0].centre)
    across, share = np.cross(down, bone), float(down @ bone)
    if share < -0.99:  # straight up: as from in front
        return -front
    turned: Vec = front + np.cross(across, front) + np.cross(across, np.cross(across, front)) / (1 + share)
    return turned


def _sheets(name: str, sign: int, parts: Mapping[str, Part]) -> list[Sheet]:
    """The surfaces a patch's part stands for on one side of the body."""
    side, _, bone = name.rpartition("left-") if name.startswith("left-") else ("", "", name)
    prefix = ("left-" if sign > 0 else "right-") if name.startswith("left-") else side
    if bone == "slope":
        stations = parts["torso"].slopes[0 if sign > 0 else 1]
        return [Sheet("torso", stations, (0.0, 1.0))]
    sheets = []
    for segment in SEGMENTS.get(bone, (bone,)):
        part = parts.get(prefix + segment)
        if part is not None and part.stations:
            sheets.append(Sheet(part.name, part.stations, part.reach or (0.0, len(part.stations) - 1.0)))
    return sheets


def _patch_shape(patch: Patch, sheet: Sheet, sign: int, camera: Camera, front: Vec | None) -> Geometry:
    """What the camera sees of a patch on one surface; `front` is where its degrees start, if not at the part's own."""
    table = np.array(patch.rows)
    low, high = max(table[0, 0], sheet.reach[0]), min(table[-1, 0], sheet.reach[1])
    if high - low < SHORTEST:
        return shapely.Polygon()
    levels = np.linspace(low, high, ROWS)
    first, last = (np.interp(levels, table[:, 0], table[:, k]) for k in (1, 2))
    places = (levels - sheet.reach[0]) / (sheet.reach[1] - sheet.reach[0]) * (len(sheet.stations) - 1)
    centres, x, y = _cross_sections(sheet.stations, places)
    angles = np.radians(sign * np.linspace(first, last + 0.01, COLUMNS, axis=1))
    if front is not None:
        angles += np.arctan2(_units(y) @ front, _units(x) @ front)[:, None]
    cos, sin = np.cos(angles)[..., None], np.sin(angles)[..., None]
    points = centres[:, None] + cos * x[:, None] + sin * y[:, None]
    normals = _units(
        cos * (x / (x * x).sum(axis=1)[:, None])[:, None] + sin * (y / (y * y).sum(axis=1)[:, None])[:, None]
    )
    facing = normals @ camera.toward
    outwards = _units(normals - facing[..., None] * camera.toward)
    drawn_out = np.clip(1 - facing / HORIZON, 0.0, 1.0) * OVER
    return visible_patch(points + outwards * drawn_out[..., None], normals, camera, 0.0)


def _cross_sections(stations: Sequence[Ellipsoid], places: Vectors) -> tuple[Vectors, Vectors, Vectors]:
    """Centres and first two axes, each of shape (n, 3), at `places` (n) counted in stations."""
    below = np.minimum(places.astype(int), len(stations) - 2)
    share = (places - below)[:, None]
    rows = np.array([np.vstack([e.centre, e.axes[:, 0], e.axes[:, 1]]) for e in stations])
    between = rows[below] * (1 - share[..., None]) + rows[below + 1] * share[..., None]
    return between[:, 0], between[:, 1], between[:, 2]


def _units(vectors: Vectors) -> Vectors:
    """The vectors (..., 3) at length 1."""
    units: Vectors = vectors / (np.linalg.norm(vectors, axis=-1)[..., None] + 1e-9)
    return units
