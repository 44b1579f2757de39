"""Drawing a figure again after a change: only the panels that changed are painted, for an author who waits."""

from __future__ import annotations

from concurrent.futures import Executor

from handouts.figure.crew import paint
from handouts.figure.draw import Drawn, Figure, Panel, gathered, solved

MARKS = ("arrows", "lines", "breaths", "signs", "insets")  # each belongs to one panel
Memory = dict[tuple[str, str], tuple[str, Panel]]  # by slug and panel: what it was painted from, and the picture


def draw_again(figure: Figure, memory: Memory, helpers: Executor | None = None) -> Drawn:
    """What `draw_figure` draws; panels in `memory` are taken from there, new ones are painted and put there."""
    skeletons = solved(figure)
    keys = {name: panel_key(figure, name) for name in skeletons}
    stale = [name for name, key in keys.items() if memory.get((figure.slug, name), ("",))[0] != key]
    if stale:
        fresh = paint(figure, skeletons, stale, helpers)
        memory.update({(figure.slug, name): (keys[name], panel) for name, panel in fresh.items()})
    return gathered(figure, {name: memory[figure.slug, name][1] for name in skeletons})


def panel_key(figure: Figure, name: str) -> str:
    """Everything a panel is painted from, as text: its own pose and those that its arrows, ghost and frame need."""
    spec, first = figure.spec, next(iter(figure.poses))
    needed = {name, spec.ghost.get(name, name), *(a.start or first for a in spec.arrows if a.panel == name)}
    if spec.crop or any(pose.crop for pose in figure.poses.values()):
        needed |= set(figure.poses)  # all panels share the window
    poses = [pose.model_dump_json() for other, pose in figure.poses.items() if other in needed]
    rest = spec.model_dump_json(exclude={"panels", "pose", "highlight", *MARKS})
    marks = [repr(mark) for kind in MARKS for mark in getattr(spec, kind) if mark.panel == name]
    own = [*marks, *map(repr, spec.tints(name))]
    return "\n".join([rest, figure.person.model_dump_json(), repr(sorted(figure.colours.items())), *poses, *own])
