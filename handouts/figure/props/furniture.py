"""Hard things: mat, chair, wall, doorway, table, desk, step and box (cm)."""

from __future__ import annotations

from handouts.figure.props.prop import CUT, Mark, Prop, block
from handouts.figure.space.vectors import Vec, rot_z, vec
from handouts.figure.spec.props import Chair, Crate, Desk, Doorway, Mat, Step, Table, Wall
from handouts.figure.view.depth import Box

MAT_THICKNESS = 1.5
FLOOR_STRIP = 44.0  # cm of floor shown before a wall
SLAB = 20.0  # how much of a wall is shown beyond its surface when it is seen from its edge
RETURN = 12.0  # how much of a wall is shown round its corner
SKIRTING = 8.0  # its height
CHAIR_DEPTH, CHAIR_WIDTH, LEG = 42.0, 43.0, 3.4
TOP = 4.0  # thickness of a table's top


def mat_props(spec: Mat) -> list[Prop]:
    """An exercise mat."""
    (x0, x1), (y0, y1) = spec.span, spec.across
    centre = vec((x0 + x1) / 2, (y0 + y1) / 2, -MAT_THICKNESS / 2)
    box = Box(rot_z(0), centre, vec(x1 - x0, y1 - y0, MAT_THICKNESS) / 2)
    return [Prop("mat", "mat", centre, box, background=True)]


def chair_props(spec: Chair) -> list[Prop]:
    """A chair or a stool."""
    turn, ground = rot_z(spec.turn), vec(*spec.at, 0.0)

    def part(name: str, x: float, y: float, z: float, size: tuple[float, float, float], bias: float = 0.0) -> Prop:
        return block(name, "wood", ground + turn @ vec(x, y, z), size, spec.turn, bias)

    x, y, legs = CHAIR_DEPTH / 2 - 2, CHAIR_WIDTH / 2 - 2, spec.seat - 4
    props = [
        part(f"chair-leg-{i}", sx * x, sy * y, legs / 2, (LEG, LEG, legs), -3)
        for i, (sx, sy) in enumerate(((-1, -1), (-1, 1), (1, -1), (1, 1)))
    ]
    props.append(part("chair-seat", 0, 0, spec.seat - 2, (CHAIR_DEPTH, CHAIR_WIDTH, 4)))
    if spec.back:
        middle = spec.seat + spec.back / 2
        props += [part(f"chair-post-{i}", -x, s * y, middle, (3.2, 3.2, spec.back)) for i, s in enumerate((-1, 1))]
        height = min(17.0, spec.back * 0.5)
        props.append(part("chair-rest", -x, 0, spec.seat + spec.back - height / 2, (2.6, CHAIR_WIDTH - 1, height)))
    return props


def chair_box(spec: Chair) -> Box:
    """The seat."""
    half = vec(CHAIR_DEPTH, CHAIR_WIDTH, 4) / 2
    return Box(rot_z(spec.turn), vec(*spec.at, spec.seat - 2), half)


def wall_props(spec: Wall) -> list[Prop]:
    """A wall with its skirting board and the floor before it; from its edge, a cut through the wall alone."""
    (a, b), x, front = spec.across, spec.at, 1.0 if spec.faces == "forward" else -1.0

    def quad(low: float, high: float) -> tuple[Vec, ...]:
        return vec(x, a, low), vec(x, b, low), vec(x, b, high), vec(x, a, high)

    middle, out = vec(x, (a + b) / 2, spec.height / 2), vec(front, 0, 0)
    whole = Box(rot_z(0), middle - out * SLAB / 2, vec(SLAB, b - a, spec.height) / 2)
    edge = x + front * FLOOR_STRIP
    floor = (vec(x, a, 0), vec(x, b, 0), vec(edge, b, 0), vec(edge, a, 0))
    # Listed from back to front: the order of painting is by nearness, which rises by the small offsets.
    pieces = [
        Prop("wall", "wall", middle, whole, quad=quad(0, spec.height), looks=out, background=True),
        Prop("skirting", "skirting", middle + out, quad=quad(0, SKIRTING), looks=out, background=True),
    ]
    if spec.corner:  # one looks past it, so the floor does not end there
        return [_corner(spec, front), *pieces]
    return [*pieces, Prop("ground", "ground", middle + 2 * out, quad=floor, looks=out, background=True)]


def _corner(spec: Wall, front: float) -> Prop:
    """The side on which a wall goes on round its corner."""
    y = spec.across[1] if spec.corner == "left" else spec.across[0]
    middle = vec(spec.at - front * RETURN / 2, y, spec.height / 2)
    box = Box(rot_z(0), middle, vec(RETURN, 0.01, spec.height) / 2)
    return Prop("corner", "wall", middle, box, background=True, tone=CUT)


def doorway_props(spec: Doorway) -> list[Prop]:
    """Two posts and a lintel."""
    depth, width = spec.post
    x = spec.at + depth / 2
    props = [
        block(
            f"{side}-post",
            "wood",
            vec(x, sign * (spec.inner + width) / 2, spec.height / 2),
            (depth, width, spec.height),
        )
        for side, sign in (("left", 1), ("right", -1))
    ]
    span = spec.inner + 2 * width
    props.append(block("lintel", "wood", vec(x, 0, spec.height + width / 2), (depth, span, width)))
    return props


def box_of(spec: Crate) -> Box:
    """The box to lift as a solid."""
    return Box(rot_z(spec.turn), vec(*spec.at) + vec(0, 0, spec.size[2] / 2), vec(*spec.size) / 2)


def box_props(spec: Crate, name: str) -> list[Prop]:
    """A cardboard box with the seam of its lid."""
    box = box_of(spec)
    x, _, z = box.half
    seam = tuple(box.centre + box.axes @ vec(s * x, 0, z) for s in (-1, 1))
    return [Prop(name, "cardboard", box.centre, box, marks=(Mark(seam, vec(0, 0, 1)),))]


def top_box(spec: Table | Desk | Step) -> Box:
    """The slab whose upper side bears."""
    (x0, x1), (y0, y1) = spec.span, spec.across
    thick = spec.height if isinstance(spec, Step) else TOP
    return Box(rot_z(0), vec((x0 + x1) / 2, (y0 + y1) / 2, spec.height - thick / 2), vec(x1 - x0, y1 - y0, thick) / 2)


def step_props(spec: Step, name: str) -> list[Prop]:
    """A step."""
    box = top_box(spec)
    return [Prop(name, "wood", box.centre, box)]


def table_props(spec: Table | Desk, name: str) -> list[Prop]:
    """A top on four legs or on a cabinet."""
    (x0, x1), (y0, y1), low = spec.span, spec.across, spec.height - TOP
    top = top_box(spec)
    props = [Prop(f"{name}-top", "wood", top.centre, top, bias=0.5)]
    if isinstance(spec, Table) and spec.form == "cabinet":
        centre = vec((x0 + x1) / 2 + 1, (y0 + y1) / 2, low / 2)
        return [block(f"{name}-cabinet", "wall", centre, (x1 - x0 - 4, y1 - y0 - 3, low)), *props]
    corners = [(x, y) for x in (x0 + 4, x1 - 4) for y in (y0 + 4, y1 - 4)]
    legs = [
        block(f"{name}-leg-{i}", "wood", vec(x, y, low / 2), (4.4, 4.4, low), bias=-3)
        for i, (x, y) in enumerate(corners)
    ]
    return [*legs, *props]


def desk_props(spec: Desk, name: str) -> list[Prop]:
    """A desk; its screen looks back at the person."""
    props, z, y = table_props(spec, name), spec.height, sum(spec.across) / 2
    if spec.screen is not None:
        x, top = spec.screen, spec.screen_top
        high = min(34.0, max(10.0, top - z - 6))
        props += [
            block(f"{name}-foot", "screen", vec(x + 4, y, z + 0.7), (18, 24, 1.4)),
            block(f"{name}-stand", "screen", vec(x + 4, y, (z + top - high * 0.4) / 2), (2.4, 5, top - high * 0.4 - z)),
            block(f"{name}-screen", "screen", vec(x + 1.3, y, top - high / 2), (2.6, 56, high), bias=0.5),
        ]
    if spec.keyboard is not None:
        props.append(block(f"{name}-keyboard", "screen", vec(spec.keyboard, y, z + 1.0), (14, 44, 2.0)))
    return props
