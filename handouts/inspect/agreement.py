"""Whether tree, pages, parent tree and link annotations of a tagged PDF agree with each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pypdf import PdfReader

from handouts.inspect.findings import Mark
from handouts.inspect.objects import follow, get, items, number, raw
from handouts.inspect.tree import target

Owners = Mapping[Mark | int, int]  # mark, or number of an annotation -> number of the element that names it


def disagreements(reader: PdfReader, owners: Owners) -> Iterator[str]:
    """One sentence for each place where they do not agree."""
    yield from _link_faults(reader, owners)
    yield from _parent_faults(reader, owners)


def _link_faults(reader: PdfReader, owners: Owners) -> Iterator[str]:
    """Links on the pages that no tag names (ISO 14289-1, 7.18.5)."""
    for page, reference, annotation in _annotations(reader):
        if get(annotation, "/Subtype") == "/Link" and number(reference) not in owners:
            yield f"page {page}: the link to {target(annotation) or 'nowhere'} is not in the tree"


def _parent_faults(reader: PdfReader, owners: Owners) -> Iterator[str]:
    """Marks and annotations whose parent in the parent tree is not the element that names them."""
    parents = dict(_entries(get(get(reader.root_object, "/StructTreeRoot"), "/ParentTree")))
    homes = {number(page.indirect_reference): (i, page) for i, page in enumerate(reader.pages, 1)}
    for mark, owner in owners.items():
        if isinstance(mark, tuple) and mark[0] in homes:  # forms with marks of their own are rare: left alone
            place, page = homes[mark[0]]
            row = follow(parents.get(get(page, "/StructParents")))
            named = row[mark[1]] if isinstance(row, list) and mark[1] < len(row) else None
            if number(named) != owner:
                yield f"page {place}: the parent tree does not lead from MCID {mark[1]} to its tag"
    for place, reference, annotation in _annotations(reader):
        key = number(reference)
        if key in owners and number(parents.get(get(annotation, "/StructParent"))) != owners[key]:
            yield f"page {place}: the parent tree does not lead from a link to its tag"


def _annotations(reader: PdfReader) -> Iterator[tuple[int, Any, Any]]:
    for place, page in enumerate(reader.pages, 1):
        for reference in get(page, "/Annots", ()):
            yield place, reference, follow(reference)


def _entries(tree: Any) -> Iterator[tuple[int, Any]]:
    """The pairs of a number tree (ISO 32000-1, 7.9.7), with values as the file has them."""
    flat = get(tree, "/Nums", ())
    yield from zip(map(int, flat[::2]), flat[1::2], strict=False)
    for kid in items(raw(tree, "/Kids")):
        yield from _entries(kid)
