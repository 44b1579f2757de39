"""Checks that what rules an exercise out, such as weak bones or a pregnancy, does so in every language.

Cautions are sentences, so that they can say what to do instead. The glossary of each language tells by which words they
name a condition.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from handouts.library import models
from handouts.library.findings import Findings
from handouts.source import Source

Warned = models.ExerciseWords | models.RoutineWords


def check_conditions(check: Findings) -> None:
    """A glossary that names conditions has words for the same ones as the English one."""
    english = check.get(check.library.glossary, "en")
    for lang in check.languages:
        own = check.get(check.library.glossary, lang)
        source = check.get(check.library.source, f"glossary/{lang}.yaml")
        if english is None or own is None or source is None or not own.conditions:
            continue
        for name in english.conditions.keys() - own.conditions.keys():
            said = english.conditions[name][0]
            check.say("safety-condition", source, ("conditions", name), "is missing", f"in English: {said}")
        for name in own.conditions.keys() - english.conditions.keys():
            message = "is no condition of the English glossary"
            check.say("safety-condition", source, ("conditions", name), message, "add it there", key=True)


def check_cautions(
    check: Findings, source: Source, field: str, words: Warned, english: Warned | None, lang: str
) -> None:
    """Each condition that the English cautions name is in these as well."""
    known, own = check.get(check.library.glossary, "en"), check.get(check.library.glossary, lang)
    if lang == "en" or not (english and known and own):
        return
    there = named(_lines(words, field), own.conditions)
    for name in named(_lines(english, field), known.conditions):
        if name in own.conditions and name not in there:
            message = f"does not name '{known.conditions[name][0]}', as the English words do"
            hint = f"say it, such as '{own.conditions[name][0]}'"
            check.say("safety-condition", source, (field,), message, hint)


def named(cautions: Sequence[str], conditions: Mapping[str, Sequence[str]]) -> list[str]:
    """The conditions that some lines tell of; a word counts when it begins so: `gravid` is in `graviditet`."""
    text = " ".join(cautions)
    return [
        name
        for name, words in conditions.items()
        if re.search(rf"\b(?:{'|'.join(map(re.escape, words))})", text, re.IGNORECASE)
    ]


def _lines(words: Warned, field: str) -> Sequence[str]:
    value = getattr(words, field)
    return (value,) if isinstance(value, str) else value
