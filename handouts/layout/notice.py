"""Lays out boxes of rules and warning signs, each with a symbol that says its kind without colour."""

from __future__ import annotations

from collections.abc import Sequence

from handouts.compose.document import Notice, text
from handouts.layout.frame import Frame, Rect, Tag
from handouts.layout.pen import Pen, colour_operator, number
from handouts.layout.stack import Stack
from handouts.layout.template import Look, Rgb
from handouts.layout.text import set_text
from handouts.units import mm

BULLET = "•"
NARROW = mm(100)  # a box of less width keeps more of it for its words
HANG = 0.85  # type sizes from a bullet to its words
LEAST = 14  # type sizes that a column of a list is wide; narrower ones are hard to read


def notice_frame(notice: Notice, look: Look) -> Frame:
    """An outlined box: symbol and heading, then the items in two columns of even height."""
    pen, gaps = Pen(), look.template.gaps
    padding, gutter, symbol = mm(3.2 if look.width > NARROW else 2.4), mm(4), mm(6.4)
    tint = look.colour(notice.kind)
    heading = Stack(pen, padding + symbol + mm(2.4), look.width - 2 * padding - symbol - mm(2.4), -padding)
    middle = -padding - look.styles["heading"].leading / 2
    tags = [heading.paragraph(text(notice.title), look.styles["heading"], "H2")]
    draw_symbol(pen, notice.kind, padding + symbol / 2, middle, symbol, tint)
    y = heading.y - gaps.paragraph
    width = (look.width - 2 * padding - gutter) / 2
    halves = _halves(notice.items, look, width)
    if not halves[1]:
        width = look.width - 2 * padding
    lists, style = [], look.styles["aside"]
    lowest = y
    for column, items in enumerate(halves):
        stack = Stack(pen, padding + column * (width + gutter), width, y)
        lists.append(
            stack.items(
                [BULLET] * len(items), [text(i) for i in items], look.styles["aside"], style.size * HANG, mm(0.5)
            )
        )
        lowest = min(lowest, stack.y)
    tags.append(lists[0]._replace(kids=tuple(kid for part in lists for kid in part.kids)))
    closing = Stack(pen, padding, look.width - 2 * padding, lowest)
    if notice.closing:
        closing.skip(gaps.paragraph)
        tags.append(closing.paragraph(text(notice.closing), look.styles["aside"]))
    if notice.remark:
        closing.skip(gaps.paragraph)
        tags.append(closing.paragraph(text(notice.remark), look.styles["remark"]))
    height = padding - closing.y
    pen.outline(Rect(0, -height, look.width, 0), tint, 1.8 if notice.kind == "emergency" else 1.1, mm(1))
    return pen.frame(height, [Tag("Sect", tuple(tags))], gaps.block)


def _halves(items: Sequence[str], look: Look, width: float) -> tuple[Sequence[str], Sequence[str]]:
    """Cut the list where both columns come out most even; the first may be the longer one, or the only one."""
    style = look.styles["aside"]
    tall = [set_text(text(item), style, width - style.size * HANG).height for item in items]
    if width < style.size * LEAST:
        return items, ()
    cut = min(range(1, len(items) + 1), key=lambda k: (max(sum(tall[:k]), sum(tall[k:])), -k))
    return items[:cut], items[cut:]


def draw_symbol(pen: Pen, kind: str, x: float, y: float, size: float, rgb: Rgb) -> None:
    """A sign about x, y: a stop octagon, a warning triangle, or a clock for "soon"."""
    r, n = size / 2, number
    ink = f"{colour_operator(rgb)} {colour_operator(rgb, True)}"
    if kind == "urgent":
        hands = f"{n(x)} {n(y + r * 0.55)} m {n(x)} {n(y)} l {n(x + r * 0.45)} {n(y - r * 0.3)} l S"
        pen.artifact(f"{ink} {n(size * 0.11)} w 1 J 1 j {_circle(x, y, r * 0.9)} S {hands}")
        return
    if kind == "stop":
        c = r * 0.4142
        points = [(-c, r), (c, r), (r, c), (r, -c), (c, -r), (-c, -r), (-r, -c), (-r, c)]
        stem, dot = (r * 0.55, -r * 0.15), -r * 0.5
    else:
        points = [(0, r), (r * 1.08, -r * 0.88), (-r * 1.08, -r * 0.88)]
        stem, dot = (r * 0.38, -r * 0.22), -r * 0.54
    outline = " ".join(f"{n(x + a)} {n(y + b)} {'l' if i else 'm'}" for i, (a, b) in enumerate(points))
    stroke = f"1 G 1 g {n(size * 0.13)} w 1 J {n(x)} {n(y + stem[0])} m {n(x)} {n(y + stem[1])} l S"
    pen.artifact(f"{ink} 1 j 1 w {outline} h B {stroke} {_circle(x, y + dot, size * 0.075)} f")


def _circle(x: float, y: float, r: float) -> str:
    n, k = number, r * 0.5523
    return (
        f"{n(x + r)} {n(y)} m {n(x + r)} {n(y + k)} {n(x + k)} {n(y + r)} {n(x)} {n(y + r)} c "
        f"{n(x - k)} {n(y + r)} {n(x - r)} {n(y + k)} {n(x - r)} {n(y)} c "
        f"{n(x - r)} {n(y - k)} {n(x - k)} {n(y - r)} {n(x)} {n(y - r)} c "
        f"{n(x + k)} {n(y - r)} {n(x + r)} {n(y - k)} {n(x + r)} {n(y)} c h"
    )
