"""Whole pictures: sound, small, the same every time, and the baked ones are current."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import replace

import pytest

from handouts.drawing import Drawing
from handouts.figure.bake import bake
from handouts.figure.draw import draw_figure, load_figure
from tests.faults import Faults, raising

from .conftest import CONTENT, LAYOUTS
from .likeness import difference


def test_the_library_has_no_findings(slug, drawn_of):
    assert [str(problem) for problem in drawn_of(slug).problems] == []


def test_baked_pictures_are_current(slug, figure_of, drawn_of):
    folder = figure_of(slug).file.parent
    for name, drawing in drawn_of(slug).panels:
        stored = Drawing.from_svg((folder / f"{name}.svg").read_text("utf-8"))
        found = difference(stored, drawing)
        assert not found, f"{name}: {found}; run: handouts draw {slug} --bake"


def test_a_picture_that_changed_is_noticed(drawn_of):
    (_, start), (_, cow), _ = drawn_of("cat-cow").panels
    assert difference(start, start) == ""
    assert difference(start, cow)
    first, *rest = start.paths
    patch = "M0 0L500 0L500 500Z"
    moved = [path._replace(d=path.d + patch) if path.role == "skin" else path for path in rest]
    assert "skin" in difference(start, replace(start, paths=(first, *moved)))
    assert "colours" in difference(start, replace(start, colours=(("ink", "#000000"),)))
    assert "kind" in difference(start, replace(start, paths=start.paths[:-1]))


def test_the_pictures_are_those_of_the_exercise(slug, figure_of, drawn_of):
    names = [name for name, _ in drawn_of(slug).panels]
    stored = sorted(path.stem for path in figure_of(slug).file.parent.glob("*.svg"))
    assert sorted(names) == stored


def test_an_svg_reads_back_equal(slug, drawn_of):
    for _, drawing in drawn_of(slug).panels:
        assert Drawing.from_svg(drawing.to_svg()) == drawing


def test_mirrored_twice_is_the_same(slug, drawn_of):
    for _, drawing in drawn_of(slug).panels:
        other = drawing.mirrored()
        assert other != drawing
        assert other.mirrored() == drawing


def test_panels_share_their_scale_and_their_floor(slug, figure_of, drawn_of):
    if figure_of(slug).spec.crop:
        pytest.skip("a cropped picture shows no floor")
    floors = [drawing.bounds[3] for _, drawing in drawn_of(slug).panels]
    assert max(floors) - min(floors) < 12 * 50  # an arrow or a step may reach a little lower


def test_nothing_is_drawn_outside_the_bounds(slug, drawn_of):
    for _, drawing in drawn_of(slug).panels:
        left, top, right, bottom = drawing.bounds
        for path in drawing.paths:
            assert all(left <= x <= right and top <= y <= bottom for x, y in path.points())


def test_drawing_again_gives_the_same_bytes(figure_of, drawn_of):
    again = draw_figure(figure_of("cat-cow"))
    assert again.panels == drawn_of("cat-cow").panels


def test_another_process_gives_the_same_bytes(drawn_of):
    script = (
        "import hashlib\n"
        "from handouts.figure.draw import draw_figure, load_figure\n"
        "from handouts.library.layers import Layers, builtin\n"
        "drawn = draw_figure(load_figure(Layers((builtin('content'),)), Layers((builtin('layouts'),)), 'wall-angel'))\n"
        "print(hashlib.sha256(''.join(d.to_svg() for _, d in drawn.panels).encode()).hexdigest())\n"
    )
    environment = {"PYTHONHASHSEED": "7", "PYTHONPATH": ":".join(sys.path)}
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment)
    here = "".join(drawing.to_svg() for _, drawing in drawn_of("wall-angel").panels)
    assert run.stdout.strip() == hashlib.sha256(here.encode()).hexdigest()


@pytest.mark.parametrize("person", [name.removesuffix(".yaml") for name in CONTENT.names("people")])
def test_every_person_can_do_an_exercise(person):
    drawn = draw_figure(load_figure(CONTENT, LAYOUTS, "cat-cow", person))
    assert [problem for problem in drawn.problems if problem.level == "error"] == []
    assert len(drawn.panels) == 3
    roles = {path.role for path in drawn.panels[0][1].paths}
    assert {"skin", "shirt", "trousers", "ink"} <= roles


def test_baking_writes_one_file_a_panel_and_only_what_changed(figure_of, drawn_of, tmp_path):
    figure = replace(figure_of("childs-pose"), file=tmp_path / "figure.yaml")
    assert [path.name for path in bake(figure, drawn_of("childs-pose"))] == ["start.svg", "end.svg"]
    assert bake(figure, drawn_of("childs-pose")) == []


def test_baking_that_is_interrupted_leaves_whole_pictures(figure_of, drawn_of, tmp_path, monkeypatch):
    figure, drawn = replace(figure_of("childs-pose"), file=tmp_path / "figure.yaml"), drawn_of("childs-pose")
    faults, old = Faults(monkeypatch), drawn.panels[0][1].mirrored().to_svg()
    new = {tmp_path / f"{name}.svg": drawing.to_svg() for name, drawing in drawn.panels}
    bake(figure, drawn)
    steps = list(faults.steps)
    assert steps.count("replace") == len(new)
    for at in range(1, len(steps) + 1):
        for path in new:
            path.write_text(old, "utf-8")
        faults.arm(at, raising(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            bake(figure, drawn)
        assert sorted(tmp_path.iterdir()) == sorted(new)
        assert all(path.read_text("utf-8") in (old, new[path]) for path in new)


def test_the_eight_exercises_are_shown_by_several_people(figure_of):
    from .conftest import SLUGS

    assert len({figure_of(slug).spec.person for slug in SLUGS}) >= 4
