from __future__ import annotations

import datetime
import io
import itertools

import pytest
from PIL import Image

from handouts.builder.works import Works
from handouts.gallery import table, window
from handouts.inspect.facts import facts
from handouts.inspect.reading import read
from tests.checks import verdict

LAYOUTS = ("quick", "cards", "leaflet", "booklet", "bilingual")
TODAY = datetime.date(2026, 11, 21)


@pytest.fixture(scope="module")
def made() -> bytes:
    return window.gallery(Works((), (), None, TODAY), "spasm-first-days", "sv", LAYOUTS)


def exhibit(width: float, height: float, name: str = "one") -> window.Exhibit:
    pixels = [round(side * window.DENSITY) + 2 * table.MARGIN for side in (width, height)]
    return window.Exhibit(name, "A4", "A picture.", Image.new("RGB", (pixels[0], pixels[1])))


def test_every_layout_is_there_with_its_name_and_paper(made) -> None:
    reading = read(made)
    assert verdict(made) == []
    assert {node.content() for node in reading.walk("H2")} == {name.capitalize() for name in LAYOUTS}
    said = [node.content() for node in reading.walk("P")]
    assert {"A4, to cut, two-sided", "A5, to fold and staple", "A4, 1 page"} <= set(said)
    pictured = [node.alt for node in reading.walk("Figure")]
    assert len(pictured) == len(LAYOUTS)
    assert any("faq-" in alt for alt in pictured)  # a leaflet cannot show a routine


def test_nothing_leaves_the_paper(made) -> None:
    (page,) = facts(made).pages
    assert page.media[2:] == pytest.approx(window.SIZE, abs=0.1)
    assert page.text[0] >= window.EDGE - 1
    assert page.text[2] <= window.SIZE[0] - window.EDGE + 40
    assert page.text[1] >= window.EDGE - 1


def test_the_png_is_as_wide_as_asked_for(made) -> None:
    picture = Image.open(io.BytesIO(window.as_png(made, 640)))
    assert picture.size[0] == 640
    assert picture.size[1] == pytest.approx(640 * window.SIZE[1] / window.SIZE[0], abs=1)


@pytest.mark.parametrize("count", [1, 2, 5, 13])
def test_exhibits_are_as_large_as_the_sheet_allows_and_do_not_overlap(count: int) -> None:
    shown = [exhibit(842, 1190), *(exhibit(800 - 20 * i, 842) for i in range(count - 1))]
    rows, scale = window.arranged(shown)
    assert sorted(id(one) for row in rows for one in row) == sorted(map(id, shown))
    assert window._scale(rows) == scale
    look = window.Look(
        window.read(window.LayoutTemplate, Works((), (), None, TODAY).library.layout_source("sheet")), "a4", "grey"
    )
    _, *placed = window._placed(rows, scale, "Title", look)
    boxes = []
    for (x, y, _), one in zip(placed, (one for row in rows for one in row), strict=True):
        boxes.append((x, y - one.size.height * scale - window.LABEL, x + one.size.width * scale, y))
    assert all(box[0] >= window.EDGE - 1 and box[2] <= window.SIZE[0] - window.EDGE + 1 for box in boxes)
    assert all(box[1] >= window.EDGE - 1 and box[3] <= window.SIZE[1] - window.EDGE + 1 for box in boxes)
    for one, other in itertools.combinations(boxes, 2):
        assert one[2] <= other[0] + 1 or other[2] <= one[0] + 1 or one[3] <= other[1] + 1 or other[3] <= one[1] + 1
