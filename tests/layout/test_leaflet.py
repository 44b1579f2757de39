from __future__ import annotations

import datetime
import itertools
import re
from dataclasses import replace

import pytest

from handouts.builder.job import Job
from handouts.builder.works import Works
from handouts.compose.document import text
from handouts.drawing import OWN_COLOURS, Label
from handouts.layout.blocks import frame_of
from handouts.layout.frame import Frame, Tag
from handouts.layout.leaflet import BETWEEN, _right_aligned
from handouts.layout.rows import printed_blocks
from handouts.layout.template import Look
from handouts.layout.text import set_text
from handouts.units import mm
from tests.sample import drawing, panels, parts_of_a_stick, points, question, template

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


# ---------------------------------------------------------------- one column, and little room for labels
def narrow(name: str, paper: str, **sizes) -> Look:
    found = template(name)
    return Look(found.model_copy(update={"question": found.question.model_copy(update=sizes)}), paper, "colour")


def written(made: Frame, tags) -> list[tuple[float, float]]:
    """Where the words of some elements start."""
    kids = [kid for tag in walk(tags) for kid in tag.kids if not isinstance(kid, Tag)]
    return [
        (float(x), float(y))
        for kid in kids
        for x, y in re.findall(r"1 0 0 1 (-?[\d.]+) (-?[\d.]+) Tm", made.marks[kid].operators)
    ]


def test_without_a_left_column_the_question_stands_above_its_answer() -> None:
    made = frame_of(question(panels=panels(1), caption="How."), narrow("booklet", "a5"), OWN_COLOURS)
    heading, answer = starts(made, "H2"), starts(made, "P")
    assert min(x for x, _ in heading) == min(x for x, _ in answer) == 0
    assert min(y for _, y in heading) > max(y for _, y in answer)
    (figure,) = (tag for tag in walk(made.tree) if tag.role == "Figure")
    assert figure.box.top < min(y for _, y in answer[:2])


def test_evidence_may_be_left_out() -> None:
    assert printed_blocks((question(),), template("leaflet"))[0].evidence
    trifold = template("leaflet")
    trifold = trifold.model_copy(update={"question": trifold.question.model_copy(update={"evidence": False})})
    assert printed_blocks((question(),), trifold)[0].evidence is None


@pytest.mark.parametrize(("name", "paper", "columns"), [("booklet", "a5", 2), ("trifold", "a4", 1)])
def test_numbers_take_the_place_of_words_that_have_no_room(name: str, paper: str, columns: int) -> None:
    look = narrow(name, paper, labelled_height=mm(60))
    wide = drawing(-4000, -7000, 4000, 0)
    labels = (Label("head", wide.bounds[0], -6000, "left"), Label("stick", wide.bounds[2], -2000, "right"))
    words = (text("Wolfeschlegelsteinhausenbergerdorff"), text("Stick"))
    block = replace(parts_of_a_stick(), drawing=replace(wide, labels=labels), labels=words)
    made = frame_of(question(labelled=block), look, OWN_COLOURS)
    (figure,) = (tag for tag in walk(made.tree) if tag.role == "Figure")
    items = [tag for tag in walk(made.tree) if tag.role == "LI"]
    below = [written(made, [item])[0] for item in items]
    assert all(y < figure.box.bottom for _, y in below)
    assert len({round(x, 1) for x, _ in below}) == columns
    numbers = [mark.operators for mark in made.marks if not mark.role and "BT" in mark.operators]
    assert len(numbers) == 2 * len(items)  # at the line and before the words, for eyes only
    beside = [(float(x), float(y)) for mark in numbers for x, y in re.findall(r"1 0 0 1 (\S+) (\S+) Tm", mark)]
    assert sum(x < figure.box.left and y > figure.box.bottom for x, y in beside) == 1
    assert sum(x > figure.box.right and y > figure.box.bottom for x, y in beside) == 1
    assert all(0 <= x <= look.width for x, _ in beside)


@pytest.mark.parametrize("lang", ["en", "da", "sv"])
@pytest.mark.parametrize("name", ["leaflet", "booklet", "large-print"])
def test_no_label_stands_on_another_one(name: str, lang: str) -> None:
    works = Works((), (), None, datetime.date(2026, 11, 21))
    _, pages = works.pages(Job("faq-about-upper-back-pain", lang=lang, layout=name))
    style = Look(template(name), template(name).page.papers[0], "colour").styles["label-words"]
    seen = 0
    for frame in (frame for page in pages for *_, frame in page.placed):
        for listed in (tag for tag in walk(frame.tree) if tag.role == "L" and "None" in str(tag.attributes)):
            items = [written(frame, [item]) for item in listed.kids]
            tops = [max(y for _, y in places) for places in items]
            for one, other in itertools.combinations(range(len(items)), 2):
                apart = min(abs(a - b) for _, a in items[one] for _, b in items[other])
                level = abs(tops[one] - tops[other]) < 0.01 and abs(items[one][0][0] - items[other][0][0]) > mm(20)
                aside = abs(items[one][0][0] - items[other][0][0]) > mm(40)
                assert apart >= style.leading * 0.75 or level or aside
            seen += len(items)
    assert seen >= 7
