"""Joint angles of a skeleton and how far each may go (degrees); what lies beyond is reported."""

from __future__ import annotations

import math
from typing import NamedTuple

from handouts.figure.pose.skeleton import SIDES, Skeleton
from handouts.figure.space.vectors import Mat, angle_between

# Lowest and highest angle of a healthy adult with everyday slack (AAOS ranges, rounded up; spine regions as in
# White & Panjabi, clothes and skin included).
LIMITS: dict[str, tuple[float, float]] = {
    "hip flexion": (-35, 152), "hip abduction": (-35, 60), "knee": (-6, 162), "ankle": (-104, 35),
    "elbow": (-8, 152), "shoulder elevation": (0, 184), "shoulder extension": (0, 75), "wrist": (-95, 95),
    "lumbar flexion": (-45, 60), "lumbar side_bend": (-32, 32), "lumbar turn": (-18, 18),
    "thoracic flexion": (-36, 52), "thoracic side_bend": (-35, 35), "thoracic turn": (-46, 46),
    "neck flexion": (-60, 60), "neck side_bend": (-45, 45), "neck turn": (-60, 60),
    "head flexion": (-30, 30), "head side_bend": (-16, 16), "head turn": (-46, 46),
}  # fmt: skip


class Excess(NamedTuple):
    """A joint beyond its range: which, its angle and the limit it passes."""

    joint: str
    angle: float
    limit: float


def joint_angles(skeleton: Skeleton) -> dict[str, float]:
    """Anatomical angles by name: 'left knee', 'right hip flexion', 'lumbar flexion', ..."""
    angles: dict[str, float] = {}
    for region in ("lumbar", "thoracic", "neck", "head"):
        bend = getattr(skeleton.pose, region)
        for name in ("flexion", "side_bend", "turn"):
            angles[f"{region} {name}"] = getattr(bend, name)
    for side, _ in SIDES:
        angles.update(_leg_angles(skeleton, side))
        angles.update(_arm_angles(skeleton, side))
    return angles


def _hinge(upper: Mat, lower: Mat, sign: int) -> float:
    """Signed angle between two bones about the upper one's y axis."""
    along = -lower[:, 2]
    return math.degrees(math.atan2(sign * float(along @ upper[:, 0]), float(along @ -upper[:, 2])))


def _leg_angles(skeleton: Skeleton, side: str) -> dict[str, float]:
    hip, knee, ankle = (skeleton[f"{side}-{joint}"].axes for joint in ("hip", "knee", "ankle"))
    thigh = skeleton["pelvis"].axes.T @ -hip[:, 2]
    sign = 1 if side == "left" else -1
    return {
        f"{side} hip flexion": math.degrees(math.atan2(thigh[0], -thigh[2])),
        f"{side} hip abduction": math.degrees(math.asin(max(-1.0, min(1.0, sign * thigh[1])))),
        f"{side} knee": _hinge(hip, knee, -1) % 360 if _hinge(hip, knee, -1) < -90 else _hinge(hip, knee, -1),
        f"{side} ankle": 90 - angle_between(ankle[:, 0], knee[:, 2]),
    }


def _arm_angles(skeleton: Skeleton, side: str) -> dict[str, float]:
    shoulder, elbow, wrist = (skeleton[f"{side}-{joint}"].axes for joint in ("shoulder", "elbow", "wrist"))
    arm = skeleton["chest"].axes.T @ -shoulder[:, 2]
    return {
        f"{side} shoulder elevation": angle_between(-shoulder[:, 2], -skeleton["chest"].axes[:, 2]),
        f"{side} shoulder extension": max(0.0, math.degrees(math.asin(max(-1.0, min(1.0, -arm[0]))))),
        f"{side} elbow": _hinge(shoulder, elbow, 1),
        f"{side} wrist": angle_between(-wrist[:, 2], -elbow[:, 2]),
    }


def excesses(skeleton: Skeleton) -> list[Excess]:
    """Joints beyond their range, by more than half a degree."""
    found = []
    for name, angle in joint_angles(skeleton).items():
        low, high = LIMITS[name.removeprefix("left ").removeprefix("right ")]
        if angle < low - 0.5:
            found.append(Excess(name, angle, low))
        if angle > high + 0.5:
            found.append(Excess(name, angle, high))
    return found
