from __future__ import annotations

import pytest

from tests.fuzz.__main__ import seeds
from tests.fuzz.target import TARGETS


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_takes_what_the_fuzzer_starts_from(name: str) -> None:
    """The fuzzer itself is run by hand, for as long as one likes: python -m tests.fuzz."""
    for data in (*seeds(name)[:3], b"", b"\xff\xfe"):
        TARGETS[name](data)


def test_a_target_tells_faults(monkeypatch) -> None:
    monkeypatch.setattr("handouts.drawing.Drawing.to_svg", lambda drawing: "<svg/>")
    with pytest.raises(ValueError, match="not a picture"):
        TARGETS["picture"](seeds("picture")[0])
