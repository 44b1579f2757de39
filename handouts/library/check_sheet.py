"""Whether a finished sheet still says what the content says today: its date, its version, its stop rules."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from handouts.library import models
from handouts.library.library import Library
from handouts.problems import ProblemError


def sheet_advice(
    library: Library, today: datetime.date, code: str, lang: str, words: str, pictures: int
) -> Iterator[tuple[str, str]]:
    """(rule, message) for what is wrong with a sheet that has this code, such as UBR-EN-GB, and these words.

    A sheet of content that this library does not have is let be.
    """
    try:
        facts = _facts(library, code.split("-")[0])
        phrases = library.phrases(lang.split("-")[0]).phrases
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
