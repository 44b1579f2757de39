"""The values that `facts` finds in a PDF."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from handouts.inspect.affine import Box, union


@dataclass(frozen=True)
class Face:
    """One font. `bytes` is the size of its font file as stored, compressed; 0 when it is not embedded."""

    name: str
    kind: str
    subset: str | None
    bytes: int
    to_unicode: bool

    @property
    def embedded(self) -> bool:
        """Whether the file carries the font."""
        return self.bytes > 0


@dataclass(frozen=True)
class Page:
    """One page. Boxes are (left, bottom, right, top) in points, None for nothing there.

    `body` and `furniture` count inked characters by font size: tagged text, and artifacts.
    """

    media: Box
    text: Box | None
    paint: Box | None
    body: Mapping[float, int]
    furniture: Mapping[float, int]

    @property
    def ink(self) -> Box | None:
        """The box round text and shapes."""
        return union(box for box in (self.text, self.paint) if box)

    @property
    def margins(self) -> tuple[float, float, float, float] | None:
        """White space at left, bottom, right and top, in points; None for an empty page."""
        ink, media = self.ink, self.media
        return ink and (ink[0] - media[0], ink[1] - media[1], media[2] - ink[2], media[3] - ink[3])


@dataclass(frozen=True)
class Link:
    """One link annotation."""

    page: int
    target: str
    contents: str | None
    box: Box


@dataclass(frozen=True)
class Figure:
    """One picture in the tree."""

    page: int
    alt: str | None


@dataclass(frozen=True)
class Encryption:
    """How a file is locked, and what it leaves to those who open it without the owner's password.

    `bits` is the length of the key. Accessibility is bit 10 of P, printing bit 3 (ISO 32000-1, table 22).
    """

    bits: int
    screen_readers: bool
    printing: bool


@dataclass(frozen=True)
class Facts:
    """All facts of one file. `pdfa` is written as in `2A`, `packet` is its XMP as it stands."""

    pages: tuple[Page, ...]
    title: str | None
    lang: str | None
    info: Mapping[str, str]
    faces: tuple[Face, ...]
    links: tuple[Link, ...]
    figures: tuple[Figure, ...]
    tagged: bool
    marked: bool
    display_title: bool
    pdfua: str | None
    pdfa: str | None
    created: datetime | None
    modified: datetime | None
    encryption: Encryption | None
    packet: str = ""

    @property
    def smallest_body(self) -> float | None:
        """The smallest font size of tagged text, in points."""
        return min((size for page in self.pages for size in page.body), default=None)
