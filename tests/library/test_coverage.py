"""Everything that the articles mention has a place in the library, or a reason why it has none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from handouts.library.layers import builtin
from handouts.library.library import Library

HERE = Path(__file__).parent
CONTENT = builtin("content")
TABLE: dict[str, Any] = yaml.safe_load((HERE / "coverage.yaml").read_text("utf-8"))
LIBRARY = Library.load()
FACTS = {"exercises": "exercise", "routines": "routine", "leaflets": "leaflet", "education": "education"}
MENTIONS = [(source, row) for source, rows in TABLE["mentions"].items() for row in rows]
PRINTED_NOWHERE = {  # each exercise tells its own figures; the last figure and the nutrients are too weak
    *(f"education/evidence#ev-{number}" for number in (*range(10, 21), 22)),
    "education/causes#nutrients",
}


def data(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return found


def parts(place: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The facts and the English words of the item that a place is in; for a single file both are that file."""
    folder = place.split("#")[0]
    if kind := FACTS.get(folder.split("/")[0]):
        return data(CONTENT / folder / f"{kind}.yaml"), data(CONTENT / folder / "en.yaml")
    found = data(CONTENT / f"{folder}.yaml")
    return found, found


def words_at(place: str) -> str:
    """The English words at a place; KeyError or FileNotFoundError when there is no such place."""
    facts, words = parts(place)
    folder, _, part = place.partition("#")
    if not part:
        return str(words)
    if folder.startswith(("leaflets", "education")):
        kind = "questions" if folder.startswith("leaflets") else "points"
        if part not in {one["id"] for one in facts[kind]}:
            raise KeyError(place)
        return "" if place in PRINTED_NOWHERE else str(words[kind][part])
    for group in (facts, *(value for value in facts.values() if isinstance(value, dict))):
        if part in group:
            return str(group[part])
    raise KeyError(place)


def places(value: Any) -> Iterator[str]:
    """Every place that the table names."""
    if isinstance(value, list):
        for one in value:
            yield from places(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            if key in ("at", "kept"):
                yield from [one] if isinstance(one, str) else one
            else:
                yield from places(one)


@pytest.mark.parametrize("place", sorted(set(places(TABLE))))
def test_the_place_exists(place) -> None:
    assert words_at(place) or place in PRINTED_NOWHERE


@pytest.mark.parametrize("place", ["exercises/cat-cows", "leaflets/faq-is-it-safe#c99", "safety/words/en#stop-x"])
def test_a_place_that_is_not_there_is_noticed(place) -> None:
    with pytest.raises((KeyError, FileNotFoundError)):
        words_at(place)


def test_every_mention_has_a_place_or_a_reason() -> None:
    assert len(MENTIONS) >= 140
    assert [row["what"] for _, row in MENTIONS if ("at" in row) == ("left_out" in row)] == []
    assert [row["what"] for _, row in MENTIONS if not row.get("at", True) or not row.get("left_out", True)] == []


def test_all_exercises_are_there_and_no_other() -> None:
    assert sorted(TABLE["exercises"]) == LIBRARY.slugs("exercises")
    assert len(TABLE["exercises"]) == 62


@pytest.mark.parametrize(("slug", "figures"), TABLE["exercises"].items())
def test_every_figure_of_an_exercise_is_kept(slug, figures) -> None:
    own = [one for one in LIBRARY.exercise(slug).evidence if "in general:" not in one.figure]
    assert len(own) >= figures


def test_all_routines_are_there() -> None:
    assert sorted(TABLE["routines"]) == LIBRARY.slugs("routines")
    assert len(TABLE["routines"]) == 17


def test_codes_on_the_pages_are_all_different() -> None:
    codes = [LIBRARY.routine(slug).code for slug in LIBRARY.slugs("routines")]
    codes += [LIBRARY.leaflet(slug).code for slug in LIBRARY.slugs("leaflets")]
    assert len(set(codes)) == len(codes) == 22


def test_every_exercise_is_in_a_routine_or_swaps_with_one() -> None:
    used = {item.exercise for slug in TABLE["routines"] for item in LIBRARY.routine(slug).items}
    swaps = {"thoracic-extension-wall", "seated-posterior-stretch", "prone-arm-swap"}
    assert set(TABLE["exercises"]) - used == swaps


def test_all_questions_are_asked_in_order_and_answered() -> None:
    assert sorted(TABLE["questions"]) == LIBRARY.slugs("leaflets")
    for slug, ids in TABLE["questions"].items():
        assert [question.id for question in LIBRARY.leaflet(slug).questions] == ids
        words = LIBRARY.leaflet_words(slug, "en").questions
        assert list(words) == ids
        assert all(words[key].evidence for key in ids)
    assert sum(map(len, TABLE["questions"].values())) == 45


def test_disagreements_are_told() -> None:
    for slug, ids in {"faq-doing-the-exercises": ("b1", "b7", "b9"), "faq-is-it-safe": ("c6", "c7")}.items():
        words = LIBRARY.leaflet_words(slug, "en").questions
        assert all("disagree" in (words[key].evidence or "") for key in ids)


def test_all_sources_are_there_and_no_other() -> None:
    assert sorted(TABLE["sources"]) == sorted(LIBRARY.sources().sources)
    assert len(TABLE["sources"]) == 45


@pytest.mark.parametrize("group", ["figures", "self_care"])
def test_all_figures_and_facts_of_self_care_are_points(group) -> None:
    ((place, ids),) = TABLE[group].items()
    assert sorted(point.id for point in LIBRARY.education(place.split("/")[1]).points) == sorted(ids)


def test_figures_without_an_exercise_are_never_printed() -> None:
    for slug in LIBRARY.slugs("education"):
        words = LIBRARY.education_words(slug, "en").points
        assert not [p.id for p in LIBRARY.education(slug).points if p.certainty == "C" and p.id in words]


@pytest.mark.parametrize(("rule", "row"), TABLE["stop_rules"].items())
def test_every_stop_rule_is_said(rule, row) -> None:
    assert row["says"].lower() in words_at(row["at"]).lower()


def test_all_warning_signs_are_listed_at_their_level() -> None:
    signs, general = TABLE["signs"], LIBRARY.general_signs()
    assert general
    for levels in (general, *(LIBRARY.safety(country) for country in ("GB", "DK", "SE", "NO", "DE", "ES", "US", "IE"))):
        for level in ("emergency", "urgent"):
            listed = getattr(levels, level)
            assert set(getattr(listed, "signs", listed)) == set(signs[level])
    assert signs["routine"]["says"] in words_at(signs["routine"]["at"])
    assert set(LIBRARY.safety_words("en").signs) == {*signs["emergency"], *signs["urgent"]}


@pytest.mark.parametrize("country", ["GB", "DK", "SE", "NO", "DE", "ES", "US", "IE"])
def test_every_country_has_a_number_and_a_way_to_ask(country) -> None:
    safety = LIBRARY.safety(country)
    assert re.fullmatch(r"[0-9]{3}( or [0-9]{3})?", safety.emergency.number or "")
    assert LIBRARY.safety_words("en").routes[country]
    assert not safety.official, "no list was compared with an official page yet"


@pytest.mark.parametrize("row", TABLE["left_out"], ids=lambda row: row["what"])
def test_what_is_left_out_is_not_said(row) -> None:
    files = CONTENT.rglob(f"{row.get('language', '??')}.yaml")
    said = "\n".join(path.read_text("utf-8") for path in (*files, CONTENT / "sources.yaml")).lower()
    assert row["left_out"]
    assert [phrase for phrase in row.get("absent", ()) if phrase.lower() in said] == []


PHRASES: dict[str, Any] = data(HERE / "phrase_table.yaml")
KEYS = {
    **{brief: key for brief, key in PHRASES["phrases"].items() if isinstance(key, str)},
    **{thing: f"equipment_{thing}" for thing in PHRASES["things"]},
}


def test_the_phrase_table_is_whole() -> None:
    assert len(PHRASES["phrases"]) + len(PHRASES["things"]) == 109
    assert all(key if isinstance(key, str) else key["left_out"] for key in PHRASES["phrases"].values())


@pytest.mark.parametrize("lang", ["en", "da", "sv", "nb", "de", "es"])
def test_every_phrase_of_the_table_is_in_every_language(lang) -> None:
    phrases = LIBRARY.phrases(lang).phrases
    assert set(KEYS.values()) <= phrases.keys()
    for key in PHRASES["plurals"].values():
        assert not isinstance(phrases[key], str), key


@pytest.mark.parametrize("lang", ["da", "sv", "nb", "de", "es"])
def test_every_english_phrase_is_in_every_language_in_the_same_form(lang) -> None:
    english, own = LIBRARY.phrases("en").phrases, LIBRARY.phrases(lang).phrases
    assert sorted(own) == sorted(english)
    assert [key for key in own if type(own[key]) is not type(english[key])] == []
