"""Legs and arms of the skeleton: joint angles, direction words or two-bone IK (cm and degrees)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple, TypeVar

from handouts.figure.people import Build
from handouts.figure.spec import Arm, FootReach, Hand, HandReach, Leg, Pose
from handouts.figure.vectors import (
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
from handouts.figure.vocabulary import direction

THIGH, SHIN, UPPER_ARM, FOREARM = 42.0, 41.0, 29.5, 25.5
ANKLE_HEIGHT = 7.6
SHOULDER_DROP = -4.6  # the shoulder joint below the top of the rib cage
PALM_REACH, PALM_DEPTH, BACK_DEPTH = 7.0, 1.9, 1.7  # middle of the palm from the wrist; surface from the middle
SIDES = (("left", 1), ("right", -1))
NEAR = 0.05  # cm of a miss that is only arithmetic
WORLD: Mat = rot_x(0.0)
Limb = TypeVar("Limb", Leg, Arm)


class Miss(NamedTuple):
    """A limb that does not reach its target: which one, and by how many cm."""

    limb: str
    by: float


class Chain(NamedTuple):
    """Upper arm and forearm (or thigh and shin) with the end joint's position."""

    upper: Mat
    middle: Vec
    lower: Mat
    end: Vec


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
    return both.model_copy(update={name: getattr(own, name) for name in own.model_fields_set})


def leg_frames(pose: Pose, pelvis: Frame, build: Build) -> tuple[dict[str, Frame], list[Miss]]:
    """Frames of hips, knees and ankles, and the feet that fall short of their targets."""
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


def arm_frames(
    pose: Pose, frames: Mapping[str, Frame], build: Build
) -> tuple[dict[str, Frame], dict[str, tuple[float, float]], list[Miss]]:
    """Frames of shoulders, elbows and wrists; how the girdle moved; the hands that fall short."""
    known, girdle, misses = dict(frames), {}, []
    for side, sign in sorted(SIDES, key=lambda s: _waits_for_other(pose, s[0])):
        arm = merged_arm(pose, side)
        chain, shoulder, lift, short = _lifted_arm(arm, known, sign, build)
        if short > NEAR:
            misses.append(Miss(f"{side} hand" if arm.reach and arm.reach.by != "elbow" else f"{side} elbow", short))
        known[f"{side}-shoulder"] = Frame(chain.upper, shoulder)
        known[f"{side}-elbow"] = Frame(chain.lower, chain.middle)
        known[f"{side}-wrist"] = Frame(_hand_axes(arm.hand, chain.lower, known, sign), chain.end)
        girdle[side] = (arm.protraction, arm.shrug + 6.0 * lift)
    return {name: frame for name, frame in known.items() if name not in frames}, girdle, misses


def _waits_for_other(pose: Pose, side: str) -> bool:
    reach = merged_arm(pose, side).reach
    other = "right" if side == "left" else "left"
    return bool(reach and isinstance(reach.to, str) and reach.to.startswith(other))


def _shoulder(arm: Arm, ribs: Frame, sign: int, build: Build, lift: float) -> Vec:
    """The shoulder joint. It rides round the rib cage: forward and a little inward, or back and inward."""
    forward = arm.protraction
    inward = 2.2 * lift + 0.12 * max(forward, 0.0) + 0.34 * max(-forward, 0.0)
    return ribs.at(1.2 + forward, sign * (build.shoulder_joint - inward), SHOULDER_DROP + arm.shrug + 6.0 * lift)


def _lifted_arm(arm: Arm, frames: Mapping[str, Frame], sign: int, build: Build) -> tuple[Chain, Vec, float, float]:
    """The arm with the shoulder blade's share of the lift: 1 cm of rise for about every 18 degrees above 50."""
    ribs, chest = frames["spine-10"], frames["chest"]
    shoulder = _shoulder(arm, ribs, sign, build, 0.0)
    chain, _ = _arm_chain(arm, frames, shoulder, sign)
    raised = angle_between(-chain.upper[:, 2], -chest.axes[:, 2])
    lift = max(0.0, min(1.0, (raised - 50) / 110))
    lift *= max(0.0, 1 - 0.55 * max(0.0, float(-chain.upper[:, 2] @ chest.axes[:, 0])))
    shoulder = _shoulder(arm, ribs, sign, build, lift)
    chain, short = _arm_chain(arm, frames, shoulder, sign)
    return chain, shoulder, lift, short


def _arm_chain(arm: Arm, frames: Mapping[str, Frame], shoulder: Vec, sign: int) -> tuple[Chain, float]:
    if arm.reach:
        return _reaching_arm(arm, arm.reach, frames, shoulder, sign)
    return _angled_arm(arm, frames, shoulder, sign), 0.0


def _axes(frames: Mapping[str, Frame], name: str) -> Mat:
    return WORLD if name == "world" else frames[name].axes


def _reaching_arm(
    arm: Arm, reach: HandReach, frames: Mapping[str, Frame], shoulder: Vec, sign: int
) -> tuple[Chain, float]:
    toward = _axes(frames, reach.elbow_in) @ direction(reach.elbow_toward, sign)
    target = _target(arm, reach, frames, sign)
    if reach.by == "elbow":
        elbow = shoulder + unit(target - shoulder) * UPPER_ARM
        wrist = elbow + _axes(frames, arm.relative_to) @ direction(arm.forearm or "forward", sign) * FOREARM
        short = length(target - elbow)
    else:
        elbow, wrist = two_bone(shoulder, target, UPPER_ARM, FOREARM, toward)
        short = length(target - wrist)
    return _bent_chain(shoulder, elbow, wrist, toward), short


def _bent_chain(shoulder: Vec, elbow: Vec, wrist: Vec, toward: Vec) -> Chain:
    """Bone axes that share the elbow's hinge."""
    upper, lower = unit(elbow - shoulder), unit(wrist - elbow)
    fold = lower - upper * float(upper @ lower)
    if length(fold) < 0.09:  # straight: the hinge follows from where the elbow should point
        axes = bone_axes(upper, -toward)
        return Chain(axes, elbow, bone_axes(lower, axes[:, 0]), wrist)
    axes = bone_axes(upper, fold)
    return Chain(axes, elbow, hinge_axes(axes, lower), wrist)


def _target(arm: Arm, reach: HandReach, frames: Mapping[str, Frame], sign: int) -> Vec:
    """Where the wrist (or elbow) has to be so that the named part is at the target."""
    if isinstance(reach.to, str):
        target = frames[reach.to].origin if reach.to in frames else vec(0, 0, 0)
    else:
        target = vec(*(reach.to or (0, 0, 0)))
    target = target + _axes(frames, reach.plus_in) @ vec(*_mirrored(reach, sign))
    if reach.by in ("palm", "back-of-hand") and arm.hand and arm.hand.fingers is not None:
        axes = _hand_axes(arm.hand, WORLD, frames, sign)
        depth = PALM_DEPTH if reach.by == "palm" else -BACK_DEPTH
        target = target + axes[:, 2] * PALM_REACH + sign * axes[:, 1] * depth
    return target


def _mirrored(reach: HandReach, sign: int) -> tuple[float, float, float]:
    """Offsets are written for the left hand."""
    x, y, z = reach.plus
    return x, sign * y, z


def _angled_arm(arm: Arm, frames: Mapping[str, Frame], shoulder: Vec, sign: int) -> Chain:
    base = _axes(frames, arm.relative_to)
    if arm.upper_arm is not None:
        bend = direction(arm.bend_toward or "forward", sign)
        upper = bone_axes(base @ direction(arm.upper_arm, sign), base @ bend)
    else:
        abduction = 4.0 if arm.abduction is None else arm.abduction
        upper = frames["chest"].axes @ rot_y(-(arm.flexion or 0.0)) @ rot_x(sign * abduction)
        upper = upper @ rot_z(sign * (arm.rotation or 0.0))
    elbow = shoulder - upper[:, 2] * UPPER_ARM
    if arm.forearm is None:
        lower = upper @ rot_y(-(8.0 if arm.elbow is None else arm.elbow))
        return Chain(upper, elbow, lower, elbow - lower[:, 2] * FOREARM)
    along = base @ direction(arm.forearm, sign)
    return _bent_chain(shoulder, elbow, elbow + along * FOREARM, -upper[:, 0])


def _hand_axes(hand: Hand | None, forearm: Mat, frames: Mapping[str, Frame], sign: int) -> Mat:
    """Hand axes: x to the thumb, -z along the fingers, the palm looks along -y of a left hand and +y of a right one."""
    hand = hand or Hand()
    if hand.fingers is None:
        turn = rot_z(sign * hand.supination) @ rot_x(-sign * hand.flexion)
        return forearm @ turn @ rot_y(-hand.deviation)
    base = _axes(frames, hand.relative_to)
    z = -(base @ direction(hand.fingers, sign))
    palm = base @ direction(hand.palm, sign) if hand.palm is not None else -sign * forearm[:, 1]
    y = -sign * unit(palm - z * float(palm @ z))
    return columns(cross(y, z), y, z)
