from __future__ import annotations

import itertools
import re

import pytest

from handouts.compose.document import Fact, PatientStrip
from handouts.inspect.reading import read
from handouts.layout.strip import strip_frame
from handouts.layout.template import Look
from handouts.units import mm
from tests.checks import verdict
from tests.readback import expected_lines
from tests.sample import look, pdf_of, template, with_blocks

LABEL = template().patient.label_width, template().patient.label_height
FACTS = (Fact("Name", "Łukasz Žižek-Wolfeschlegelsteinhausenbergerdorff"), Fact("Date"), Fact("Clinician"))
NEXT = Fact("Next visit", "1 December 2026, at a quarter past ten, with M. Holm")


def dotted(frame) -> list[tuple[float, float, float]]:
    found = [re.search(r"\[0 3\] 0 d (\S+) (\S+) m (\S+) \S+ l S", mark.operators) for mark in frame.marks]
    return [(float(m[1]), float(m[3]), float(m[2])) for m in found if m]


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("sticker", ["", "Place for the patient label"])
@pytest.mark.parametrize("facts", [FACTS, (*FACTS, NEXT), (*FACTS, Fact("Next visit"))])
def test_lines_stay_in_their_box(facts, sticker: str, paper: str) -> None:
    frame = strip_frame(PatientStrip(facts, sticker), look(paper))
    edge = look(paper).width - (LABEL[0] + mm(4) if sticker else 0)
    for left, right, height in dotted(frame):
        assert 0 < left < right <= edge - mm(2.5)
        assert -frame.height + mm(1) < height < -mm(4)
    heights = sorted({height for *_, height in dotted(frame)})
    assert all(high - low > mm(6) for low, high in itertools.pairwise(heights))


def test_the_label_fits_its_place() -> None:
    """Patient labels are 70 by 36 or 37 mm."""
    frame = strip_frame(PatientStrip(FACTS, "Label"), look())
    (dashes,) = (mark.operators for mark in frame.marks if "[4 3] 0 d" in mark.operators)
    left, bottom, width, height = map(float, re.search(r"d (\S+) (\S+) (\S+) (\S+) re S", dashes).groups())
    assert (width, height) == pytest.approx(LABEL, abs=0.02)
    assert width >= mm(72)
    assert height >= mm(38)
    assert left + width == pytest.approx(look().width, abs=0.02)
    assert bottom >= -frame.height - 0.02


def test_a_value_that_is_too_wide_makes_the_box_higher() -> None:
    long = Fact("Next visit", "1 December 2026 " * 12)
    for sticker in ("", "Label"):
        short = strip_frame(PatientStrip((*FACTS, Fact("Next visit")), sticker), look())
        assert strip_frame(PatientStrip((*FACTS, long), sticker), look()).height > short.height


@pytest.mark.parametrize("sticker", ["", "Place for the patient label"])
def test_it_reads_back(sticker: str) -> None:
    made = with_blocks(PatientStrip((*FACTS, NEXT), sticker))
    data = pdf_of(made)
    assert verdict(data) == []
    assert read(data).lines() == expected_lines(made)


LONG = (
    Fact("Name", "Łukasz Aleksander Žižek-Brzęczyszczykiewicz"), Fact("Datum", "30. September 2026"),
    Fact("Behandelnde Person", "Margrethe Holm-Sørensen"), Fact("Nächster Termin", "24. Dezember 2026"),
)  # fmt: skip
PLAIN = (Fact("Name", "Bo Hansen"), Fact("Dato", "30. september 2026"), Fact("Behandler", "M. Holm"))


def places(facts: tuple[Fact, ...], name: str) -> list[tuple[float, float]]:
    """Where each line of text of a strip starts, in a layout."""
    frame = strip_frame(PatientStrip(facts), Look(template(name), "a4", "colour"))
    found = [place for mark in frame.marks for place in re.findall(r"1 0 0 1 (\S+) (\S+) Tm", mark.operators)]
    return [(float(x), float(y)) for x, y in found]


@pytest.mark.parametrize("name", ["sheet", "large-print"])
def test_what_is_too_wide_for_its_column_flows_onto_more_rows_and_no_word_is_cut(name) -> None:
    assert len(places(LONG, name)) == 2 * len(LONG)  # a label and a value in one line each
    assert len({y for _, y in places(LONG, name)}) > 1


def test_what_fits_stands_in_columns() -> None:
    plain, blank = places(PLAIN, "sheet"), places(tuple(Fact(fact.label) for fact in PLAIN), "sheet")
    assert [x for x, _ in plain[::2]] == [x for x, _ in blank]
    assert len({y for _, y in plain}) == 1
