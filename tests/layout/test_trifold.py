from __future__ import annotations

import datetime
import io
import itertools
import re
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from handouts.builder.job import Job
from handouts.builder.works import Works
from handouts.compose.document import Notes, Notice, Question
from handouts.inspect.content import interpret
from handouts.inspect.facts import facts
from handouts.inspect.reading import read
from handouts.layout.template import Look, panel_widths
from handouts.layout.trifold import even_cuts
from handouts.problems import ProblemError
from handouts.units import mm, to_mm
from tests.checks import verdict
from tests.content import put
from tests.readback import expected_lines, expected_pictures, found_pictures
from tests.sample import library, template

TODAY = datetime.date(2026, 11, 21)
FACES = {0: (5, 6, 1), 1: (2, 3, 4)}  # what stands beside what, outside and inside (standards of the roll fold)
SIZES = {0: (97, 100, 100), 1: (100, 100, 97)}  # mm, on A4
LEAFLETS, ROUTINES = library().slugs("leaflets"), library().slugs("routines")
SHORT = ("foam-roller-set", "everyday-habits", "dynamic-warm-up")  # three, four and five exercises
EVERY = [(name, "en", "a4") for name in (*LEAFLETS, *ROUTINES)]
MADE = [
    ("faq-is-it-safe", "en", "a4", "colour"),
    ("faq-desk-and-daily-life", "da", "letter", "grey"),
    ("everyday-habits", "sv", "letter", "line"),
]
EVERY += [(name, lang, "letter") for lang in ("da", "sv") for name in (*LEAFLETS, *SHORT)]


@cache
def works() -> Works:
    return Works((), (), None, TODAY)


@cache
def laid_out(name: str, lang: str = "en", paper: str = "a4"):
    return works().pages(Job(name, lang=lang, paper=paper, layout="trifold"))


@cache
def made(name: str, lang: str, paper: str, palette: str) -> bytes:
    return works().make(Job(name, lang=lang, paper=paper, palette=palette, layout="trifold"))[0]


def panels(pages) -> dict[int, tuple[float, float]]:
    """Left and right edge of each panel."""
    found = {}
    for face, names in FACES.items():
        wide, flap = panel_widths(pages[face].size[0])
        edges = [0.0, *itertools.accumulate(flap if name in (4, 5) else wide for name in names)]
        found |= {name: (edges[at], edges[at + 1]) for at, name in enumerate(names)}
    return found


def standing(pages) -> dict[int, list[tuple[int, float, float, object]]]:
    """Of each panel: the place in the reading order, x, y of the top, and the frame, of all that stands there."""
    found: dict[int, list] = {name: [] for name in range(1, 7)}
    where = panels(pages)
    for face, page in enumerate(pages):
        for order, (x, y, frame) in zip(page.reading, page.placed, strict=True):
            (name,) = (name for name in FACES[face] if where[name][0] <= x < where[name][1])
            found[name].append((order, x, y, frame))
    return found


# ---------------------------------------------------------------- the sheet and its folds
@pytest.mark.parametrize(("width", "wide", "flap"), [(mm(297), 100, 97), (mm(279.4), 94.13, 91.13)])
def test_the_flap_is_narrower_and_all_panels_make_the_sheet(width: float, wide: float, flap: float) -> None:
    assert [to_mm(each) for each in panel_widths(width)] == pytest.approx([wide, flap], abs=0.01)
    assert sum((panel_widths(width)[0], *panel_widths(width))) == pytest.approx(width)


def test_each_panel_has_its_own_inside_behind_it() -> None:
    """A sheet is turned like a page: what is behind the left of one face is at the right of the other."""
    behind = dict(zip(FACES[0], reversed(FACES[1]), strict=True))
    assert behind == {1: 2, 6: 3, 5: 4}
    where = panels(laid_out("everyday-habits")[1])
    width = mm(297)
    for front, back in behind.items():
        left, right = where[front]
        assert where[back] == pytest.approx((width - right, width - left))
    assert [round(to_mm(where[name][1] - where[name][0])) for face in FACES for name in FACES[face]] == [
        *SIZES[0],
        *SIZES[1],
    ]


def test_a_folded_sheet_shows_its_panels_in_the_order_in_which_they_are_read() -> None:
    """The right panel of the inside is folded in first, the left one over it."""
    strips = [(2, 1), (3, 6), (4, 5)]  # seen from inside: what shows, what is behind it
    assert tuple(inside for inside, _ in strips) == FACES[1]
    assert tuple(outside for _, outside in reversed(strips)) == FACES[0]
    left, middle, right = strips
    folded_in = [right[::-1], middle]  # the flap lies on the middle, its back to us
    closed = [left[::-1], *folded_in]
    assert closed[0][0] == 1  # the cover is on top
    assert closed[-1][1] == 6  # and the back behind
    assert (closed[0][1], closed[1][0]) == (2, 5)  # opened once: the left of the inside, and the flap beside it
    pages = laid_out("everyday-habits")[1]
    read_in_turn = [name for name, stand in sorted(standing(pages).items()) for _ in stand]
    orders = [order for name in range(1, 7) for order, *_ in standing(pages)[name]]
    assert orders == list(range(len(orders)))
    assert read_in_turn == sorted(read_in_turn)


def test_ticks_stand_at_the_folds_of_the_inside_and_nowhere_else() -> None:
    _, (outside, inside) = laid_out("everyday-habits")
    strokes = re.findall(r"([\d.]+) ([\d.]+) m ([\d.]+) ([\d.]+) l", inside.furniture)
    found = sorted(tuple(round(to_mm(float(value))) for value in stroke) for stroke in strokes)
    assert found == [(100, 0, 100, 8), (100, 202, 100, 210), (200, 0, 200, 8), (200, 202, 200, 210)]
    assert " m " not in outside.furniture


# ---------------------------------------------------------------- what stands on it
def test_boxes_stand_where_they_fit_best_and_all_else_keeps_its_order() -> None:
    """Swedish boxes are tall: the rules come before the first exercise, the signs behind the last."""
    document, _ = laid_out("spasm-prevention-four", "sv")
    kinds = [getattr(block, "kind", "") or str(getattr(block, "number", "")) for block in document.blocks]
    assert list(filter(None, kinds)) == ["stop", "1", "2", "3", "4", "emergency", "urgent"]


@pytest.mark.parametrize("way", EVERY, ids=".".join)
def test_all_stands_inside_its_panel_or_a_problem_says_how_it_would(way) -> None:
    try:
        document, pages = laid_out(*way)
    except ProblemError as error:
        (problem,) = error.problems
        assert re.search(
            r"layout trifold: its panels are \d+ mm too short; the longest parts are \S+ \(\d+ mm\)", str(problem)
        )
        assert way[0] not in SHORT or way[1] != "en"
        assert way[0] in ROUTINES or way[1] != "en"  # the leaflets all fit in English
        assert "--layout booklet" in problem.hint
        return
    margins, where = template("trifold").page.margins, panels(pages)
    for name, stand in standing(pages).items():
        left, right = where[name]
        level = pages[0].size[1] - margins.top
        for _, x, y, frame in sorted(stand, key=lambda each: -each[2]):
            assert left + margins.left - 0.01 <= x
            assert x + panel_widths(pages[0].size[0])[1] - margins.left - margins.right <= right - margins.right + 0.01
            assert y <= level + 0.05
            level = y - frame.height
        assert level >= margins.bottom - 0.05
    assert len([frame for page in pages for *_, frame in page.placed if frame.tree]) == len(document.blocks)
    assert {1, 2, 3, 4, 5, 6} == {name for name, stand in standing(pages).items() if stand}


@pytest.mark.parametrize("way", MADE, ids=".".join)
def test_a_file_keeps_the_standards_and_is_read_panel_by_panel(way) -> None:
    data, (document, _) = made(*way), laid_out(*way[:3])
    measured, reading = facts(data), read(data)
    assert verdict(data) == []
    assert (measured.pdfua, measured.pdfa, measured.tagged) == ("1", "2A", True)
    assert measured.smallest_body >= 12
    assert reading.faults == ()
    assert dict(reading.untagged) == {}
    assert reading.lines() == expected_lines(document)
    assert found_pictures(reading) == expected_pictures(document)


@pytest.mark.parametrize("way", MADE, ids=".".join)
def test_no_word_and_no_picture_comes_near_a_fold_or_an_edge(way) -> None:
    """5 mm at the least: folds are never exact."""
    _, pages = laid_out(*way[:3])
    where = panels(pages)
    for face, page in enumerate(PdfReader(io.BytesIO(made(*way))).pages):
        seen = interpret(page)
        boxes = [one.box for one in (*seen.shown, *seen.painted)]
        ticks = [
            box for box in boxes if box[2] - box[0] < 1 and (box[1] < 1 or box[3] > float(page.mediabox.height) - 1)
        ]
        assert len(ticks) == (4 if face else 0)
        for left, bottom, right, _ in boxes:
            if (left, bottom) not in [tick[:2] for tick in ticks]:
                middle = (left + right) / 2
                (name,) = (name for name in FACES[face] if where[name][0] <= middle < where[name][1])
                assert left >= where[name][0] + mm(5)
                assert right <= where[name][1] - mm(5) + 4  # the space at a line's end may hang over
                assert bottom >= mm(3.5)


def test_the_cover_has_title_and_patient_and_the_back_the_approval() -> None:
    kinds = blocks_of(*laid_out("faq-is-it-safe"))
    assert [type(block).__name__ for block in kinds[1]] == ["Head", "Notes", "PatientStrip"]
    assert isinstance(kinds[6][0], Notice)
    assert isinstance(kinds[6][-1], Notes)
    assert "No clinician has approved this sheet yet." in str(kinds[6][-1].paragraphs)
    assert "FQC-EN-GB · version 1.0" in laid_out("faq-is-it-safe")[0].furniture.left


def test_pictures_are_as_large_as_the_words_beside_them_allow() -> None:
    """Alone on its panel, an exercise has larger pictures than with something else."""
    alone, together = [], []
    for stand in standing(laid_out("spasm-prevention-four", "sv")[1]).values():
        for frame in (frame for *_, frame in stand if frame.origin):
            tall = max(tag.box.top - tag.box.bottom for tag in figures(frame.tree))
            (together if len(stand) > 1 else alone).append(tall)
    assert min(alone) > max(together) > mm(12)


def blocks_of(document, pages) -> dict[int, list]:
    """The blocks on each panel; a picture that only decorates is of none."""
    stand = standing(pages)
    blocks = iter(document.blocks)
    return {name: [next(blocks) for *_, frame in stand[name] if frame.tree] for name in range(1, 7)}


def figures(tags):
    for tag in tags:
        if not isinstance(tag, int):
            yield from [tag] if tag.role == "Figure" else figures(tag.kids)


# ---------------------------------------------------------------- what gives way, and what does not fit
def test_parts_give_way_one_after_the_other() -> None:
    """The shortest leaflet keeps all; a longer one leaves out what its layout lists first."""
    short, _ = laid_out("faq-how-to-use-this-sheet")
    desk, _ = laid_out("faq-desk-and-daily-life")
    long, _ = laid_out("faq-is-it-safe")

    def has(document) -> tuple[bool, bool, bool]:
        kinds = [type(block).__name__ for block in document.blocks]
        sources = any(isinstance(block, Notes) and block.title == "Sources" for block in document.blocks)
        evidence = any(block.evidence for block in document.blocks if isinstance(block, Question))
        return "Points" in kinds, sources, evidence

    assert has(short) == (True, True, True)
    assert has(desk) == (False, True, True)
    assert has(long) == (False, False, False)
    assert template("trifold").gives_way[:3] == ("education", "video", "sources")


@pytest.mark.parametrize(
    "way", [("faq-about-upper-back-pain", "da"), ("desk-break", "sv"), ("upper-back-relief", "en")]
)
def test_what_the_problem_says_to_skip_makes_it_fit(way) -> None:
    name, lang = way
    with pytest.raises(ProblemError) as error:
        works().pages(Job(name, lang=lang, layout="trifold"))
    (problem,) = error.value.problems
    skip = tuple(re.findall(r"--skip (\S+?)(?= |,)", problem.hint))
    assert skip
    document, pages = works().pages(Job(name, lang=lang, layout="trifold", skip=skip))
    assert len(pages) == 2
    named = {getattr(block, "id", "") or getattr(block, "origin", "") for block in document.blocks}
    assert named.isdisjoint(skip)
    tallest = re.findall(r"\((\d+) mm\)", problem.message)
    assert [int(each) for each in tallest] == sorted(map(int, tallest), reverse=True)


def test_too_much_by_far_and_a_full_cover() -> None:
    with pytest.raises(ProblemError, match=r"mm too short.*\(use --layout booklet\)"):
        works().pages(Job("daily-15", layout="trifold"))
    note = "Please read this with care. " * 40
    with pytest.raises(
        ProblemError, match=r"the cover is \d+ mm too tall \(shorten the note, or use --layout booklet\)"
    ):
        works().pages(Job("everyday-habits", layout="trifold", note=note))


def test_a_clinic_may_choose_what_a_trifold_shows(tmp_path) -> None:
    own = "order: [head, questions, stop, about]\ngives-way: []\nquestion: {evidence: false}\n"
    put(tmp_path, "ours.yaml", f"extends: trifold\nname: ours\n{own}")
    document, _ = Works((), (tmp_path,), None, TODAY).pages(Job("faq-desk-and-daily-life", layout="ours"))
    kinds = {type(block).__name__ for block in document.blocks}
    assert kinds == {"Head", "Question", "Notice", "Notes"}


@pytest.mark.parametrize("change", ["page: {across: false}", "press: booklet", "panels: null"])
def test_parts_of_a_layout_that_belong_together(tmp_path, change: str) -> None:
    put(tmp_path, "ours.yaml", f"extends: trifold\nname: ours\n{change}\n")
    with pytest.raises(ProblemError, match="press: trifold, panels and page: across: true belong together"):
        Works((), (tmp_path,), None, TODAY).pages(Job("everyday-habits", layout="ours"))


LENGTHS = st.integers(1, 12).map(float)


@given(st.lists(st.tuples(LENGTHS, st.sampled_from([0.0, 1.0])), max_size=7), st.lists(LENGTHS, min_size=1, max_size=4))
def test_cuts_are_the_most_even_ones(frames, rooms) -> None:
    heights, gaps = [height for height, _ in frames], [gap for _, gap in frames]
    every = []
    for cuts in itertools.combinations_with_replacement(range(len(frames) + 1), len(rooms) - 1):
        ends = list(zip((0, *cuts), (*cuts, len(frames)), strict=True))
        used = [sum(heights[a:b]) + sum(gaps[a : max(a, b - 1)]) for a, b in ends]
        if all(each <= room for each, room in zip(used, rooms, strict=True)):
            every.append(sum((room - each) ** 2 for each, room in zip(used, rooms, strict=True)))
    waste, cuts = even_cuts(heights, gaps, rooms)
    assert waste == pytest.approx(min(every, default=float("inf")))
    assert len(cuts) == (len(rooms) - 1 if every else 0)


def test_a_plan_prints_each_block_once() -> None:
    document, _ = laid_out("faq-is-it-safe")
    look = Look(template("trifold"), "a4", "colour")
    whole, _ = works().pages(Job("faq-is-it-safe", layout="leaflet"))
    questions = [block.id for block in document.blocks if isinstance(block, Question)]
    assert questions == [block.id for block in whole.blocks if isinstance(block, Question)]
    assert look.width == pytest.approx(panel_widths(mm(297))[1] - mm(13))
