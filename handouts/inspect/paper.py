"""What one page looks like on paper: size of type, contrast, white edges, length of lines, QR codes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from handouts.drawing import luminance
from handouts.inspect.affine import Box, overlap, union
from handouts.inspect.findings import Colour, Content, Painted, Shown
from handouts.units import mm, to_mm

LEAST_MARGIN, LEAST_CONTRAST, MOST_CHARACTERS = mm(5), 4.5, 75
LEAST_QR, QUIET = mm(25), 4  # side without the white edge, and that edge in modules (ISO/IEC 18004, 6.3.8)
_NEAR = 0.05  # points that a measure may be off


def page_findings(content: Content, media: Box, least_type: float) -> Iterator[tuple[str, str]]:
    """(rule, message) for each rule that the page breaks, told once with its worst place."""
    words = [one for one in content.shown if one.glyphs]
    yield from _sizes(words, least_type)
    yield from _margins(content, words, media)
    yield from _contrast(content)
    yield from _on_pictures(content, words)
    yield from _lines(content.shown)
    yield from _codes(content)


def _sizes(words: list[Shown], least: float) -> Iterator[tuple[str, str]]:
    small = [one for one in words if not one.artifact and one.size < least - _NEAR]
    if small:
        worst = min(small, key=lambda one: one.size)
        yield "page-type-size", f"{_said(worst)} is {worst.size:.1f} pt; at least {least:g} pt can be read by most"


def _margins(content: Content, words: list[Shown], media: Box) -> Iterator[tuple[str, str]]:
    """Cut marks and folding ticks stand at the edge by their nature: painted decoration does not count."""
    ink = union([_letters(one) for one in words] + [one.box for one in content.painted if not one.artifact])
    if ink is None:
        return
    left, bottom, right, top = ink
    edges = {"left": left - media[0], "bottom": bottom - media[1], "right": media[2] - right, "top": media[3] - top}
    for name, room in edges.items():
        if room < LEAST_MARGIN - _NEAR:
            yield "page-margins", f"{to_mm(room):.1f} mm are white at the {name}; printers need 5 mm"


def _letters(one: Shown) -> Box:
    """Where ink can be: the box of a face is higher and deeper than its letters, by about a seventh of the size."""
    left, bottom, right, top = one.box
    return left, bottom + one.size / 7, right, top - one.size / 7


def _contrast(content: Content) -> Iterator[tuple[str, str]]:
    grounds: list[Painted] = []
    worst: tuple[float, Shown] | None = None
    for one in content.order:
        if isinstance(one, Painted):
            if one.fill is not None:
                grounds.append(one)
        elif one.glyphs and one.colour is not None:
            ratio = _ratio(one.colour, _below(one.box, grounds))
            if worst is None or ratio < worst[0]:
                worst = ratio, one
    if worst and worst[0] < LEAST_CONTRAST - 0.01:
        yield "page-contrast", f"{_said(worst[1])} has a contrast of {worst[0]:.1f}:1; words need 4.5:1"


def _below(box: Box, grounds: list[Painted]) -> Colour:
    """The colour that lies under the middle of a box: that of the last ground painted there, else of paper."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    for ground in reversed(grounds):
        left, bottom, right, top = ground.box
        if left <= x <= right and bottom <= y <= top and ground.fill is not None:
            return ground.fill
    return 1.0, 1.0, 1.0


def _ratio(ink: Colour, ground: Colour) -> float:
    """Contrast (WCAG 2.2, 1.4.3): the lower one of both colours and of the greys that a copier makes of them."""
    return min(_one_ratio(ink, ground), _one_ratio(_grey(ink), _grey(ground)))


def _one_ratio(ink: Colour, ground: Colour) -> float:
    dark, light = sorted((_luminance(ink), _luminance(ground)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return luminance(tuple(linear))


def _grey(colour: Colour) -> Colour:
    level = luminance(colour)
    return level, level, level


def _on_pictures(content: Content, words: list[Shown]) -> Iterator[tuple[str, str]]:
    """Pictures are what is painted and no decoration; letters count from a fifth of their height on."""
    pictures = [one for one in content.painted if not one.artifact]
    for one in words:
        depth = one.size / 5
        for picture in pictures:
            shared = overlap(one.box, picture.box)
            if shared and shared[2] - shared[0] > depth and shared[3] - shared[1] > depth:
                yield "page-text-on-picture", f"{_said(one)} lies on a picture"
                return


def _lines(shown: list[Shown]) -> Iterator[tuple[str, str]]:
    """The mean of a paragraph's lines but the last, so that a single long word does not count; spaces do."""
    paragraphs: dict[object, dict[float, str]] = defaultdict(lambda: defaultdict(str))
    for one in shown:
        if not one.artifact:
            paragraphs[one.mark][round(one.box[1])] += one.text
    longest = 0.0, ""
    for lines in paragraphs.values():
        full = [len(text.strip()) for _, text in sorted(lines.items(), reverse=True)][:-1]
        if full and (mean := sum(full) / len(full)) > longest[0]:
            longest = mean, next(iter(lines.values()))
    if longest[0] > MOST_CHARACTERS:
        message = f"lines of {longest[0]:.0f} characters, from '{longest[1].strip()[:40]}' on; 60 to 70 are easy"
        yield "page-line-length", message


def _codes(content: Content) -> Iterator[tuple[str, str]]:
    for code in content.painted:
        if not code.module:
            continue
        side = code.box[2] - code.box[0]
        if side < LEAST_QR - _NEAR:
            yield "page-qr", f"the code is {to_mm(side):.1f} mm wide; phones need 25 mm"
        edge = QUIET * code.module - _NEAR
        quiet = (code.box[0] - edge, code.box[1] - edge, code.box[2] + edge, code.box[3] + edge)
        others = (one for one in content.order if one is not code and not _is_ground(one, quiet))
        if any(overlap(one.box, quiet) for one in others if isinstance(one, Painted) or one.glyphs):
            yield "page-qr", "something stands in the white edge of the code"


def _is_ground(one: Shown | Painted, around: Box) -> bool:
    """A ground under the whole of a place."""
    box = one.box
    return (
        isinstance(one, Painted)
        and one.fill is not None
        and box[0] <= around[0]
        and box[1] <= around[1]
        and box[2] >= around[2]
        and box[3] >= around[3]
    )


def _said(one: Shown) -> str:
    words = " ".join(one.text.split())
    return f"'{words[:40]}{'…' if len(words) > 40 else ''}'"
