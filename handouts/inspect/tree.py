"""Walks the structure tree of a PDF into nodes, and notes where tree, pages and annotations disagree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from handouts.inspect.findings import Mark
from handouts.inspect.nodes import TEXT, Node
from handouts.inspect.objects import follow, get, items, number, raw, string


@dataclass
class Walker:
    """One walk. `words` is the text by mark, `pages` the page numbers by object number."""

    words: Mapping[Mark, str]
    pages: Mapping[int, int]
    roles: Mapping[str, str]
    owners: dict[Mark | int, int] = field(default_factory=dict)  # mark or annotation -> element
    faults: list[str] = field(default_factory=list)
    _seen: set[int] = field(default_factory=set)

    def element(self, reference: Any) -> Node:
        """The node of one structure element."""
        me = number(reference)
        if me and me in self._seen:  # perhaps inside itself: a walk must end
            self.faults.append(f"structure element {me} is in the tree twice")
            return Node("")
        self._seen.add(me)
        source = follow(reference)
        parts = _Parts()
        self._gather(raw(source, "/K"), raw(source, "/Pg"), me, parts)
        kids = parts.kids
        alone = not any(kid.tag != TEXT for kid in kids)
        return Node(
            tag=self.role(str(get(source, "/S", "/"))[1:]),
            text="".join(kid.text for kid in kids) if alone else "",
            alt=string(source, "/Alt"),
            lang=string(source, "/Lang"),
            page=parts.page or next((kid.page for kid in kids if kid.page), 0),
            attributes=_attributes(get(source, "/A")),
            kids=() if alone else tuple(kids),
            actual=string(source, "/ActualText"),
            uri=parts.uri,
            contents=parts.contents,
        )

    def role(self, tag: str) -> str:
        """The standard type of a tag; a circle in the role map ends where it began."""
        seen = {tag}
        while (tag_to := self.roles.get(tag)) and tag_to not in seen:
            tag = tag_to
            seen.add(tag)
        return tag

    def _gather(self, entry: Any, home: Any, owner: int, parts: _Parts) -> None:
        """Add what one entry of K names: a number, an MCR, an OBJR, an element, or an array of them."""
        kid = follow(entry)
        if isinstance(kid, list):
            for one in kid:
                self._gather(one, home, owner, parts)
        elif isinstance(kid, dict):
            page = raw(kid, "/Pg") or home
            if get(kid, "/Type") == "/MCR":
                self._mark(raw(kid, "/Stm") or page, page, int(get(kid, "/MCID")), owner, parts)
            elif get(kid, "/Type") == "/OBJR":
                self._annotation(raw(kid, "/Obj"), page, owner, parts)
            else:
                parts.kids.append(self.element(entry))
        elif kid is not None:
            self._mark(home, home, int(kid), owner, parts)

    def _mark(self, where: Any, on: Any, mcid: int, owner: int, parts: _Parts) -> None:
        """Add the text of one mark; neighbours join, so that a line break leaves no seam."""
        page = self.pages.get(number(on), 0)
        parts.page = parts.page or page
        mark = number(where), mcid
        if mark in self.owners:
            self.faults.append(f"page {page}: MCID {mcid} is in the tree twice")
        elif mark not in self.words:
            self.faults.append(f"page {page}: MCID {mcid} is in the tree, not on the page")
        self.owners[mark] = owner
        words = self.words.get(mark, "")
        if parts.kids and parts.kids[-1].tag == TEXT:
            words = parts.kids.pop().text + words
        if words:
            parts.kids.append(Node(TEXT, words, page=page))

    def _annotation(self, reference: Any, on: Any, owner: int, parts: _Parts) -> None:
        parts.page = parts.page or self.pages.get(number(on), 0)
        annotation = follow(reference)
        if annotation is None:
            self.faults.append("an object reference leads nowhere")
            return
        self.owners[number(reference)] = owner
        if get(annotation, "/Subtype") == "/Link":
            parts.uri = parts.uri or target(annotation)
            parts.contents = parts.contents or string(annotation, "/Contents")


@dataclass
class _Parts:
    """What the K of one element was found to hold."""

    kids: list[Node] = field(default_factory=list)
    page: int = 0
    uri: str | None = None
    contents: str | None = None


def target(annotation: Any) -> str:
    """Where a link leads: its URI, or `#name` for a place inside the document (`#` when it has no name)."""
    action = get(annotation, "/A", {})
    uri = string(action, "/URI")
    inside = get(annotation, "/Dest", get(action, "/D"))
    if uri is not None or inside is None:
        return uri or ""
    return "#" + (str(inside).removeprefix("/") if isinstance(inside, str) else "")


def _attributes(source: Any) -> dict[str, str]:
    """All attributes of an element as text, without Layout: its numbers change whenever a picture moves."""
    found: dict[str, str] = {}
    for owner in items(source):
        if isinstance(owner, dict) and get(owner, "/O") != "/Layout":
            found.update((key[1:], _plain(get(owner, key))) for key in owner if key != "/O")
    return found


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(map(_plain, items(value)))
    return str(value).removeprefix("/")
