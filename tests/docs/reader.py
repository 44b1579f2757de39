"""Somebody who types everything a page says: writes its files and runs its commands, in a folder of their own."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from pydantic import ValidationError

from handouts.authoring.schemas import KINDS, _model
from handouts.cli import group
from handouts.figure.spec.figure import Pose
from handouts.layout.template import LayoutTemplate
from handouts.library.layers import builtin
from handouts.problems import ProblemError
from handouts.source import parse
from tests.docs.blocks import Block, Command, commands, matches

ENDLESS = ("watch", "--watch")  # run until Ctrl-C: only their options are looked at
ELSEWHERE = re.compile(  # what is no command of handouts; the README's own tests, CI or a reader's computer run these
    r"python3 -m (venv|pip) |source \.venv/bin/activate$|pip install 'handouts\["
    r"|\.venv/bin/python -m (pytest|tests\.bench)\b"
)


class MistakeError(AssertionError):
    """What a page says is not so."""


def follow(block: Block, folder: Path) -> None:
    """Do what one block says. Raises MistakeError."""
    if block.lang == "yaml":
        check_yaml(block)
    if block.title:
        path = folder / block.title
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, "utf-8")
    for command in commands(block):
        run(command)


def run(command: Command) -> None:
    """Run one line in this process. Raises MistakeError when it fails, or prints something else than the page shows."""
    words = shlex.split(command.line)
    words[0] = "handouts" if words[0] == ".venv/bin/handouts" else words[0]
    if words[0] == "chmod":
        Path(words[2]).chmod(int(words[1], 8))
        return
    if words[0] != "handouts":
        if not ELSEWHERE.match(command.line):
            raise MistakeError(f"nobody runs this line: {command.line}")
        return
    words = words[1:]
    if set(words) & set(ENDLESS):
        _parse(words)
        return
    if words[0] == "print" and "--dry-run" not in words:
        words.append("--dry-run")  # never to a real printer
    result = CliRunner().invoke(group, words, prog_name="handouts", catch_exceptions=True)
    printed = result.output
    if isinstance(result.exception, ProblemError):
        printed += "\n".join(map(str, result.exception.problems))
    if result.exit_code not in (0, 0 if command.shown is None else 1):  # a page may show what is told of a mistake
        raise MistakeError(f"`{command.line}` ends with {result.exit_code}: {printed or result.exception!r}")
    if command.shown is not None and not matches(command.shown, printed):
        raise MistakeError(f"`{command.line}` prints:\n{printed}\nand not:\n{command.shown}")


def _parse(words: list[str]) -> None:
    command = group.get_command(click.Context(group), words[0])
    if command is None:
        raise MistakeError(f"there is no command {words[0]}")
    try:
        command.make_context(words[0], words[1:])
    except click.UsageError as error:
        raise MistakeError(f"`handouts {' '.join(words)}`: {error.message}") from None


def check_yaml(block: Block) -> None:
    """Whether a block is of the kind that the comment above it names. Raises MistakeError.

    The comment names one or more kinds; `in part` lets keys be missing, `wrong` asks for a mistake.
    """
    words = re.findall(r"[a-z-]+", block.yaml)
    kinds = [word for word in words if word in KINDS]
    if not kinds:
        raise MistakeError(f"no comment above the YAML in line {block.line} names its kind: <!-- yaml: KIND -->")
    faults = [_faults(kind, block.text, "in part" in block.yaml) for kind in kinds]
    if "wrong" in words:
        if not all(faults):
            raise MistakeError(f"the YAML in line {block.line} is right")
    elif all(faults):
        raise MistakeError(f"the YAML in line {block.line}: {faults[0]}")


def _faults(kind: str, text: str, in_part: bool) -> list[str]:
    model = {"pose": Pose, "layout": LayoutTemplate}.get(kind) or _model(kind)
    data = parse(text, "sample").data
    if kind == "layout" and "extends" in data:
        base = parse((builtin("layouts") / f"{data['extends']}.yaml").read_text("utf-8"), "base").data
        data = _laid_over(base, {key: value for key, value in data.items() if key != "extends"})
    try:
        model.model_validate(data)
    except ValidationError as error:
        return [
            str(one["msg"]) + f" at {one['loc']}"
            for one in error.errors()
            if not (in_part and one["type"] == "missing")
        ]
    return []


def _laid_over(base: dict, own: dict) -> dict:
    both = {key: _laid_over(base[key], own[key]) for key in base.keys() & own.keys() if isinstance(own[key], dict)}
    return {**base, **own, **both}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder to work in, where no printer is found."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path / "no-programs"))
    return tmp_path
