"""Random documents, written and read back through the structure tree: not a character lost, none moved."""

from __future__ import annotations

import dataclasses
import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from handouts.compose.document import (
    ExerciseBlock,
    Fact,
    Furniture,
    Glance,
    Head,
    Log,
    Notes,
    Notice,
    PatientStrip,
    Points,
    Question,
    Span,
    text,
)
from handouts.inspect.facts import facts as measure
from handouts.inspect.reading import read
from handouts.layout.pages import BlockTooTallError
from tests.checks import verdict
from tests.readback import expected_lines, expected_pictures, found_pictures
from tests.sample import document, exercise, panels, pdf_of, with_blocks

MARKUP = (
    "<b>", "</b>", "&", "&amp;", "<img src=x>", '<font color="#ff0000">', "<br/>", "<para>", '"', "'", "\\", "\\n",
    "(", ")", "((", "{x}", "{y}", "{start}", "%s", "%PDF", "endstream", "ET", "] TJ", "<</A 1>>", "\\(", "--", "-",
    "–", "’", "“", "•", "1.", "/", "https://a.example/b?c=(d)", "Łódź", "æøå", "Zażółć", "elbows-under-shoulders",
    "a\u00a0b", "AVATAR To.", "  ",
)  # fmt: skip
words = st.lists(
    st.one_of(st.sampled_from(MARKUP), st.text(st.sampled_from("abcdeAVTł,.; "), min_size=1, max_size=9)),
    min_size=1,
    max_size=14,
)
line = st.builds(lambda parts, glue: glue.join(parts).strip() or "x", words, st.sampled_from([" ", ""]))
short = line.map(lambda found: found[:25].strip() or "x")
link = st.sampled_from(["", "", "https://example.org/some/where", "https://a.example/(x)\\"])
rich = st.lists(st.builds(Span, line, st.booleans(), link), min_size=1, max_size=5).map(
    lambda spans: tuple(span for i, s in enumerate(spans) for span in ((Span(" "), s) if i else (s,)))
)
some_lines = st.lists(line, min_size=1, max_size=4).map(tuple)
facts = st.lists(st.builds(Fact, short, st.one_of(st.just(""), short)), min_size=1, max_size=3).map(tuple)
exercises = st.builds(
    lambda number, name, dose, count, alt, steps, sides: exercise(
        number,
        name=name,
        dose=dose,
        panels=tuple(dataclasses.replace(panel, alt=alt) for panel in panels(count)),
        steps=steps,
        feel=sides[0],
        cautions=sides[1],
        easier=sides[2],
        harder=sides[3],
    ),
    st.integers(1, 12),
    line,
    st.lists(short, max_size=4).map(tuple),
    st.integers(1, 3),
    line,
    st.lists(rich, min_size=1, max_size=3).map(tuple),
    st.tuples(rich, *[st.one_of(st.none(), rich)] * 3),
)
blocks = st.one_of(
    exercises,
    exercises,
    st.builds(Head, line, line, st.one_of(st.just(""), short), st.one_of(st.just(""), line), some_lines),
    st.builds(PatientStrip, facts),
    st.builds(Glance, facts.map(lambda found: tuple(dataclasses.replace(f, value=f.value or "x") for f in found))),
    st.builds(Notice, st.sampled_from(["stop", "emergency", "urgent"]), line, some_lines, st.one_of(st.just(""), line)),
    st.builds(Log, line, short, st.lists(short.map(lambda s: s[:4].strip() or "x"), min_size=1, max_size=7).map(tuple),
              some_lines),
    st.builds(Notes, st.one_of(st.just(""), line), st.lists(rich, min_size=1, max_size=3).map(tuple),
              listed=st.booleans()),
)  # fmt: skip
documents = st.lists(blocks, min_size=1, max_size=5).map(lambda some: with_blocks(*some))


def check(made) -> None:
    try:
        data = pdf_of(made)
    except BlockTooTallError:
        return
    reading = read(data)
    assert reading.lines() == expected_lines(made)
    assert found_pictures(reading) == expected_pictures(made)
    assert reading.faults == ()
    assert dict(reading.untagged) == {}


@settings(max_examples=60)
@given(documents)
def test_random_documents_read_back(made) -> None:
    check(made)


@settings(max_examples=15)
@given(documents)
def test_random_documents_keep_the_standards(made) -> None:
    head = Head("Title", "Purpose.")
    try:
        data = pdf_of(dataclasses.replace(made, blocks=(head, *(b for b in made.blocks if not isinstance(b, Head)))))
    except BlockTooTallError:
        return
    assert verdict(data) == []


# the metadata is not deflated, and the validator takes the word endstream in it for the end of the stream
said = line.filter(lambda words: "endstream" not in words)


@settings(max_examples=20)
@given(said, said, said, said)
@example("a (b", ") \\", "<b>&amp;", "{x}{y}")
def test_titles_and_furniture_read_back(title, author, subject, left) -> None:
    made = dataclasses.replace(
        document(), title=title, author=author, subject=subject, keywords=(left,), furniture=Furniture(left, "{x}/{y}"),
        blocks=(Head("T", "P"),),
    )  # fmt: skip
    data = pdf_of(made)
    found = measure(data)
    assert (found.title, found.info["Author"], found.info["Subject"]) == (title, author, subject)
    packet = PdfReader(io.BytesIO(data)).xmp_metadata
    assert packet.dc_title["x-default"] == title
    assert packet.dc_creator == [author]
    shown = "".join(read(data).artifacts[0].split("\n"))
    assert shown.replace(" ", "") == f"{left}1/1".replace("\u00a0", "").replace(" ", "")
    assert verdict(data) == []


def test_the_whole_sample_reads_back() -> None:
    check(document())
    assert {type(block) for block in document().blocks} == {
        Head, PatientStrip, Glance, ExerciseBlock, Question, Points, Notes, Notice, Log,
    }  # fmt: skip


@pytest.mark.parametrize("markup", [m for m in MARKUP if m.strip()])
def test_markup_is_only_text(markup: str) -> None:
    """Written in every field of an exercise it is printed as it stands."""
    note = Notes(f"title {markup} end", (text(f"words {markup} end"),))
    made = with_blocks(exercise(1, name=f"a {markup} b", dose=(f"c {markup} d",), feel=text(f"e {markup} f")), note)
    check(made)
    lines = "\n".join(read(pdf_of(made)).lines())
    for around in ("title {} end", "words {} end", "1 a {} b", "c {} d", "e {} f"):
        assert around.format(markup.replace("\u00a0", " ")) in lines


def test_the_check_can_fail() -> None:
    made = document()
    other = dataclasses.replace(made, blocks=made.blocks[1:])
    assert read(pdf_of(other)).lines() != expected_lines(made)
