from __future__ import annotations

import io
import zlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pypdf.generic import TextStringObject, create_string_object, read_object

from handouts.pdf.objects import stream, string

anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def read_string(written: str) -> str:
    """What pypdf makes of a string object."""
    found = read_object(io.BytesIO(written.encode("ascii") + b" "), None)
    return found if isinstance(found, TextStringObject) else create_string_object(found)


@given(anything)
@example("(a) \\ (b")
@example("\\")
@example(")(")
@example("þÿ")
@example("Zażółć – “x”")
@example("\U0001f600")
@example("line\nbreak\ttab\r")
@example("\x00")
@example("")
def test_strings_read_back(text: str) -> None:
    written = string(text)
    assert written.isascii()
    assert written.isprintable()
    assert read_string(written) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [("plain", "(plain)"), ("(a)\\", "(\\(a\\)\\\\)"), ("é", "<FEFF00E9>"), ("\n", "<FEFF000A>")],
)
def test_how_strings_are_written(text: str, written: str) -> None:
    assert string(text) == written


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b" ", b"\x00", b"endstream", b""])
def test_a_stream_is_as_long_as_it_says(end: bytes) -> None:
    data = b"\x01\x02" + end
    done = stream("/N 1", data, deflated=True)
    head, _, rest = done.partition(b"\nstream\r\n")
    length = int(head.rpartition(b"/Length ")[2].removesuffix(b">>"))
    assert length == len(data)
    assert rest[:length] == data
    assert rest[length:] == b"\r\nendstream"


def test_a_stream_is_deflated_once() -> None:
    data = b"some words " * 20
    for done in (stream("", data), stream("", zlib.compress(data), deflated=True)):
        body = done.partition(b"\nstream\r\n")[2].removesuffix(b"\r\nendstream")
        assert zlib.decompress(body) == data
