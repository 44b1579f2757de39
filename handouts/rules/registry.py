"""All rules by id, in the order in which they are told."""

from __future__ import annotations

from collections.abc import Mapping

from handouts.problems import Problem, ProblemError, did_you_mean
from handouts.rules import content, pages
from handouts.rules.rule import Rule

RULES: Mapping[str, Rule] = {rule.id: rule for rule in (*content.RULES, *pages.RULES)}


def rule(name: str) -> Rule:
    """The rule of this id. Raises ProblemError for another name."""
    if name not in RULES:
        raise ProblemError(Problem(f"there is no rule '{name[:60]}'", hint=did_you_mean(name[:60], RULES)))
    return RULES[name]


def explained(name: str) -> str:
    """What a rule asks for, why, and what to do. Raises ProblemError for a name that is no rule."""
    found = rule(name)
    silent = f"Silence it: # check: {found.id}: REASON, in the line above" if _can_be_silenced(found) else ""
    said = (f"{found.id} ({found.level})", found.title, f"Source: {found.source}", f"Fix: {found.fix}", silent)
    return "\n".join(line for line in said if line)


def _can_be_silenced(found: Rule) -> bool:
    return found.level == "warning" and found in content.RULES + pages.LAYOUTS


def table() -> str:
    """Every rule as a Markdown table, for the documentation."""
    rows = [f"| `{r.id}` | {r.level} | {r.title} | {r.source} | {r.fix} |" for r in RULES.values()]
    return "\n".join(["| id | level | what is right | source | fix |", "|---|---|---|---|---|", *rows])
