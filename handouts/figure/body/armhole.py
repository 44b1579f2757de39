"""The seam round each shoulder that joins sleeve and shirt, so that one sees where the arm begins (cm)."""

from __future__ import annotations

import numpy as np

from handouts.figure.pose.skeleton import Skeleton
from handouts.figure.space.solids import Ellipsoid, Seam
from handouts.figure.space.vectors import unit

UPRIGHT = 1.3  # how much the ring stays in the plane of the shirt's side against following the arm
DOWN = 2.0  # how far down the arm from the joint its middle lies
DEPTH, HEIGHT = 5.7, 6.7  # radii from front to back and from armpit to shoulder top


def armhole(skeleton: Skeleton, side: str, sign: int) -> Seam:
    """The seam of one shoulder; it follows the arm half of the way, as sewn cloth does."""
    shoulder, build = skeleton[f"{side}-shoulder"], skeleton.build
    along = unit(skeleton["chest"].y * (sign * UPRIGHT) - shoulder.z)
    front = unit(shoulder.x - along * float(shoulder.x @ along))
    axes = np.stack([front * DEPTH, np.cross(along, front) * HEIGHT, along * 0.1], axis=1)
    axes[:, :2] *= build.limbs * build.arms
    return Seam(Ellipsoid(shoulder.origin - shoulder.z * DOWN, axes), looks=along)
