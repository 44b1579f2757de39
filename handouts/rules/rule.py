"""One rule, and the problems that break it."""

from __future__ import annotations

from typing import NamedTuple

from handouts.problems import Level, Problem


class Rule(NamedTuple):
    """What is held to: `id` never changes once it is published; `title` says what is right, `fix` what to do."""

    id: str
    level: Level
    title: str
    source: str
    fix: str


class Remark(NamedTuple):
    """A rule broken somewhere in a file: which one, where (the keys that lead there), what is wrong, and a way out.

    `key` is true where the key itself is meant, not its value.
    """

    rule: str
    loc: tuple[str | int, ...]
    message: str
    hint: str = ""
    key: bool = False


def broken(rule: Rule, message: str, path: str = "", hint: str = "") -> Problem:
    """The problem of a rule that is broken somewhere in a file."""
    return Problem(message, path, hint=hint, level=rule.level, rule=rule.id)
