"""The contact solver: varies numbers of a pose until joints and skin are where they must be (damped Gauss-Newton)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from handouts.figure.pose.skeleton import NOTHING, STANDING, Skeleton, build_skeleton, joint_point
from handouts.figure.pose.surfaces import Plane, Solid, Surface, distance
from handouts.figure.spec.figure import Arm, Bend, Goal, Hand, Leg, Pose
from handouts.figure.spec.people import Build
from handouts.figure.spec.units import Spec

AXES = ("forward", "left", "up")
LEG = ("hip", "thigh", "knee", "shin", "ankle", "foot", "heel", "ball", "toes")
STEPS, TOLERANCE = 14, 0.1
LARGEST_STEP, SMALLEST_STEP = 15.0, 0.02


def solve(pose: Pose, build: Build, planes: Mapping[str, Surface], solids: Mapping[str, Solid] = NOTHING) -> Skeleton:
    """The skeleton of a pose whose goals are met as well as the varied numbers allow."""
    if pose.solve is None:
        return build_skeleton(pose, build, solids)
    keys, goals = pose.solve.vary, pose.solve.goals
    arms = any(map(_of_an_arm, goals))  # where no goal asks for them, they are posed when all else is found
    x = np.array([_get(pose, key) for key in keys])

    def evaluate(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], Skeleton]:
        trial = pose
        for key, value in zip(keys, values, strict=True):
            trial = _put(trial, key.split("."), float(value))
        skeleton = build_skeleton(trial, build, solids, arms)
        return np.array([_error(goal, skeleton, planes) for goal in goals]), skeleton

    error, skeleton = evaluate(x)
    for _ in range(STEPS):
        if np.abs(error).max() < TOLERANCE:
            break
        slope = np.stack([evaluate(x + step)[0] - error for step in np.eye(len(x))], axis=1)
        move = np.linalg.solve(slope.T @ slope + 0.02 * np.eye(len(x)), slope.T @ error)
        if np.abs(move).max() < SMALLEST_STEP:
            break  # as near as these numbers get
        x = x - np.clip(move, -LARGEST_STEP, LARGEST_STEP)
        error, skeleton = evaluate(x)
    return skeleton if arms else build_skeleton(skeleton.pose, build, solids)


def _of_an_arm(goal: Goal) -> bool:
    """Whether a goal is about a shoulder, an arm or a hand: what comes in pairs and is no part of a leg."""
    side, _, place = (goal.touch or goal.joint or "").partition("-")
    return side in ("left", "right") and place not in LEG


def _error(goal: Goal, skeleton: Skeleton, planes: Mapping[str, Surface]) -> float:
    if goal.touch is not None:
        surface = planes.get(goal.support, planes["floor"])
        endless = surface._replace(top=None) if isinstance(surface, Plane) else surface
        return distance(skeleton.frames, goal.touch, endless)
    assert goal.joint is not None and goal.axis is not None and goal.at is not None  # checked by the model
    return float(joint_point(skeleton, goal.joint)[AXES.index(goal.axis)]) - goal.at


def _get(pose: Pose, key: str) -> float:
    head, _, axis = key.rpartition(".")
    if head == "pelvis.at":
        return float((pose.pelvis.at or STANDING)[AXES.index(axis)])
    value: Any = pose
    for name in key.split("."):
        value = getattr(value, name, None)
    return float(value) if isinstance(value, int | float) else 0.0


def _put(model: Any, names: list[str], value: float) -> Any:
    """A copy of the model with one number changed; a part that is missing is made."""
    name, *rest = names
    if name == "at" and rest:  # pelvis.at.up and the like
        at = list(model.at or STANDING)
        at[AXES.index(rest[0])] = value
        return model.model_copy(update={"at": tuple(at)})
    if not rest:
        return model.model_copy(update={name: value})
    inner = getattr(model, name)
    if inner is None:
        inner = _empty(model, name)
    return model.model_copy(update={name: _put(inner, rest, value)})


def _empty(model: Spec, name: str) -> Spec:
    if name == "hand":
        return Hand()
    return Arm() if name.endswith(("arm", "arms")) else Leg() if name.endswith(("leg", "legs")) else Bend()
