"""Writes the structure tree: which marked content belongs to which element, and in which order it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from handouts.layout.frame import Frame, Tag
from handouts.layout.pen import number
from handouts.pdf.objects import Objects, string


class Annotation(NamedTuple):
    """A link annotation that is placed; `key` is its place in the parent tree."""

    number: int
    key: int


@dataclass
class Placement:
    """A frame on a page: where it stands and which identifiers its marks got there."""

    frame: Frame
    x: float
    y: float
    page: int  # object number
    identifiers: dict[int, int]  # mark -> marked-content identifier
    owners: list[int]  # the page's parent tree entry: identifier -> element, filled here
    annotations: list[Annotation] = field(default_factory=list)


class StructureTree:
    """Builds the elements of a file: of one document, or of several, each in a part of its own."""

    def __init__(self, writer: Objects):
        self._writer = writer
        self.root = writer.reserve()
        self._document = writer.reserve()
        self._kids: list[int] = []
        self._parents: dict[int, str] = {}
        self._pages = 0
        self._part, self._part_kids, self._language = 0, list[int](), ""

    def add(self, place: Placement) -> None:
        """The elements of one frame, behind those of the frames before it."""
        kids = self._part_kids if self._part else self._kids
        kids.extend(self._element(tag, self._part or self._document, place) for tag in place.frame.tree)

    def _element(self, tag: Tag, parent: int, place: Placement) -> int:
        me = self._writer.reserve()
        kids = [self._kid(kid, me, place) for kid in tag.kids]
        parts = [f"<</S/{tag.role}/P {parent} 0 R"]
        if kids:
            parts.append(f"/Pg {place.page} 0 R/K{' ' + kids[0] if len(kids) == 1 else '[' + ' '.join(kids) + ']'}")
        if tag.lang:
            parts.append(f"/Lang{string(tag.lang)}")
        if tag.alt:
            parts.append(f"/Alt{string(tag.alt)}")
        attributes = [f"<</O/{owner}{entries}>>" for owner, entries in tag.attributes]
        if tag.box:
            box = " ".join(map(number, tag.box.moved(place.x, place.y)))
            attributes.append(f"<</O/Layout/Placement/Block/BBox[{box}]>>")
        if attributes:
            parts.append(f"/A{attributes[0] if len(attributes) == 1 else '[' + ''.join(attributes) + ']'}")
        self._writer.put("".join(parts) + ">>", me)
        return me

    def _kid(self, kid: Tag | int, me: int, place: Placement) -> str:
        if isinstance(kid, int):
            place.owners[place.identifiers[kid]] = me
            return str(place.identifiers[kid])
        if kid.link is not None:
            annotation = place.annotations[kid.link]
            self._parents[annotation.key] = f"{me} 0 R"
            return f"<</Type/OBJR/Obj {annotation.number} 0 R>>"
        return f"{self._element(kid, me, place)} 0 R"

    def end_page(self, key: int, owners: Sequence[int]) -> None:
        """Note a page's entry in the parent tree: the owning element of each of its identifiers."""
        self._pages += 1
        if 0 in owners:
            raise ValueError(f"marked content without an element on page {self._pages}")
        self._parents[key] = f"{self._writer.put('[' + ' '.join(f'{owner} 0 R' for owner in owners) + ']')} 0 R"

    def begin_part(self, language: str) -> None:
        """What is added from here on is a document of its own within the file."""
        self.end_part()
        self._part, self._part_kids, self._language = self._writer.reserve(), [], language
        self._kids.append(self._part)

    def end_part(self) -> None:
        """Write the part that is open, if there is one."""
        if self._part:
            kids = " ".join(f"{kid} 0 R" for kid in self._part_kids)
            language = string(self._language)
            self._writer.put(f"<</S/Part/P {self._document} 0 R/Lang{language}/K[{kids}]>>", self._part)
            self._part = 0

    def finish(self) -> None:
        """Close the tree."""
        self.end_part()
        nums = "".join(f"{key} {value}" for key, value in sorted(self._parents.items()))
        parents = self._writer.put(f"<</Nums[{nums}]>>")
        kids = " ".join(f"{kid} 0 R" for kid in self._kids)
        self._writer.put(f"<</S/Document/P {self.root} 0 R/K[{kids}]>>", self._document)
        self._writer.put(
            f"<</Type/StructTreeRoot/K {self._document} 0 R/ParentTree {parents} 0 R"
            f"/ParentTreeNextKey {max(self._parents, default=-1) + 1}>>",
            self.root,
        )
