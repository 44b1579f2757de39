"""Whether the files of a library fit together: every reference, version, phrase and picture, all problems at once."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

from handouts.library import models
from handouts.library.check_advice import (
    exercise_advice,
    exercise_words_advice,
    routine_advice,
    routine_words_advice,
)
from handouts.library.check_conditions import check_cautions, check_conditions
from handouts.library.check_leaflets import check_education, check_leaflet
from handouts.library.check_safety import check_phrases, check_safety
from handouts.library.check_whole import check_whole
from handouts.library.findings import HOUSE, Findings
from handouts.library.kinds import KINDS, Kind
from handouts.library.library import Library
from handouts.problems import Problem
from handouts.source import Source

_SLOT = re.compile(r"\{([^{}]*)\}")


def check_library(
    library: Library, today: datetime.date, more_kinds: Mapping[str, Kind] | None = None
) -> list[Problem]:
    """Every problem of every item. `more_kinds` are those of layouts, figures and people, which live elsewhere.

    What comments silence is among them.
    """
    check = _Check(library, today, {**KINDS, **(more_kinds or {})})
    check_phrases(check)
    check_safety(check)
    check_conditions(check)
    for slug in library.slugs("exercises"):
        check.exercise(slug)
    for slug in library.slugs("routines"):
        check.routine(slug)
    for slug in library.slugs("education"):
        check_education(check, slug)
    for slug in library.slugs("leaflets"):
        check_leaflet(check, slug)
    check_whole(check)
    check.looks()
    return sorted(check.found, key=lambda problem: (problem.path, problem.line, problem.column))


class _Check(Findings):
    """The checks of exercises, routines and looks."""

    # Exercises

    def exercise(self, slug: str) -> None:
        self.other(self.get(self.library.source, f"exercises/{slug}/figure.yaml"), "figure")
        item = self.facts_of("exercises", slug, self.library.exercise, self.library.exercise_words)
        if item is None:
            return
        source, facts = item
        self.references(source, facts.basis, ("basis",), beside=HOUSE)
        self.references(source, facts.sources, ("sources",))
        for index, evidence in enumerate(facts.evidence):
            self.references(source, (evidence.source,), ("evidence", index, "source"), listed=False)
        self.basis(source, facts)
        self.remark(source, exercise_advice(facts))
        for name, keys in (("equipment", facts.equipment), ("muscle", facts.muscles), ("region", facts.region)):
            self.named(source, name, keys, self.library.languages("exercises", slug))
        for panel in facts.panels:
            self.get(self.library.drawing, slug, panel)
        for lang in self.languages_of("exercises", slug):
            self.exercise_words(slug, lang, facts)

    def basis(self, source: Source, facts: models.Exercise) -> None:
        """A dose may only rest on a source whose figure surely or probably is for this exercise."""
        told = {evidence.source for evidence in facts.evidence if evidence.certainty != "C"}
        for index, basis in enumerate(facts.basis):
            if basis != HOUSE and basis not in told:
                message = f"no evidence of certainty A or B from '{basis}' is given"
                self.say("dose-basis", source, ("basis", index), message, "add it, or write house")

    def exercise_words(self, slug: str, lang: str, facts: models.Exercise) -> None:
        item = self.words_of("exercises", slug, lang, self.library.exercise_words, facts.version)
        if item is None:
            return
        source, words = item
        what, missing = "a picture of this exercise", "say what this picture shows"
        self.match(source, ("alt",), words.alt, facts.panels, what, missing, "picture-alt")
        self.remark(source, exercise_words_advice(facts, words, lang))
        if "en" in self.library.languages("exercises", slug):
            check_cautions(self, source, "cautions", words, self.get(self.library.exercise_words, slug, "en"), lang)
        told = set(_SLOT.findall(" ".join(words.steps)))
        for panel in facts.printed:
            if len(facts.printed) > 1 and panel not in told:
                message = f"no step refers to the picture '{panel}'"
                self.say("picture-step", source, ("steps",), message, f"put {{{panel}}} into a step")

    # Routines

    def routine(self, slug: str) -> None:
        item = self.facts_of("routines", slug, self.library.routine, self.library.routine_words)
        if item is None:
            return
        source, facts = item
        self.references(source, facts.sources, ("sources",))
        self.imprint(source, facts)
        known = {part.exercise: self.get(self.library.exercise, part.exercise) for part in facts.items}
        self.remark(source, routine_advice(facts, {name: it.position for name, it in known.items() if it}))
        self.once_each(source, "items", "exercise", [part.exercise for part in facts.items])
        for index, part in enumerate(facts.items):
            self.references(source, part.basis, ("items", index, "basis"), beside=HOUSE)
        for lang in self.languages_of("routines", slug):
            self.routine_words(slug, lang, facts)

    def routine_words(self, slug: str, lang: str, facts: models.Routine) -> None:
        item = self.words_of("routines", slug, lang, self.library.routine_words, facts.version)
        if item is None:
            return
        source, words = item
        self.remark(source, routine_words_advice(words))
        if "en" in self.library.languages("routines", slug):
            check_cautions(self, source, "not_when", words, self.get(self.library.routine_words, slug, "en"), lang)
        listed = [part.exercise for part in facts.items]
        self.match(source, ("items",), words.items, listed, "an exercise of this routine", "")
        for name in listed:
            if lang not in self.library.languages("exercises", name):
                message = f"its exercise '{name}' has no words in this language"
                self.say("words-match", source, (), message, f"add {lang}.yaml to the exercise")
        for relative in (f"phrases/{lang}.yaml", f"safety/words/{lang}.yaml"):
            if self.library.content.find(relative) is None:
                self.say("reference-dead", source, (), f"there is no {relative}", "add it")

    # Looks

    def looks(self) -> None:
        for name in self.library.slugs("palettes"):
            self.get(self.library.palette, name)
        for name in self.library.slugs("layouts"):
            self.other(self.get(self.library.layout_source, name), "layout")
        for folder, kind in (("people", "person"), ("poses", "pose")):
            for name in self.library.content.names(folder):
                if name.endswith(".yaml"):
                    self.other(self.get(self.library.source, f"{folder}/{name}"), kind)
