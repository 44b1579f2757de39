"""`handouts new`: files to start from, or a copy of what the library has."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from handouts.cli.complete import ITEMS, offers
from handouts.cli.options import CLINIC, CONTENT, ENGLISH, LAYOUTS, USUAL, Folders, library_options

if TYPE_CHECKING:
    from handouts.authoring.pictures import OwnPicture
    from handouts.authoring.place import Place
    from handouts.authoring.starters import Wish
    from handouts.library.library import Library

KINDS = ("exercise", "routine", "leaflet", "layout", "clinic")
FOR = {  # which kinds an option is for
    "name": ("exercise", "routine", "leaflet", "clinic"), "purpose": ("exercise", "routine", "leaflet"),
    "author": ("routine", "leaflet"), "category": ("exercise",), "position": ("exercise",), "exercises": ("routine",),
    "base": ("layout",), "country": ("clinic",), "paper": ("clinic",),
    "lang": ("exercise", "routine", "leaflet", "clinic"),
}  # fmt: skip
MOST_PICTURES = 8
CATEGORIES = ("mobility", "stretch", "warm-up", "strength", "posture", "release", "aerobic")
POSITIONS = ("standing", "sitting", "all-fours", "kneeling", "supine", "prone", "side-lying")


@click.command(name="new")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("slug", required=False)
@click.option("--name", metavar="TEXT", help="What people read.  [default: made of SLUG]")
@click.option("--purpose", metavar="TEXT", help="What it is good for, in one sentence.")
@click.option("--lang", metavar="LANG", help=f"Of its words: da, en or sv.  [default: {USUAL}]")
@click.option("--author", metavar="TEXT", help="Of a routine or leaflet: name and role.")
@click.option("--position", type=click.Choice(POSITIONS), help="Of an exercise: how it starts.  [default: standing]")
@click.option("--category", type=click.Choice(CATEGORIES), help="Of an exercise.  [default: mobility]")
@click.option("--exercises", metavar="SLUG,...", shell_complete=offers("exercises", listed=True),
              help="Of a routine, in order.")  # fmt: skip
@click.option("--base", metavar="LAYOUT", shell_complete=offers("layouts"),
              help="The layout that a new one is laid over.  [default: sheet]")  # fmt: skip
@click.option("--country", metavar="GB|DK|...", help="Of the clinic.  [default: that of the language]")
@click.option("--paper", type=click.Choice(["a4", "letter"]), help="Of the clinic.  [default: a4]")
@click.option("--picture", "pictures", multiple=True, type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Of an exercise: your own photograph or drawing, in order; needs the next three.")  # fmt: skip
@click.option("--alt", "alts", multiple=True, metavar="TEXT", help="What that picture shows, one for each.")
@click.option("--credit", default="", metavar="TEXT", help="Who made the pictures; printed on the sheet.")
@click.option("--licence", default="", metavar="TEXT", help="How they may be used, such as 'printed with permission'.")
@click.option("--copy", "copying", is_flag=True, help="Copy what the library has under this name, to change it.")
@click.option("--from", "original", metavar="SLUG", shell_complete=offers(*ITEMS, "layouts"),
              help="Copy what the library has under that name.")  # fmt: skip
@click.option("--force", is_flag=True, help="Replace files that are there.")
@library_options
def command(
    kind: str, slug: str | None, copying: bool, original: str | None, force: bool, folders: Folders,
    pictures: tuple[Path, ...], alts: tuple[str, ...], credit: str, licence: str, **said: str | None,
) -> None:  # fmt: skip
    """Make files to start from: an exercise, routine, leaflet or layout called SLUG, or clinic.yaml.

    They build at once and their comments say what to change. They lie in the folders 'content' and 'layouts' here,
    where all commands find them. On a terminal it asks for what you leave out.

    \b
    Example:
      handouts new exercise arm-raise --position sitting
      handouts new exercise arm-raise --picture me.jpg --alt "A man stands." --credit Me --licence CC0
      handouts new exercise cat-cow --copy
      handouts new routine monday-class --exercises cat-cow,childs-pose
      handouts new clinic --name "Harbour Physiotherapy"
    """  # noqa: D301 - Click keeps the lines behind a real backspace as they are
    _refuse(kind, slug, copying, original, said)
    if (pictures or alts or credit or licence) and (kind != "exercise" or copying or original):
        raise click.UsageError("--picture and what belongs to it are for a new exercise")
    ask = _on_a_terminal() and not folders.quiet
    if kind == "clinic":
        written = _clinic(folders, said, ask, force)
        slug = "upper-back-relief"
    else:
        slug = slug or (click.prompt("Name of the folder, such as arm-raise") if ask else None)
        if not slug:
            raise click.UsageError(f"say how the {kind} is called, such as: handouts new {kind} my-{kind}")
        own = _own_pictures(pictures, alts, credit, licence, ask)
        written = _item(kind, slug, slug if copying else original, folders, said, own, ask, force)
    if not folders.quiet:
        for path in written:
            click.echo(str(path))
        lang = "" if copying or original else said["lang"] or _language(folders)
        click.echo(f"next: {_next(kind, slug, folders, lang)}")


def _refuse(kind: str, slug: str | None, copying: bool, original: str | None, said: dict[str, str | None]) -> None:
    """A usage error for options that do not go together."""
    if copying and original:
        raise click.UsageError("--copy keeps the name, --from gives another one: use one of them")
    if kind == "clinic" and (slug or copying or original):
        raise click.UsageError("there is one clinic here: 'handouts new clinic' takes no name and copies nothing")
    for option, value in said.items():
        if value is not None and kind not in FOR[option]:
            raise click.UsageError(f"--{option} is not for a {kind}")
        if value is not None and (copying or original):
            raise click.UsageError(f"--{option}: a copy says what the original says; change it in the file")


def _clinic(folders: Folders, said: dict[str, str | None], ask: bool, force: bool) -> list[Path]:
    from handouts.authoring.place import write_files
    from handouts.authoring.starters import clinic
    from handouts.library.models import Country
    from handouts.problems import Problem, ProblemError, did_you_mean

    path = folders.clinic or CLINIC
    countries = get_args(Country)
    if path.exists() and not force:
        raise ProblemError(Problem("is there already", str(path), hint="change it, or replace it with --force"))
    wish = _asked("clinic", "our-clinic", folders, said, ask)
    if wish.country.upper() not in countries:
        raise ProblemError(Problem(f"--country: '{wish.country[:20]}' is not known", hint=did_you_mean("", countries)))
    wish = replace(wish, country=wish.country.upper())
    return write_files({path: clinic(wish)}, path.absolute().parent, force)


def _own_pictures(
    pictures: Sequence[Path], alts: Sequence[str], credit: str, licence: str, ask: bool
) -> tuple[OwnPicture, ...]:
    """The pictures with all that has to be said of them; a usage error when it is not said."""
    from handouts.authoring.pictures import OwnPicture

    if ask and pictures:
        alts = [*alts, *(click.prompt(f"What {path.name} shows, in one sentence") for path in pictures[len(alts) :])]
        credit = credit or click.prompt("Who made the pictures")
        licence = licence or click.prompt("How they may be used", "printed with permission")
    if (
        len(alts) != len(pictures)
        or len({bool(pictures), bool(credit), bool(licence)}) > 1
        or len(pictures) > MOST_PICTURES
    ):
        message = f"up to {MOST_PICTURES} times --picture, with as many times --alt, and --credit and --licence once"
        raise click.UsageError(f"say all of it: {message}")
    return tuple(OwnPicture(path, alt, credit, licence) for path, alt in zip(pictures, alts, strict=True))


def _item(
    kind: str, slug: str, original: str | None, folders: Folders, said: dict[str, str | None],
    own: tuple[OwnPicture, ...], ask: bool, force: bool,
) -> list[Path]:  # fmt: skip
    from handouts.authoring import starters
    from handouts.authoring.copies import copied
    from handouts.authoring.pictures import check_pictures, put_pictures
    from handouts.authoring.place import check_name

    place = _place(folders)
    check_name(place, kind, slug, force or original == slug)
    check_pictures(own)
    wish = replace(_asked(kind, slug, folders, said, ask and not original), pictures=own)
    drawing = kind == "exercise" and not original and not own
    if original:
        files = copied(kind, original, wish, _beneath(folders, place) if original == slug else place.library)
    elif kind == "exercise":
        files = starters.exercise(wish, drawn=_can_draw())
    else:
        made = {"routine": starters.routine, "leaflet": starters.leaflet, "layout": starters.layout}
        files = made[kind](wish, place.library)
    written = place.write(kind, files, force)
    if drawing and _can_draw():
        written += _drawn(place, slug)
    if own:
        written += put_pictures(own, starters.panels_of(wish), place.content / "exercises" / slug)
    return written


def _place(folders: Folders) -> Place:
    """The folders to write into: the last ones that were named, else those of the working folder."""
    from handouts.authoring.place import Place
    from handouts.library.library import Library

    content, layouts = (folders.content or (CONTENT,))[-1], (folders.layouts or (LAYOUTS,))[-1]
    there = [[path for path in paths if path.is_dir()] for paths in (folders.content, folders.layouts)]
    return Place(content, layouts, Library.load(*there))


def _beneath(folders: Folders, place: Place) -> Library:
    """The library without the folders that are written into: what a copy under the same name is laid over."""
    from handouts.library.library import Library

    content = [path for path in folders.content if path.is_dir() and path != place.content]
    return Library.load(content, [path for path in folders.layouts if path.is_dir() and path != place.layouts])


def _asked(kind: str, slug: str, folders: Folders, said: dict[str, str | None], ask: bool) -> Wish:
    """What was said in options, and on a terminal in answers."""
    from handouts.authoring.starters import EXERCISES, Wish, spoken, words
    from handouts.builder.job import COUNTRIES
    from handouts.library.models import Country

    lang = said.get("lang") or _language(folders)
    told = words(lang)
    country = COUNTRIES.get(lang, "GB")
    questions: dict[str, tuple[str, Any, Sequence[str]]] = {
        "name": ("Name, as people read it", spoken(slug), ()),
        "purpose": ("What it is good for, in one sentence", told.get(kind, {}).get("purpose", ""), ()),
        "author": ("Author: name, role", told["author"], ()),
        "category": ("Kind of exercise", "mobility", CATEGORIES),
        "position": ("How it starts", "standing", POSITIONS),
        "exercises": ("Exercises in order, with commas", ",".join(EXERCISES), ()),
        "base": ("The layout it is laid over", "sheet", ()),
        "country": ("Country", country, get_args(Country)),
        "paper": ("Paper", "a4", ("a4", "letter")),
    }
    answers: dict[str, Any] = {key: value for key, value in said.items() if value is not None}
    for key, (question, default, choices) in questions.items():
        if ask and kind in FOR[key] and key not in answers:
            answers[key] = click.prompt(
                question, default, type=click.Choice(choices, case_sensitive=False) if choices else str
            )
    if "exercises" in answers:
        answers["exercises"] = tuple(name.strip() for name in answers["exercises"].split(",") if name.strip())
    return Wish(slug, datetime.date.today(), **{"lang": lang, "country": country, **answers})


def _language(folders: Folders) -> str:
    """The language of sheets here, when new files can start in it, else English."""
    from handouts.authoring.starters import languages

    usual = folders.language()
    return usual if usual in languages() else ENGLISH


def _on_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _can_draw() -> bool:
    from importlib.util import find_spec

    return all(find_spec(name) for name in ("numpy", "shapely"))


def _drawn(place: Place, slug: str) -> list[Path]:
    """Draw the pictures of a new exercise beside its figure."""
    from handouts.figure.bake import bake
    from handouts.figure.draw import draw_figure, load_figure
    from handouts.library.library import Library

    library = Library.load((place.content,))
    figure = load_figure(library.content, library.layouts, slug)
    return bake(figure, draw_figure(figure))


def _next(kind: str, slug: str, folders: Folders, lang: str) -> str:
    """The command that shows what was made."""
    name = f"upper-back-relief --layout {slug}" if kind == "layout" else slug
    where = [f"--{option} {path}" for option in ("content", "layouts") for path in getattr(folders, option)
             if path not in (CONTENT, LAYOUTS)]  # fmt: skip
    plain = kind in ("layout", "clinic") or lang in ("", folders.language())
    spoken = [] if plain else [f"--lang {lang}"]
    return " ".join(["handouts watch", name, "--serve", *spoken, *where])
