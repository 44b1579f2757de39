"""Pictures as immutable paths by role: read from and written to SVG, mirrored, recoloured.

Coordinates are whole units of 0.2 mm body scale (`UNITS_PER_CM` to the centimetre), x to the right, y down as in
SVG. All panels of one exercise share one origin, so equal coordinates are the same place in each of them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape, unescape
from typing import Literal, NamedTuple

from handouts.pattern import Dash, Hatch, Nearest

UNITS_PER_CM = 50
FINEST = 14  # units: the finest line of a picture that has none of even width, as those of a whole figure are drawn
MIDDLE = 0.5  # luminance below which black is nearer

Colour = str  # "#rrggbb"
Bounds = tuple[int, int, int, int]  # left, top, right, bottom

_PATH = re.compile(r'<path class="([fs])-([a-z]+(?:-[a-z]+)*)-(\d+)"(?: stroke-width="([\d.]+)")? d="([^"]*)"/>')
_VIEW = re.compile(r'viewBox="(-?\d+) (-?\d+) (\d+) (\d+)"')
_RULE = re.compile(r"\.[fs]-([a-z]+(?:-[a-z]+)*)-100\{[^}]*?(?:fill|stroke):(#[0-9a-f]{6})")
_LABEL = re.compile(r'<circle id="label-(left|right)-([a-z0-9]+(?:-[a-z0-9]+)*)" cx="(-?\d+)" cy="(-?\d+)" r="0"/>')
_TITLE = re.compile(r"<title>([^<]*)</title>")
_NUMBER = re.compile(r"-?\d+")
_SEGMENT = re.compile(r"([MLC])([^MLCZ]+)")
_ALPHABET = re.compile(r"M[MLCZ0-9 -]*")


class Path(NamedTuple):
    """One painted shape.

    `role` says what it is ("skin", "shirt", "ink", "arrow"); `tone` is the percentage of the role's colour: 100
    plain, below darker, above lighter. `d` holds absolute M, L, C and Z commands with whole numbers, such as
    "M0 0L10 0L10 5Z"; several subpaths fill by the even-odd rule. `width` is the stroke's width in units, or 0
    when the path is filled.
    """

    role: str
    d: str
    tone: int = 100
    width: float = 0.0

    def points(self) -> list[tuple[int, int]]:
        """All coordinates, control points included."""
        numbers = list(map(int, _NUMBER.findall(self.d)))
        return list(zip(numbers[::2], numbers[1::2], strict=True))

    def mirrored(self) -> Path:
        """Left and right swapped about x = 0."""

        def flip(segment: re.Match[str]) -> str:
            numbers = [int(n) for n in segment[2].split()]
            return segment[1] + " ".join(str(-n if i % 2 == 0 else n) for i, n in enumerate(numbers))

        return self._replace(d=_SEGMENT.sub(flip, self.d))

    def operators(self) -> str:
        """The path as PDF construction operators (ISO 32000-1, table 59), without a painting operator."""
        if "C" in self.d:
            text = _SEGMENT.sub(r"\2 \1 ", self.d)
            return text.replace("M", "m").replace("L", "l").replace("C", "c").replace("Z", "h ")
        # nearly all paths are polylines: whole-string replacement is twenty times as fast, and a cold build feels it
        code = []
        for subpath in self.d.split("M")[1:]:
            start, _, rest = subpath.partition("L")
            code.append(
                f"{start.removesuffix('Z')} m {rest.replace('L', ' l ').replace('Z', ' l h ' if rest else 'h ')}"
            )
            if rest and not rest.endswith("Z"):
                code.append(" l ")
        return "".join(code)


class Label(NamedTuple):
    """A place at the picture's edge, at the end of a leader line, beside which a layout may set words.

    `id` says which words; `x` is the left or right edge of the picture, `y` the height of the middle of the words, in
    units; `side` is the edge, as the reader sees it.
    """

    id: str
    x: int
    y: int
    side: Literal["left", "right"]

    def mirrored(self) -> Label:
        """Left and right swapped about x = 0."""
        return self._replace(x=-self.x, side="right" if self.side == "left" else "left")


@dataclass(frozen=True)
class Palette:
    """How roles become colours, or patterns in black on white.

    `roles` overrides a picture's own colours; `other` is used for every role not named there (None keeps the own
    colour); `grey` turns what is left into its luminance; without `tones` all shading is flat.
    """

    name: str
    roles: Mapping[str, Colour | Hatch | Dash | Nearest] = field(default_factory=dict)
    other: Colour | None = None
    grey: bool = False
    tones: bool = True

    def __hash__(self) -> int:
        return hash((self.name, self.other, self.grey, self.tones))

    def colour(self, role: str, tone: int, own: Mapping[str, Colour]) -> tuple[float, float, float]:
        """Red, green and blue from 0 to 1, in a picture of these own colours; a pattern's lines are black."""
        value = self.roles.get(role) or self.other or own[role]
        if not isinstance(value, str):
            return _black_or_white(value, own)
        rgb = _rgb(value)
        if self.tones and tone != 100:
            rgb = tuple(min(1.0, c * tone / 100) for c in rgb)
        if self.grey:
            rgb = (luminance(rgb),) * 3
        return rgb[0], rgb[1], rgb[2]

    @cached_property
    def patterns(self) -> Mapping[tuple[str, bool], Hatch | Dash]:
        """What paints a role instead of its colour, by whether it is stroked: areas are hatched, lines dashed."""
        found = {role: value for role, value in self.roles.items() if isinstance(value, Hatch | Dash)}
        return {(role, isinstance(value, Dash)): value for role, value in found.items()}


def _rgb(colour: Colour) -> tuple[float, ...]:
    return tuple(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))


def _black_or_white(value: Hatch | Dash | Nearest, own: Mapping[str, Colour]) -> tuple[float, float, float]:
    if isinstance(value, Nearest):
        dark = value.role in own and luminance(_rgb(own[value.role])) < MIDDLE
        return (0.0, 0.0, 0.0) if dark != value.other else (1.0, 1.0, 1.0)
    return 0.0, 0.0, 0.0


OWN_COLOURS = Palette("colour")


def luminance(rgb: tuple[float, ...]) -> float:
    """The grey a copier makes of a colour (ITU-R BT.709 weights on the sRGB values), 0 to 1."""
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]


@dataclass(frozen=True)
class Drawing:
    """A finished picture: paths from back to front, their bounds, the roles' own colours and places for words."""

    paths: tuple[Path, ...]
    bounds: Bounds
    colours: tuple[tuple[str, Colour], ...]
    title: str = ""
    labels: tuple[Label, ...] = ()

    @classmethod
    def of(cls, paths: Iterable[Path], colours: Mapping[str, Colour], title: str = "", margin: int = 0) -> Drawing:
        """A drawing whose bounds fit its paths, strokes included. Raises ValueError for a picture without paths."""
        kept = tuple(paths)
        if not kept:
            raise ValueError("a picture needs at least one path")
        boxes = [_box(path) for path in kept]
        bounds = (
            min(b[0] for b in boxes) - margin,
            min(b[1] for b in boxes) - margin,
            max(b[2] for b in boxes) + margin,
            max(b[3] for b in boxes) + margin,
        )
        used = {path.role for path in kept}
        missing = used - colours.keys()
        if missing:
            raise ValueError(f"no colour for role {', '.join(sorted(missing))}")
        return cls(kept, bounds, tuple(sorted((r, c.lower()) for r, c in colours.items() if r in used)), title)

    @property
    def width(self) -> int:
        """Units from the left edge to the right."""
        return self.bounds[2] - self.bounds[0]

    @property
    def height(self) -> int:
        """Units from the top edge to the bottom."""
        return self.bounds[3] - self.bounds[1]

    @cached_property
    def weight(self) -> float:
        """The width of the finest line, units."""
        return min((path.width for path in self.paths if path.width), default=FINEST)

    @cached_property
    def digest(self) -> str:
        """Hexadecimal digits that differ between pictures that look different."""
        shapes = [f"{path.role} {path.tone} {path.width} {path.d}" for path in self.paths]
        rest = [repr((self.bounds, self.colours)), *map(repr, self.labels)]
        return hashlib.sha256("\n".join([*shapes, *rest]).encode()).hexdigest()

    def __hash__(self) -> int:  # a picture is a memo key on every sheet: digest its thousands of points once
        return hash(self.digest)

    def mirrored(self) -> Drawing:
        """The picture for the other side of the body."""
        left, top, right, bottom = self.bounds
        paths, labels = tuple(p.mirrored() for p in self.paths), tuple(label.mirrored() for label in self.labels)
        return replace(self, paths=paths, bounds=(-right, top, -left, bottom), labels=labels)

    def to_svg(self, palette: Palette = OWN_COLOURS) -> str:
        """A stand-alone SVG 1.1 file. Written with its own colours it reads back equal."""
        left, top, *_ = self.bounds
        own = dict(self.colours)
        kinds = sorted({("s" if p.width else "f", p.role, p.tone) for p in self.paths} | {("f", r, 100) for r in own})
        rules = "\n".join(self._rule(kind, role, tone, palette, own) for kind, role, tone in kinds)
        hatched = [(r, p) for (r, _), p in palette.patterns.items() if r in own and isinstance(p, Hatch)]
        defs = "".join(pattern.svg(role, self.weight) for role, pattern in hatched)
        shapes = "\n".join([*map(_element, self.paths), *map(_place, self.labels)])
        size = f'width="{self.width / UNITS_PER_CM:g}mm" height="{self.height / UNITS_PER_CM:g}mm"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left} {top} {self.width} {self.height}" {size}>\n'
            f"<title>{escape(self.title, quote=False)}</title>\n<style>\npath{{fill-rule:evenodd;"
            f"stroke-linejoin:round;stroke-linecap:round}}\n{rules}\n</style>\n"
            f"{f'<defs>{defs}</defs>{chr(10)}' if defs else ''}{shapes}\n</svg>\n"
        )

    def _rule(self, kind: str, role: str, tone: int, palette: Palette, own: Mapping[str, Colour]) -> str:
        pattern = palette.patterns.get((role, kind == "s"))
        if pattern:
            body = pattern.css(role) if isinstance(pattern, Hatch) else pattern.css(self.weight)
        else:
            paint = "#" + "".join(f"{round(c * 255):02x}" for c in palette.colour(role, tone, own))
            body = f"fill:{paint}" if kind == "f" else f"fill:none;stroke:{paint}"
        return f".{kind}-{role}-{tone}{{{body}}}"

    @classmethod
    def from_svg(cls, text: str) -> Drawing:
        """Read a picture that `to_svg` wrote. Raises ValueError for any other SVG."""
        view, title = _VIEW.search(text), _TITLE.search(text)
        paths = tuple(Path(role, d, int(tone), float(width or 0)) for _, role, tone, width, d in _PATH.findall(text))
        if not view or not paths or len(paths) != text.count("<path "):
            raise ValueError("not a picture drawn by 'handouts draw'")
        if not text.rstrip().endswith("</svg>"):  # some paths may be missing, perhaps an arm
            raise ValueError("the picture is damaged: its end is missing")
        if not all(map(_ALPHABET.fullmatch, (path.d for path in paths))):
            raise ValueError("the path data is damaged")
        colours = dict(_RULE.findall(text))
        if missing := {path.role for path in paths} - colours.keys():
            raise ValueError(f"no colour for role {', '.join(sorted(missing))}")
        x, y, w, h = map(int, view.groups())
        labels = tuple(
            Label(name, int(cx), int(cy), "left" if side == "left" else "right")
            for side, name, cx, cy in _LABEL.findall(text)
        )
        if len(labels) != text.count("<circle "):
            raise ValueError("a label is damaged")
        own = tuple(sorted(colours.items()))
        return cls(paths, (x, y, x + w, y + h), own, unescape(title[1] if title else ""), labels)


def _box(path: Path) -> tuple[int, int, int, int]:
    # cut at its letters, a path is read in two thirds of the time that a regular expression takes
    words = path.d.replace("M", " ").replace("L", " ").replace("C", " ").replace("Z", " ").split()
    numbers, grow = list(map(int, words)), round(path.width / 2 + 0.5) if path.width else 0
    xs, ys = numbers[::2], numbers[1::2]
    return min(xs) - grow, min(ys) - grow, max(xs) + grow, max(ys) + grow


def _element(path: Path) -> str:
    if path.width:
        return f'<path class="s-{path.role}-{path.tone}" stroke-width="{path.width:g}" d="{path.d}"/>'
    return f'<path class="f-{path.role}-{path.tone}" d="{path.d}"/>'


def _place(label: Label) -> str:
    """A label as a circle of no size: nothing is seen, and an editor of SVGs shows its name."""
    return f'<circle id="label-{label.side}-{label.id}" cx="{label.x}" cy="{label.y}" r="0"/>'
