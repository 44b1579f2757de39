"""What one font of a PDF tells: which characters its codes mean and how wide they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pypdf.generic import StreamObject

from handouts.inspect.objects import get, items

UNKNOWN = "\ufffd"  # a code that no map explains: it must show, not vanish

_MOST_CODES = 0xFFFF
_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf(?:char|range)", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<([^>]*)>\s*<([^>]*)>\s*(?:<([^>]*)>|\[([^\]]*)\])")


def parse_cmap(data: bytes) -> dict[int, str]:
    """The pairs of code and text in a ToUnicode CMap (ISO 32000-1, 9.10.3)."""
    pairs: dict[int, str] = {}
    for kind, body in _SECTION.findall(data):
        if kind == b"bfchar":
            words = _HEX.findall(body)
            pairs.update((_code(a), _text(b)) for a, b in zip(words[::2], words[1::2], strict=False))
        else:
            pairs.update(_ranges(body))
    return pairs


def _ranges(body: bytes) -> Iterator[tuple[int, str]]:
    for low, high, start, several in _RANGE.findall(body):
        codes = _span(_code(low), _code(high))
        if several:
            yield from zip(codes, map(_text, _HEX.findall(several)), strict=False)
            continue
        first = bytes.fromhex(start.decode())
        last = int.from_bytes(first[-2:], "big")  # a pair keeps its high surrogate
        for i, code in enumerate(codes):
            yield code, _utf16(first[:-2] + (last + i & 0xFFFF).to_bytes(2, "big"))


def _span(first: int, last: int) -> range:
    """Codes from first to last; there are no more than two bytes can count, whatever a file says."""
    return range(first, min(last, first + _MOST_CODES) + 1)


def _code(digits: bytes) -> int:
    return int(b"".join(digits.split()) or b"0", 16)


def _text(digits: bytes) -> str:
    return _utf16(bytes.fromhex(digits.decode()))


def _utf16(raw: bytes) -> str:
    return raw.decode("utf-16-be", "replace")


@dataclass(frozen=True)
class Font:
    """A font dictionary, read on demand. Widths and heights are in 1/1000 of the size."""

    source: Any

    @cached_property
    def composite(self) -> bool:
        """Type0: two bytes a code. All other fonts have one."""
        return bool(get(self.source, "/Subtype") == "/Type0")

    @cached_property
    def own(self) -> Any:
        """The dictionary that holds the widths and the descriptor: the descendant's in a composite font."""
        return items(get(self.source, "/DescendantFonts"))[0] if self.composite else self.source

    @cached_property
    def descriptor(self) -> Any:
        """The font descriptor, or an empty one: the standard 14 fonts have none."""
        return get(self.own, "/FontDescriptor", {})

    @cached_property
    def to_unicode(self) -> dict[int, str] | None:
        """The ToUnicode map, or None when the font has none."""
        stream = get(self.source, "/ToUnicode")
        return parse_cmap(stream.get_data()) if isinstance(stream, StreamObject) else None

    def codes(self, raw: bytes) -> Iterator[int]:
        """The character codes of a shown string."""
        if not self.composite:
            return iter(raw)
        return (int.from_bytes(raw[i : i + 2], "big") for i in range(0, len(raw), 2))

    def text(self, raw: bytes) -> str:
        """The characters of a shown string; `UNKNOWN` for each code that has none."""
        if self.to_unicode is not None:
            return "".join(self.to_unicode.get(code, UNKNOWN) for code in self.codes(raw))
        if self.composite:
            return UNKNOWN * -(-len(raw) // 2)
        return raw.decode("cp1252", "replace")

    def width(self, code: int) -> float:
        """The advance of one code."""
        return self._widths.get(code, self._usual)

    @cached_property
    def _usual(self) -> float:
        if self.composite:
            return float(get(self.own, "/DW", 1000))
        return float(get(self.descriptor, "/MissingWidth", 0 if "/Widths" in self.own else 550))

    @cached_property
    def _widths(self) -> dict[int, float]:
        if not self.composite:
            first = int(get(self.own, "/FirstChar", 0))
            return {first + i: float(w) for i, w in enumerate(items(get(self.own, "/Widths")))}
        table, found = items(get(self.own, "/W")), dict[int, float]()
        while table:  # `c [w w w]` or `first last w` (ISO 32000-1, 9.7.4.3)
            start, then = int(table.pop(0)), table.pop(0)
            if isinstance(then, list):
                found.update((start + i, float(w)) for i, w in enumerate(items(then)))
            else:
                found.update(dict.fromkeys(_span(start, int(then)), float(table.pop(0))))
        return found

    @cached_property
    def reach(self) -> tuple[float, float]:
        """How far glyphs go below and above the baseline."""
        return float(get(self.descriptor, "/Descent", -220)), float(get(self.descriptor, "/Ascent", 750))
