"""Frames: one block, laid out once, as finished content-stream pieces with their tags, links, fonts and pictures.

Lengths are in points. A frame's origin is its top left corner; y grows upwards, so everything in it is at y <= 0.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from handouts.drawing import Drawing, Palette
from handouts.layout.faces import FontName
from handouts.library.artwork import Artwork, Raster, digest

FINEST = 300  # dots per inch: more is not seen


class Rect(NamedTuple):
    """Left, bottom, right, top."""

    left: float
    bottom: float
    right: float
    top: float

    def moved(self, x: float, y: float) -> Rect:
        """The rectangle at another place."""
        return Rect(self.left + x, self.bottom + y, self.right + x, self.top + y)


class Tag(NamedTuple):
    """A structure element (ISO 32000-1, 14.7). Its kids are elements and numbers of the frame's marks.

    `actual` is the text to be read where the marks do not hold it in reading order (14.9.4).
    """

    role: str
    kids: tuple[Tag | int, ...] = ()
    alt: str = ""
    box: Rect | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    link: int | None = None
    lang: str = ""
    actual: str = ""


class Mark:
    """A piece of the content stream; `role` is the tag of its owner, or empty for an artifact.

    Its operators may be given as what writes them, which is called when they are wanted: most frames are made for
    their height, and never printed.
    """

    def __init__(self, operators: str | Callable[[], str], role: str):
        self._given, self.role = operators, role

    @cached_property
    def operators(self) -> str:
        """What draws it (ISO 32000-1, annex A)."""
        return self._given if isinstance(self._given, str) else self._given()


class Link(NamedTuple):
    """An active area. `contents` is what a screen reader says of it (ISO 14289-1, 7.18.5)."""

    rect: Rect
    uri: str
    contents: str


class Picture(NamedTuple):
    """A drawing in the colours it is printed in."""

    drawing: Drawing
    palette: Palette


class Print(NamedTuple):
    """An artwork as it is printed: pixels are cut down to `size` (across, down), its colours to greys if asked for."""

    art: Artwork
    size: tuple[int, int]
    grey: bool

    @classmethod
    def at(cls, art: Artwork, width: float, grey: bool) -> Print:
        """As it is printed at a width in points, with no more pixels than can be seen."""
        if not isinstance(art, Raster):
            return cls(art, (0, 0), grey)
        dots = min(1.0, width / 72 * FINEST / art.width)
        return cls(art, (max(1, round(art.width * dots)), max(1, round(art.height * dots))), grey)

    @property
    def name(self) -> str:
        """A resource name that depends on what is printed only."""
        return "L" + hashlib.sha256(repr((digest(self.art), self.size, self.grey)).encode()).hexdigest()[:12]


@dataclass(frozen=True, eq=False)
class Frame:
    """One block, finished; equal only to itself, so that it can be looked up fast. `origin` names its content."""

    height: float
    marks: tuple[Mark, ...] = ()
    tree: tuple[Tag, ...] = ()
    links: tuple[Link, ...] = ()
    pictures: tuple[tuple[str, Picture | Print], ...] = ()
    characters: tuple[tuple[FontName, frozenset[str]], ...] = ()
    gap: float = 0.0
    origin: str = ""


class Page(NamedTuple):
    """Frames at their places: (x, y of the top edge, frame); furniture comes last and is an artifact.

    `reading` has for each frame its place in the whole document's reading order; empty: as the frames follow.
    """

    size: tuple[float, float]
    placed: tuple[tuple[float, float, Frame], ...]
    furniture: str
    furniture_characters: tuple[tuple[FontName, frozenset[str]], ...] = ()
    reading: tuple[int, ...] = ()
