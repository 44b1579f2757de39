"""The scene of a panel: a solved pose, its person, camera and props become paths from back to front."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from shapely import LineString

from handouts.figure.body.body import body_parts
from handouts.figure.paint.canvas import Canvas
from handouts.figure.paint.chart import CHART_SCALE, plain_parts
from handouts.figure.paint.ghost import paint_ghost
from handouts.figure.paint.highlight import EDGE_TONE, highlight_tints, tint_tone
from handouts.figure.paint.ink import FINE, INNER, contours, silhouette
from handouts.figure.paint.knees import TURNED, KneeEdge, knee_edge, shin_shade
from handouts.figure.paint.order import painting_order
from handouts.figure.paint.portrait import paint_head
from handouts.figure.paint.scene import Placed, Sights, place_parts, place_prop
from handouts.figure.paint.shade import (
    FAR,
    FAR_SHADE,
    SHADE,
    arms_across,
    far_side,
    floor_shadow,
    shades,
    slits,
    wall_shadow,
)
from handouts.figure.paint.underneath import thing_shadows
from handouts.figure.pose.skeleton import Skeleton
from handouts.figure.props.props import build_props, carried
from handouts.figure.space.solids import Part
from handouts.figure.spec.figure import FigureSpec, Pose
from handouts.figure.spec.people import Person
from handouts.figure.spec.view import CameraSpec
from handouts.figure.view.camera import Camera, make_camera
from handouts.figure.view.project import front_ring, lines, outline, smoothed

Geometry = Any
ROOM = 4.0  # cm around a frame within which things still matter, for their lines and shadows
BEYOND = 0.5  # cosine beyond which a seam lies on the far side of the body
SCRATCH = 2.4  # cm; what is left of a fold or seam below this length looks like a slip of the pen
CHIN_SHADOW = (0.9, -2.3)  # cm by which the head's shadow falls on the neck
DEEP = 100.0  # cm below a wall's foot: more than a picture shows of the floor before it


@dataclass(frozen=True)
class Stage:
    """Everything a panel is painted from."""

    spec: FigureSpec
    person: Person
    camera: Camera
    skeleton: Skeleton
    parts: tuple[Part, ...]
    order: tuple[Placed, ...]
    left: float  # how much the pelvis' left side faces the viewer
    known: Sights  # what has been projected of this person so far

    @cached_property
    def body(self) -> Geometry:
        """The whole body's outline."""
        return shapely.union_all([item.shape for item in self.order if item.part is not None])

    @cached_property
    def head(self) -> Geometry:
        """The outline of head and hair: nothing that explains may cover it."""
        return next(item.shape for item in self.order if item.name == "head")

    @cached_property
    def across(self) -> frozenset[int]:
        """The sides whose arm crosses before the trunk."""
        return arms_across(self.order)

    @cached_property
    def things(self) -> Geometry:
        """The outline of what stands and lies about, walls and mats left out."""
        return shapely.union_all([i.shape for i in self.order if i.prop is not None and not i.background])


def set_stage(
    spec: FigureSpec,
    person: Person,
    skeleton: Skeleton,
    camera: CameraSpec | None = None,
    frame: Geometry = None,
    known: Sights | None = None,
) -> Stage:
    """Build, project and order everything; `camera` replaces the panel's own, what lies off `frame` is left out.

    `known` is shared by what is drawn of one person.
    """
    known = Sights() if known is None else known
    seen = make_camera(camera or panel_camera(spec, skeleton.pose))
    parts = body_parts(skeleton, person, spec.shoes)
    if spec.chart:
        parts = plain_parts(parts)
    props = build_props((*spec.props, *skeleton.pose.props), skeleton)
    items = place_parts(parts, seen, person, known) + [place_prop(prop, seen) for prop in props]
    order = painting_order(within(items, frame), seen, skeleton.pose.in_front)
    left = float(skeleton["pelvis"].y @ seen.toward)
    return Stage(spec, person, seen, skeleton, tuple(parts), tuple(order), left, known)


def within(items: Sequence[Placed], frame: Geometry) -> list[Placed]:
    """What can be seen in a frame; the head stays, for it throws its shadow on the neck."""
    if frame is None:
        return list(items)
    room = frame.buffer(ROOM)
    return [item for item in items if item.name == "head" or item.shape.intersects(room)]


def panel_camera(spec: FigureSpec, pose: Pose) -> CameraSpec:
    """Where a panel is seen from: the figure's camera under the panel's own."""
    return spec.camera.under(pose.camera)


def paint_scene(canvas: Canvas, stage: Stage, skeletons: Mapping[str, Skeleton], name: str) -> None:
    """Everything but what explains it. `skeletons` has every panel's, for the ghost."""
    _paint_ground(canvas, stage)
    if name in stage.spec.ghost:
        _paint_other(canvas, stage, skeletons[stage.spec.ghost[name]])
    gaps = slits(stage.order, canvas.scale)
    canvas.fill(gaps, "shirt", FAR_SHADE)
    _paint_items(canvas, stage, name)
    canvas.fill(
        silhouette(stage.order, stage.body.union(gaps), canvas.scale * (CHART_SCALE if stage.spec.chart else 1.0)),
        "ink",
    )


def _paint_other(canvas: Canvas, stage: Stage, skeleton: Skeleton) -> None:
    """The pale figure: the same person as another panel shows it."""
    parts = body_parts(skeleton, stage.person, stage.spec.shoes)
    placed = place_parts(parts, stage.camera, stage.person, stage.known)
    things = [place_prop(thing, stage.camera) for thing in carried(stage.spec.props, skeleton)]
    paint_ghost(canvas, placed, things, stage.body)


# ------------------------------------------------------------------------------------------------------- ground


def _paint_ground(canvas: Canvas, stage: Stage) -> None:
    """Walls, floor line, mat and the shadow on them."""
    order, camera = stage.order, stage.camera
    shadow = floor_shadow(stage.parts, thing_shadows(order), camera)
    back = [item for item in order if item.background and not item.shape.is_empty]
    mat = next((item for item in back if item.name == "mat"), None)
    for item in back:
        if item is not mat:
            _paint_prop(canvas, item, camera, _on_wall(item, stage))
    if mat is None and not any(item.name == "ground" for item in back):
        canvas.stroke(_floor_line(shadow).difference(_before_walls(back, camera)), 0.3, "floor")
    canvas.fill(shadow if mat is None else shadow.difference(mat.shape), "shadow")
    if mat is not None:
        _paint_prop(canvas, mat, camera, shadow)


def _on_wall(item: Placed, stage: Stage) -> Geometry:
    """The shadow on a wall, or on its skirting board, when its front is seen; else None."""
    prop, camera = item.prop, stage.camera
    if item.name not in ("wall", "skirting") or prop is None or prop.looks is None or prop.edge_on(camera):
        return None
    return wall_shadow(stage.parts, prop, camera) if float(prop.looks @ camera.toward) > 0 else None


def _before_walls(back: Sequence[Placed], camera: Camera) -> Geometry:
    """Where no floor line is drawn: on a wall, and below one whose front is seen, as the line lies behind the feet."""
    shapes = [item.shape for item in back]
    for item in back:
        if item.prop is not None and item.prop.quad and not item.prop.edge_on(camera):
            left, low, right, high = item.shape.bounds
            shapes.append(shapely.box(left, low - DEEP, right, high))
    return shapely.union_all(shapes)


def _floor_line(shadow: Geometry) -> Geometry:
    """A line on the floor just behind the feet."""
    if shadow.is_empty:
        return LineString()
    left, _, right, top = shadow.bounds
    return LineString([(left - 12, top), (right + 12, top)])


def _paint_prop(canvas: Canvas, item: Placed, camera: Camera, shadow: Geometry = None) -> None:
    """A prop with the shadow that falls on it, beneath its lines."""
    assert item.prop is not None
    faces = item.prop.faces(camera)
    for face, tone in faces:
        canvas.fill(face, item.role, tone)
    if shadow is not None:
        canvas.fill(shadow.intersection(item.shape), item.role, SHADE)
    faint = item.role == "wall" and item.background and not item.prop.edge_on(camera)
    line = "wall-line" if faint else "prop-line"
    if item.prop.lined or item.prop.edge_on(camera):
        for edge in item.prop.edges(camera):
            canvas.stroke(edge, FINE, line)
    for mark in item.prop.drawn_marks(camera):
        canvas.stroke(mark, FINE, line)


# --------------------------------------------------------------------------------------------------------- body


def _paint_items(canvas: Canvas, stage: Stage, name: str) -> None:
    edges, shaded = contours(stage.order, stage.camera), shades(stage.order, stage.camera)
    tones = {item.name: _tint_tone(stage, item) for item in stage.order if item.part is not None}
    tints = highlight_tints(stage.spec.tints(name), stage.order, stage.camera, tones)
    for item in stage.order:
        if item.background:
            continue
        if item.part is None:
            _paint_prop(canvas, item, stage.camera)
            continue
        knee = knee_edge(item, stage.skeleton, stage.camera)
        _paint_flesh(canvas, stage, item, shaded, knee)
        bare = item.shape
        for tint in tints.get(item.name, ()):
            canvas.fill(tint.whole, "highlight", EDGE_TONE[tint.tone])
            canvas.fill(tint.core, "highlight", tint.tone)
            bare = bare.difference(tint.whole)
        _paint_details(canvas, stage, item, bare)
        if knee:
            canvas.brush(knee.line.intersection(item.shape.buffer(-0.3)), FINE)
        canvas.brush(edges[item.name], INNER)


def _paint_flesh(
    canvas: Canvas, stage: Stage, item: Placed, shaded: Mapping[str, Geometry], knee: KneeEdge | None
) -> None:
    """A part's flat colour and its one step of shade."""
    part = item.part
    assert part is not None
    far = far_side(item, stage.left, stage.across)
    canvas.fill(item.shape, item.role, FAR if far else 100)
    canvas.fill(shin_shade(item, knee), item.role, round(TURNED * (FAR if far else 100) / 100))
    shade = shaded[item.name]
    if item.name in ("neck", "scarf") and _faces_us(stage):  # the chin's shadow
        head = next(other for other in stage.order if other.name == "head")
        shade = shade.union(shapely.affinity.translate(head.face, *CHIN_SHADOW).intersection(item.shape))
    if item.name != "pelvis":
        canvas.fill(shade, item.role, FAR_SHADE if far else SHADE)
    if part.band:
        band = outline(part.band, stage.camera.rows).intersection(item.shape)
        canvas.fill(band, "wristband", FAR if far else 100)
        canvas.fill(shade.intersection(band), "wristband", FAR_SHADE if far else SHADE)
    if part.sole:
        sole = outline([part.sole], stage.camera.rows)
        rim = sole.difference(shapely.affinity.translate(sole, 0, 1.5)).intersection(item.shape)
        canvas.fill(rim, "sole", FAR if far else 100)


def _faces_us(stage: Stage) -> bool:
    return float(stage.skeleton["head"].x @ stage.camera.toward) > -0.2


def _paint_details(canvas: Canvas, stage: Stage, item: Placed, bare: Geometry) -> None:
    """Seams, creases, and for the head the hair and face; `bare` is where no tint lies, and no crease crosses one."""
    part, camera = item.part, stage.camera
    assert part is not None
    for seam in part.seams:
        if seam.looks is None or float(seam.looks @ camera.toward) > -BEYOND:
            line = front_ring(seam.ring, camera, seam.facing).intersection(bare)
            canvas.brush(_worth(line, item), FINE, "ink-soft")
    for crease in part.creases:
        facing = 1.0 if crease.normal is None else abs(float(crease.normal @ camera.toward))
        if crease.role == "ink-soft" and crease.normal is not None:
            facing = float(crease.normal @ camera.toward)
        if facing > 0.35:
            line = LineString(smoothed(camera.flat(np.array(crease.points)), 12))
            canvas.brush(_worth(line.intersection(bare), item), FINE * crease.weight, crease.role)
    if item.edges is not None:
        canvas.stroke(item.edges, 0.85 * FINE)
    if part.head is not None:
        paint_head(canvas, item, camera, stage.person)


def _worth(seen: Geometry, item: Placed) -> Geometry:
    """The lines on an item without the scraps of a shirt's folds and seams."""
    return shapely.MultiLineString(lines(seen, SCRATCH)) if item.role == "shirt" else seen


def _tint_tone(stage: Stage, item: Placed) -> int:
    colour = getattr(stage.person.colours, item.role, None)
    return tint_tone(colour) if colour else 100
