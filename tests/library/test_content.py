"""The built-in content keeps the rules that a program can check (see the standards)."""

from __future__ import annotations

import re

import pytest

from handouts.library.layers import builtin
from handouts.library.library import Library
from handouts.library.sides import both_sides, one_side, tell_of_both

LIBRARY = Library.load()
EXERCISES = LIBRARY.slugs("exercises")
ROUTINES = LIBRARY.slugs("routines")
SLOT = re.compile(r" ?\{[a-z-]+\}")


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?])\s+", SLOT.sub("", text).strip()) if part]


def prose(slug: str) -> list[str]:
    words = LIBRARY.exercise_words(slug, "en")
    more = (words.purpose, words.easier, words.harder)
    written = [*words.steps, words.feel, *words.cautions, *words.mistakes, *filter(None, more), *words.alt.values()]
    return [*map(both_sides, written), *filter(None, map(one_side, filter(tell_of_both, written)))]


def test_the_routine_has_its_eight_exercises_in_order() -> None:
    assert [item.exercise for item in LIBRARY.routine("upper-back-relief").items] == [
        "thoracic-extension-chair",
        "scapular-squeeze",
        "doorway-stretch",
        "cat-cow",
        "wall-angel",
        "childs-pose",
        "thread-the-needle",
        "thoracic-rotation-seated",
    ]


@pytest.mark.parametrize("slug", EXERCISES)
def test_steps_are_short_and_show_the_pictures(slug) -> None:
    words, facts = LIBRARY.exercise_words(slug, "en"), LIBRARY.exercise(slug)
    assert 3 <= len(words.steps) <= 5
    if facts.printed[0] == facts.panels[0]:
        assert f"{{{facts.panels[0]}}}" in " ".join(words.steps[:2])
    for panel in facts.printed:
        assert sum(f"{{{panel}}}" in step for step in words.steps) == 1
    for step in words.steps:
        assert all(len(sentence.split()) <= 15 for sentence in sentences(step)), step


@pytest.mark.parametrize("slug", EXERCISES)
def test_words_are_plain(slug) -> None:
    for text in prose(slug):
        assert not re.search(r"\barch(es|ed|ing)?\b", text, re.IGNORECASE), text
        assert not re.search(r"[½¼%]|\d/\d", text), text
        assert all(len(sentence.split()) <= 25 for sentence in sentences(text)), text
        assert text.endswith((".", "!", "?")), text


@pytest.mark.parametrize("slug", EXERCISES)
def test_words_fit_where_they_are_printed(slug) -> None:
    words = LIBRARY.exercise_words(slug, "en")
    assert words.feel[0].islower(), "it goes on after 'You should feel it'"
    assert len(words.short_name or words.name) <= 28
    assert len(set(words.alt.values())) == len(words.alt)


@pytest.mark.parametrize("slug", EXERCISES)
def test_every_dose_says_how_much_and_where_it_is_from(slug) -> None:
    exercise = LIBRARY.exercise(slug)
    dose = exercise.dose
    assert dose.reps or dose.hold or dose.breaths or dose.duration or dose.when
    assert exercise.basis


@pytest.mark.parametrize("slug", ROUTINES)
def test_what_is_printed_as_a_source_is_good_enough(slug) -> None:
    routine, known = LIBRARY.routine(slug), LIBRARY.sources().sources
    ids = {*routine.sources, *(s for item in routine.items for s in LIBRARY.exercise(item.exercise).sources)}
    assert sum(known[i].quality == "ok" for i in ids) >= 3
    assert all("staging" not in (known[i].url or "") and "elementor" not in (known[i].url or "") for i in ids)


def test_no_source_hides_a_staging_address() -> None:
    assert "elementor" not in (builtin("content") / "sources.yaml").read_text("utf-8")


def test_safety_for_great_britain() -> None:
    safety, words = LIBRARY.safety("GB"), LIBRARY.safety_words("en")
    assert safety.emergency.number == "999"
    assert "111" in words.routes["GB"]
    assert not safety.official
    assert {"rf-chest", "rf-cauda", "rf-legs", "rf-trauma"} <= set(safety.emergency.signs)
    assert "rf-upper" in safety.urgent.signs
    assert not set(safety.emergency.signs) & set(safety.urgent.signs)
    assert {"stop-pain", "stop-nerve", "stop-persist"} <= words.stop_rules.keys()


def test_signs_and_rules_fit_a_printed_box() -> None:
    words = LIBRARY.safety_words("en")
    for key, text in {**words.signs, **words.stop_rules}.items():
        assert len(text) <= 190, key
        assert all(len(sentence.split()) <= 32 for sentence in sentences(text)), key


@pytest.mark.parametrize("lang", LIBRARY.slugs("languages"))
def test_slots_of_phrases_are_known(lang) -> None:
    for key, phrase in LIBRARY.phrases(lang).phrases.items():
        text = phrase if isinstance(phrase, str) else f"{phrase.one} {phrase.other}"
        assert set(re.findall(r"\{(.*?)\}", text)) <= {"n", "x", "y"}, key
        assert text.count("{") == text.count("}"), key
