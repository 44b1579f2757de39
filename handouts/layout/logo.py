"""Decides how large a clinic's logo is printed, and of how many pixels."""

from __future__ import annotations

import hashlib

from handouts.drawing import OWN_COLOURS, Palette
from handouts.layout.frame import Print, Rect, Tag
from handouts.layout.pen import Pen
from handouts.layout.template import LogoSetting
from handouts.library.artwork import Artwork, Raster

FINEST, COARSEST = 300, 110  # dots per inch: more is not seen, less is seen as steps


def logo_size(art: Artwork, box: LogoSetting) -> tuple[float, float]:
    """Width and height on paper: as large as its box allows, few pixels no larger than they bear."""
    scale = min(box.width / art.width, box.height / art.height)
    if isinstance(art, Raster):
        scale = min(scale, 72 / COARSEST)
    return art.width * scale, art.height * scale


def place_logo(pen: Pen, art: Artwork, box: Rect, alt: str, palette: Palette) -> Tag:
    """Put a logo into a box of its own shape; returns its Figure element."""
    grey = palette.name != OWN_COLOURS.name
    size = (0, 0)
    if isinstance(art, Raster):
        dots = min(1.0, (box.right - box.left) / 72 * FINEST / art.width)
        size = max(1, round(art.width * dots)), max(1, round(art.height * dots))
    name = "L" + hashlib.sha256(repr((art, size, grey)).encode()).hexdigest()[:12]
    return pen.artwork(name, Print(art, size, grey), box, alt)
