"""Reads the SVG files that a logo may be: shapes of plain colours, and nothing that acts or reaches out.

What is left out would look different on paper, so anything that is not understood is a problem and never ignored;
only notes of drawing programs (elements and attributes of other namespaces) are.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from xml.parsers import expat

from handouts.library.artwork import ArtworkError, Rgb, Shape, Vector

SVG = "http://www.w3.org/2000/svg"
MAX_DEPTH, MAX_ELEMENTS = 40, 5000
UNITS = 1000.0  # of the longer side of the canvas
PLAIN = "save it as 'plain SVG' with paths and plain colours, or as PNG"

_SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
_GROUPS = {"g", "a", "defs"}
_SILENT = {"title", "desc", "metadata"}
_STYLED = {
    "fill", "stroke", "stroke-width", "fill-rule", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "color",
    "opacity", "fill-opacity", "stroke-opacity", "display", "visibility", "stroke-dasharray", "filter", "mask",
    "clip-path", "mix-blend-mode",
}  # fmt: skip
_MUST_BE = {  # what would change the picture has to have the value that does not
    "opacity": ("1", "1.0", "100%"), "fill-opacity": ("1", "1.0", "100%"), "stroke-opacity": ("1", "1.0", "100%"),
    "stroke-dasharray": ("none",), "filter": ("none",), "mask": ("none",), "clip-path": ("none",),
    "mix-blend-mode": ("normal",), "visibility": ("visible",),
}  # fmt: skip
_CAPS = {"butt": 0, "round": 1, "square": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}
_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_NUMBERS = re.compile(rf"\s*{_NUMBER}(?:[\s,]+{_NUMBER})*\s*")
_TRANSFORM = re.compile(r"\s*(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^()]*)\)[\s,]*")
_RULE = re.compile(r"\s*((?:\.[\w-]+\s*,?\s*)+)\{([^{}]*)\}\s*")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True)
class _State:
    """What an element hands down: its transform and the look it inherits."""

    transform: Any
    style: Mapping[str, str] = field(default_factory=dict)
    hidden: bool = False
    store: bool = False  # `defs`: what nothing may refer to is never seen; only a style sheet in it counts


def read_svg(data: bytes) -> Vector:
    """The shapes of an SVG file. Raises ArtworkError with line and column of what it may not hold."""
    return _Reader().read(data)


class _Reader:
    """Takes the parser's events; elements are drawn when they end, since a style sheet may stand anywhere before."""

    def __init__(self) -> None:
        self._parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._words
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = parser.SkippedEntityHandler = self._entity
        parser.ProcessingInstructionHandler = self._instruction
        self._open: list[_State] = []
        self._count = self._foreign = 0
        self._sheet: list[str] | None = None
        self._rules: dict[str, dict[str, str]] = {}
        self._shapes: list[Shape] = []
        self._size = (0.0, 0.0)

    def read(self, data: bytes) -> Vector:
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            words = expat.ErrorString(error.code)
            raise ArtworkError(f"is not well-formed: {words}", PLAIN, error.lineno, error.offset + 1) from None
        except (LookupError, ValueError) as error:  # an encoding that nobody knows
            raise ArtworkError(f"cannot be read: {error}", PLAIN) from None
        if not self._shapes:
            raise ArtworkError("draws nothing", PLAIN)
        return Vector(*self._size, tuple(self._shapes))

    def _refused(self, what: str, hint: str = PLAIN) -> ArtworkError:
        return ArtworkError(what, hint, self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)

    # What reaches out of the file or grows without end
    def _doctype(self, name: str, system: str | None, public: str | None, internal: bool) -> None:
        if internal:
            raise self._refused("declares entities in its DOCTYPE", "delete the DOCTYPE, or save it as 'plain SVG'")

    def _entity(self, *_: object) -> None:
        raise self._refused("uses an entity", "delete it, or save it as 'plain SVG'")

    def _instruction(self, target: str, _: str) -> None:
        raise self._refused(f"has a processing instruction, '{target[:40]}'", "delete it, or save it as 'plain SVG'")

    # Elements
    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MAX_ELEMENTS or len(self._open) + self._foreign > MAX_DEPTH:
            raise self._refused("is too complicated", "simplify it, or save it as PNG")
        space, _, tag = name.rpartition(" ")
        stored = bool(self._open) and self._open[-1].store and tag != "style"
        if self._foreign or stored or (self._open and (space != SVG or tag in _SILENT)):
            self._foreign += 1
            if space == SVG and tag in ("script", "foreignObject"):
                raise self._refused(f"has a '{tag}' element", "delete it: a picture runs nothing")
            self._check_attributes(attributes)
            return
        own = self._check_attributes(attributes)
        if not self._open:
            self._canvas(space, tag, own)
        elif tag == "style":
            self._sheet = []
            self._open.append(self._open[-1])
            return
        elif tag not in _SHAPES | _GROUPS:
            raise self._refused(f"has a '{tag[:40]}' element", _hint(tag))
        state = replace(self._state(own), store=tag == "defs")
        self._open.append(state)
        if tag in _SHAPES and not state.hidden:
            self._draw(tag, own, state)

    def _end(self, _: str) -> None:
        if self._foreign:
            self._foreign -= 1
            return
        self._open.pop()
        if self._sheet is not None:
            self._read_sheet("".join(self._sheet))
            self._sheet = None

    def _words(self, words: str) -> None:
        if self._sheet is not None and not self._foreign:
            self._sheet.append(words)

    def _check_attributes(self, attributes: dict[str, str]) -> dict[str, str]:
        """Those without a namespace; anything that acts or points outside is refused."""
        for name, value in attributes.items():
            bare = name.rpartition(" ")[2].lower()
            if bare.startswith("on"):
                raise self._refused(f"runs a script ('{bare[:40]}')", "delete it: a picture runs nothing")
            if bare in ("href", "src") or "url(" in value.lower():
                raise self._refused(f"refers to something else ('{bare[:40]}')", PLAIN)
        return {name: value.strip() for name, value in attributes.items() if " " not in name}

    def _canvas(self, space: str, tag: str, own: dict[str, str]) -> None:
        from fontTools.misc.transform import Transform

        if (space, tag) != (SVG, "svg"):
            raise self._refused("is not an SVG picture", f'it has to open with <svg xmlns="{SVG}">')
        box = own.get("viewBox") or f"0 0 {_bare(own.get('width', ''))} {_bare(own.get('height', ''))}"
        values = self._numbers(box, 4)
        left, top, width, height = values
        if not (width > 0 and height > 0):
            raise self._refused("has no size", "give the svg element a viewBox")
        unit = UNITS / max(width, height)
        self._size = width * unit, height * unit
        # turned over, since paper counts from below
        self._open.append(_State(Transform(unit, 0, 0, -unit, -left * unit, (top + height) * unit)))

    def _state(self, own: dict[str, str]) -> _State:
        above = self._open[-1]
        style = {key: value for key, value in own.items() if key in _STYLED}
        for name in own.get("class", "").split():
            style |= self._rules.get(name, {})
        style |= self._declarations(own.get("style", ""))
        for key, allowed in _MUST_BE.items():
            if style.get(key, allowed[0]) not in allowed:
                raise self._refused(f"uses {key} ({style[key][:30]})", "use plain colours, or save it as PNG")
        moved = self._moved(above.transform, own.get("transform", ""))
        hidden = above.hidden or style.get("display") == "none"
        return replace(above, transform=moved, style={**above.style, **style}, hidden=hidden)

    # Looks
    def _read_sheet(self, sheet: str) -> None:
        sheet, at = _COMMENT.sub(" ", sheet), 0
        for rule in _RULE.finditer(sheet):
            if sheet[at : rule.start()].strip():
                break
            at = rule.end()
            for name in re.findall(r"[\w-]+", rule[1]):
                self._rules[name] = {**self._rules.get(name, {}), **self._declarations(rule[2])}
        if sheet[at:].strip():
            raise self._refused("has style rules of another form than .name{fill:#123456}", PLAIN)

    def _declarations(self, words: str) -> dict[str, str]:
        if "url(" in words.lower() or "\\" in words:
            raise self._refused("refers to something else in its style", PLAIN)
        pairs = (part.partition(":") for part in _COMMENT.sub(" ", words).split(";"))
        return {key.strip(): value.strip() for key, _, value in pairs if key.strip() in _STYLED}

    def _colour(self, style: Mapping[str, str], key: str, default: str) -> Rgb | None:
        from PIL import ImageColor

        value = style.get(key, default)
        if value == "currentColor":
            value = style.get("color", "black")
        if value in ("none", "transparent"):
            return None
        try:
            red, green, blue, *alpha = ImageColor.getrgb(value)
            if alpha:
                raise ValueError
        except ValueError:  # not a colour, or one with transparency
            hint = "use colours such as #1f6f78"
            raise self._refused(f"has a colour that is not plain ('{value[:30]}')", hint) from None
        return red / 255, green / 255, blue / 255

    # Geometry
    def _numbers(self, words: str, count: int) -> list[float]:
        values = [float(word) for word in re.findall(_NUMBER, words)] if _NUMBERS.fullmatch(words) else []
        if len(values) != count or not all(map(_sane, values)):
            raise self._refused(f"needs {count} plain numbers, not '{words[:40]}'")
        return values

    def _moved(self, transform: Any, words: str) -> Any:
        at = 0
        for step in _TRANSFORM.finditer(words):
            if step.start() != at:
                break
            at = step.end()
            name, count = step[1], len(re.findall(_NUMBER, step[2]))
            values = self._numbers(step[2], count)
            transform = self._step(transform, name, values)
        if at != len(words):
            raise self._refused(f"has a transform that is not understood ('{words[:40]}')")
        return transform

    def _step(self, transform: Any, name: str, values: list[float]) -> Any:
        counts = {"matrix": (6,), "translate": (1, 2), "scale": (1, 2), "rotate": (1, 3), "skewX": (1,), "skewY": (1,)}
        if len(values) not in counts[name]:
            raise self._refused(f"has a transform that is not understood ('{name}')")
        first, second = values[0], values[1] if len(values) > 1 else None
        match name:
            case "matrix":
                return transform.transform(values)
            case "translate":
                return transform.translate(first, second or 0)
            case "scale":
                return transform.scale(first, first if second is None else second)
            case "rotate":
                x, y = values[1:] or (0, 0)
                return transform.translate(x, y).rotate(math.radians(first)).translate(-x, -y)
            case "skewX":
                return transform.skew(math.radians(first), 0)
        return transform.skew(0, math.radians(first))

    def _draw(self, tag: str, own: dict[str, str], state: _State) -> None:
        style = state.style
        fill, stroke = self._colour(style, "fill", "black"), self._colour(style, "stroke", "none")
        if fill is None and stroke is None:
            return
        path = self._path(tag, own, state.transform)
        if not path:
            return
        xx, xy, yx, yy = state.transform[:4]
        wide, high = math.hypot(xx, xy), math.hypot(yx, yy)
        if stroke and abs(wide - high) > 0.02 * max(wide, high):
            raise self._refused("stretches an outline", "turn the outline into a path ('stroke to path')")
        line, miter = self._numbers(f"{_bare(style.get('stroke-width', '1'))} {style.get('stroke-miterlimit', '4')}", 2)
        cap, join = _CAPS.get(style.get("stroke-linecap", "butt")), _JOINS.get(style.get("stroke-linejoin", "miter"))
        if cap is None or join is None or line < 0 or miter < 1:
            raise self._refused("has an outline that is not understood")
        drawn = stroke if line else None
        even_odd = style.get("fill-rule") == "evenodd"
        self._shapes.append(Shape(path, fill, drawn, even_odd, round(line * wide, 3), cap, join, miter))

    def _path(self, tag: str, own: dict[str, str], transform: Any) -> str:
        from fontTools.pens.recordingPen import RecordingPen
        from fontTools.pens.transformPen import TransformPen
        from fontTools.svgLib.path import parse_path
        from fontTools.svgLib.path.shapes import PathBuilder

        lengths = {"x", "y", "width", "height", "rx", "ry", "cx", "cy", "r", "x1", "y1", "x2", "y2"}
        builder, pen = PathBuilder(), RecordingPen()
        try:
            plain = {key: _bare(value) if key in lengths else value for key, value in own.items() if key != "transform"}
            builder.add_path_from_element(_Element(tag, plain))
            for path in builder.paths:
                parse_path(path, TransformPen(pen, transform))
            return _operators(pen.value)
        except (ValueError, TypeError, IndexError, OverflowError, ZeroDivisionError, AssertionError) as error:
            raise self._refused(f"has a '{tag}' that cannot be drawn: {str(error)[:60]}") from None


@dataclass(frozen=True)
class _Element:
    """What the path builder asks of an element."""

    tag: str
    attrib: Mapping[str, str]


def _operators(steps: list[tuple[str, tuple[tuple[float, float], ...]]]) -> str:
    """Pen calls as PDF operators. Raises ValueError for a point that lies nowhere."""
    code: list[str] = []
    last = (0.0, 0.0)
    for name, points in steps:
        if not all(_sane(value) for point in points for value in point):
            raise ValueError("a point is out of range")
        if name == "qCurveTo":  # a quadratic curve is a cubic one
            (qx, qy), end = points
            points = (*((x + (qx - x) * 2 / 3, y + (qy - y) * 2 / 3) for x, y in (last, end)), end)
        letter = {"moveTo": "m", "lineTo": "l", "curveTo": "c", "qCurveTo": "c", "closePath": "h"}.get(name, "")
        code += [f"{value:.2f}".rstrip("0").rstrip(".") for point in points for value in point]
        code += [letter] if letter else []
        last = points[-1] if points else last
    return " ".join(code)


def _sane(value: float) -> bool:
    return math.isfinite(value) and abs(value) < 1e6


def _bare(length: str) -> str:
    return length.strip().removesuffix("px").removesuffix("pt").removesuffix("mm")


def _hint(tag: str) -> str:
    hints = {
        "script": "delete it: a picture runs nothing",
        "text": "turn the words into paths, so that they look the same everywhere",
        "image": "save the whole as PNG instead",
    }
    return hints.get(tag, PLAIN)
