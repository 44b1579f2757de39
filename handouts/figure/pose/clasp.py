"""Two hands together: a clasp becomes one reach and one turn for each arm (cm)."""

from __future__ import annotations

from collections.abc import Mapping

from handouts.figure.pose.reach import World, target_spot
from handouts.figure.space.vectors import Vec, length, unit
from handouts.figure.space.vocabulary import direction
from handouts.figure.spec.figure import Arm, Clasp, Hand, HandReach

SIDES = (("left", 1), ("right", -1))
APART = {"stacked": 2.4, "interlaced": 5.2}  # from the middle of the clasp to the middle of each palm
THICK = {"stacked": 3.3, "interlaced": 1.3}  # by how much the outer hand lies further out
UPWARD = {"stacked": 0.35, "interlaced": 0.0}  # of fingers that point across: crossed hands show the fingers of both
CURL = {"stacked": (16.0, 24.0), "interlaced": (34.0, 40.0)}  # fingers of the inner and the outer hand
LAID = (14.0, 20.0)  # the same of interlaced hands on the skin: the fingers lie over the other hand, not against it
MESHED = 0.5  # cm by which those hands are shifted, so that fingers lie between fingers


def clasped(arms: Mapping[str, Arm], clasp: Clasp, world: World) -> dict[str, Arm]:
    """The arms with the reaches that bring the hands together."""
    point, normal = _middle(clasp, world)
    chest = world.frames["chest"]
    across = chest.y - normal * float(chest.y @ normal)
    across = unit(across) if length(across) > 0.2 else unit(chest.z - normal * float(chest.z @ normal))
    if clasp.style == "wrist":
        return _round_wrist(arms, clasp, point, normal, across, world)
    apart, curls, found = APART[clasp.style], CURL[clasp.style], {}
    up = unit(chest.z - normal * float(chest.z @ normal))
    upward, meshed = UPWARD[clasp.style] * up, 0.0
    if clasp.style == "interlaced" and clasp.against:
        curls, meshed = LAID, MESHED
    for side, sign in SIDES:
        outer = side == clasp.outer
        at = point + across * (sign * apart) + normal * (THICK[clasp.style] if outer else 0.0)
        at = at + up * (meshed if outer else -meshed)
        found[side] = _laid(arms[side], clasp, at, unit(upward - sign * across), -normal, curls[outer], world, sign)
    return found


def _middle(clasp: Clasp, world: World) -> tuple[Vec, Vec]:
    """Where the lower palm lies, and where the backs of the hands look."""
    reach = HandReach(
        to=clasp.to, against=clasp.against, side=clasp.side, along=clasp.along, plus=clasp.plus, plus_in=clasp.plus_in
    )
    point, normal = target_spot(reach, world, 1)
    return point, direction(clasp.looks, 1) if normal is None else normal


def _laid(arm: Arm, clasp: Clasp, at: Vec, fingers: Vec, palm: Vec, curl: float, world: World, sign: int) -> Arm:
    elbows = world.axes("chest") @ direction(clasp.elbows, sign)
    reach = HandReach(to=_point(at), elbow_toward=_point(elbows))
    own = arm.hand.model_dump(exclude_unset=True) if arm.hand else {}
    turned = {"fingers": _point(fingers), "palm": _point(palm), "relative_to": "world"}
    hand = Hand.model_validate({"curl": curl, "thumb": 30.0, "oppose": 20.0, **own, **turned})
    return arm.model_copy(update={"reach": reach, "hand": hand})


def _round_wrist(
    arms: Mapping[str, Arm], clasp: Clasp, point: Vec, normal: Vec, across: Vec, world: World
) -> dict[str, Arm]:
    """The outer hand holds the wrist of the other one."""
    inner = "left" if clasp.outer == "right" else "right"
    sign = 1 if inner == "left" else -1
    found = {inner: _laid(arms[inner], clasp, point, -sign * across, -normal, 16.0, world, sign)}
    wrist = point + across * (sign * 8.0) + normal * 3.6
    found[clasp.outer] = _laid(arms[clasp.outer], clasp, wrist, sign * across, -normal, 58.0, world, -sign)
    return found


def _point(v: Vec) -> tuple[float, float, float]:
    x, y, z = (float(n) for n in v)
    return x, y, z
