from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from handouts.pdf.file import FileWriter, PartWriter
from handouts.pdf.objects import PER_OBJECT_STREAM, stream


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
    assert one[0] == one[1]
    assert len(one[0].original_bytes) == 16


def test_bytes_above_ascii_in_plain_objects() -> None:
    reader = PdfReader(io.BytesIO(small_file(["(\xe9)", "<</A(z)>>"])))
    assert reader.get_object(4) == {"/A": "z"}


def test_numbers_are_given_in_order() -> None:
    writer = FileWriter(io.BytesIO())
    assert writer.put("1") == 1
    assert writer.reserve(2) == 2
    assert writer.put("2") == 4
    assert writer.next == 5


def part(first: int, *bodies: bytes | str) -> tuple[object, list[int]]:
    """Objects from `first` on as one part, and their numbers."""
    writer = PartWriter(first)
    numbers = [writer.put(body) for body in bodies]
    return writer.part(), numbers


def test_parts_of_finished_objects_fit_into_any_file() -> None:
    data, plain = stream("/B 1", b"data\r"), "<</C 1000 0 R>>"
    near, numbers = part(3, plain, data)
    far, others = part(1000, data, plain, "(z)")
    assert (numbers, others) == ([3, 4], [1000, 1001, 1002])
    file = io.BytesIO()
    writer = FileWriter(file)
    root = writer.put("<</Type/Catalog/Pages 2 0 R>>")
    writer.put("<</Type/Pages/Count 0/Kids[]>>")
    writer.append(near)
    writer.append(far)
    later = writer.put(stream("/D 2", b"more"))
    assert later == 1004  # behind the stream that holds the plain objects of the part
    writer.finish(root, writer.put("<</Title(T)>>"))
    reader = PdfReader(io.BytesIO(file.getvalue()))
    for number in (4, 1000):
        assert reader.get_object(number).get_data() == b"data\r"
    assert reader.get_object(3)["/C"]["/B"] == reader.get_object(1001)["/C"]["/B"] == 1
    assert reader.get_object(1002) == "z"
    assert reader.get_object(later).get_data() == b"more"
    assert reader.trailer["/Size"] == later + 4


def test_a_part_whose_numbers_are_taken_is_refused() -> None:
    writer = FileWriter(io.BytesIO())
    writer.reserve(7)
    with pytest.raises(ValueError, match="object 7 is set twice"):
        writer.append(part(7, "1")[0])


def test_the_file_begins_with_a_binary_comment_and_ends_with_its_mark() -> None:
    data = small_file([])
    assert data.startswith(b"%PDF-1.7\n%")
    assert min(data[10:14]) > 127
    assert data.endswith(b"%%EOF\n")
    start = int(data.split()[-2])
    assert data[start:].split()[1:3] == [b"0", b"obj"]
