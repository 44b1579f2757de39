"""Drawing a figure again after a change: only the panels that changed are painted, for an author who waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from handouts.drawing import Drawing
from handouts.figure.audit import audit
from handouts.figure.draw import MARGIN, Drawn, Figure, room, solved
from handouts.figure.panel import paint_panel, set_stage
from handouts.figure.skeleton import Skeleton
from handouts.problems import Problem

Panel = tuple[Drawing, tuple[Problem, ...]]
Memory = dict[tuple[str, str], tuple[str, Panel]]  # by slug and panel: what it was painted from, and the picture


def draw_again(figure: Figure, memory: Memory) -> Drawn:
    """What `draw_figure` draws; panels in `memory` are taken from there, new ones are put there."""
    skeletons = solved(figure)
    panels, problems = [], []
    for name in skeletons:
        key = panel_key(figure, name)
        if memory.get((figure.slug, name), ("",))[0] != key:
            memory[figure.slug, name] = (key, _draw_panel(figure, skeletons, name))
        drawing, found = memory[figure.slug, name][1]
        line, column = figure.source.where(("panels", name), key=True)  # a line may have moved and nothing else
        problems += [replace(problem, path=figure.source.path, line=line, column=column) for problem in found]
        panels.append((name, drawing))
    return Drawn(tuple(panels), tuple(problems))


def panel_key(figure: Figure, name: str) -> str:
    """Everything a panel is painted from, as text: its own pose and those that its arrows, ghost and frame need."""
    spec, first = figure.spec, next(iter(figure.poses))
    needed = {name, spec.ghost.get(name, name), *(a.start or first for a in spec.arrows if a.panel == name)}
    poses = [pose.model_dump_json() for other, pose in figure.poses.items() if spec.crop or other in needed]
    rest = spec.model_dump_json(exclude={"panels", "pose"})
    return "\n".join([rest, figure.person.model_dump_json(), repr(sorted(figure.colours.items())), *poses])


def _draw_panel(figure: Figure, skeletons: Mapping[str, Skeleton], name: str) -> Panel:
    stage = set_stage(figure.spec, figure.person, skeletons[name])
    found = audit(skeletons[name], stage.parts, room(figure, name).surfaces, name)
    paths = paint_panel(stage, skeletons, name)
    return Drawing.of(paths, figure.colours, f"{figure.slug}: {name}", MARGIN), tuple(found)
