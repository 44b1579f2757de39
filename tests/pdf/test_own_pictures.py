"""Finished sheets with photographs: valid, no more pixels than paper shows, credited, mirrored, in grey."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from handouts.builder.job import Job
from handouts.builder.works import Works
from handouts.inspect.reading import read
from tests.checks import objects, operations, verdict
from tests.content import TODAY
from tests.library.logos import SIGN, picture, saved
from tests.readback import expected_lines, expected_pictures, found_pictures

FILES = {
    "photo.jpg": saved(
        picture(size=(3000, 2000)), "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0", comment=b"Secret"
    ),
    "clear.png": saved(picture("RGBA", (900, 600))),
    "lines.svg": SIGN,
}


@pytest.fixture
def works(content):
    """Works with a file as the picture `end` of demo-reach."""
    facts = content / "exercises/demo-reach/exercise.yaml"
    before = facts.read_text("utf-8")

    def with_file(name: str, more: str = "") -> Works:
        own = f"pictures: {{end: {{file: {name}, credit: 'Photo: Ana Ruiz', licence: CC BY-SA 4.0}}}}\n"
        facts.write_text(before + own + more, "utf-8")
        (facts.parent / name).write_bytes(FILES[name])
        return Works([content], [], None, TODAY)

    return with_file


def images(data: bytes) -> list:
    return [o for o in objects(data) if getattr(o, "get", lambda _: 0)("/Subtype") == "/Image"]


@pytest.mark.parametrize(
    ("name", "job"),
    [
        ("photo.jpg", Job("demo")),
        ("photo.jpg", Job("demo", layout="booklet", palette="grey")),
        ("clear.png", Job("demo-reach", layout="cards", palette="line")),
        ("lines.svg", Job("demo", layout="quick")),
        ("lines.svg", Job("demo", palette="grey")),
    ],
)
def test_a_sheet_with_an_own_picture_keeps_the_standards(works, name, job) -> None:
    made = works(name)
    data, (document, _) = made.make(job)[0], made.pages(job)
    assert verdict(data) == []
    found = read(data)
    assert found.lines() == expected_lines(document)
    assert found_pictures(found) == expected_pictures(document)
    assert found.faults == ()
    assert works(name).make(job)[0] == data
    spoken = " ".join(" ".join(found.lines()).split())
    assert "Pictures of Demo reach: Photo: Ana Ruiz, CC BY-SA 4.0." in spoken


def test_a_photograph_has_the_pixels_that_paper_shows_and_nothing_else(works) -> None:
    data = works("photo.jpg").make(Job("demo"))[0]
    (image,) = images(data)
    assert image["/Filter"] == "/DCTDecode"
    shown = Image.open(io.BytesIO(image._data))
    assert shown.size == (image["/Width"], image["/Height"])
    (matrix,) = (args for page in operations(data) for args, op in page if op == "cm" and 60 < args[0] < 400)
    assert abs(image["/Width"] / (float(matrix[0]) / 72) - 300) < 1.5, "dots per inch"
    assert shown.getexif() == {}
    assert b"Secret" not in data
    assert image["/ColorSpace"] == "/DeviceRGB"


def test_a_photograph_on_a_grey_sheet_is_grey(works) -> None:
    (image,) = images(works("photo.jpg").make(Job("demo", palette="grey"))[0])
    assert image["/ColorSpace"] == "/DeviceGray"


def test_pixels_with_clear_ones_stand_on_white_and_lose_nothing(works) -> None:
    (image,) = images(works("clear.png").make(Job("demo"))[0])
    assert not {"/SMask", "/Mask"} & image.keys()
    assert image["/Filter"] == "/FlateDecode"


def test_the_other_side_is_printed_in_a_mirror(works) -> None:
    one = "one_side: {names: arm, drawn: left}\n"

    def across(side: str) -> float:
        made = works("photo.jpg", one)
        words = made.library.content.folders[-1] / "exercises/demo-reach/en.yaml"
        text = words.read_text("utf-8").replace("- Come back.", "- Come back[ and change sides].")
        words.write_text(text, "utf-8")
        data = made.make(Job("demo", changes={"demo-reach": {"side": side}}))[0]
        assert verdict(data) == []
        return next(float(a[0]) for page in operations(data) for a, op in page if op == "cm" and abs(float(a[0])) > 60)

    assert across("left") == -across("right") > 0


def test_a_sheet_without_it_is_not_told_of_it(works) -> None:
    made = works("photo.jpg")
    assert "Ana Ruiz" not in " ".join(read(made.make(Job("demo", skip=("demo-reach",)))[0]).lines())


def test_a_leaflet_tells_whose_the_pictures_beside_its_questions_are(leaflet, works) -> None:
    made = works("photo.jpg")
    data = made.make(Job("demo-faq"))[0]
    assert verdict(data) == []
    assert "Ana Ruiz, CC BY-SA 4.0." in " ".join(read(data).lines())
