from __future__ import annotations

import io
import re

import pytest
import zxingcpp
from PIL import Image

from handouts.builder.job import Job
from handouts.builder.works import Works
from handouts.compose.document import Span, Video
from handouts.inspect.reading import read
from handouts.inspect.visual import page_png
from handouts.layout.pen import Pen
from handouts.layout.qr import SIDE, matrix, place_video
from handouts.layout.stack import Stack
from handouts.units import mm, to_mm
from tests.checks import annotations, verdict
from tests.content import TODAY, change
from tests.readback import expected_lines, expected_pictures, found_pictures
from tests.sample import look

ADDRESS = "https://example.org/film/cat-cow"
LONGEST = "https://example.org/" + "a-b_c~d/" * 7 + "1?x=2"
SHOWN = "example.org/film/cat-cow"


def video(address: str = ADDRESS) -> Video:
    return Video(address, (Span("Watch the video: "), Span(address[8:], link=address)), "A code.")


def placed(address: str = ADDRESS, width: float = 220.0):
    stack = Stack(Pen(), 10, width, -20)
    figure, words = place_video(video(address), look(), stack)
    return figure, words, stack, stack.pen.frame(0, [figure, words])


@pytest.fixture
def film(content):
    change(content, "exercises/demo-reach/exercise.yaml", "panels:", f"video: {ADDRESS}\npanels:")
    return content


# ---------------------------------------------------------------- its measures
@pytest.mark.parametrize("address", [ADDRESS, "https://a.dk", LONGEST])
def test_a_code_of_25_mm_with_four_white_modules_around_it(address: str) -> None:
    figure, _, _, frame = placed(address)
    count = len(matrix(address))
    scale, x, y = map(float, re.search(r"g (\S+) 0 0 \S+ (\S+) (\S+) cm", frame.marks[0].operators).groups())
    assert to_mm(scale * count) == pytest.approx(25, abs=0.01)
    assert to_mm(scale) > 0.5, "a phone has to see each module"
    for edge in (x - figure.box.left, figure.box.top - y):
        assert edge == pytest.approx(4 * scale, abs=0.02)
    assert figure.box.right - figure.box.left == pytest.approx(SIDE + 2 * 4 * scale)
    runs = [tuple(map(int, run)) for run in re.findall(r"(\d+) (\d+) (\d+) 1 re", frame.marks[0].operators)]
    dark = {(x + i, y) for x, y, wide in runs for i in range(wide)}
    assert dark == {(x, y) for y, row in enumerate(matrix(address)) for x, module in enumerate(row) if module}


@pytest.mark.parametrize("width", [mm(36), mm(50), mm(77), mm(120)])
def test_the_words_stand_clear_of_the_white_edge(width: float) -> None:
    figure, _, stack, frame = placed(width=width)
    link = frame.links[0].rect
    assert link.left >= figure.box.right - 0.01 or link.top <= figure.box.bottom + 3
    assert link.right <= stack.x + width + 0.01
    assert stack.y <= min(figure.box.bottom, link.bottom + 5)


# ---------------------------------------------------------------- on paper
@pytest.mark.parametrize("palette", ["colour", "grey", "line"])
def test_a_phone_reads_it_from_the_page(film, palette: str) -> None:
    data, _ = Works([film], [], None, TODAY).make(Job("demo", palette=palette))
    page = Image.open(io.BytesIO(page_png(data, dpi=150, grey=True))).convert("L")
    assert [code.text for code in zxingcpp.read_barcodes(page)] == [ADDRESS]
    worn = page.resize((page.width // 2, page.height // 2))
    assert [code.text for code in zxingcpp.read_barcodes(worn)] == [ADDRESS]


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_a_sheet_with_a_film_keeps_the_standards(film, lang: str) -> None:
    works = Works([film], [], None, TODAY)
    job = Job("demo", lang=lang, fallback=True)
    data, document = works.make(job)[0], works.pages(job)[0]
    assert verdict(data) == []
    found = read(data)
    assert found.lines() == expected_lines(document)
    assert found_pictures(found) == expected_pictures(document)
    assert found.faults == ()
    assert any(line.endswith(SHOWN) for line in found.lines())
    assert any(figure.alt == f"QR code with the address {SHOWN}" for figure in found.walk("Figure"))
    assert ADDRESS in [note["/A"]["/URI"] for note in annotations(data)]
    assert works.make(job)[0] == data


def test_the_address_breaks_behind_a_slash_only(film) -> None:
    (block,) = (b for b in Works([film], [], None, TODAY).pages(Job("demo"))[0].blocks if getattr(b, "video", None))
    stack = Stack(Pen(), 0, mm(60))
    place_video(block.video, look(), stack)
    words = stack.pen.frame(0, ()).links
    assert len(words) == 2


# ---------------------------------------------------------------- what may be an address
@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/a",
        "javascript:alert(1)",
        "https://example",
        "https://user@example.org/",
        "https://example.org/a b",
        "https://exämple.org/",
        "https://example.org/" + "a" * 80,
        "https://example.org:81/",
    ],
)
def test_other_addresses_are_refused(content, address: str) -> None:
    from handouts.builder.files import build

    change(content, "exercises/demo-reach/exercise.yaml", "panels:", f'video: "{address}"\npanels:')
    report = build([Job("demo")], content / "out", [content], today=TODAY)
    assert report.exit_code == 1
    assert "video: " in str(report.problems[0])
    assert "demo-reach/exercise.yaml:" in str(report.problems[0])
