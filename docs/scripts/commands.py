"""The reference of all commands, made of what Click knows of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from handouts.cli import COMMANDS, group

_EXAMPLE = re.compile(r"^\s*Example:[ \t]*(.*)", re.MULTILINE | re.DOTALL)


def commands() -> str:
    """All commands as Markdown, one after the other."""
    root = click.Context(group, info_name="handouts")
    found = [(name, group.get_command(root, name)) for name in COMMANDS]
    return "\n\n".join(_told(name, one, root) for name, one in found if one)


def _told(name: str, command: click.Command, root: click.Context) -> str:
    context = click.Context(command, info_name=name, parent=root)
    words, example = _split(command.help or "")
    options = [one for one in command.get_params(context) if isinstance(one, click.Option)]
    usage = " ".join(command.collect_usage_pieces(context))
    rows = "\n".join(_row(option, context) for option in options)
    return "\n".join(
        [f"## handouts {name}", "", words, "", "```text", f"handouts {name} {usage}", "```", "", "Example:", "",
         "```sh", *example, "```", "", "| option | what it does |", "|---|---|", rows]
    )  # fmt: skip


def _split(text: str) -> tuple[str, list[str]]:
    """The words of a help text, as paragraphs, and the lines of its example."""
    text = "\n".join(line.strip() for line in text.replace("\b", "").splitlines())
    found = _EXAMPLE.search(text)
    if not found:
        raise ValueError(f"a command without an example: {text[:60]}")
    return text[: found.start()].strip(), [line for line in found[1].splitlines() if line]


def _row(option: click.Option, context: click.Context) -> str:
    shown, words = option.get_help_record(context) or (", ".join(option.opts), option.help or "")
    return f"| {_code(shown)} | {_cell(words)} |"


def _code(text: str) -> str:
    """As code; the bars between the words of a choice must not end the cell."""
    return "`" + text.replace("|", "\\|") + "`"


def _cell(text: str) -> str:
    return " ".join(_escaped(text)).strip()


def _escaped(text: str) -> Iterator[str]:
    for word in text.split():
        yield word.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*").replace("[", "\\[")
