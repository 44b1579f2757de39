"""Blocks where there is little room: on cards, in booklets and on the panels of a tri-fold."""

from __future__ import annotations

import itertools
import re

import pytest

from handouts.compose.document import Fact, Glance, Head, Notice, PatientStrip, text
from handouts.drawing import OWN_COLOURS
from handouts.layout.blocks import CRAMPED, NARROW, frame_of
from handouts.layout.frame import Frame
from handouts.layout.template import Look
from handouts.layout.text import set_text
from handouts.library.artwork import Raster
from handouts.units import mm
from tests.sample import look, template

FOLDED = Look(template("trifold"), "a4", "colour")
FACTS = (Fact("How often", "2–3 times a week"), Fact("You need", "mat, chair, doorway, light weights and a stick"))
LOGO = Raster(600, 300, False, bytes(600 * 300 * 3))


def starts(made: Frame) -> list[tuple[float, float]]:
    """Where each piece of text starts, from the top down."""
    found = [re.findall(r"1 0 0 1 (-?[\d.]+) (-?[\d.]+) Tm", mark.operators) for mark in made.marks]
    return [(float(x), float(y)) for places in found for x, y in places]


def test_panels_and_booklets_are_narrow_and_sheets_are_not() -> None:
    assert FOLDED.width < NARROW < Look(template("booklet"), "a5", "colour").width < CRAMPED < look().width
    large = Look(template("large-print"), "a4", "colour")
    assert look().width * 0.9 < large.width < CRAMPED * large.template.scale  # larger type needs more room


def test_values_stand_right_of_all_labels_and_facts_below_one_another() -> None:
    made = frame_of(Glance(FACTS), FOLDED, OWN_COLOURS)
    widest = max(set_text(text(fact.label), FOLDED.styles["fact-label"]).width for fact in FACTS)
    labels = [(x, y) for x, y in starts(made) if x < mm(4)]
    values = [(x, y) for x, y in starts(made) if x >= mm(4)]
    assert len(labels) == 2
    assert min(x for x, _ in values) > mm(3) + widest
    assert len({round(x, 1) for x, _ in values}) == 1
    first, second = sorted((y for _, y in labels), reverse=True)
    assert next(y for _, y in values) == pytest.approx(first, abs=1)
    assert sum(y < first - 1 for _, y in values) >= 2  # the longer value takes two lines
    assert second == pytest.approx(max(y for _, y in values if y < first - 1), abs=1)


def test_a_pen_has_room_for_what_is_not_known() -> None:
    made = frame_of(Glance((Fact("How often"), Fact("For how long"), FACTS[0])), FOLDED, OWN_COLOURS)
    dots = re.findall(r"\[0 3\] 0 d (\S+) (\S+) m (\S+) \S+ l S", "\n".join(mark.operators for mark in made.marks))
    levels = sorted(float(y) for _, y, _ in dots)
    assert len(levels) == 2
    assert levels[1] - levels[0] > mm(6)
    assert all(float(right) - float(left) > mm(30) for left, _, right in dots)
    assert -made.height < levels[0]
    assert levels[1] < -mm(6)


def test_the_clinic_stands_below_the_purpose() -> None:
    head = Head(
        "A title that is long", "One purpose.", "Harbour Physiotherapy", "12 Quay Street", ("Old.",), "", LOGO, "H"
    )
    made = frame_of(head, FOLDED, OWN_COLOURS)
    levels = [y for _, y in starts(made)]
    assert levels == sorted(levels, reverse=True)
    assert {x for x, _ in starts(made)} == {0}
    (figure,) = (tag for tag in made.tree[0].kids if tag.role == "Figure")
    assert figure.box.left == 0
    assert figure.box.right <= FOLDED.template.logo.width + 0.01
    above, below = [y for y in levels if y > figure.box.top], [y for y in levels if y < figure.box.bottom]
    assert len(above) + len(below) == len(levels)
    assert [tag.role for tag in made.tree[0].kids] == ["H1", "P", "Figure", "P", "P", "P"]


def test_the_facts_of_a_patient_stand_in_the_columns_of_the_template() -> None:
    strip = PatientStrip((Fact("Name", "Ann"), Fact("Date", "1 May"), Fact("Clinician", "Bo")))
    assert len({y for _, y in starts(frame_of(strip, FOLDED, OWN_COLOURS))}) == 3
    assert len({y for _, y in starts(frame_of(strip, look(), OWN_COLOURS))}) == 1


def test_a_label_stands_below_where_there_is_no_room_beside() -> None:
    facts = (Fact("Name"), Fact("Date"), Fact("Clinician"))
    bare, made = (frame_of(PatientStrip(facts, words), FOLDED, OWN_COLOURS) for words in ("", "Label"))
    (dashes,) = (mark.operators for mark in made.marks if "[4 3] 0 d" in mark.operators)
    left, bottom, width, height = map(float, re.search(r"d (\S+) (\S+) (\S+) (\S+) re S", dashes).groups())
    assert left == 0
    assert width <= FOLDED.width
    assert height == pytest.approx(FOLDED.template.patient.label_height, abs=0.02)
    assert bottom + height < -bare.height
    assert bottom == pytest.approx(-made.height, abs=0.02)


def test_sizes_of_logo_and_label_are_those_of_the_template() -> None:
    own = template("sheet")
    own = own.model_copy(
        update={
            "logo": own.logo.model_copy(update={"width": mm(30)}),
            "patient": own.patient.model_copy(update={"label_height": mm(50)}),
        }
    )
    mine = Look(own, "a4", "colour")
    made = frame_of(Head("T", "P.", logo=LOGO, logo_alt="H"), mine, OWN_COLOURS)
    (figure,) = (tag for tag in made.tree[0].kids if tag.role == "Figure")
    assert figure.box.right - figure.box.left == pytest.approx(mm(30))
    strip = PatientStrip((Fact("Name"),), "Label")
    assert frame_of(strip, mine, OWN_COLOURS).height == pytest.approx(mm(50))


def test_a_narrow_box_keeps_more_of_its_width_for_words() -> None:
    notice = Notice("stop", "Stop", ("one", "two"))
    edges = [min(x for x, _ in starts(frame_of(notice, each, OWN_COLOURS))) for each in (FOLDED, look())]
    assert edges == pytest.approx([mm(2.4), mm(3.2)], abs=0.01)
    for one, other in itertools.pairwise(edges):
        assert one < other


def test_a_fact_and_its_value_stand_on_one_line() -> None:
    here = Look(template("booklet"), "a5", "colour")
    marks = [mark for mark in frame_of(Glance((Fact("You need", "mat"),)), here, OWN_COLOURS).marks if mark.role == "P"]
    levels = [float(re.search(r"1 0 0 1 \S+ (\S+) Tm", mark.operators)[1]) for mark in marks]
    assert len(levels) == 2
    assert levels[0] == pytest.approx(levels[1], abs=0.02)
