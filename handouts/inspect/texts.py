"""The part of the PDF machine that shows text (ISO 32000-1, 9.4)."""

from __future__ import annotations

import math
from typing import Any

from handouts.inspect.affine import IDENTITY, corners, hull, matrix, moved, shift, times
from handouts.inspect.findings import Shown
from handouts.inspect.fonts import Font
from handouts.inspect.objects import follow, number
from handouts.inspect.state import Machine

_UNSEEN = (3, 7)  # text rendering modes without ink


class TextMachine(Machine):
    """Operators between BT and ET. Every shown string is noted with its text, place and effective size."""

    def __init__(self) -> None:
        super().__init__()
        self.text = self.line = IDENTITY
        self.fonts: dict[int, Font] = {}

    def begin_text(self, _: list[Any]) -> None:
        """Do BT."""
        self.text = self.line = IDENTITY
        self.run += 1

    def font(self, args: list[Any]) -> None:
        """Do Tf."""
        found = self.resource("/Font", args[0])
        key = number(found) or id(found)
        if found is not None and key not in self.fonts:
            self.fonts[key] = Font(follow(found))
        self.set(font=self.fonts.get(key), size=float(args[1]))

    def move(self, args: list[Any]) -> None:
        """Do Td."""
        self.text = self.line = times(shift(float(args[0]), float(args[1])), self.line)

    def move_leading(self, args: list[Any]) -> None:
        """Do TD."""
        self.set(leading=-float(args[1]))
        self.move(args)

    def place(self, args: list[Any]) -> None:
        """Do Tm."""
        self.text = self.line = matrix(args)

    def next_line(self, _: list[Any]) -> None:
        """Do T*."""
        self.move([0, -self.state.leading])

    def show(self, args: list[Any]) -> None:
        """Do Tj."""
        self.show_parts([[args[0]]])

    def show_line(self, args: list[Any]) -> None:
        """Do the quote operator."""
        self.next_line([])
        self.show_parts([[args[-1]]])

    def show_spaced(self, args: list[Any]) -> None:
        """Do the double quote operator."""
        self.set(word_space=float(args[0]), char_space=float(args[1]))
        self.show_line(args)

    def show_parts(self, args: list[Any]) -> None:
        """Do TJ: strings, and moves in thousandths. A move never stands for a space, however wide it is."""
        state, words, width = self.state, "", 0.0
        for part in args[0]:
            if isinstance(part, bytes):
                words += state.font.text(part) if state.font else part.decode("latin-1")
                width += self.span(part)
            else:
                width -= float(part) / 1000 * state.size * state.stretch
        low, high = state.font.reach if state.font else (0.0, 0.0)
        base = times(self.text, state.ctm)
        frame = (0.0, state.rise + low * state.size / 1000, width, state.rise + high * state.size / 1000)
        inked = 0 if state.mode in _UNSEEN else len("".join(words.split()))
        self.text = times(shift(width, 0), self.text)
        if self.replaced():
            words = ""
        size = round(state.size * math.hypot(base[2], base[3]), 3)
        place = hull(moved(base, corners(frame)))
        self.note(Shown(words, *self.owner(), self.run, size, place, state.fill, inked))

    def span(self, raw: bytes) -> float:
        """The advance of a shown string in text space."""
        state = self.state
        if state.font is None:
            return 0.0
        codes = list(state.font.codes(raw))
        words = 0 if state.font.composite else codes.count(32)  # word space is for one-byte codes only
        glyphs = sum(map(state.font.width, codes)) * state.size / 1000
        return (glyphs + len(codes) * state.char_space + words * state.word_space) * state.stretch
