"""Writes the table of rules into docs/rules.md again: python -m tests.rules.write."""

from __future__ import annotations

from handouts.rules.registry import table
from tests.rules.test_registry import PAGE

if __name__ == "__main__":
    words = PAGE.read_text("utf-8")
    start = words.index("| id |")
    end = words.find("\n\n", start)
    PAGE.write_text(words[:start] + table() + (words[end:] if end > 0 else "\n"), encoding="utf-8")
