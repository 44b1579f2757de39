"""Where the joints of a posed body are and how far they are bent, as a table to read (cm and degrees)."""

from __future__ import annotations

from handouts.figure.guide import MARKED
from handouts.figure.pose.limits import joint_angles
from handouts.figure.pose.skeleton import Skeleton, joint_point


def joint_table(skeleton: Skeleton, title: str) -> list[str]:
    """Lines of text: the joints' places, then the angles of limbs, pelvis and spine; those at zero are left out."""
    lines = [f"{title + ', cm':<32}{'forward':>9}{'left':>9}{'up':>9}"]
    for name in MARKED:
        lines.append(f"  {name:<30}" + "".join(f"{_rounded(n, 1):>9.1f}" for n in joint_point(skeleton, name)))
    angles = joint_angles(skeleton)
    lines.append(f"{title + ', degrees':<32}{'left':>9}{'right':>9}")
    for name in (n.removeprefix("left ") for n in angles if n.startswith("left ")):
        lines.append(f"  {name:<30}" + "".join(f"{_rounded(angles[f'{s} {name}']):>9.0f}" for s in ("left", "right")))
    pelvis = skeleton.pose.pelvis
    trunk = {f"pelvis {name}": float(getattr(pelvis, name)) for name in ("lean", "tilt", "turn")}
    trunk.update((name, angle) for name, angle in angles.items() if not name.startswith(("left ", "right ")))
    return lines + [f"  {name:<30}{_rounded(angle):>9.0f}" for name, angle in trunk.items() if _rounded(angle)]


def _rounded(number: float, digits: int = 0) -> float:
    return round(float(number), digits) + 0.0  # never -0.0
