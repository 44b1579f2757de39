"""Places on the skin that rest on things, as balls on the joint frames: cheap enough for the solver (cm)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from handouts.figure.space.vectors import Frame, Vec, vec

Ball = tuple[str, tuple[float, float, float], float]  # joint frame, offset along its axes, radius


def _foot(side: str) -> dict[str, tuple[Ball, ...]]:
    ankle, front = f"{side}-ankle", f"{side}-ball"
    heel: Ball = (ankle, (-4.2, 0.0, -4.3), 3.3)
    ball: Ball = (ankle, (11.6, 0.0, -5.2), 2.4)
    pad: Ball = (front, (-1.2, 0.0, 0.8), 2.1)
    toes: Ball = (front, (4.6, 0.0, 0.2), 1.6)
    instep: Ball = (ankle, (4.0, 0.0, -2.7), 3.4)
    return {
        f"{side}-heel": (heel,),
        f"{side}-ball": (ball, pad),
        f"{side}-toes": (toes,),
        f"{side}-foot": (heel, ball, pad, toes, instep),
    }


def _limbs(side: str) -> dict[str, tuple[Ball, ...]]:
    knee, elbow, wrist = f"{side}-knee", f"{side}-elbow", f"{side}-wrist"
    sign = 1 if side == "left" else -1
    return {
        f"{side}-knee": ((knee, (0.8, 0.0, 0.3), 5.2),),
        f"{side}-shin": ((knee, (0.8, 0.0, 0.3), 5.2), (knee, (0.0, 0.0, -14.0), 4.6), (knee, (-0.4, 0.0, -34.0), 3.4)),
        f"{side}-shoulder": ((f"{side}-shoulder", (0.0, sign * 0.4, 0.0), 5.6),),
        f"{side}-upper-arm": ((f"{side}-shoulder", (0.2, 0.0, -13.0), 4.6),),
        f"{side}-elbow": ((elbow, (0.0, 0.0, 0.0), 3.7),),
        f"{side}-forearm": ((elbow, (0.0, 0.0, 0.0), 3.7), (wrist, (0.0, 0.0, 0.0), 2.3)),
        f"{side}-palm": ((wrist, (0.0, -sign * 0.25, -7.0), 1.65),),
        f"{side}-back-of-hand": ((wrist, (0.0, sign * 0.05, -7.0), 1.65),),
    }


_FRONT = (12.1, 11.9, 12.0, 12.3, 13.2, 14.1, 14.7, 14.6)  # depth of the shirt before each spine joint
_BACK = (0, 7.6, 7.5, 7.3, 7.0, 7.0, 7.2, 7.4, 7.5, 7.2, 6.0)  # depth of the skin behind each spine joint

PROBES: Mapping[str, tuple[Ball, ...]] = {
    **_foot("left"),
    **_foot("right"),
    **_limbs("left"),
    **_limbs("right"),
    "seat": tuple(("pelvis", (-4.3, y, -0.5), 9.0) for y in (-7.2, 7.2)),
    "lower-back": tuple((f"spine-{i}", (4.0 - _BACK[i], 0.0, 0.0), 4.0) for i in (2, 3, 4)),
    "upper-back": tuple((f"spine-{i}", (5.0 - _BACK[i], 0.0, 0.0), 5.0) for i in (6, 7, 8)),
    "belly": tuple((f"spine-{i}", (_FRONT[i] - 5.0, 0.0, 0.0), 5.0) for i in (1, 2, 3)),
    "chest": tuple((f"spine-{i}", (_FRONT[i] - 5.0, y, 0.0), 5.0) for i in (5, 6, 7) for y in (-5.0, 5.0)),
    "pelvis-front": tuple(("pelvis", (5.0, y, z), 6.0) for z in (-2.0, 3.0) for y in (-5.0, 5.0)),
    "back-of-head": (("head", (-2.6, 0.0, 9.3), 7.9),),
    "forehead": (("head", (4.4, 0.0, 8.6), 5.6),),
    "side-of-head": tuple(("head", (0.6, y, 8.0), 5.6) for y in (-2.4, 2.4)),
}


def balls(frames: Mapping[str, Frame], name: str) -> Iterable[tuple[Vec, float]]:
    """Centre and radius of each ball of a probe whose frame is known."""
    for joint, offset, radius in PROBES[name]:
        if joint in frames:
            yield frames[joint].at(*offset), radius


def gap(frames: Mapping[str, Frame], name: str, normal: Vec, level: float, top: float | None = None) -> float:
    """Distance of a probe from the plane `normal . x = level`; negative when it sinks in.

    Balls higher than `top` do not count: a chair's back supports nothing above its upper edge.
    """
    found = [
        float(centre @ normal) - radius - level
        for centre, radius in balls(frames, name)
        if top is None or centre[2] <= top
    ]
    return min(found, default=float("inf"))


def lowest(frames: Mapping[str, Frame], names: Iterable[str]) -> float:
    """Height of the lowest point of the probes."""
    return min(gap(frames, name, vec(0, 0, 1), 0.0) for name in names)
