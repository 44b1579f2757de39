from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from handouts.cli.options import Folders, library_options
from handouts.problems import ProblemError


def folders_of(*args: str) -> Folders:
    """What a command with the shared options is given."""
    found: list[Folders] = []

    @click.command()
    @click.argument("name")
    @library_options
    def command(name: str, folders: Folders) -> None:
        assert name == "x"
        found.append(folders)

    result = CliRunner().invoke(command, ["x", *args])
    assert result.exit_code == 0, result.output
    return found[0]


def test_nothing_given(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert folders_of() == Folders()


def test_everything_given() -> None:
    assert folders_of(
        "--content", "a", "--content", "b", "--layouts", "c", "--clinic", "d.yaml", "-q", "-v"
    ) == Folders((Path("a"), Path("b")), (Path("c"),), Path("d.yaml"), True, True)


def test_the_clinic_of_the_working_folder_counts(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "clinic.yaml").write_text("name: x\n")
    assert folders_of().clinic == Path("clinic.yaml")
    assert folders_of("--clinic", "other.yaml").clinic == Path("other.yaml")


def test_the_library_of_folders(content) -> None:
    assert "demo" in Folders((content,)).library().slugs("routines")
    with pytest.raises(ProblemError):
        Folders((content / "none",)).library()
