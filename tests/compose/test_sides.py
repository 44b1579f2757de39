from __future__ import annotations

import datetime

import pytest
import yaml

from handouts.compose.document import Document, ExerciseBlock, plain
from handouts.compose.request import Request
from handouts.compose.sheet import compose_any
from handouts.library import models
from handouts.library.layers import builtin
from handouts.library.sides import both_sides, one_side, tell_of_both, unmatched
from handouts.problems import Origin, ProblemError
from tests.sample import library

TODAY = datetime.date(2026, 11, 21)
SIDED = [slug for slug in library().slugs("exercises") if library().exercise(slug).one_side]


def asked(slug: str, side: str, language: str = "en", **more) -> Document:
    changes = {slug: models.Dose(side=side)} if side else {}
    return compose_any(library(), Request(slug, language, "GB", TODAY, changes=changes, **more), ("exercises",))


def block(slug: str, side: str, language: str = "en") -> ExerciseBlock:
    (found,) = asked(slug, side, language).blocks
    assert isinstance(found, ExerciseBlock)
    return found


def test_the_drawn_side_is_printed_as_it_is_and_the_other_mirrored() -> None:
    usual, left, right = (block("neck-rotation", side) for side in ("", "left", "right"))
    assert library().exercise("neck-rotation").one_side.drawn == "left"
    assert [panel.drawing for panel in left.panels] == [panel.drawing for panel in usual.panels]
    assert [panel.drawing for panel in right.panels] == [panel.drawing.mirrored() for panel in usual.panels]
    assert [panel.alt for panel in right.panels] == [panel.alt for panel in usual.panels]


def test_the_chip_says_which_side() -> None:
    assert block("neck-rotation", "").dose[-1] == "each side"
    assert block("neck-rotation", "left").dose[-1] == "to the left only"
    assert block("one-arm-row", "right").dose[-1] == "right arm only"
    assert block("levator-scapulae-stretch", "left", "da").dose[-1] == "stræk kun venstre side"
    assert block("gentle-massage", "right", "sv").dose[-1] == "bara höger axel"


def test_the_steps_leave_the_other_side_out() -> None:
    last = [plain(block("neck-rotation", side).steps[-1]) for side in ("", "each", "left")]
    assert last == ["Come back to the middle, then turn to the other side."] * 2 + ["Come back to the middle."]
    assert len(block("one-arm-row", "right").steps) == len(block("one-arm-row", "").steps) - 1
    assert plain(block("knee-rolls", "left").harder).endswith("20 seconds.")
    assert plain(block("knee-rolls", "").harder).endswith("20 seconds on each side.")


@pytest.mark.parametrize("language", ["en", "da", "sv"])
@pytest.mark.parametrize("slug", SIDED)
def test_no_bracket_and_no_other_side_is_printed(slug, language) -> None:
    for side in ("", "left"):
        lines = list(asked(slug, side, language).lines())
        assert not [line for line in lines if "[" in line or "]" in line]
    both = (
        "change side",
        "change leg",
        "change hand",
        "swap",
        "skift side",
        "skift ben",
        "byt",
        "anden side.",
        "andra sidan.",
    )
    assert not [line for line in lines if any(word in line.lower() for word in both)]


@pytest.mark.parametrize("slug", SIDED)
def test_every_language_has_the_words(slug) -> None:
    names = library().exercise(slug).one_side.names
    for language in library().slugs("languages"):
        phrases = library().phrases(language).phrases
        assert {f"only_left_{names}", f"only_right_{names}"} <= phrases.keys()
    for language in library().languages("exercises", slug):
        assert any(map(tell_of_both, library().exercise_words(slug, language).steps))


def _drawn(slug: str) -> str:
    """The side that the figure's own pose shows, by what is one-sided in it. A turn to the left counts up."""
    figure = yaml.safe_load((builtin("content") / "exercises" / slug / "figure.yaml").read_text("utf-8"))
    end = figure["panels"].get("end", {})
    tinted = {mark["side"] for mark in figure.get("highlight", ()) if "side" in mark}
    match slug:
        case "bent-arm-wall-stretch":  # the forearm that lies on the wall
            return figure["pose"]["contacts"]["wall"][0].removesuffix("-forearm")
        case "chair-twist":
            return "left" if end["thoracic"]["turn"] > 0 else "right"
        case "neck-rotation":
            return "left" if end["neck"]["turn"] > 0 else "right"
        case "neck-side-bend":  # the tint is on the side that gets longer
            return "left" if end["neck"]["side_bend"] > 0 else "right"
        case "knee-rolls":
            return end["left_leg"]["reach"]["knee_toward"].split()[-1]
        case "side-lunge-reach":  # the hand goes to the shin of the bent leg
            return end["left_arm"]["reach"]["against"].removesuffix("-shin")
        case "thoracic-rotation-all-fours" | "thoracic-rotation-seated":  # the arm whose hand is at the head
            (bent,) = (key for key, arm in figure["pose"].items() if "arm" in key and arm["reach"]["against"] == "head")
            return bent.removesuffix("_arm")
        case "thread-the-needle":
            return "right" if end["right_arm"]["hand"]["palm"] == "up" else "left"
    (side,) = tinted
    return side


@pytest.mark.parametrize("slug", SIDED)
def test_the_side_that_is_said_to_be_drawn_is_that_of_the_pose(slug) -> None:
    assert library().exercise(slug).one_side.drawn == _drawn(slug)


def test_where_no_side_is_known_none_is_printed() -> None:
    with pytest.raises(ProblemError) as error:
        asked("cat-cow", "left")
    assert str(error.value).startswith("--set: 'cat-cow' is not known as an exercise for one side (")
    with pytest.raises(ProblemError) as error:
        asked("doorway-stretch", "right", origin=Origin("rows.csv", 7, table=True))
    assert str(error.value).startswith("rows.csv:7: doorway-stretch.side: 'doorway-stretch' is not known")


def test_words_that_do_not_show_what_is_for_both_sides_are_refused(monkeypatch) -> None:
    words = library().exercise_words("neck-rotation", "en")
    plain_words = words.model_copy(update={"steps": tuple(map(both_sides, words.steps))})
    monkeypatch.setattr(library(), "memo", {})
    monkeypatch.setattr(library(), "exercise_words", lambda slug, language: plain_words)
    assert block("neck-rotation", "").steps
    with pytest.raises(ProblemError, match="do not show what is for both sides, in the language 'en'"):
        block("neck-rotation", "left")


@pytest.mark.parametrize(
    ("words", "both", "one", "odd"),
    [
        ("Come up[ and change sides].", "Come up and change sides.", "Come up.", False),
        ("Come up. [Change sides.]", "Come up. Change sides.", "Come up.", False),
        ("[Change sides.]", "Change sides.", "", False),
        ("Come up.", "Come up.", "Come up.", False),
        ("Come up[ and", "Come up[ and", "Come up[ and", True),
        ("a] b [c] d", "a] b c d", "a] b  d", True),
    ],
)
def test_words_in_brackets(words, both, one, odd) -> None:
    assert (both_sides(words), one_side(words), unmatched(words)) == (both, one, odd)
