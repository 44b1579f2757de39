"""The tag tree of a document as values, and its plain-text views: lines to read, and an outline."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

TEXT = "#text"  # the tag of a run of text beside inline elements; elements with text alone have no such kid

INLINE = frozenset(
    {TEXT, "Span", "Quote", "Reference", "BibEntry", "Code", "Link", "Annot", "Em", "Strong", "Sub", "Lbl",
     "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP"}
)  # fmt: skip
PICTURES = frozenset({"Figure", "Formula"})  # what they show is told by their alternative text


@dataclass(frozen=True)
class Node:
    """One structure element, or (tag `#text`) a run of text between inline elements.

    `tag` is the standard type after the role map. `text` is the element's own text when it has no kids.
    `page` counts from 1 and is 0 for an element without content. `attributes` are those of all owners but
    Layout. `uri` and `contents` come from the element's link annotations; a place inside is written `#name`.
    """

    tag: str
    text: str = ""
    alt: str | None = None
    lang: str | None = None
    page: int = 0
    attributes: Mapping[str, str] = field(default_factory=dict)
    kids: tuple[Node, ...] = ()
    actual: str | None = None
    uri: str | None = None
    contents: str | None = None

    def walk(self) -> Iterator[Node]:
        """The node and all below it, in reading order."""
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def content(self) -> str:
        """All text in and below the node exactly as the file has it, or its replacement text."""
        if self.actual is not None:
            return self.actual
        return self.text + "".join(kid.content() for kid in self.kids)


def lines(nodes: tuple[Node, ...], alt: bool = False) -> list[str]:
    """One line per block-level element that has text.

    Nothing is mended: a space lost at a line break stays lost. Only the ends of lines are stripped, and a
    label ("1.", "•") is put before its body with one space. A picture gives its alternative text when `alt`
    is set, and nothing otherwise; its caption is read after it.
    """
    reader = _Reader(alt)
    for node in nodes:
        reader.visit(node)
    reader.flush(last=True)
    return reader.done


class _Reader:
    """Gathers lines on a walk over the tree."""

    def __init__(self, alt: bool):
        self.alt, self.done = alt, list[str]()
        self.now = self.label = ""

    def flush(self, last: bool = False) -> None:
        """End the line; a label waits for its body, unless there is none."""
        words = self.now.strip()
        self.now = ""
        if words or (last and self.label):
            self.done.append(f"{self.label} {words}".strip())
            self.label = ""

    def visit(self, node: Node) -> None:
        """Read one node."""
        if node.tag == "Lbl":
            self.flush(last=True)
            self.label = node.content().strip()
            return
        block = node.tag not in INLINE
        if block:
            self.flush()
        if node.tag in PICTURES:
            self.now += (node.alt or "") if self.alt else ""
            for kid in node.kids:
                if kid.tag not in INLINE:  # a caption is read; letters in the picture are part of it
                    self.visit(kid)
        elif node.actual is not None:
            self.now += node.actual
        else:
            self.now += node.text
            for kid in node.kids:
                self.visit(kid)
        if block:
            self.flush(last=node.tag == "LI")


def outline(nodes: tuple[Node, ...], depth: int = 0) -> list[str]:
    """The tags as indented lines: `H1 "Upper back relief"`, `Figure alt="..."`, `Link -> #note "words"`."""
    found = []
    for node in nodes:
        found.append("  " * depth + _entry(node))
        found += outline(node.kids, depth + 1)
    return found


def _entry(node: Node) -> str:
    parts = [] if node.tag == TEXT else [node.tag]
    parts += [f"{key}={value}" for key, value in sorted(node.attributes.items())]
    parts += [f"lang={node.lang}"] if node.lang else []
    parts += [f"alt={_quoted(node.alt)}"] if node.alt is not None else []
    parts += [f"actual={_quoted(node.actual)}"] if node.actual is not None else []
    parts += [f"-> {node.uri}"] if node.uri else []
    parts += [_quoted(node.text)] if node.text else []
    return " ".join(parts)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
