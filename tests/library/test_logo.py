from __future__ import annotations

import os
import struct
import warnings
import zlib

import pytest
from PIL import Image, ImageCms, ImageFile

from handouts.library import logo
from handouts.library.artwork import ArtworkError, Raster, Vector
from handouts.library.check_paths import check_file
from handouts.library.kinds import KINDS
from handouts.library.library import Library
from handouts.library.logo import find_logo, read_logo
from handouts.problems import ProblemError
from tests.content import TODAY, put
from tests.library.logos import SIGN, chunk, picture, png, saved, svg

TEAL, ORANGE = (11, 90, 107), (200, 90, 60)


@pytest.fixture
def reading(tmp_path):
    """Reads bytes as a logo of that name."""

    def reading(data: bytes, name: str = "logo.png"):
        (tmp_path / name).write_bytes(data)
        return read_logo(tmp_path / name)

    return reading


def fault(call, *args) -> str:
    with pytest.raises(ArtworkError) as caught:
        call(*args)
    assert caught.value.hint, "a problem needs a way out"
    return caught.value.message


def pixel(art: Raster, x: int, y: int = 5) -> tuple[int, ...]:
    parts = 1 if art.grey else 3
    at = (y * art.width + x) * parts
    return tuple(art.data[at : at + parts])


# ---------------------------------------------------------------- what a logo may be
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P"])
def test_a_png_in_colour(reading, mode: str) -> None:
    art = reading(saved(picture(mode)))
    assert (art.width, art.height, art.grey) == (60, 30, False)
    assert len(art.data) == 60 * 30 * 3
    assert all(abs(a - b) < 12 for a, b in zip(pixel(art, 2), TEAL, strict=True))
    assert all(abs(a - b) < 12 for a, b in zip(pixel(art, 57), ORANGE, strict=True))
    assert (pixel(art, 30) == (255, 255, 255)) is (mode == "RGBA")


@pytest.mark.parametrize("mode", ["L", "LA", "1"])
def test_a_png_in_grey(reading, mode: str) -> None:
    art = reading(saved(picture(mode)))
    assert art.grey
    assert len(art.data) == 60 * 30
    if mode == "LA":
        assert pixel(art, 30) == (255,)


def test_a_palette_may_have_a_clear_colour(reading) -> None:
    made = Image.new("P", (40, 20), 1)
    made.putpalette([0, 0, 0, 11, 90, 107])
    made.paste(0, (20, 0, 40, 20))
    art = reading(saved(made, transparency=0))
    assert (pixel(art, 2), pixel(art, 38)) == (TEAL, (255, 255, 255))


def test_sixteen_bits_keep_their_tones(reading) -> None:
    levels = (0x2000, 0x8000, 0xFFFF)
    row = b"\0" + b"".join(struct.pack(">H", level) for level in levels for _ in range(4))
    art = reading(png(12, 6, row * 6, depth=16))
    assert [pixel(art, x)[0] for x in (1, 5, 9)] == pytest.approx([0x20, 0x80, 0xFF], abs=1)
    colour = b"\0" + struct.pack(">HHH", 0x0B00, 0x5A00, 0x6B00) * 12
    assert pixel(reading(png(12, 6, colour * 6, depth=16, kind=2)), 3) == TEAL


def test_an_interlaced_png(reading) -> None:
    """Adam7 by hand: seven small pictures, each with rows of its own."""
    passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    rows = b""
    for x0, y0, dx, dy in passes:
        for _ in range(y0, 8, dy):
            rows += b"\0" + bytes(10 * x for x in range(x0, 8, dx))
    art = reading(png(8, 8, rows, interlace=1))
    assert art.data[:8] == bytes(10 * x for x in range(8))


def test_a_jpeg_stands_upright(reading) -> None:
    turned = Image.Exif()
    turned[0x0112] = 6  # turn it to the right
    art = reading(saved(picture(), "JPEG", quality=95, exif=turned), "logo.jpg")
    assert (art.width, art.height) == (30, 60)
    assert all(abs(a - b) < 12 for a, b in zip(pixel(art, 15, 5), TEAL, strict=True))
    assert all(abs(a - b) < 12 for a, b in zip(pixel(art, 15, 55), ORANGE, strict=True))


def test_colours_of_another_space_become_srgb(reading) -> None:
    """In this space red is called blue, and the other way round."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    other = profile.replace(b"rXYZ", b"----").replace(b"bXYZ", b"rXYZ").replace(b"----", b"bXYZ")
    for data, colour in ((b"not a profile", TEAL), (profile, TEAL), (other, TEAL[::-1])):
        assert pixel(reading(saved(picture(), icc_profile=data)), 2) == pytest.approx(colour, abs=2)


def test_a_large_logo_is_cut_down(reading) -> None:
    art = reading(saved(picture(size=(4000, 2000))))
    assert (art.width, art.height) == (logo.LOGO.kept, logo.LOGO.kept // 2)


def test_an_svg(reading) -> None:
    assert isinstance(reading(SIGN, "logo.svg"), Vector)


# ---------------------------------------------------------------- what it may not
def test_a_hundred_megapixels_are_refused_before_they_are_decoded(reading, monkeypatch) -> None:
    """The header lies: there are only a few bytes. Nothing may make room for what it says."""
    jpeg = bytearray(saved(picture(), "JPEG"))
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda self: pytest.fail("decoded"))
    for side in (5_001, 10_000, 60_000):
        assert fault(reading, png(side, side, b"\0")) == "has more than 25 megapixels"
    at = jpeg.index(b"\xff\xc0") + 5
    jpeg[at : at + 4] = struct.pack(">HH", 10_000, 10_000)
    assert fault(reading, bytes(jpeg), "logo.jpg") == "has more than 25 megapixels"


def test_more_data_than_the_header_says_is_not_inflated(reading) -> None:
    bomb = png(8, 8, (b"\0" + b"\x10" * 8) * 8 + b"\0" * 50_000_000)
    assert len(bomb) < 60_000
    assert len(reading(bomb).data) == 64


def test_text_in_a_png_cannot_be_a_bomb(reading) -> None:
    packed = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"x" * 90_000_000))
    rows = (b"\0" + b"\x10" * 8) * 8
    assert fault(reading, png(8, 8, rows, more=packed)).startswith("is damaged")


def test_a_file_of_too_many_bytes_is_not_read(reading) -> None:
    assert fault(reading, saved(picture()) + b"\0" * logo.LOGO.bytes) == "is larger than 5120 kB"
    assert fault(reading, SIGN + b" " * logo.MAX_SVG_BYTES, "logo.svg") == "is larger than 256 kB"


def test_print_colours_are_refused(reading) -> None:
    made = picture().convert("CMYK")
    assert "CMYK" in fault(reading, saved(made, "JPEG"), "logo.jpg")


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (saved(picture()), "logo.jpg", "is not a JPEG file"),
        (saved(picture(), "JPEG"), "logo.png", "is not a PNG file"),
        (SIGN, "logo.png", "is not a PNG file"),
        (saved(picture()), "logo.svg", "is not a SVG file"),
        (saved(picture(), "GIF"), "logo.png", "is not a PNG file"),
        (saved(picture(), "GIF"), "logo.gif", "a logo is a PNG, JPEG or SVG file"),
        (b"", "logo.png", "is not a PNG file"),
        (b"%PDF-1.7", "logo.svg", "is not a SVG file"),
    ],
)
def test_the_name_and_the_bytes_agree(reading, data: bytes, name: str, words: str) -> None:
    assert fault(reading, data, name).startswith(words)


def test_a_wrong_ending_is_told_with_the_right_one(reading) -> None:
    with pytest.raises(ArtworkError) as caught:
        reading(saved(picture(), "JPEG"), "logo.png")
    assert caught.value.hint == "give it the ending .jpeg"


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_damaged_file_is_a_problem_wherever_it_ends(reading, kind: str) -> None:
    whole, name = saved(picture(), kind), f"logo.{kind.lower()}"
    for end in range(8, len(whole) - 20, 7):
        assert fault(reading, whole[:end], name)


@pytest.mark.parametrize("size", [(130, 10), (10, 130)])
def test_a_ribbon_is_refused(reading, size: tuple[int, int]) -> None:
    assert "12 times" in fault(reading, saved(picture(size=size)))


def test_a_logo_for_dark_ground_would_not_be_seen(reading) -> None:
    pale = "is too pale to be seen on white paper"
    clear = Image.new("RGBA", (40, 20), (0, 0, 0, 0))
    assert fault(reading, saved(clear)) == pale
    clear.paste((255, 255, 255, 255), (10, 5, 30, 15))
    assert fault(reading, saved(clear)) == pale
    assert fault(reading, svg('<rect width="9" height="9" fill="#fffce0"/>'), "logo.svg") == pale


def test_reading_warns_of_nothing(reading) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        reading(saved(picture("P"), transparency=b"\0\xff"))


# ---------------------------------------------------------------- where it lies
def test_the_logo_lies_in_the_folder_of_the_clinic(tmp_path) -> None:
    inside = tmp_path / "clinic"
    (inside / "art").mkdir(parents=True)
    put(tmp_path, "secret.svg", SIGN.decode())
    put(inside, "logo.svg", SIGN.decode())
    put(inside, "art/logo.svg", SIGN.decode())
    (inside / "link.svg").symlink_to(tmp_path / "secret.svg")
    (inside / "own.svg").symlink_to(inside / "logo.svg")
    (inside / "ring.svg").symlink_to(inside / "ring.svg")
    os.mkfifo(inside / "pipe.svg")
    for name in ("logo.svg", "art/logo.svg", "art/../logo.svg", "own.svg"):
        assert find_logo(name, inside).read_bytes() == SIGN
    for name in ("../secret.svg", str(tmp_path / "secret.svg"), "link.svg", "/dev/zero"):
        assert "is outside the folder" in fault(find_logo, name, inside)
    for name in ("none.svg", "art", "pipe.svg"):
        assert "there is no file" in fault(find_logo, name, inside)
    for name in ("ring.svg", "a\0b.svg", "x" * 5000):
        assert fault(find_logo, name, inside)


def test_problems_have_a_place(tmp_path) -> None:
    clinic = put(tmp_path, "clinic.yaml", "name: Harbour\nlogo: ../logo.svg\n")
    library = Library.load()
    with pytest.raises(ProblemError) as caught:
        library.logo(clinic)
    assert str(caught.value).startswith(f"{clinic}:2:7: logo: '../logo.svg' is outside the folder of clinic.yaml (put ")
    clinic = put(tmp_path / "b", "clinic.yaml", "name: Harbour\nlogo: logo.svg\n")
    put(tmp_path / "b", "logo.svg", svg("\n<script/>").decode())
    with pytest.raises(ProblemError) as caught:
        library.logo(clinic)
    assert str(caught.value).startswith(f"{tmp_path / 'b' / 'logo.svg'}:2:1: has a 'script' element (delete it")


@pytest.mark.parametrize("name", ["clinic.yaml", "harbour.yaml"])
def test_a_check_of_a_clinic_looks_at_its_logo(tmp_path, name: str) -> None:
    clinic = put(tmp_path, name, "name: Harbour\nlogo: logo.png\n")
    kinds = {**KINDS, "": KINDS["clinic"]}
    assert "there is no file 'logo.png'" in str(check_file(clinic, kinds, TODAY)[0])
    (tmp_path / "logo.png").write_bytes(SIGN)
    assert "is not a PNG file" in str(check_file(clinic, kinds, TODAY)[0])
    (tmp_path / "logo.png").write_bytes(saved(picture()))
    assert not [problem for problem in check_file(clinic, kinds, TODAY) if problem.level == "error"]


def test_a_clinic_without_a_logo(tmp_path) -> None:
    assert Library.load().logo(put(tmp_path, "clinic.yaml", "name: Harbour\n")) is None


def test_the_logo_counts_as_read(tmp_path) -> None:
    clinic = put(tmp_path, "clinic.yaml", "name: Harbour\nlogo: logo.svg\n")
    put(tmp_path, "logo.svg", SIGN.decode())
    library = Library.load()
    library.logo(clinic)
    assert tmp_path / "logo.svg" in library.files_read()
