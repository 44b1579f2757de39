"""Sheet chrome in one language: looks phrases up, fills their slots, chooses singular or plural."""

from __future__ import annotations

import re
from dataclasses import dataclass

from handouts.library.models import Phrases, Plural, Range
from handouts.problems import Problem, ProblemError

_SLOT = re.compile(r"\{([nxy])\}")


def figure(value: Range | int) -> str:
    """A number or a range as it is printed: 10, or 8–12 with an en dash."""
    if isinstance(value, int):
        return str(value)
    return str(value.low) if value.low == value.high else f"{value.low}–{value.high}"


@dataclass(frozen=True)
class Words:
    """The phrases of one language. `path` is the file they come from, for problems."""

    phrases: Phrases
    path: str = ""

    def __call__(self, key: str, n: Range | int | None = None, **slots: str) -> str:
        """The phrase for `key`; `n` fills `{n}` and chooses the plural. Raises ProblemError for a missing key."""
        phrase = self.phrases.phrases.get(key)
        if phrase is None:
            raise ProblemError(
                Problem(
                    f"the phrase '{key}' is missing",
                    self.path,
                    field=f"phrases.{key}",
                    hint="add it to the file",
                )
            )
        if isinstance(phrase, Plural):
            single = n == 1 if isinstance(n, int) else n is not None and n.low == n.high == 1
            phrase = phrase.one if single else phrase.other
        values = {**slots, **({} if n is None else {"n": figure(n)})}
        if missing := [name for name in slots if f"{{{name}}}" not in phrase]:
            raise ProblemError(Problem(f"the slot '{{{missing[0]}}}' is missing", self.path, field=f"phrases.{key}"))
        # format() would also read attributes ({n.__class__}) and fill slots inside values; one pass cannot
        return _SLOT.sub(lambda slot: values.get(slot[1], slot[0]), phrase)
