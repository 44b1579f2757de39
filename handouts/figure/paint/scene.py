"""Placing: parts and props become shapes on the page that know how near they are (cm)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import shapely
from shapely import Polygon

from handouts.figure.body.hair import Hair, hair_shapes
from handouts.figure.paint.forms import form_edges
from handouts.figure.props.prop import Prop
from handouts.figure.space.solids import Part, Solids, ball
from handouts.figure.space.vectors import Vec
from handouts.figure.spec.people import Person
from handouts.figure.view.camera import Camera
from handouts.figure.view.depth import Depth, box_depth, hull_depths
from handouts.figure.view.project import all_rounded, closed, outlines, polygons, simplified

Geometry = Any
ON_SKIN = 7.0  # cm by which what lies on the skin comes before it: cloth and skin are not where the tables say
HAIRLINE = 0.8  # cm; a notch as narrow as that would be filled by the lines on both its sides
BETWEEN = 0.35  # cm; narrower gaps between fingers are lines, as ink would fill them anyway
SIMPLE = 0.03  # cm; below what print can show


@dataclass(frozen=True)
class Placed:
    """A part or a prop on the page.

    `depth` gives the nearness of its front surface at points (n, 2), `nearness` that of its middle, `edges` those of
    its forms.
    """

    name: str
    role: str
    shape: Geometry
    depth: Depth
    nearness: float
    part: Part | None = None
    prop: Prop | None = None
    hair: Hair | None = None
    face: Geometry = None
    edges: Geometry = None
    bias: float = 0.0
    side: int = 0
    over: tuple[str, ...] = ()
    openings: dict[str, Vec] = field(default_factory=dict)

    @property
    def background(self) -> bool:
        """Floor things and walls: painted before everything else."""
        return self.prop is not None and self.prop.background


class Sight(NamedTuple):
    """What the camera sees of a part: its outline (a head's with the hair) and what lies in it, and how near it is."""

    shape: Geometry
    face: Geometry
    hair: Hair | None
    depth: Depth
    edges: Geometry


Sights = dict[bytes, Sight]  # of one person, by solids and camera: much of a body stays where it is from panel to panel


def place_parts(parts: Sequence[Part], camera: Camera, person: Person, known: Sights | None = None) -> list[Placed]:
    """Body parts as the camera sees them; what has been seen before is in `known`, and what is new is put there."""
    known = Sights() if known is None else known
    keys = [_key(part, camera) for part in parts]
    new = {key: part for key, part in zip(keys, parts, strict=True) if key not in known}
    if new:
        known.update(zip(new, _sights(list(new.values()), camera, person), strict=True))
    return [_placed(part, known[key], camera) for key, part in zip(keys, parts, strict=True)]


def _key(part: Part, camera: Camera) -> bytes:
    return b"".join([part.name.encode(), camera.rows.tobytes(), *(array.tobytes() for array in part.solids)])


def _placed(part: Part, sight: Sight, camera: Camera) -> Placed:
    middle = float((part.solids.centres @ camera.toward).mean())
    return Placed(
        part.name, part.role, sight.shape, sight.depth, middle, part=part, hair=sight.hair, face=sight.face,
        edges=sight.edges, bias=part.bias, side=part.side, over=part.over, openings=part.openings,
    )  # fmt: skip


def _sights(parts: Sequence[Part], camera: Camera, person: Person) -> Iterable[Sight]:
    solids = [part.solids for part in parts]
    fillets = np.array([part.fillet for part in parts])
    unions = outlines(solids, camera.rows)
    shapes = all_rounded(closed(unions, fillets, 6))
    return map(_sight, parts, shapes, hull_depths(solids, camera), repeat(camera), repeat(person))


def _sight(part: Part, shape: Geometry, depth: Depth, camera: Camera, person: Person) -> Sight:
    if part.name.endswith("-hand"):  # nothing is seen through a fist
        shape = shapely.union_all([Polygon(piece.exterior) for piece in polygons(shape)])
        shape = closed(shape, BETWEEN, 3)
    face, hair = shape, None
    if part.head is not None:  # its shape includes the hair
        hair = hair_shapes(part.head, camera, person.hair)
        hair = hair._replace(over=hair.over.union(_under_the_hairline(face, hair.over)))
        shape = shapely.union_all([shape, hair.over, hair.behind, *(ear.shape for ear in hair.ears)])
    shape = simplified(shape, SIMPLE)
    edges = form_edges(part.forms, shape, camera) if part.forms else None
    return Sight(shape, face, hair, depth, edges)


def _under_the_hairline(face: Geometry, hair: Geometry) -> Geometry:
    """The notches where the edge of the hair overhangs the head: hair fills them."""
    whole = face.union(hair)
    notches = polygons(closed(whole, HAIRLINE, 3).difference(whole))
    return shapely.union_all([n.buffer(0.05) for n in notches if n.distance(face) < 0.05 and n.distance(hair) < 0.05])


def place_prop(prop: Prop, camera: Camera) -> Placed:
    """A prop as the camera sees it."""
    shape = prop.shape(camera)
    depth = (
        box_depth(prop.box, camera)
        if prop.box
        else hull_depths([Solids.of(prop.hulls or ((ball(prop.middle, 1.0),),))], camera)[0]
    )
    bias = prop.bias if prop.lies is None else prop.bias + ON_SKIN * float(prop.lies @ camera.toward)
    return Placed(prop.name, prop.role, shape, depth, float(camera.toward @ prop.middle), prop=prop, bias=bias)
