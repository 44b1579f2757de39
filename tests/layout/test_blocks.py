"""Where the parts of each block stand: read off the operators, in points from the block's top left corner."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.compose.document import Fact, Glance, Head, Log, Notes, Notice, PatientStrip, Span, text
from handouts.drawing import OWN_COLOURS
from handouts.layout.blocks import _share, frame_of
from handouts.layout.faces import face
from handouts.layout.frame import Frame, Rect
from handouts.layout.notice import draw_symbol
from handouts.layout.pen import Pen, colour_operator, number, rectangle
from handouts.layout.text import set_text
from tests.sample import exercise, look, panels, parts_of_a_stick, points, question

LOOK = look()


def frame(block) -> Frame:
    return frame_of(block, LOOK, OWN_COLOURS)


def starts(made: Frame) -> list[tuple[float, float]]:
    """Where each piece of text starts."""
    return [
        (float(x), float(y))
        for mark in made.marks
        for x, y in re.findall(r"1 0 0 1 (-?[\d.]+) (-?[\d.]+) Tm", mark.operators)
    ]


BLOCKS = [
    Head("Title", "Purpose.", "Clinic", "Road 1 · 020", ("Notice one", "Notice two")),
    Head(
        "A long title that goes over more than a single line of the page", "Purpose. " * 20, "A clinic " * 9, "x " * 90
    ),
    Head("Title", "Purpose."),
    PatientStrip((Fact("Name", "Anna"), Fact("Date"), Fact("Clinician"))),
    PatientStrip((Fact("Name", "A very long name " * 5), Fact("Date", "1 May"), Fact("Clinician", "B"))),
    Glance((Fact("How often", "daily"), Fact("You need", "chair, mat, wall, " * 9))),
    Glance((Fact("How often", "daily"), Fact("You need", "mat"))),
    Notice("stop", "Title", tuple(f"Item {i} with some words. " * 3 for i in range(7)), "Closing."),
    Notice("urgent", "Title " * 20, ("One",)),
    Log("Title", "Week of", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), ("1 Reach", "A long name " * 9, "Pain")),
    Notes("Title", (text("words " * 60), text("more")), listed=True),
    Notes("", (text("words"),)),
    exercise(1),
    exercise(1, before=text("Down. " * 40), after=text("Up. " * 40), remark=text("Small."), note=text("One says so.")),
    exercise(0),
    Glance((Fact("How often"), Fact("You need", "mat"))),
    question(),
    question(panels=panels(1), caption="A caption of more than one line, perhaps. " * 3),
    question(labelled=parts_of_a_stick(), evidence=None),
    points(),
    points(title="", intro=(), last=False),
    points(labelled=parts_of_a_stick()),
]


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: type(block).__name__)
def test_all_text_is_inside_the_block(block) -> None:
    made = frame(block)
    assert made.height > 0
    found = starts(made)
    assert found
    for x, y in found:
        assert -0.01 <= x < LOOK.width
        assert -made.height < y < 0


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: type(block).__name__)
def test_a_block_names_the_characters_it_shows(block) -> None:
    made = frame(block)
    shown = {name: set(chars) for name, chars in made.characters}
    fonts = {"R": "regular", "S": "semibold", "B": "bold"}
    for mark in made.marks:
        name = None
        for token in re.findall(r"/([RSB]) [\d.]+ Tf|<([0-9A-F]+)>", mark.operators):
            name = fonts[token[0]] if token[0] else name
            if token[1] and mark.role:
                codes = {token[1][i : i + 4] for i in range(0, len(token[1]), 4)}
                known = {face(name).shown(c)[1:5] for c in shown[name]}
                assert codes <= known


def test_the_clinic_ends_at_the_margin_on_the_line_of_the_purpose() -> None:
    made = frame(BLOCKS[0])
    clinic = set_text(text("Road 1 · 020"), LOOK.styles["clinic-line"])
    title, purpose, name, line, *notices = starts(made)
    assert (title[0], purpose[0]) == (0, 0)
    assert line[0] == pytest.approx(LOOK.width - clinic.width, abs=0.01)
    assert line[1] == pytest.approx(purpose[1], abs=2.5)
    assert name[1] > line[1]
    assert [x for x, _ in notices] == [0, 0]
    assert purpose[1] > notices[0][1] > notices[1][1]


def test_long_titles_and_clinics_do_not_overlap() -> None:
    made = frame(BLOCKS[1])
    xs = sorted({round(x, 1) for x, _ in starts(made)})
    room = LOOK.width - max(x for x in xs)
    assert xs[0] == 0
    assert 0 < room <= LOOK.width * 0.4 + 1
    title = set_text(text(BLOCKS[1].title), LOOK.styles["title"], LOOK.width - room - 17)
    assert len({piece.y for piece in title.pieces}) > 1


def test_an_empty_fact_is_a_line_to_write_on_and_a_given_one_is_not() -> None:
    def dotted(block) -> int:
        return sum("[0 3] 0 d" in mark.operators for mark in frame(block).marks)

    assert dotted(PatientStrip((Fact("Name"), Fact("Date"), Fact("Clinician")))) == 3
    assert dotted(BLOCKS[3]) == 2
    assert dotted(BLOCKS[4]) == 0


def test_lines_to_write_on_are_long_enough() -> None:
    """A name needs about 4 cm."""
    made = frame(PatientStrip((Fact("Name"), Fact("Date"), Fact("Clinician"))))
    lines = re.findall(
        r"\[0 3\] 0 d ([\d.]+) (-[\d.]+) m ([\d.]+) (-[\d.]+) l", "".join(m.operators for m in made.marks)
    )
    assert len(lines) == 3
    assert float(lines[0][2]) - float(lines[0][0]) > 110
    for left, y0, right, y1 in lines:
        assert y0 == y1
        assert 0 < float(left) < float(right) < LOOK.width
    ends = [float(right) for *_, right, _ in lines]
    assert ends == sorted(ends)


@pytest.mark.parametrize("palette", ["colour", "grey", "line"])
def test_a_tinted_box_that_prints_white_gets_an_edge(palette: str) -> None:
    made = frame_of(BLOCKS[6], look("a4", palette), OWN_COLOURS)
    boxes = [mark.operators.split()[-2] for mark in made.marks if not mark.role]
    assert boxes == (["f", "S"] if palette == "line" else ["f"])


@given(st.lists(st.floats(1, 900), min_size=1, max_size=5), st.floats(50, 600))
def test_columns_share_all_the_room(natural, room) -> None:
    shares = _share(natural, room)
    assert sum(shares) == pytest.approx(room)
    assert all(share > 0 for share in shares)
    if sum(natural) <= room:
        assert all(share >= need - 0.01 for share, need in zip(shares, natural, strict=True))


def test_a_long_column_takes_nothing_from_short_ones() -> None:
    assert _share([50, 900, 60, 40], 300) == [50, 150, 60, 40]
    assert _share([900, 900, 40], 300) == [130, 130, 40]


def test_items_of_a_notice_stand_in_two_even_columns_read_down() -> None:
    items = tuple(f"Item {i}" for i in range(6))
    made = frame(Notice("stop", "Title", items))
    assert len({x for x, _ in starts(made)}) == 5  # heading, and a bullet and words in each column
    lefts = sorted({x for x, _ in starts(made)})
    columns = {x: sum(1 for found, _ in starts(made) if found == x) for x in lefts}
    assert sorted(columns.values()) == [1, 3, 3, 3, 3]


def test_the_log_has_a_cell_for_each_day_as_wide_as_the_template_says() -> None:
    log = BLOCKS[9]
    made = frame(log)
    lines = [m.operators for m in made.marks if re.search(r"([\d.]+) -[\d.]+ m \1 -[\d.]+ l S", m.operators)]
    xs = [float(re.search(r"([\d.]+) -[\d.]+ m", line)[1]) for line in lines]
    assert len(xs) == len(log.days)
    for left, right in zip(xs, [*xs[1:], LOOK.width], strict=True):
        assert right - left == pytest.approx(LOOK.template.log.day_width, abs=0.02)


def test_a_long_name_in_the_log_makes_its_row_taller() -> None:
    short = frame(Log("T", "W", ("Mon",), ("a", "b", "c")))
    long = frame(Log("T", "W", ("Mon",), ("a", "b " * 200, "c")))
    assert long.height > short.height + LOOK.styles["cell"].leading


# ---------------------------------------------------------------- the pen
@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0"), (-0.001, "0"), (1, "1"), (1.5, "1.5"), (1.005, "1"), (12.346, "12.35"), (-3.1, "-3.1"), (100, "100"),
     (1e-9, "0"), (1200, "1200")],
)  # fmt: skip
def test_numbers_are_short(value: float, written: str) -> None:
    assert number(value) == written


@given(st.floats(-5000, 5000))
def test_numbers_are_near_and_never_in_powers_of_ten(value: float) -> None:
    assert re.fullmatch(r"-?\d+(\.\d{1,2})?", number(value))
    assert float(number(value)) == pytest.approx(value, abs=0.00501)


@pytest.mark.parametrize(
    ("rgb", "stroke", "written"),
    [
        ((0, 0, 0), False, "0 g"),
        ((1, 1, 1), True, "1 G"),
        ((0.5, 0.5, 0.5), False, "0.5 g"),
        ((1, 0, 0.25), False, "1 0 0.25 rg"),
        ((1, 0, 0.25), True, "1 0 0.25 RG"),
    ],
)
def test_colours(rgb, stroke: bool, written: str) -> None:
    assert colour_operator(rgb, stroke) == written


def test_a_stroked_box_lies_inside_its_place() -> None:
    pen = Pen()
    pen.outline(Rect(0, -10, 20, 0), (0, 0, 0), 2)
    assert pen.frame(10, []).marks[0].operators == "q 0 G 2 w 1 -9 18 8 re S Q"
    assert rectangle(Rect(0, 0, 4, 3)) == "0 0 4 3 re"


def test_round_corners_stay_in_the_box() -> None:
    numbers = [float(n) for n in re.findall(r"-?[\d.]+", rectangle(Rect(10, 20, 40, 60), 5))]
    assert (min(numbers[::2]), max(numbers[::2])) == (10, 40)
    assert (min(numbers[1::2]), max(numbers[1::2])) == (20, 60)


def test_a_link_over_two_lines_has_two_areas_and_one_tag() -> None:
    pen, style = Pen(), LOOK.styles["body"]
    words = (Span("see "), Span("a place that is long enough to break", link="https://a.example"), Span(" now"))
    kids = pen.paragraph(set_text(words, style, 120), 10, -5)
    made = pen.frame(50, [])
    assert [kid if isinstance(kid, int) else kid.role for kid in kids] == [0, "Link", 2]
    assert len(made.links) >= 2
    assert [mark.role for mark in made.marks] == ["P", "Link", "P"]
    for link in made.links:
        assert link.contents == "a place that is long enough to break"
        assert 10 <= link.rect.left < link.rect.right <= 10 + 120 + 4
        assert link.rect.top - link.rect.bottom == pytest.approx(style.size * 1.2)
    tops = [link.rect.top for link in made.links]
    assert tops[0] - tops[1] == pytest.approx(style.leading)


def test_artifacts_keep_their_state_to_themselves() -> None:
    for block in BLOCKS:
        for mark in frame(block).marks:
            if not mark.role:
                assert mark.operators.startswith("q ")
                assert mark.operators.endswith(" Q")


@pytest.mark.parametrize("palette", ["colour", "line"])
def test_strokes_and_fills_set_the_colour_they_paint_with(palette: str) -> None:
    for block in BLOCKS:
        for mark in frame_of(block, look("a4", palette), OWN_COLOURS).marks:
            seen: set[str] = set()
            for token in mark.operators.split():
                seen.add(token)
                if token in ("S", "B"):
                    assert seen & {"G", "RG"}, mark.operators
                if token in ("f", "B", "Tj", "TJ") or token.endswith(("Tj", "TJ")):
                    assert seen & {"g", "rg"}, mark.operators


@pytest.mark.parametrize(
    ("block", "lines", "gaps"),
    [
        (Notes("", (text("a"),)), 1, 0),
        (Notes("", (text("a"), text("b"), text("c"))), 3, 2),
        (Notes("", (text("a b " * 40),)), 3, 0),
    ],
)
def test_paragraphs_of_notes_stand_a_gap_apart(block, lines: int, gaps: int) -> None:
    style, gap = LOOK.styles["small"], LOOK.template.gaps.paragraph
    assert frame(block).height == pytest.approx(lines * style.leading + gaps * gap)


def test_a_title_of_notes_stands_a_gap_above() -> None:
    with_title, without = frame(Notes("T", (text("a"),))), frame(Notes("", (text("a"),)))
    more = LOOK.styles["heading"].leading + LOOK.template.gaps.paragraph
    assert with_title.height - without.height == pytest.approx(more)


@pytest.mark.parametrize("kind", ["stop", "emergency", "urgent"])
def test_a_sign_is_drawn_about_its_middle(kind: str) -> None:
    pen = Pen()
    draw_symbol(pen, kind, 100, 200, 20, (0, 0, 0))
    (mark,) = pen.frame(0, []).marks
    points: list[tuple[float, float]] = []
    for numbers, _ in re.findall(r"((?:-?[\d.]+ )+)([mlc])\b", mark.operators):
        flat = list(map(float, numbers.split()))
        points += zip(flat[::2], flat[1::2], strict=True)
    assert len(points) > 12
    assert all(abs(x - 100) <= 11 and abs(y - 200) <= 11 for x, y in points)
    for middle, values in ((100, [x for x, _ in points]), (200, [y for _, y in points])):
        assert min(values) <= middle - 8
        assert max(values) >= middle + 8
    balance = sum(x - 100 for x, _ in points) / len(points)
    assert abs(balance) < 1.2


def test_days_stand_in_the_middle_of_their_columns() -> None:
    days = ("Mon", "Tue", "Wednesday")
    made = frame(Log("T", "W", days, ("a",)))
    headers = [
        start for start, mark in zip(starts(made), (m for m in made.marks if m.role), strict=True) if mark.role == "TH"
    ]
    wide = LOOK.template.log.day_width
    for i, ((x, _), day) in enumerate(zip(headers[1:4], days, strict=True)):
        words = set_text(text(day), LOOK.styles["label"]).width
        assert x + words / 2 == pytest.approx(LOOK.width - wide * (3 - i) + wide / 2, abs=0.02)


def test_the_columns_of_a_notice_are_halves() -> None:
    made = frame(Notice("stop", "Title", ("a", "b")))
    xs = sorted({x for x, _ in starts(made)})
    left, right = xs[0], xs[-2]
    inner = LOOK.width - 2 * left
    assert right - left == pytest.approx(inner / 2, abs=6)
    assert right > LOOK.width / 2
