"""Each layout made into a file and read back, in every language and palette; where pages break is `test_pagination`."""

from __future__ import annotations

import datetime
import re
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from handouts.builder.job import Job
from handouts.builder.works import Works
from handouts.inspect.check import check_pdf
from handouts.inspect.facts import facts
from handouts.inspect.reading import read
from handouts.layout.template import PAPERS, LayoutTemplate, Part, Section
from handouts.library.layers import builtin
from handouts.problems import ProblemError
from tests.checks import verdict
from tests.content import put
from tests.docs.blocks import blocks
from tests.readback import expected_lines, expected_pictures, facts_and_reading, found_pictures
from tests.sample import library, template

TODAY = datetime.date(2026, 11, 21)
GUIDE = Path(__file__).parent.parent / "docs/pages/how-to/layout.md"
LANGS = ("en", "da", "sv")
PAIRS = {"en": "en+sv", "da": "da+en", "sv": "sv+da"}
ROUTINES, LEAFLETS = library().slugs("routines"), library().slugs("leaflets")
# a folded sheet has tests of its own: tests/layout/test_trifold.py
LAYOUTS = tuple(name for name in library().slugs("layouts") if template(name).panels is None)
ONE_PAGE = ("quick", "poster")
TOO_LONG = "daily-15"  # sixteen exercises: on one page in few languages


def items_of(layout: str) -> tuple[str, ...]:
    """The leaflets and routines that a layout is for."""
    order = set(template(layout).order)
    return (*(LEAFLETS if "questions" in order else ()), *(ROUTINES if {"exercises", "diary"} & order else ()))


MADE = [
    (layout, items_of(layout)[i % len(items_of(layout))], lang, palette)
    for layout in LAYOUTS
    for i, lang, palette in zip((1, 3, 7), LANGS, ("line", "colour", "grey"), strict=True)
]
made_files = pytest.mark.parametrize("case", MADE, ids=".".join)


def spoken(layout: str, lang: str) -> str:
    """The language, or the two languages that a layout needs."""
    return PAIRS[lang] if template(layout).languages == 2 else lang


@cache
def works() -> Works:
    return Works((), (), None, TODAY)


@cache
def made(case):
    """The file of a case, how many pages it has, its facts, its reading, its document and its pages."""
    layout, name, lang, palette = case
    job = Job(name, lang=spoken(layout, lang), layout=layout, palette=palette)
    data, count = works().make(job)
    return data, count, *facts_and_reading(data), *works().pages(job)


@made_files
def test_a_file_keeps_the_standards_and_reads_back(case) -> None:
    data, count, measured, reading, document, pages = made(case)
    assert check_pdf(data, case[1], template(case[0]).least_type) == []
    assert (measured.pdfua, measured.pdfa, measured.tagged) == ("1", "2A", True)
    assert count == len(pages) == len(measured.pages)
    assert measured.smallest_body >= 12
    assert reading.faults == ()
    assert dict(reading.untagged) == {}
    assert reading.lines() == expected_lines(document)
    assert found_pictures(reading) == expected_pictures(document)


@made_files
def test_nothing_is_printed_outside_the_margins(case) -> None:
    _, _, measured, *_ = made(case)
    margins, baseline = template(case[0]).page.margins, template(case[0]).page.furniture.baseline
    for page in measured.pages:
        width, height = page.media[2:]
        assert page.paint[0] >= margins.left - 1
        assert page.paint[2] <= width - margins.right + 1
        assert page.paint[3] <= height - margins.top + 1
        assert page.text[0] >= margins.left - 0.5
        assert page.text[2] <= width - margins.right + 5  # the space at a line's end may hang over
        assert min(page.paint[1], page.text[1]) >= baseline - 5


@pytest.mark.parametrize("layout", ONE_PAGE)
@pytest.mark.parametrize("lang", LANGS)
def test_a_whole_routine_is_on_one_page(layout: str, lang: str) -> None:
    for name in ROUTINES:
        if name != TOO_LONG:
            assert len(works().pages(Job(name, lang=spoken(layout, lang), layout=layout))[1]) == 1


@pytest.mark.parametrize("layout", ONE_PAGE)
def test_what_does_not_fit_on_one_page_is_told_with_a_way_out(layout: str) -> None:
    with pytest.raises(ProblemError, match=r"16 exercises do not fit on one page.*--skip.*grid"):
        works().pages(Job(TOO_LONG, lang="da", layout=layout))


@pytest.mark.parametrize(("layout", "each"), [("grid", 4), ("grid-two", 2), ("large-print", 1)])
def test_a_full_page_holds_as_many_exercises_as_its_layout_says(layout: str, each: int) -> None:
    pages = works().pages(Job("upper-back-relief", layout=layout))[1]
    counts = [sum(bool(frame.origin) for _, _, frame in page.placed) for page in pages]
    assert max(counts) == each
    assert sum(counts) == 8


def test_words_stand_behind_their_pictures() -> None:
    """A sheet that is turned over its long edge shows the back of a card where its front was, mirrored."""
    _, pages = works().pages(Job("desk-break", layout="cards"))
    assert len(pages) % 2 == 0
    for front, back in zip(pages[::2], pages[1::2], strict=True):
        before = {frame.origin: (x, y) for x, y, frame in front.placed if frame.origin}
        behind = {frame.origin: (x, y) for x, y, frame in back.placed if frame.origin}
        assert before.keys() == behind.keys() != set()
        wide = front.size[0] / 2
        assert all(behind[o] == pytest.approx((wide - x, y), abs=0.01) for o, (x, y) in before.items())
        assert all(frame.pictures for _, _, frame in front.placed if frame.origin)
        assert not any(frame.pictures for _, _, frame in back.placed)


def test_a_card_with_too_many_words_is_told(tmp_path) -> None:
    put(tmp_path, "full.yaml", "extends: cards\nname: full\nscale: 1.5\n")
    with pytest.raises(ProblemError, match="cm tall; a page has room for"):
        Works((), (tmp_path,), None, TODAY).pages(Job("desk-break", layout="full"))


@pytest.mark.parametrize(
    ("layout", "lang", "says"),
    [
        ("bilingual", "da", "--lang da[+]en, the patient's first"),
        ("bilingual", "da+en+sv", "is for two languages"),
        ("sheet", "da+en", "use --layout bilingual"),
        ("bilingual", "da+xx", "xx"),
    ],
)
def test_languages_that_a_layout_cannot_print(layout: str, lang: str, says: str) -> None:
    with pytest.raises(ProblemError, match=says):
        works().pages(Job("desk-break", lang=lang, layout=layout))


def test_two_languages_have_the_same_numbers_and_each_its_tag() -> None:
    data, _ = works().make(Job("upper-back-relief", lang="da+en", layout="bilingual"))
    reading = read(data)
    assert reading.lang == "da-GB"  # the emergency number is that of the clinician's country
    heads = [node.content() for node in reading.walk("H2")]
    numbered = [head.split()[0] for head in heads if head[0].isdigit()]
    assert numbered == [number for one in "12345678" for number in (one, one)]
    assert {"en-GB"} <= {node.lang for node in reading.walk("Sect")}
    assert len(found_pictures(reading)) == len({alt for alt, _ in found_pictures(reading)})


@pytest.mark.parametrize("layout", sorted(set(LAYOUTS) - {"leaflet", "bilingual"}))
def test_one_exercise_alone_and_a_sheet_for_the_pen(layout: str) -> None:
    assert verdict(works().make(Job("cat-cow", layout=layout))[0]) == []
    assert verdict(works().make(Job("desk-break", layout=layout, blank=True))[0]) == []


@pytest.mark.parametrize("layout", ["sheet", "booklet", "large-print", "grid", "grid-two", "cards", "trifold"])
def test_a_film_is_on_every_paper_that_has_room_for_a_code(tmp_path, layout: str) -> None:
    """Those without, quick, grid-six and poster, say in their files where it is."""
    facts_of = (builtin("content") / "exercises/walking/exercise.yaml").read_text("utf-8")
    put(tmp_path, "exercises/walking/exercise.yaml", f"{facts_of}video: https://example.org/walking\n")
    data, _ = Works((tmp_path,), (), None, TODAY).make(Job("walking", layout=layout))
    assert "https://example.org/walking" in {link.target for link in facts(data).links}
    assert "QR code" in " ".join(figure.alt for figure in facts(data).figures)


def test_a_diary_has_a_table_for_each_week() -> None:
    document, _ = works().pages(Job("twelve-week-plan", layout="log"))
    weeks = [block.title for block in document.blocks if hasattr(block, "days")]
    assert weeks == [f"Week {number}" for number in range(1, 13)]
    assert len([b for b in works().pages(Job("spasm-first-days", layout="log"))[0].blocks if hasattr(b, "days")]) == 1


@pytest.mark.parametrize(
    ("layout", "paper", "says"),
    [
        ("poster", "a4", "it is for a3"),
        ("sheet", "a3", "it is for a4 and letter"),
        ("sheet", "a2", "one of: a3, a4"),
    ],
)
def test_a_paper_that_a_layout_is_not_for(layout: str, paper: str, says: str) -> None:
    with pytest.raises(ProblemError, match=says):
        works().pages(Job("desk-break", layout=layout, paper=paper))


def test_the_worked_example_makes_a_layout_in_twenty_lines(tmp_path) -> None:
    example = next(block.text for block in blocks(GUIDE.read_text("utf-8")) if block.lang == "yaml")
    assert len(example.splitlines()) <= 20
    put(tmp_path, "our-clinic.yaml", example)
    makes = Works((), (tmp_path,), None, TODAY)
    for paper, lang in (("a4", "en"), ("a5", "da")):
        data, count = makes.make(Job("upper-back-relief", lang=lang, layout="our-clinic", paper=paper))
        assert verdict(data) == []
        assert count > 3


def test_the_guide_names_every_section_part_and_key() -> None:
    guide = GUIDE.read_text("utf-8")
    for word in (*get_args(Section), *get_args(Part), *PAPERS, *LayoutTemplate.model_fields):
        assert re.search(rf"\b{word.replace('_', '-')}\b", guide), word
