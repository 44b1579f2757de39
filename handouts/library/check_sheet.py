"""Whether a finished sheet says what the content says today, and keeps for itself whom it is for."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from html import unescape

from handouts.library import models
from handouts.library.library import Library
from handouts.problems import ProblemError


def sheet_advice(
    library: Library,
    today: datetime.date,
    code: str,
    lang: str,
    words: str,
    pictures: int,
    outside: Sequence[tuple[str, str]] = (),
) -> Iterator[tuple[str, str]]:
    """(rule, message) for what is wrong with a sheet that has this code, such as UBR-EN-GB, and these words.

    `outside` are names and values of what is said of it beside its pages. Of a sheet whose content this library does
    not have, only these are looked at.
    """
    try:
        phrases = library.phrases(lang.split("-")[0]).phrases
    except ProblemError:
        return
    yield from _private(str(phrases.get("name", "")), words, outside)
    try:
        facts = _facts(library, code.split("-")[0])
    except ProblemError:
        return
    if facts is None:
        return
    if facts.review_by < today:
        yield "sheet-expired", f"its content was to be reviewed by {facts.review_by}"
    told = re.search(_pattern(phrases.get("version_x")), words)
    if told and told[1] != facts.version:
        yield "sheet-outdated", f"it tells version {told[1]}; the content is at version {facts.version}"
    stop = phrases.get("stop_title")
    if pictures and isinstance(facts, models.Routine) and isinstance(stop, str) and stop not in words:
        yield "sheet-stop-rule", f"it has exercises, and nowhere '{stop}'"


def _private(label: str, words: str, outside: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Names are only told on the page: they are looked for outside of it, and never said again."""
    for name in re.findall(rf"^{re.escape(label)} (.+)$", words, re.MULTILINE) if label else ():
        for where, value in outside:
            if _tells(_letters(unescape(value)), _letters(name)):
                yield "sheet-private", f"the {where} tells the name of the patient"


def _tells(said: Sequence[str], name: Sequence[str]) -> bool:
    """Whether words tell a name, its last part first or last, written as one word or more."""
    wanted = {"".join(name), "".join((*name[-1:], *name[:-1]))}
    runs = (said[at : at + count] for at in range(len(said)) for count in range(1, len(name) + 1))
    return any("".join(run) in wanted for run in runs)


def _letters(text: str) -> list[str]:
    """Its words, without case and what stands between them."""
    return re.findall(r"[^\W_]+", text.casefold())


def _facts(library: Library, code: str) -> models.Routine | models.Leaflet | None:
    for slug in library.slugs("routines"):
        if (routine := library.routine(slug)).code == code:
            return routine
    for slug in library.slugs("leaflets"):
        if (leaflet := library.leaflet(slug)).code == code:
            return leaflet
    return None


def _pattern(phrase: models.Line | models.Plural | None) -> str:
    """A pattern that finds the version in a phrase such as `version {x}`; one that finds nothing when there is none."""
    return re.escape(phrase).replace(r"\{x\}", r"([0-9]+\.[0-9]+)") if isinstance(phrase, str) else r"(?!)"
