"""Solids of the body: hulls of ellipsoids hung on bone frames, and the parts made of them (cm)."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from handouts.figure.space.vectors import Frame, Mat, Vec

Table = Sequence[tuple[float, ...]]


class Ellipsoid(NamedTuple):
    """An ellipsoid: its centre and, as columns, its three semi-axes. A third axis near 0 makes a disc."""

    centre: Vec
    axes: Mat


Hull = tuple[Ellipsoid, ...]  # the convex hull of its ellipsoids


class Solids(NamedTuple):
    """The ellipsoids of several hulls as arrays: centres (n, 3), axes (n, 3, 3), and which hull each is of (n)."""

    centres: NDArray[np.float64]
    axes: NDArray[np.float64]
    hull: NDArray[np.int_]

    @classmethod
    def of(cls, hulls: Sequence[Hull]) -> Solids:
        """Those of some hulls, in their order."""
        ellipsoids = [e for hull in hulls for e in hull]
        return cls(
            np.array([e.centre for e in ellipsoids]),
            np.array([e.axes for e in ellipsoids]),
            np.repeat(np.arange(len(hulls)), [len(hull) for hull in hulls]),
        )


def joined(groups: Sequence[Solids]) -> Solids:
    """All of them in one, the hulls numbered on."""
    first = np.cumsum([0, *(group.hull[-1] + 1 for group in groups[:-1])])
    return Solids(
        np.concatenate([group.centres for group in groups]),
        np.concatenate([group.axes for group in groups]),
        np.concatenate([group.hull + start for group, start in zip(groups, first, strict=True)]),
    )


class Joint(NamedTuple):
    """Where a part flows into another: no line is drawn there unless something lies between them.

    `radius` is in cm. With `across`, an axis, the zone shrinks as the view turns away from that axis; with `behind` it
    is whole again when that direction looks at the viewer. So the chin has an edge in front and the nape has none.
    """

    other: str
    point: Vec
    radius: float
    across: Vec | None = None
    behind: Vec | None = None


class Seam(NamedTuple):
    """A line around a part, on the ring of an ellipse, seen where the ring faces us by more than this cosine.

    With `looks`, the direction that the ring's plane looks, it is seen from that side alone.
    """

    ring: Ellipsoid
    facing: float = 0.0
    looks: Vec | None = None


class Crease(NamedTuple):
    """A line on the skin: points in the world, and the direction it must face to be seen (None: always)."""

    points: tuple[Vec, ...]
    normal: Vec | None = None
    role: str = "ink"
    weight: float = 1.0


class Form(NamedTuple):
    """A piece of a part whose own edges show where it lies before the rest of the part, such as a finger.

    It flows out of the rest at `root`: no edge is drawn within `radius` cm of it. A form without a root has no edges.
    """

    hulls: tuple[Hull, ...]
    root: Vec | None = None
    radius: float = 0.0


@dataclass(frozen=True)
class Part:
    """One piece of the body, filled in one colour.

    `group` parts are shaded as one form. `bias` is a head start in depth against other parts, cm. `over` names parts
    that always lie beneath this one. `openings`: a garment's open end and the direction it looks; what comes out of
    it lies on top when the opening faces the viewer. `stations` are cross-sections for highlights; `reach` tells
    between which shares of its bone a limb's lie, and `slopes` are those from the neck over each shoulder. `fillet`
    rounds hollows of the outline, cm. `forms` are pieces with edges of their own. A `band` lies round it in a colour of
    its own.
    """

    name: str
    role: str
    hulls: tuple[Hull, ...]
    group: str
    side: int = 0
    bias: float = 0.0
    joints: tuple[Joint, ...] = ()
    over: tuple[str, ...] = ()
    openings: dict[str, Vec] = field(default_factory=dict)
    seams: tuple[Seam, ...] = ()
    creases: tuple[Crease, ...] = ()
    stations: tuple[Ellipsoid, ...] = ()
    reach: tuple[float, float] | None = None
    slopes: tuple[tuple[Ellipsoid, ...], ...] = ()
    fillet: float = 1.0
    sole: Hull = ()
    band: tuple[Hull, ...] = ()
    forms: tuple[Form, ...] = ()
    head: Frame | None = None

    @cached_property
    def solids(self) -> Solids:
        """All ellipsoids of the part."""
        return Solids.of(self.hulls)


def ellipsoid(frame: Frame, offset: tuple[float, float, float], radii: float | tuple[float, float, float]) -> Ellipsoid:
    """An ellipsoid along a frame's axes."""
    return Ellipsoid(frame.at(*offset), frame.axes * radii)


def ball(centre: Vec, radius: float) -> Ellipsoid:
    """A ball."""
    return Ellipsoid(centre, np.eye(3) * radius)


def between(a: Ellipsoid, b: Ellipsoid, share: float) -> Ellipsoid:
    """The cross-section at a share of the way from one ellipsoid to the next."""
    return Ellipsoid(a.centre * (1 - share) + b.centre * share, a.axes * (1 - share) + b.axes * share)


def chain(sections: Sequence[Ellipsoid]) -> tuple[Hull, ...]:
    """Hulls that join neighbouring cross-sections."""
    return tuple(itertools.pairwise(sections))


def interpolate(table: Table | NDArray[np.float64], at: Sequence[float] | NDArray[np.float64]) -> NDArray[np.float64]:
    """Smooth curve (Catmull-Rom) through rows of (t, values...), shape (points, values)."""
    rows = np.asarray(table, dtype=np.float64)
    t, values = rows[:, 0], rows[:, 1:]
    slopes = np.gradient(values, t, axis=0)
    where = np.asarray(at, dtype=np.float64)
    i = t[1:-1].searchsorted(where)
    j = i + 1
    step = t[j] - t[i]
    u = (where - t[i]) / step
    square, cube = u * u, u**3
    shares = 2 * cube - 3 * square + 1, (cube - 2 * square + u) * step, 3 * square - 2 * cube, (cube - square) * step
    a, b, c, d = (share[:, None] for share in shares)
    smooth: NDArray[np.float64] = a * values[i] + b * slopes[i] + c * values[j] + d * slopes[j]
    return smooth


@cache
def _sections(table: Table, start: float, end: float, count: int) -> NDArray[np.float64]:
    """Columns of a table at even steps: the same for every pose."""
    where = np.linspace(start, end, count)
    return np.column_stack([where, interpolate(table, where)]).T


def limb(
    frame: Frame,
    bone: float,
    table: Table,
    start: float = 0.0,
    end: float = 1.0,
    grow: float = 0.0,
    girth: float = 1.0,
    flat: tuple[bool, bool] = (False, False),
    sections: int = 9,
) -> list[Ellipsoid]:
    """Cross-sections of a limb from a table of (t, half-width, half-depth, offset forward, offset left).

    `t` runs along the bone; `grow` adds cloth, cm; `girth` multiplies; `flat` gives the first and last section a cut
    end (a cuff) instead of a round one.
    """
    t, width, depth, forward, left = _sections(table, start, end, sections)
    width, depth, thick = width * girth + grow, depth * girth + grow, np.full(sections, 0.1)
    for end_of_it, cut in zip((0, -1), flat, strict=True):
        thick[end_of_it] = 0.05 if cut else 0.95 * min(width[end_of_it], depth[end_of_it])
    offsets, radii = np.stack([forward, left, -t * bone], axis=1), np.stack([depth, width, thick], axis=1)
    centres = frame.origin + (frame.axes @ offsets[:, :, None])[:, :, 0]
    return list(map(Ellipsoid, centres, frame.axes * radii[:, None, :]))
