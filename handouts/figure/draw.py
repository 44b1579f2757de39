"""From figure.yaml to drawings: poses merged and solved, panels painted, everything found wrong reported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from handouts.drawing import Drawing
from handouts.figure.checks import check_poses, with_holds
from handouts.figure.paint.chart import PLAIN, chart_leaders
from handouts.figure.paint.highlight import muscle_patches
from handouts.figure.paint.leaders import with_leaders
from handouts.figure.paint.panel import set_stage
from handouts.figure.paint.scene import Sights
from handouts.figure.picture import paint_panel
from handouts.figure.pose.audit import audit
from handouts.figure.pose.contact import solve
from handouts.figure.pose.skeleton import Skeleton
from handouts.figure.pose.surfaces import Room
from handouts.figure.props.props import furnished
from handouts.figure.spec.figure import RIVALS, FigureSpec, Pose
from handouts.figure.spec.people import LONG_SLEEVE, Person
from handouts.library.layers import Layers
from handouts.library.reader import read
from handouts.problems import Problem, ProblemError, did_you_mean
from handouts.source import Source, load

MARGIN = 40  # units around the picture
FOLDERS = ("exercises", "education")  # kinds of content that may have a figure.yaml


@dataclass(frozen=True)
class Figure:
    """A figure.yaml that has been read: its spec, one full pose per panel, and the person in it."""

    slug: str
    spec: FigureSpec
    poses: Mapping[str, Pose]
    person: Person
    colours: Mapping[str, str]
    source: Source
    file: Path


@dataclass(frozen=True)
class Drawn:
    """The finished panels in order, and what is wrong with them."""

    panels: tuple[tuple[str, Drawing], ...]
    problems: tuple[Problem, ...]


class Panel(NamedTuple):
    """One finished panel, and what is wrong with it, without a place in the file."""

    drawing: Drawing
    problems: tuple[Problem, ...]


def merged(base: Any, over: Any) -> Any:
    """Plain data laid over plain data: mappings merge, everything else replaces."""
    if not isinstance(base, dict) or not isinstance(over, dict):
        return over
    given = [key for key in over if key in RIVALS and over[key] is not None]
    base = {key: value for key, value in base.items() if not any(key in RIVALS[name] for name in given)}
    return {**base, **{key: merged(base[key], value) if key in base else value for key, value in over.items()}}


def figure_names(content: Layers) -> list[str]:
    """Everything that has a figure.yaml: exercises, then education blocks."""
    return [name for kind in FOLDERS for name in content.names(kind) if content.find(f"{kind}/{name}/figure.yaml")]


def load_figure(content: Layers, layouts: Layers, slug: str, person: str | None = None) -> Figure:
    """Read the figure of an exercise or education block. Raises ProblemError with every problem of the file."""
    places = [f"{kind}/{slug}/figure.yaml" for kind in FOLDERS]
    place = next(filter(content.find, places), places[0])
    message = f"the exercise '{slug}' has no figure.yaml"
    source = _file(content, place, message, did_you_mean(slug, figure_names(content)))
    spec = read(FigureSpec, source)
    _check_muscles(spec, source)
    poses = {name: with_holds(_pose(content, source, name), spec.props) for name in spec.panels}
    if found := check_poses(spec, poses, source):
        raise ProblemError(found)
    who = dressed(read_person(content, person or spec.person), spec)
    colours = {**_palette_roles(layouts), **person_colours(who), **(PLAIN if spec.chart else {})}
    file = content.find(place)
    assert file is not None  # it has just been read
    return Figure(slug, spec, poses, who, colours, source, file)


def read_person(content: Layers, slug: str) -> Person:
    """One of the drawn people. Raises ProblemError with the names there are."""
    known = [name.removesuffix(".yaml") for name in content.names("people")]
    hint = did_you_mean(slug, known)
    return read(Person, _file(content, f"people/{slug}.yaml", f"no person is called '{slug}'", hint))


def dressed(person: Person, spec: FigureSpec) -> Person:
    """The person in what the figure asks for."""
    changes: dict[str, Any] = {} if spec.shorts is None else {"shorts": spec.shorts}
    if spec.wristband:
        changes["wristband"] = spec.wristband
    if spec.long_sleeves or spec.chart:  # no cuffs on a bare arm
        changes["sleeve"] = LONG_SLEEVE
    return person.model_copy(update=changes) if changes else person


def person_colours(person: Person) -> dict[str, str]:
    """Colours of the roles that belong to the person, derived ones included."""
    own = {name: str(value) for name, value in person.colours.model_dump(exclude_none=True).items()}
    own.setdefault("scarf", own["hair"])
    own.setdefault("brow", own["hair"])
    own["hair-line"] = _mixed(own["scarf" if person.hair == "headscarf" else "hair"])
    return own


def _mixed(colour: str) -> str:
    """A line colour that shows on hair: lighter on dark hair, darker on light hair."""
    rgb = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    light = 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2] > 90
    return "#" + "".join(f"{round(c * 0.72) if light else round(c + (255 - c) * 0.24):02x}" for c in rgb)


def draw_figure(figure: Figure) -> Drawn:
    """All panels of a figure."""
    skeletons, known = solved(figure), Sights()
    return gathered(figure, {name: draw_panel(figure, skeletons, name, known) for name in skeletons})


def draw_panel(figure: Figure, skeletons: Mapping[str, Skeleton], name: str, known: Sights | None = None) -> Panel:
    """One panel. `skeletons` has every panel's, for arrows, ghosts and close-ups; `known` what other panels saw."""
    stage = set_stage(figure.spec, figure.person, skeletons[name], known=known)
    found = audit(skeletons[name], stage.parts, room(figure, name), name)
    paths = paint_panel(stage, skeletons, name)
    drawing = Drawing.of(paths, figure.colours, f"{figure.slug}: {name}", MARGIN)
    if chart := figure.spec.chart:
        drawing = with_leaders(drawing, chart_leaders(chart, stage.skeleton, stage.camera), figure.colours)
    return Panel(drawing, tuple(found))


def gathered(figure: Figure, panels: Mapping[str, Panel]) -> Drawn:
    """The panels in their order; what is wrong with them gets its place in the file."""
    problems = []
    for name in figure.poses:
        line, column = figure.source.where(("panels", name), key=True)
        problems += [replace(p, path=figure.source.path, line=line, column=column) for p in panels[name].problems]
    return Drawn(tuple((name, panels[name].drawing) for name in figure.poses), tuple(problems))


def solved(figure: Figure) -> dict[str, Skeleton]:
    """The skeleton of every panel."""
    found = {}
    for name, pose in figure.poses.items():
        offer = room(figure, name)
        found[name] = solve(pose, figure.person.build, offer.surfaces, offer.solids)
    return found


def room(figure: Figure, panel: str) -> Room:
    """What the things of a panel offer."""
    return furnished((*figure.spec.props, *figure.poses[panel].props))


def _file(layers: Layers, relative: str, message: str, hint: str = "") -> Source:
    path = layers.find(relative)
    if path is None:
        raise ProblemError(Problem(message, hint=hint))
    return load(path, layers.label(path))


def _pose(content: Layers, source: Source, panel: str) -> Pose:
    """A panel's full pose: the named base, the shared pose, then the panel's own entries."""
    shared, own = _mapping(source.data.get("pose")), _mapping(_mapping(source.data["panels"])[panel])
    data = merged(shared, own)
    base = data.get("extends")
    if base:
        loc = ("panels", panel, "extends") if "extends" in own else ("pose", "extends")
        data = merged(_base_pose(content, source, str(base), loc), data)
    try:
        return Pose.model_validate(data)
    except ValidationError as error:  # each part is sound, together they are not
        line, column = source.where(("panels", panel), key=True)
        field = ("panels", panel)
        raise ProblemError(
            Problem(
                str(detail["ctx"]["error"]) if "error" in detail.get("ctx", {}) else detail["msg"],
                source.path, line, column, ".".join(map(str, (*field, *detail["loc"]))),
            )
            for detail in error.errors(include_url=False)
        ) from None  # fmt: skip


def _base_pose(content: Layers, source: Source, name: str, loc: tuple[str, ...]) -> dict[str, Any]:
    """The data of content/poses/<name>.yaml."""
    path = content.find(f"poses/{name}.yaml")
    if path is None:
        hint = did_you_mean(name, [file.removesuffix(".yaml") for file in content.names("poses")])
        problem = Problem(f"no pose is called '{name}'", source.path, *source.where(loc), ".".join(loc), hint)
        raise ProblemError(problem)
    base = load(path, content.label(path))
    read(Pose, base)
    return base.data


def _mapping(value: Any) -> dict[str, Any]:
    """A mapping, or an empty one where the file has nothing."""
    return value if isinstance(value, dict) else {}


def _check_muscles(spec: FigureSpec, source: Source) -> None:
    problems = []
    for index, tint in enumerate(spec.highlight):
        try:
            muscle_patches(tint.muscle)
        except ValueError as error:
            loc = ("highlight", index, "muscle")
            problems.append(Problem(str(error), source.path, *source.where(loc), f"highlight.{index}.muscle"))
    if problems:
        raise ProblemError(problems)


def _palette_roles(layouts: Layers) -> dict[str, str]:
    """Colours of everything but the person, from the palette `colour`."""
    source = _file(layouts, "palettes/colour.yaml", "the palette 'colour' is missing")
    roles = source.data.get("roles") or {}
    assert isinstance(roles, dict)
    return {role: str(colour) for role, colour in roles.items()}
