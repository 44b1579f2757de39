"""Hatches and dashes as they are painted, and the palette `line`: every picture in black and white, without a grey."""

from __future__ import annotations

import io
import re
import zlib
from functools import cache
from pathlib import Path as File

import pypdf
import pypdfium2
import pytest
from PIL import ImageChops

from handouts.drawing import Drawing, Palette
from handouts.figure.export import to_pdf
from handouts.layout.frame import Picture
from handouts.pattern import Dash, Hatch, Nearest
from handouts.pdf.figures import form
from tests.sample import box, palette

COLOURS = {"skin": "#c68642", "hair": "#33261f", "hair-line": "#82695c", "tint": "#e8604c", "ghost": "#9fb0c0"}
PAINTS = re.compile(r"(?<![\d.])([\d.]+(?: [\d.]+)*) (?:g|rg|k|sc|scn)\b", re.IGNORECASE)
SKIN, STEP, WEIGHT = box(0, 0, 4000, 4000, "skin"), 100, 20
LINE = box(0, 0, 4000, 3900, "ghost")._replace(width=WEIGHT, d="M0 3900L4000 3900")


@cache
def baked() -> dict[str, Drawing]:
    folder = File(__file__).parent.parent / "content"
    files = [path for path in sorted(folder.rglob("*.svg")) if '<path class="' in path.read_text("utf-8")]
    return {f"{path.parent.name}/{path.stem}": Drawing.from_svg(path.read_text("utf-8")) for path in files}


def operators(drawing: Drawing, look: Palette) -> str:
    """What paints the picture on a sheet."""
    data = form(Picture(drawing, look))
    return zlib.decompress(data.split(b"stream\r\n", 1)[1].rsplit(b"\r\nendstream", 1)[0]).decode("ascii")


def pixels(drawing: Drawing, look: Palette, dpi: float = 300, width: float = 40):
    """The picture as a printer without greys prints it: no edge is smoothed."""
    page = pypdfium2.PdfDocument(to_pdf(drawing, width, look))[0]
    return page.render(scale=dpi / 72, no_smoothpath=True).to_pil().convert("RGB")


def of(*paths) -> Drawing:
    return Drawing.of([SKIN, *paths, LINE], COLOURS)


def hatched(angle: float = 45, width: float = 1.0) -> Palette:
    return Palette("x", {"tint": Hatch(angle, STEP / WEIGHT, width), "ghost": "#ffffff"}, "#ffffff", tones=False)


def test_every_picture_of_line_art_is_black_and_white() -> None:
    look = palette("line")
    assert len(baked()) > 100
    for name, drawing in baked().items():
        assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", drawing.to_svg(look))) <= {"#000000", "#ffffff"}, name
        paints = {number for found in PAINTS.findall(operators(drawing, look)) for number in found.split()}
        assert paints == {"0", "1"}, name


@pytest.mark.parametrize("name", ["knee-rolls/end", "anatomy/back", "neck-side-bend/end"])
def test_line_art_by_itself_prints_without_a_grey(name: str) -> None:
    image = pixels(baked()[name], palette("line"), 600, 20)
    counts = {rgb: count for count, rgb in image.getcolors(1 << 16)}
    pure = counts.pop((0, 0, 0)) + counts.pop((255, 255, 255))
    assert pure > 0.999 * image.width * image.height, "PDFium smooths the ends of lines that are clipped, nothing else"
    assert all(red == green == blue for red, green, blue in counts)


@pytest.mark.parametrize("angle", [0, 30, 45, 90, 135])
@pytest.mark.parametrize("width", [1.0, 0.5])
def test_a_hatch_covers_its_share_of_the_shape_and_nothing_else(angle: float, width: float) -> None:
    image = pixels(of(box(1000, 1000, 3000, 3000, "tint")), hatched(angle, width), 600).convert("L")
    side = image.width
    inside = image.crop((side // 4, side // 4, 3 * side // 4, 3 * side // 4))
    assert inside.histogram()[0] / inside.width**2 == pytest.approx(width * WEIGHT / STEP, abs=0.03)
    assert image.histogram()[0] == pytest.approx(inside.histogram()[0], abs=2 * side)  # the box's edge


def test_a_hatch_rises_to_the_right() -> None:
    image = pixels(of(box(1000, 1000, 3000, 3000, "tint")), hatched(30), 600).convert("L")
    middle = image.width // 2
    level = [next(y for y in range(middle, 0, -1) if image.getpixel((middle + x, y)) == 0) for x in (0, 8, 16)]
    assert level[0] - level[2] == pytest.approx(16 * 0.577, abs=2)


def test_hatched_shapes_that_overlap_share_their_lines() -> None:
    whole, core = box(1000, 1000, 3000, 3000, "tint"), box(1333, 1207, 2811, 2777, "tint")._replace(tone=124)
    both, one = pixels(of(whole, core), hatched()).convert("L"), pixels(of(whole), hatched()).convert("L")
    assert ImageChops.difference(both, one).histogram()[0] > 0.9999 * one.width * one.height


def test_a_hatch_covers_what_is_below() -> None:
    below, tint = box(1000, 1000, 3000, 3000, "ghost"), box(1000, 1000, 3000, 3000, "tint")
    look = Palette("x", {**hatched().roles, "ghost": "#000000"}, "#ffffff")
    assert pixels(of(below, tint), look).tobytes() == pixels(of(tint), look).tobytes()


def test_lines_of_patterns_are_as_fine_as_the_finest() -> None:
    fine = LINE._replace(width=8, d="M0 10L4000 10")
    assert (of().weight, of(fine).weight, Drawing.of([SKIN], COLOURS).weight) == (WEIGHT, 8, 14)
    drawn = of(box(1000, 1000, 3000, 3000, "tint"), fine)
    assert " 8 w " in next(line for line in operators(drawn, hatched()).splitlines() if "W*" in line)
    assert 'height="40"' in drawn.to_svg(hatched()), "from line to line"


def test_a_dashed_line() -> None:
    look = Palette("x", {"ghost": Dash(4, 3), "hair": "#000000"}, "#ffffff")
    rules = dict(re.findall(r"^\.(\S+?)\{(.*)\}$", of().to_svg(look), re.MULTILINE))
    assert "stroke:#000000" in rules["s-ghost-100"] and "stroke-dasharray:80 60" in rules["s-ghost-100"]
    row = pixels(of(), look, 600).convert("L")
    black = row.histogram()[0] / (row.width * row.height)
    assert black == pytest.approx(4 / 7 * WEIGHT / row.height * row.width / 4000, rel=0.1)
    after = LINE._replace(role="hair", width=40, d="M0 2000L4000 2000")
    row = pixels(Drawing.of([SKIN, LINE, after], COLOURS), look, 600).convert("L")
    assert row.crop((0, row.height // 2, row.width, row.height // 2 + 1)).histogram()[0] > 0.98 * row.width, "whole"


@pytest.mark.parametrize(("own", "hair", "strand"), [("#33261f", 0, 1), ("#7f7f7f", 0, 1), ("#d9d6d0", 1, 0)])
def test_hair_is_black_or_white_and_its_strands_the_contrary(own: str, hair: int, strand: int) -> None:
    look = palette("line")
    assert look.colour("hair", 82, {"hair": own, "hair-line": "#808080"}) == (hair,) * 3
    assert look.colour("hair-line", 100, {"hair": own, "hair-line": "#808080"}) == (strand,) * 3


def test_lines_over_a_role_that_is_not_there_are_black() -> None:
    look = Palette("x", {"hair": Nearest("hat"), "hair-line": Nearest("hat", other=True)})
    assert [look.colour(role, 100, COLOURS) for role in look.roles] == [(1, 1, 1), (0, 0, 0)]


def test_line_art_reads_back_as_a_picture() -> None:
    drawn = baked()["neck-side-bend/end"]
    again = Drawing.from_svg(drawn.to_svg(palette("line")))
    assert again.paths == drawn.paths
    assert dict(again.colours)["highlight"] == "#ffffff"


def test_both_ways_to_print_a_picture_paint_alike() -> None:
    drawn, look = baked()["neck-side-bend/end"], palette("line")
    alone = pypdf.PdfReader(io.BytesIO(to_pdf(drawn, 75, look))).pages[0].get_contents().get_data().decode()
    patterns = [line for line in operators(drawn, look).splitlines() if line.startswith("q ")]
    assert len(patterns) > 2
    assert all(line in alone for line in patterns)
