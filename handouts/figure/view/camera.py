"""The camera: orthographic, named after the side of the person it looks at (degrees)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from handouts.figure.space.vectors import Mat, Vec, cross, vec
from handouts.figure.spec.view import CameraSpec

# Degrees of the viewpoint round the person: 0 is the person's right side, 90 the front, 180 the left side.
VIEWS = {
    "side-right": 0.0, "three-quarter-right": 45.0, "front": 90.0, "three-quarter-left": 135.0, "side-left": 180.0,
    "three-quarter-back-left": 225.0, "back": 270.0, "three-quarter-back-right": 315.0,
}  # fmt: skip


@dataclass(frozen=True)
class Camera:
    """`rows` maps the world to page right, page up and depth towards the viewer; `toward` points at the viewer."""

    rows: Mat
    toward: Vec

    def flat(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """World points (..., 3) to page points (..., 2), cm, y up."""
        page: NDArray[np.float64] = points @ self.rows[:2].T
        return page


def make_camera(spec: CameraSpec) -> Camera:
    """The camera of a figure; `turn` moves it on round the person, counter-clockwise seen from above."""
    around, pitch = math.radians(VIEWS[spec.view] + spec.turn), math.radians(spec.pitch)
    right = vec(math.cos(around), math.sin(around), 0.0)
    toward = vec(math.cos(pitch) * math.sin(around), -math.cos(pitch) * math.cos(around), math.sin(pitch))
    return Camera(np.stack([right, cross(toward, right), toward]), toward)
