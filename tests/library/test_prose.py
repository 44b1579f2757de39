from __future__ import annotations

import pytest

from handouts.library.models import ExerciseWords, LeafletWords
from handouts.library.prose import Piece, lix, pieces, reading_age, remarks, sentences

EASY = "Sit on a chair. Put your feet flat. Look up. Lift your arm. Hold it there. Let it go. " * 4
HARD = "Physiotherapeutic rehabilitation necessitates individualised musculoskeletal interventions. " * 12


def said(text: str, lang: str = "en", step: bool = False, **glossary) -> list[str]:
    return [remark.message for remark in remarks([Piece(("x",), text, step)], lang, glossary)]


def test_sentences_end_at_points_and_colons_and_slots_do_not_count() -> None:
    assert sentences("Sit {start}. Look up: breathe! 3. Now?") == ["Sit.", "Look up:", "breathe!", "Now?"]


def test_lix_counts_words_a_sentence_and_long_words_in_a_hundred() -> None:
    assert lix(["one two three longword", "five six"]) == pytest.approx(6 / 2 + 100 * 1 / 6)


def test_reading_age_is_five_years_above_the_grade() -> None:
    text = ["abcd abcd abcd abcd"]  # 4 letters a word, 4 words a sentence
    assert reading_age(text) == pytest.approx(4.71 * 4 + 0.5 * 4 - 21.43 + 5)


def test_plain_words_are_left_alone() -> None:
    assert said(EASY) == []


def test_hard_words_are_told_with_their_measure() -> None:
    assert len(said(HARD)) == 2
    assert "LIX" in said(HARD)[0]
    assert "reading age" in said(HARD)[1]
    assert ["LIX" in line for line in said(HARD, "da")] == [True]


@pytest.mark.parametrize(("words", "step", "expected"), [(15, True, 0), (16, True, 1), (25, False, 0), (26, False, 1)])
def test_long_sentences_and_steps(words, step, expected) -> None:
    assert len(said("so " * words, step=step)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Arch your back", 1), ("Your back, rounded like an arch", 0), ("Search", 0), ("It helps 80 % of us", 1),
     ("Half of us", 0), ("1/2 of us", 1), ("8 of 10 people", 0)],
)  # fmt: skip
def test_doubtful_words(text, expected) -> None:
    assert len(said(text)) == expected


def test_a_term_is_explained_somewhere_in_the_item() -> None:
    assert said("Feel the rhomboids", rhomboids=["between the blades"]) == ["'rhomboids' is not explained"]
    assert said("Feel the rhomboids, between the blades", rhomboids=["between the blades"]) == []


def test_pieces_are_the_prose_of_an_item_and_not_its_name() -> None:
    words = ExerciseWords(
        version="1.0", name="Name", steps=("One {a}.",), feel="feel", mistakes=("m",), note="n", alt={"a": "seen"}
    )
    assert [(piece.loc, piece.step) for piece in pieces(words)] == [
        (("steps", 0), True), (("feel",), False), (("mistakes", 0), False), (("note",), False)
    ]  # fmt: skip
    asked = {"a1": {"question": "Why?", "answer": ["So."], "evidence": "s"}}
    leaflet = LeafletWords.model_validate(
        {"version": "1.0", "title": "T", "purpose": "p", "audience": "a", "questions": asked}
    )
    assert [piece.loc[-1] for piece in pieces(leaflet)] == ["purpose", "audience", "question", 0, "evidence"]
