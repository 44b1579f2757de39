"""Cross-sections of limbs and trunk as tables (cm)."""

from __future__ import annotations

from handouts.figure.spec.people import Build

THIGH, SHIN, UPPER_ARM, FOREARM = 42.0, 41.0, 29.5, 25.5  # length of the bones
# (t along the bone, half-width, half-depth, offset forward, offset left)
THIGH_SHAPE = (
    (-0.06, 7.3, 8.5, -0.6, 0.0), (0.12, 8.2, 8.8, 0.0, 0.0), (0.3, 8.0, 8.5, 0.5, 0.0), (0.5, 7.0, 7.6, 0.7, 0.0),
    (0.75, 5.8, 6.2, 0.4, 0.0), (0.92, 5.3, 5.5, 0.1, 0.0), (1.0, 5.1, 5.3, 0.0, 0.0),
)  # fmt: skip
SHIN_SHAPE = (
    (0.0, 5.1, 5.3, 0.0, 0.0), (0.1, 5.0, 5.4, -0.3, 0.0), (0.3, 5.3, 5.8, -1.2, 0.0), (0.5, 4.8, 5.2, -1.3, 0.0),
    (0.75, 3.9, 4.2, -0.7, 0.0), (0.92, 3.6, 3.9, -0.3, 0.0), (1.0, 3.5, 3.8, 0.0, 0.0),
)  # fmt: skip
UPPER_ARM_SHAPE = (
    (0.0, 4.2, 4.9, 0.0, 0.0), (0.2, 4.8, 5.3, 0.1, 0.0), (0.45, 4.3, 4.9, 0.2, 0.0), (0.7, 3.8, 4.3, 0.2, 0.0),
    (0.9, 3.5, 3.7, 0.0, 0.0), (1.0, 3.4, 3.5, 0.0, 0.0),
)  # fmt: skip
FOREARM_SHAPE = (
    (0.0, 3.4, 3.5, 0.0, 0.0), (0.15, 3.9, 3.9, 0.1, 0.0), (0.32, 3.8, 3.8, 0.1, 0.0), (0.6, 3.1, 3.1, 0.0, 0.0),
    (0.85, 2.4, 2.7, 0.0, 0.0), (1.0, 2.1, 2.7, 0.0, 0.0),
)  # fmt: skip
LOWER_RIBS = 4.2  # spine joint at their height
# Half-width, half-depth and forward offset of the trunk at each spine joint from the waist to the neck.
TRUNK = (
    (14.2, 10.2, 1.0), (13.3, 9.6, 1.5), (12.9, 9.3, 2.0), (13.2, 9.4, 2.4), (13.8, 9.9, 2.9), (14.5, 10.4, 3.3),
    (15.0, 10.7, 3.6), (14.9, 10.5, 3.7), (13.2, 9.4, 3.3), (9.8, 7.2, 2.4),
)  # fmt: skip


def trunk_section(index: int, build: Build) -> tuple[float, float, float]:
    """Half-width, half-depth and forward offset of the shirt at a spine joint."""
    width, depth, forward = TRUNK[index]
    upper = min(1.0, max(0.0, (index - 2) / 4))
    k = build.waist * (1 - upper) + build.chest * upper
    belly = build.belly * max(0.0, 1 - abs(index - 1.2) / 3.6)
    ribs = build.ribs * max(0.0, 1 - abs(index - LOWER_RIBS) / 3.4)
    loose = 0.4 + 0.5 * max(0.0, 1 - index / 4)  # the shirt hangs free at the waist
    return (width + loose) * k + ribs, (depth + loose) * k + (belly + ribs) / 2, forward + (k - 1) * 4 + belly / 2
