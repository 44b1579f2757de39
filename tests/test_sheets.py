"""Every routine and leaflet of the library in every language: what a sheet must keep, whatever its content.

Papers and palettes take turns; two of the sheets are made on both papers in all three palettes.
"""

from __future__ import annotations

import datetime
import io
from functools import cache

import pytest

from handouts.builder.job import Job
from handouts.builder.works import Works
from handouts.compose.document import ExerciseBlock
from handouts.inspect.reading import read
from handouts.layout.template import PAPERS
from tests.checks import verdict
from tests.readback import expected_lines, expected_pictures, facts_and_reading, found_pictures
from tests.sample import library, template

TODAY = datetime.date(2026, 11, 21)
WAYS = [("a4", "colour"), ("letter", "grey"), ("a4", "line"), ("letter", "colour"), ("a4", "grey"), ("letter", "line")]
IN_EVERY_WAY = ("upper-back-relief", "faq-is-it-safe")
SPOKEN = {name.removesuffix(".yaml") for name in library().content.names("safety/words")}
ITEMS = [
    (name, lang)
    for kind in ("routines", "leaflets")
    for name in library().slugs(kind)
    for lang in library().languages(kind, name)
    if lang in SPOKEN
]
SHEETS = [(name, "en", *way) for name in IN_EVERY_WAY for way in WAYS]
SHEETS += [
    (*item, *WAYS[i % len(WAYS)]) for i, item in enumerate(ITEMS) if item[0] not in IN_EVERY_WAY or item[1] != "en"
]
sheets = pytest.mark.parametrize("sheet", SHEETS, ids=".".join)


@cache
def works() -> Works:
    return Works((), (), None, TODAY)


@cache
def made(sheet):
    """The file, its document and its pages."""
    name, lang, paper, palette = sheet
    job = Job(name, lang=lang, paper=paper, palette=palette)
    data, count = works().make(job)
    return data, count, *works().pages(job)


@cache
def inspected(sheet):
    return facts_and_reading(made(sheet)[0])


def measures(sheet):
    return inspected(sheet)[0]


def reading(sheet):
    return inspected(sheet)[1]


def test_there_are_sheets() -> None:
    assert ("upper-back-relief", "en", "a4", "colour") in SHEETS


@sheets
def test_it_keeps_the_standards(sheet) -> None:
    assert verdict(made(sheet)[0]) == []
    found = measures(sheet)
    assert (found.pdfua, found.pdfa) == ("1", "2A")
    assert found.tagged
    assert found.marked
    assert found.display_title


@sheets
def test_it_says_what_it_is(sheet) -> None:
    found, document = measures(sheet), made(sheet)[2]
    assert found.title == document.title
    assert found.title
    assert found.lang == document.language
    assert found.lang.startswith(sheet[1])
    assert {"Author", "Subject", "Keywords"} <= {key for key, value in found.info.items() if value}


@sheets
def test_its_faces_are_embedded_and_cut_down(sheet) -> None:
    faces = measures(sheet).faces
    assert faces
    assert all(face.embedded and face.subset and face.to_unicode for face in faces)


@sheets
def test_it_reads_back_as_it_was_composed(sheet) -> None:
    found, document = reading(sheet), made(sheet)[2]
    assert found.lines() == expected_lines(document)
    assert found_pictures(found) == expected_pictures(document)
    assert found.faults == ()
    assert dict(found.untagged) == {}


@sheets
def test_its_pictures_and_links_have_words(sheet) -> None:
    found = measures(sheet)
    assert found.figures
    assert all(figure.alt and len(figure.alt) > 20 for figure in found.figures)
    assert all(link.contents and link.target.startswith("https://") for link in found.links)


@sheets
def test_no_block_is_split_and_none_is_lost(sheet) -> None:
    _, count, document, pages = made(sheet)
    assert count == len(pages)
    assert sum(len(page.placed) for page in pages) == len(document.blocks)
    for section in reading(sheet).walk("Sect"):
        assert len({node.page for node in section.walk() if node.page}) <= 1
    bottom = template().page.margins.bottom
    for page in pages:
        levels = [page.size[1] - template().page.margins.top]
        for _, y, frame in page.placed:
            assert y <= levels[-1] + 0.01
            levels.append(y - frame.height)
        assert levels[-1] >= bottom - 0.02


@sheets
def test_nothing_stands_outside_the_margins(sheet) -> None:
    margins, found = template().page.margins, measures(sheet)
    for page in found.pages:
        assert page.media[2:] == pytest.approx(PAPERS[sheet[2]], abs=0.01)
        left, bottom, right, top = margins.left, template().page.furniture.baseline, margins.right, margins.top
        width, height = page.media[2:]
        assert page.paint[0] >= left - 1
        assert page.paint[2] <= width - right + 1
        assert page.paint[3] <= height - top + 1
        # the box round text is as tall as its face, which is taller than its letters
        assert page.text[0] >= left - 0.5
        assert page.text[2] <= width - right + 3  # the space at a line's end may hang over
        assert page.text[3] <= height - top + 6
        assert min(page.paint[1], page.text[1]) >= bottom - 4


@sheets
def test_its_type_is_large(sheet) -> None:
    found = measures(sheet)
    assert found.smallest_body >= 12
    for page in found.pages:
        assert page.body
        assert set(page.furniture) == {template().styles["furniture"].size}


@sheets
def test_its_pages_are_numbered(sheet) -> None:
    words = reading(sheet).artifacts
    assert len(words) == made(sheet)[1]
    for number, line in enumerate(words, 1):
        assert line.splitlines()[-1].split()[-3::2] == [str(number), str(len(words))]


@sheets
def test_it_is_short_and_small(sheet) -> None:
    """Eight exercises fill four pages: no block may take more than half a page."""
    _, count, document, _ = made(sheet)
    exercises = sum(isinstance(block, ExerciseBlock) for block in document.blocks)
    assert count <= (4 if sheet[:2] == ("upper-back-relief", "en") else 2 + exercises * 0.75 if exercises else 7)
    assert len(made(sheet)[0]) < 600_000


@pytest.mark.parametrize("name", ["upper-back-relief", "faq-is-it-safe"])
def test_a_sheet_with_english_parts_says_where_they_are(name: str) -> None:
    """Norwegian has phrases only: what is said in English is tagged so (WCAG 2.2, 3.1.2)."""
    data, _ = works().make(Job(name, lang="nb", fallback=True))
    assert verdict(data) == []
    found = read(data)
    assert found.lang == "nb-NO"
    tags = [node.lang for node in found.walk("Sect")]
    assert {"en-GB", None} <= set(tags)
    assert tags.count("en-GB") > len(tags) / 2


@pytest.mark.parametrize("palette", ["grey", "line"])
def test_black_printers_get_no_hue(palette: str) -> None:
    from PIL import Image

    from handouts.inspect.visual import page_png

    data = made(("upper-back-relief", "en", "a4", palette))[0]
    picture = Image.open(io.BytesIO(page_png(data, dpi=40))).convert("RGB")
    assert len(picture.getcolors(1 << 16)) > 3
    assert all(max(rgb) - min(rgb) <= 1 for _, rgb in picture.getcolors(1 << 16))


def test_line_art_is_mostly_paper() -> None:
    """A photocopy of line art must not drink toner: no large dark areas."""
    from PIL import Image

    from handouts.inspect.visual import page_png

    data = made(("upper-back-relief", "en", "a4", "line"))[0]
    picture = Image.open(io.BytesIO(page_png(data, dpi=60, grey=True))).convert("L")
    dark = sum(count for level, count in enumerate(picture.histogram()) if level < 128)
    assert 0.001 < dark / (picture.width * picture.height) < 0.12
