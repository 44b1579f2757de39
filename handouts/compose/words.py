"""Sheet chrome in one language: looks phrases up, fills their slots, chooses singular or plural."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field

from handouts.library.models import Frequency, Phrases, Plural, Range, Routine
from handouts.problems import Problem, ProblemError

_SLOT = re.compile(r"\{([nxyd]|month)\}")
MOST_KNOWN = 2000  # phrases that are kept filled


@dataclass(frozen=True)
class Words:
    """The phrases of one language. `path` is the file they come from, for problems."""

    phrases: Phrases
    path: str = ""
    _known: dict[tuple[str, Range | int | None], str] = field(default_factory=dict, repr=False, compare=False)

    def __call__(self, key: str, n: Range | int | None = None, **slots: str) -> str:
        """The phrase for `key`; `n` fills `{n}` and chooses the plural. Raises ProblemError for a missing key."""
        if slots:
            return self._said(key, n, slots)
        if (key, n) not in self._known:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[key, n] = self._said(key, n, slots)
        return self._known[key, n]

    def _said(self, key: str, n: Range | int | None, slots: dict[str, str]) -> str:
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
        values = {**slots, **({} if n is None else {"n": self.figure(n)})}
        if missing := [name for name in slots if f"{{{name}}}" not in phrase]:
            raise ProblemError(Problem(f"the slot '{{{missing[0]}}}' is missing", self.path, field=f"phrases.{key}"))
        return _filled(phrase, **values)

    def around(self, key: str) -> tuple[str, str]:
        """The words before and behind the number of a phrase. Raises ProblemError for a missing key."""
        before, _, after = self(key, 0).partition("0")
        return before.strip(), after.strip()

    def frequency(self, often: Frequency) -> str:
        """How often, such as '2–3 times a week', or 'every day' where no number is given."""
        if often.times is None:
            return self("daily" if often.per == "day" else "before_session")
        return self(f"times_per_{often.per.replace('-', '_')}", often.times)

    def length(self, routine: Routine) -> str:
        """For how long a routine is done."""
        if routine.days:
            return self("n_days", routine.days)
        if routine.weeks:
            return self("n_weeks", routine.weeks)
        return self("few_weeks" if routine.few_weeks else "as_a_habit")

    def figure(self, value: Range | int) -> str:
        """A number or a range as it is printed: 10, 8–12 with the dash of the language, or up to 10."""
        if isinstance(value, int):
            return str(value)
        if value.up_to:
            return self("up_to", value.high)
        if value.low == value.high:
            return str(value.low)
        pattern = self.phrases.formats.range if self.phrases.formats else "{x}–{y}"
        return _filled(pattern, x=str(value.low), y=str(value.high))

    def date(self, day: datetime.date) -> str:
        """A date in full, such as 5 March 2025 (Unicode CLDR, long form)."""
        formats = self.phrases.formats
        if formats is None:
            return day.isoformat()
        return _filled(formats.date, d=str(day.day), month=formats.months[day.month - 1], y=str(day.year))


def _filled(pattern: str, **values: str) -> str:
    # format() would also read attributes ({n.__class__}) and fill slots inside values; one pass cannot
    return _SLOT.sub(lambda slot: values.get(slot[1], slot[0]), pattern)
