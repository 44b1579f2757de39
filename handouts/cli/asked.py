"""Options that say which sheets to make and what is on them, shared by the commands that make sheets."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from handouts.builder.job import Job
from handouts.cli.complete import ITEMS, offers
from handouts.cli.options import USUAL, Folders

if TYPE_CHECKING:
    from handouts.library.library import Kind, Library


def _lower(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """People write A4 and DA as well."""
    return value.lower()


# an option that fills in a field of Job has that field's name
NAMES = (
    click.argument("names", nargs=-1, metavar="NAME...", shell_complete=offers(*ITEMS)),
    click.option("--all", "everything", is_flag=True, help="Every routine and every leaflet."),
    click.option("--lang", "langs", multiple=True, metavar="LANG", shell_complete=offers("languages", listed=True),
                 help="Languages, as in --lang da,sv; da+en for layout bilingual.  "
                      f"[default: {USUAL}]"),
)  # fmt: skip
LOOKS = (
    click.option("--layout", default="", metavar="NAME", shell_complete=offers("layouts"),
                 help="How the pages look.  [default: sheet, or leaflet]"),
    click.option("--fallback", is_flag=True, help="Print in English what has no words in the language."),
    click.option("--paper", default="", metavar="a4|letter", callback=_lower,
                 help="Paper size.  [default: a4]"),
    click.option("--palette", default="colour", show_default=True, metavar="colour|grey|line",
                 shell_complete=offers("palettes"), help="For the printer."),
    click.option("--date", default="", metavar="DATE", help="The day it is given, as in --date 2026-11-21."),
    click.option("--clinician", default="", metavar="NAME", help="Who gives it."),
    click.option("--note", default="", metavar="TEXT", help="A line from the clinician."),
    click.option("--font", "fonts", multiple=True, metavar="FILE",
                 help="Font for letters that the built-in ones lack, as in a name."),
    click.option("--blank", is_flag=True, help="For the pen: lines to write doses on, boxes to tick."),
    click.option("--sticker", is_flag=True, help="Leave room for a patient label."),
    click.option("--allow-expired", is_flag=True, help="Build content past its review date; the sheet says so."),
)  # fmt: skip
ONE_PATIENT = (
    click.option("--patient", default="", metavar="NAME",
                 help="Printed on the sheet; never stored, never in a file name."),
    click.option("--next", "next_visit", default="", metavar="DATE|TEXT",
                 help="The next visit, as in --next 2026-12-01."),
    click.option("--set", "changes", multiple=True, metavar="SLUG.KEY=VALUE",
                 help="Change a dose, as in cat-cow.reps=6."),
    click.option("--skip", multiple=True, metavar="SLUG", shell_complete=offers("exercises"),
                 help="Leave out an exercise, or a question of a leaflet."),
    click.option("--add", multiple=True, metavar="SLUG", shell_complete=offers("exercises"),
                 help="Add an exercise, or one that is optional."),
)  # fmt: skip


MAIN: dict[Kind, set[str]] = {"routines": {"exercises", "diary"}, "leaflets": {"questions"}}


@dataclass(frozen=True)
class Asked:
    """What somebody asks for: `every` holds what all the jobs share."""

    names: tuple[str, ...]
    everything: bool
    langs: tuple[str, ...]
    every: Job

    def jobs(self, folders: Folders) -> list[Job]:
        """One job for each name, language and layout; a usage error when there is no name."""
        spoken = _listed(*(self.langs or (folders.language(),)))
        layouts = _listed(self.every.layout)
        wanted = [(name, layout) for name in dict.fromkeys(self.names) for layout in layouts]
        if self.everything:
            library = folders.library()
            for kind in MAIN:
                fit = [layout for layout in layouts if _fits(library, kind, layout)]
                wanted += [(name, layout) for name in library.slugs(kind) if name not in self.names for layout in fit]
        if not wanted:
            raise click.UsageError("name at least one routine, leaflet or exercise; 'handouts list' shows them")
        return [
            dataclasses.replace(self.every, name=name, lang=lang, layout=layout)
            for name, layout in wanted
            for lang in spoken
        ]


def _listed(*options: str) -> list[str]:
    return list(dict.fromkeys(word.strip().lower() for option in options for word in option.split(",")))


def _fits(library: Library, kind: Kind, layout: str) -> bool:
    """Whether a layout prints what a kind of item is about. Raises ProblemError for an unknown layout."""
    if not layout:
        return True
    order = library.layout_source(layout).data.get("order")
    return not isinstance(order, list) or not MAIN[kind].isdisjoint(order)


def sheet_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options to a command, which gets what they say as one argument `asked`."""

    @wraps(command)
    def wrapped(
        *args: Any,
        names: tuple[str, ...],
        everything: bool,
        langs: tuple[str, ...],
        changes: tuple[str, ...],
        **rest: Any,
    ) -> Any:
        every = dataclasses.replace(_job(rest), changes=parse_changes(changes))
        return command(*args, asked=Asked(names, everything, langs, every), **rest)

    for option in reversed((*NAMES, *LOOKS, *ONE_PATIENT)):
        wrapped = option(wrapped)
    return wrapped


def record_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options that hold for all the records of a file; the command gets what they say as `defaults`.

    Their language is empty when it is not said.
    """

    @wraps(command)
    def wrapped(*args: Any, **rest: Any) -> Any:
        return command(*args, defaults=_job(rest), **rest)

    lang = click.option("--lang", default="", metavar="LANG", callback=_lower,
                        shell_complete=offers("languages"),
                        help=f"Where a record names none.  [default: {USUAL}]")  # fmt: skip
    for option in reversed((lang, *LOOKS)):
        wrapped = option(wrapped)
    return wrapped


def _job(options: dict[str, Any]) -> Job:
    """A job without a name of what the options say; they are taken out of `options`."""
    own = {field.name for field in dataclasses.fields(Job)} & options.keys()
    return Job(name="", **{key: options.pop(key) for key in own})


def parse_changes(changes: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """`cat-cow.reps=6` as nested dicts; a usage error when it has another form."""
    found: dict[str, dict[str, str]] = {}
    for change in changes:
        place, equals, value = change.partition("=")
        slug, dot, key = place.partition(".")
        if not (slug and dot and key and equals and value):
            raise click.UsageError(f"--set {change}: write SLUG.KEY=VALUE, such as cat-cow.reps=6")
        found.setdefault(slug, {})[key] = value
    return found
