"""An exercise's own photographs and drawings: found, read within limits, refused with a place and a way out."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from handouts.library import logo
from handouts.library.artwork import TALL, OwnPicture, Raster, Vector
from handouts.library.library import Library
from handouts.problems import ProblemError
from tests.content import put
from tests.library.logos import SIGN, picture, png, saved, svg

OWN = "pictures:\n  end: {{file: {file}, credit: Ana Ruiz, licence: CC BY-SA 4.0}}\n"


@pytest.fixture
def own(content):
    """A library whose demo-reach shows these bytes as its picture `end`."""
    facts = content / "exercises/demo-reach/exercise.yaml"
    before = facts.read_text("utf-8")

    def with_file(data: bytes | None, name: str = "end.jpg", text: str = OWN) -> Library:
        facts.write_text(before + text.format(file=name), "utf-8")
        if data is not None:
            (facts.parent / name).write_bytes(data)
        return Library.load((content,))

    return with_file


def fault(library: Library) -> str:
    with pytest.raises(ProblemError) as caught:
        library.drawing("demo-reach", "end")
    return str(caught.value)


def shown(library: Library) -> OwnPicture:
    found = library.drawing("demo-reach", "end")
    assert isinstance(found, OwnPicture)
    return found


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("end.jpg", saved(picture(), "JPEG"), Raster),
        ("end.png", saved(picture("RGBA")), Raster),
        ("end.svg", SIGN, Vector),
        ("My photo (2).JPEG", saved(picture("L"), "JPEG"), Raster),
    ],
)
def test_pixels_and_shapes_stand_where_a_drawing_may(own, name, data, kind) -> None:
    library = own(data, name)
    found = shown(library)
    assert isinstance(found.art, kind)
    assert (found.height, found.width) == (TALL, 2 * TALL)
    assert found.bounds[3] == 0, "on the floor"
    assert library.own_picture("demo-reach", "start") is None
    assert not isinstance(library.drawing("demo-reach", "start"), OwnPicture)


def test_a_photograph_is_upright_and_tells_nothing_else(own) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter to the right
    exif[0x010F] = "Secret phone"
    art = shown(own(saved(picture(), "JPEG", exif=exif))).art
    assert isinstance(art, Raster)
    assert (art.width, art.height) == (30, 60)
    assert art.photo
    assert b"Secret" not in art.data


def test_a_drawing_in_pixels_is_no_photograph(own) -> None:
    art = shown(own(saved(picture()), "end.png")).art
    assert isinstance(art, Raster)
    assert not art.photo


def test_no_more_pixels_are_kept_than_a_poster_prints(own) -> None:
    art = shown(own(saved(picture(size=(5000, 2500)), "JPEG"))).art
    assert isinstance(art, Raster)
    assert (art.width, art.height) == (2400, 1200)


def test_equal_pictures_are_equal_and_others_are_not(own) -> None:
    one, same = shown(own(saved(picture(), "JPEG"))), shown(own(saved(picture(), "JPEG")))
    other = shown(own(saved(picture().rotate(180), "JPEG")))
    assert (one, hash(one), one.digest) == (same, hash(same), same.digest)
    assert one != other
    assert one.digest != other.digest


def test_the_other_side_is_seen_in_a_mirror(own) -> None:
    one = shown(own(SIGN, "end.svg"))
    other = one.mirrored()
    assert (one.bounds, other.bounds) == ((0, -TALL, 2 * TALL, 0), (-2 * TALL, -TALL, 0, 0))
    assert other.digest != one.digest
    assert other.mirrored() == one


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (None, "end.jpg", "pictures.end.file: there is no file 'end.jpg' (put it beside exercise.yaml"),
        (None, "../demo-hang", "there is no file '../demo-hang'"),
        (saved(picture(), "GIF"), "end.gif", "a picture is a PNG, JPEG or SVG file"),
        (saved(picture(), "PNG"), "end.jpg", "is not a JPEG file, whatever its name says"),
        (saved(picture(), "JPEG")[:300], "end.jpg", "is damaged"),
        (saved(picture("CMYK"), "JPEG"), "end.jpg", "has the colours of a printing press (CMYK)"),
        (png(30_000, 30_000, b"\0"), "end.png", "has more than 60 megapixels (save it as JPEG, at most 3000"),
        (png(9_000, 9_000, b"\0"), "end.png", "has more than 60 megapixels"),
        (saved(Image.new("RGB", (60, 30), "white"), "JPEG"), "end.jpg", "is too pale to be seen on white paper"),
        (svg("<script/>"), "end.svg", "delete it: a picture runs nothing"),
        (svg('<image href="http://x/y.png"/>'), "end.svg", "refers to something else"),
    ],
)
def test_what_cannot_be_printed_is_told(own, data, name, said) -> None:
    assert said in fault(own(data, name))


def test_a_file_that_is_too_large_is_not_read(own, monkeypatch) -> None:
    monkeypatch.setattr(logo, "PICTURE", logo.PICTURE._replace(bytes=1024))
    assert "is larger than 1 kB" in fault(own(saved(picture(), "JPEG") + b"\0" * 1024))


def test_a_link_that_leads_out_is_not_followed(own, content, tmp_path) -> None:
    (tmp_path / "private.jpg").write_bytes(saved(picture(), "JPEG"))
    (content / "exercises/demo-reach/end.jpg").symlink_to(tmp_path / "private.jpg")
    assert "is a link that leads out of its folder" in fault(own(None))


def test_whose_it_is_and_how_it_may_be_used_has_to_be_said(own) -> None:
    text = "pictures:\n  end: {{file: {file}, credit: Ana}}\n"
    assert "pictures.end.licence: is missing (such as CC BY 4.0" in fault(own(SIGN, "end.svg", text))


def test_a_picture_of_no_panel(own) -> None:
    text = OWN.replace("end:", "ende:")
    assert "pictures.ende: is not one of the panels (did you mean 'end'?)" in fault(own(SIGN, "end.svg", text))


def test_what_is_read_counts_as_read(own, content) -> None:
    library = own(saved(picture(), "JPEG"))
    shown(library)
    assert content / "exercises/demo-reach/end.jpg" in library.files_read()


def test_it_has_to_be_told_in_words_as_well(own, content) -> None:
    import datetime

    from handouts.library.check import check_library

    words = content / "exercises/demo-reach/en.yaml"
    text = words.read_text("utf-8")
    library = own(saved(picture(), "JPEG"))
    today = datetime.date(2026, 11, 21)
    assert [p for p in check_library(library, today) if "demo-reach" in p.path and p.level == "error"] == []
    put(words.parent, "en.yaml", "\n".join(line for line in text.splitlines() if not line.startswith("  end:")) + "\n")
    library = own(saved(picture(), "JPEG"))
    found = [p.rule for p in check_library(library, today) if "demo-reach" in p.path and p.level == "error"]
    assert found == ["picture-alt"]


def test_a_colour_profile_is_applied(own) -> None:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    art = shown(own(saved(picture(), "JPEG", icc_profile=profile))).art
    assert isinstance(art, Raster)
    assert Image.open(io.BytesIO(saved(Image.frombytes("RGB", (60, 30), art.data)))).size == (60, 30)
