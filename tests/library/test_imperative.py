"""Steps that say what to do, and steps that only tell of it."""

from __future__ import annotations

import pytest

from handouts.library.imperative import opening_that_is_no_order
from handouts.library.prose import Piece, pieces, remarks, sentences
from tests.sample import library

WRONG = {
    "en": [
        "You should lift your arm.", "The arm is lifted.", "Lifting the arm.", "Raising both arms slowly",
        "Your arm goes up.", "Arms are lifted.", "Both arms should rise.", "To lift the arm, push.", "It is lifted.",
    ],
    "da": [
        "Du skal løfte armen.", "Armen løftes.", "Begge arme løftes.", "At løfte armen.", "Man løfter armen.",
        "Armen skal løftes.", "Armen løfter sig.", "Knæene bøjes.", "Hænderne hviler på lårene.", "Din arm går op.",
    ],
    "sv": [
        "Du ska lyfta armen.", "Armen lyfts.", "Att lyfta armen.", "Man lyfter armen.", "Båda armarna lyfts.",
        "Armarna ska lyftas.", "Händerna vilar på låren.", "Din arm går upp.", "Armen är uppe.", "Benet böjs.",
    ],
}  # fmt: skip
RIGHT = {
    "en": [
        "Lift your arm until it is level.", "Bring it up.", "Swing your leg.", "Slowly lift both arms.",
        "Never bounce.", "Standing tall, lift one arm.", "If it is easy, lift both.", "Do what is easy.",
        "Keep what you have.", "During this, breathe.",
    ],
    "da": [
        "Løft armen, til den er vandret.", "Hvis det er let, løft begge.", "Let hælen.", "Ret ryggen.", "Åbn hænderne.",
        "Hold deres hænder.", "Gør, hvad du kan.", "Stå på hænder og knæ.", "Lad armen hænge.",
    ],
    "sv": [
        "Lyft armen tills den är vågrät.", "Om det är lätt, lyft båda.", "Andas in.", "Stanna där.", "Öppna händerna.",
        "Vrid huvudet sidlänges.", "Gör vad du kan.", "Räta ut ryggen.", "Även här: andas.",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("lang", "step"), [(lang, step) for lang, steps in WRONG.items() for step in steps])
def test_statements_are_found(lang: str, step: str) -> None:
    begun = opening_that_is_no_order(step, lang)
    assert begun
    assert step.startswith(begun)


@pytest.mark.parametrize(("lang", "step"), [(lang, step) for lang, steps in RIGHT.items() for step in steps])
def test_orders_are_let_be(lang: str, step: str) -> None:
    assert opening_that_is_no_order(step, lang) == ""


@pytest.mark.parametrize("lang", WRONG)
def test_every_step_of_the_library_is_an_order(lang: str) -> None:
    steps = {
        (slug, piece.text)
        for slug in library().slugs("exercises")
        for piece in pieces(library().exercise_words(slug, lang))
        if piece.step
    }
    assert len(steps) > 250
    assert not [found for found in steps if opening_that_is_no_order(sentences(found[1])[0], lang)]


def test_other_languages_are_let_be() -> None:
    assert opening_that_is_no_order("Du sollst den Arm heben.", "de") == ""


def test_only_the_first_sentence_of_a_step_is_held_to_it() -> None:
    def told(text: str, step: bool = True) -> list[str]:
        return [remark.message for remark in remarks([Piece(("x",), text, step)], "en")]

    assert told("You should lift it.") == ["a step that begins 'You' does not say what to do"]
    assert told("Lift it {a}. That is one round.") == []
    assert told("You should feel it.", step=False) == []
