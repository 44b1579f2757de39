"""What bears a body or is taken hold of: planes, and the boxes and rounds that things are made of (cm)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from handouts.figure.pose.probes import balls, gap
from handouts.figure.space.vectors import Frame, Vec, length, unit
from handouts.figure.view.depth import Box

BESIDE = 1.0  # cm by which what rests on a surface may stick out over its edge


class Plane(NamedTuple):
    """A supporting surface: `normal . x = level`, cm; it ends at the height `top` and at the faces of `area`."""

    normal: Vec
    level: float
    top: float | None = None
    area: Box | None = None


class Round(NamedTuple):
    """A supporting ball (`a` is `b`) or a roll between two points, cm."""

    a: Vec
    b: Vec
    radius: float

    def nearest(self, point: Vec) -> Vec:
        """The point of the axis that is nearest."""
        along = self.b - self.a
        share = float((point - self.a) @ along) / max(float(along @ along), 1e-9)
        return self.a + along * min(1.0, max(0.0, share))


Surface = Plane | Round
Solid = Box | Round


class Room(NamedTuple):
    """What the props of a panel are to a body: surfaces to rest on and solids to take hold of, by name, and hard ones.

    Nothing may go into what is `hard`, so that has every piece that is drawn, the rest of a chair, the legs of a table;
    their names are for messages, and two chairs have the same.
    """

    surfaces: Mapping[str, Surface]
    solids: Mapping[str, Solid]
    hard: Sequence[tuple[str, Solid]]


class Spot(NamedTuple):
    """A place on a surface and where that surface looks."""

    point: Vec
    normal: Vec


def distance(frames: Mapping[str, Frame], probe: str, surface: Surface) -> float:
    """Gap between a probe and a surface; negative when it sinks in."""
    if isinstance(surface, Plane):
        return gap(frames, probe, surface.normal, surface.level, surface.top)
    return min(
        length(centre - surface.nearest(centre)) - radius - surface.radius for centre, radius in balls(frames, probe)
    )


def beside(frames: Mapping[str, Frame], probe: str, surface: Surface) -> bool:
    """Whether all of a probe lies beyond the edges of a surface that has any."""
    if isinstance(surface, Round) or surface.area is None:
        return False
    box, normal = surface.area, surface.normal
    for centre, radius in balls(frames, probe):
        out = np.abs(box.axes.T @ (centre - box.centre)) - box.half - radius - BESIDE
        if (out[np.abs(box.axes.T @ normal) < 0.5] < 0).all():
            return False
    return True


def spot_on(solid: Solid, side: Vec) -> Spot:
    """The place where a line from the middle of a solid comes out towards `side`, a direction in the solid's axes."""
    if isinstance(solid, Round):
        along = unit(solid.b - solid.a)
        out = unit(side - along * float(side @ along))
        return Spot((solid.a + solid.b) / 2 + out * solid.radius, out)
    shares = np.abs(side) / solid.half
    k = int(np.argmax(shares))
    normal = solid.axes[:, k] * np.sign(side[k])
    return Spot(solid.centre + solid.axes @ (side / shares[k]), normal)


def deep(solid: Solid, points: NDArray[np.float64]) -> NDArray[np.float64]:
    """How deep points (n, 3) lie in a solid, cm; negative outside."""
    if isinstance(solid, Box):
        inside: NDArray[np.float64] = (solid.half - np.abs((points - solid.centre) @ solid.axes)).min(axis=1)
        return inside
    along = solid.b - solid.a
    share = np.clip((points - solid.a) @ along / max(float(along @ along), 1e-9), 0, 1)
    away: NDArray[np.float64] = np.linalg.norm(points - solid.a - share[:, None] * along, axis=1)
    return solid.radius - away
