"""Forward kinematics: a pose becomes a frame for every joint (cm; x forward, y left, z up)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from handouts.figure.pose.limbs import Miss, arm_frames, leg_frames
from handouts.figure.pose.probes import lowest
from handouts.figure.pose.reach import body_point
from handouts.figure.pose.surfaces import Solid
from handouts.figure.space.vectors import Frame, Mat, Vec, rot_x, rot_y, rot_z, vec
from handouts.figure.spec.figure import Bend, Hand, Pose
from handouts.figure.spec.people import Build

LUMBAR, THORACIC, NECK = 4, 6, 2  # links of each spine region
LINK = {"lumbar": 4.6, "thoracic": 4.5, "neck": 4.6}
# Forward pitch of each link when standing upright: hollow waist, rounded upper back, neck leaning forward.
REST = (8.0, 3.0, -3.0, -8.0, -9.0, -6.0, -1.0, 5.0, 11.0, 16.0, 20.0, 15.0)
# Share of a region's bend that each link takes: the waist bends most low down, the rib cage most in its lower half.
SHARE = {
    "lumbar": (0.28, 0.26, 0.24, 0.22),
    "thoracic": (0.19, 0.18, 0.17, 0.16, 0.16, 0.14),
    "neck": (0.5, 0.5),
}
CHEST_LINK = LUMBAR + THORACIC  # index in the spine of the joint the ribs and shoulders belong to
STANDING = (0.0, 0.0, 90.0)  # where the pelvis is when a pose does not say so
NOTHING: Mapping[str, Solid] = {}
BREATH = 2.2  # cm by which a full breath widens the lower ribs on each side, drawn larger than life
SIDES = (("left", 1), ("right", -1))


@dataclass(frozen=True)
class Skeleton:
    """The posed joints.

    `frames` has pelvis, spine-0 to spine-12, chest, head and for each side hip, knee, ankle, ball (where the
    toes bend), shoulder, elbow, wrist.
    `girdle` tells how far each shoulder moved against the ribs: forward and up, cm.
    """

    pose: Pose
    frames: Mapping[str, Frame]
    girdle: Mapping[str, tuple[float, float]]
    misses: tuple[Miss, ...]
    hands: Mapping[str, Hand | None] = field(default_factory=dict)
    build: Build = field(default_factory=Build)

    def __getitem__(self, joint: str) -> Frame:
        return self.frames[joint]

    @property
    def spine(self) -> list[Frame]:
        """The spine's joints from the waist up, 13 of them."""
        return [self.frames[f"spine-{i}"] for i in range(LUMBAR + THORACIC + NECK + 1)]


def build_skeleton(pose: Pose, build: Build, solids: Mapping[str, Solid] = NOTHING, with_arms: bool = True) -> Skeleton:
    """Frames of all joints, or of all but those of the arms; `solids` are the things hands may reach for.

    Targets out of reach are listed in `misses`, never raised.
    """
    root = pose.pelvis
    if pose.breath:
        build = build.model_copy(update={"ribs": build.ribs + BREATH * pose.breath})
    axes = rot_z(root.turn) @ rot_y(root.lean) @ rot_x(-root.tilt)
    at = vec(*(root.at or STANDING))
    frames, misses = _trunk_and_legs(pose, build, Frame(axes, at))
    if pose.drop:
        rise = pose.drop.to - lowest(frames, pose.drop.by)
        frames, misses = _trunk_and_legs(pose, build, Frame(axes, at + vec(0, 0, rise)))
    if not with_arms:
        return Skeleton(pose, frames, {}, tuple(misses), build=build)
    arms = arm_frames(pose, frames, build, solids)
    return Skeleton(pose, {**frames, **arms.frames}, arms.girdle, (*misses, *arms.misses), arms.hands, build)


def _trunk_and_legs(pose: Pose, build: Build, pelvis: Frame) -> tuple[dict[str, Frame], list[Miss]]:
    names, axes, origins = _spine(pose.lumbar, pose.thoracic, pose.neck, pose.head, build.neck)
    turned, moved = pelvis.axes @ axes, origins @ pelvis.axes.T + pelvis.origin
    frames = {"pelvis": pelvis, **dict(zip(names, map(Frame, turned, moved), strict=True))}
    legs, misses = leg_frames(pose, pelvis, build)
    return {**frames, **legs}, misses


@lru_cache(64)
def _spine(
    lumbar: Bend, thoracic: Bend, neck: Bend, nod: Bend, neck_size: float
) -> tuple[tuple[str, ...], Mat, NDArray[np.float64]]:
    """Names, axes (n, 3, 3) and origins (n, 3) of spine, head and chest on the pelvis' own axes.

    The solver mostly varies what the trunk does not depend on.
    """
    at, axes = vec(-1.5, 0, 9), np.eye(3)
    frames = {"spine-0": Frame(axes @ rot_y(REST[0] / 2), at)}
    before = 0.0
    regions: list[tuple[str, Bend]] = [("lumbar", lumbar), ("thoracic", thoracic), ("neck", neck)]
    index = 0
    for region, bend in regions:
        for share in SHARE[region]:
            rest = REST[index] - before
            before = REST[index]
            turn, side, flex = (share * angle for angle in (bend.turn, bend.side_bend, bend.flexion))
            axes = axes @ rot_z(turn) @ rot_x(-side) @ rot_y(flex + rest)
            at = at + axes @ vec(0, 0, LINK[region] * (neck_size if region == "neck" else 1.0))
            index += 1
            frames[f"spine-{index}"] = Frame(axes, at)
    frames["head"] = Frame(axes @ rot_y(-before) @ rot_z(nod.turn) @ rot_x(-nod.side_bend) @ rot_y(nod.flexion), at)
    ribs = frames[f"spine-{CHEST_LINK}"]
    frames["chest"] = Frame(ribs.axes @ rot_y(-REST[CHEST_LINK - 1]), ribs.origin)
    placed = frames.values()
    return tuple(frames), np.array([frame.axes for frame in placed]), np.array([frame.origin for frame in placed])


def joint_point(skeleton: Skeleton, name: str) -> Vec:
    """World position of a joint or a named place on the body."""
    side, _, part = name.partition("-")
    return blade_point(skeleton, side) if part == "blade" else body_point(skeleton.frames, name)


def blade_point(skeleton: Skeleton, side: str) -> Vec:
    """The middle of a shoulder blade, on the skin of the back."""
    forward, up = skeleton.girdle[side]
    return skeleton["spine-8"].at(-8.0, (1 if side == "left" else -1) * (9.5 + 0.6 * forward), 0.6 * up)
