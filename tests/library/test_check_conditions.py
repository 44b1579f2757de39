"""What rules an exercise out does so in each language."""

from __future__ import annotations

import pytest

from handouts.library.check import check_library
from handouts.library.check_conditions import named
from handouts.library.library import Library
from tests.content import REACH_WORDS, TODAY, change, put
from tests.sample import library

REACH = "exercises/demo-reach"
ROUTINE = "routines/demo"


def found(content) -> list[str]:
    problems = check_library(Library.load([content]), TODAY)
    own = [str(problem) for problem in problems if problem.rule == "safety-condition"]
    return [told.replace(f"{content}/", "") for told in own if told.startswith(str(content))]


@pytest.fixture
def warned(content):
    """An exercise that is not for everybody, in English and Danish."""
    change(content, f"{REACH}/en.yaml", "- Stop when tired.", "- Weak bones, or pregnant? Ask first.")
    danish = REACH_WORDS.replace("- Stop when tired.", "- Skøre knogler eller graviditet? Spørg først.")
    put(content, f"{REACH}/da.yaml", danish)
    return content


def test_the_same_conditions_in_other_words(warned) -> None:
    assert found(warned) == []


def test_a_condition_that_a_translation_leaves_out(warned) -> None:
    change(warned, f"{REACH}/da.yaml", "Skøre knogler eller graviditet?", "Gravid?")
    assert found(warned) == [
        f"{REACH}/da.yaml:10:1: cautions: does not name 'weak bones', as the English words do"
        " (say it, such as 'skøre knogler')"
    ]


def test_for_whom_a_routine_is_not(content) -> None:
    words = "version: '1.3'\ntitle: T\npurpose: P.\naudience: A.\nnot_when: ingen.\nprogression: [M.]\n"
    put(content, f"{ROUTINE}/sv.yaml", words)
    assert found(content) == []
    change(content, f"{ROUTINE}/en.yaml", "not_when: nobody.", "not_when: people with a broken bone.")
    assert [told.split(" (")[0] for told in found(content)] == [
        f"{ROUTINE}/sv.yaml:5:11: not_when: does not name 'broken bone', as the English words do"
    ]


def test_glossaries_name_the_same_conditions(content) -> None:
    put(content, "glossary/en.yaml", "terms: {}\nconditions:\n  spasm: [spasm]\n  fever: [fever]\n")
    put(content, "glossary/da.yaml", "terms: {}\nconditions:\n  spasm: [hold]\n  cough: [hoste]\n")
    put(content, "glossary/sv.yaml", "terms: {}\n")  # names none: another language may be added step by step
    assert found(content) == [
        "glossary/da.yaml:3:3: conditions.fever: is missing (in English: fever)",
        "glossary/da.yaml:4:3: conditions.cough: is no condition of the English glossary (add it there)",
    ]


def test_words_are_known_by_how_they_begin() -> None:
    conditions = {"pregnancy": ["gravid"], "bones": ["skøre knogler", "osteoporose"], "disc": ["diskus"]}
    assert named(["Sent i graviditeten?", "Osteoporose."], conditions) == ["pregnancy", "bones"]
    assert named(["Højgravid? Prøv en cd-diskus."], conditions) == ["disc"]


def test_the_library_names_conditions_in_each_language() -> None:
    english = library().glossary("en").conditions
    cautions = [line for slug in library().slugs("exercises") for line in library().exercise_words(slug, "en").cautions]
    assert len(named(cautions, english)) > 12
    assert all(library().glossary(lang).conditions.keys() == english.keys() for lang in ("da", "sv"))
