"""What a figure says that cannot be: hands that reach for nothing, entries that contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from handouts.figure.pose.limbs import merged_arm, merged_leg
from handouts.figure.pose.reach import waits_for
from handouts.figure.pose.skin import PLACES
from handouts.figure.props.props import named
from handouts.figure.spec.figure import FigureSpec, HandReach, Pose
from handouts.figure.spec.props import Line, OnSkin, PropSpec
from handouts.problems import Problem, did_you_mean
from handouts.source import Source

ARMS, LEGS = ("arms", "left_arm", "right_arm"), ("legs", "left_leg", "right_leg")
# Entries beside a `reach` that have no effect: the reach says where the limb goes.
IDLE = {
    **dict.fromkeys(ARMS, ("flexion", "abduction", "rotation", "elbow", "upper_arm")),
    **dict.fromkeys(LEGS, ("flexion", "abduction", "rotation", "knee", "thigh", "shin", "knee_toward")),
}
SOLID = ("chair", "cushion", "pillow", "roller", "rolled-towel", "ball", "box", "step", "table", "desk")


def with_holds(pose: Pose, props: Iterable[PropSpec]) -> Pose:
    """The pose with its hands closed round the lines that run through them."""
    held = {
        str(waypoint).removesuffix("-hand"): spec.kind
        for spec in (*props, *pose.props)
        if isinstance(spec, Line)
        for waypoint in spec.through
        if waypoint in ("left-hand", "right-hand")
    }
    return pose.model_copy(update={"holds": {**held, **pose.holds}}) if held else pose


def check_poses(spec: FigureSpec, poses: Mapping[str, Pose], source: Source) -> list[Problem]:
    """Every finding, with its place in the file."""
    found = list(_contradictions(source))
    found += _lines(("props",), spec.props, source)
    for panel, pose in poses.items():
        found += _lines(("panels", panel, "props"), spec.panels[panel].props, source)
        things = {name for name, prop in named((*spec.props, *pose.props)) if prop.kind in SOLID}
        found += [_placed(message, hint, panel, loc, source) for message, hint, loc in _reaches(pose, things)]
    return found


def _placed(message: str, hint: str, panel: str, loc: tuple[str, ...], source: Source) -> Problem:
    """A problem at the entry of the panel, or of the shared pose, or of the panel itself."""
    for start in (("panels", panel), ("pose",)):
        for end in range(len(loc), 0, -1):
            here: Any = source.data
            for key in (*start, *loc[:end]):
                here = here.get(key) if isinstance(here, dict) else None
            if here is not None:
                where = source.where((*start, *loc[:end]), key=False)
                return Problem(message, source.path, *where, ".".join(("panels", panel, *loc)), hint)
    where = source.where(("panels", panel), key=True)
    return Problem(message, source.path, *where, ".".join(("panels", panel, *loc)), hint)


def _reaches(pose: Pose, things: set[str]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Message, hint and place within the pose."""
    known = [*PLACES, *things]
    for side in ("left", "right"):
        leg = merged_leg(pose, side).reach
        if leg is not None and leg.to is None:
            yield "`to` is missing", "", (f"{side}_leg", "reach")
    if pose.clasp and pose.clasp.against and pose.clasp.against not in known:
        yield _unknown(pose.clasp.against, known, ("clasp", "against"))
    if pose.clasp and waits_for(HandReach(to=pose.clasp.to, against=pose.clasp.against)):
        yield "a clasp cannot lie on an arm", "use `reach` of the other arm", ("clasp",)
    if pose.clasp:
        return
    waiting = {}
    for side in ("left", "right"):
        reach = merged_arm(pose, side).reach
        if reach is None:
            continue
        key = f"{side}_arm"
        if reach.against and reach.against not in known:
            yield _unknown(reach.against, known, (key, "reach", "against"))
        elif reach.to is None and reach.against is None:
            yield "`to` is missing", "or `against`", (key, "reach")
        waiting[side] = waits_for(reach)
        if waiting[side] == side:
            yield f"the {side} hand cannot reach for its own arm", "", (key, "reach")
    if (waiting.get("left"), waiting.get("right")) == ("right", "left"):
        hint = "put one of them at a point, or use `clasp`"
        yield "each hand reaches for the other arm, so neither has a place", hint, ("left_arm", "reach")


def _lines(loc: tuple[str, ...], props: Sequence[PropSpec], source: Source) -> Iterator[Problem]:
    """Waypoints on no place of the body."""
    for index, spec in enumerate(props):
        for step, waypoint in enumerate(spec.through if isinstance(spec, Line) else ()):
            if isinstance(waypoint, OnSkin) and waypoint.against not in PLACES:
                place: tuple[str | int, ...] = (*loc, index, "through", step, "against")
                message, hint, _ = _unknown(waypoint.against, list(PLACES), ())
                yield Problem(message, source.path, *source.where(place), ".".join(map(str, place)), hint)


def _unknown(name: str, known: list[str], loc: tuple[str, ...]) -> tuple[str, str, tuple[str, ...]]:
    return f"there is nothing called '{name}' to reach for", did_you_mean(name, known), loc


def _contradictions(source: Source) -> Iterator[Problem]:
    """A reach and angles of the same limb in one entry."""
    poses: list[tuple[tuple[str, ...], Any]] = [(("pose",), source.data.get("pose"))]
    panels = source.data.get("panels")
    poses += [(("panels", str(name)), pose) for name, pose in panels.items()] if isinstance(panels, dict) else []
    for loc, pose in poses:
        for limb, idle in IDLE.items():
            entry = pose.get(limb) if isinstance(pose, dict) else None
            if not isinstance(entry, dict) or not isinstance(entry.get("reach"), dict):
                continue
            for name in idle:
                if entry.get(name) is not None:
                    where = source.where((*loc, limb, name), key=True)
                    message = "has no effect beside `reach`, which says where the limb goes"
                    yield Problem(message, source.path, *where, ".".join((*loc, limb, name)), "leave one of them out")
