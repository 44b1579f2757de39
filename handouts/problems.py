"""What can be wrong with the user's input, as values: one line each with place, message and a way out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from dataclasses import field as of_class
from typing import Literal

Level = Literal["error", "warning"]
LEAST_PART, MOST_NAMED = 3, 12  # letters of a word that tells what it is part of; names in a hint


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding.

    `line` and `column` count from 1; 0 means the whole file. `field` is the dotted path of the key, such as
    `dose.reps`. `hint` is the way out and may be empty. `rule` is the id of the rule that is broken, where one is.
    """

    message: str
    path: str = ""
    line: int = 0
    column: int = 0
    field: str = ""
    hint: str = ""
    level: Level = "error"
    rule: str = of_class(default="", compare=False)

    def at(self, path: str, line: int = 0, column: int = 0) -> Problem:
        """The same problem with a place."""
        return replace(self, path=path, line=line, column=column)

    def __str__(self) -> str:
        place = ":".join([self.path, *(str(n) for n in (self.line, self.column) if n)]) if self.path else ""
        head = f"{place}: " if place else ""
        word = "" if self.level == "error" else "warning: "
        field = f"{self.field}: " if self.field else ""
        tail = f" ({self.hint})" if self.hint else ""
        return printable(f"{head}{word}{field}{self.message}{tail}")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where somebody has written what they ask for: the options of a command, or one record of a file.

    A record has a path and a line; in a table, its wishes are named by column.
    """

    path: str = ""
    line: int = 0
    table: bool = False

    def name(self, wish: str, slug: str = "", key: str = "") -> str:
        """What a wish is called where it is written: `--set`, `cat-cow.reps` or `changes.cat-cow.reps`."""
        if not self.path:
            return f"--{wish}"
        if wish == "set" or (wish == "skip" and not self.table):
            told = ".".join(filter(None, (slug, key or ("skip" if wish == "skip" else ""))))
            return told if self.table else f"changes.{told}"
        names = {"patient": "name" if self.table else "patient.name", "next": "next_appointment"}
        return names.get(wish, wish)

    def problem(self, wish: str, message: str, hint: str = "", slug: str = "", key: str = "") -> Problem:
        """A problem with a wish, which is named as by `name`."""
        return Problem(message, self.path, self.line, 0, self.name(wish, slug, key), hint)

    def placed(self, problem: Problem, wish: str = "") -> Problem:
        """A problem that has no place, at the record and the wish; the options of a command need none."""
        if problem.path or not self.path:
            return problem
        name = self.name(wish) if wish else ""
        return replace(problem, path=self.path, line=self.line, field=problem.field or name)


OPTIONS = Origin()


class ProblemError(Exception):
    """Raised when work cannot go on; carries every problem found, never only the first."""

    def __init__(self, problems: Iterable[Problem] | Problem):
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint naming the known words of which this is a part, or the nearest, or all when there are few, or nothing."""
    import difflib  # slow to import, and most runs have no problem

    names = {name.lower(): name for name in sorted(known)}
    asked = word.lower()
    near = [name for low, name in names.items() if len(asked) >= LEAST_PART and asked in low.split("-")]
    near = near or [names[low] for low in difflib.get_close_matches(asked, names, n=1, cutoff=0.6)]
    if len(near) == 1:
        return f"did you mean '{near[0]}'?"
    told = near or [*names.values()]
    return f"one of: {', '.join(told)}" if 0 < len(told) <= MOST_NAMED else ""


def printable(text: str) -> str:
    """Control characters made visible, so that a file name or value cannot drive the terminal."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
