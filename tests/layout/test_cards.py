from __future__ import annotations

import datetime
from functools import cache

import pytest

from handouts.builder.job import Job
from handouts.builder.works import Works
from handouts.compose.document import Notice
from handouts.inspect.reading import read

TODAY = datetime.date(2026, 11, 21)
COUNTRIES = ("GB", "DK", "SE", "US", "IE")


@cache
def works() -> Works:
    return Works((), (), None, TODAY)


def test_cards_are_read_one_after_the_other_front_and_back() -> None:
    """Their sheets have all fronts on one page and all backs on the next."""
    reading = read(works().make(Job("desk-break", layout="cards"))[0])
    numbered = [(node.content().split()[0], node.page) for node in reading.walk("H2") if node.content()[0].isdigit()]
    assert [number for number, _ in numbered] == [number for one in range(1, 9) for number in (str(one), str(one))]
    for (_, front), (_, back) in zip(numbered[::2], numbered[1::2], strict=True):
        assert back == front + 1


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("lang", ["en", "da", "sv"])
def test_all_warning_signs_are_on_the_cards(lang: str, paper: str, country: str) -> None:
    job = Job("foam-roller-set", lang=lang, layout="cards", paper=paper, country=country)
    cards, _ = works().pages(job)
    sheet, _ = works().pages(Job("foam-roller-set", lang=lang, layout="sheet", country=country))
    for kind in ("stop", "emergency", "urgent"):
        parts = [block for block in cards.blocks if isinstance(block, Notice) and block.kind == kind]
        (whole,) = (block for block in sheet.blocks if isinstance(block, Notice) and block.kind == kind)
        assert [item for part in parts for item in part.items] == list(whole.items)
        assert {part.title for part in parts} == {whole.title}
        assert [part.closing for part in parts] == [""] * (len(parts) - 1) + [whole.closing]
        assert [part.remark for part in parts] == [""] * (len(parts) - 1) + [whole.remark]


def test_a_box_that_fits_a_side_is_not_cut() -> None:
    counts = {}
    for lang in ("en", "sv"):
        document, _ = works().pages(Job("foam-roller-set", lang=lang, layout="cards"))
        counts[lang] = sum(isinstance(block, Notice) and block.kind == "urgent" for block in document.blocks)
    assert counts == {"en": 1, "sv": 2}
