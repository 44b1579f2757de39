"""The angles that a picture brief names, measured on a posed skeleton (degrees, as clinicians count them).

Hip 0: the thigh in line with the trunk (hip joint: with the pelvis, where the spine is not straight); knee and elbow 0:
straight. Shoulder flexion and abduction 0: the arm hangs along the chest, 180: overhead. Ankle 0: the foot at right
angles to the shin, toes up positive. Leans are counted from upright, forward positive; bends of the spine from its
neutral curve, rounded positive; turns and side bends to the left are positive.
"""

from __future__ import annotations

import math

import numpy as np

from handouts.figure.pose.limits import joint_angles
from handouts.figure.pose.skeleton import SIDES, Skeleton, joint_point

UP = np.array([0.0, 0.0, 1.0])


def measured(skeleton: Skeleton) -> dict[str, float]:
    """Every angle that a brief may name: 'left knee', 'right shoulder flexion', 'trunk lean', 'neck turn', ..."""
    angles = joint_angles(skeleton)
    found = {
        "neck flexion": angles["neck flexion"] + angles["head flexion"],
        "neck side bend": angles["neck side_bend"] + angles["head side_bend"],
        "neck turn": angles["neck turn"] + angles["head turn"],
        "spine flexion": angles["lumbar flexion"] + angles["thoracic flexion"],
        "upper back flexion": angles["thoracic flexion"],
        "spine turn": angles["lumbar turn"] + angles["thoracic turn"],
        "spine side bend": angles["lumbar side_bend"] + angles["thoracic side_bend"],
        "chest turn": _heading(skeleton["chest"].x),
        "pelvis lean": float(skeleton.pose.pelvis.lean),
        "trunk lean": _lean(skeleton, _middle(skeleton, "shoulder") - _middle(skeleton, "hip")),
        "knees tip": _tip(_middle(skeleton, "knee") - _middle(skeleton, "ankle")),
        "body lean": _lean(skeleton, _middle(skeleton, "shoulder") - _middle(skeleton, "ankle")),
    }
    for side, sign in SIDES:
        arm = skeleton["chest"].axes.T @ -skeleton[f"{side}-shoulder"].z
        found |= {
            f"{side} hip": _hip(skeleton, side),
            f"{side} hip joint": angles[f"{side} hip flexion"],
            f"{side} shoulder elevation": angles[f"{side} shoulder elevation"],
            f"{side} knee": angles[f"{side} knee"],
            f"{side} ankle": angles[f"{side} ankle"],
            f"{side} elbow": angles[f"{side} elbow"],
            f"{side} shoulder flexion": math.degrees(math.atan2(arm[0], -arm[2])) % 360,
            f"{side} shoulder abduction": math.degrees(math.atan2(sign * arm[1], -arm[2])) % 360,
            f"{side} upper arm": _between(-skeleton[f"{side}-shoulder"].z, -UP),
            f"{side} forearm": _between(-skeleton[f"{side}-elbow"].z, UP),
            f"{side} thigh": _between(-skeleton[f"{side}-hip"].z, -UP),
        }
        if found[f"{side} shoulder flexion"] > 270:
            found[f"{side} shoulder flexion"] -= 360
        if found[f"{side} shoulder abduction"] > 270:
            found[f"{side} shoulder abduction"] -= 360
    return found


def _hip(skeleton: Skeleton, side: str) -> float:
    """Thigh against the line from hips to shoulders, in the plane in which the pelvis looks."""
    trunk = _middle(skeleton, "shoulder") - _middle(skeleton, "hip")
    pelvis = skeleton["pelvis"].axes.T
    a, b = pelvis @ trunk, pelvis @ -skeleton[f"{side}-hip"].z
    angle = math.degrees(math.atan2(a[2] * b[0] - a[0] * b[2], -a[0] * b[0] - a[2] * b[2]))
    return angle + 360 if angle < -90 else angle


def _tip(shin: np.ndarray) -> float:
    return math.degrees(math.atan2(shin[1], shin[2]))


def _middle(skeleton: Skeleton, joint: str) -> np.ndarray:
    return (joint_point(skeleton, f"left-{joint}") + joint_point(skeleton, f"right-{joint}")) / 2


def _between(a: np.ndarray, b: np.ndarray) -> float:
    return math.degrees(math.acos(float(np.clip(a @ b / np.linalg.norm(a) / np.linalg.norm(b), -1, 1))))


def _heading(x: np.ndarray) -> float:
    return math.degrees(math.atan2(x[1], x[0]))


def _lean(skeleton: Skeleton, line: np.ndarray) -> float:
    """Degrees from upright in the plane in which the pelvis looks."""
    turn = math.radians(skeleton.pose.pelvis.turn)
    return math.degrees(math.atan2(float(line @ (math.cos(turn), math.sin(turn), 0.0)), float(line[2])))
