"""A PDF as a screen reader says it: order, roles, pictures in words, changes of language, where links lead."""

from __future__ import annotations

import io
from collections.abc import Iterator

from pypdf import PdfReader

from handouts.inspect.content import interpret
from handouts.inspect.facts import measured
from handouts.inspect.nodes import INLINE, PICTURES, Node
from handouts.inspect.quiet import quiet
from handouts.inspect.reading import Reading, read_pages

_GROUPS = {"L": ("list", "LI"), "Table": ("table", "TR")}
_NAMES = {"Caption": "caption", "BlockQuote": "quote", "TOC": "contents", "Note": "note"}


def spoken(pdf: bytes) -> list[str]:
    """One line for each thing that is said. Raises pypdf's errors for bytes that are no PDF or need a password."""
    with quiet():
        reader = PdfReader(io.BytesIO(pdf))
        contents = [interpret(page) for page in reader.pages]
        facts, reading = measured(reader, contents, pdf), read_pages(reader, contents)
    count = len(facts.pages)
    head = [
        f"title: {facts.title or 'none'}",
        f"language: {facts.lang or 'none'}",
        f"{count} page{'' if count == 1 else 's'}, {'tagged' if facts.tagged else 'without tags'}",
    ]
    speaker = _Speaker(reading.lang or "")
    for root in reading.roots:
        speaker.say(root, reading.lang or "")
    return [*head, *speaker.done, *_rest(reading)]


def _rest(reading: Reading) -> Iterator[str]:
    """What is on the pages and never said, and what is wrong."""
    for number, text in enumerate(reading.artifacts, 1):
        if text:
            yield f"not read on page {number}: {' '.join(text.split())}"
    for number, text in reading.untagged.items():
        yield f"lost on page {number}: {' '.join(text.split())}"
    yield from (f"fault: {fault}" for fault in reading.faults)


class _Speaker:
    """Walks the tree; pages and languages are told where they change."""

    def __init__(self, lang: str) -> None:
        self.done: list[str] = []
        self.lang, self.page = lang, 0

    def add(self, text: str, page: int, lang: str, depth: int) -> None:
        """Say a line."""
        if page and page != self.page:
            self.page = page
            self.done += ["", f"page {page}"]
        if lang != self.lang:
            self.lang = lang
            self.done.append(f"language: {lang}")
        self.done.append("  " * depth + text)

    def say(self, node: Node, lang: str, depth: int = 0) -> None:
        """Say a node and what is in it."""
        lang = node.lang or lang
        if node.tag in PICTURES:
            self.add(f"picture: {node.alt or 'nothing is said of it'}", node.page, lang, depth)
            self.kids(node, lang, depth)
        elif node.tag in _GROUPS:
            name, part = _GROUPS[node.tag]
            parts = sum(one.tag == part for one in node.walk())
            unit = "row" if part == "TR" else "item"
            self.add(f"{name}, {parts} {unit}{'' if parts == 1 else 's'}", node.page, lang, depth)
            self.kids(node, lang, depth + 1)
        elif node.tag == "TR":
            self.add(" | ".join(_words(cell) or "blank" for cell in node.kids), node.page, lang, depth)
        elif node.tag == "LI":
            self.item(node, lang, depth)
        elif any(kid.tag not in INLINE for kid in node.kids):
            self.kids(node, lang, depth)
        elif words := _words(node):
            self.add(_role(node.tag) + words, node.page, lang, depth)

    def item(self, node: Node, lang: str, depth: int) -> None:
        """An item of a list, with its number or point before it."""
        label = " ".join(_words(kid) for kid in node.kids if kid.tag == "Lbl")
        bodies = [kid for kid in node.kids if kid.tag != "Lbl"]
        words = " ".join(filter(None, (label, *map(_words, bodies)))) if bodies else _words(node)
        self.add(words, node.page, node.lang or lang, depth)

    def kids(self, node: Node, lang: str, depth: int) -> None:
        """What is in a node; letters in a picture are part of it, its caption is not."""
        for kid in node.kids:
            if node.tag not in PICTURES or kid.tag not in INLINE:
                self.say(kid, lang, depth)


def _role(tag: str) -> str:
    """What a screen reader says before the words of an element."""
    if tag[:1] == "H" and tag[1:].isdigit():
        return f"heading {tag[1:]}: "
    return f"{_NAMES[tag]}: " if tag in _NAMES else ""


def _words(node: Node) -> str:
    """All words in a node, with links and changes of language told where they are."""
    if node.actual is not None:
        return node.actual
    words = node.text + "".join(map(_inner, node.kids))
    if node.uri:
        words = f"link: {words.strip()} ({node.uri})"
    return " ".join(words.split())


def _inner(node: Node) -> str:
    """Words inside other words; the spaces at their ends belong to the sentence."""
    plain = not (node.uri or node.lang or node.actual or node.kids)
    if plain:
        return node.text
    return f"[{node.lang}: {_words(node)}]" if node.lang else f" {_words(node)} "
