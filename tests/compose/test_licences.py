"""The foot of a sheet tells how it may be used: what is declared of its parts, and nothing that is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handouts.library.layers import builtin
from tests.content import change, compose

SHEET, REACH, HANG = (
    "routines/demo/routine.yaml",
    "exercises/demo-reach/exercise.yaml",
    "exercises/demo-hang/exercise.yaml",
)
FAQ, PARTS = "leaflets/demo-faq/leaflet.yaml", "education/demo-parts/education.yaml"
CC, OURS = "CC BY 4.0", "© Our clinic."


def declare(content: Path, **licences: str) -> None:
    """Write licences into the files, which are named by their constants."""
    for name, licence in licences.items():
        change(content, globals()[name], "version:", f"licence: {licence}\nversion:")


def rights(content: Path, **more) -> str:
    """What the foot says behind whether somebody has approved the sheet."""
    text = "\n".join(compose(content, ("about",), **more).lines())
    return text.partition("No clinician has approved this sheet yet.")[2].strip()


@pytest.mark.parametrize(
    ("licences", "said"),
    [
        ({}, ""),
        ({"SHEET": CC, "REACH": CC, "HANG": CC}, "Text and pictures: CC BY 4.0."),
        ({"SHEET": OURS, "REACH": OURS, "HANG": OURS}, "Text and pictures: © Our clinic."),
        ({"REACH": CC, "HANG": CC}, "Text and pictures of exercises 1–2: CC BY 4.0."),
        ({"HANG": CC}, "Text and pictures of exercise 2: CC BY 4.0."),
        ({"SHEET": CC}, "Text of Demo routine: CC BY 4.0."),
        (
            {"SHEET": CC, "REACH": CC, "HANG": OURS},
            "Text and pictures of Demo routine, exercise 1: CC BY 4.0. Text and pictures of exercise 2: © Our clinic.",
        ),
    ],
)
def test_it_says_what_is_declared_of_its_parts_and_no_more(content, licences, said) -> None:
    declare(content, **licences)
    assert rights(content) == said


def test_exercises_are_told_by_the_numbers_that_this_sheet_gives_them(content) -> None:
    for slug in ("arm-circles", "cat-cow", "childs-pose"):
        assert "licence: CC BY 4.0\n" in (builtin("content") / f"exercises/{slug}/exercise.yaml").read_text("utf-8")
    added = ("arm-circles", "cat-cow", "childs-pose")
    assert rights(content, add=added) == "Text and pictures of exercises 3–5: CC BY 4.0."
    declare(content, REACH=CC)
    assert rights(content, add=added) == "Text and pictures of exercises 1, 3–5: CC BY 4.0."
    assert rights(content, add=added, skip=frozenset({"demo-hang"})) == "Text and pictures of exercises 1–4: CC BY 4.0."


def test_an_exercise_alone_is_told_without_a_name(content) -> None:
    declare(content, REACH=CC)
    assert rights(content, name="demo-reach") == "Text and pictures: CC BY 4.0."
    assert rights(content, name="demo-hang") == ""


def test_pictures_that_are_told_by_themselves_are_not_under_the_licence_of_the_words(content) -> None:
    own = "{file: a.png, credit: Ana, licence: printed with permission}"
    (content / "exercises/demo-hang/a.png").write_bytes(sample())
    declare(content, HANG=CC)
    change(content, HANG, "panels:", f"pictures: {{start: {own}}}\npanels:")
    credit = "Pictures of Demo hang: Ana, printed with permission."
    assert rights(content) == f"Text of exercise 2: CC BY 4.0. {credit}"
    assert rights(content, name="demo-hang") == f"Text: CC BY 4.0. {credit}"
    declare(content, SHEET=CC, REACH=CC)
    assert rights(content) == f"Text and pictures: CC BY 4.0. {credit}"


def sample() -> bytes:
    from tests.library.logos import picture, saved

    return saved(picture())


@pytest.mark.parametrize(
    ("licences", "said"),
    [
        ({}, ""),
        ({"FAQ": CC, "REACH": CC, "PARTS": CC}, "Text and pictures: CC BY 4.0."),
        ({"FAQ": CC}, "Text of Demo questions: CC BY 4.0."),
        ({"REACH": CC}, "Pictures of Demo reach: CC BY 4.0."),
        (
            {"FAQ": OURS, "REACH": CC, "PARTS": CC},
            "Text of Demo questions: © Our clinic. Text and pictures of Demo reach, The parts of a stick: CC BY 4.0.",
        ),
    ],
)
def test_a_leaflet_tells_of_its_text_and_of_what_it_shows(leaflet, licences, said) -> None:
    declare(leaflet, **licences)
    assert rights(leaflet, name="demo-faq") == said


def test_what_is_left_out_of_a_leaflet_does_not_count(leaflet) -> None:
    declare(leaflet, FAQ=CC)
    change(leaflet, FAQ, "{question: why, education: demo-parts}", "{question: hurt, education: demo-parts}")
    assert rights(leaflet, name="demo-faq", skip=frozenset({"demo-parts"})) == "Text of Demo questions: CC BY 4.0."
    assert rights(leaflet, name="demo-faq", skip=frozenset({"hurt", "demo-parts"})) == "Text: CC BY 4.0."


def test_all_of_the_library_is_under_one_licence() -> None:
    """A copy of a file takes the line with it, as the licence asks."""
    files = [path for path in builtin("content").glob("*/*/*.yaml") if path.stem == path.parents[1].name.rstrip("s")]
    files += builtin("content").glob("education/*/education.yaml")
    assert len(files) > 90
    for path in set(files):
        assert re.findall(r"^licence: .*", path.read_text("utf-8"), re.MULTILINE) == ["licence: CC BY 4.0"], path
