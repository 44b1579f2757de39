"""Made again after a save: the same bytes as from the start, only what changed anew, and mended after a fault."""

from __future__ import annotations

import shutil

import pytest

from handouts.authoring.again import Again
from handouts.builder.job import Job
from handouts.builder.works import Works
from handouts.library.layers import builtin


@pytest.fixture
def again(content, tmp_path):
    """The routine `demo`, made once."""
    found = Again(Job("demo"), tmp_path / "out", (content,))
    assert found.make().problems == ()
    return found


def edit(path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def fresh(again: Again) -> bytes:
    """What a build that knows nothing of earlier ones makes."""
    import datetime

    works = Works(again.content, again.layouts, again.clinic, datetime.date.today())
    return works.make(again.job)[0]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("exercises/demo-reach/en.yaml", "Come back.", "Come back slowly."),
        ("exercises/demo-reach/exercise.yaml", "reps: 8-12", "reps: 9"),
        ("routines/demo/en.yaml", "Demo routine", "Other routine"),
        ("routines/demo/routine.yaml", "weeks: 4", "weeks: 5"),
    ],
)
def test_a_save_gives_what_a_new_build_gives(again, content, file, old, new) -> None:
    before = again.path.read_bytes()
    edit(content / file, old, new)
    assert again.news(again.files()) == {content / file}
    made = again.make([content / file])
    assert made.pdf == again.path.read_bytes() == fresh(again)
    assert made.pdf != before
    assert again.news(again.files()) == set()


def test_a_file_that_appears_counts(again, content) -> None:
    own = content / "phrases/en.yaml"
    assert own in again.files()
    own.parent.mkdir(exist_ok=True)
    own.write_text("phrases: {repeat_week: Every week}\n", "utf-8")
    assert again.news(again.files()) == {own}
    assert again.make([own]).pdf == fresh(again)


def test_a_picture_and_a_layout_count_too(again, content) -> None:
    picture = content / "exercises/demo-reach/end.svg"
    assert {picture, builtin("layouts") / "sheet.yaml"} <= again.files()
    shutil.copy(builtin("content") / "exercises/cat-cow/cat.svg", picture)
    assert again.make([picture]).pdf == fresh(again)


def test_the_clinic_its_logo_and_an_own_layout_count(content, tmp_path) -> None:
    from tests.library.logos import SIGN

    layouts = tmp_path / "layouts"
    layouts.mkdir()
    layout, clinic, logo = layouts / "ours.yaml", tmp_path / "clinic.yaml", tmp_path / "logo.svg"
    layout.write_text("extends: sheet\nname: ours\n", "utf-8")
    clinic.write_text("name: Harbour\nlogo: logo.svg\n", "utf-8")
    logo.write_bytes(SIGN)
    again = Again(Job("demo", layout="ours"), tmp_path / "out", (content,), (layouts,), clinic)
    seen = [again.make().pdf]
    layout.write_text('extends: sheet\nname: ours\ncolours: {accent: "#1f5f3f"}\n', "utf-8")
    seen.append(again.make(again.news(again.files())).pdf)
    logo.write_bytes(SIGN.replace(b"0b5a6b", b"5a0b6b"))
    seen.append(again.make(again.news(again.files())).pdf)
    clinic.write_text("name: Haven\nlogo: logo.svg\n", "utf-8")
    seen.append(again.make(again.news(again.files())).pdf)
    assert len(set(seen)) == 4
    assert seen[-1] == fresh(again)


def test_an_own_photograph_counts(content, tmp_path) -> None:
    from tests.library.logos import picture, saved

    folder = content / "exercises/demo-reach"
    with (folder / "exercise.yaml").open("a", encoding="utf-8") as file:
        file.write("pictures: {end: {file: me.jpg, credit: Ana, licence: CC BY 4.0}}\n")
    again = Again(Job("demo-reach"), tmp_path / "out", (content,))
    assert "there is no file 'me.jpg'" in str(again.make().problems[0])
    (folder / "me.jpg").write_bytes(saved(picture(), "JPEG"))
    first = again.make(again.news(again.files())).pdf
    (folder / "me.jpg").write_bytes(saved(picture().rotate(180), "JPEG"))
    assert again.make(again.news(again.files())).pdf == fresh(again) != first


def test_a_half_written_file_keeps_the_last_good_sheet_and_the_next_save_mends_it(again, content) -> None:
    good, file = again.path.read_bytes(), content / "exercises/demo-reach/en.yaml"
    whole = file.read_text("utf-8")
    file.write_text(whole[: len(whole) // 2] + "\nname", "utf-8")
    made = again.make([file])
    assert made.pdf == b""
    assert made.problems[0].path.endswith("en.yaml")
    assert made.problems[0].line > 1
    assert again.path.read_bytes() == good
    file.write_text(whole.replace("Come back.", "Come back now."), "utf-8")
    assert again.news(again.files()) == {file}
    assert again.make([file]).pdf == again.path.read_bytes() == fresh(again) != good


def test_a_file_that_goes_and_comes_back(again, content) -> None:
    file = content / "exercises/demo-reach/en.yaml"
    whole = file.read_text("utf-8")
    file.unlink()
    assert "has no words" in str(again.make([file]).problems[0])
    assert file in again.files()
    file.write_text(whole, "utf-8")
    assert again.make([file]).problems == ()


def test_a_sheet_that_cannot_be_made_at_first_is_made_when_it_can(content, tmp_path) -> None:
    file = content / "routines/demo/en.yaml"
    whole = file.read_text("utf-8")
    file.write_text("version: [", "utf-8")
    again = Again(Job("demo"), tmp_path / "out", (content,))
    assert again.make().problems
    file.write_text(whole, "utf-8")
    assert again.make(again.news(again.files())).pdf == fresh(again)


POSES = "person: anna\npose: {extends: standing}\npanels:\n  start: {}\n  end: {neck: {flexion: 20}}\n"


def test_figures_are_drawn_when_they_are_saved(content, tmp_path) -> None:
    folder = content / "exercises/demo-reach"
    figure = folder / "figure.yaml"
    figure.write_text(POSES, "utf-8")
    again = Again(Job("demo-reach"), tmp_path / "out", (content,), can_draw=True)
    assert again.make().drawn == (), "only what is saved from now on"
    figure.write_text(POSES.replace("20", "25"), "utf-8")
    made = again.make(again.news(again.files()))
    assert [path.name for path in made.drawn] == ["start.svg", "end.svg"]
    assert made.pdf == fresh(again)
    assert again.news(again.files()) == set(), "its own pictures are no news"

    figure.write_text(POSES.replace("flexion", "flexon"), "utf-8")
    assert "did you mean 'flexion'?" in str(again.make([figure]).problems[0])
    assert "did you mean 'flexion'?" in str(again.make([folder / "en.yaml"]).problems[0]), "the fault is still there"
    figure.write_text(POSES.replace("20", "30"), "utf-8")
    assert [path.name for path in again.make([figure]).drawn] == ["end.svg"]


def test_figures_are_left_alone_without_what_drawing_needs(content, tmp_path) -> None:
    figure = content / "exercises/demo-reach/figure.yaml"
    figure.write_text(POSES, "utf-8")
    again = Again(Job("demo-reach"), tmp_path / "out", (content,))
    again.make()
    figure.write_text(POSES.replace("20", "25"), "utf-8")
    made = again.make(again.news(again.files()))
    assert (made.drawn, made.problems) == ((), ())
