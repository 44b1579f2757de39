"""What good advice has besides being valid: an amount, a start, a way on, an order, somebody to ask."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

from handouts.library import models
from handouts.library.clinic import Clinic
from handouts.rules.rule import Remark

MOST_EXERCISES = 4  # Henry 1999: who has fewer does more of them
YEARS_OF_TRUST = 2  # of a country's warning signs
STOP, GENTLE = "stop-pain", "stop-smooth"  # the stop rules without which no sheet goes out

_SIDES = {
    lang: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for lang, words in {
        "en": r"other (?:arm|leg|hand|knee|foot|shoulder)|(?:change|swap) sides|(?:do|repeat on) the other side",
        "da": r"(?:andet|anden) (?:arm|ben|hånd|knæ|fod|skulder)|(?:skift|byt) (?:side|arm|ben)|på den anden side",
        "sv": r"andra (?:armen|benet|handen|knäet|knät|foten|axeln)|byt (?:sida|arm|ben)|på andra sidan",
    }.items()
}


def exercise_advice(facts: models.Exercise) -> Iterator[Remark]:
    """It says how much."""
    dose = facts.dose
    if not (dose.reps or dose.hold or dose.duration or dose.breaths or dose.when):
        yield Remark("exercise-dose", ("dose",), "says no amount", "write reps, hold, breaths, duration or when")


def exercise_words_advice(facts: models.Exercise, words: models.ExerciseWords, lang: str) -> Iterator[Remark]:
    """It says what it is for, how to begin with less, and its dose knows of the sides that its steps change."""
    if words.purpose is None:
        yield Remark("exercise-rationale", (), "does not say what it is good for", "write purpose")
    if words.easier is None:
        yield Remark("exercise-starting-level", (), "has no easier way to begin with", "write easier")
    counted = facts.dose.side is not None or facts.dose.unit == "rounds"
    for index, step in enumerate(words.steps):
        if lang in _SIDES and not counted and (said := _SIDES[lang].search(step)):
            message = f"tells of the {said[0].lower()}, but the dose of the exercise has no side"
            yield Remark("exercise-side", ("steps", index), message, "write side: each (or alternating) in its dose")


def routine_advice(facts: models.Routine, positions: Mapping[str, str]) -> Iterator[Remark]:
    """It names its sources if others stated it, is short, and one does not get up and down all the time.

    `positions` are those of its exercises.
    """
    if facts.origin != "house" and not (facts.sources or any(item.basis for item in facts.items)):
        yield Remark("about-sources", ("origin",), "names no source", "list it under sources, or write house")
    usual = [item for item in facts.items if not item.optional]
    if len(usual) > MOST_EXERCISES:
        message = f"has {len(usual)} exercises; with more than {MOST_EXERCISES} fewer people do them"
        yield Remark("routine-length", ("items",), message, "leave some to the clinician: optional: true", key=True)
    levels = [_level(positions[item.exercise]) for item in usual if item.exercise in positions]
    changes = sum(a != b for a, b in itertools.pairwise(levels))
    needed = max(len(set(levels)) - 1, 0)
    if changes > needed:
        message = f"changes between standing, sitting and the floor {_times(changes)}; {_times(needed)} would do"
        yield Remark("routine-positions", ("items",), message, "put exercises of one position together", key=True)


def routine_words_advice(words: models.RoutineWords) -> Iterator[Remark]:
    """It says how to go on."""
    if not words.progression:
        yield Remark("routine-progression", (), "does not say how to go on", "write progression")


def author_advice(author: str) -> Iterator[Remark]:
    """The author has a role: a clinician, a charity, a maker."""
    if "," not in author:
        yield Remark("about-author-role", ("author",), "has no role", "write name and role with a comma between them")


def country_advice(safety: models.Safety, today: datetime.date) -> Iterator[Remark]:
    """Its warning signs were checked of late."""
    if today.year - safety.checked.year > YEARS_OF_TRUST:
        hint = "read them against their source, then set the date"
        yield Remark("safety-stale", ("checked",), "is more than two years ago", hint)


def stop_rule_advice(words: models.SafetyWords, english: Sequence[str]) -> Iterator[Remark]:
    """All the stop rules that the English words have, and those without which no sheet goes out."""
    for name in dict.fromkeys((*english, STOP, GENTLE)):
        if name not in words.stop_rules:
            rule = "safety-start-gently" if name == GENTLE else "safety-stop-rule"
            yield Remark(rule, ("stop_rules", name), "is missing", "write it: people act by these lines")


def clinic_advice(clinic: Clinic, today: datetime.date) -> Iterator[Remark]:
    """It says whom to ask and tell, how to get another form, and its approval has not run out."""
    if clinic.approved_by and clinic.approved_by.review_by < today:
        hint = "until they are approved again, sheets say that nobody has approved them"
        yield Remark("about-approval", ("approved_by", "review_by"), "has passed", hint)
    if not (clinic.phone or clinic.contact_line):
        yield Remark("about-contact", (), "does not say whom to ask", "write phone or contact_line")
    if not clinic.feedback_line:
        yield Remark("about-feedback", (), "does not say where to send praise and complaints", "write feedback_line")
    if not clinic.alternative_formats_line:
        hint = "write alternative_formats_line"
        yield Remark("about-formats", (), "does not say how to get large print or another form", hint)


def _level(position: str) -> str:
    return position if position in ("standing", "sitting") else "floor"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
