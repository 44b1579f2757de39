from __future__ import annotations

import dataclasses
import io
import tracemalloc
from functools import cache

import pytest
from pypdf import PdfReader

from handouts.compose.document import Document, Head, PatientStrip
from handouts.drawing import OWN_COLOURS
from handouts.inspect.facts import facts
from handouts.inspect.reading import read
from handouts.layout.frame import Page
from handouts.layout.pages import lay_out
from handouts.press.pack import Packed, write_pack
from handouts.problems import ProblemError
from tests import sample
from tests.checks import verdict


@cache
def made(
    exercises: int, code: str = "UBR-EN-GB", language: str = "en-GB", paper: str = "a4"
) -> tuple[Document, tuple[Page, ...]]:
    """A document of as many exercises, laid out: one page has room for two or three."""
    blocks = [block for block in sample.document().blocks if isinstance(block, Head | PatientStrip)]
    document = dataclasses.replace(
        sample.document(),
        language=language,
        keywords=("sheet", code),
        blocks=(*blocks, *map(sample.exercise, range(1, exercises + 1))),
    )
    return document, lay_out(document, sample.look(paper), OWN_COLOURS)


def packed(*documents: tuple[Document, tuple[Page, ...]], **more) -> tuple[bytes, Packed]:
    file = io.BytesIO()
    found = write_pack(documents, file, **more)
    return file.getvalue(), found


def pages_of(pdf: bytes) -> list[str]:
    """What the foot of each page says; nothing on a blank page."""
    return [words.rpartition("\n")[2] for words in read(pdf).artifacts]


def test_every_document_begins_on_a_sheet_of_its_own() -> None:
    one, three, two = made(1), made(8), made(4)
    assert [len(pages) for _, pages in (one, three, two)] == [1, 3, 2]
    pdf, found = packed(one, three, two)
    assert pages_of(pdf) == [
        "Page 1 of 1", "",
        "Page 1 of 3", "Page 2 of 3", "Page 3 of 3", "",
        "Page 1 of 2", "Page 2 of 2",
    ]  # fmt: skip
    assert found == Packed(documents=3, pages=8, blank_pages=2)


def test_one_sided_runs_and_copies() -> None:
    one, two = made(1), made(4)
    pdf, found = packed(one, two, two_sided=False, copies=2)
    assert pages_of(pdf) == ["Page 1 of 1"] * 2 + ["Page 1 of 2", "Page 2 of 2"] * 2
    assert found == Packed(documents=4, pages=6, blank_pages=0)
    pdf, found = packed(one, two, copies=2)
    assert pages_of(pdf) == ["Page 1 of 1", ""] * 2 + ["Page 1 of 2", "Page 2 of 2"] * 2
    assert found == Packed(documents=4, pages=8, blank_pages=2)


def test_a_pack_is_tagged_and_valid() -> None:
    pdf, _ = packed(made(1), made(4, "KOCI-PL-PL", "pl-PL"), made(8))
    assert verdict(pdf) == []
    reading = read(pdf)
    assert (reading.untagged, reading.faults, reading.lang) == ({}, (), "en-GB")
    parts = list(reading.walk("Part"))
    assert [(part.lang, part.page) for part in parts] == [("en-GB", 1), ("pl-PL", 3), ("en-GB", 5)]
    whole = [line for document, _ in (made(1), made(4), made(8)) for line in document.lines() if line]
    assert len(reading.lines()) == len(whole)


def test_a_pack_reads_as_its_documents_do() -> None:
    single, _ = packed(made(4))
    both, _ = packed(made(4), made(8))
    assert read(both).lines()[: len(read(single).lines())] == read(single).lines()


def test_a_pack_tells_codes_and_how_to_print_it() -> None:
    pdf, _ = packed(*(made(1, f"CODE-{i}") for i in range(7)))
    found = facts(pdf)
    assert found.title == "CODE-0, CODE-1, CODE-2, CODE-3, CODE-4 …"
    assert facts(packed(made(1), made(4))[0]).title == "UBR-EN-GB"
    assert "Jørgen" in read(pdf).text()
    assert "Jørgen" not in str(found.info)
    preferences = PdfReader(io.BytesIO(pdf)).root_object["/ViewerPreferences"]
    assert preferences == {"/DisplayDocTitle": True, "/PrintScaling": "/None", "/Duplex": "/DuplexFlipLongEdge"}
    one_sided, _ = packed(made(1), two_sided=False)
    assert PdfReader(io.BytesIO(one_sided)).root_object["/ViewerPreferences"]["/Duplex"] == "/Simplex"


def test_fonts_and_pictures_are_there_once_and_bytes_are_the_same_each_time() -> None:
    one, _ = packed(made(4))
    ten, _ = packed(*[made(4)] * 10)
    assert len(ten) < 4 * len(one)
    assert len(facts(ten).faces) == len(facts(one).faces)
    assert ten == packed(*[made(4)] * 10)[0]


def test_papers_do_not_mix() -> None:
    with pytest.raises(ProblemError, match="sheet 2 is 216 x 279 mm, the first is 210 x 297 mm"):
        packed(made(1), made(1, paper="letter"))


def test_nothing_to_pack() -> None:
    with pytest.raises(ProblemError, match="nothing to pack"):
        packed()


def test_documents_are_taken_one_at_a_time_and_not_kept() -> None:
    """The memory of a run of ten times as many documents: not even twice as much."""

    class Nowhere(io.RawIOBase):
        def write(self, data) -> int:
            return len(data)

    def peak(count: int) -> int:
        tracemalloc.start()
        write_pack((made(4) for _ in range(count)), Nowhere())
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(2)
    assert peak(60) < 2 * peak(6)
