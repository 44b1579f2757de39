from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from handouts.problems import ProblemError
from handouts.rules import content, pages
from handouts.rules.fields import OF_FIELDS
from handouts.rules.registry import RULES, explained

ROOT = Path(__file__).resolve().parents[2]


def named_in_code() -> set[str]:
    """Every text in the package that is the id of a rule, the registry itself left out; f-strings by their pattern."""
    found: set[str] = set(OF_FIELDS.values())
    for path in (ROOT / "handouts").rglob("*.py"):
        if path.name in ("content.py", "pages.py") and path.parent.name == "rules":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = (re.escape(p.value) if isinstance(p, ast.Constant) else "[a-z-]+" for p in node.values)
                pattern = "".join(map(str, parts))
                found |= {name for name in RULES if re.match("[a-z]{3,}\\\\-", pattern) and re.fullmatch(pattern, name)}
    return found


def test_every_rule_is_used_and_every_id_speaks() -> None:
    assert set(RULES) <= named_in_code()
    assert len(RULES) == len(content.RULES) + len(pages.RULES)
    for rule in RULES.values():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.id)
        assert rule.title.endswith((".", "?"))
        assert rule.fix
        assert rule.source
        assert "|" not in rule.title + rule.fix + rule.source


def test_ids_do_not_change() -> None:
    """Files of users silence rules by these ids; one that goes away needs a word in the changelog."""
    assert set(RULES) >= {
        "safety-stop-rule", "prose-sentence-length", "prose-step-length", "page-contrast", "routine-length",
        "routine-positions", "about-expired", "translation-drift", "layout-emergency", "pdf-alt-text",
    }  # fmt: skip


def test_a_rule_is_explained() -> None:
    assert explained("prose-step-length").splitlines() == [
        "prose-step-length (warning)",
        "A sentence of a step has at most 15 words.",
        "Source: NHS content guide",
        "Fix: Make two.",
        "Silence it: # check: prose-step-length: REASON, in the line above",
    ]
    assert "Silence it" not in explained("about-expired")
    assert "Silence it" not in explained("page-line-length")


def test_an_unknown_rule_has_a_suggestion() -> None:
    with pytest.raises(ProblemError, match=r"there is no rule 'prose-step-lenght' .did you mean 'prose-step-length'"):
        explained("prose-step-lenght")
