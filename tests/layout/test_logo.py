from __future__ import annotations

import pytest

from handouts.compose.document import Head
from handouts.layout.blocks import head_frame
from handouts.layout.frame import FINEST, Print
from handouts.layout.logo import COARSEST, logo_size
from handouts.library.artwork import Raster, Vector
from handouts.library.logo_svg import read_svg
from tests.library.logos import SIGN
from tests.sample import look, palette, template

BOX = template().logo
WIDEST, TALLEST = BOX.width, BOX.height


def raster(width: int, height: int) -> Raster:
    return Raster(width, height, False, bytes(width * height * 3))


def made(logo, colours: str = "colour", **more):
    head = Head("Upper back relief", "Eight exercises.", logo=logo, logo_alt="Harbour", **more)
    return head_frame(head, look(palette=colours), palette(colours))


def printed(frame) -> Print:
    return frame.pictures[0][1]


@pytest.mark.parametrize(
    ("art", "size"),
    [
        (Vector(1000, 100, ()), (WIDEST, WIDEST / 10)),
        (Vector(100, 1000, ()), (TALLEST / 10, TALLEST)),
        (raster(1500, 1500), (TALLEST, TALLEST)),
        (raster(55, 22), (55 * 72 / COARSEST, 22 * 72 / COARSEST)),
    ],
)
def test_a_logo_fills_its_box_as_far_as_its_pixels_bear(art, size) -> None:
    assert logo_size(art, BOX) == pytest.approx(size)


def test_it_is_printed_with_300_dots_an_inch() -> None:
    width, height = logo_size(raster(1600, 400), BOX)
    assert printed(made(raster(1600, 400))).size == (round(width / 72 * FINEST), round(height / 72 * FINEST))
    assert printed(made(raster(200, 100))).size == (200, 100)


@pytest.mark.parametrize("name", ["", "Harbour Physiotherapy"])
@pytest.mark.parametrize("line", ["", "12 Quay Street · 020 7946 0000"])
@pytest.mark.parametrize("art", [read_svg(SIGN), raster(1600, 300), raster(300, 1600)])
def test_it_stands_at_the_right_above_the_address(art, name: str, line: str) -> None:
    frame = made(art, clinic=name, clinic_line=line)
    (figure,) = (tag for tag in frame.tree[0].kids if tag.role == "Figure")
    assert figure.alt == "Harbour"
    assert figure.box.right == pytest.approx(look().width)
    assert figure.box.top <= 0.01
    assert -figure.box.bottom <= frame.height + 0.01


def test_black_printers_get_greys() -> None:
    assert [printed(made(read_svg(SIGN), colours)).grey for colours in ("colour", "grey", "line")] == [
        False,
        True,
        True,
    ]
    names = {made(read_svg(SIGN), colours).pictures[0][0] for colours in ("colour", "grey", "line")}
    assert len(names) == 2
