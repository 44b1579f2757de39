"""The English words of routines, leaflets and education blocks are as plain as the standards ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from handouts.library.library import Library
from handouts.library.prose import lix, sentences

LIBRARY = Library.load()
KINDS = (
    ("routines", LIBRARY.routine_words),
    ("leaflets", LIBRARY.leaflet_words),
    ("education", LIBRARY.education_words),
)
ITEMS = [(kind, slug, words) for kind, words in KINDS for slug in LIBRARY.slugs(kind)]
ALL = pytest.mark.parametrize(("kind", "slug", "words"), ITEMS, ids=[f"{kind}/{slug}" for kind, slug, _ in ITEMS])


def lines(value: Any) -> Iterator[str]:
    """Every text of words, those in lists and tables too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from lines(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from lines(one)


def prose(words: Any, slug: str) -> list[str]:
    told = words(slug, "en").model_dump(exclude={"version", "translates"})
    return list(lines(told))


@ALL
def test_sentences_are_short_and_words_are_plain(kind, slug, words) -> None:
    text = prose(words, slug)
    assert [s for line in text for s in sentences(line) if len(s.split()) > 25] == []
    assert [line for line in text if re.search(r"\barch(es|ed|ing)?\b|[½¼¾%]|\b\d/\d", line, re.IGNORECASE)] == []
    assert lix(text) < 35


@pytest.mark.parametrize("slug", LIBRARY.slugs("leaflets"))
def test_answers_are_two_to_five_sentences(slug) -> None:
    for key, question in LIBRARY.leaflet_words(slug, "en").questions.items():
        told = [sentence for paragraph in question.answer for sentence in sentences(paragraph)]
        assert 2 <= len(told) <= 5, key
        assert question.question.endswith("?"), key


@pytest.mark.parametrize("slug", LIBRARY.slugs("leaflets"))
def test_pictures_have_a_line_under_them(slug) -> None:
    captions = LIBRARY.leaflet_words(slug, "en").captions
    assert {picture.question for picture in LIBRARY.leaflet(slug).pictures} == set(captions)


@pytest.mark.parametrize("slug", LIBRARY.slugs("routines"))
def test_a_routine_says_for_whom_and_when_not(slug) -> None:
    words = LIBRARY.routine_words(slug, "en")
    assert words.audience[0].islower(), "it goes on after 'This sheet is for'"
    assert words.not_when[0].islower(), "it goes on after 'It is not for'"
    assert words.progression
    assert set(words.items) <= {item.exercise for item in LIBRARY.routine(slug).items}


def test_leaflets_print_every_education_block() -> None:
    printed = [block for slug in LIBRARY.slugs("leaflets") for block in LIBRARY.leaflet(slug).education]
    assert sorted(printed) == LIBRARY.slugs("education")
