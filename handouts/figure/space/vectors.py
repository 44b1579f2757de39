"""Small 3-D tools: vectors, rotations and bone frames (cm and degrees; x forward, y to the person's left, z up)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Vec = NDArray[np.float64]  # shape (2,) on the page, (3,) in the world
Mat = NDArray[np.float64]  # shape (3, 3)

UP: Vec = np.array([0.0, 0.0, 1.0])


def vec(*numbers: float) -> Vec:
    """A vector of the given numbers."""
    return np.array(numbers, dtype=np.float64)


def unit(v: Vec | Sequence[float]) -> Vec:
    """The vector at length 1; a zero vector stays as it is."""
    a = np.asarray(v, dtype=np.float64)
    size = length(a)
    return a / size if size > 1e-9 else a


def length(v: Vec) -> float:
    """The vector's length."""
    return math.sqrt(v.dot(v))  # for single vectors `dot` takes half the time of `@`


def cross(a: Vec, b: Vec) -> Vec:
    """The cross product (several times faster than NumPy's for single vectors)."""
    (ax, ay, az), (bx, by, bz) = a.tolist(), b.tolist()
    return vec(ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx)


def rot_x(angle: float) -> Mat:
    """Turn about x: y towards z, so the left side rises."""
    c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return np.array([[1.0, 0.0, 0.0], [0.0, c, -s], [0.0, s, c]])


def rot_y(angle: float) -> Mat:
    """Turn about y: z towards x, so what stands leans forward."""
    c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return np.array([[c, 0.0, s], [0.0, 1.0, 0.0], [-s, 0.0, c]])


def rot_z(angle: float) -> Mat:
    """Turn about z: x towards y, so what faces forward turns to the left."""
    c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])


class Frame(NamedTuple):
    """A bone's own axes (columns x front, y left, z towards the body's centre) and its origin at the joint."""

    axes: Mat
    origin: Vec

    def at(self, x: float, y: float, z: float) -> Vec:
        """World point of an offset along the frame's own axes."""
        point: Vec = self.origin + self.axes.dot((x, y, z))
        return point

    @property
    def x(self) -> Vec:
        """The front axis."""
        return self.axes[:, 0]

    @property
    def y(self) -> Vec:
        """The left axis."""
        return self.axes[:, 1]

    @property
    def z(self) -> Vec:
        """The axis along the bone, towards the body's centre."""
        return self.axes[:, 2]


def columns(x: Vec, y: Vec, z: Vec) -> Mat:
    """Axes from three unit vectors."""
    axes: Mat = np.array([x, y, z]).T  # several times faster than stacking
    return axes


def bone_axes(down: Vec, front: Vec) -> Mat:
    """Axes whose -z runs `down` the bone and whose x is as near to `front` as can be."""
    z = -unit(down)
    x = front - z * float(front @ z)
    if length(x) < 1e-4:  # front runs along the bone: take whatever lies across it
        x = vec(1, 0, 0) - z * z[0]
        if length(x) < 1e-4:
            x = UP - z * z[2]
    x = unit(x)
    return columns(x, cross(z, x), z)


def hinge_axes(parent: Mat, down: Vec) -> Mat:
    """Axes of a bone that runs `down` and turns about its parent's y axis."""
    z = -unit(down)
    x = unit(cross(parent[:, 1], z))
    return columns(x, cross(z, x), z)


def angle_between(a: Vec, b: Vec) -> float:
    """Degrees between two directions."""
    return math.degrees(math.acos(max(-1.0, min(1.0, float(unit(a) @ unit(b))))))
