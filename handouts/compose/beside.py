"""Sets two documents that say the same in two languages beside one another, block by block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from handouts.compose.document import (
    Beside,
    Block,
    Document,
    ExerciseBlock,
    Glance,
    Head,
    Log,
    Notes,
    PatientStrip,
    lead,
)
from handouts.problems import Problem, ProblemError


def beside(first: Document, second: Document) -> Document:
    """One document in the language of the first; the words of the second are tagged with theirs.

    Pictures, the patient's data and the log are printed once. Raises ProblemError when the two do not match.
    """
    kinds = [[type(block) for block in document.blocks] for document in (first, second)]
    if kinds[0] != kinds[1]:
        message = f"the words in {first.language} and {second.language} have different parts"
        raise ProblemError(Problem(message, hint="bring the translations up to date, or print one language"))
    found = (made for pair in zip(first.blocks, second.blocks, strict=True) for made in _pair(*pair, second.language))
    return replace(first, blocks=tuple(found))


def _pair(one: Block, other: Block, language: str) -> Iterator[Block]:
    if isinstance(one, PatientStrip | Log):
        yield one
    elif isinstance(one, Head) and isinstance(other, Head):
        yield Beside((one, Head(other.title, other.purpose, notices=other.notices)), language)
    elif isinstance(one, Glance) and isinstance(other, Glance):
        yield Beside((_told(one), _told(other)), language)
    elif isinstance(one, ExerciseBlock) and isinstance(other, ExerciseBlock):
        yield Beside((replace(one, panels=()), replace(other, panels=(), video=None)), language, one)
    else:
        yield Beside((one, other), language)


def _told(glance: Glance) -> Notes:
    """The summary as lines, which fit into half the width."""
    return Notes("", tuple(lead(f"{fact.label}:", fact.value or "…" * 12) for fact in glance.facts))
