"""Help that helps: every command says what it does with an example that works, and the bare command where to begin."""

from __future__ import annotations

import re
import shlex

import click
import pytest
from click.testing import CliRunner

from handouts.cli import COMMANDS, WELCOME, group
from handouts.library.layers import builtin


def command(name: str) -> click.Command:
    found = group.get_command(click.Context(group), name)
    assert found is not None
    return found


def examples(text: str) -> list[str]:
    """The command lines of a help text, as somebody would type them."""
    lines = re.findall(r"^(?:\s*Example: |\s{2,})(handouts .*)$", text, re.MULTILINE)
    return [re.split(r" [>|] ", line)[0] for line in lines]


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command(name, monkeypatch) -> None:
    monkeypatch.chdir(builtin("content").parent)  # `check` wants its paths to be there
    found = command(name)
    text = found.help or ""
    assert "Example:" in text
    lines = examples(text[text.index("Example:") :])
    assert lines, "an example is a command line"
    for line in lines:
        _, first, *rest = shlex.split(line)
        assert first == name, line
        found.make_context(name, rest)  # raises a usage error for one that does not work
    assert all(len(row) <= 100 for row in CliRunner().invoke(group, [name, "--help"]).output.splitlines())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained(name) -> None:
    for option in command(name).params:
        if isinstance(option, click.Option) and not isinstance(option.type, click.Choice):
            # what a palette or folder is need not be said where its values are
            assert option.help or option.metavar, option.name
            assert not option.help or option.help.rstrip("]")[-1] in ".t)" or "[default:" in option.help, option.help


def test_the_bare_command_shows_three_things_that_work() -> None:
    result = CliRunner().invoke(group, [])
    assert (result.exit_code, result.stdout) == (0, WELCOME + "\n")
    shown = [re.split(r" {3,}", line)[0] for line in examples(WELCOME)]
    assert len(shown) == 3
    for line in shown:
        _, name, *rest = shlex.split(line)
        command(name).make_context(name, rest)


def test_an_example_that_does_not_work_is_noticed() -> None:
    with pytest.raises(click.UsageError):
        command("build").make_context("build", ["cat-cow", "--no-such-option"])
