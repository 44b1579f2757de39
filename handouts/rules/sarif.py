"""Findings as SARIF 2.1.0 (OASIS), which code hosts and editors show beside the line."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from handouts import __version__
from handouts.problems import Problem
from handouts.rules.registry import RULES
from handouts.rules.silence import Silenced

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_INDEX = {name: index for index, name in enumerate(RULES)}


def sarif(problems: Iterable[Problem], silenced: Iterable[Silenced] = ()) -> dict[str, Any]:
    """A log of one run. What comments silence is in it too, with the reason given."""
    results = [_result(problem) for problem in problems]
    for problem, reason in silenced:
        results.append({**_result(problem), "suppressions": [{"kind": "inSource", "justification": reason}]})
    driver = {"name": "handouts", "version": __version__, "rules": [_rule(name) for name in RULES]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(name: str) -> dict[str, Any]:
    rule = RULES[name]
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "help": {"text": f"{rule.fix} Source: {rule.source}."},
        "defaultConfiguration": {"level": rule.level},
    }


def _result(problem: Problem) -> dict[str, Any]:
    field = f"{problem.field}: " if problem.field else ""
    hint = f" ({problem.hint})" if problem.hint else ""
    found: dict[str, Any] = {"level": problem.level, "message": {"text": f"{field}{problem.message}{hint}"}}
    if problem.rule:
        found |= {"ruleId": problem.rule, "ruleIndex": _INDEX[problem.rule]}
    if problem.path:
        place: dict[str, Any] = {"artifactLocation": {"uri": _uri(problem.path)}}
        if problem.line:
            place["region"] = {"startLine": problem.line, "startColumn": max(problem.column, 1)}
        found["locations"] = [{"physicalLocation": place}]
    return found


def _uri(path: str) -> str:
    """A URI reference: relative for a relative path, so that it holds in another checkout."""
    from urllib.parse import quote

    return Path(path).as_uri() if Path(path).is_absolute() else quote(Path(path).as_posix())
