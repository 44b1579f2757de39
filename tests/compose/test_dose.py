from __future__ import annotations

import itertools

import pytest

from handouts.compose.dose import cascade, chips, minutes, seconds
from handouts.compose.words import Words
from handouts.library.models import Dose, OneSide, Phrases
from tests.sample import library


@pytest.fixture(scope="module")
def words() -> Words:
    return Words(library().phrases("en"))


def dose(**keys) -> Dose:
    return Dose.model_validate(keys)


def said(dose: Dose) -> dict[str, object]:
    return {key: value for key in Dose.model_fields if (value := getattr(dose, key)) is not None}


def test_later_doses_win_key_by_key() -> None:
    found = cascade([dose(sets=1, reps="8-12", side="each"), dose(sets=2), dose(reps=6, load="1 kg")])
    assert said(found) == said(dose(sets=2, reps=6, side="each", load="1 kg"))


@pytest.mark.parametrize(
    ("far", "near", "hold", "breaths"),
    [
        ({"hold": 30}, {"breaths": "few"}, None, "few"),
        ({"breaths": "few"}, {"hold": 30}, 30, None),
        ({"hold": 30}, {"hold": 5}, 5, None),
        ({"hold": 30}, {"reps": 3}, 30, None),
        ({"breaths": "several"}, {"sets": 3}, None, "several"),
    ],
)
def test_seconds_and_breaths_replace_each_other(far, near, hold, breaths) -> None:
    found = cascade([dose(**far), dose(**near), Dose()])
    assert (found.hold and found.hold.low, found.breaths) == (hold, breaths)


@pytest.mark.parametrize(
    ("far", "near", "expected"),
    [
        ({"reps": 10, "side": "each-way"}, {"duration": 15}, {"duration": 15, "side": "each-way"}),
        ({"reps": 8, "unit": "rounds", "hold": 3}, {"duration": 60}, {"duration": 60}),
        ({"duration": 60, "pace": "slow"}, {"reps": 5}, {"reps": 5, "pace": "slow"}),
        ({"when": "slumping", "hold": 10}, {"hold": 20}, {"hold": 20}),
        ({"when": "slumping", "hold": 10}, {"sets": 2}, {"when": "slumping", "hold": 10, "sets": 2}),
        ({"when": "slumping"}, {"reps": 5}, {"reps": 5}),
        ({"sets": 1, "reps": 8, "build_up": {"sets": 3}}, {"sets": 2}, {"sets": 2, "reps": 8}),
        ({"hold": 5, "build_up": {"hold": 60}}, {"sets": 2}, {"hold": 5, "sets": 2, "build_up": {"hold": 60}}),
        ({"hold": 5, "build_up": {"hold": 60}}, {"build_up": {"hold": 30}}, {"hold": 5, "build_up": {"hold": 30}}),
    ],
)
def test_a_time_repetitions_and_a_habit_replace_each_other(far, near, expected) -> None:
    assert said(cascade([dose(**far), dose(**near)])) == said(dose(**expected))


def test_the_nearest_of_three_holds_wins() -> None:
    found = cascade([dose(hold=30), dose(breaths="few"), dose(hold=7)])
    assert said(found) == said(dose(hold=7))


def test_no_doses_are_an_empty_dose() -> None:
    assert said(cascade([])) == {}
    assert said(cascade([Dose(), Dose()])) == {}


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({}, ()),
        ({"reps": "8-12"}, ("8–12 times",)),
        ({"reps": 1}, ()),
        ({"reps": 10, "unit": "rounds", "pace": "breath"}, ("10 rounds", "with your breath")),
        ({"reps": "1-2"}, ("1–2 times",)),
        ({"hold": "20-30"}, ("hold 20–30 s",)),
        ({"hold": 30, "sets": 3}, ("hold 30 s", "3 times")),
        ({"reps": 1, "hold": 30, "sets": "2-4"}, ("hold 30 s", "2–4 times")),
        ({"reps": 10, "sets": 3}, ("10 times", "3 sets")),
        ({"reps": 10, "sets": 1}, ("10 times",)),
        ({"breaths": "few"}, ("a few slow breaths",)),
        ({"breaths": "several", "sets": 2}, ("several slow breaths", "2 times")),
        ({"side": "each"}, ("each side",)),
        ({"side": "alternating"}, ("left and right in turn",)),
        ({"side": "both"}, ("both sides",)),
        ({"pace": "slow"}, ("slow and even",)),
        ({"reps": 8, "sets": 3, "rest": 60, "load": "2 kg"}, ("8 times", "3 sets", "rest 60 s between sets", "2 kg")),
        ({"load": "a {n} band"}, ("a {n} band",)),
        ({"reps": "up to 10"}, ("up to 10 times",)),
        ({"reps": 5, "unit": "breaths"}, ("5 slow breaths",)),
        ({"breaths": "one"}, ("one slow breath",)),
        ({"duration": "30-60"}, ("for 30–60 s",)),
        ({"duration": 60}, ("for 60 s",)),
        ({"duration": "60-120"}, ("for 1–2 minutes",)),
        ({"duration": "90-120"}, ("for 90–120 s",)),
        ({"duration": 1800}, ("for 30 minutes",)),
        ({"duration": "up to 600"}, ("for up to 10 minutes",)),
        ({"duration": "60-90", "sets": 2}, ("for 60–90 s", "2 times")),
        ({"when": "slumping"}, ("each time you notice that you slump",)),
        ({"when": "lifting"}, ("each time you lift",)),
        ({"when": "daily-check", "hold": 20}, ("check it every day", "hold 20 s")),
        ({"side": "each-way"}, ("each way",)),
        ({"hold": 10, "build_up": {"hold": 30}}, ("hold 10 s", "build up to 30 s")),
        ({"reps": 8, "build_up": {"reps": "10-12", "sets": 3}}, ("8 times", "build up to 10–12 times, 3 sets")),
        ({"hold": 20, "build_up": {"sets": 3}}, ("hold 20 s", "build up to 3 times")),
    ],
)
def test_chips(keys, expected, words) -> None:
    assert chips(dose(**keys), words) == expected


def test_chips_of_every_key_come_in_the_order_in_which_they_are_done(words) -> None:
    everything = dose(load="1 kg", rest=30, pace="slow", side="each", sets=3, hold=5, reps=10)
    assert chips(everything, words) == (
        "10 times", "hold 5 s", "3 sets", "each side", "slow and even", "rest 30 s between sets", "1 kg",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("side", "known", "expected"),
    [(None, True, ()), ("right", True, ("right arm only",)), ("left", True, ("left arm only",)), ("left", False, ())],
)
def test_a_chip_for_one_side_where_the_exercise_knows_it(side, known, expected, words) -> None:
    arm = OneSide(names="arm", drawn="left") if known else None
    assert chips(dose(reps=5, side=side), words, arm) == ("5 times", *expected)


def test_a_chip_needs_no_phrase_that_it_does_not_say() -> None:
    lean = Words(Phrases.model_validate({"phrases": {"hold_n_s": "{n} s", "n_times": "{n} x"}}))
    assert chips(dose(hold=9, sets=2), lean) == ("9 s", "2 x")


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({}, 4),
        ({"reps": 10}, 40),
        ({"reps": "8-12"}, 40),
        ({"hold": 30}, 34),
        ({"hold": 30, "sets": 3, "rest": 20}, 3 * 34 + 2 * 20),
        ({"hold": 30, "sets": 3}, 3 * 34),
        ({"reps": 10, "side": "each"}, 80),
        ({"reps": 10, "side": "alternating"}, 40),  # left and right are counted together
        ({"reps": 10, "side": "each-way"}, 80),
        ({"reps": 10, "side": "both"}, 40),
        ({"breaths": "few"}, 3 * 6 + 4),
        ({"breaths": "several"}, 6 * 6 + 4),
        ({"reps": 10, "unit": "rounds", "pace": "breath"}, 10 * 12),
        ({"reps": 10, "unit": "rounds"}, 40),
        ({"reps": 4, "unit": "breaths"}, 24),
        ({"breaths": "one"}, 6 + 4),
        ({"duration": "60-120"}, 90),
        ({"duration": 60, "side": "each", "sets": 2, "rest": 30}, 2 * 60 * 2 + 30),
        ({"when": "slumping"}, 0),
        ({"when": "daily-check", "hold": 20}, 0),
        ({"when": "slumping", "reps": 5}, 20),
        ({"reps": "up to 9"}, 5 * 4),
    ],
)
def test_seconds(keys, expected) -> None:
    assert seconds(dose(**keys)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("each", "count", "expected"),
    [
        ({"reps": 1}, 0, 5),
        ({"reps": 1}, 1, 5),
        ({"hold": 266}, 1, 5),  # 300 seconds with the change of position
        ({"hold": 267}, 1, 10),
        ({"hold": 266}, 2, 10),
        ({"hold": 266}, 3, 15),
        ({"hold": 296}, 3, 20),
    ],
)
def test_minutes_go_up_to_the_next_five(each, count, expected) -> None:
    assert minutes([dose(**each)] * count) == expected


def test_minutes_never_promise_less_than_it_takes() -> None:
    for hold, count in itertools.product(range(1, 600, 37), range(1, 12)):
        some = [dose(hold=hold)] * count
        need = sum(seconds(one) + 30 for one in some) / 60
        assert need <= minutes(some) + 0.02
        assert minutes(some) < need + 5.02 or minutes(some) == 5
