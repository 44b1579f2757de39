from __future__ import annotations

import io
import zlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import TextStringObject, create_string_object, read_object

from handouts.pdf.objects import PER_OBJECT_STREAM, ObjectWriter, stream, string

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


def small_file(bodies: list[bytes | str]) -> bytes:
    """A file with the bodies as objects 3, 4, ..."""
    writer = ObjectWriter()
    root = writer.put("<</Type/Catalog/Pages 2 0 R>>")
    writer.put("<</Type/Pages/Count 0/Kids[]>>")
    for body in bodies:
        writer.put(body)
    return writer.finish(root, writer.put("<</Title(T)>>"))


def test_objects_of_both_kinds_read_back() -> None:
    data = small_file(["<</A(x\\)y)>>", stream("/B 1", b"\r\n\x00data\r"), "[1 2 3]", "(s)", "42", "<</C 4 0 R>>"])
    reader = PdfReader(io.BytesIO(data))
    assert reader.get_object(3) == {"/A": "x)y"}
    assert reader.get_object(4).get_data() == b"\r\n\x00data\r"
    assert reader.get_object(5) == [1, 2, 3]
    assert reader.get_object(6) == "s"
    assert reader.get_object(7) == 42
    assert reader.get_object(8)["/C"]["/B"] == 1
    assert reader.metadata.title == "T"


def test_more_objects_than_one_object_stream_holds() -> None:
    count = 2 * PER_OBJECT_STREAM + 7
    reader = PdfReader(io.BytesIO(small_file([f"<</I {i}>>" for i in range(count)])))
    assert [reader.get_object(3 + i)["/I"] for i in range(count)] == list(range(count))


def test_bytes_above_ascii_in_plain_objects() -> None:
    reader = PdfReader(io.BytesIO(small_file(["(\xe9)", "<</A(z)>>"])))
    assert reader.get_object(4) == {"/A": "z"}


def test_a_number_set_twice_is_refused() -> None:
    writer = ObjectWriter()
    number = writer.reserve()
    writer.put("1", number)
    with pytest.raises(ValueError, match=f"object {number} is set twice"):
        writer.put("2", number)
    with pytest.raises(ValueError, match="set twice"):
        writer.put("2", writer.put("3"))


def test_a_number_reserved_and_never_set_is_refused() -> None:
    writer = ObjectWriter()
    first = writer.reserve(3)
    writer.put("1", first)
    writer.put("1", first + 2)
    with pytest.raises(ValueError, match=f"object {first + 1} was reserved and never set"):
        writer.finish(first, first)


def test_numbers_are_given_in_order() -> None:
    writer = ObjectWriter()
    assert writer.put("a") == 1
    assert writer.reserve(2) == 2
    assert writer.put("b") == 4


def test_the_identifier_is_of_the_content() -> None:
    one, same, other = (PdfReader(io.BytesIO(small_file([body]))).trailer["/ID"] for body in ("1", "1", "2"))
    assert one == same != other
    assert one[0] == one[1]
    assert len(one[0].original_bytes) == 16


def test_the_file_begins_with_a_binary_comment_and_ends_with_its_mark() -> None:
    data = small_file([])
    assert data.startswith(b"%PDF-1.7\n%")
    assert min(data[10:14]) > 127
    assert data.endswith(b"%%EOF\n")
    start = int(data.split()[-2])
    assert data[start:].split()[:3] == [b"%d" % 5, b"0", b"obj"]
