"""Starting files: a figure for every position, words that YAML cannot misread, codes that nobody has."""

from __future__ import annotations

import datetime
from typing import get_args

import pytest

from handouts.authoring import starters
from handouts.authoring.starters import Wish, exercise, free_code, positions
from handouts.cli.new import CATEGORIES, POSITIONS
from handouts.drawing import Drawing
from handouts.library.layers import Layers, builtin
from handouts.library.library import Library
from handouts.library.models import Exercise
from handouts.source import parse

WISH = Wish("arm-raise", datetime.date(2026, 11, 21))


def test_there_is_a_start_for_every_position_of_an_exercise() -> None:
    choices = Exercise.model_fields
    assert positions() == POSITIONS
    assert set(positions()) == set(get_args(choices["position"].annotation))
    assert set(CATEGORIES) == set(get_args(choices["category"].annotation))


@pytest.mark.parametrize("slug", POSITIONS)
def test_its_figure_draws_without_a_fault(slug, tmp_path) -> None:
    from handouts.figure.draw import draw_figure, load_figure

    wish = Wish("trial", WISH.today, position=slug)
    folder = tmp_path / "exercises/trial"
    folder.mkdir(parents=True)
    for name, text in exercise(wish, drawn=True).items():
        (tmp_path / name).write_text(text, "utf-8")
    drawn = draw_figure(load_figure(Layers((builtin("content"), tmp_path)), Layers((builtin("layouts"),)), "trial"))
    assert drawn.problems == ()
    assert [name for name, _ in drawn.panels] == list(starters.PANELS)


@pytest.mark.parametrize(
    "name",
    ["No", "yes", "A: b", "- x", "# x", "'", '"Q" & \\', "1:30", "{x}", "Øvelse", "a  b .", "No way.", "A #b."],
)
def test_words_come_back_as_they_were_said(name) -> None:
    files = exercise(Wish("arm-raise", WISH.today, name=name, purpose=name), drawn=True)
    data = parse(files["exercises/arm-raise/en.yaml"], "en.yaml").data
    assert (data["name"], data["purpose"]) == (name, name)


def test_the_picture_that_is_still_to_come_is_one_that_sheets_take() -> None:
    files = exercise(WISH, drawn=False)
    assert Drawing.from_svg(files["exercises/arm-raise/start.svg"]).title == "The picture is still to come"


def test_a_code_is_free() -> None:
    library = Library.load()
    taken = {library.routine(slug).code for slug in library.slugs("routines")}
    assert "UBR" in taken
    assert free_code(Wish("under-bed-rest", WISH.today), library) == "UBR2"
    assert free_code(Wish("neck", WISH.today), library) == "NEC"
    assert free_code(Wish("a", WISH.today), library) == "AX"


def test_each_language_says_the_same() -> None:
    def keys(told: object) -> object:
        return {key: keys(value) for key, value in told.items()} if isinstance(told, dict) else str

    assert starters.languages() == ("da", "en", "sv")
    assert keys(starters.words("da")) == keys(starters.words("sv")) == keys(starters.words("en"))
    assert tuple(starters.words("en")["positions"]) == POSITIONS


def test_a_leap_day_is_reviewed_on_a_day_that_exists() -> None:
    words = starters.leaflet(Wish("x-y", datetime.date(2028, 2, 29)), Library.load())["leaflets/x-y/leaflet.yaml"]
    assert "review_by: 2030-02-28 " in words
