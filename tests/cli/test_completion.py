"""Tab completes what the library has, own folders included, and never shows an error."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from handouts.cli import group


def offered(*words: str) -> list[str]:
    """What Tab offers for the last of the words."""
    complete = ShellComplete(group, {}, "handouts", "_HANDOUTS_COMPLETE")
    return [item.value for item in complete.get_completions(list(words[:-1]), words[-1])]


@pytest.mark.parametrize("command", ["build", "print", "watch", "show"])
def test_names_of_sheets(command) -> None:
    assert offered(command, "cat") == ["cat-cow"]
    assert {"lower-back", "faq-is-it-safe", "plank"} <= set(offered(command, ""))


def test_what_is_on_the_line_is_not_offered_again() -> None:
    assert "cat-cow" not in offered("build", "cat-cow", "c")
    assert "chair-twist" in offered("build", "cat-cow", "c")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("draw", "anat"), ["anatomy"]),
        (("build", "x", "--layout", "grid-"), ["grid-six", "grid-two"]),
        (("build", "x", "--lang", "d"), ["da", "de"]),
        (("build", "x", "--lang", "da,s"), ["da,sv"]),
        (("build", "x", "--lang", "sv,s"), []),
        (("build", "x", "--palette", "g"), ["grey"]),
        (("build", "x", "--skip", "cat"), ["cat-cow"]),
        (("draw", "x", "--person", "an"), ["anna"]),
        (("new", "exercise", "--from", "cat"), ["cat-cow"]),
        (("new", "routine", "x", "--exercises", "plank,cat"), ["plank,cat-cow"]),
        (("wa",), ["watch"]),
        (("schema", "routine-"), ["routine-words"]),
    ],
)
def test_other_names(words, found) -> None:
    assert offered(*words) == found


def test_own_folders_count(content, tmp_path, monkeypatch) -> None:
    assert offered("build", "--content", str(content), "demo-r") == ["demo-reach"]
    monkeypatch.chdir(tmp_path)
    assert offered("build", "demo-r") == ["demo-reach"]


def test_a_folder_that_is_not_there_offers_nothing_and_says_nothing(capsys) -> None:
    assert offered("build", "--content", "nowhere", "cat") == []
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_lines_for_a_shell(shell) -> None:
    result = CliRunner().invoke(group, ["completion", shell])
    assert result.exit_code == 0
    assert f"_HANDOUTS_COMPLETE={shell}_complete" in result.stdout
    if found := shutil.which(shell):
        assert subprocess.run([found, "-n"], input=result.stdout, text=True, capture_output=True).stderr == ""


def test_another_shell() -> None:
    result = CliRunner().invoke(group, ["completion", "csh"])
    assert result.exit_code == 2
