from __future__ import annotations

import gc
import shutil
from functools import lru_cache

import pytest
from hypothesis import settings

from handouts import source
from handouts.library.layers import builtin
from tests.content import write_content, write_leaflet

settings.register_profile("suite", max_examples=40, deadline=None, derandomize=True, database=None)
settings.load_profile("suite")
gc.set_threshold(50_000, 20, 50)  # as each command and each worker has it


@pytest.fixture(scope="session", autouse=True)
def texts_are_parsed_once():
    """Tests load the built-in library hundreds of times: equal text of an equally named file is parsed once.

    Nobody changes a `Source`; `tests/test_source.py` parses for itself.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "parse", lru_cache(maxsize=8192)(source.parse))
        yield


@pytest.fixture(scope="session", autouse=True)
def programs_are_compiled_once():
    """Else, where Python is told to keep no bytecode, each process that a test starts compiles all of it again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        yield


@pytest.fixture(scope="session")
def shared_files(tmp_path_factory):
    """What all content shares: the built-in library without what is printed of it."""
    left_out = shutil.ignore_patterns("exercises", "routines", "leaflets", "education")
    return shutil.copytree(builtin("content"), tmp_path_factory.mktemp("shared") / "content", ignore=left_out)


@pytest.fixture
def no_items(shared_files, monkeypatch) -> None:
    """A built-in library of no items: a check of the whole of it looks at what a test gives it."""
    folders = {"content": shared_files, "layouts": builtin("layouts")}
    monkeypatch.setattr("handouts.library.library.builtin", folders.__getitem__)
    monkeypatch.setattr("handouts.library.check_paths.builtin", folders.__getitem__)


@pytest.fixture
def content(tmp_path):
    """A content folder with the routine `demo`."""
    return write_content(tmp_path / "content")


@pytest.fixture
def leaflet(content):
    """The same with the leaflet `demo-faq` and the education block `demo-parts`."""
    return write_leaflet(content)


def pytest_collection_finish() -> None:
    """What collecting has made stays to the end: nobody need look whether it is garbage."""
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With several workers: what shares a drawn figure or a built sheet runs on one of them, and so does a file.

    Groups of many tests begin first; so those of batches, which are few and long, are one.
    """
    for item in items:
        shared = getattr(getattr(item, "callspec", None), "params", {})
        file = item.nodeid.split("::")[0]
        group = next(
            (f"{name} {shared[name]}" for name in ("slug", "sheet") if name in shared),
            "batch" if file.startswith("tests/batch/") else file,
        )
        item.add_marker(pytest.mark.xdist_group(group))
