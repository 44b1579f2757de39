"""Words from outside, such as names: made fit for paper, or refused where they could disguise what a sheet says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from handouts.problems import Origin, Problem, ProblemError

MOST_MARKS = 4  # on one letter: pointed Hebrew and Vietnamese have up to three, more would reach into other lines
_SPACES = re.compile("[ \t\r\n\v\f\x85\u1680\u2000-\u200a\u2028\u2029\u205f\u3000]+")
_JOINERS = "\u200c\u200d"
_OVERRIDES = "\u202d\u202e"
_NUMBER_SIGNS = re.compile("[\u0600-\u0605\u06dd\u0890\u0891\u08e2]")  # format characters that are seen
_NEVER = {"Cc": "a control character", "Co": "a character of private use", "Cs": "half of a character"}


class _RefusedError(Exception):
    """Why words cannot be printed."""


def given(words: Mapping[str, str], origin: Origin) -> dict[str, str]:
    """The words of each wish as they are printed. Raises ProblemError with all that are refused.

    Letters and their marks are composed (Unicode NFC). White space is one space. Format characters that nobody sees
    are left out, so that every letter stands where the Unicode Bidirectional Algorithm puts it by itself; joiners stay
    between letters, where Persian and Indian names need them.
    """
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for wish, text in words.items():
        try:
            found[wish] = text if text.isascii() and text.isprintable() else _printable(text)
        except _RefusedError as error:
            problems.append(origin.problem(wish, str(error), "delete it and type the words again"))
    if problems:
        raise ProblemError(problems)
    return found


def _printable(text: str) -> str:
    for character in text:
        _check(character)
    kept = "".join(character for character in _SPACES.sub(" ", text) if _seen(character))
    composed = unicodedata.normalize("NFC", kept)
    return _sound_marks("".join(_joined(composed)).strip(" "))


def _check(character: str) -> None:
    code = f"U+{ord(character):04X}"
    if character in _OVERRIDES:
        raise _RefusedError(f"holds {code}, which turns the order of letters round")
    if "\U000e0000" <= character <= "\U000e007f":
        raise _RefusedError(f"holds {code}, a letter that cannot be seen")
    kind = _NEVER.get(unicodedata.category(character))
    if kind and not _SPACES.match(character):
        raise _RefusedError(f"holds {code}, {kind}")


def _seen(character: str) -> bool:
    if character in _JOINERS or unicodedata.category(character) != "Cf":
        return True
    return bool(_NUMBER_SIGNS.match(character))


def _joined(text: str) -> list[str]:
    """The characters without joiners that join nothing: next to a space, at an end, among plain letters."""
    padded = f" {text} "
    return [
        character
        for before, character, after in zip(padded, text, padded[2:], strict=False)
        if character not in _JOINERS or not (before.isascii() or after.isascii() or before in _JOINERS)
    ]


def _sound_marks(text: str) -> str:
    count, bare = 0, True
    for character in text:
        if bare and unicodedata.category(character) in ("Mn", "Me"):
            raise _RefusedError(f"holds U+{ord(character):04X}, a mark that stands on no letter")
        count = count + 1 if unicodedata.combining(character) else 0
        if count > MOST_MARKS:
            raise _RefusedError(f"holds more than {MOST_MARKS} marks on one letter")
        bare = character == " "
    return text
