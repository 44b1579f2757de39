"""Figures of the library, drawn once for all tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("numpy")
pytest.importorskip("shapely")

from handouts.figure.draw import Drawn, Figure, draw_figure, figure_names, load_figure
from handouts.library.layers import Layers, builtin

CONTENT, LAYOUTS = Layers((builtin("content"),)), Layers((builtin("layouts"),))
SLUGS = figure_names(CONTENT)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`slug` runs a test for everything that has a figure."""
    if "slug" in metafunc.fixturenames:
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
