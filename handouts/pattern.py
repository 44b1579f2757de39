"""What black on white says instead of a colour: hatches and dashes, in SVG and as PDF operators.

Lengths are in widths of the picture's finest line, its weight: so a pattern suits the lines around it, however large
the picture is printed.
"""

from __future__ import annotations

import re
from math import ceil, cos, floor, radians, sin
from typing import NamedTuple

_NUMBER = re.compile(r"-?\d+")


class Hatch(NamedTuple):
    """Parallel lines on white, `gap` from line to line, as fine as the picture's finest or `width` times that.

    `angle` is in degrees, from level against the clock. Every line runs through a fixed place of the picture, so
    where hatched shapes overlap the lines of both are one.
    """

    angle: float
    gap: float
    width: float = 1.0

    def css(self, role: str) -> str:
        """How an area of the role is painted: by the pattern that `svg` defines."""
        return f"fill:#ffffff;fill:url(#hatch-{role})"  # plain white where patterns are not known

    def svg(self, role: str, weight: float) -> str:
        """The pattern of a role, in units."""
        step, width = round(self.gap * weight), self.width * weight
        return (
            f'<pattern id="hatch-{role}" patternUnits="userSpaceOnUse" patternTransform="rotate({-self.angle:g})" '
            f'y="{-step / 2:g}" width="{step}" height="{step}"><rect width="{step}" height="{step}" fill="#ffffff"/>'
            f'<rect y="{(step - width) / 2:g}" width="{step}" height="{width:g}" fill="#000000"/></pattern>'
        )

    def operators(self, path: str, weight: float) -> str:
        """Fill a path of whole units, y down, given by its PDF operators; the graphics state is kept."""
        numbers, c, s = list(map(int, _NUMBER.findall(path))), cos(radians(self.angle)), sin(radians(self.angle))
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        along, across = [x * c - y * s for x, y in points], [x * s + y * c for x, y in points]
        left, right, step = floor(min(along)), ceil(max(along)), round(self.gap * weight)
        levels = range(floor(min(across) / step) * step, ceil(max(across)) + step, step)
        lines = " ".join(f"{left} {y} m {right} {y} l" for y in levels)
        turn = " ".join(f"{value:.5f}" for value in (c, -s, s, c))
        return f"q 1 g {path}W* f* {turn} 0 0 cm 0 G {self.width * weight:g} w {lines} S Q"


class Dash(NamedTuple):
    """A broken line as fine as the picture's finest or `width` times that: dashes of a length, and gaps between."""

    length: float
    gap: float
    width: float = 1.0

    def css(self, weight: float) -> str:
        """How a line is painted, in units."""
        return (
            f"fill:none;stroke:#000000;stroke-width:{self.width * weight:g};stroke-linecap:butt;"
            f"stroke-dasharray:{self._lengths(weight)}"
        )

    def operators(self, path: str, weight: float) -> str:
        """Stroke a path that is given by its PDF operators; the graphics state is kept."""
        return f"q 0 G 0 J {self.width * weight:g} w [{self._lengths(weight)}] 0 d {path}S Q"

    def _lengths(self, weight: float) -> str:
        return f"{self.length * weight:g} {self.gap * weight:g}"


class Nearest(NamedTuple):
    """Black or white, whichever is nearer to the picture's own colour of a role; or the other one of both."""

    role: str
    other: bool = False
