"""What a sheet says, in order: semantic blocks with finished words, without any geometry.

A block's `language` is set where it differs from the document's, as a BCP 47 tag.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from handouts.drawing import Drawing
from handouts.library.artwork import Artwork


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
    language: str = ""


@dataclass(frozen=True, slots=True)
class Video:
    """Where to see an exercise done: an address as a QR code, which needs `alt`, and in words."""

    address: str
    words: Text
    alt: str


@dataclass(frozen=True, slots=True)
class Field:
    """Room for the pen: a line to write on between two words, or a box to tick in front of them."""

    before: str
    after: str = ""
    tick: bool = False

    @property
    def words(self) -> str:
        """Its words in one line."""
        return f"{self.before} {self.after}".strip()


@dataclass(frozen=True, slots=True)
class Head:
    """Clinic, title and the one sentence of purpose; `language` is that of these two, the rest is in the document's.

    The logo's alternative text is `logo_alt`: it may stand for the clinic's name.
    """

    title: str
    purpose: str
    clinic: str = ""
    clinic_line: str = ""
    notices: tuple[str, ...] = ()
    language: str = ""
    logo: Artwork | None = None
    logo_alt: str = ""


@dataclass(frozen=True, slots=True)
class PatientStrip:
    """Name, date and clinician, printed or to be written; `sticker` are the words in the space for a label."""

    facts: tuple[Fact, ...]
    sticker: str = ""


@dataclass(frozen=True, slots=True)
class Glance:
    """The summary box: how often, how long, what is needed."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class ExerciseBlock:
    """One exercise. `origin` is the content folder it comes from, for problems that the layout finds.

    `before` and `after` say how to get to the floor and up again, `remark` what counts in this routine only, `note`
    where sources disagree, `short` is the name where there is little room. `fields` stand in place of the dose on a
    sheet for the pen.
    """

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
    remark: Text | None = None
    note: Text | None = None
    before: Text | None = None
    after: Text | None = None
    short: str = ""
    language: str = ""
    fields: tuple[Field, ...] = ()
    video: Video | None = None


@dataclass(frozen=True, slots=True)
class Labelled:
    """A picture with words at the ends of its leader lines: one text for each of the drawing's labels."""

    drawing: Drawing
    alt: str
    labels: tuple[Text, ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a leaflet with its answer; pictures need no letters here, one caption serves them all.

    `id` is what the leaflet calls it.
    """

    question: str
    answer: tuple[Text, ...]
    evidence: Text | None
    panels: tuple[Panel, ...]
    caption: str
    labelled: Labelled | None
    origin: str
    language: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Points:
    """Statements under a heading; a continuation, which another page may take, has none."""

    title: str
    intro: tuple[Text, ...]
    points: tuple[Text, ...]
    labelled: Labelled | None
    last: bool
    origin: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A box of rules or warning signs; `kind` chooses its symbol, so that colour never speaks alone."""

    kind: Literal["stop", "emergency", "urgent"]
    title: str
    items: tuple[str, ...]
    closing: str = ""
    remark: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Log:
    """A table to tick off what was done: one row an exercise, one column a day; `notes` is a row to write in."""

    title: str
    corner: str
    days: tuple[str, ...]
    rows: tuple[str, ...]
    row_languages: tuple[str, ...] = ()
    notes: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Notes:
    """A titled run of short paragraphs: progression, sources, who made the sheet; `lines` to write on below."""

    title: str
    paragraphs: tuple[Text, ...]
    listed: bool = False
    language: str = ""
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Beside:
    """The same in two languages, the second one tagged with `language`; the pictures of `pictured` stand above both."""

    blocks: tuple[Block, Block]
    language: str
    pictured: ExerciseBlock | None = None

    @property
    def origin(self) -> str:
        """The content folder of an exercise, or nothing."""
        return self.pictured.origin if self.pictured else ""


Block = Beside | Head | PatientStrip | Glance | ExerciseBlock | Question | Points | Notice | Log | Notes


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands at the same place on every page; `{x}` and `{y}` in `page` become page and pages."""

    left: str
    page: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole sheet. `stamp` is the instant the file claims to be made at, as `YYYY-MM-DDThh:mm:ssZ`.

    `sections` names the section of each block, for layouts that give sections places of their own.
    """

    title: str
    language: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    stamp: str
    furniture: Furniture
    blocks: tuple[Block, ...]
    sections: tuple[str, ...] = ()

    def lines(self) -> Iterator[str]:
        """Every paragraph, item and cell in reading order: what a screen reader must meet, spaces included."""
        for block in self.blocks:
            yield from _lines(block)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Beside():
            panels = block.pictured.panels if block.pictured else ()
            yield from (panel.letter for panel in panels if len(panels) > 1)
            yield from (line for one in block.blocks for line in _lines(one))
        case Head():
            yield from filter(None, (block.title, block.purpose, block.clinic, block.clinic_line, *block.notices))
        case PatientStrip() | Glance():
            yield from (f"{fact.label} {fact.value}".strip() for fact in block.facts)
            yield from filter(None, (block.sticker if isinstance(block, PatientStrip) else "",))
        case ExerciseBlock():
            yield from _exercise_lines(block)
        case Question():
            yield block.question
            yield from map(plain, block.answer)
            yield from filter(None, (block.caption if block.panels else "",))
            yield from map(plain, block.labelled.labels if block.labelled else ())
            yield from filter(None, (block.caption if not block.panels else "",))
            yield from (plain(words) for words in (block.evidence,) if words)
        case Points():
            yield from filter(None, (block.title,))
            yield from map(plain, block.intro)
            yield from map(plain, block.labelled.labels if block.labelled else ())
            yield from (f"• {plain(point)}" for point in block.points)
        case Notice():
            yield block.title
            yield from (f"• {item}" for item in block.items)
            yield from filter(None, (block.closing, block.remark))
        case Log():
            yield from filter(None, (block.title, block.corner, *block.days, *block.rows, block.notes))
        case Notes():
            yield from filter(None, (block.title,))
            mark = "• " if block.listed else ""
            yield from (mark + plain(paragraph) for paragraph in block.paragraphs)


def _exercise_lines(block: ExerciseBlock) -> Iterator[str]:
    yield from (plain(words) for words in (block.before,) if words)
    yield f"{block.number} {block.name}" if block.number else block.name
    yield from block.dose
    yield from (field.words for field in block.fields)
    yield from (plain(words) for words in (block.remark,) if words)
    yield from (panel.letter for panel in block.panels if len(block.panels) > 1)
    for number, step in enumerate(block.steps, 1):
        yield f"{number}. {plain(step)}"
    video = block.video.words if block.video else None
    rest = (block.feel, block.cautions, block.easier, block.harder, block.note, video, block.after)
    yield from (plain(words) for words in rest if words)
