"""What a new exercise, routine, leaflet, layout or clinic starts as: files that build and tell what to change."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from string import Template
from typing import TYPE_CHECKING, Any

from handouts.problems import Problem, ProblemError, did_you_mean
from handouts.source import parse

if TYPE_CHECKING:
    from handouts.authoring.pictures import OwnPicture
    from handouts.authoring.place import Files
    from handouts.library.library import Library

EXERCISES = ("shoulder-rolls", "scapular-squeeze", "doorway-stretch")  # of a new routine that names none
REVIEWED_AFTER = 2  # years
PANELS = ("start", "end")
OWN = "# pictures: {start: {file: start.jpg, credit: Photo by A. Person, licence: printed with permission}}"


@dataclass(frozen=True)
class Wish:
    """What somebody says about the new thing; what is empty gets a cautious word."""

    slug: str
    today: datetime.date
    lang: str = "en"
    name: str = ""
    purpose: str = ""
    author: str = ""
    category: str = "mobility"
    position: str = "standing"
    exercises: Sequence[str] = ()
    base: str = "sheet"
    country: str = "GB"
    paper: str = "a4"
    pictures: Sequence[OwnPicture] = ()


def words(lang: str) -> dict[str, Any]:
    """The words that new files start with. Raises ProblemError for a language that has none."""
    known = languages()
    if lang not in known:
        message = f"there are no words to start with in the language '{lang[:60]}'"
        raise ProblemError(Problem(message, hint=did_you_mean(lang[:60], known)))
    found: dict[str, Any] = parse(_text(f"words/{lang}.yaml"), f"words/{lang}.yaml").data
    return found


def languages() -> tuple[str, ...]:
    """The languages that new files can start in, sorted."""
    return tuple(sorted(path.name.removesuffix(".yaml") for path in _templates().joinpath("words").iterdir()))


def positions() -> tuple[str, ...]:
    """The starting positions for which there is a figure to start from."""
    return tuple(_positions())


def exercise(wish: Wish, drawn: bool) -> Files:
    """The files of an exercise. When it will not be drawn at once its picture says so, and so do the words of it."""
    told = words(wish.lang)
    own, said, folder = told["positions"][wish.position], told["exercise"], f"exercises/{wish.slug}"
    panels = panels_of(wish)
    steps, alts = [own["start"], own["end"], own["back"]], [own["seen"], own["done"]]
    pictures = OWN
    if wish.pictures:
        moves = (said["move"].replace("{panel}", f"{{{panel}}}") for panel in panels[1:])
        steps = [own["start"], *moves, said["return"]]
        alts = [picture.alt for picture in wish.pictures]
        pictures = "\n".join(["pictures:", *map(_own_picture, panels, wish.pictures)])
    elif not drawn:
        alts = [f"{said['to_come']} {alt}" for alt in alts]
    equipment = f"[{', '.join(_positions()[wish.position])}]"
    facts = {"equipment": equipment, "panels": ", ".join(panels), "pictures": pictures}
    lines = {
        "steps": "\n".join(f"- {_quoted(step)}" for step in steps),
        "alt": "\n".join(f"  {panel}: {_quoted(alt)}" for panel, alt in zip(panels, alts, strict=True)),
    }
    found = {
        f"{folder}/exercise.yaml": _filled("exercise.yaml", wish, **facts),
        f"{folder}/{wish.lang}.yaml": _filled("exercise-words.yaml", wish, **lines),
    }
    if not wish.pictures:
        figure = _text(f"figures/{wish.position}.yaml").rstrip()
        found[f"{folder}/figure.yaml"] = _filled("figure.yaml", wish, figure=figure)
        found.update({} if drawn else {f"{folder}/{panel}.svg": _text("to-come.svg") for panel in panels})
    return found


def panels_of(wish: Wish) -> tuple[str, ...]:
    """The names of the pictures of an exercise: the first and the last say so."""
    if not wish.pictures:
        return PANELS
    between = (f"step-{number}" for number in range(2, len(wish.pictures)))
    return PANELS[:1] if len(wish.pictures) == 1 else (PANELS[0], *between, PANELS[1])


def _own_picture(panel: str, own: OwnPicture) -> str:
    said = (
        f"credit: {json.dumps(own.credit, ensure_ascii=False)}, licence: {json.dumps(own.licence, ensure_ascii=False)}"
    )
    return f"  {panel}: {{file: {own.name(panel)}, {said}}}"


def routine(wish: Wish, library: Library) -> Files:
    """The files of a routine. Raises ProblemError for exercises that the library does not have."""
    known = library.slugs("exercises")
    wrong = [name for name in wish.exercises if name not in known]
    if wrong:
        raise ProblemError(Problem(f"there is no exercise '{n[:60]}'", hint=did_you_mean(n[:60], known)) for n in wrong)
    items = "\n".join(f"- {{exercise: {name}, basis: [house]}}" for name in wish.exercises or EXERCISES)
    return {
        f"routines/{wish.slug}/routine.yaml": _filled("routine.yaml", wish, items=items, code=free_code(wish, library)),
        f"routines/{wish.slug}/{wish.lang}.yaml": _filled("routine-words.yaml", wish),
    }


def leaflet(wish: Wish, library: Library) -> Files:
    """The files of a leaflet."""
    return {
        f"leaflets/{wish.slug}/leaflet.yaml": _filled("leaflet.yaml", wish, code=free_code(wish, library)),
        f"leaflets/{wish.slug}/{wish.lang}.yaml": _filled("leaflet-words.yaml", wish),
    }


def layout(wish: Wish, library: Library) -> Files:
    """The file of a layout that is laid over another one. Raises ProblemError when there is no such layout."""
    library.layout_source(wish.base)
    return {f"{wish.slug}.yaml": _filled("layout.yaml", wish)}


def clinic(wish: Wish) -> str:
    """The text of a clinic's file."""
    return _filled(
        "clinic.yaml", wish, languages="# languages: [da, en]" if wish.lang == "en" else f"languages: [{wish.lang}]"
    )


def free_code(wish: Wish, library: Library) -> str:
    """A code for the foot of the page that no sheet has: the first letters of the words, and a number if need be."""
    taken = set(_codes(library))
    letters = "".join(word[0] for word in wish.slug.split("-")).upper()[:5]
    letters = letters if len(letters) > 1 else wish.slug.replace("-", "").upper()[:3].ljust(2, "X")
    return next(code for n in range(1, 1000) if (code := f"{letters}{n if n > 1 else ''}") not in taken)


def spoken(slug: str) -> str:
    """A name for people, made of the name of the folder."""
    return slug.replace("-", " ").capitalize()


def _codes(library: Library) -> Iterable[str]:
    for kind, facts in (("routines", "routine.yaml"), ("leaflets", "leaflet.yaml")):
        for slug in library.slugs(kind):  # type: ignore[arg-type]
            try:
                source = library.source(f"{kind}/{slug}/{facts}")
            except ProblemError:  # a broken one elsewhere must not stop a new one
                continue
            yield str(source.data.get("code")) if source else ""


def _filled(name: str, wish: Wish, **more: str) -> str:
    told = words(wish.lang)
    said = {key: _quoted(line) for key, line in told.get(name.removesuffix("-words.yaml"), {}).items()}
    own = {
        **said,
        "slug": wish.slug,
        "lang": wish.lang,
        "name": _quoted(wish.name or spoken(wish.slug)),
        "author": _quoted(wish.author or told["author"]),
        "today": str(wish.today),
        "review": str(wish.today.replace(year=wish.today.year + REVIEWED_AFTER, day=min(wish.today.day, 28))),
        "category": wish.category,
        "position": wish.position,
        "base": wish.base,
        "country": wish.country,
        "paper": wish.paper,
    }
    if wish.purpose:
        own["purpose"] = _quoted(wish.purpose)
    if name == "layout.yaml":
        own["name"] = wish.slug
    return Template(_text(name)).substitute({**own, **more})


def _quoted(text: str) -> str:
    """Words as a YAML value: as they are when nobody could misread them, else in double quotes."""
    plain = re.fullmatch(r"[A-Za-zÆØÅÄÖæøåäö][A-Za-zÆØÅÄÖæøåäö ,.;?'{}()-]*[a-zæøåäö.?}]", text)
    return text if plain and " " in text else json.dumps(text, ensure_ascii=False)


def _positions() -> dict[str, list[str]]:
    """The equipment for each position."""
    found: dict[str, Any] = parse(_text("positions.yaml"), "positions.yaml").data
    return found


def _text(name: str) -> str:
    return _templates().joinpath(name).read_text("utf-8")


def _templates() -> Traversable:
    return files("handouts.authoring").joinpath("templates")
