"""What every check of the library needs: a place to collect problems, and the questions that all kinds are asked."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import ParamSpec, TypeVar

from handouts.library import models
from handouts.library.check_advice import author_advice
from handouts.library.kinds import Kind
from handouts.library.library import FACTS, Item, Library
from handouts.library.prose import pieces, remarks
from handouts.library.reader import read
from handouts.library.translation import digest
from handouts.problems import Problem, ProblemError, did_you_mean
from handouts.rules.registry import RULES
from handouts.rules.rule import Remark
from handouts.source import Loc, Source

P = ParamSpec("P")
T = TypeVar("T")
W = TypeVar("W", bound=models.Translated)

HOUSE = "house"  # the basis of a dose that no source gives
ADDED = "added"  # the basis of a statement that no source makes


def placed(source: Source, remark: Remark) -> Problem:
    """The problem that a remark on a file tells of."""
    line, column = source.where(remark.loc, key=remark.key)
    field, level = ".".join(map(str, remark.loc)), RULES[remark.rule].level
    return Problem(remark.message, source.path, line, column, field, remark.hint, level, remark.rule)


class Findings:
    """Collects problems; `found` keeps each of them once, `cited` the sources that something refers to."""

    def __init__(self, library: Library, today: datetime.date, kinds: Mapping[str, Kind]):
        self.library = library
        self.today = today
        self.kinds = kinds
        self.found: dict[Problem, None] = {}
        self.cited: set[str] = set()
        self.sources = self.get(library.sources) or models.Sources(sources={})
        self.languages = library.slugs("languages")

    def get(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        """What the call returns, or None with its problems collected."""
        try:
            return call(*args, **kwargs)
        except ProblemError as error:
            self.found.update(dict.fromkeys(error.problems))
            return None

    def facts_of(
        self, kind: Item, slug: str, facts: Callable[[str], T], words: Callable[[str, str], object]
    ) -> tuple[Source, T] | None:
        """The file and the facts of an item, or None; then what is wrong with its words is told all the same."""
        source, found = self.get(self.library.facts_source, kind, slug), self.get(facts, slug)
        if source is not None and found is not None:
            return source, found
        for lang in self.library.languages(kind, slug):
            self.get(words, slug, lang)
        return None

    def words_of(
        self, kind: Item, slug: str, lang: str, words: Callable[[str, str], W], version: str
    ) -> tuple[Source, W] | None:
        """The file and the words of an item: of the facts' version, true to the English, plain; None when unusable."""
        source, found = self.get(self.library.words_source, kind, slug, lang), self.get(words, slug, lang)
        if source is None or found is None:
            return None
        self.version(source, found.version, version)
        if found.draft:
            hint = "make them yours, then take this line out"
            self.say("about-draft", source, ("draft",), "these words are a draft, and sheets say so", hint, key=True)
        self.translation(source, found, f"{kind}/{slug}", lang)
        self.plain(source, found, lang)
        return source, found

    def once_each(self, source: Source, field: str, key: str, names: list[str]) -> None:
        """Nothing is listed twice in a list of mappings that `key` names."""
        for index, name in enumerate(names):
            if (first := names.index(name)) != index:
                line = source.where((field, first))[0]
                self.say(
                    "listed-once", source, (field, index, key), f"'{name}' is listed twice", f"it is on line {line} too"
                )

    def say(self, rule: str, source: Source, loc: Loc, message: str, hint: str = "", *, key: bool = False) -> None:
        """Add the problem of a rule that is broken at a place of a file."""
        self.remark(source, [Remark(rule, loc, message, hint, key)])

    def remark(self, source: Source, remarks: Iterable[Remark]) -> None:
        """Add what was found in a file by itself."""
        self.found.update(dict.fromkeys(placed(source, remark) for remark in remarks))

    def references(
        self, source: Source, ids: Iterable[str], loc: Loc, *, beside: str = "", listed: bool = True
    ) -> None:
        """Each id is in the bibliography, or is the one word that may stand beside them."""
        known = self.sources.sources
        for index, name in enumerate(ids):
            self.cited.add(name)
            if name not in known and name != (beside or None):
                place = (*loc, index) if listed else loc
                self.say("about-sources", source, place, f"'{name}' is not in sources.yaml", did_you_mean(name, known))

    def named(self, source: Source, prefix: str, keys: Iterable[str], languages: Iterable[str]) -> None:
        """Each key has a phrase in the languages of its item."""
        for index, key in enumerate(keys):
            phrase = f"{prefix}_{key.replace('-', '_')}"
            for lang in languages:
                known = self.get(self.library.phrases, lang)
                if known is not None and phrase not in known.phrases:
                    field = {"muscle": "muscles"}.get(prefix, prefix)
                    hint = f"add {phrase} to phrases/{lang}.yaml"
                    self.say("phrases-missing", source, (field, index), f"there is no phrase for '{key}'", hint)

    def imprint(self, source: Source, facts: models.Routine | models.Leaflet) -> None:
        """What is printed says who made it, is under review, and not past it."""
        self.remark(source, author_advice(facts.author))
        if facts.review_by <= facts.published:
            self.say("about-dates", source, ("review_by",), "is not after the day it was published")
        elif facts.review_by < self.today:
            kind = "routine" if isinstance(facts, models.Routine) else "leaflet"
            hint = f"have the {kind} reviewed, then set a new date"
            self.say("about-expired", source, ("review_by",), "has passed", hint)

    def match(
        self,
        source: Source,
        loc: Loc,
        said: Iterable[str],
        known: Iterable[str],
        what: str,
        missing: str,
        rule: str = "words-match",
    ) -> None:
        """The keys at `loc` are those that the facts name; `missing` is the hint for one that is not there."""
        keys, names = list(said), list(known)
        for name in names:
            if missing and name not in keys:
                self.say(rule, source, (*loc, name), "is missing", missing)
        for name in keys:
            if name not in names:
                self.say(rule, source, (*loc, name), f"is not {what}", did_you_mean(name, names), key=True)

    def other(self, source: Source | None, name: str) -> None:
        """A file whose model lives outside the library; only its YAML is checked when the model is not there."""
        kind = self.kinds.get(name)
        if source and kind and (found := self.get(read, kind.model, source)):
            self.remark(source, kind.advice(found, self.today))

    # Words

    def languages_of(self, kind: Item, slug: str) -> list[str]:
        """The languages of an item; it lacks those for which its own folder has the words that every sheet needs.

        A clinic that adds an exercise in its one language is not asked for all that the built-in library speaks.
        """
        own = self.library.languages(kind, slug)
        source = self.get(self.library.facts_source, kind, slug)
        if source is not None and not own:
            message = "there are no words for it in any language"
            self.say("language-none", source, (), message, "add en.yaml beside it")
        elif source is not None:
            file = self.library.content.find(f"{kind}/{slug}/{FACTS[kind]}")
            assert file is not None  # it has just been read
            for lang in self.languages:
                if lang not in own and (file.parents[2] / f"safety/words/{lang}.yaml").is_file():
                    message = f"has no words in the language '{lang}', which its folder offers"
                    hint = f"write {lang}.yaml, or build with --fallback"
                    self.say("language-missing", source, (), message, hint)
        return own

    def plain(self, source: Source, words: models.Translated, lang: str) -> None:
        """The words are easy to read."""
        glossary = self.get(self.library.glossary, lang)
        self.remark(source, remarks(list(pieces(words)), lang, glossary.terms if glossary else {}))

    def version(self, source: Source, own: str, facts: str) -> None:
        """Words tell the version of their facts."""
        if own != facts:
            message = f"these words tell version {own}, but the facts are version {facts}"
            self.say(
                "about-version", source, ("version",), message, "read them against the facts, then set the version"
            )

    def translation(self, source: Source, words: models.Translated, folder: str, lang: str) -> None:
        """A translation says which English text it was made of, and that text is still the same."""
        if lang == "en":
            if words.translates:
                message = "the English text translates nothing"
                self.say("translation-drift", source, ("translates",), message, "leave it out", key=True)
            return
        english = self.get(self.library.source, f"{folder}/en.yaml")
        if english is None:
            return
        now = digest(english)
        if words.translates is None:
            hint = f'write "{now}" when it says what {english.path} says'
            self.say("translation-drift", source, ("translates",), "is missing", hint)
        elif words.translates != now:
            message = "the English text has changed since this translation"
            hint = f'read it against {english.path}, then write "{now}"'
            self.say("translation-drift", source, ("translates",), message, hint)
