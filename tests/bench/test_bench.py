"""The benchmark measures what it says; nothing here depends on how fast the machine is."""

from __future__ import annotations

import itertools

import pytest

from tests.bench.timing import Row, clocked, interleaved, table
from tests.inspect.handmade import E, Made, P, mark


def test_both_sides_run_equally_often_and_take_turns() -> None:
    calls: list[tuple[str, int]] = []
    interleaved(lambda i: calls.append(("ours", i)), lambda i: calls.append(("peer", i)), rounds=3, warmup=1)
    assert [side for side, _ in calls] == ["ours", "peer", "peer", "ours", "ours", "peer", "peer", "ours"]
    assert [number for _, number in calls] == [-1, -1, 0, 0, 1, 1, 2, 2]


def test_a_clocked_call() -> None:
    ticks = itertools.count(5.0, 0.25)
    assert clocked(lambda _: None, 0, lambda: next(ticks)) == 250


@pytest.mark.parametrize(
    ("row", "measured", "good"),
    [
        (Row("a", 10, 40, 1), 0.25, True),
        (Row("a", 40, 10, 4), 4, False),
        (Row("a", 39, 10, 4), 3.9, True),
        (Row("a", 150, None, 200), 150, True),
        (Row("a", 250, None, 200), 250, False),
    ],
)
def test_targets(row: Row, measured: float, good: bool) -> None:
    assert (row.measured, row.good) == (measured, good)


def test_the_table() -> None:
    rows = [Row("one warm sheet", 8.31, 66.2, 1, "5 pages"), Row("panel", 231, None, 200)]
    assert table(rows).splitlines() == [
        "                ours ms  peer ms  ratio    target  met",
        "one warm sheet      8.3     66.2  0.13x      < 1x  yes  5 pages",
        "panel             231.0        -      -  < 200 ms   NO",
    ]


def test_a_peer_that_says_less_is_found() -> None:
    benches = pytest.importorskip("tests.bench.benches", reason="the extra handouts[bench] is not installed")
    figure = E("Figure", [1], extra="/Alt(Cat)")
    whole = Made([mark(0, "abc") + mark(1, "x")], E("Document", [P(0), figure])).pdf()
    less = Made([mark(0, "cb")], E("Document", [P(0)])).pdf()
    assert benches.differences(whole, whole) == ""
    assert benches.differences(less, whole) == ""
    assert benches.differences(whole, less) == "a Cat"


def test_typst_makes_the_same_sheet(tmp_path) -> None:
    pytest.importorskip("typst", reason="the extra handouts[bench] is not installed")
    from handouts.compose.document import Points, Question
    from handouts.inspect.facts import facts
    from handouts.inspect.reading import read
    from tests.bench.benches import differences
    from tests.bench.peers.typst_sheet import Sheet, prepare
    from tests.sample import document, look, palette, pdf_of, with_blocks

    sheet = with_blocks(*(block for block in document().blocks if not isinstance(block, Question | Points)))
    prepare(tmp_path, sheet, look(), palette())
    theirs = Sheet(tmp_path).make({"facts": ["Jørgen Żółw"]})
    assert differences(pdf_of(sheet), theirs) == ""
    assert read(theirs).untagged == {}
    assert facts(theirs).pdfua == "1"
