"""The words of a sheet in its language, or in English where it has none and that is allowed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

from handouts.compose.request import Request
from handouts.compose.words import Words
from handouts.library.library import Item, Library
from handouts.library.models import SafetyWords, Translated
from handouts.problems import Problem, ProblemError
from handouts.source import Loc, Source

T = TypeVar("T", bound=Translated)
T_co = TypeVar("T_co", covariant=True)
ENGLISH = "en"
HINT = "translate it, or build with --fallback"


class Said(NamedTuple, Generic[T_co]):
    """The words of one item: `chrome` are the phrases of the same language, `tag` that language if not the sheet's."""

    own: T_co
    chrome: Words
    tag: str


class Speech:
    """Finds words. `borrowed` tells afterwards whether English ones had to be used, `draft` whether any are a draft."""

    def __init__(self, library: Library, request: Request):
        self._library, self._request = library, request
        self.words = self._chrome(request.language)
        self.borrowed = self.draft = False

    def item(self, kind: Item, slug: str, read: Callable[[str, str], T]) -> Said[T]:
        """The words of an item; `read` is the library's method for its kind. Raises ProblemError."""
        self._library.facts_source(kind, slug)
        return self._said(f"{kind}/{slug}", lambda lang: read(slug, lang))

    def place(self, kind: Item, slug: str, said: Said[T], loc: Loc) -> tuple[str, int, int]:
        """The path, line and column of something that an item's words say, or should say."""
        lang = ENGLISH if said.tag else self._request.language
        source = self._library.source(f"{kind}/{slug}/{lang}.yaml")
        return (source.path, *source.where(loc)) if source else ("", 0, 0)

    def safety(self) -> Said[SafetyWords]:
        """Stop rules, warning signs and disclaimers. Raises ProblemError."""
        return self._said("safety/words", self._library.safety_words)

    def _said(self, folder: str, read: Callable[[str], T]) -> Said[T]:
        lang, source = self._request.language, self._library.source
        english = None if source(f"{folder}/{lang}.yaml") else source(f"{folder}/{ENGLISH}.yaml")
        # where there are none at all, to read them says what is missing
        said = self._english(english, read) if english else Said(read(lang), self.words, "")
        self.draft |= said.own.draft
        return said

    def _english(self, source: Source, read: Callable[[str], T]) -> Said[T]:
        if not self._request.fallback:
            path = source.path.removesuffix(f"{ENGLISH}.yaml") + f"{self._request.language}.yaml"
            message = f"there are no words for it in the language '{self._request.language}'"
            raise ProblemError(Problem(message, path, hint=HINT))
        self.borrowed = True
        return Said(read(ENGLISH), self._chrome(ENGLISH), f"{ENGLISH}-GB")

    def _chrome(self, lang: str) -> Words:
        return self._library.remembered(("chrome", lang), lambda: self._words(lang))

    def _words(self, lang: str) -> Words:
        phrases = self._library.phrases(lang)
        source = self._library.source(f"phrases/{lang}.yaml")
        return Words(phrases, source.path if source else "")
