"""`handouts draw --watch`: each save is drawn, a broken file keeps its picture, Ctrl-C ends it."""

from __future__ import annotations

from concurrent.futures import BrokenExecutor, Future
from contextlib import nullcontext

import pytest
from click.testing import CliRunner

from handouts.cli import draw_loop
from handouts.cli.draw import command
from handouts.figure import crew as module
from handouts.figure.again import draw_again, panel_key
from handouts.figure.draw import draw_figure, load_figure
from handouts.library.layers import Layers, builtin

from .conftest import LAYOUTS

GOOD = "person: anna\npose: {extends: standing}\npanels:\n  start: {}\n  end: {neck: {flexion: 20}}\n"
BROKEN = GOOD.replace("flexion", "flexon")
MOVED = GOOD.replace("20", "35")


@pytest.fixture
def session(tmp_path, monkeypatch):
    """Runs the loop over versions of a file, one save after the other, then Ctrl-C."""
    file = tmp_path / "content/exercises/trial/figure.yaml"
    file.parent.mkdir(parents=True)

    def run(versions, *options):
        seen = []

        def saves(look, pause):
            for version in versions:
                file.write_text(version, "utf-8")
                assert file in look()
                yield frozenset([file])
                seen.append({path.name: path.read_bytes() for path in sorted((tmp_path / "out").glob("*.*"))})
            raise KeyboardInterrupt

        monkeypatch.setattr(draw_loop, "changes", saves)
        monkeypatch.setattr(module, "crew", nullcontext)
        arguments = ["trial", "--watch", "--content", str(tmp_path / "content"), "-o", str(tmp_path / "out"), *options]
        result = CliRunner().invoke(command, arguments, catch_exceptions=False)
        return result, seen

    return run


def test_each_save_is_drawn_and_a_broken_file_keeps_its_picture(session):
    result, (first, broken, moved) = session([GOOD, BROKEN, MOVED])
    assert result.exit_code == 0
    assert sorted(first) == ["trial-end.svg", "trial-start.svg"]
    assert broken == first
    assert moved["trial-start.svg"] == first["trial-start.svg"]
    assert moved["trial-end.svg"] != first["trial-end.svg"]
    assert "figure.yaml:5:16: panels.end.neck.flexon: is not a known key (did you mean 'flexion'?)" in result.output
    assert result.output.count("not drawn; the last picture stays") == 1
    assert result.output.endswith("stopped\n")


def test_problems_are_told_after_each_save(session):
    result, seen = session([GOOD.replace("20", "95")] * 2)
    assert len(seen[0]) == 2
    assert result.output.count("figure.yaml:5:3: panels.end: neck flexion is 95 degrees") == 2
    assert ", 1 problem\n" in result.output


def test_a_contact_sheet_can_be_watched(session, tmp_path):
    session([GOOD], "--contact-sheet", str(tmp_path / "out/look.png"))
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["look.png"]


def test_a_bug_shows_its_traceback_and_the_loop_goes_on(session, monkeypatch):
    monkeypatch.setattr(draw_loop, "fulfil", lambda *wishes: 1 / 0)
    result, seen = session([GOOD, GOOD])
    assert (result.exit_code, len(seen)) == (0, 2)


def test_the_loop_looks_at_figure_poses_and_people(tmp_path):
    from handouts.library.library import Library

    names = {path.relative_to(builtin("content")) for path in draw_loop.watched(Library.load(), ("cat-cow",))
             if path.is_relative_to(builtin("content"))}  # fmt: skip
    assert {"exercises/cat-cow/figure.yaml", "poses/all-fours.yaml", "people/anna.yaml"} <= set(map(str, names))


def test_only_the_panel_that_changed_is_painted_again(tmp_path, monkeypatch):
    from handouts.figure import draw as engine

    painted = []
    paint = engine.paint_panel
    monkeypatch.setattr(engine, "paint_panel", lambda *args: painted.append(args[-1]) or paint(*args))
    file = tmp_path / "exercises/trial/figure.yaml"
    file.parent.mkdir(parents=True)
    memory = {}

    def again(text):
        painted.clear()
        file.write_text(text, "utf-8")
        figure = load_figure(Layers((builtin("content"), tmp_path)), LAYOUTS, "trial")
        result = draw_again(figure, memory)
        seen = list(painted)
        assert result == draw_figure(figure)
        return seen

    assert again(GOOD) == ["start", "end"]
    assert again(MOVED) == ["end"]
    assert again(MOVED + "ghost: {end: start}\n") == ["start", "end"]
    assert again(MOVED.replace("standing}", "standing, head: {turn: 9}}") + "ghost: {end: start}\n") == ["start", "end"]


class Helpers:
    """An executor that works here, or that has lost its processes."""

    def __init__(self, alive=True, accepts=True):
        self.alive, self.accepts, self.names = alive, accepts, []

    def submit(self, work, *args):
        if not self.accepts:
            raise BrokenExecutor
        future = Future()
        if self.alive:
            self.names.append(args[-1])
            future.set_result(work(*args))
        else:
            future.set_exception(BrokenExecutor())
        return future


def test_helpers_paint_all_but_the_first_panel(figure_of, drawn_of):
    helpers, memory = Helpers(), {}
    assert draw_again(figure_of("cat-cow"), memory, helpers) == drawn_of("cat-cow")
    assert helpers.names == list(figure_of("cat-cow").poses)[1:]
    draw_again(figure_of("cat-cow"), memory, helpers)
    assert len(helpers.names) == 2, "nothing changed, so nothing is painted"


@pytest.mark.parametrize("helpers", [Helpers(alive=False), Helpers(accepts=False)])
def test_pictures_are_painted_here_when_the_helpers_are_gone(figure_of, drawn_of, helpers):
    assert draw_again(figure_of("childs-pose"), {}, helpers) == drawn_of("childs-pose")


def test_a_helper_in_another_process_paints_the_same(figure_of, drawn_of, monkeypatch):
    monkeypatch.setattr(module.os, "cpu_count", lambda: 2)
    with module.crew() as helpers:
        assert helpers is not None
        assert draw_again(figure_of("childs-pose"), {}, helpers) == drawn_of("childs-pose")


def test_one_core_has_no_helpers(monkeypatch):
    monkeypatch.setattr(module.os, "cpu_count", lambda: 1)
    with module.crew() as helpers:
        assert helpers is None


def test_a_mark_belongs_to_its_panel_and_leaves_the_others_alone(tmp_path):
    file = tmp_path / "exercises/trial/figure.yaml"
    file.parent.mkdir(parents=True)

    def keys(more):
        file.write_text(GOOD + more, "utf-8")
        figure = load_figure(Layers([builtin("content"), tmp_path]), LAYOUTS, "trial")
        return panel_key(figure, "start"), panel_key(figure, "end")

    plain = keys("")
    for more in (
        "arrows: [{panel: end, of: head}]\n",
        "signs: [{panel: end, mark: tick}]\n",
        "lines: [{panel: end, through: [head, pelvis]}]\n",
        "highlight: [{muscle: gluteals, panels: [end]}]\n",
    ):
        start, end = keys(more)
        assert start == plain[0]
        assert end != plain[1]
