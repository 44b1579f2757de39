"""Holds a finished PDF to the rules: what a screen reader is owed, and what can be measured on its pages."""

from __future__ import annotations

import importlib
import importlib.util
import io
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from pypdf import PdfReader

from handouts.inspect.content import interpret
from handouts.inspect.facts import measured
from handouts.inspect.findings import Content
from handouts.inspect.fonts import UNKNOWN
from handouts.inspect.measures import Facts
from handouts.inspect.paper import page_findings
from handouts.inspect.quiet import quiet
from handouts.inspect.reading import Reading, read_pages
from handouts.problems import Problem
from handouts.rules.registry import RULES
from handouts.rules.rule import broken

LEAST_TYPE = 12.0  # points (RNIB, clear print)
_PROFILES = {"ua1": "PDF/UA-1", "2a": "PDF/A-2a"}


def validates() -> bool:
    """Whether the validator of PDF/UA and PDF/A is installed: the extra handouts[check]."""
    return importlib.util.find_spec("page") is not None


class Sheet(NamedTuple):
    """What a finished sheet says of itself: its code, such as UBR-EN-GB, its language, and all words on its pages.

    `outside` is what is said of it beside its pages: its metadata and the name of the file.
    """

    code: str
    lang: str
    words: str
    pictures: int
    outside: tuple[tuple[str, str], ...]


Asking = Callable[[Sheet], Iterable[tuple[str, str]]]  # (rule, message) for what is wrong with such a sheet


def check_pdf(pdf: bytes, path: str = "", least_type: float = LEAST_TYPE, ask: Asking | None = None) -> list[Problem]:
    """Every rule that a file breaks. `least_type` is the smallest type that its layout allows, in points.

    `ask` knows what the content says today.
    """
    with quiet():
        return [broken(RULES[rule], message, path) for rule, message in _findings(pdf, path, least_type, ask)]


def _findings(pdf: bytes, path: str, least_type: float, ask: Asking | None) -> Iterator[tuple[str, str]]:
    try:
        reader = PdfReader(io.BytesIO(pdf))
        if reader.is_encrypted:
            yield "pdf-opens", "is locked with a password: check it before it is locked"
            return
        contents = [interpret(page) for page in reader.pages]
        facts, reading = measured(reader, contents, pdf), read_pages(reader, contents)
    except Exception as error:  # a damaged file raises whatever it likes, and none of it is our bug
        yield "pdf-opens", f"cannot be read: {' '.join(str(error).split())[:200] or type(error).__name__}"
        return
    yield from _standard(pdf, facts)
    yield from _document(facts, reading)
    yield from _tree(facts, reading)
    yield from _fonts(facts, contents)
    if ask:
        words = "\n".join((*reading.lines(), *reading.artifacts))
        code = facts.info.get("Keywords", "").split(",")[-1].strip()
        outside = (("name of the file", Path(path).stem), *facts.info.items(), ("XMP", facts.packet))
        yield from ask(Sheet(code, facts.lang or "", words, len(facts.figures), outside))
    for number, (content, page) in enumerate(zip(contents, facts.pages, strict=True), 1):
        for rule, message in page_findings(content, page.media, least_type):
            yield rule, f"page {number}: {message}"


def _standard(pdf: bytes, facts: Facts) -> Iterator[tuple[str, str]]:
    """What the file claims; what `page-validation` finds, where it is installed."""
    for claim, wanted, name in ((facts.pdfua, "1", "PDF/UA-1"), (facts.pdfa, "2A", "PDF/A-2a")):
        if claim != wanted:
            yield "pdf-standard", f"does not say that it is {name}"
    if not validates():
        return
    validator = importlib.import_module("page")
    for profile, name in _PROFILES.items():
        try:
            failures = validator.validate_pdf_bytes(pdf, profile=profile).failures
        except Exception as error:  # it gives up on some files that can be read
            yield "pdf-standard", f"{name} cannot be validated: {error}"
            continue
        for failure in failures:
            yield "pdf-standard", f"{name} {failure.rule_id}: {failure.message}"


def _document(facts: Facts, reading: Reading) -> Iterator[tuple[str, str]]:
    if not (facts.tagged and facts.marked):
        yield "pdf-tagged", "has no tags: a screen reader finds nothing in order"
    for page, text in reading.untagged.items():
        yield "pdf-tagged", f"page {page}: words are neither in the tag tree nor decoration: {_short(text)}"
    for fault in reading.faults:
        yield "pdf-tagged", fault
    if not facts.title:
        yield "pdf-title", "has no title"
    elif not facts.display_title:
        yield "pdf-title", "does not tell viewers to show its title"
    if not facts.lang:
        yield "pdf-language", "does not say its language"


def _tree(facts: Facts, reading: Reading) -> Iterator[tuple[str, str]]:
    for figure in facts.figures:
        if not (figure.alt or "").strip():
            yield "pdf-alt-text", f"page {figure.page}: a picture is not told in words"
    levels = [(node, int(node.tag[1:])) for node in reading.walk("H1", "H2", "H3", "H4", "H5", "H6")]
    if levels and levels[0][1] != 1:
        yield "pdf-headings", f"page {levels[0][0].page}: the first heading has level {levels[0][1]}"
    for (_, above), (node, level) in pairwise(levels):
        if level > above + 1:
            message = f"after level {above} comes a heading of level {level}: {_short(node.content())}"
            yield "pdf-headings", f"page {node.page}: {message}"
    for link in facts.links:
        if not link.contents or not link.target.startswith(("https://", "mailto:", "#")):
            yield (
                "pdf-links",
                f"page {link.page}: a link leads to {_short(link.target or 'nowhere')}"
                + ("" if link.contents else " and does not say where"),
            )
    for section in reading.walk("Sect"):
        pages = sorted({node.page for node in section.walk() if node.page})
        if len(pages) > 1:
            said = next((node.content() for node in section.walk() if node.content().strip()), "")
            yield "page-whole-blocks", f"page {pages[0]}: goes on on page {pages[1]}: {_short(said)}"


def _fonts(facts: Facts, contents: list[Content]) -> Iterator[tuple[str, str]]:
    for face in facts.faces:
        lacks = [
            *([] if face.embedded else ["is not in the file"]),
            *([] if face.subset else ["is not cut down to what is used"]),
            *([] if face.to_unicode else ["has letters that cannot be copied"]),
        ]
        if lacks:
            yield "pdf-fonts", f"the font {face.name} {' and '.join(lacks)}"
    for number, content in enumerate(contents, 1):
        text = next((one.text for one in content.shown if UNKNOWN in one.text), None)
        if text is not None:
            yield "pdf-glyphs", f"page {number}: a character is missing: {_short(text)}"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return f"'{words[:50]}{'…' if len(words) > 50 else ''}'"
