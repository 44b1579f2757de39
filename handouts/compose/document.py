"""What a sheet says, in order: semantic blocks with finished words, without any geometry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from handouts.drawing import Drawing


class Span(NamedTuple):
    """A run of words: `strong` for lead-ins and panel letters, `link` for an address it points to."""

    text: str
    strong: bool = False
    link: str = ""


Text = tuple[Span, ...]


def text(words: str) -> Text:
    """Plain words as a Text."""
    return (Span(words),)


def lead(label: str, words: str) -> Text:
    """Words behind a strong lead-in, such as "Take care: do not press on your neck."."""
    return Span(label, strong=True), Span(f" {words}")


def plain(words: Text) -> str:
    """The characters of a Text."""
    return "".join(span.text for span in words)


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value; an empty value is a line to write on."""

    label: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """One picture with the letter that the steps refer to."""

    letter: str
    drawing: Drawing
    alt: str


@dataclass(frozen=True, slots=True)
class Head:
    """Clinic, title and the one sentence of purpose."""

    title: str
    purpose: str
    clinic: str = ""
    clinic_line: str = ""
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PatientStrip:
    """Name, date and clinician, printed or to be written."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Glance:
    """The summary box: how often, how long, what is needed."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class ExerciseBlock:
    """One exercise. `origin` is the content folder it comes from, for problems that the layout finds."""

    number: int
    name: str
    dose: tuple[str, ...]
    panels: tuple[Panel, ...]
    steps: tuple[Text, ...]
    feel: Text
    cautions: Text | None
    easier: Text | None
    harder: Text | None
    origin: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A box of rules or warning signs; `kind` chooses its symbol, so that colour never speaks alone."""

    kind: Literal["stop", "emergency", "urgent"]
    title: str
    items: tuple[str, ...]
    closing: str = ""


@dataclass(frozen=True, slots=True)
class Log:
    """A table to tick off what was done: one row an exercise, one column a day."""

    title: str
    corner: str
    days: tuple[str, ...]
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notes:
    """A titled run of short paragraphs: progression, sources, who made the sheet."""

    title: str
    paragraphs: tuple[Text, ...]
    listed: bool = False


Block = Head | PatientStrip | Glance | ExerciseBlock | Notice | Log | Notes


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands at the same place on every page; `{x}` and `{y}` in `page` become page and pages."""

    left: str
    page: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole sheet. `stamp` is the instant the file claims to be made at, as `YYYY-MM-DDThh:mm:ssZ`."""

    title: str
    language: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    stamp: str
    furniture: Furniture
    blocks: tuple[Block, ...]

    def lines(self) -> Iterator[str]:
        """Every paragraph, item and cell in reading order: what a screen reader must meet, spaces included."""
        for block in self.blocks:
            yield from _lines(block)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Head():
            yield from filter(None, (block.title, block.purpose, block.clinic, block.clinic_line, *block.notices))
        case PatientStrip() | Glance():
            yield from (f"{fact.label} {fact.value}".strip() for fact in block.facts)
        case ExerciseBlock():
            yield f"{block.number} {block.name}"
            yield from block.dose
            yield from (panel.letter for panel in block.panels if len(block.panels) > 1)
            for number, step in enumerate(block.steps, 1):
                yield f"{number}. {plain(step)}"
            yield from (plain(t) for t in (block.feel, block.cautions, block.easier, block.harder) if t)
        case Notice():
            yield block.title
            yield from (f"• {item}" for item in block.items)
            yield from filter(None, (block.closing,))
        case Log():
            yield from (block.title, block.corner, *block.days, *block.rows)
        case Notes():
            yield from filter(None, (block.title,))
            mark = "• " if block.listed else ""
            yield from (mark + plain(paragraph) for paragraph in block.paragraphs)
