"""The part of the PDF machine that text and shapes share: graphics state, resources and marked content."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from handouts.inspect.affine import EVERYWHERE, IDENTITY, Box, Matrix, matrix, times
from handouts.inspect.findings import BLACK, Colour, Content, Mark, Painted, Shown
from handouts.inspect.fonts import Font
from handouts.inspect.objects import get, raw, string


@dataclass(frozen=True, slots=True)
class State:
    """What q saves, text state included (ISO 32000-1, 8.4)."""

    ctm: Matrix = IDENTITY
    clip: Box = EVERYWHERE
    fill: Colour | None = BLACK
    line: float = 1.0
    font: Font | None = None
    size: float = 0.0
    char_space: float = 0.0
    word_space: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """One open marked-content sequence."""

    tag: str
    mark: Mark | None
    actual: str | None


class Machine:
    """Operators that change the state or open and close marks. Operands come as a list, strings as bytes."""

    def __init__(self) -> None:
        self.out = Content()
        self.state, self.stack = State(), list[State]()
        self.claims: list[Claim] = []
        self.run = self.home = 0  # number of the current run, of the page or form object
        self.resources: Any = {}

    def set(self, **values: Any) -> None:
        """Change the graphics state."""
        self.state = replace(self.state, **values)

    def resource(self, kind: str, name: Any) -> Any:
        """A named resource, as it stands in the dictionary: possibly a reference; None when there is none."""
        return raw(get(self.resources, kind), name)

    def owner(self) -> tuple[Mark | None, bool]:
        """Who owns what is drawn now: the innermost sequence with an MCID, or an artifact, or nobody."""
        for claim in reversed(self.claims):
            if claim.mark is not None or claim.tag == "/Artifact":
                return claim.mark, claim.mark is None
        return None, False

    def note(self, what: Shown | Painted) -> None:
        """Add a finding."""
        self.out.order.append(what)

    def save(self, _: list[Any]) -> None:
        """Do q."""
        self.stack.append(self.state)

    def restore(self, _: list[Any]) -> None:
        """Do Q."""
        if self.stack:
            self.state = self.stack.pop()

    def concat(self, args: list[Any]) -> None:
        """Do cm."""
        self.set(ctm=times(matrix(args), self.state.ctm))

    def paint(self, args: list[Any]) -> None:
        """Do g, rg, k, sc and scn."""
        self.set(fill=_colour(args))

    def begin(self, args: list[Any]) -> None:
        """Do BMC and BDC."""
        facts = args[1] if len(args) > 1 else {}
        if isinstance(facts, str):  # the name of a property list among the resources
            facts = self.resource("/Properties", facts)
        mcid = get(facts, "/MCID")
        mark = None if mcid is None else (self.home, int(mcid))
        if mark is not None:
            self.out.marks.append(mark)
        self.claims.append(Claim(str(args[0]), mark, string(facts, "/ActualText")))

    def end(self, _: list[Any]) -> None:
        """Do EMC; ActualText stands for all text inside: noted once, by the outermost that has it."""
        if not self.claims:
            return
        actual = self.claims[-1].actual
        if actual is not None and all(claim.actual is None for claim in self.claims[:-1]):
            self.note(Shown(actual, *self.owner(), self.run))
        self.claims.pop()
        self.run += 1

    def replaced(self) -> bool:
        """Whether an ActualText stands for what is shown now."""
        return any(claim.actual is not None for claim in self.claims)


def _colour(args: list[Any]) -> Colour | None:
    """Grey, RGB or CMYK operands as RGB; None for patterns and the like."""
    if any(isinstance(a, str) for a in args) or len(args) not in (1, 3, 4):
        return None
    parts = [float(a) for a in args]
    if len(parts) == 1:
        parts *= 3
    if len(parts) == 4:
        parts = [(1 - part) * (1 - parts[3]) for part in parts[:3]]
    return parts[0], parts[1], parts[2]
