"""Checks that phrases say the same in every language, and that warning signs have words wherever they are used."""

from __future__ import annotations

import re

from handouts.library import models
from handouts.library.check_advice import country_advice, stop_rule_advice
from handouts.library.findings import Findings
from handouts.source import Loc, Source

_SLOT = re.compile(r"\{([^{}]*)\}")


def check_phrases(check: Findings) -> None:
    """Each language has the phrases of the English file, with the same slots, and says how it writes dates."""
    english = check.get(check.library.phrases, "en")
    for lang in check.languages:
        own = check.get(check.library.phrases, lang)
        source = check.get(check.library.source, f"phrases/{lang}.yaml")
        if english is None or own is None or source is None or lang == "en":
            continue
        if own.formats is None:
            check.say(
                "phrases-missing",
                source,
                ("formats",),
                "is missing",
                "say how dates are written, as phrases/en.yaml does",
            )
        for key, phrase in english.phrases.items():
            if key not in own.phrases:
                check.say("phrases-missing", source, ("phrases", key), "is missing", f"in English: {_example(phrase)}")
            elif _slots(own.phrases[key]) != _slots(phrase):
                message = f"needs the same slots as in English: {_example(phrase)}"
                check.say("phrases-missing", source, ("phrases", key), message)
        for key in own.phrases.keys() - english.phrases.keys():
            check.say("phrases-unused", source, ("phrases", key), "has no English phrase", key=True)


def check_safety(check: Findings) -> None:
    """Each sign of a country, or of the general list, has words in each language, and each country a way to ask."""
    used: set[str] = set()
    general = check.get(check.library.general_signs)
    source = check.get(check.library.source, "safety/general.yaml")
    if general and source:
        for level, signs in (("emergency", general.emergency), ("urgent", general.urgent)):
            _once_each(check, source, (level,), signs, used)
    told = check.get(check.library.safety_words, "en")
    english = tuple(told.stop_rules) if told else ()
    countries = [country for name in check.library.slugs("countries") if (country := _country(check, name, used))]
    for name in check.library.content.names("safety/words"):
        lang = name.removesuffix(".yaml")
        words = check.get(check.library.safety_words, lang)
        source = check.get(check.library.source, f"safety/words/{name}")
        if words is None or source is None:
            continue
        check.translation(source, words, "safety/words", lang)
        check.plain(source, words, lang)
        check.remark(source, stop_rule_advice(words, english))
        for country in countries:
            if country not in words.routes:
                hint = "say whom to ask in this country"
                check.say("safety-words", source, ("routes", country), "is missing", hint)
        for sign in used - words.signs.keys():
            check.say("safety-words", source, ("signs", sign), "is missing", "a country lists this sign")
        for sign in words.signs.keys() - used:
            check.say("safety-words-unused", source, ("signs", sign), "is used by no country", key=True)


def _country(check: Findings, name: str, used: set[str]) -> models.Country | None:
    safety = check.get(check.library.safety, name)
    source = check.get(check.library.source, f"safety/{name}.yaml")
    if safety is None or source is None:
        return None
    check.remark(source, country_advice(safety, check.today))
    if safety.country.lower() != name:
        message = f"is not the country of the file's name, {name.upper()}"
        check.say("safety-country", source, ("country",), message)
    for level, signs in (("emergency", safety.emergency.signs), ("urgent", safety.urgent.signs)):
        _once_each(check, source, (level, "signs"), signs, used)
    return safety.country


def _once_each(check: Findings, source: Source, loc: Loc, signs: tuple[str, ...], used: set[str]) -> None:
    for index, sign in enumerate(signs):
        if sign in signs[:index]:
            check.say("listed-once", source, (*loc, index), f"'{sign}' is listed twice")
        used.add(sign)


def _slots(phrase: str | models.Plural) -> set[str]:
    text = phrase if isinstance(phrase, str) else phrase.other
    return set(_SLOT.findall(text))


def _example(phrase: str | models.Plural) -> str:
    return phrase if isinstance(phrase, str) else phrase.other
