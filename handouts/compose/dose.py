"""The dose cascade exercise < routine < prescription, the chips that tell it, and the time it takes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from handouts.compose.words import Words
from handouts.library.models import Dose, Range

SECONDS_A_REP = 4.0  # a slow, controlled repetition without its hold
SECONDS_A_BREATH = 6.0
BREATHS = {"few": 3, "several": 6}
SECONDS_BETWEEN = 30.0  # to read the next exercise and change position


def cascade(doses: Iterable[Dose]) -> Dose:
    """One dose from several, later ones winning key by key.

    Seconds and breaths are two ways to say how long to hold, so the nearer of the two replaces the other.
    """
    values: dict[str, Any] = {}
    for dose in doses:
        said = {key: value for key in Dose.model_fields if (value := getattr(dose, key)) is not None}
        if "hold" in said or "breaths" in said:
            values.pop("hold", None)
            values.pop("breaths", None)
        values.update(said)
    return Dose.model_construct(**values)


def chips(dose: Dose, words: Words) -> tuple[str, ...]:
    """The dose as short phrases, in the order they are done: how many, how long, sets, side, pace, rest, load."""
    found = []
    many = dose.reps is not None and dose.reps.high > 1
    if many and dose.reps:
        found.append(words("n_rounds" if dose.unit == "rounds" else "n_times", dose.reps))
    if dose.hold:
        found.append(words("hold_n_s", dose.hold))
    if dose.breaths:
        found.append(words(f"{dose.breaths}_breaths"))
    if dose.sets and dose.sets.high > 1:
        # one long hold done three times is "3 times" to a patient, not "3 sets of 1"
        found.append(words("n_sets" if many else "n_times", dose.sets))
    if dose.side:
        found.append(words({"each": "each_side", "alternating": "alternating_sides", "both": "both_sides"}[dose.side]))
    if dose.pace:
        found.append(words(dose.pace))
    if dose.rest:
        found.append(words("rest_n_s", dose.rest))
    if dose.load:
        found.append(dose.load)
    return tuple(found)


def seconds(dose: Dose) -> float:
    """About how long an exercise takes, ranges at their middle, both sides included."""

    def middle(value: Range | None, missing: float) -> float:
        return value.middle if value else missing

    held = middle(dose.hold, 0) + (BREATHS[dose.breaths] * SECONDS_A_BREATH if dose.breaths else 0)
    rep = held + (2 * SECONDS_A_BREATH if dose.unit == "rounds" and dose.pace == "breath" else SECONDS_A_REP)
    sets = middle(dose.sets, 1)
    sides = 2 if dose.side in ("each", "alternating") else 1
    return sets * middle(dose.reps, 1) * rep * sides + (sets - 1) * middle(dose.rest, 0)


def minutes(doses: Iterable[Dose]) -> int:
    """About how many minutes a session takes, changes of position included, to the next five minutes."""
    total = sum(seconds(dose) + SECONDS_BETWEEN for dose in doses)
    return max(5, 5 * round(total / 300 + 0.499))
