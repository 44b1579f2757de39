from __future__ import annotations

from handouts.layout.foot import foot_line
from tests.sample import look

STYLE = look().styles["furniture"]
WORDS = "Upper back relief · UBR-EN-GB · version 1.0 · review by 21 November 2028"


def lines(words: str, width: float) -> list[str]:
    found: dict[float, str] = {}
    for piece in foot_line(words, STYLE, width).pieces:
        found[piece.y] = found.get(piece.y, "") + piece.text
    return [line.replace("\u00a0", " ").strip() for line in found.values()]


def test_a_line_ends_between_two_facts() -> None:
    whole = foot_line(WORDS, STYLE).width
    assert lines(WORDS, whole + 1) == [WORDS]
    assert lines(WORDS, whole - 1) == ["Upper back relief · UBR-EN-GB · version 1.0", "review by 21 November 2028"]


def test_a_fact_wider_than_the_line_is_broken_at_a_space() -> None:
    words = "A title that goes on and on and never ends · version 1.0"
    assert lines(words, foot_line("A title that goes on", STYLE).width + 2)[0] == "A title that goes on"
