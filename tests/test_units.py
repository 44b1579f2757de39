from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.units import length, mm, to_mm


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("12pt", 12), ("1in", 72), ("25.4mm", 72), ("2.54cm", 72), (" 15 mm ", 42.5197), ("0pt", 0),
        ("-3mm", -8.5039), ("0.5pt", 0.5),
    ],
)  # fmt: skip
def test_lengths(text: str, points: float) -> None:
    assert length(text) == pytest.approx(points, abs=1e-4)


@pytest.mark.parametrize(
    "text", ["", "12", "pt", "12 px", "1,5mm", "1e3pt", "nanmm", "infpt", "12ptx", "--1mm", "+1mm", "1.mm", ".5mm",
             "١٢mm", "1 2mm", "1MM"]
)  # fmt: skip
def test_what_is_no_length(text: str) -> None:
    with pytest.raises(ValueError, match="is not a length; write a number and a unit"):
        length(text)


@given(st.text(max_size=12))
def test_any_text_is_a_finite_length_or_refused(text: str) -> None:
    try:
        found = length(text)
    except ValueError as error:
        assert "15mm" in str(error)
    else:
        assert math.isfinite(found)


@given(st.floats(-1e6, 1e6))
def test_there_and_back(value: float) -> None:
    assert to_mm(mm(value)) == pytest.approx(value)
    assert mm(25.4) == pytest.approx(72)
