"""Whether words are plain: sentence and step length, reading age, hard or doubtful words, in any language.

Levels of the measures: LIX under 35 (Björnsson 1968: easy), a reading age of at most 11 in English by the Automated
Readability Index (Smith and Senter 1967, AMRL-TR-66-220: a school grade, five years below the age). Doses and headings
are not prose and are left out, and short texts are not measured: both indices need some sentences to mean anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from handouts.library import models
from handouts.library.imperative import opening_that_is_no_order
from handouts.library.sides import both_sides
from handouts.rules.rule import Remark
from handouts.source import Loc

MOST_WORDS, MOST_IN_STEP = 25, 15
MOST_LIX, MOST_AGE = 35, 11
ENOUGH = 50  # words; below that no index is taken
LONG = 6  # letters; a word with more is long (LIX)

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_END = re.compile(r"(?<=[.!?:])[\"'”’)]*\s+")
_SLOT = re.compile(r"\s*\{[a-z0-9-]+\}")
_SHARE = re.compile(r"\d\s*%|\bper ?cent\b|[½¼¾⅓⅔]|\b\d+/\d+\b", re.IGNORECASE)
_ARCH = re.compile(r"\barch(?:es|ed|ing)?\b", re.IGNORECASE)
_PATIENT = re.compile(r"\bpatient(?:s|en|er|erne|erna)?\b", re.IGNORECASE)  # in English, Danish and Swedish
_WHICH_WAY = re.compile(r"\b(?:rounded|hollowed)\b", re.IGNORECASE)


class Piece(NamedTuple):
    """Some prose of a file, and where it stands in it."""

    loc: Loc
    text: str
    step: bool = False


def pieces(words: models.Model) -> Iterator[Piece]:
    """The prose of an item's words in reading order; names, titles and descriptions of pictures are not prose."""
    match words:
        case models.ExerciseWords():
            yield from _some(words, ("purpose",))
            yield from (Piece(("steps", n), both_sides(step), step=True) for n, step in enumerate(words.steps))
            yield from _some(words, ("feel", "cautions", "mistakes", "easier", "harder", "note"))
        case models.RoutineWords():
            yield from _some(words, ("purpose", "audience", "not_when", "progression", "items"))
        case models.LeafletWords():
            yield from _some(words, ("purpose", "audience"))
            for name, asked in words.questions.items():
                yield Piece(("questions", name, "question"), asked.question)
                yield from (Piece(("questions", name, "answer", n), text) for n, text in enumerate(asked.answer))
                if asked.evidence:
                    yield Piece(("questions", name, "evidence"), asked.evidence)
            yield from _some(words, ("captions",))
        case models.EducationWords():
            yield from _some(words, ("intro",))
            for name, point in words.points.items():
                told = point if isinstance(point, str) else f"{point.plain}: {point.does}"
                yield Piece(("points", name), told)
        case models.SafetyWords():
            yield from _some(words, ("stop_rules", "signs", "disclaimer", "disclaimer_long"))


def _some(words: models.Model, fields: Sequence[str]) -> Iterator[Piece]:
    for field in fields:
        value = getattr(words, field)
        if isinstance(value, str):
            yield Piece((field,), value)
        elif isinstance(value, Mapping):
            yield from (Piece((field, key), text) for key, text in value.items())
        else:
            yield from (Piece((field, n), text) for n, text in enumerate(value or ()))


def remarks(prose: Sequence[Piece], lang: str, glossary: Mapping[str, Sequence[str]] | None = None) -> Iterator[Remark]:
    """Everything that is not plain in an item's prose. `glossary` gives plain words for each hard term."""
    for piece in prose:
        yield from _lengths(piece)
        yield from _orders(piece, lang)
        yield from _doubtful(piece, lang)
    yield from _measured(prose, lang)
    yield from _unexplained(prose, glossary or {})


def _lengths(piece: Piece) -> Iterator[Remark]:
    most, what = (MOST_IN_STEP, "step") if piece.step else (MOST_WORDS, "sentence")
    rule = f"prose-{what}-length"
    for sentence in sentences(piece.text):
        count = len(_WORD.findall(sentence))
        if count > most:
            message = f"a {what} of {count} words; at most {most} are easy to follow"
            yield Remark(rule, piece.loc, message, "make two of it")


def _orders(piece: Piece, lang: str) -> Iterator[Remark]:
    """The first sentence of a step; those behind it may explain."""
    for sentence in sentences(piece.text)[:1] if piece.step else ():
        if begun := opening_that_is_no_order(sentence, lang):
            message = f"a step that begins '{begun}' does not say what to do"
            yield Remark("prose-imperative", piece.loc, message, "begin with what to do: lift, hold, breathe")


def _doubtful(piece: Piece, lang: str) -> Iterator[Remark]:
    if share := _SHARE.search(piece.text):
        hint = "say it in whole numbers, such as 8 of 10 people"
        yield Remark("prose-shares", piece.loc, f"'{share[0]}' is hard to picture", hint)
    if patient := _PATIENT.search(piece.text):
        yield Remark(
            "prose-you", piece.loc, f"'{patient[0]}' is who reads this", "speak to the reader: you, or do this"
        )
    if lang == "en" and (arch := _ARCH.search(piece.text)) and not _WHICH_WAY.search(piece.text):
        message = f"'{arch[0]}' is used for both directions"
        yield Remark("prose-arch", piece.loc, message, "write rounded or hollowed")


def _measured(prose: Sequence[Piece], lang: str) -> Iterator[Remark]:
    text = [sentence for piece in prose for sentence in sentences(piece.text)]
    if not prose or sum(len(_WORD.findall(sentence)) for sentence in text) < ENOUGH:
        return
    hint = "shorten sentences and choose shorter words"
    if (found := lix(text)) >= MOST_LIX:
        yield Remark("prose-lix", (), f"LIX {found:.0f}; under {MOST_LIX} is easy to read", hint)
    if lang == "en" and (age := reading_age(text)) > MOST_AGE:
        message = f"a reading age of {age:.0f}; at most {MOST_AGE} suits everybody"
        yield Remark("prose-reading-age", (), message, hint)


def _unexplained(prose: Sequence[Piece], glossary: Mapping[str, Sequence[str]]) -> Iterator[Remark]:
    everything = " ".join(piece.text for piece in prose).lower()
    for term, plain in glossary.items():
        if term.lower() not in everything:
            continue
        word = re.compile(rf"\b{re.escape(term)}\b", re.IGNORECASE)
        place = next((piece.loc for piece in prose if word.search(piece.text)), None)
        if place is not None and not any(said.lower() in everything for said in plain):
            hint = f"say '{plain[0]}' instead or beside it"
            yield Remark("prose-glossary", place, f"'{term}' is not explained", hint)


def sentences(text: str) -> list[str]:
    """The sentences of a text; a colon ends one too, as LIX counts. Slots for pictures are left out."""
    return [found for found in _END.split(_SLOT.sub("", text).strip()) if _WORD.search(found)]


def lix(text: Sequence[str]) -> float:
    """Läsbarhetsindex of sentences: words in a sentence plus long words in a hundred."""
    words = [word for sentence in text for word in _WORD.findall(sentence)]
    return len(words) / len(text) + 100 * sum(len(word) > LONG for word in words) / len(words)


def reading_age(text: Sequence[str]) -> float:
    """The age in years at which an English reader follows these sentences."""
    words = [word for sentence in text for word in _WORD.findall(sentence)]
    letters = sum(len(word) for word in words)
    return 4.71 * letters / len(words) + 0.5 * len(words) / len(text) - 21.43 + 5
