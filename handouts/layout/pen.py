"""The pen that writes a frame: every mark it makes is either owned by a tag or declared an artifact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from itertools import groupby

from handouts.drawing import OWN_COLOURS
from handouts.layout.faces import FontName, face
from handouts.layout.frame import Frame, Link, Mark, Picture, Print, Rect, Tag
from handouts.layout.text import Paragraph, Piece
from handouts.library.artwork import OwnPicture, Raster

Rgb = tuple[float, float, float]


def number(value: float) -> str:
    """A number as short as a hundredth of a point allows."""
    text = f"{value:.2f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


@lru_cache(maxsize=256)
def colour_operator(rgb: Rgb, stroke: bool = False) -> str:
    """Set the fill or stroke colour; greys in the grey space, which is shorter and prints on the black plate only."""
    if rgb[0] == rgb[1] == rgb[2]:
        return f"{_part(rgb[0])} {'G' if stroke else 'g'}"
    return f"{_part(rgb[0])} {_part(rgb[1])} {_part(rgb[2])} {'RG' if stroke else 'rg'}"


def _part(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"


class Pen:
    """Collects marks; `paragraph` and `picture` give the tag kids that own them."""

    def __init__(self) -> None:
        self._marks: list[Mark] = []
        self._links: list[Link] = []
        self._pictures: dict[str, Picture | Print] = {}
        self._characters: dict[FontName, set[str]] = defaultdict(set)

    # -- artifacts: they carry no meaning of their own
    def artifact(self, operators: str | Callable[[], str]) -> None:
        """Rules, grounds, symbols that a text beside them says again; their operators, or what writes them."""
        self._marks.append(Mark(lambda: f"q {operators if isinstance(operators, str) else operators()} Q", ""))

    def fill(self, box: Rect, rgb: Rgb, radius: float = 0) -> None:
        """A filled rectangle, its corners rounded by `radius`."""
        self.artifact(lambda: f"{colour_operator(rgb)} {rectangle(box, radius)} f")

    def outline(self, box: Rect, rgb: Rgb, width: float, radius: float = 0) -> None:
        """A stroked rectangle; the line lies inside the box."""
        inset = Rect(box.left + width / 2, box.bottom + width / 2, box.right - width / 2, box.top - width / 2)
        self.artifact(lambda: f"{colour_operator(rgb, True)} {number(width)} w {rectangle(inset, radius)} S")

    def dashed(self, box: Rect, rgb: Rgb, width: float) -> None:
        """A rectangle of dashes, such as one to stick or cut something along."""
        self.artifact(lambda: f"{colour_operator(rgb, True)} {number(width)} w [4 3] 0 d {rectangle(box)} S")

    def rule(self, x0: float, x1: float, y: float, rgb: Rgb, width: float, dash: str = "") -> None:
        """A level line; `dash` is a PDF dash array such as `0 3`, drawn with round ends."""

        def write() -> str:
            dashed = f"1 J [{dash}] 0 d " if dash else ""
            line = f"{number(x0)} {number(y)} m {number(x1)} {number(y)} l S"
            return f"{colour_operator(rgb, True)} {number(width)} w {dashed}{line}"

        self.artifact(write)

    # -- content: owned by a tag
    def paragraph(self, paragraph: Paragraph, x: float, y: float, role: str = "P") -> tuple[Tag | int, ...]:
        """Write a paragraph whose top left corner is at x, y; returns the kids of the element that owns it."""
        kids: list[Tag | int] = []
        for uri, pieces in paragraph.stretches():
            own = self._marked(pieces, x, y, "Link" if uri else role)
            kids += [self._link(own, uri, pieces, paragraph, x, y)] if uri else own
        return tuple(kids)

    def _marked(self, pieces: Sequence[Piece], x: float, y: float, role: str) -> list[Tag | int]:
        """Pieces as one mark; letters that run from right to left in an element that says how they are read.

        In the mark, words are in reading order, but the letters of each from left to right: programs that search or
        copy text expect them as they stand on the page.
        """
        if not any(piece.level for piece in pieces):
            return [self._text(pieces, x, y, role)]
        kids: list[Tag | int] = []
        for turned, group in groupby(pieces, key=lambda piece: piece.level and piece.y):
            some = list(group)
            if turned:
                mark = self._text(some, x, y, "Span")
                kids.append(Tag("Span", (mark,), actual="".join(piece.text for piece in some)))
            else:
                kids.append(self._text(some, x, y, role))
        return kids

    def _text(self, pieces: Sequence[Piece], x: float, y: float, role: str) -> int:
        for piece in pieces:
            self._characters[piece.face].update(piece.drawn.used if piece.drawn else piece.text)
        self._marks.append(Mark(partial(_shown, pieces, x, y), role))
        return len(self._marks) - 1

    def _link(
        self, kids: Sequence[Tag | int], uri: str, pieces: Sequence[Piece], paragraph: Paragraph, x: float, y: float
    ) -> Tag:
        """One Link element and one annotation a line (ISO 14289-1, 7.18.5)."""
        first = len(self._links)
        contents = "".join(piece.text for piece in pieces).strip()
        for level in dict.fromkeys(piece.y for piece in pieces):
            line = [piece for piece in pieces if piece.y == level]
            bottom = y + level - paragraph.style.size * 0.25
            left, right = min(piece.x for piece in line), max(piece.x + piece.width for piece in line)
            rect = Rect(x + left, bottom, x + right, bottom + paragraph.style.size * 1.2)
            self._links.append(Link(rect, uri, contents))
        return Tag("Link", (*kids, *(Tag("", link=i) for i in range(first, len(self._links)))))

    def picture(self, name: str, picture: Picture, box: Rect, scale: float, alt: str) -> Tag:
        """Place a drawing's bounds at the box's top left corner; `scale` is points per drawing unit."""
        if isinstance(picture.drawing, OwnPicture) and picture.drawing.art:
            printed = Print.at(picture.drawing.art, box.right - box.left, picture.palette.name != OWN_COLOURS.name)
            return self.artwork(printed, box, alt, picture.drawing.flipped)
        left, top, *_ = picture.drawing.bounds
        # the drawing's y runs down: flip it
        matrix = f"{scale:.5f} 0 0 {-scale:.5f} {number(box.left - left * scale)} {number(box.top + top * scale)}"
        self._marks.append(Mark(f"q {matrix} cm /{name} Do Q", "Figure"))
        self._pictures[name] = picture
        return Tag("Figure", (len(self._marks) - 1,), alt=alt, box=box)

    def artwork(self, printed: Print, box: Rect, alt: str, flipped: bool = False) -> Tag:
        """Place a logo or a picture from elsewhere so that it fills a box; flipped, left and right are swapped."""
        art, name = printed.art, printed.name
        across, down = (1.0, 1.0) if isinstance(art, Raster) else (art.width, art.height)
        wide, x = (box.left - box.right, box.right) if flipped else (box.right - box.left, box.left)
        scale = f"{wide / across:.5f} 0 0 {(box.top - box.bottom) / down:.5f}"
        return self.figure(f"{scale} {number(x)} {number(box.bottom)} cm /{name} Do", box, alt, (name, printed))

    def figure(self, operators: str, box: Rect, alt: str, used: tuple[str, Print] | None = None) -> Tag:
        """Operators that draw something which needs words for those who cannot see it."""
        self._marks.append(Mark(f"q {operators} Q", "Figure"))
        self._pictures.update([used] if used else [])
        return Tag("Figure", (len(self._marks) - 1,), alt=alt, box=box)

    def frame(self, height: float, tree: Sequence[Tag], gap: float = 0.0, origin: str = "") -> Frame:
        """What was written, as an immutable frame."""
        return Frame(
            height,
            tuple(self._marks),
            tuple(tree),
            tuple(self._links),
            tuple(self._pictures.items()),
            tuple((name, frozenset(chars)) for name, chars in sorted(self._characters.items())),
            gap,
            origin,
        )


def _shown(pieces: Sequence[Piece], x: float, y: float) -> str:
    """The operators of a text object, its paragraph's top left corner at x, y."""
    code, font, paint = ["BT"], None, None
    for piece in pieces:
        if (piece.face, piece.size) != font:
            font = piece.face, piece.size
            name = piece.drawn.resource if piece.drawn else face(piece.face).resource
            code.append(f"/{name} {number(piece.size)} Tf")
        if piece.rgb != paint:
            paint = piece.rgb
            code.append(colour_operator(piece.rgb))
        shown = piece.drawn.operators if piece.drawn else face(piece.face).shown(piece.text)
        code.append(f"1 0 0 1 {number(x + piece.x)} {number(y + piece.y)} Tm {shown}")
    code.append("ET")
    return "\n".join(code)


def rectangle(box: Rect, radius: float = 0) -> str:
    """Path operators of a rectangle with round corners."""
    left, bottom, right, top = box
    if radius <= 0:
        return f"{number(left)} {number(bottom)} {number(right - left)} {number(top - bottom)} re"
    k = radius * 0.4477  # distance of the control points of a quarter circle from its corner
    corners = (  # where each side ends, the corner's control points, where the next side starts
        (right - radius, bottom, right - k, bottom, right, bottom + k, right, bottom + radius),
        (right, top - radius, right, top - k, right - k, top, right - radius, top),
        (left + radius, top, left + k, top, left, top - k, left, top - radius),
        (left, bottom + radius, left, bottom + k, left + k, bottom, left + radius, bottom),
    )
    sides = []
    for end_x, end_y, *curve in corners:
        sides.append(f"{number(end_x)} {number(end_y)} l {' '.join(map(number, curve))} c")
    return f"{number(left + radius)} {number(bottom)} m {' '.join(sides)} h"
