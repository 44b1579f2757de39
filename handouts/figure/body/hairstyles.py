"""Hairstyles as data: hairlines, shells and the way strands are combed (cm and degrees in the head frame)."""

from __future__ import annotations

from typing import NamedTuple

from handouts.figure.spec.people import HairStyle

Way = tuple[tuple[float, float], ...]  # points (degrees round from the face, degrees above the shell's equator)

_SHORT: Way = (
    (0, 37), (22, 38), (40, 35), (52, 25), (60, 10), (66, -8), (72, -17), (79, -18), (86, -8), (92, 2), (102, 3),
    (112, -4), (124, -26), (140, -40), (160, -44), (180, -44),
)  # fmt: skip
_LONG: Way = (
    (0, 36), (20, 37), (36, 34), (50, 24), (60, 8), (68, -6), (76, -12), (84, -8), (92, 2), (102, 2), (114, -6),
    (128, -26), (146, -42), (180, -46),
)  # fmt: skip
_NATURAL: Way = (
    (0, 34), (26, 34), (44, 30), (54, 18), (62, 2), (70, -10), (80, -12), (90, 0), (104, 0), (116, -10), (134, -34),
    (150, -42), (180, -44),
)  # fmt: skip
_CURLS: Way = (
    (0, 31), (26, 30), (44, 24), (54, 12), (62, 0), (70, -11), (80, -12), (90, 0), (103, 0), (116, -14), (134, -38),
    (150, -46), (180, -48),
)  # fmt: skip
_BOB: Way = (
    (0, 30), (20, 27), (38, 22), (52, 8), (60, -10), (66, -30), (73, -48), (80, -54), (110, -52), (180, -50),
)  # fmt: skip
_BALD: Way = (
    (0, 62), (30, 62), (48, 52), (58, 24), (66, -4), (74, -15), (82, -12), (92, 3), (102, 3), (114, -6), (128, -30),
    (146, -42), (180, -44),
)  # fmt: skip
_SCARF: Way = (
    (0, 43), (24, 39), (40, 27), (50, 10), (56, -8), (61, -30), (66, -54), (74, -76), (84, -80), (180, -80),
)  # fmt: skip


class Style(NamedTuple):
    """A way to wear the hair: hairline of the left half, the shell's semi-axes, and how far its edge lies below it.

    `hangs`: below its equator the shell falls straight down instead of closing round the chin. `curl` is the radius
    of the curls along the outline, 0 for smooth hair. `ears` tells whether they show.
    """

    hairline: Way
    radii: tuple[float, float, float]
    sunk: float = 0.07
    hangs: bool = False
    curl: float = 0.0
    ears: bool = True


STYLES: dict[HairStyle, Style] = {
    "short": Style(_SHORT, (10.4, 8.4, 9.7)),
    "crop": Style(_SHORT, (10.0, 8.0, 9.1), 0.03),
    "bun": Style(_LONG, (10.4, 8.4, 9.5)),
    "ponytail": Style(_LONG, (10.4, 8.4, 9.5)),
    "natural": Style(_NATURAL, (11.9, 10.2, 11.3), 0.16, curl=1.35),
    "curls": Style(_CURLS, (11.3, 9.5, 10.6), 0.12, curl=2.1),
    "bob": Style(_BOB, (10.9, 9.1, 9.9), 0.1, hangs=True, ears=False),
    "bald-top": Style(_BALD, (9.9, 8.1, 9.0), 0.03),
    "headscarf": Style(_SCARF, (10.7, 8.8, 9.8), 0.09, hangs=True, ears=False),
}


def _both(*ways: Way) -> tuple[Way, ...]:
    """The ways and their mirror images."""
    return ways + tuple(tuple((-round_, height) for round_, height in way) for way in ways)


_COMBED_BACK = _both(
    ((18, 42), (60, 58), (170, 32)),
    ((46, 34), (90, 42), (172, 20)),
    ((80, -6), (120, 14), (174, 12)),
    ((150, -38), (160, -14), (176, 4)),
)
STRANDS: dict[HairStyle, tuple[Way, ...]] = {
    "short": (
        *_both(((24, 40), (60, 58), (120, 50)), ((42, 36), (82, 39), (130, 25)), ((150, 30), (152, 0), (158, -24))),
        ((178, 26), (176, -2), (179, -30)),
    ),
    "bun": _COMBED_BACK,
    "ponytail": _COMBED_BACK,
    "bob": (
        *_both(((14, 44), (44, 40), (66, 22)), ((30, 56), (70, 44), (98, 10)), ((120, 30), (118, -8), (120, -30))),
        ((170, 40), (172, 0), (172, -30)),
    ),
    "headscarf": _both(((64, -30), (92, 10), (140, 34)), ((76, -46), (110, -24), (160, -10))),
}
