"""The dose cascade exercise < routine < prescription, the chips that tell it, and the time it takes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from handouts.compose.document import Field
from handouts.compose.words import Words
from handouts.library.models import BuildUp, Dose, OneSide, Range

SECONDS_A_REP = 4.0  # a slow, controlled repetition without its hold
SECONDS_A_BREATH = 6.0
BREATHS = {"one": 1, "few": 3, "several": 6}
_SIDES = {"each": "each_side", "alternating": "alternating_sides", "both": "both_sides", "each-way": "each_way"}
_REPLACES = {
    "duration": ("reps", "unit", "hold", "breaths", "build_up", "when"),
    "reps": ("duration", "when"),
    "hold": ("breaths", "duration", "when"),
    "breaths": ("hold", "duration", "when"),
}
LOADS = ("dumbbell", "resistance-band")  # of which one says how heavy
SECONDS_BETWEEN = 30.0  # to read the next exercise and change position


def cascade(doses: Iterable[Dose]) -> Dose:
    """One dose from several, later ones winning key by key.

    Seconds and breaths are two ways to say how long to hold, so the nearer of the two replaces the other. A time
    instead of repetitions replaces them, repetitions replace a time, and any amount replaces a habit.
    """
    values: dict[str, Any] = {}
    for dose in doses:
        said = {key: value for key in Dose.model_fields if (value := getattr(dose, key)) is not None}
        for key in said:
            for replaced in _REPLACES.get(key, ()):
                values.pop(replaced, None)
        # who says how many sets from now on does not build up to the sets that were said before
        if any(getattr(values.get("build_up"), key, None) for key in said):
            values.pop("build_up")
        values.update(said)
    return Dose.model_construct(**values)


def chips(dose: Dose, words: Words, one_side: OneSide | None = None) -> tuple[str, ...]:
    """The dose as short phrases, in the order they are done: how many, how long, sets, side, pace, rest, load.

    A dose for one side needs to know what that means in the exercise.
    """
    found = []
    many = dose.reps is not None and dose.reps.high > 1
    if dose.when:
        found.append(words(f"when_{dose.when.replace('-', '_')}"))
    if many and dose.reps:
        found.append(words(f"n_{dose.unit or 'times'}", dose.reps))
    if dose.duration:
        found.append(_time(dose.duration, words))
    if dose.hold:
        found.append(words("hold_n_s", dose.hold))
    if dose.breaths:
        found.append(words(f"{dose.breaths}_breaths"))
    if dose.sets and dose.sets.high > 1:
        # one long hold done three times is "3 times" to a patient, not "3 sets of 1"
        found.append(words("n_sets" if many else "n_times", dose.sets))
    if dose.side in _SIDES:
        found.append(words(_SIDES[dose.side]))
    elif dose.side and one_side:
        found.append(words(f"only_{dose.side}_{one_side.names}"))
    if dose.pace:
        found.append(words(dose.pace))
    if dose.rest:
        found.append(words("rest_n_s", dose.rest))
    if dose.load:
        found.append(dose.load)
    if dose.build_up:
        found.append(words("build_up_to", x=_goal(dose.build_up, many, words)))
    return tuple(found)


def fields(dose: Dose, equipment: tuple[str, ...], words: Words) -> tuple[Field, ...]:
    """The dose for the pen: how many, how long and how often to be written, the side to be ticked."""
    found = []
    if dose.when:
        found.append(Field(words(f"when_{dose.when.replace('-', '_')}"), tick=True))
    if dose.duration:
        found.append(Field(*words.around("for_n_minutes" if dose.duration.high >= 120 else "for_n_s")))
    else:
        found.append(Field(*words.around(f"n_{dose.unit or 'times'}")))
        found.append(Field(*words.around("hold_n_s")))
    if dose.duration or (dose.reps is not None and dose.reps.high > 1):
        found.append(Field(*words.around("n_sets")))
    found += [Field(words(f"equipment_{key.replace('-', '_')}")) for key in equipment if key in LOADS]
    if dose.side in ("each", "both", "left", "right"):
        found += [Field(words(key), tick=True) for key in ("left", "right", "both_sides")]
    elif dose.side:
        found.append(Field(words(_SIDES[dose.side]), tick=True))
    return tuple(found)


def _time(value: Range, words: Words) -> str:
    """A duration in seconds, or in minutes where both ends are whole minutes."""
    if value.high < 120 or value.high % 60 or (value.low % 60 and not value.up_to):
        return words("for_n_s", value)
    low = value.low if value.up_to else value.low // 60
    return words("for_n_minutes", Range(low=low, high=value.high // 60, up_to=value.up_to))


def _goal(goal: BuildUp, many: bool, words: Words) -> str:
    """What to build up to, shortest form."""
    told = (
        ("n_times", goal.reps),
        ("n_s", goal.hold),
        ("n_sets" if many else "n_times", goal.sets),
    )
    return ", ".join(words(key, value) for key, value in told if value)


def seconds(dose: Dose) -> float:
    """About how long an exercise takes, ranges at their middle, both sides included; a habit takes no time."""

    def middle(value: Range | None, missing: float) -> float:
        return value.middle if value else missing

    sets = middle(dose.sets, 1)
    sides = 2 if dose.side in ("each", "each-way") else 1
    pauses = (sets - 1) * middle(dose.rest, 0)
    if dose.duration:
        return sets * dose.duration.middle * sides + pauses
    if dose.when and not dose.reps:
        return 0.0
    held = middle(dose.hold, 0) + (BREATHS[dose.breaths] * SECONDS_A_BREATH if dose.breaths else 0)
    rep = held + (2 * SECONDS_A_BREATH if dose.unit == "rounds" and dose.pace == "breath" else SECONDS_A_REP)
    if dose.unit == "breaths":
        rep = SECONDS_A_BREATH
    return sets * middle(dose.reps, 1) * rep * sides + pauses


def minutes(doses: Iterable[Dose]) -> int:
    """About how many minutes a session takes, changes of position included, to the next five minutes."""
    total = sum(seconds(dose) + SECONDS_BETWEEN for dose in doses)
    return max(5, 5 * round(total / 300 + 0.499))
