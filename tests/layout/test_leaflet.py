from __future__ import annotations

import re

import pytest

from handouts.compose.document import text
from handouts.drawing import OWN_COLOURS
from handouts.layout.blocks import frame_of
from handouts.layout.frame import Frame, Tag
from handouts.layout.leaflet import BETWEEN, _right_aligned
from handouts.layout.template import Look
from handouts.layout.text import set_text
from handouts.units import mm
from tests.sample import panels, parts_of_a_stick, points, question, template

LOOK = Look(template("leaflet"), "a4", "colour")
SETTING = LOOK.template.question
RIGHT = SETTING.heading_width + SETTING.gutter


def frame(block) -> Frame:
    return frame_of(block, LOOK, OWN_COLOURS)


def walk(tags):
    for tag in tags:
        if isinstance(tag, Tag):
            yield tag
            yield from walk(tag.kids)


def starts(made: Frame, role: str) -> list[tuple[float, float]]:
    """Where each piece of text of a role starts."""
    return [
        (float(x), float(y))
        for mark in made.marks
        if mark.role == role
        for x, y in re.findall(r"1 0 0 1 (-?[\d.]+) (-?[\d.]+) Tm", mark.operators)
    ]


def test_the_question_stands_left_and_its_answer_right_on_the_same_height() -> None:
    made = frame(question())
    heading, answer = starts(made, "H2"), starts(made, "P")
    assert {x for x, _ in heading} == {0}
    assert min(x for x, _ in answer) == pytest.approx(RIGHT, abs=0.01)
    assert heading[0][1] == pytest.approx(answer[0][1], abs=2)


def test_lines_of_answers_are_easy_to_read() -> None:
    """60 to 70 characters a line."""
    words = "the quick brown fox jumps over a lazy dog and then it sleeps in the warm sun for a while " * 8
    part = set_text(text(words), LOOK.styles["body"], LOOK.width - RIGHT)
    lines = len({piece.y for piece in part.pieces})
    assert 58 <= len(words) / lines <= 72


def test_a_picture_stands_under_the_question() -> None:
    made = frame(question(panels=panels(2), caption="Two ways."))
    figures = [tag for tag in walk(made.tree) if tag.role == "Figure"]
    assert len(figures) == 2
    bottom = min(y for _, y in starts(made, "H2"))
    for tag in figures:
        assert tag.box.right <= SETTING.heading_width + 0.01
        assert tag.box.top < bottom
        assert tag.box.bottom > -made.height


def test_words_stand_at_the_ends_of_the_leader_lines() -> None:
    made = frame(question(labelled=parts_of_a_stick()))
    (figure,) = (tag for tag in walk(made.tree) if tag.role == "Figure")
    drawing = parts_of_a_stick().drawing
    scale = (figure.box.top - figure.box.bottom) / drawing.height
    assert figure.box.left + figure.box.right == pytest.approx(LOOK.width, abs=0.02)
    left, right = drawing.labels
    pieces = starts(made, "LBody")
    for label, outside in ((left, lambda x: x < figure.box.left), (right, lambda x: x > figure.box.right)):
        middle = figure.box.top - (label.y - drawing.bounds[1]) * scale
        near = [y for x, y in pieces if outside(x)]
        assert near
        assert (max(near) + min(near)) / 2 == pytest.approx(middle - 4, abs=4)  # baselines lie below the middle
    assert all(0 <= x <= LOOK.width for x, _ in pieces)


def test_words_at_the_left_end_at_the_picture() -> None:
    words = text("some words that need more than a single line of this width")
    part = _right_aligned(set_text(words, LOOK.styles["label-words"], 90), 90)
    ends = {}
    for piece in part.pieces:
        shown = set_text(text(piece.text.rstrip()), LOOK.styles["label-words"]).width
        ends[piece.y] = piece.x + shown
    assert len(ends) > 2
    assert all(end == pytest.approx(90, abs=0.05) for end in ends.values())


def test_pieces_of_a_list_keep_the_distance_of_its_points() -> None:
    first, second = frame(points(last=False)), frame(points(title="", intro=()))
    assert first.gap == BETWEEN
    assert second.gap == LOOK.template.gaps.exercise
    assert (first.origin, second.origin) == ("", "education/demo")
    assert max(y for _, y in starts(second, "LBody")) > -mm(6)
