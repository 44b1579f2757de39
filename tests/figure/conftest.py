"""Figures of the library, drawn once for all tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

import pytest

pytest.importorskip("numpy")
pytest.importorskip("shapely")

from handouts.figure.draw import Drawn, Figure, draw_figure, figure_names, load_figure, solved
from handouts.figure.paint.panel import Stage, set_stage
from handouts.figure.pose.skeleton import Skeleton
from handouts.library.layers import Layers, builtin

CONTENT, LAYOUTS = Layers((builtin("content"),)), Layers((builtin("layouts"),))
SLUGS = figure_names(CONTENT)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`slug` runs a test for everything that has a figure, unless the test names some itself."""
    named = any(mark.args[0] == "slug" for mark in metafunc.definition.iter_markers("parametrize"))
    if "slug" in metafunc.fixturenames and not named:
        metafunc.parametrize("slug", SLUGS)


@pytest.fixture(scope="session")
def figure_of() -> Callable[[str], Figure]:
    """Reads a figure once."""
    seen: dict[str, Figure] = {}

    def read(slug: str) -> Figure:
        if slug not in seen:
            seen[slug] = load_figure(CONTENT, LAYOUTS, slug)
        return seen[slug]

    return read


@pytest.fixture(scope="session")
def drawn_of(figure_of: Callable[[str], Figure]) -> Callable[[str], Drawn]:
    """Draws a figure once."""
    seen: dict[str, Drawn] = {}

    def draw(slug: str) -> Drawn:
        if slug not in seen:
            seen[slug] = draw_figure(figure_of(slug))
        return seen[slug]

    return draw


@pytest.fixture(scope="session")
def skeletons_of(figure_of: Callable[[str], Figure]) -> Callable[[str], Mapping[str, Skeleton]]:
    """Solves a figure's poses once."""
    return lru_cache(maxsize=len(SLUGS))(lambda slug: solved(figure_of(slug)))


@pytest.fixture(scope="session")
def stage_of(figure_of: Callable[[str], Figure], skeletons_of: Callable) -> Callable[[str, str], Stage]:
    """Sets the stage of a panel; those of the last figures are kept, as tests of one figure run after one another."""

    @lru_cache(maxsize=16)
    def stage(slug: str, panel: str) -> Stage:
        figure = figure_of(slug)
        return set_stage(figure.spec, figure.person, skeletons_of(slug)[panel])

    return stage


@pytest.fixture
def problems_in(tmp_path: Path) -> Callable[[str], list[str]]:
    """What `load_figure` and `draw_figure` say about a figure.yaml, one line each, file:line:column first."""

    def problems(text: str) -> list[str]:
        from handouts.problems import ProblemError

        folder = tmp_path / "exercises" / "trial"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "figure.yaml").write_text(text, "utf-8")
        layers = Layers((builtin("content"), tmp_path))
        try:
            found = draw_figure(load_figure(layers, LAYOUTS, "trial")).problems
        except ProblemError as error:
            found = error.problems
        return [str(problem).split("exercises/trial/")[-1] for problem in found]

    return problems
