"""Cel shade: one darker step on the side of each form that turns from the light, and the shadow on the floor (cm)."""

from __future__ import annotations

import itertools
from collections.abc import Sequence, Set
from typing import Any

import numpy as np
import shapely
from shapely import Polygon, affinity

from handouts.figure.paint.scene import Placed
from handouts.figure.props.prop import Prop
from handouts.figure.space.solids import Hull, Part
from handouts.figure.space.vectors import Vec, unit, vec
from handouts.figure.view.camera import Camera
from handouts.figure.view.project import all_simplified, closed, opened, outline, polygons, simplified

Geometry = Any
SHADE, FAR_SHADE = 86, 77  # percent of the colour
FAR = 89
FAR_SIDE = 0.525  # cosine from which a limb is on the far side; seen from higher or from nearer the front, none is
ACROSS = 0.2  # share of a forearm or hand before the trunk from which its arm is nearer than the trunk
ARM = ("-upper-arm", "-forearm", "-hand")
TRUNK = ("torso", "hem", "pelvis")
SLIT, ROUGH = 1.3, 0.08  # widest such gap, and how roughly it is looked for, cm
DEEP, SHALLOW = 1.9, 1.2  # width of the shaded crescent of trunk and legs, and of thinner forms
BROAD = ("shirt", "legs", "left-leg", "right-leg")
CUFF = 2.4  # cm of a limb that lie in the shade of the sleeve or leg it comes out of, from a little inside it on
REACH = 60.0  # cm above the floor from which a part still throws a shadow
# A shadow below this area (cm²) looks like a stain when nothing that throws it is lower than this above the floor (cm).
SCRAP, LIFTED = 220.0, 20.0
LEANS, FALLS = 24.0, (1.5, -3.0)  # cm from a wall within which a part throws a shadow on it, and how that falls
UP = vec(0.0, 0.0, 1.0)
# How far the light has gone from straight before a wall (0) to where we stand (1): the nearer to us, the closer a
# shadow stays to what throws it. From straight before the wall, a back that leans on it seems to stand away from it.
BESIDE_US = 0.75
SOFT = 6.0  # cm; a gap in such a shadow up to twice as wide, as between two shins, would be a scrap of light


def shades(order: Sequence[Placed], camera: Camera) -> dict[str, Geometry]:
    """The shaded area of every body part: the side of its form that turns from the light, and what a cuff shades."""
    turned, cuffs = _crescents(order), _under_cuffs(order, camera)
    names, areas, shapes = [], [], []
    for item in order:
        if item.part is not None:
            area = turned[f"{item.part.group}/{item.part.role}"]
            names.append(item.name)
            areas.append(area.union(cuffs[item.name]) if item.name in cuffs else area)
            shapes.append(item.shape)
    return dict(zip(names, shapely.intersection(areas, shapes), strict=True))


def _under_cuffs(order: Sequence[Placed], camera: Camera) -> dict[str, Geometry]:
    """By limb, the ring of it next to the cuff it comes out of: so a limb that points at us is seen to come forward."""
    looks = {name: unit(look) for item in order if item.part for name, look in item.openings.items()}
    rings = {}
    for item in order:
        if item.name in looks and item.part and item.part.reach and item.part.reach[0] > 0:  # bare from there on
            look, inner = looks[item.name], item.part.stations[0]
            outer = inner._replace(centre=inner.centre + CUFF * look)
            ring = outline([(inner, outer)], camera.rows)
            toward_us = float(look @ camera.toward) > 0  # then what lies beyond the ring hides part of it
            rings[item.name] = ring.difference(outline([(outer,)], camera.rows)) if toward_us else ring
    return rings


def _crescents(order: Sequence[Placed]) -> dict[str, Geometry]:
    """Shaded area by group: the form without itself moved towards the light, up and left."""
    groups: dict[str, list[Geometry]] = {}
    for item in order:
        if item.part is not None:
            groups.setdefault(f"{item.part.group}/{item.role}", []).append(item.shape)
    forms = all_simplified(closed(np.array([shapely.union_all(shapes) for shapes in groups.values()]), 1.5))
    widths = np.array([DEEP if key.split("/")[0] in BROAD else SHALLOW for key in groups])
    steps = np.repeat(widths[:, None] * (-1.0, 0.9), shapely.get_num_coordinates(forms), axis=0)
    lit = shapely.transform(forms, lambda points: points + steps)
    return dict(zip(groups, all_simplified(opened(shapely.difference(forms, lit), 0.12)), strict=True))


def far_side(item: Placed, left: float, across: Set[int]) -> bool:
    """Whether a limb is on the side away from the viewer.

    `left` is how much the pelvis' left side faces it, `across` has the sides whose arm crosses before the trunk.
    """
    if item.role == "shirt" or (item.side in across and item.name.endswith(ARM)):
        return False  # a sleeve is one colour with its shirt
    return -item.side * left > FAR_SIDE


def arms_across(order: Sequence[Placed]) -> frozenset[int]:
    """Sides (1 left, -1 right) whose forearm or hand lies before the trunk; `order` is from back to front."""
    names = [item.name for item in order]
    if "torso" not in names:
        return frozenset()
    torso = names.index("torso")
    trunk = order[torso].shape
    lower = [item for item in order[torso + 1 :] if item.name.endswith(ARM[1:])]
    return frozenset(i.side for i in lower if i.shape.intersection(trunk).area > ACROSS * i.shape.area)


def slits(order: Sequence[Placed], scale: float = 1.0) -> Geometry:
    """Gaps between an arm and the trunk that their outlines would fill with ink: they lie in the shade instead.

    `scale` is by how much the picture is enlarged, and its lines are finer.
    """
    trunk, arms = (
        shapely.union_all([item.shape for item in order if item.part is not None and item.name.endswith(names)])
        for names in (TRUNK, ("-sleeve", "-cuff", *ARM))
    )
    both = simplified(trunk.union(arms), ROUGH)
    gaps = polygons(closed(both, SLIT / scale / 2, 2).difference(both))
    return shapely.union_all([gap for gap in gaps if max(gap.distance(trunk), gap.distance(arms)) < 2 * ROUGH])


def floor_shadow(parts: Sequence[Part], rests: Sequence[Hull], camera: Camera) -> Geometry:
    """Shadow on the floor: what is near it, pressed flat, with soft corners."""
    flat = camera.rows @ np.diag([1.0, 1.0, 0.0])
    shapes = [*_within(REACH, parts, UP), *rests]
    if not shapes:
        return shapely.Polygon()
    soft = outline(shapes, flat, corners=12).buffer(3, 6).buffer(-1.4, 6).simplify(0.15)
    pieces = polygons(soft)
    if any(part.area < SCRAP for part in pieces):
        standing = [*_within(LIFTED, parts, UP), *rests]
        foot = outline(standing, flat, corners=12) if standing else shapely.Polygon()
        pieces = [part for part in pieces if part.area > SCRAP or part.intersects(foot)]
    return shapely.union_all([Polygon(part.exterior) for part in pieces])


def wall_shadow(parts: Sequence[Part], wall: Prop, camera: Camera) -> Geometry:
    """Shadow on a wall that is seen from its front: what is near it, thrown by a light that stands almost beside us."""
    assert wall.looks is not None
    away, at = wall.looks, float(wall.looks @ wall.quad[0])
    near = _within(at + LEANS, parts, away)
    if not near:
        return Polygon()
    light = (1 - BESIDE_US) * away + BESIDE_US * camera.toward
    light /= float(light @ away)
    flat = camera.rows @ (np.eye(3) - np.outer(light, away))
    shift = camera.flat(at * light) + FALLS
    return closed(affinity.translate(outline(near, flat, corners=12), *shift), SOFT, 6)


def _within(reach: float, parts: Sequence[Part], away: Vec) -> list[Hull]:
    """What of the body lies less far than `reach` (cm) in a direction: the trunk hull by hull, a limb as one.

    The hollows of a limb never show in a shadow.
    """
    found: list[Hull] = []
    for part in parts:
        first = np.flatnonzero(np.diff(part.solids.hull, prepend=-1))
        near = np.minimum.reduceat(part.solids.centres @ away, first) < reach
        low = list(itertools.compress(part.hulls, near))
        found += low if part.name in TRUNK else [tuple(e for hull in low for e in hull)] if low else []
    return found
