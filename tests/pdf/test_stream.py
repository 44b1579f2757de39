from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from handouts.pdf.objects import PER_OBJECT_STREAM, stream
from handouts.pdf.stream import FileWriter


def small_file(bodies: list[bytes | str]) -> bytes:
    """A file with the bodies as objects 3, 4, ... and streams of objects among them."""
    file = io.BytesIO()
    writer = FileWriter(file)
    root = writer.reserve()
    writer.put("<</Type/Pages/Count 0/Kids[]>>")
    for body in bodies:
        writer.put(body)
    writer.put("<</Type/Catalog/Pages 2 0 R>>", root)
    writer.finish(root, writer.put("<</Title(T)>>"))
    return file.getvalue()


def test_objects_of_both_kinds_read_back() -> None:
    reader = PdfReader(io.BytesIO(small_file(["<</A(x\\)y)>>", stream("/B 1", b"\r\n\x00data\r"), "<</C 4 0 R>>"])))
    assert reader.get_object(3) == {"/A": "x)y"}
    assert reader.get_object(4).get_data() == b"\r\n\x00data\r"
    assert reader.get_object(5)["/C"]["/B"] == 1
    assert reader.metadata.title == "T"


def test_more_objects_than_one_object_stream_holds() -> None:
    count = 2 * PER_OBJECT_STREAM + 7
    reader = PdfReader(io.BytesIO(small_file([f"<</I {i}>>" for i in range(count)])))
    known = [reader.get_object(i) for i in range(3, count + 6)]
    assert [one["/I"] for one in known if isinstance(one, dict) and "/I" in one] == list(range(count))


def test_a_number_set_twice_is_refused() -> None:
    writer = FileWriter(io.BytesIO())
    for body in ("1", stream("", b"")):
        number = writer.put(body)
        with pytest.raises(ValueError, match=f"object {number} is set twice"):
            writer.put(body, number)


def test_a_number_reserved_and_never_set_is_refused() -> None:
    writer = FileWriter(io.BytesIO())
    first = writer.reserve(3)
    writer.put("1", first)
    writer.put("1", first + 2)
    with pytest.raises(ValueError, match=f"object {first + 1} was reserved and never set"):
        writer.finish(first, first)


def test_the_identifier_is_of_the_content() -> None:
    one, same, other = (PdfReader(io.BytesIO(small_file([body]))).trailer["/ID"] for body in ("1", "1", "2"))
    assert one == same != other
