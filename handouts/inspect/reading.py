"""The document as a screen reader meets it: the structure tree in order, with the text its tags mark."""

from __future__ import annotations

import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pypdf import PdfReader

from handouts.inspect import nodes
from handouts.inspect.agreement import disagreements
from handouts.inspect.content import interpret
from handouts.inspect.findings import Content, Mark, Shown
from handouts.inspect.nodes import Node
from handouts.inspect.objects import follow, get, number, raw, string
from handouts.inspect.tree import Walker


@dataclass(frozen=True)
class Reading:
    """What a reader finds. A sound file has no `untagged` text and no `faults`.

    `untagged` holds, by page, text that neither the tree nor an artifact claims; `artifacts` the text of the
    page furniture, one entry a page; `faults` one sentence for each place where tree, pages, parent tree and
    link annotations disagree. Pages count from 1.
    """

    roots: tuple[Node, ...]
    lang: str | None
    untagged: Mapping[int, str]
    artifacts: tuple[str, ...]
    faults: tuple[str, ...]

    def walk(self, *tags: str) -> Iterator[Node]:
        """All nodes in reading order, or those with one of the tags."""
        for root in self.roots:
            yield from (node for node in root.walk() if not tags or node.tag in tags)

    def lines(self, alt: bool = False) -> list[str]:
        """The text in reading order, one line per block-level element; see `nodes.lines`."""
        return nodes.lines(self.roots, alt)

    def text(self, alt: bool = False) -> str:
        """The lines as one text."""
        return "\n".join(self.lines(alt))

    def outline(self) -> str:
        """The tag tree as indented plain text."""
        return "\n".join(nodes.outline(self.roots))


def read(pdf: bytes) -> Reading:
    """Read a file. Raises pypdf's errors for bytes that are no PDF or need a password."""
    reader = PdfReader(io.BytesIO(pdf))
    return read_pages(reader, [interpret(page) for page in reader.pages])


def read_pages(reader: PdfReader, contents: list[Content]) -> Reading:
    """The reading of a file whose pages were interpreted already."""
    tree = get(reader.root_object, "/StructTreeRoot")
    walker = Walker(
        words=_words(contents),
        pages={number(page.indirect_reference): i for i, page in enumerate(reader.pages, 1)},
        roles={key[1:]: str(value)[1:] for key, value in get(tree, "/RoleMap", {}).items()},
    )
    top = raw(tree, "/K")
    whole = follow(top)
    kids = whole if isinstance(whole, list) else [] if whole is None else [top]
    roots = tuple(walker.element(kid) for kid in kids)
    loose = [_loose(content, walker.owners) for content in contents]
    return Reading(
        roots=roots,
        lang=string(reader.root_object, "/Lang"),
        untagged={i: text for i, text in enumerate(loose, 1) if text},
        artifacts=tuple(_runs(shown for shown in content.shown if shown.artifact) for content in contents),
        faults=(*walker.faults, *_twice(contents), *disagreements(reader, walker.owners)),
    )


def _words(contents: list[Content]) -> dict[Mark, str]:
    """The text of every mark; empty marks too, they exist."""
    words = {mark: "" for content in contents for mark in content.marks}
    for content in contents:
        for shown in content.shown:
            if shown.mark is not None:
                words[shown.mark] += shown.text
    return words


def _twice(contents: list[Content]) -> Iterator[str]:
    """An MCID must be used once on its page (ISO 32000-1, 14.7.4.2)."""
    for page, content in enumerate(contents, 1):
        for (_, mcid), uses in Counter(content.marks).items():
            if uses > 1:
                yield f"page {page}: MCID {mcid} marks {uses} sequences"


def _loose(content: Content, owners: Mapping[Mark | int, int]) -> str:
    """Text on a page that is neither an artifact nor in the tree."""
    return _runs(s for s in content.shown if not s.artifact and (s.mark is None or s.mark not in owners))


def _runs(shown: Iterable[Shown]) -> str:
    """Text, with a line for each run."""
    runs: dict[int, str] = defaultdict(str)
    for one in shown:
        runs[one.run] += one.text
    return "\n".join(text for text in runs.values() if text)
