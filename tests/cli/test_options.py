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


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("name: Harbour\n", "en"),
        ("languages: [da, en]\n", "da"),
        ("# languages: [da]\n", "en"),
        ("languages: []\n", "en"),
        ("languages: da\n", "en"),  # whoever reads the file says what is wrong with it
        ("languages: [\n", "en"),
    ],
)
def test_the_first_language_of_the_clinic_is_that_of_sheets(tmp_path, text, language) -> None:
    clinic = tmp_path / "clinic.yaml"
    clinic.write_text(text, "utf-8")
    assert Folders(clinic=clinic).language() == language


def test_without_a_clinic_sheets_are_in_english(tmp_path) -> None:
    assert Folders().language() == Folders(clinic=tmp_path / "none.yaml").language() == "en"


def test_the_clinic_of_the_working_folder_counts(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "clinic.yaml").write_text("name: x\n")
    assert folders_of().clinic == Path("clinic.yaml")
    assert folders_of("--clinic", "other.yaml").clinic == Path("other.yaml")


def test_the_library_of_folders(content) -> None:
    assert "demo" in Folders((content,)).library().slugs("routines")
    with pytest.raises(ProblemError):
        Folders((content / "none",)).library()


def test_content_and_layouts_of_the_working_folder_count(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content/exercises").mkdir(parents=True)
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts/ours.yaml").write_text("extends: sheet\n")
    assert folders_of() == Folders((Path("content"),), (Path("layouts"),))
    assert folders_of("--content", "a", "--layouts", "b") == Folders((Path("a"),), (Path("b"),))


def test_folders_of_those_names_that_are_not_ours_do_not_count(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("content", "layouts"):
        (tmp_path / name).mkdir()
    assert folders_of() == Folders(), "empty"
    (tmp_path / "content/posts").mkdir()
    (tmp_path / "layouts/index.html").write_text("<p>")
    assert folders_of() == Folders(), "of a web site"


def test_the_built_in_folders_are_not_laid_over_themselves(monkeypatch) -> None:
    from handouts.library.layers import builtin

    monkeypatch.chdir(builtin("content").parent)
    assert folders_of().content == ()
    assert folders_of().layouts == ()


def test_verbose_tells_which_folders_count(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(told, ["-v"]).stderr == "using the built-in library only\n"
    (tmp_path / "content/routines").mkdir(parents=True)
    (tmp_path / "clinic.yaml").write_text("name: x\n")
    assert CliRunner().invoke(told, ["-v"]).stderr == "using content, clinic.yaml\n"
    assert CliRunner().invoke(told, []).stderr == ""


@click.command()
@library_options
def told(folders: Folders) -> None:
    """Say nothing by itself."""
