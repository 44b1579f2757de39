"""How good the page breaks are: every routine and leaflet in every layout, language and paper that it is for.

Nothing is written to a file: pages are laid out, and what is measured are their frames.
"""

from __future__ import annotations

import itertools
import math
from functools import cache, lru_cache

import pytest

from handouts.builder.job import Job
from handouts.compose.document import Beside, ExerciseBlock, Head, Log, Notes, Notice, PatientStrip, Question, text
from handouts.layout.exercise import name_share
from handouts.layout.frame import Tag
from handouts.layout.notice import HANG, _halves
from handouts.layout.pages import SNUG
from handouts.layout.rows import _width, grown, printed_blocks, rows_of
from handouts.layout.template import SMALLEST, Cell, Look
from handouts.layout.text import set_text
from tests.sample import library, template
from tests.test_layouts import LANGS, LEAFLETS, ONE_PAGE, ROUTINES, TOO_LONG, spoken, works

# a folded sheet has panels of its own, and tests of its own
LAYOUTS = tuple(name for name in library().slugs("layouts") if template(name).panels is None)
EXERCISES = {"exercises", "diary"}


# `sheet` is also what tests are dealt to workers by; all tests of one come together, while its blocks are remembered
def of(*some):
    """Runs a test for these layouts and languages."""
    return pytest.mark.parametrize("sheet", some, ids=".".join, scope="module")


sheets = of(*itertools.product(LAYOUTS, LANGS))


@lru_cache(maxsize=3)
def every(sheet):
    """(name of the document and its paper, look, document, pages) of all that a layout is for, in one language."""
    layout, lang = sheet
    found = template(layout)
    items = [*(LEAFLETS if "questions" in found.order else ()), *(ROUTINES if EXERCISES & set(found.order) else ())]
    made = []
    for paper, item in itertools.product(found.page.papers, items):
        if layout in ONE_PAGE and item == TOO_LONG:
            continue
        job = Job(item, lang=spoken(layout, lang), layout=layout, paper=paper)
        look, _ = works()._look(job)  # the very look, since blocks are laid out once for each
        made.append((f"{item} {paper}", look, *works().pages(job)))
    return made


@cache
def rows(document, look):
    return rows_of(printed_blocks(document.blocks, look.template), look, library().palette("colour"))


def boxes(page):
    """Left, bottom and top of each frame of a page."""
    return [(x, y - frame.height, y) for x, y, frame in page.placed]


def dealt(look: Look) -> bool:
    """Whether blocks are dealt to cards."""
    return look.template.cells is not None and look.template.cells.backs


def used(page, look: Look) -> float:
    """Points from the top margin to the lowest frame."""
    return page.size[1] - look.template.page.margins.top - min(bottom for _, bottom, _ in boxes(page))


def fewest(document, look: Look) -> int:
    """Pages that first fit needs with the least of everything: no order-keeping breaks need fewer."""
    count, held = 1, 0.0
    for row in rows(document, look):
        if held + row.least > look.height + 0.02:
            count, held = count + 1, 0.0
        held += row.least + row.gap * look.template.gaps.least
    return count


@sheets
def test_blocks_stand_on_pages_whole_and_apart(sheet) -> None:
    for name, look, document, pages in every(sheet):
        margins, size = look.template.page.margins, look.size
        frames = [frame for page in pages for _, _, frame in page.placed]
        assert len(frames) == len(document.blocks), name
        for page in pages:
            stand = boxes(page)
            assert all(x >= margins.left - 0.01 for x, _, _ in stand), name
            assert all(bottom >= margins.bottom - 0.05 for _, bottom, _ in stand), name
            assert all(top <= size[1] - margins.top + 0.05 for _, _, top in stand), name
            for (x, bottom, top), (x2, bottom2, top2) in itertools.combinations(stand, 2):
                assert x != x2 or bottom >= top2 - 0.05 or bottom2 >= top - 0.05, name


@sheets
def test_every_block_is_there_once_and_in_order(sheet) -> None:
    for name, _, document, pages in every(sheet):
        turns = itertools.count()
        stand = [(at, one[2]) for page in pages for one, at in zip(page.placed, page.reading or turns, strict=False)]
        origins = [frame.origin for _, frame in sorted(stand, key=lambda each: each[0]) if frame.origin]
        told = [b.origin for b in document.blocks if getattr(b, "origin", "") and getattr(b, "last", True)]
        assert origins == told, name


@sheets
def test_no_page_is_less_than_a_third_full_but_the_last(sheet) -> None:
    for name, look, _, pages in every(sheet):
        for page in pages[:-1]:
            assert used(page, look) >= look.height / 3, name


@sheets
def test_a_last_page_has_more_than_a_few_lines(sheet) -> None:
    """Where the page before it can spare something: a block that would not leave it less than a third full."""
    for name, look, _, pages in every(sheet):
        if len(pages) == 1 or dealt(look) or used(pages[-1], look) >= look.height / 6:
            continue
        _, top, moved = pages[-2].placed[-1]
        left = page_top(look) - top
        assert left < look.height / 3 or used(pages[-1], look) + moved.height + moved.gap > look.height, name


def page_top(look: Look) -> float:
    return look.size[1] - look.template.page.margins.top


@sheets
def test_no_heading_is_left_alone(sheet) -> None:
    """Below each heading stands something of its own, and nothing that leads in ends a page before what it is for."""
    for name, look, document, pages in every(sheet):
        for page in pages:
            for _, _, frame in page.placed:
                for section in frame.tree:
                    roles = [tag.role for tag in _flat(section)]
                    assert all(role in ("H1", "H2") for role in roles) is False, name
                    assert roles[-1] not in ("H1", "H2"), name
        blocks = list(document.blocks)
        ends = list(itertools.accumulate(len(page.placed) for page in pages))[:-1]
        for end in () if dealt(look) else ends:
            assert not isinstance(blocks[end - 1], Head | PatientStrip), name
            leads = isinstance(blocks[end - 1], Notes) and not blocks[end - 1].title
            assert not (leads and isinstance(blocks[end], Question | Log)), name


def _flat(tag: Tag):
    """The innermost structure elements, in order."""
    inner = [kid for kid in tag.kids if isinstance(kid, Tag)]
    return [leaf for kid in inner for leaf in _flat(kid)] if inner and tag.role not in ("H1", "H2", "P") else [tag]


@sheets
def test_there_are_no_more_pages_than_needed(sheet) -> None:
    """As few as can be when all that may give way does; never fewer than the heights add up to."""
    for name, look, document, pages in every(sheet):
        if dealt(look):
            return  # the number of cards decides
        ink = least_ink(rows(document, look), look)
        assert len(pages) <= fewest(document, look), name
        if len(pages) > math.ceil(ink * SNUG / look.height):  # else no way can save a page
            assert len(pages) == min(fewest(document, look), fewest(document, look.snug)), name


def least_ink(some, look: Look) -> float:
    return sum(row.least for row in some) + tight(some, look)


@of(("sheet", "en"), ("bilingual", "sv"), ("grid-two", "da"), ("leaflet", "en"))
def test_what_gives_way_never_saves_more_than_is_reckoned_with(sheet) -> None:
    for name, look, document, _ in every(sheet):
        saved = least_ink(rows(document, look.snug), look) / least_ink(rows(document, look), look)
        assert SNUG < saved < 1, name


@of(("sheet", "en"), ("grid", "da"), ("booklet", "sv"), ("leaflet", "sv"))
def test_short_documents_have_the_best_of_all_breaks(sheet) -> None:
    """Every way to break a document is tried: none has fewer pages, whatever gives way."""
    tried = 0
    for name, look, document, pages in every(sheet):
        some = rows(document, look.snug)
        if len(some) > 14:
            continue
        tried += 1
        for count in range(len(pages) - 1):
            for cuts in itertools.combinations(range(1, len(some)), count):
                ends = zip((0, *cuts), (*cuts, len(some)), strict=True)
                heights = [sum(r.least for r in some[a:b]) + tight(some[a : b - 1], look) for a, b in ends]
                assert max(heights) > look.height, (name, cuts)
    assert tried


def tight(some, look: Look) -> float:
    return sum(row.gap for row in some) * look.template.gaps.least


@sheets
def test_cells_of_a_row_are_level_and_of_one_height(sheet) -> None:
    for name, look, document, pages in every(sheet):
        if look.template.cells is None:
            return
        exercises = {b.origin for b in document.blocks if isinstance(b, ExerciseBlock)}
        for page in pages:
            tops = {}
            for x, y, frame in page.placed:
                if frame.origin in exercises:
                    tops.setdefault((y, look.template.cells.backs and x > look.size[0]), set()).add(frame.height)
            for heights in tops.values():
                assert max(heights) - min(heights) < 0.05, name


@of(*itertools.product(("sheet", "leaflet", "grid", "poster"), LANGS))
def test_columns_of_a_box_are_balanced(sheet) -> None:
    """Moving an item to the other column would never make them more even."""
    seen = set()
    for _, look, document, _ in every(sheet):
        for block in document.blocks:
            if not isinstance(block, Notice) or (block.items, look) in seen:
                continue
            seen.add((block.items, look))
            width = (look.width - 30) / 2
            style = look.styles["aside"]
            tall = {item: set_text(text(item), style, width - style.size * HANG).height for item in block.items}
            first, second = _halves(block.items, look, width)
            assert (*first, *second) == block.items
            apart = sum(tall[i] for i in first) - sum(tall[i] for i in second)
            assert -tall[second[0]] - 0.1 <= apart <= tall[first[-1]] + 0.1
    assert seen


@of(("grid", "en"))
def test_a_grid_grows_to_fill_its_pages_but_not_the_last(sheet) -> None:
    name, look, document, _ = next(made for made in every(sheet) if made[0] == "lower-back a4")
    some = [row for row in rows(document, look) if row.blocks]
    palette = library().palette("colour")
    (only,) = grown(some[:1], look.height, False, look, palette)
    assert some[0].height < only.height <= some[0].most + 0.01, name
    (calm,) = grown(some[:1], look.height, True, look, palette)
    assert calm.height == pytest.approx(some[0].height, abs=0.02)
    crowded = grown(some[:2], some[0].least + some[1].least, False, look, palette)
    assert [row.height for row in crowded] == pytest.approx([row.least for row in some[:2]], abs=0.1)


@of(("bilingual", "sv"))
def test_pictures_that_give_way_get_back_what_their_page_has_room_for(sheet) -> None:
    larger = 0
    for name, look, document, pages in every(sheet):
        least, more = (
            {row.origin: row.height for row in rows(document, here)} for here in (look.snug, look.snug.eased(0.25))
        )
        frames = [frame for page in pages for _, _, frame in page.placed if frame.origin]
        if len(pages) == fewest(document, look):
            continue  # nothing gave way
        assert all(frame.height >= least[frame.origin] for frame in frames), name
        for page in pages:
            own = [frame for _, _, frame in page.placed if more[frame.origin] > least[frame.origin]]
            if all(frame.height > least[frame.origin] for frame in own):
                larger += bool(own)
                continue
            taller = sum(more[frame.origin] - frame.height for frame in own)
            held = sum(frame.height + frame.gap for _, _, frame in page.placed) - page.placed[-1][2].gap
            assert held + taller > look.height, name
    assert larger > 10


@of(("bilingual", "en"))
def test_two_languages_stand_beside_one_another_on_one_page(sheet) -> None:
    for name, _, document, pages in every(sheet):
        assert sum(len(page.placed) for page in pages) == len(document.blocks), name
        assert all(isinstance(block, Beside | PatientStrip) for block in document.blocks), name


@of(*itertools.product(ONE_PAGE, LANGS))
def test_no_name_is_cut_where_the_whole_routine_is_on_one_page(sheet) -> None:
    for name, look, document, (page,) in every(sheet):
        blocks = [b for b in printed_blocks(document.blocks, look.template) if isinstance(b, ExerciseBlock)]
        columns = len({round(x) for x, _, frame in page.placed if frame.origin})
        share = min(
            1.0, min(name_share(b, look.within(Cell(_width(columns, look.template.cells, look)))) for b in blocks)
        )
        assert share * look.styles["name"].size >= SMALLEST * look.template.scale - 0.01, name
