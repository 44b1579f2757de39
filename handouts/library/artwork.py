"""A picture from elsewhere when it has been read and found harmless: pixels, or shapes of plain colour."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import NamedTuple

from handouts.drawing import Drawing

Rgb = tuple[float, float, float]  # 0 to 1


@dataclass(frozen=True, slots=True)
class Raster:
    """Opaque pixels from the top left, eight bits a colour: grey, or red, green and blue.

    A `photo` bears to be stored as JPEG, which would blur the edges of a drawing.
    """

    width: int
    height: int
    grey: bool
    data: bytes
    photo: bool = False


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


@lru_cache(maxsize=64)
def digest(art: Artwork) -> str:
    """Hexadecimal digits that differ between artworks that look different."""
    if isinstance(art, Vector):
        return hashlib.sha256(repr(art).encode()).hexdigest()
    return hashlib.sha256(repr((art.width, art.height, art.grey, art.photo)).encode() + art.data).hexdigest()


TALL = 6800  # units of a drawing (136 cm): pictures beside one another are of one height


@dataclass(frozen=True)
class OwnPicture(Drawing):
    """A photograph or drawing of somebody's own, where a sheet may have a drawing; it stands on the floor line."""

    art: Artwork | None = None
    flipped: bool = False

    @classmethod
    def showing(cls, art: Artwork) -> OwnPicture:
        """The picture of an artwork, in the shape it has."""
        return cls((), (0, -TALL, round(TALL * art.width / art.height), 0), (), art=art)

    @cached_property
    def digest(self) -> str:
        """Hexadecimal digits that differ between pictures that look different."""
        return hashlib.sha256(f"{digest(self.art)}{self.flipped}".encode()).hexdigest() if self.art else ""

    def __hash__(self) -> int:
        return hash(self.digest)

    def mirrored(self) -> OwnPicture:
        """Left and right swapped."""
        left, top, right, bottom = self.bounds
        return replace(self, bounds=(-right, top, -left, bottom), flipped=not self.flipped)


class ArtworkError(Exception):
    """A file that cannot be printed: why, what to do about it, and where in a file of text; 0 is the whole file."""

    def __init__(self, message: str, hint: str, line: int = 0, column: int = 0):
        self.message, self.hint, self.line, self.column = message, hint, line, column
        super().__init__(message)
