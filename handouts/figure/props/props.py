"""All things of a panel: their pieces to paint, and what they offer to rest on and to take hold of (cm)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from handouts.figure.pose.skeleton import Skeleton
from handouts.figure.pose.surfaces import Plane, Room, Round, Solid, Surface
from handouts.figure.props.furniture import (
    CHAIR_DEPTH,
    box_of,
    box_props,
    chair_box,
    chair_props,
    desk_props,
    doorway_props,
    mat_props,
    step_props,
    table_props,
    top_box,
    wall_props,
)
from handouts.figure.props.held import dumbbell, line_props
from handouts.figure.props.prop import Prop
from handouts.figure.props.soft import (
    ball_props,
    ball_round,
    cushion_box,
    cushion_props,
    pillow_props,
    roll_props,
    roll_round,
)
from handouts.figure.space.vectors import rot_z, vec
from handouts.figure.spec.props import (
    Ball,
    Chair,
    Crate,
    Cushion,
    Desk,
    Doorway,
    Line,
    Mat,
    Pillow,
    PropSpec,
    Roll,
    Step,
    Table,
    Wall,
)
from handouts.figure.view.depth import Box

SIDES = {"front": (0, 1.0), "back": (0, -1.0), "left": (1, 1.0), "right": (1, -1.0)}


def named(specs: Iterable[PropSpec]) -> Iterator[tuple[str, PropSpec]]:
    """Every thing with the name that poses call it by."""
    seen: dict[str, int] = {}
    for spec in specs:
        name = spec.name or spec.kind
        seen[name] = seen.get(name, 0) + 1
        yield (name if seen[name] == 1 else f"{name}-{seen[name]}"), spec


def build_props(specs: Iterable[PropSpec], skeleton: Skeleton | None = None) -> list[Prop]:
    """All pieces of all things; with a skeleton also what its hands hold."""
    props = [prop for name, spec in named(specs) for prop in _pieces(name, spec, skeleton)]
    return [*props, *(_dumbbells(skeleton) if skeleton else ())]


def carried(specs: Iterable[PropSpec], skeleton: Skeleton) -> list[Prop]:
    """What goes where the hands go: dumbbells, lines through a hand, and the things of this panel only."""
    lines = [
        spec for spec in specs if isinstance(spec, Line) and {"left-hand", "right-hand"} & set(map(str, spec.through))
    ]
    return build_props((*lines, *skeleton.pose.props), skeleton)


def _dumbbells(skeleton: Skeleton) -> list[Prop]:
    holds = skeleton.pose.holds
    return [piece for side in sorted(holds) if holds[side] == "dumbbell" for piece in dumbbell(skeleton, side)]


def _pieces(name: str, spec: PropSpec, skeleton: Skeleton | None) -> list[Prop]:
    match spec:
        case Mat():
            return mat_props(spec)
        case Chair():
            return chair_props(spec)
        case Wall():
            return wall_props(spec)
        case Doorway():
            return doorway_props(spec)
        case Cushion():
            return cushion_props(spec, name)
        case Pillow():
            return pillow_props(spec, name)
        case Roll():
            return roll_props(spec, name)
        case Ball():
            return ball_props(spec, name)
        case Crate():
            return box_props(spec, name)
        case Step():
            return step_props(spec, name)
        case Table():
            return table_props(spec, name)
        case Desk():
            return desk_props(spec, name)
        case Line():
            return line_props(spec, name, skeleton) if skeleton else []


def furnished(specs: Sequence[PropSpec]) -> Room:
    """What a body may lean on (always the floor), take hold of, and not go into."""
    floor = Plane(vec(0, 0, 1), 0.0)
    surfaces: dict[str, Surface] = {"floor": floor, "mat": floor}
    solids: dict[str, Solid] = {}
    hard: list[tuple[str, Solid]] = []
    for name, spec in named(specs):
        solid = _solid(spec)
        if solid is not None:
            solids[name] = solid
        surfaces.update(_surfaces(name, spec, solid))
        hard += _hard(name, spec, solid)
    return Room(surfaces, solids, hard)


def _solid(spec: PropSpec) -> Solid | None:
    match spec:
        case Chair():
            return chair_box(spec)
        case Cushion() | Pillow():
            return cushion_box(spec)
        case Roll():
            return roll_round(spec)
        case Ball():
            return ball_round(spec)
        case Crate():
            return box_of(spec)
        case Step() | Table() | Desk():
            return top_box(spec)
        case _:
            return None


def _hard(name: str, spec: PropSpec, solid: Solid | None) -> list[tuple[str, Solid]]:
    """Every piece of a thing that gives way to nobody, as it is drawn: a wall, the rest of a chair, a table's legs."""
    if isinstance(spec, Mat | Cushion | Pillow | Ball):
        return []
    if isinstance(solid, Round):
        return [(name, solid)]
    return [(piece.name, piece.box) for piece in _pieces(name, spec, None) if piece.box is not None]


def _surfaces(name: str, spec: PropSpec, solid: Solid | None) -> dict[str, Surface]:
    match spec:
        case Chair():
            front = rot_z(spec.turn)[:, 0]
            rest = float(front @ vec(*spec.at, 0)) - CHAIR_DEPTH / 2 + 3.3
            seat = Plane(vec(0, 0, 1), spec.seat)
            return {name: seat, f"{name}-back": Plane(front, rest, spec.seat + spec.back + 3)}
        case Wall():
            front_x = 1.0 if spec.faces == "forward" else -1.0
            return {name: Plane(vec(front_x, 0, 0), front_x * spec.at)}
        case Doorway():
            face = Plane(vec(-1, 0, 0), -spec.at)
            return {"left-post": face, "right-post": face}
    if isinstance(solid, Box):
        return _box_surfaces(name, solid)
    return {} if solid is None else {name: solid}


def _box_surfaces(name: str, box: Box) -> dict[str, Surface]:
    """The upper side under the thing's name, the others as name-left and so on."""
    top = Plane(vec(0, 0, 1), float(box.centre[2] + box.half[2]), area=box)
    found: dict[str, Surface] = {name: top}
    for side, (k, sign) in SIDES.items():
        normal = box.axes[:, k] * sign
        found[f"{name}-{side}"] = Plane(normal, float(normal @ box.centre) + float(box.half[k]), area=box)
    return found
