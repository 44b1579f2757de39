"""Comments that silence a rule in one place of a file, with the reason beside it: `# check: RULE: REASON`.

They stand on a line of their own, right above the line that the finding names. Only warnings can be silenced: an
error keeps the sheet from being built, whatever a comment says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from handouts.problems import Problem, did_you_mean
from handouts.rules.registry import RULES
from handouts.rules.rule import broken

_COMMENT = re.compile(r"\s*#\s*check:\s*(?P<rule>[^\s:]*)\s*(?::\s*(?P<reason>.*?))?\s*")
_LEAST_REASON = 8  # characters: a word or two, not a dot


class Silenced(NamedTuple):
    """A finding that a comment silences, and the reason that it gives."""

    problem: Problem
    reason: str


class _Comment(NamedTuple):
    line: int
    covers: int  # the line below it that is no comment
    rule: str
    reason: str


def silence(found: Iterable[Problem], texts: Mapping[str, str]) -> tuple[list[Problem], list[Silenced]]:
    """Findings that are left, with those on the comments themselves, and findings that comments silence.

    `texts` holds the files that may have comments, by the path that problems name.
    """
    problems, silenced = list(found), list[Silenced]()
    for path, text in texts.items():
        for comment in _comments(text):
            fault = _fault(comment)
            if fault:
                problems.append(replace(fault, path=path, line=comment.line, column=1))
                continue
            hit = [p for p in problems if (p.path, p.line, p.rule) == (path, comment.covers, comment.rule)]
            silenced += (Silenced(problem, comment.reason) for problem in hit)
            problems = [p for p in problems if p not in hit]
            if not hit:
                message = f"nothing below it breaks '{comment.rule}'"
                problems.append(replace(_broken("check-unused", message), path=path, line=comment.line, column=1))
    return problems, silenced


def _comments(text: str) -> list[_Comment]:
    if "check:" not in text:
        return []
    lines, found = text.splitlines(), list[_Comment]()
    for number, line in enumerate(lines, 1):
        match = _COMMENT.fullmatch(line)
        if match:
            below = (n for n, other in enumerate(lines[number:], number + 1) if other.split("#")[0].strip())
            found.append(_Comment(number, next(below, 0), match["rule"], match["reason"] or ""))
    return found


def _fault(comment: _Comment) -> Problem | None:
    known = RULES.get(comment.rule)
    if known is None:
        return _broken("check-comment", f"there is no rule '{comment.rule[:60]}'", did_you_mean(comment.rule, RULES))
    if known.level == "error":
        return _broken("check-comment", f"'{known.id}' is an error and cannot be silenced", known.fix)
    if len(comment.reason) < _LEAST_REASON:
        return _broken("check-comment", "the reason is missing", f"write: # check: {known.id}: REASON")
    return None


def _broken(rule: str, message: str, hint: str = "") -> Problem:
    return broken(RULES[rule], message, hint=hint or RULES[rule].fix)
