"""Muscles of the back as sheets of fibres, for anatomy charts: where their fibres run, seen from behind."""

from __future__ import annotations

from typing import NamedTuple

Place = tuple[str, float, float]
Guide = tuple[Place, ...]


def _back(*places: tuple[float, float]) -> Guide:
    """Places by level and cm from the midline. Levels: 0 lowest lumbar, 4 lowest rib, 10 top of the chest, 12 skull."""
    return tuple(("back", level, out) for level, out in places)


def _arm(*places: tuple[float, float]) -> Guide:
    """Places by the share of the upper arm's bone and cm outwards from it."""
    return tuple(("arm", share, out) for share, out in places)


class Sheet(NamedTuple):
    """A muscle, or a part of one: guide fibres from its one edge to the other, each from origin to insertion.

    `tone` is the percentage of the role's colour, `fibres` the number of fine lines.
    """

    role: str
    guides: tuple[Guide, ...]
    tone: int = 100
    fibres: int = 5


class Chart(NamedTuple):
    """A named muscle of the chart: its sheets from deep to superficial, and where its leader lines point."""

    sheets: tuple[Sheet, ...]
    pointers: Guide


_SKULL_TO_SHOULDER = (
    _back((12.9, 3.2), (11.8, 4.4), (11.0, 7.0), (10.4, 13.8)),
    _back((12.2, 0.4), (11.0, 3.4), (10.5, 8.4), (10.2, 15.0)),
    _back((10.3, 0.2), (10.0, 4.6), (9.85, 9.6), (9.9, 15.8)),
)
_ACROSS = (
    _SKULL_TO_SHOULDER[-1],
    _back((9.1, 0.2), (8.95, 4.4), (9.0, 8.6), (9.35, 13.4)),
    _back((8.0, 0.2), (8.15, 3.2), (8.35, 6.2), (8.75, 9.2)),
)
_RISING = (
    _ACROSS[-1],
    _back((6.8, 0.2), (7.4, 3.0), (7.9, 5.4), (8.55, 8.0)),
    _back((5.3, 0.2), (6.3, 2.5), (7.3, 4.8), (8.45, 7.3)),
    _back((3.8, 0.2), (5.2, 2.0), (6.8, 4.2), (8.35, 6.8)),
)

CHARTS: dict[str, Chart] = {
    "trapezius": Chart(
        (
            Sheet("muscle-trapezius", _RISING, 88, 5),
            Sheet("muscle-trapezius", _ACROSS, 100, 4),
            Sheet("muscle-trapezius", _SKULL_TO_SHOULDER, 112, 5),
        ),
        _back((11.1, 2.8), (9.1, 6.4), (6.7, 2.6)),
    ),
    "deltoids": Chart(
        (
            Sheet(
                "muscle-deltoid",
                (
                    _back((8.75, 8.6), (8.1, 12.6)) + _arm((0.26, -2.6), (0.52, 0.6)),
                    _back((9.45, 12.6), (9.0, 15.6)) + _arm((0.26, 1.0), (0.53, 1.6)),
                    _back((10.0, 15.6), (9.9, 18.4)) + _arm((0.24, 5.6), (0.53, 2.6)),
                ),
                fibres=6,
            ),
        ),
        _arm((0.14, 2.0)),
    ),
    "latissimus-dorsi": Chart(
        (
            Sheet(
                "muscle-latissimus",
                (
                    _back((6.7, 0.2), (6.5, 5.0), (6.6, 10.0), (7.4, 15.4)),
                    _back((5.0, 0.2), (5.1, 5.5), (5.7, 11.2), (7.2, 15.9)),
                    _back((2.6, 0.2), (3.3, 6.0), (4.5, 11.8), (7.0, 16.3)),
                    _back((0.2, 0.4), (1.6, 6.5), (3.5, 12.6), (6.8, 16.7)),
                    _back((-1.3, 2.4), (0.9, 8.6), (3.2, 13.6), (6.6, 17.1)),
                    _back((-0.9, 10.0), (1.0, 13.0), (3.2, 15.4), (6.4, 17.6)),
                ),
                fibres=9,
            ),
        ),
        _back((3.4, 9.6)),
    ),
    "blade-muscles": Chart(  # those on the back of the blade, without a label
        (
            Sheet(
                "muscle-other",
                (
                    _back((9.5, 5.6), (9.3, 10.0)) + _arm((0.02, -2.0), (0.1, 0.0)),
                    _back((7.4, 5.4), (7.8, 10.2)) + _arm((0.16, -3.4), (0.2, -1.5)),
                    _back((5.9, 6.0), (6.4, 11.0)) + _arm((0.3, -5.4), (0.34, -3.6)),
                ),
                fibres=7,
            ),
        ),
        (),
    ),
    "levator-scapulae": Chart(
        (
            Sheet(
                "muscle-levator",
                (
                    _back((12.4, 3.4), (11.0, 4.2), (9.8, 7.2)),
                    _back((11.9, 2.8), (10.8, 3.8), (9.5, 6.8)),
                    _back((11.2, 2.3), (10.4, 3.6), (9.1, 6.5)),
                ),
                fibres=3,
            ),
        ),
        _back((10.35, 5.1)),
    ),
    "rhomboids": Chart(
        (
            Sheet(
                "muscle-rhomboids",
                (
                    _back((10.5, 0.4), (9.8, 3.4), (9.1, 6.5)),
                    _back((9.3, 0.4), (8.5, 3.5), (7.6, 6.9)),
                    _back((8.0, 0.4), (7.0, 3.8), (6.1, 7.8)),
                ),
                fibres=6,
            ),
        ),
        _back((8.2, 4.2)),
    ),
    "serratus-anterior": Chart(
        tuple(
            Sheet(
                "muscle-serratus",
                (
                    _back((8.3 - 0.7 * k, 11.6 - 1.1 * k), (7.7 - 0.8 * k, 14.2 - 0.5 * k), (7.0 - k, 16.2 - 0.3 * k)),
                    _back((7.4 - 0.7 * k, 10.2 - 0.9 * k), (7.0 - 0.8 * k, 13.6 - 0.5 * k), (6.8 - k, 16.1 - 0.3 * k)),
                ),
                fibres=2,
            )
            for k in range(4)
        ),
        _back((5.75, 13.2)),
    ),
    "erector-spinae": Chart(
        (
            Sheet(
                "muscle-erector",
                (
                    _back((-1.9, 0.5), (2.0, 0.5), (6.0, 0.5), (10.0, 0.5), (13.0, 0.5)),
                    _back((-1.9, 1.2), (2.0, 3.4), (6.0, 2.9), (10.0, 1.8), (13.0, 1.9)),
                    _back((-1.7, 2.2), (1.6, 6.6), (6.0, 5.4), (9.8, 3.2), (13.0, 3.2)),
                ),
                fibres=5,
            ),
        ),
        _back((2.2, 4.4)),
    ),
}

# Bones, from the midline outwards; the lines of ribs start beside the spine.
BLADE = _back(
    (9.75, 6.6), (8.7, 6.7), (7.3, 7.3), (6.1, 8.1), (5.85, 8.7), (6.2, 9.3), (7.3, 11.0), (8.5, 13.0), (9.2, 14.4),
    (9.7, 13.6), (9.6, 10.6), (9.9, 8.2),
)  # fmt: skip
RIDGE = _back((8.65, 7.0), (9.0, 9.6), (9.7, 13.4), (9.95, 16.4))
RIBS = tuple(
    _back((level, 1.0), (level - 0.35, 4.5), (level - 1.0, 9.5), (level - 1.5, 13.0), (level - 2.1, 17.5))
    for level in (5.4, 6.4, 7.4, 8.4, 9.3, 10.1)
)
LOWEST_RIBS = (
    _back((4.0, 1.0), (3.6, 4.0), (2.95, 7.8)),
    _back((4.6, 1.0), (4.25, 4.5), (3.4, 10.0), (2.9, 13.0)),
)
ARM_BONE = (_arm((0.0, 0.4), (0.0, 0.5)), _arm((0.04, 0.2), (0.5, 0.0), (0.94, 0.0)))
BONES = ("ribs", "lowest-ribs", "shoulder-blade", "arm-bone")
VERTEBRAE = (-1.0, -0.2, 0.75, 1.7, 2.6, 3.45, *(4.2 + 0.53 * k for k in range(12)), 10.6, 11.05, 11.5, 11.95)
