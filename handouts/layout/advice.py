"""What a valid layout owes to those who read it on paper: size, contrast, white edges, and when to stop."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from handouts.layout.template import LayoutTemplate, contrast, grey
from handouts.rules.rule import Remark
from handouts.units import mm, to_mm

LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
LEAST_MARGIN = mm(5)
# grounds that words of a style stand on besides paper
_GROUNDS = {"chip": ("chip",), "notice": ("tint",), "body": ("tint",), "aside": ("tint",), "fact-label": ("tint",)}


def layout_advice(found: LayoutTemplate, today: datetime.date) -> Iterator[Remark]:
    """Everything in a layout that the standards do not allow."""
    yield from _sizes(found)
    yield from _margins(found)
    yield from _contrasts(found)
    yield from _order(found)


def _sizes(found: LayoutTemplate) -> Iterator[Remark]:
    for name, style in found.styles.items():
        size = style.size * found.scale
        if name != found.page.furniture.style and size < found.least_type - 0.01:
            message = f"words are {size:.3g} pt; they need {found.least_type:.3g} pt or more"
            yield Remark("layout-type-size", ("styles", name, "size"), message, "enlarge the style, or scale")


def _margins(found: LayoutTemplate) -> Iterator[Remark]:
    padding = found.cells.padding if found.cells else 0.0
    for name in ("top", "bottom", "left", "right"):
        margin = getattr(found.page.margins, name) + padding
        if margin < LEAST_MARGIN:
            message = f"{to_mm(margin):.3g} mm cannot be printed; printers need 5 mm"
            yield Remark("layout-margins", ("page", "margins", name), message, "widen it")


def _contrasts(found: LayoutTemplate) -> Iterator[Remark]:
    for palette in ("colour", "grey", "line"):
        colours = dict(found.colours)
        if palette != "colour":
            colours = {name: grey(value) for name, value in colours.items()}
            colours |= found.palettes.get(palette, {})  # type: ignore[call-overload]
        for name, style in found.styles.items():
            for ink in dict.fromkeys((style.colour, style.strong_colour or style.colour)):
                for ground in ("paper", *_GROUNDS.get(name, ())):
                    yield from _contrast(name, palette, colours[ink], ground, colours[ground])


def _contrast(style: str, palette: str, ink: str, ground: str, below: str) -> Iterator[Remark]:
    ratio = min(contrast(ink, below), contrast(grey(ink), grey(below)))
    if ratio < LEAST_CONTRAST:
        message = f"a contrast of {ratio:.1f}:1 on {ground} in {palette}; words need {LEAST_CONTRAST}:1"
        yield Remark("layout-contrast", ("styles", style), message, "choose a darker colour")


def _order(found: LayoutTemplate) -> Iterator[Remark]:
    if not {"exercises", "questions"} & set(found.order):
        return  # a diary goes with a sheet
    for rule, section in (("layout-stop-rule", "stop"), ("layout-about", "about")):
        if section not in found.order:
            yield Remark(rule, ("order",), f"leaves out '{section}'", f"add {section}", key=True)
    if "exercises" in found.order and "glance" not in found.order:
        yield Remark("layout-summary", ("order",), "leaves out 'glance'", "add it, or say why not", key=True)
    missing = [section for section in ("emergency", "urgent") if section not in found.order]
    if missing:
        message = f"leaves out {' and '.join(repr(name) for name in missing)}"
        yield Remark("layout-emergency", ("order",), message, "add it, or say why not", key=True)
