"""Legs and arms of the skeleton: joint angles, direction words or two-bone IK (cm and degrees)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple, TypeVar

from handouts.figure.pose.clasp import clasped
from handouts.figure.pose.reach import WORLD, World, free_axes, laid_axes, part_of_hand, target_spot, waits_for
from handouts.figure.pose.shapes import FOREARM, SHIN, THIGH, UPPER_ARM
from handouts.figure.pose.surfaces import Solid
from handouts.figure.space.vectors import (
    Frame,
    Mat,
    Vec,
    angle_between,
    bone_axes,
    columns,
    cross,
    hinge_axes,
    length,
    rot_x,
    rot_y,
    rot_z,
    unit,
    vec,
)
from handouts.figure.space.vocabulary import direction
from handouts.figure.spec.figure import RIVALS, Arm, FootReach, Hand, HandReach, Leg, Pose
from handouts.figure.spec.people import Build

ANKLE_HEIGHT = 7.6
TOE_JOINT = (13.4, 0.0, -6.2)  # where the toes bend, from the ankle
SHOULDER_DROP = -4.6  # the shoulder joint below the top of the rib cage
SIDES = (("left", 1), ("right", -1))
NEAR = 0.05  # cm of a miss that is only arithmetic
Limb = TypeVar("Limb", Leg, Arm)
Reach = FootReach | HandReach


class Miss(NamedTuple):
    """A limb that does not reach its target: which one, and by how many cm."""

    limb: str
    by: float


class Arms(NamedTuple):
    """Frames of shoulders, elbows and wrists; how the girdle moved; the hands that fall short; how each hand lies."""

    frames: dict[str, Frame]
    girdle: dict[str, tuple[float, float]]
    misses: tuple[Miss, ...]
    hands: dict[str, Hand | None]


class Chain(NamedTuple):
    """Upper arm and forearm (or thigh and shin) with the end joint's position; the hand's axes when they are set."""

    upper: Mat
    middle: Vec
    lower: Mat
    end: Vec
    hand: Mat | None = None


def two_bone(start: Vec, target: Vec, upper: float, lower: float, toward: Vec) -> tuple[Vec, Vec]:
    """Middle and end joint of two bones that reach for a target; the middle joint leans `toward` a direction.

    A target out of reach is approached as far as the bones allow.
    """
    line = target - start
    distance = min(max(length(line), abs(upper - lower) + 0.5), upper + lower - 0.02)
    along = unit(line)
    foot = (upper**2 - lower**2 + distance**2) / (2 * distance)
    height = math.sqrt(max(upper**2 - foot**2, 0.0))
    across = toward - along * float(toward @ along)
    across = unit(across) if length(across) > 1e-6 else bone_axes(-along, vec(0, 0, 1))[:, 0]
    return start + along * foot + across * height, start + along * distance


# ---------------------------------------------------------------------------------------------------------- legs


def merged_leg(pose: Pose, side: str) -> Leg:
    """What holds for one leg: its own entries over those of both legs."""
    own = pose.left_leg if side == "left" else pose.right_leg
    return _over(pose.legs or Leg(), own)


def merged_arm(pose: Pose, side: str) -> Arm:
    """What holds for one arm: its own entries over those of both arms."""
    own = pose.left_arm if side == "left" else pose.right_arm
    return _over(pose.arms or Arm(), own)


def _over(both: Limb, own: Limb | None) -> Limb:
    if own is None:
        return both
    given = {name: getattr(own, name) for name in own.model_fields_set}
    if own.reach is not None and both.reach is not None:
        given["reach"] = _over_reach(both.reach, own.reach)
    return both.model_copy(update=given)


def _over_reach(below: Reach, own: Reach) -> Reach:
    """A reach over that of both limbs: it keeps what it does not say, but for what it says in another way."""
    said = [name for name in own.model_fields_set if name in RIVALS and getattr(own, name) is not None]
    idle = {rival for name in said for rival in RIVALS[name]}
    kept = {name: getattr(below, name) for name in below.model_fields_set - idle - own.model_fields_set}
    return own.model_copy(update=kept)


def leg_frames(pose: Pose, pelvis: Frame, build: Build) -> tuple[dict[str, Frame], list[Miss]]:
    """Frames of hips, knees, ankles and toe joints, and the feet that fall short of their targets."""
    frames: dict[str, Frame] = {}
    misses: list[Miss] = []
    for side, sign in SIDES:
        leg, hip = merged_leg(pose, side), pelvis.at(0, sign * build.hip_joint, 0)
        if leg.reach:
            chain, foot, short = _reaching_leg(leg.reach, hip, sign)
            if short > NEAR:
                misses.append(Miss(f"{side} foot", short))
        else:
            chain = _angled_leg(leg, pelvis, hip, sign)
            foot = _angled_foot(leg, chain.lower, sign)
        frames[f"{side}-hip"] = Frame(chain.upper, hip)
        frames[f"{side}-knee"] = Frame(chain.lower, chain.middle)
        frames[f"{side}-ankle"] = Frame(foot, chain.end)
        bend = leg.foot.toe_bend if leg.foot else 0.0
        frames[f"{side}-ball"] = Frame(foot @ rot_y(-bend), frames[f"{side}-ankle"].at(*TOE_JOINT))
    return frames, misses


def _reaching_leg(reach: FootReach, hip: Vec, sign: int) -> tuple[Chain, Mat, float]:
    up = -direction(reach.sole, sign)
    toes = direction(reach.toes, sign)
    toes = unit(toes - up * float(toes @ up))
    offset = {"heel": up * ANKLE_HEIGHT, "ball": up * 5.2 - toes * 12.0, "ankle": up * 0.0}[reach.by]
    target, toward = vec(*(reach.to or (0, 0, 0))) + offset, direction(reach.knee_toward, sign)
    knee, ankle = two_bone(hip, target, THIGH, SHIN, toward)
    thigh = bone_axes(knee - hip, toward)
    lower = unit(ankle - knee)
    if abs(float(thigh[:, 2] @ lower)) < 0.995:  # bent: the hinge lies across the plane of the leg
        thigh = bone_axes(knee - hip, thigh[:, 2] * float(lower @ thigh[:, 2]) - lower)
    shin = bone_axes(ankle - knee, thigh[:, 0])
    return Chain(thigh, knee, shin, ankle), columns(toes, cross(up, toes), up), length(target - ankle)


def _angled_leg(leg: Leg, pelvis: Frame, hip: Vec, sign: int) -> Chain:
    if leg.thigh is not None:
        front = direction(leg.knee_toward, sign) if leg.knee_toward is not None else pelvis.x
        thigh = bone_axes(direction(leg.thigh, sign), front)
    else:
        turn = rot_x(sign * (leg.abduction or 0.0)) @ rot_z(sign * (leg.rotation or 0.0))
        thigh = pelvis.axes @ rot_y(-(leg.flexion or 0.0)) @ turn
    knee = hip - thigh[:, 2] * THIGH
    shin = hinge_axes(thigh, direction(leg.shin, sign)) if leg.shin is not None else thigh @ rot_y(leg.knee or 0.0)
    return Chain(thigh, knee, shin, knee - shin[:, 2] * SHIN)


def _angled_foot(leg: Leg, shin: Mat, sign: int) -> Mat:
    foot = leg.foot
    if foot is None or foot.toes is None:
        flexion, turn_out = (foot.flexion, foot.turn_out) if foot else (0.0, 6.0)
        return shin @ rot_y(-flexion) @ rot_z(sign * turn_out)
    up = -direction(foot.sole or "down", sign)
    toes = direction(foot.toes, sign)
    toes = unit(toes - up * float(toes @ up))
    return columns(toes, cross(up, toes), up)


# ---------------------------------------------------------------------------------------------------------- arms


def arm_frames(pose: Pose, frames: Mapping[str, Frame], build: Build, solids: Mapping[str, Solid]) -> Arms:
    """Both arms, posed."""
    known, girdle, misses = dict(frames), {}, []
    world = World(known, build, solids)
    arms = {side: merged_arm(pose, side) for side, _ in SIDES}
    if pose.clasp:
        arms = clasped(arms, pose.clasp, world)
    for side, sign in sorted(SIDES, key=lambda s: waits_for(arms[s[0]].reach) not in ("", s[0])):
        arm = arms[side]
        chain, shoulder, lift, short = _lifted_arm(arm, world, sign)
        if short > NEAR:
            misses.append(Miss(f"{side} hand" if arm.reach and arm.reach.by != "elbow" else f"{side} elbow", short))
        known[f"{side}-shoulder"] = Frame(chain.upper, shoulder)
        known[f"{side}-elbow"] = Frame(chain.lower, chain.middle)
        axes = free_axes(arm.hand, chain.lower, world, sign) if chain.hand is None else chain.hand
        known[f"{side}-wrist"] = Frame(axes, chain.end)
        girdle[side] = (arm.protraction, arm.shrug + 6.0 * lift)
    new = {name: frame for name, frame in known.items() if name not in frames}
    return Arms(new, girdle, tuple(misses), {side: arm.hand for side, arm in arms.items()})


def _shoulder(arm: Arm, ribs: Frame, sign: int, build: Build, lift: float) -> Vec:
    """The shoulder joint. It rides round the rib cage: forward and a little inward, or back and inward."""
    forward = arm.protraction
    inward = 2.2 * lift + 0.12 * max(forward, 0.0) + 0.34 * max(-forward, 0.0)
    return ribs.at(1.2 + forward, sign * (build.shoulder_joint - inward), SHOULDER_DROP + arm.shrug + 6.0 * lift)


def _lifted_arm(arm: Arm, world: World, sign: int) -> tuple[Chain, Vec, float, float]:
    """The arm with the shoulder blade's share of the lift: 1 cm of rise for about every 18 degrees above 50."""
    ribs, chest = world.frames["spine-10"], world.frames["chest"]
    shoulder = _shoulder(arm, ribs, sign, world.build, 0.0)
    chain, _ = _arm_chain(arm, world, shoulder, sign)
    raised = angle_between(-chain.upper[:, 2], -chest.axes[:, 2])
    lift = max(0.0, min(1.0, (raised - 50) / 110))
    lift *= max(0.0, 1 - 0.55 * max(0.0, float(-chain.upper[:, 2] @ chest.axes[:, 0])))
    shoulder = _shoulder(arm, ribs, sign, world.build, lift)
    chain, short = _arm_chain(arm, world, shoulder, sign)
    return chain, shoulder, lift, short


def _arm_chain(arm: Arm, world: World, shoulder: Vec, sign: int) -> tuple[Chain, float]:
    if arm.reach:
        return _reaching_arm(arm, arm.reach, world, shoulder, sign)
    return _angled_arm(arm, world, shoulder, sign), 0.0


def _reaching_arm(arm: Arm, reach: HandReach, world: World, shoulder: Vec, sign: int) -> tuple[Chain, float]:
    toward = world.axes(reach.elbow_in) @ direction(reach.elbow_toward, sign)
    target, normal = target_spot(reach, world, sign)
    if reach.by == "elbow":
        elbow = shoulder + unit(target - shoulder) * UPPER_ARM
        wrist = elbow + world.axes(arm.relative_to) @ direction(arm.forearm or "forward", sign) * FOREARM
        return _bent_chain(shoulder, elbow, wrist, toward), length(target - elbow)
    part, hand = part_of_hand(reach, arm.hand, sign), None
    if normal is not None and reach.by != "wrist":
        hand = laid_axes(arm, reach, normal, shoulder, target, world, sign)
    elif arm.hand and arm.hand.fingers is not None:
        hand = free_axes(arm.hand, WORLD, world, sign)
    if hand is None:
        return _followed(arm, part, target, toward, world, shoulder, sign)
    wrist = target - hand @ part
    elbow, end = two_bone(shoulder, wrist, UPPER_ARM, FOREARM, toward)
    return _bent_chain(shoulder, elbow, end, toward)._replace(hand=hand), length(wrist - end)


def _followed(
    arm: Arm, part: Vec, target: Vec, toward: Vec, world: World, shoulder: Vec, sign: int
) -> tuple[Chain, float]:
    """The arm whose hand goes on from its forearm: the wrist is found step by step."""
    wrist, steps = target, 9 if part.any() else 1
    for _ in range(steps):
        elbow, end = two_bone(shoulder, wrist, UPPER_ARM, FOREARM, toward)
        chain = _bent_chain(shoulder, elbow, end, toward)
        short = length(wrist - end)
        wrist = target - free_axes(arm.hand, chain.lower, world, sign) @ part
    return chain, short


def _bent_chain(shoulder: Vec, elbow: Vec, wrist: Vec, toward: Vec) -> Chain:
    """Bone axes that share the elbow's hinge."""
    upper, lower = unit(elbow - shoulder), unit(wrist - elbow)
    fold = lower - upper * float(upper @ lower)
    if length(fold) < 0.09:  # straight: the hinge follows from where the elbow should point
        axes = bone_axes(upper, -toward)
        return Chain(axes, elbow, bone_axes(lower, axes[:, 0]), wrist)
    axes = bone_axes(upper, fold)
    return Chain(axes, elbow, hinge_axes(axes, lower), wrist)


def _angled_arm(arm: Arm, world: World, shoulder: Vec, sign: int) -> Chain:
    base = world.axes(arm.relative_to)
    if arm.upper_arm is not None:
        bend = direction(arm.bend_toward or "forward", sign)
        upper = bone_axes(base @ direction(arm.upper_arm, sign), base @ bend)
    else:
        abduction = 4.0 if arm.abduction is None else arm.abduction
        upper = world.frames["chest"].axes @ rot_y(-(arm.flexion or 0.0)) @ rot_x(sign * abduction)
        upper = upper @ rot_z(sign * (arm.rotation or 0.0))
    elbow = shoulder - upper[:, 2] * UPPER_ARM
    if arm.forearm is None:
        lower = upper @ rot_y(-(8.0 if arm.elbow is None else arm.elbow))
        return Chain(upper, elbow, lower, elbow - lower[:, 2] * FOREARM)
    along = base @ direction(arm.forearm, sign)
    return _bent_chain(shoulder, elbow, elbow + along * FOREARM, -upper[:, 0])
