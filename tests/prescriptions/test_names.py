from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.prescriptions.names import LONGEST, file_stem, same_file

IDS = st.text(min_size=1, max_size=80) | st.text("aA.-_/\\ ~é1", min_size=1, max_size=80)
DEVICES = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(10))}


@pytest.mark.parametrize("identity", ["A-1042", "1", "a.b", "x_y-z", "9" * LONGEST, "console", "COM10"])
def test_a_portable_id_is_its_own_file_name(identity) -> None:
    assert file_stem(identity) == identity


@pytest.mark.parametrize(
    ("identity", "start"),
    [
        ("../../x", "x-"), ("CON", "CON-"), ("nul.txt", "nul_txt-"), ("com1", "com1-"), ("a.", "a-"), (".a", "a-"),
        ("-rf", "rf-"), ("a b", "a_b-"), ("Žižek", "i_ek-"), ("x" * 300, f"{'x' * 47}-"), ("a/b", "a_b-"),
        ("a\\b", "a_b-"), ("a\x00b", "a_b-"), ("é", ""), ("..", ""), ("a:b", "a_b-"),
    ],
)  # fmt: skip
def test_another_id_gets_a_digest(identity, start) -> None:
    stem = file_stem(identity)
    assert stem.startswith(start)
    assert stem != identity


@given(IDS)
def test_a_stem_is_safe_everywhere(identity) -> None:
    stem = file_stem(identity)
    assert 1 <= len(stem) <= LONGEST
    assert stem.isascii() and all(c.isalnum() or c in "-_." for c in stem)
    assert stem[0].isalnum() and stem[-1] != "."
    assert stem.split(".")[0].lower() not in DEVICES


@given(IDS, IDS)
def test_two_ids_have_two_stems(one, other) -> None:
    same = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    assert (file_stem(one) == file_stem(other)) == same


def test_ids_that_differ_in_capitals_only_are_the_same_file() -> None:
    assert file_stem("a-1") != file_stem("A-1")
    assert same_file(file_stem("a-1")) == same_file(file_stem("A-1"))
    assert same_file(file_stem("a 1")) != same_file(file_stem("A 1"))
