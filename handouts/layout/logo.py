"""Decides how large a clinic's logo is printed."""

from __future__ import annotations

from handouts.drawing import OWN_COLOURS, Palette
from handouts.layout.frame import Print, Rect, Tag
from handouts.layout.pen import Pen
from handouts.layout.template import LogoSetting
from handouts.library.artwork import Artwork, Raster

COARSEST = 110  # dots per inch: less is seen as steps


def logo_size(art: Artwork, box: LogoSetting) -> tuple[float, float]:
    """Width and height on paper: as large as its box allows, few pixels no larger than they bear."""
    scale = min(box.width / art.width, box.height / art.height)
    if isinstance(art, Raster):
        scale = min(scale, 72 / COARSEST)
    return art.width * scale, art.height * scale


def place_logo(pen: Pen, art: Artwork, box: Rect, alt: str, palette: Palette) -> Tag:
    """Put a logo into a box of its own shape; returns its Figure element."""
    return pen.artwork(Print.at(art, box.right - box.left, palette.name != OWN_COLOURS.name), box, alt)
