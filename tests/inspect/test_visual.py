from __future__ import annotations

import io

import pytest
from PIL import Image

from handouts.inspect.visual import page_png
from tests.inspect.handmade import Made

RED = "1 0 0 rg 0 0 595 421 re f"


def look(grey: bool) -> Image.Image:
    return Image.open(io.BytesIO(page_png(Made(["", RED]).pdf(), page=2, dpi=36, grey=grey)))


def test_size_and_colours() -> None:
    picture = look(grey=False).convert("RGB")
    assert picture.size == (298, 421)
    assert picture.getpixel((100, 400)) == (255, 0, 0)
    assert picture.getpixel((100, 20)) == (255, 255, 255)


def test_grey() -> None:
    picture = look(grey=True)
    assert picture.mode == "L"
    assert picture.getpixel((100, 20)) == 255
    assert 40 < picture.getpixel((100, 400)) < 130


@pytest.mark.parametrize("page", [0, 3])
def test_a_page_that_is_not_there(page: int) -> None:
    with pytest.raises(IndexError):
        page_png(Made(["", ""]).pdf(), page)
