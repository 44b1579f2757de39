"""A clinic's logo when it has been read and found harmless: pixels, or shapes of plain colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

Rgb = tuple[float, float, float]  # 0 to 1


@dataclass(frozen=True, slots=True)
class Raster:
    """Opaque pixels from the top left, eight bits a colour: grey, or red, green and blue."""

    width: int
    height: int
    grey: bool
    data: bytes


class Shape(NamedTuple):
    """A path in PDF operators (ISO 32000-1, table 59) with what paints it; a colour that is None does not paint."""

    path: str
    fill: Rgb | None
    stroke: Rgb | None
    even_odd: bool = False
    line_width: float = 1.0
    cap: int = 0
    join: int = 0
    miter: float = 4.0


@dataclass(frozen=True, slots=True)
class Vector:
    """Shapes on a canvas, the first one lowest; its origin is the bottom left corner, y grows upwards."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


Artwork = Raster | Vector


class ArtworkError(Exception):
    """A file that cannot be a logo: why, what to do about it, and where in a file of text; 0 is the whole file."""

    def __init__(self, message: str, hint: str, line: int = 0, column: int = 0):
        self.message, self.hint, self.line, self.column = message, hint, line, column
        super().__init__(message)
