"""Whether the files of a library fit together: every reference, version, phrase and picture, all problems at once."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from typing import ParamSpec, TypeVar

from pydantic import BaseModel

from handouts.library import models
from handouts.library.kinds import MODELS
from handouts.library.library import Library
from handouts.library.reader import read
from handouts.problems import Level, Problem, ProblemError, did_you_mean
from handouts.source import Loc, Source

P = ParamSpec("P")
T = TypeVar("T")

HOUSE = "house"  # the basis of a dose that no source gives
_SLOT = re.compile(r"\{([^{}]*)\}")


def check_library(
    library: Library, today: datetime.date, more_models: Mapping[str, type[BaseModel]] | None = None
) -> list[Problem]:
    """Every problem of every item. `more_models` are those of layouts, figures and people, which live elsewhere."""
    check = _Check(library, today, {**MODELS, **(more_models or {})})
    check.phrases()
    check.safety()
    for slug in library.slugs("exercises"):
        check.exercise(slug)
    for slug in library.slugs("routines"):
        check.routine(slug)
    check.looks()
    return sorted(check.found, key=lambda problem: (problem.path, problem.line, problem.column))


class _Check:
    """Collects problems; `found` keeps each of them once."""

    def __init__(self, library: Library, today: datetime.date, kinds: Mapping[str, type[BaseModel]]):
        self.library = library
        self.today = today
        self.kinds = kinds
        self.found: dict[Problem, None] = {}
        self.sources = self.get(library.sources) or models.Sources(sources={})
        self.languages = library.slugs("languages")

    def get(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        """What the call returns, or None with its problems collected."""
        try:
            return call(*args, **kwargs)
        except ProblemError as error:
            self.found.update(dict.fromkeys(error.problems))
            return None

    def say(
        self,
        source: Source,
        loc: Loc,
        message: str,
        hint: str = "",
        *,
        key: bool = False,
        level: Level = "error",
    ) -> None:
        line, column = source.where(loc, key=key)
        self.found[Problem(message, source.path, line, column, ".".join(map(str, loc)), hint, level)] = None

    # Exercises

    def exercise(self, slug: str) -> None:
        source = self.get(self.library.facts_source, "exercises", slug)
        facts = self.get(self.library.exercise, slug)
        self.other(f"exercises/{slug}/figure.yaml", "figure")
        if source is None or facts is None:
            for lang in self.library.languages("exercises", slug):
                self.get(self.library.exercise_words, slug, lang)
            return
        self.references(source, facts.basis, ("basis",), house=True)
        self.references(source, facts.sources, ("sources",))
        for index, evidence in enumerate(facts.evidence):
            self.references(source, (evidence.source,), ("evidence", index, "source"), listed=False)
        self.basis(source, facts)
        for name, keys in (("equipment", facts.equipment), ("muscle", facts.muscles), ("region", facts.region)):
            self.named(source, name, keys)
        for panel in facts.panels:
            self.get(self.library.drawing, slug, panel)
        languages = self.library.languages("exercises", slug)
        if not languages:
            self.say(source, (), "there are no words for it in any language", "add en.yaml beside it")
        for lang in languages:
            self.exercise_words(slug, lang, facts)

    def basis(self, source: Source, facts: models.Exercise) -> None:
        """A dose may only rest on a source whose figure surely or probably is for this exercise."""
        told = {evidence.source for evidence in facts.evidence if evidence.certainty != "C"}
        for index, basis in enumerate(facts.basis):
            if basis != HOUSE and basis not in told:
                message = f"no evidence of certainty A or B from '{basis}' is given"
                self.say(source, ("basis", index), message, "add it, or write house", level="warning")

    def exercise_words(self, slug: str, lang: str, facts: models.Exercise) -> None:
        source = self.get(self.library.words_source, "exercises", slug, lang)
        words = self.get(self.library.exercise_words, slug, lang)
        if source is None or words is None:
            return
        self.version(source, words.version, facts.version)
        for panel in facts.panels:
            if panel not in words.alt:
                self.say(source, ("alt", panel), "is missing", "say what this picture shows")
        for name in words.alt:
            if name not in facts.panels:
                hint = did_you_mean(name, facts.panels)
                self.say(source, ("alt", name), "is not a picture of this exercise", hint, key=True)
        told = set(_SLOT.findall(" ".join(words.steps)))
        for panel in facts.printed:
            if len(facts.printed) > 1 and panel not in told:
                message = f"no step refers to the picture '{panel}'"
                self.say(source, ("steps",), message, f"put {{{panel}}} into a step", level="warning")

    # Routines

    def routine(self, slug: str) -> None:
        source = self.get(self.library.facts_source, "routines", slug)
        facts = self.get(self.library.routine, slug)
        if source is None or facts is None:
            for lang in self.library.languages("routines", slug):
                self.get(self.library.routine_words, slug, lang)
            return
        self.references(source, facts.sources, ("sources",))
        self.dates(source, facts)
        first: dict[str, int] = {}
        for index, item in enumerate(facts.items):
            self.references(source, item.basis, ("items", index, "basis"), house=True)
            if first.setdefault(item.exercise, index) != index:
                line = source.where(("items", first[item.exercise]))[0]
                message = f"'{item.exercise}' is listed twice"
                self.say(source, ("items", index, "exercise"), message, f"it is on line {line} too")
        languages = self.library.languages("routines", slug)
        if not languages:
            self.say(source, (), "there are no words for it in any language", "add en.yaml beside it")
        for lang in languages:
            self.routine_words(slug, lang, facts)

    def dates(self, source: Source, facts: models.Routine) -> None:
        if facts.review_by <= facts.published:
            self.say(source, ("review_by",), "is not after the day it was published")
        elif facts.review_by < self.today:
            self.say(source, ("review_by",), "has passed", "have the routine reviewed, then set a new date")

    def routine_words(self, slug: str, lang: str, facts: models.Routine) -> None:
        source = self.get(self.library.words_source, "routines", slug, lang)
        words = self.get(self.library.routine_words, slug, lang)
        if source is None or words is None:
            return
        self.version(source, words.version, facts.version)
        for item in facts.items:
            if lang not in self.library.languages("exercises", item.exercise):
                message = f"its exercise '{item.exercise}' has no words in this language"
                self.say(source, (), message, f"add {lang}.yaml to the exercise")
        for relative in (f"phrases/{lang}.yaml", f"safety/words/{lang}.yaml"):
            if self.library.content.find(relative) is None:
                self.say(source, (), f"there is no {relative}", "add it")

    # Phrases and safety

    def phrases(self) -> None:
        english = self.get(self.library.phrases, "en")
        for lang in self.languages:
            own = self.get(self.library.phrases, lang)
            source = self.get(self.library.source, f"phrases/{lang}.yaml")
            if english is None or own is None or source is None or lang == "en":
                continue
            for key, phrase in english.phrases.items():
                if key not in own.phrases:
                    self.say(source, ("phrases", key), "is missing", f"in English: {_example(phrase)}")
                elif _slots(own.phrases[key]) != _slots(phrase):
                    self.say(source, ("phrases", key), f"needs the same slots as in English: {_example(phrase)}")
            for key in own.phrases.keys() - english.phrases.keys():
                self.say(source, ("phrases", key), "has no English phrase", key=True, level="warning")

    def safety(self) -> None:
        used: set[str] = set()
        countries = [country for name in self.library.slugs("countries") if (country := self.country(name, used))]
        for name in self.library.content.names("safety/words"):
            lang = name.removesuffix(".yaml")
            words = self.get(self.library.safety_words, lang)
            source = self.get(self.library.source, f"safety/words/{name}")
            if words is None or source is None:
                continue
            for country in countries:
                if country not in words.routes:
                    self.say(source, ("routes", country), "is missing", "say whom to ask in this country")
            for sign in used - words.signs.keys():
                self.say(source, ("signs", sign), "is missing", "a country lists this sign")
            for sign in words.signs.keys() - used:
                self.say(source, ("signs", sign), "is used by no country", key=True, level="warning")

    def country(self, name: str, used: set[str]) -> models.Country | None:
        safety = self.get(self.library.safety, name)
        source = self.get(self.library.source, f"safety/{name}.yaml")
        if safety is None or source is None:
            return None
        if safety.country.lower() != name:
            self.say(source, ("country",), f"is not the country of the file's name, {name.upper()}")
        for level, signs in (("emergency", safety.emergency.signs), ("urgent", safety.urgent.signs)):
            for index, sign in enumerate(signs):
                if sign in used.intersection(signs[:index]):
                    self.say(source, (level, "signs", index), f"'{sign}' is listed twice")
                used.add(sign)
        return safety.country

    # Looks

    def looks(self) -> None:
        for name in self.library.slugs("palettes"):
            self.get(self.library.palette, name)
        if model := self.kinds.get("layout"):
            for name in self.library.slugs("layouts"):
                if source := self.get(self.library.layout_source, name):
                    self.get(read, model, source)
        for folder, kind in (("people", "person"), ("poses", "pose")):
            for name in self.library.content.names(folder):
                if name.endswith(".yaml"):
                    self.other(f"{folder}/{name}", kind)

    def other(self, relative: str, kind: str) -> None:
        """A file whose model lives outside the library; only its YAML is checked when the model is not there."""
        source = self.get(self.library.source, relative)
        if source and kind in self.kinds:
            self.get(read, self.kinds[kind], source)

    # What several of them need

    def references(
        self, source: Source, ids: Iterable[str], loc: Loc, *, house: bool = False, listed: bool = True
    ) -> None:
        known = self.sources.sources
        for index, name in enumerate(ids):
            if name not in known and not (house and name == HOUSE):
                place = (*loc, index) if listed else loc
                self.say(source, place, f"'{name}' is not in sources.yaml", did_you_mean(name, known))

    def named(self, source: Source, prefix: str, keys: Iterable[str]) -> None:
        """Each key has a phrase in every language."""
        for index, key in enumerate(keys):
            phrase = f"{prefix}_{key.replace('-', '_')}"
            for lang in self.languages:
                known = self.get(self.library.phrases, lang)
                if known is not None and phrase not in known.phrases:
                    field = {"muscle": "muscles"}.get(prefix, prefix)
                    hint = f"add {phrase} to phrases/{lang}.yaml"
                    self.say(source, (field, index), f"there is no phrase for '{key}'", hint)

    def version(self, source: Source, own: str, facts: str) -> None:
        if own != facts:
            message = f"these words tell version {own}, but the facts are version {facts}"
            self.say(source, ("version",), message, "read them against the facts, then set the version")


def _slots(phrase: str | models.Plural) -> set[str]:
    text = phrase if isinstance(phrase, str) else phrase.other
    return set(_SLOT.findall(text))


def _example(phrase: str | models.Plural) -> str:
    return phrase if isinstance(phrase, str) else phrase.other
