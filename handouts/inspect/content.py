"""Runs a page's content stream and notes what it shows and paints, with marks, sizes and places."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from pypdf.generic import ContentStream

from handouts.inspect.affine import (
    IDENTITY,
    NOWHERE,
    Box,
    Points,
    corners,
    hull,
    moved,
    overlap,
    rectangle,
    stretch,
)
from handouts.inspect.findings import Colour, Content, Painted
from handouts.inspect.objects import follow, get, items, number
from handouts.inspect.texts import TextMachine

_MOST_BYTES, _MOST_OPERATORS = 16 * 1024 * 1024, 500_000  # of one page; our largest has a hundredth of it
_MANY = 60  # rectangles in one path: the smallest QR code has as many runs of dark modules
_DEPTH = 12  # forms within forms: a cycle must end


def interpret(page: Any) -> Content:
    """What a pypdf page shows and paints."""
    run = _Run(page.pdf)
    run.stream(get(page, "/Contents"), get(page, "/Resources"), number(page.indirect_reference))
    return run.out


class _Run(TextMachine):
    """One pass over a page: shapes, and forms that hold operators of their own (ISO 32000-1, 8.5, 8.10)."""

    def __init__(self, pdf: Any) -> None:
        super().__init__()
        self.pdf, self.depth, self.done = pdf, 0, 0
        self.points: Points = []  # of the path under construction, as they land on the page
        self.clipping = False
        self.heights: list[float] = []  # of the rectangles in that path

    def stream(self, source: Any, resources: Any, home: int) -> None:
        """Run a page's or a form's operators, with marked content counted for the object `home`."""
        outer = self.resources, self.home, self.stack, self.claims
        self.resources, self.home = resources, home
        self.stack, self.claims = [], list(self.claims)
        self.depth += 1
        for operands, operator in self.operations(source):
            act = _ACTS.get(operator)
            if act is not None:
                act(self, operands)
        self.depth -= 1
        self.resources, self.home, self.stack, self.claims = outer

    def operations(self, source: Any) -> list[tuple[Any, bytes]]:
        """The operators of a stream. Raises ValueError for more than any page needs: forms can multiply each other."""
        stream = ContentStream(source, self.pdf, "bytes")
        if len(stream.get_data()) > _MOST_BYTES:
            raise ValueError(f"a page draws with more than {_MOST_BYTES // 1024**2} MiB")
        found: list[tuple[Any, bytes]] = stream.operations
        self.done += len(found)
        if self.done > _MOST_OPERATORS:
            raise ValueError(f"a page draws with more than {_MOST_OPERATORS} operators")
        return found

    def point(self, args: list[Any]) -> None:
        """Do m, l, c, v and y; control points count too: the box is never too small."""
        flat = list(map(float, args))
        self.points += moved(self.state.ctm, zip(flat[::2], flat[1::2], strict=True))

    def corner(self, args: list[Any]) -> None:
        """Do re."""
        x, y, width, height = map(float, args)
        self.points += moved(self.state.ctm, corners((x, y, x + width, y + height)))
        self.heights.append(abs(height) * stretch(self.state.ctm))

    def clip(self, _: list[Any]) -> None:
        """Do W and W*."""
        self.clipping = True

    def finish(self, fill: bool, stroke: bool) -> None:
        """Paint the path, or only end it, and clip to its box when W asked for that."""
        if self.points and (fill or stroke):
            pen = self.state.line / 2 * stretch(self.state.ctm) if stroke else 0.0
            many = fill and len(self.heights) >= _MANY
            module = min(self.heights) if many else 0.0
            self.shape(hull(self.points, pen), "path", self.state.fill if fill else None, module)
        if self.points and self.clipping:
            self.set(clip=overlap(self.state.clip, hull(self.points)) or NOWHERE)
        self.points, self.clipping, self.heights = [], False, []

    def shape(
        self, place: Box, kind: Literal["path", "image", "form"], fill: Colour | None = None, module: float = 0.0
    ) -> None:
        """Note what the clip leaves of a shape."""
        seen = overlap(place, self.state.clip)
        if seen:
            self.note(Painted(seen, kind, fill, self.owner()[1], module))

    def image(self, _: list[Any]) -> None:
        """Paint a picture: it fills the unit square."""
        self.shape(hull(moved(self.state.ctm, corners((0, 0, 1, 1)))), "image")

    def do(self, args: list[Any]) -> None:
        """Do Do."""
        reference = self.resource("/XObject", args[0])
        kind = get(reference, "/Subtype")
        if kind == "/Form":
            self.form(follow(reference), number(reference))
        elif kind == "/Image":
            self.image([])

    def form(self, form: Any, number: int) -> None:
        """Draw a form; one without fonts and marks is one shape: its thousands of points need not run."""
        outer = self.state
        self.concat(items(get(form, "/Matrix")) or list(IDENTITY))
        frame = hull(moved(self.state.ctm, corners(rectangle(items(form["/BBox"])))))
        inner = get(form, "/Resources", self.resources)
        if not {"/Font", "/XObject"} & inner.keys() and "/StructParents" not in form:
            self.shape(frame, "form")
        elif self.depth < _DEPTH:
            self.set(clip=overlap(self.state.clip, frame) or NOWHERE)
            self.stream(form, inner, number)
        self.state = outer


_Act = Callable[[_Run, list[Any]], None]


def _keep(name: str, unit: float = 1.0) -> _Act:
    """An operator that only keeps a number in the state."""
    return lambda run, args: run.set(**{name: float(args[0]) * unit})


def _end(fill: bool, stroke: bool) -> _Act:
    return lambda run, _: run.finish(fill, stroke)


_ACTS: dict[bytes, _Act] = {
    b"q": _Run.save, b"Q": _Run.restore, b"cm": _Run.concat, b"w": _keep("line"),
    b"g": _Run.paint, b"rg": _Run.paint, b"k": _Run.paint, b"sc": _Run.paint, b"scn": _Run.paint,
    b"BMC": _Run.begin, b"BDC": _Run.begin, b"EMC": _Run.end,
    b"BT": _Run.begin_text, b"Tf": _Run.font, b"Td": _Run.move, b"TD": _Run.move_leading, b"Tm": _Run.place,
    b"T*": _Run.next_line, b"Tj": _Run.show, b"TJ": _Run.show_parts,
    b"'": _Run.show_line, b'"': _Run.show_spaced,
    b"Tc": _keep("char_space"), b"Tw": _keep("word_space"), b"Tz": _keep("stretch", 0.01),
    b"TL": _keep("leading"), b"Ts": _keep("rise"), b"Tr": _keep("mode"),
    b"m": _Run.point, b"l": _Run.point, b"c": _Run.point, b"v": _Run.point, b"y": _Run.point,
    b"re": _Run.corner, b"W": _Run.clip, b"W*": _Run.clip,
    b"n": _end(False, False), b"S": _end(False, True), b"s": _end(False, True),
    b"f": _end(True, False), b"F": _end(True, False), b"f*": _end(True, False),
    b"B": _end(True, True), b"B*": _end(True, True), b"b": _end(True, True), b"b*": _end(True, True),
    b"Do": _Run.do, b"INLINE IMAGE": _Run.image,
}  # fmt: skip
