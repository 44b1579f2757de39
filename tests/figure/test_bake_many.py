"""Baking in several processes: the same bytes, nothing stopped by one failure, everything told once."""

from __future__ import annotations

import shutil

import pytest
from click.testing import CliRunner

from handouts.cli.draw import command
from handouts.figure import bake_many as module
from handouts.figure.bake_many import Baked, bake_many
from handouts.library.layers import Layers, builtin
from handouts.problems import ProblemError

from .conftest import LAYOUTS

GOOD = ("childs-pose", "thread-the-needle")
BROKEN = "person: anna\npanels:\n  start: {nek: {flexion: 20}}\n"


@pytest.fixture
def copy(tmp_path):
    """A function that makes a content folder with two good figures and, between them, a broken one."""

    def make(name):
        folder = tmp_path / name / "exercises"
        for slug in GOOD:
            (folder / slug).mkdir(parents=True)
            shutil.copy(builtin("content") / "exercises" / slug / "figure.yaml", folder / slug)
        (folder / "broken").mkdir()
        (folder / "broken/figure.yaml").write_text(BROKEN, "utf-8")
        return folder.parent

    return make


def baked(folder, jobs):
    layers = Layers((builtin("content"), folder))
    found = list(bake_many((GOOD[0], "broken", GOOD[1]), layers, LAYOUTS, jobs))
    return found, {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*.svg"))}


def test_two_processes_write_the_same_bytes_as_one(copy):
    (serial, one), (parallel, two) = baked(copy("one"), 1), baked(copy("two"), 2)
    assert one == two
    assert len(one) >= 4
    assert [result.slug for result in parallel] == [result.slug for result in serial] == [GOOD[0], "broken", GOOD[1]]
    assert [len(result.problems) for result in parallel] == [0, 1, 0]
    (problem,) = parallel[1].problems
    assert (problem.line, problem.field) == (3, "panels.start.nek")


def test_the_command_bakes_the_rest_and_tells_all_problems_at_the_end(copy):
    folder = copy("content")
    (folder / "exercises/worse").mkdir()
    (folder / "exercises/worse/figure.yaml").write_text(BROKEN.replace("nek", "hed"), "utf-8")
    arguments = ["broken", "worse", GOOD[0], "--bake", "--jobs", "2", "--content", str(folder)]
    result = CliRunner().invoke(command, arguments)
    assert isinstance(result.exception, ProblemError)
    assert [problem.field for problem in result.exception.problems] == ["panels.start.nek", "panels.start.hed"]
    assert sorted(path.parent.name for path in folder.rglob("*.svg")) == [GOOD[0]] * 2


class Pool:
    """A pool that works here, in which the second job fails as a bug would."""

    def __init__(self, jobs, mp_context):
        self.count = 0

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None

    def submit(self, work, slug, *rest):
        from concurrent.futures import Future

        future = Future()
        self.count += 1
        if self.count == 2:
            future.set_exception(ZeroDivisionError(slug))
        else:
            future.set_result(Baked(slug))
        return future


def test_a_bug_is_raised_after_the_rest_is_done(monkeypatch):
    monkeypatch.setattr(module, "ProcessPoolExecutor", Pool)
    told = []
    with pytest.raises(ZeroDivisionError, match="b"):
        for result in bake_many(("a", "b", "c"), LAYOUTS, LAYOUTS, 3):
            told.append(result.slug)
    assert told == ["a", "c"]


def test_jobs_without_bake_is_wrong_usage():
    result = CliRunner().invoke(command, ["cat-cow", "--jobs", "2"])
    assert (result.exit_code, "--jobs is for --bake" in result.output) == (2, True)
