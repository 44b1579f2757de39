"""Writes the structure elements of a frame: which marked content belongs to which element, in which reading order.

Keys of the parent tree are numbers of objects: of the page for its marked content, of the annotation for a link.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from handouts.layout.frame import Frame, Link, Tag
from handouts.layout.pen import number
from handouts.pdf.deflate import Piece, piece
from handouts.pdf.objects import string


class Place(NamedTuple):
    """Where a frame stands: x and y of its top left corner, the numbers of the objects it belongs to, and from where
    its own objects and its marked content count.
    """

    x: float
    y: float
    page: int
    parent: int
    first: int
    mark: int


class Placed(NamedTuple):
    """The objects of a frame at its place: first its annotations, then its elements.

    `objects` holds their bodies one after the other, `sizes` their lengths in bytes. `kids` are references to its
    outermost elements, `owners` to that of each of its marks; `parents` are entries of the parent tree for its links.
    """

    objects: Piece
    sizes: tuple[int, ...]
    annotations: int
    kids: str
    owners: str
    parents: str


def placed(frame: Frame, place: Place) -> Placed:
    """A frame's objects. Raises ValueError for marked content that no element owns."""
    return _Elements(frame, place).placed()


@lru_cache(maxsize=2048)
def known_frame(frame: Frame, place: Place) -> Placed:
    """As `placed`; the same frame at the same place is written once in a process."""
    return placed(frame, place)


def marks(frame: Frame) -> int:
    """How many pieces of marked content a frame has."""
    return sum(1 for mark in frame.marks if mark.role)


class _Elements:
    """Writes elements in the order of their numbers: each before its kids."""

    def __init__(self, frame: Frame, place: Place):
        self._frame, self._at = frame, place
        owned = [index for index, mark in enumerate(frame.marks) if mark.role]
        self._identifiers = {index: place.mark + count for count, index in enumerate(owned)}
        self._owners = [0] * len(owned)
        self._bodies = [""] * len(frame.links)
        self._parents = [""] * len(frame.links)

    def placed(self) -> Placed:
        """All of it."""
        kids = [self._element(tag, self._at.parent) for tag in self._frame.tree]
        if 0 in self._owners:
            raise ValueError(f"marked content without an element in a frame of {self._frame.origin or 'no origin'}")
        for index, link in enumerate(self._frame.links):
            self._bodies[index] = self._annotation(link, self._at.first + index)
        bodies = [body.encode("latin-1") + b"\n" for body in self._bodies]
        return Placed(
            piece(b"".join(bodies)),
            tuple(map(len, bodies)),
            len(self._frame.links),
            "".join(f" {kid} 0 R" for kid in kids),
            "".join(f" {owner} 0 R" for owner in self._owners),
            "".join(self._parents),
        )

    def _element(self, tag: Tag, parent: int) -> int:
        me = self._at.first + len(self._bodies)
        index = len(self._bodies)
        self._bodies.append("")
        kids = [self._kid(kid, me) for kid in tag.kids]
        parts = [f"<</S/{tag.role}/P {parent} 0 R"]
        if kids:
            parts.append(f"/Pg {self._at.page} 0 R/K{' ' + kids[0] if len(kids) == 1 else '[' + ' '.join(kids) + ']'}")
        if tag.lang:
            parts.append(f"/Lang{string(tag.lang)}")
        if tag.alt:
            parts.append(f"/Alt{string(tag.alt)}")
        if tag.actual:
            parts.append(f"/ActualText{string(tag.actual)}")
        attributes = [f"<</O/{owner}{entries}>>" for owner, entries in tag.attributes]
        if tag.box:
            box = " ".join(map(number, tag.box.moved(self._at.x, self._at.y)))
            attributes.append(f"<</O/Layout/Placement/Block/BBox[{box}]>>")
        if attributes:
            parts.append(f"/A{attributes[0] if len(attributes) == 1 else '[' + ''.join(attributes) + ']'}")
        self._bodies[index] = "".join(parts) + ">>"
        return me

    def _kid(self, kid: Tag | int, me: int) -> str:
        if isinstance(kid, int):
            identifier = self._identifiers[kid]
            self._owners[identifier - self._at.mark] = me
            return str(identifier)
        if kid.link is not None:
            annotation = self._at.first + kid.link
            self._parents[kid.link] = f"{annotation} {me} 0 R "
            return f"<</Type/OBJR/Obj {annotation} 0 R>>"
        return f"{self._element(kid, me)} 0 R"

    def _annotation(self, link: Link, me: int) -> str:
        box = " ".join(map(number, link.rect.moved(self._at.x, self._at.y)))
        # F 4 is Print, which PDF/A demands (ISO 19005-2, 6.3.2)
        return (
            f"<</Type/Annot/Subtype/Link/Rect[{box}]/Border[0 0 0]/F 4/StructParent {me}"
            f"/Contents{string(link.contents)}/A<</S/URI/URI{string(link.uri)}>>>>"
        )
