"""What a page's content stream was found to show and paint, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from handouts.inspect.affine import NOWHERE, Box

Colour = tuple[float, float, float]  # red, green, blue from 0 to 1
Mark = tuple[int, int]  # number of the page or form object that holds the marked content, and its MCID

BLACK: Colour = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Shown:
    """One shown string.

    `run` is equal for strings of one marked-content sequence and text object. Text that nothing claims has
    neither `mark` nor `artifact`. `size` is the font size as it lands on the page. `glyphs` counts what is
    inked: none for spaces and invisible text.
    """

    text: str
    mark: Mark | None
    artifact: bool
    run: int
    size: float = 0.0
    box: Box = NOWHERE
    colour: Colour | None = BLACK
    glyphs: int = 0


@dataclass(frozen=True, slots=True)
class Painted:
    """One painted shape, picture or form. `fill` is None for strokes and for whatever has many colours.

    `module` is the side of the squares that a shape of a great many squares is made of, such as a QR code; else 0.
    """

    box: Box
    kind: Literal["path", "image", "form"]
    fill: Colour | None
    artifact: bool
    module: float = 0.0


@dataclass
class Content:
    """All that one page shows and paints, from back to front, and every mark on it, empty ones too."""

    order: list[Shown | Painted] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    @property
    def shown(self) -> list[Shown]:
        """The text."""
        return [one for one in self.order if isinstance(one, Shown)]

    @property
    def painted(self) -> list[Painted]:
        """The shapes."""
        return [one for one in self.order if isinstance(one, Painted)]
