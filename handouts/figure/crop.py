"""Close-ups: the window of the page that is shown, the same in every panel (cm)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import shapely

from handouts.figure.pose.skeleton import Skeleton, joint_point
from handouts.figure.spec.view import Crop
from handouts.figure.view.camera import Camera

Geometry = Any
FAR = 1e3
# The joint at which a close-up ends and how far above (+) or below (-) it.
LEVELS = {"bust": ("spine-5", 0.0), "upper-body": ("pelvis", -15.0)}
WAIST = (40.0, 30.0)  # half width and half height of the window round the waist
WHOLE, FLESH = 130.0, 14.0  # size on the page from which lines are not made finer; by how much flesh exceeds joints
EVEN = 0.68  # 1 would make lines of all pictures alike on paper; a close-up may have a little more
AROUND = 9.0  # cm kept around a joint that must be seen


def crop_window(crop: Crop, camera: Camera, skeletons: Iterable[Skeleton]) -> Geometry:
    """The part of the page that is shown. Every `keep` joint of every panel is in it."""
    known = list(skeletons)
    kept = [camera.flat(joint_point(skeleton, joint)) for skeleton in known for joint in crop.keep]
    if crop.frame == "waist":
        middles = [camera.flat(joint_point(skeleton, "waist")) for skeleton in known]
        x = sum(float(m[0]) for m in middles) / len(middles)
        y = sum(float(m[1]) for m in middles) / len(middles)
        window = shapely.box(x - WAIST[0], y - WAIST[1], x + WAIST[0], y + WAIST[1])
        around = [shapely.Point(*point).buffer(AROUND) for point in kept]
        return shapely.box(*shapely.union_all([window, *around]).bounds)
    joint, plus = LEVELS[crop.frame] if crop.frame else (crop.below, 0.0)
    assert joint is not None  # checked by the model
    level = min(float(camera.flat(joint_point(skeleton, joint))[1]) for skeleton in known) + plus + crop.plus
    level = min([level, *(float(point[1]) - AROUND for point in kept)])
    return shapely.box(-FAR, level, FAR, FAR)


def finer_lines(window: Geometry, camera: Camera, skeletons: Iterable[Skeleton]) -> float:
    """By how much the lines of a close-up are drawn finer, so that on paper they are as heavy as a whole figure's."""
    places = camera.flat(np.array([frame.origin for skeleton in skeletons for frame in skeleton.frames.values()]))
    seen = places[shapely.intersects_xy(window, *places.T)]
    size = float(np.ptp(seen, axis=0).max()) + FLESH if len(seen) else WHOLE
    return float(max(1.0, WHOLE / size) ** EVEN)


def cut_edges(window: Geometry, body: Geometry) -> Geometry:
    """The lines along which the window cuts the body."""
    return window.boundary.intersection(body)
