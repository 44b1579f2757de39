from __future__ import annotations

import datetime

import pytest

from handouts.layout.advice import layout_advice
from handouts.layout.template import LayoutTemplate
from handouts.library import check_advice as advice
from handouts.library import models
from handouts.library.clinic import Clinic
from handouts.library.library import Library
from handouts.library.reader import read
from handouts.source import parse
from tests import content
from tests.content import TODAY
from tests.sample import library, template

LATER = datetime.date(2029, 1, 1)


def model(kind, text: str):
    return read(kind, parse(text, "x.yaml"))


def rules(remarks) -> list[str]:
    return [remark.rule for remark in remarks]


def messages(remarks) -> list[str]:
    return [remark.message for remark in remarks]


def reach(**dose: str) -> models.Exercise:
    own = ", ".join(f"{key}: {value}" for key, value in dose.items())
    return model(models.Exercise, content.REACH.replace("dose: {sets: 1, reps: 8-12, hold: 5, side: each, pace: slow}",
                                                        f"dose: {{{own}}}"))  # fmt: skip


def words(old: str = "", new: str = "") -> models.ExerciseWords:
    assert old in content.REACH_WORDS
    return model(models.ExerciseWords, content.REACH_WORDS.replace(old, new))


def routine(*names: str, optional: int = 0) -> models.Routine:
    items = "".join(f"- {{exercise: {n}{', optional: true' if i < optional else ''}}}\n" for i, n in enumerate(names))
    start, end = content.ROUTINE.index("- {"), content.ROUTINE.index("frequency")
    return model(models.Routine, content.ROUTINE[:start] + items + content.ROUTINE[end:])


def test_a_dose_says_an_amount() -> None:
    assert rules(advice.exercise_advice(reach(sets="1", pace="slow"))) == ["exercise-dose"]
    for amount in ({"reps": "8"}, {"hold": "5"}, {"breaths": "few"}, {"duration": "60"}, {"when": "lifting"}):
        assert rules(advice.exercise_advice(reach(**amount))) == []


def test_an_exercise_says_what_for_and_how_to_begin() -> None:
    whole = reach(reps="8", side="each")
    assert rules(advice.exercise_words_advice(whole, words(), "en")) == []
    assert rules(advice.exercise_words_advice(whole, words("purpose: Makes sides long.\n"), "da")) == [
        "exercise-rationale"
    ]
    assert rules(advice.exercise_words_advice(whole, words("easier: Reach less.\n"), "en")) == [
        "exercise-starting-level"
    ]


@pytest.mark.parametrize("step", ["Do the other arm.", "Change sides.", "Repeat on the other side."])
def test_a_dose_knows_of_the_sides_that_steps_change(step: str) -> None:
    told = words("- Come back.", f"- {step}")
    assert rules(advice.exercise_words_advice(reach(reps="8"), told, "en")) == ["exercise-side"]
    assert rules(advice.exercise_words_advice(reach(reps="8", side="each"), told, "en")) == []
    assert rules(advice.exercise_words_advice(reach(reps="8", unit="rounds"), told, "en")) == []
    assert rules(advice.exercise_words_advice(reach(reps="8"), words("- Come back.", "- Lean to the other side."),
                                              "en")) == []  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "step", "told"),
    [("da", "Gør det samme med den anden arm.", True), ("da", "Skift side.", True), ("da", "Læn dig til siden.", False),
     ("sv", "Byt sida.", True), ("sv", "Gör likadant på andra sidan.", True), ("sv", "Luta dig åt sidan.", False),
     ("de", "Change sides.", False)],
)  # fmt: skip
def test_sides_are_known_in_the_languages_of_the_library(lang: str, step: str, told: bool) -> None:
    found = rules(advice.exercise_words_advice(reach(reps="8"), words("- Come back.", f"- {step}"), lang))
    assert ("exercise-side" in found) is told
    assert (
        rules(advice.exercise_words_advice(reach(reps="8", side="each"), words("- Come back.", f"- {step}"), lang))
        == []
    )


def test_a_routine_of_more_than_four() -> None:
    assert rules(advice.routine_advice(routine("a", "b", "c", "d"), {})) == []
    assert messages(advice.routine_advice(routine("a", "b", "c", "d", "e"), {})) == [
        "has 5 exercises; with more than 4 fewer people do them"
    ]
    assert rules(advice.routine_advice(routine("a", "b", "c", "d", "e", optional=1), {})) == []


@pytest.mark.parametrize(
    ("positions", "told"),
    [
        ("standing standing sitting supine prone", []),
        ("supine standing", []),
        ("supine all-fours kneeling side-lying", []),
        ("standing supine standing", ["twice; once would do"]),
        ("sitting standing prone sitting standing", ["4 times; twice would do"]),
    ],
)
def test_a_routine_does_not_jump_between_positions(positions: str, told: list[str]) -> None:
    names = "abcde"[: len(positions.split())]
    found = advice.routine_advice(routine(*names), dict(zip(names, positions.split(), strict=True)))
    kept = [remark.message for remark in found if remark.rule == "routine-positions"]
    assert kept == [f"changes between standing, sitting and the floor {times}" for times in told]


def test_an_optional_exercise_does_not_count_for_positions() -> None:
    places = {"a": "standing", "b": "supine", "c": "standing"}
    assert "routine-positions" in rules(advice.routine_advice(routine("a", "b", "c"), places))
    assert rules(advice.routine_advice(routine("b", "a", "c", optional=1), places)) == []


def test_what_others_stated_names_its_sources() -> None:
    ours = routine("a", "b")
    theirs = ours.model_copy(update={"origin": "stated", "sources": ()})
    assert rules(advice.routine_advice(theirs, {})) == ["about-sources"]
    assert rules(advice.routine_advice(theirs.model_copy(update={"sources": ("s001",)}), {})) == []
    assert rules(advice.routine_advice(ours.model_copy(update={"sources": ()}), {})) == []


def test_a_routine_says_how_to_go_on() -> None:
    whole = model(models.RoutineWords, content.ROUTINE_WORDS)
    assert rules(advice.routine_words_advice(whole)) == []
    short = whole.model_copy(update={"progression": ()})
    assert rules(advice.routine_words_advice(short)) == ["routine-progression"]


def test_an_author_has_a_role() -> None:
    assert rules(advice.author_advice("A. Holm")) == ["about-author-role"]
    assert rules(advice.author_advice("A. Holm, physiotherapist")) == []


def test_warning_signs_grow_old() -> None:
    signs = library().safety("GB")
    assert rules(advice.country_advice(signs, TODAY)) == []
    assert rules(advice.country_advice(signs, LATER)) == ["safety-stale"]


def test_stop_rules_that_are_missing() -> None:
    whole = library().safety_words("en")
    assert rules(advice.stop_rule_advice(whole, tuple(whole.stop_rules))) == []
    for name, rule in ((advice.STOP, "safety-stop-rule"), (advice.GENTLE, "safety-start-gently")):
        less = {key: text for key, text in whole.stop_rules.items() if key != name}
        short = whole.model_copy(update={"stop_rules": less})
        for english in (tuple(whole.stop_rules), ()):
            assert [(r.rule, r.loc) for r in advice.stop_rule_advice(short, english)] == [(rule, ("stop_rules", name))]


def test_a_clinic_says_whom_to_ask() -> None:
    bare = model(Clinic, "name: Harbour\n")
    assert rules(advice.clinic_advice(bare, TODAY)) == ["about-contact", "about-feedback", "about-formats"]
    text = (
        "name: Harbour\nphone: '1'\nfeedback_line: x\nalternative_formats_line: z\n"
        "approved_by: {name: A, role: physio, date: 2026-01-01, review_by: 2028-01-01}\n"
    )
    assert rules(advice.clinic_advice(model(Clinic, text), TODAY)) == []
    assert rules(advice.clinic_advice(model(Clinic, text), LATER)) == ["about-approval"]


def layout(base: str = "sheet", **keys) -> LayoutTemplate:
    text = Library.load().layout_source(base).data
    for key, value in keys.items():
        name = key.replace("_", "-")
        text = {**text, name: {**text[name], **value} if isinstance(value, dict) else value}
    return LayoutTemplate.model_validate(text)


EXCUSED = ("layout-emergency", "layout-summary")  # with a reason in the files of layouts on one page, and of cards


@pytest.mark.parametrize("name", library().slugs("layouts"))
def test_shipped_layouts_are_as_the_standards_want(name: str) -> None:
    assert not [remark for remark in layout_advice(template(name), TODAY) if remark.rule not in EXCUSED]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"least_type": "16pt"}, "layout-type-size"),
        ({"styles": {"small": {"size": "11.5pt", "leading": "15pt"}}}, "layout-type-size"),
        ({"page": {"margins": {"top": "4mm", "bottom": "17mm", "left": "15mm", "right": "15mm"}}}, "layout-margins"),
        ({"colours": {"muted": "#8a8a8a"}}, "layout-contrast"),
        ({"palettes": {"grey": {"ink": "#999999"}}}, "layout-contrast"),
        ({"order": ["head", "glance", "exercises", "emergency", "urgent", "about"]}, "layout-stop-rule"),
        ({"order": ["head", "glance", "exercises", "stop", "emergency", "urgent"]}, "layout-about"),
        ({"order": ["head", "glance", "exercises", "stop", "urgent", "about"]}, "layout-emergency"),
        ({"order": ["head", "exercises", "stop", "emergency", "urgent", "about"]}, "layout-summary"),
    ],
)
def test_layouts_that_the_standards_do_not_allow(change, rule: str) -> None:
    assert set(rules(layout_advice(layout(**change), TODAY))) == {rule}


@pytest.mark.parametrize(
    ("ink", "ground", "told"),
    [
        ("#ff0000", "#bbddee", "2.8:1 on chip in colour"),  # 8.4:1 on a copy
        ("#ff0000", "#000022", "1.7:1 on chip in colour"),  # 5.1:1 in colour, this on a copy
    ],
)
def test_contrast_counts_in_colour_and_on_a_copy(ink: str, ground: str, told: str) -> None:
    found = layout_advice(layout(colours={"accent": ink, "chip": ground}), TODAY)
    assert told in " ".join(messages(found))


def test_a_leaflet_without_exercises_needs_no_summary() -> None:
    order = ["head", "questions", "stop", "emergency", "urgent", "about"]
    assert rules(layout_advice(layout(order=order), TODAY)) == []


def test_a_diary_needs_no_stop_rule() -> None:
    assert rules(layout_advice(layout(order=["head", "log"]), TODAY)) == []
