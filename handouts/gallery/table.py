"""Pictures of paper as it lies on a table: stacks, open booklets, standing folds, loose cards, each with its shadow.

Everything is in pixels. A picture's paper begins MARGIN from its edges, which leaves room for the shadow.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PIL import Image, ImageChops, ImageDraw, ImageFilter
from PIL.Image import Image as Picture
from PIL.Image import Resampling, Transform

GROUND = (233, 237, 238)  # of the table
MARGIN = 34
PEEP = 0.42  # of a page's width that shows of the page behind it
SHADE, SOFT, DROP = 84, 9, 7  # how dark a shadow is (of 255), how soft, how far below its paper
EDGE = (196, 203, 206)


class Size(NamedTuple):
    """Width and height of what lies on the table, without its shadow."""

    width: float
    height: float


def stack(pages: Sequence[Picture]) -> Picture:
    """Pages behind one another, the first in front."""
    width, height = pages[0].size
    step = round(width * PEEP)
    table = _table(width + step * (len(pages) - 1), height)
    for place, page in reversed(list(enumerate(pages))):
        _lay(table, _edged(page), place * step, 0)
    return _flat(table)


def booklet(pages: Sequence[Picture]) -> Picture:
    """The closed cover, and beside it the booklet open at its second and third page."""
    width, height = pages[0].size
    rise, across, apart = round(height * 0.05), round(width * 0.95), round(width * 0.16)
    table = _table(width + apart + 2 * across, height + rise)
    cover = _shaded(_edged(pages[0]), 0.78, 1.0, 0.1)
    _lay(table, cover, 0, rise)
    left = _leaning(_shaded(_edged(pages[1]), 0.8, 1.0, 0.16, from_right=True), across, -rise)
    right = _leaning(_shaded(_edged(pages[2 % len(pages)]), 0.8, 1.0, 0.16), across, rise)
    spread = Image.new("RGBA", (2 * across, height + rise))
    spread.paste(left, (0, 0))
    spread.paste(right, (across, 0))
    _lay(table, spread, width + apart, 0)
    return _flat(table)


def folded(cover: Picture, panels: Sequence[Picture]) -> Picture:
    """The closed cover, and beside it the sheet standing open with its folds."""
    width, height = cover.size
    rise, apart = round(height * 0.06), round(width * 0.22)
    across = [round(panel.width * 0.93) for panel in panels]
    table = _table(width + apart + sum(across), height + rise)
    _lay(table, _shaded(_edged(cover), 0.8, 1.0, 0.08), 0, rise)
    whole = Image.new("RGBA", (sum(across), height + rise))
    x = 0
    for number, (panel, wide) in enumerate(zip(panels, across, strict=True)):
        away = number % 2 == 0
        lit = _shaded(_edged(panel), 0.9, 1.0, 1.0, from_right=away)
        whole.paste(_leaning(lit, wide, -rise if away else rise), (x, 0))
        x += wide
    _lay(table, whole, width + apart, 0)
    return _flat(table)


def cards(sheet: Picture, front: Picture, back: Picture) -> Picture:
    """A sheet to cut, and beside it one card from both sides."""
    apart = round(front.width * 0.2)
    lean = round(front.width * 0.45)
    table = _table(sheet.width + apart + front.width + lean, sheet.height)
    _lay(table, _edged(sheet), 0, 0)
    x = sheet.width + apart
    _lay(table, _turned(back, -5), x + lean - round(front.width * 0.06), round(front.height * 0.1))
    _lay(table, _turned(front, 4), x, sheet.height - round(front.height * 1.06))
    return _flat(table)


def _table(width: int, height: int) -> Picture:
    return Image.new("RGBA", (width + 2 * MARGIN, height + 2 * MARGIN), (*GROUND, 255))


def _flat(table: Picture) -> Picture:
    return table.convert("RGB")


def _edged(page: Picture) -> Picture:
    """A page with a hair line round it, so that white paper ends somewhere."""
    page = page.convert("RGBA")
    ImageDraw.Draw(page).rectangle((0, 0, page.width - 1, page.height - 1), outline=EDGE)
    return page


def _lay(table: Picture, paper: Picture, x: int, y: int) -> None:
    """Put paper on the table and its shadow below it."""
    shade = Image.new("L", table.size)
    shade.paste(paper.getchannel("A"), (x + MARGIN, y + MARGIN + DROP))
    shade = shade.filter(ImageFilter.GaussianBlur(SOFT)).point(lambda value: value * SHADE // 255)
    table.paste(Image.new("RGBA", table.size, (38, 50, 56, 255)), (0, 0), shade)
    table.alpha_composite(paper, (x + MARGIN, y + MARGIN))


def _shaded(page: Picture, dark: float, light: float, share: float, from_right: bool = False) -> Picture:
    """A page that gets lighter from its left edge, or its right one, over a share of its width."""
    reach = max(1, round(page.width * share))
    tones = [round(255 * (dark + (light - dark) * min(1.0, x / reach) ** 0.6)) for x in range(page.width)]
    row = Image.new("L", (page.width, 1))
    row.putdata(tones[::-1] if from_right else tones)
    tone = row.resize(page.size)
    colours = ImageChops.multiply(page.convert("RGB"), Image.merge("RGB", (tone, tone, tone))).convert("RGBA")
    colours.putalpha(page.getchannel("A"))
    return colours


def _leaning(page: Picture, across: int, rise: int) -> Picture:
    """A page seen from the side, `across` wide: its right edge stands higher by `rise`, or its left one if negative."""
    narrow = page.resize((across, page.height), Resampling.LANCZOS)
    slope, start = rise / across, max(rise, 0)
    return narrow.transform(
        (across, page.height + abs(rise)),
        Transform.AFFINE,
        (1, 0, 0, slope, 1, -start),
        resample=Resampling.BICUBIC,
    )


def _turned(page: Picture, degrees: float) -> Picture:
    return _edged(page).rotate(degrees, Resampling.BICUBIC, expand=True)
