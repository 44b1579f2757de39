"""A whole sheet made by hand, with every kind of block: tests of layout and PDF do not wait for content."""

from __future__ import annotations

import dataclasses
from functools import cache

from handouts.compose.document import (
    Document,
    ExerciseBlock,
    Fact,
    Furniture,
    Glance,
    Head,
    Labelled,
    Log,
    Notes,
    Notice,
    Panel,
    PatientStrip,
    Points,
    Question,
    Span,
    lead,
    text,
)
from handouts.drawing import OWN_COLOURS, Drawing, Label, Palette, Path
from handouts.layout.pages import lay_out
from handouts.layout.template import LayoutTemplate, Look
from handouts.library.library import Library
from handouts.library.reader import read
from handouts.pdf.writer import write_pdf

STAMP = "2026-11-21T08:30:59Z"
LINK = "https://example.org/a-very-long-address/that-has/to-break/somewhere?x=(1)&y=\\z#part"
COLOURS = {"skin": "#c68642", "shirt": "#1f6f78", "ink": "#1f2a37"}


@cache
def library() -> Library:
    """The built-in content and layouts."""
    return Library.load()


@cache
def template(name: str = "sheet") -> LayoutTemplate:
    """A built-in layout."""
    return read(LayoutTemplate, library().layout_source(name))


@cache
def look(paper: str = "a4", palette: str = "colour") -> Look:
    """The sheet layout on a paper in a palette."""
    return Look(template(), paper, palette)


@cache
def palette(name: str = "colour") -> Palette:
    """A built-in palette of pictures."""
    return library().palette(name)


def box(left: int, top: int, right: int, bottom: int, role: str = "shirt", **more) -> Path:
    """A filled rectangle."""
    return Path(role, f"M{left} {top}L{right} {top}L{right} {bottom}L{left} {bottom}Z", **more)


def drawing(left: int = -2000, top: int = -7000, right: int = 2000, bottom: int = 0) -> Drawing:
    """A stick with a head: fills, tones, a stroke and a curve."""
    middle = (left + right) // 2
    paths = (
        box(left, top, right, bottom),
        box(left + 10, top + 10, right - 10, top + (bottom - top) // 3, "skin", tone=84),
        Path("ink", f"M{left} {top}C{left} {bottom} {middle} {bottom} {right} {top}", width=12.5),
    )
    return Drawing(paths, (left, top, right, bottom), tuple(sorted(COLOURS.items())), "A stick")


def labelled() -> Drawing:
    """A stick with a label at either edge."""
    plain = drawing()
    labels = (Label("head", plain.bounds[0], -6000, "left"), Label("stick", plain.bounds[2], -2000, "right"))
    return dataclasses.replace(plain, labels=labels)


def panels(count: int) -> tuple[Panel, ...]:
    """Panels of different widths on one floor."""
    return tuple(
        Panel("ABCDEFGH"[i], drawing(right=2000 + 700 * i, top=-7000 + 900 * i), f"Picture {'ABCDEFGH'[i]}: a (stick).")
        for i in range(count)
    )


def exercise(number: int, **more) -> ExerciseBlock:
    """An exercise with strong spans, hyphen compounds and Polish letters."""
    values = {
        "number": number,
        "name": f"Zażółć gęślą jaźń {number}",
        "dose": ("8–12 times", "hold 20–30 s", "each side", "with your breath", "2 kg"),
        "panels": panels(2),
        "steps": (
            (Span("Kneel on your hands and knees "), Span("(A)", strong=True), Span(", elbows-under-shoulders.")),
            text("Breathe in – let your well-upholstered belly-and-hips drop slowly, and look ahead without force."),
            text("Æblegrød på Åen: gør det én gang til."),
        ),
        "feel": lead("You should feel it", "as a mild stretch along your whole back."),
        "cautions": lead("Take care:", "kneel on a folded towel if your knees are sore. Make fists."),
        "easier": lead("Easier:", "sit on a chair."),
        "harder": lead("Harder:", "stay in each shape for two breaths."),
        "origin": f"exercise-{number}",
    }
    return ExerciseBlock(**{**values, **more})


def question(**more) -> Question:
    """A question with two paragraphs and what sources say."""
    values = {
        "question": "Why does it hurt so much, and what is it that I can do about it?",
        "answer": (text("It is a demo. Nothing hurts."), text("So all is well, as far as anybody knows. " * 4)),
        "evidence": lead("What our sources say:", "one says so, another says the opposite."),
        "panels": (),
        "caption": "",
        "labelled": None,
        "origin": "leaflets/demo",
    }
    return Question(**{**values, **more})


def parts_of_a_stick() -> Labelled:
    """A picture with words at either edge."""
    words = ((Span("Head that looks around in all directions", strong=True), Span(" (caput)")), text("Stick"))
    return Labelled(labelled(), "A stick with its parts named.", words)


def points(**more) -> Points:
    """Statements under a heading."""
    values = {
        "title": "What is worth knowing",
        "intro": (text("A stick has parts."),),
        "points": (lead("Head (caput):", "it looks around."), text("Keep it upright.")),
        "labelled": None,
        "last": True,
        "origin": "education/demo",
    }
    return Points(**{**values, **more})


def document(**more) -> Document:
    """The whole sheet."""
    linked = (
        Span("Zielińska, A. (2024). "),
        Span("Ból pleców", strong=True),
        Span(" and what to do about it, told for everybody. "),
        Span(LINK, link=LINK),
        Span(" (open to all)."),
    )
    values = {
        "title": "Ćwiczenia (grzbiet) \\ back",
        "language": "en-GB",
        "author": "Przychodnia Łódź & Sons",
        "subject": "Eight <gentle> exercises",
        "keywords": ("exercise sheet", "UBR-EN-GB"),
        "stamp": STAMP,
        "furniture": Furniture("Upper back relief · UBR-EN-GB · version 1.0", "Page {x} of {y}"),
        "blocks": (
            Head("Upper back relief", "Eight exercises.", "Przychodnia Łódź", "Long Road 1 · 020 7946", ("Old.",)),
            PatientStrip((Fact("Name", "Jørgen Żółw"), Fact("Date"), Fact("Clinician"))),
            Glance((Fact("How often", "2–3 times a week"), Fact("For how long", "4 weeks"), Fact("You need", "mat"))),
            Notes("", (lead("Note from your clinician:", "mind the step."),)),
            *map(exercise, range(1, 6)),
            exercise(6, panels=panels(1), cautions=None, easier=None, harder=None, dose=()),
            exercise(7, before=text("Down."), remark=text("Small."), note=text("One says so."), after=text("Up.")),
            exercise(0, language="pl-PL"),
            question(panels=panels(1), caption="How to stand."),
            question(panels=panels(2), caption="Two ways.", evidence=None, language="pl-PL"),
            question(labelled=parts_of_a_stick(), caption="The parts."),
            points(labelled=parts_of_a_stick(), last=False),
            points(title="", intro=()),
            Notes("Next steps", (text("Weeks 1 and 2: small movements."), lead("For:", "adults."))),
            Notice("stop", "Stop if it hurts", ("Start gently.", "Never bounce – or force.", "Half as much.")),
            Notice("emergency", "Call 999 now for", ("Chest pain, or tightness",)),
            Notice(
                "urgent", "Get advice for", ("Fever", "Weight loss"), "Call 111, or ask your GP.", "A general list."
            ),
            Log("Tick off", "Week of", ("Mon", "Tue", "Wed"), ("1 Cat-cow", "2 Koci", "Pain 0–10"), ("", "pl-PL", "")),
            Notes("Sources", (linked, text("NHS (2021). Back pain.")), listed=True),
            Notes("", (text("General information."), text("Text and pictures: CC BY 4.0."))),
        ),
    }
    return Document(**{**values, **more})


def pdf_of(made: Document, paper: str = "a4", colours: str = "colour") -> bytes:
    """A document's file."""
    pictures = OWN_COLOURS if colours == "colour" else palette(colours)
    return write_pdf(made, lay_out(made, look(paper, colours), pictures))


@cache
def sample_pdf() -> bytes:
    """The whole sheet's file."""
    return pdf_of(document())


@cache
def short_pdf() -> bytes:
    """The file of a shorter sheet, for tests that make many of it: two exercises and a table, on three pages."""
    blocks = document().blocks
    after = [block for block in blocks[10:] if not isinstance(block, ExerciseBlock | Question)]
    return pdf_of(with_blocks(*blocks[:6], *after))


def with_blocks(*blocks) -> Document:
    """A document of few blocks."""
    return dataclasses.replace(document(), blocks=blocks)
