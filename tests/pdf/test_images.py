from __future__ import annotations

import io
import zlib
from pathlib import Path

import pytest
from PIL import Image

from handouts.builder.job import Job
from handouts.builder.works import Works
from handouts.inspect.reading import read
from handouts.inspect.visual import page_png
from handouts.layout.frame import Print
from handouts.library.artwork import Raster, Shape, Vector
from handouts.pdf.images import logo
from tests.checks import objects, verdict
from tests.content import TODAY, put
from tests.library.logos import SIGN, picture, saved
from tests.readback import expected_lines, expected_pictures, found_pictures

RED, TEAL = (1.0, 0.0, 0.0), (0.0, 0.5, 0.5)
BOX = "0 0 m 9 0 l 9 9 l h"
FILES = {
    "logo.svg": SIGN,
    "logo.png": saved(picture("RGBA", (1200, 400))),
    "grey.png": saved(picture("LA")),
    "logo.jpg": saved(picture(size=(3000, 1000)), "JPEG"),
}


def clinic(folder, name: str, more: str = "") -> Path:
    path = put(folder, "clinic.yaml", f"name: Harbour & Żagiel\naddress: Quay 1\nlogo: {name}\n{more}")
    (folder / name).write_bytes(FILES[name])
    return path


def made(content, folder, name: str, palette: str = "colour", more: str = ""):
    works = Works([content], [], clinic(folder, name, more), TODAY)
    job = Job("demo", palette=palette)
    return works.make(job)[0], works.pages(job)[0]


@pytest.mark.parametrize("palette", ["colour", "grey", "line"])
@pytest.mark.parametrize("name", FILES)
def test_a_sheet_with_a_logo_keeps_the_standards(content, tmp_path, name: str, palette: str) -> None:
    data, document = made(content, tmp_path, name, palette)
    assert verdict(data) == []
    found = read(data)
    assert found.lines() == expected_lines(document)
    assert found_pictures(found) == expected_pictures(document)
    assert found_pictures(found)[0] == ("Harbour & Żagiel", "")
    assert found.faults == ()
    assert made(content, tmp_path, name, palette)[0] == data


def test_a_logo_stands_for_the_name_unless_it_is_a_sign(content, tmp_path) -> None:
    assert "Harbour & Żagiel" not in read(made(content, tmp_path, "logo.svg")[0]).lines()
    more = "logo_with_name: true\n"
    assert "Harbour & Żagiel" in read(made(content, tmp_path, "logo.svg", more=more)[0]).lines()


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("palette", ["colour", "line"])
def test_the_logo_is_seen_in_its_colours(content, tmp_path, name: str, palette: str) -> None:
    page = Image.open(io.BytesIO(page_png(made(content, tmp_path, name, palette)[0], dpi=72))).convert("RGB")
    corner = page.crop((page.width // 2, 30, page.width - 40, 85))
    darkest = min((sum(rgb), rgb) for _, rgb in corner.getcolors(1 << 16))[1]
    assert darkest[0] < 120
    coloured = palette == "colour" and name != "grey.png"
    # the address in muted ink is nearly grey
    assert any(max(rgb) - min(rgb) > 60 for _, rgb in corner.getcolors(1 << 16)) is coloured


def test_no_more_pixels_than_are_printed_and_none_transparent(content, tmp_path) -> None:
    for name, space in (("logo.jpg", "/DeviceRGB"), ("logo.png", "/DeviceRGB"), ("grey.png", "/DeviceGray")):
        data, _ = made(content, tmp_path, name)
        (image,) = (o for o in objects(data) if getattr(o, "get", lambda _: 0)("/Subtype") == "/Image")
        assert image["/Width"] <= 52 / 25.4 * 300 + 1
        assert image["/ColorSpace"] == space
        assert not {"/SMask", "/Mask"} & image.keys()
        assert len(image.get_data()) == image["/Width"] * image["/Height"] * (3 if space == "/DeviceRGB" else 1)


def test_the_pixels_are_those_of_the_logo() -> None:
    row = bytes([200, 0, 0, 0, 0, 200, 250, 250, 250])
    plain = logo(Print(Raster(3, 2, False, row * 2), (3, 2), False))
    assert b"/Width 3/Height 2/BitsPerComponent 8/ColorSpace/DeviceRGB" in plain
    assert b"/ColorSpace/DeviceGray" in logo(Print(Raster(3, 2, False, row * 2), (3, 2), True))


def test_shapes_are_painted_as_they_say() -> None:
    shapes = (
        Shape(BOX, RED, None),
        Shape(BOX, RED, None, even_odd=True),
        Shape(BOX, None, TEAL, line_width=2.5, cap=1, join=2, miter=8),
        Shape(BOX, RED, TEAL, even_odd=True),
    )
    for grey in (False, True):
        made = logo(Print(Vector(100, 50, shapes), (0, 0), grey))
        assert b"/BBox[0 0 100.00 50.00]" in made
        code = zlib.decompress(made.split(b"stream\r\n")[1].split(b"\r\nendstream")[0]).decode().splitlines()
        assert len(code) == 4
        if not grey:
            assert code[0] == f"1 0 0 rg {BOX} f"
            assert code[1] == f"1 0 0 rg {BOX} f*"
            assert code[2] == f"0 0.5 0.5 RG 2.5 w 1 J 2 j 8 M {BOX} S"
            assert code[3].endswith(f"{BOX} B*")
        else:
            assert all(" rg " not in line and " RG " not in line for line in code)
