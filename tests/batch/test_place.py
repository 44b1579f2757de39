from __future__ import annotations

import stat
import uuid

import fsspec
import pytest

from handouts.batch.place import Folder, Remote, local, place
from handouts.batch.run import MANIFESTS
from handouts.problems import ProblemError
from tests.batch.rows import row, rows


@pytest.fixture
def url():
    """A folder of its own in the memory of this process."""
    return f"memory://{uuid.uuid4().hex}/sheets"


def files(url: str) -> dict[str, bytes]:
    there, root = fsspec.core.url_to_fs(url)
    return {path.rpartition("/")[2]: there.cat_file(path) for path in there.ls(root, detail=False)}


def test_what_an_output_names(tmp_path) -> None:
    assert isinstance(place("build"), Folder)
    assert isinstance(place(f"file://{tmp_path}"), Folder)
    assert isinstance(place("memory://x"), Remote)
    assert local(f"file://{tmp_path}") == tmp_path
    assert local("s3://bucket/x") is None


def test_a_folder_named_by_its_url_is_as_private_as_any(small) -> None:
    assert small.states(row(1), output=f"file://{small.out}") == ["built"]
    assert stat.S_IMODE((small.out / "P-00001.pdf").stat().st_mode) == 0o600
    assert small.states() == ["unchanged"]


def test_a_url_gets_the_same_bytes(small, url, monkeypatch) -> None:
    monkeypatch.chdir(small.folder)
    small.run(*rows(3))
    assert small.states(output=url) == ["built"] * 3
    assert files(url) == {**small.sheets(), **{name: (small.out / name).read_bytes() for name in MANIFESTS}}


def test_a_url_is_gone_on_with(small, url, monkeypatch) -> None:
    """The journal is in the working folder, beside the clinic's file."""
    monkeypatch.chdir(small.folder)
    (small.folder / "clinic.yaml").write_text("name: Clinic\n")
    more = {"output": url, "clinic": small.folder / "clinic.yaml"}
    small.run(*rows(3), **more)
    assert small.states(**more) == ["unchanged"] * 3
    there, root = fsspec.core.url_to_fs(url)
    there.rm(f"{root}/P-00001.pdf")
    there.pipe_file(f"{root}/P-00003.pdf", b"short")
    assert small.states(**more) == ["built", "unchanged", "built"]
    assert small.states(**{**more, "output": url + "2"}) == ["built"] * 3
    assert len(list(small.folder.glob(".handouts-batch-*.jsonl"))) == 2


def test_several_workers_write_to_a_url(small, monkeypatch) -> None:
    """`local:` is the name of a driver that writes to the disk, so that two processes meet."""
    monkeypatch.chdir(small.folder)
    url = f"local://{small.folder}/there"
    assert isinstance(place(url), Remote)
    assert small.states(*rows(20), output=url, jobs=2) == ["built"] * 20
    assert small.states(output=url, jobs=2) == ["unchanged"] * 20
    small.run()
    assert {name: data for name, data in files(url).items() if name not in MANIFESTS} == small.sheets()


def test_a_url_that_nothing_can_write_to(small, monkeypatch) -> None:
    monkeypatch.chdir(small.folder)
    with pytest.raises(ProblemError, match=r"cannot write to nosuch://: .*nosuch"):
        small.run(row(1), output="nosuch://bucket/x")


def test_a_driver_that_is_not_installed_is_named(monkeypatch) -> None:
    def missing(url):
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr(fsspec.core, "url_to_fs", missing)
    with pytest.raises(ProblemError, match=r"cannot write to s3://: Install s3fs to access S3 \(install the driver"):
        place("s3://bucket/of-this-test")


def test_what_a_driver_says_is_not_repeated(url, monkeypatch) -> None:
    """It may hold the keys to the store."""
    there = place(url)

    def refuse(*args, **more):
        raise RuntimeError("key=SECRET")

    monkeypatch.setattr(there._files, "pipe_file", refuse)
    with pytest.raises(ProblemError, match=r"a\.pdf: cannot write to memory://: RuntimeError") as error:
        there.put("a.pdf", b"x")
    assert "SECRET" not in str(error.value)


def test_a_file_that_is_not_finished_does_not_appear(url) -> None:
    there = place(url)
    with pytest.raises(KeyboardInterrupt), there.writing("a.csv") as file:
        file.write(b"half")
        raise KeyboardInterrupt
    assert files(url) == {}
    with there.writing("a.csv") as file:
        file.write(b"whole")
    assert files(url) == {"a.csv": b"whole"}
