"""Checks the library as a whole: what nothing uses, and what has the same name as something else."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.library import models
from handouts.library.findings import Findings
from handouts.library.library import FACTS
from handouts.source import Source


def check_whole(check: Findings) -> None:
    """Sources that nothing cites, exercises and education blocks that nothing prints, codes and names used twice.

    Call it last: what is cited is known only then.
    """
    _unused_sources(check)
    _unused_exercises(check)
    _unused_education(check)
    _same_codes(check)
    _same_names(check)


def _unused_sources(check: Findings) -> None:
    for source in check.get(check.library.source_layers, "sources.yaml") or ():
        entries = source.data.get("sources")
        for name in entries if isinstance(entries, dict) else ():
            entry = check.sources.sources.get(name)
            # weak ones stay, as a record of what was judged and never printed
            if entry and entry.quality == "ok" and name not in check.cited:
                message = "nothing refers to this source"
                check.say("about-sources-unused", source, ("sources", name), message, "cite it, or remove it", key=True)


def _unused_exercises(check: Findings) -> None:
    routines = [check.get(check.library.routine, slug) for slug in check.library.slugs("routines")]
    if None in routines:  # what a broken one uses is not known
        return
    used = {item.exercise for routine in routines if routine for item in routine.items}
    for slug in check.library.slugs("exercises"):
        facts = check.get(check.library.exercise, slug)
        source = check.get(check.library.facts_source, "exercises", slug)
        if source is None or facts is None:
            continue
        if slug not in used and facts.stands_alone is None and _beside_routines(check, slug):
            hint = "add it to one, or say why not: stands_alone: REASON"
            check.say("exercise-unused", source, (), "is in no routine", hint)
        elif slug in used and facts.stands_alone:
            check.say("exercise-unused", source, ("stands_alone",), "is in a routine", "leave this out", key=True)


def _beside_routines(check: Findings, slug: str) -> bool:
    """Whether the content folder of an exercise has routines: who writes exercises alone prints them alone."""
    file = check.library.content.find(f"exercises/{slug}/{FACTS['exercises']}")
    return file is not None and (file.parents[2] / "routines").is_dir()


def _unused_education(check: Findings) -> None:
    leaflets = [check.get(check.library.leaflet, slug) for slug in check.library.slugs("leaflets")]
    if None in leaflets:
        return
    used = {slug for leaflet in leaflets if leaflet for slug in leaflet.education}
    for slug in check.library.slugs("education"):
        source = check.get(check.library.facts_source, "education", slug)
        if source is not None and slug not in used:
            check.say("education-unused", source, (), "is in no leaflet", "add it to the education of one")


def _same_codes(check: Findings) -> None:
    """The code in the foot of a page tells which sheet it is from."""
    first: dict[str, str] = {}
    for slug, facts, source in _sheets(check):
        other = first.setdefault(facts.code, slug)
        if other != slug:
            message = f"is the code of '{other}' too"
            check.say("about-code", source, ("code",), message, "give each sheet its own")


def _same_names(check: Findings) -> None:
    """A name is all that `build` and `show` are told."""
    taken = dict.fromkeys(check.library.slugs("exercises"), "an exercise")
    for slug, facts, source in _sheets(check):
        what = "a routine" if isinstance(facts, models.Routine) else "a leaflet"
        other = taken.setdefault(slug, what)
        if other != what:
            message = f"{other} has the name '{slug}' too"
            check.say("name-unique", source, (), message, "rename one of the folders")


def _sheets(check: Findings) -> Iterator[tuple[str, models.Routine | models.Leaflet, Source]]:
    for slug in check.library.slugs("routines"):
        routine = check.get(check.library.routine, slug)
        source = check.get(check.library.facts_source, "routines", slug)
        if routine and source:
            yield slug, routine, source
    for slug in check.library.slugs("leaflets"):
        leaflet = check.get(check.library.leaflet, slug)
        source = check.get(check.library.facts_source, "leaflets", slug)
        if leaflet and source:
            yield slug, leaflet, source
