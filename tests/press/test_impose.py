from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from handouts.inspect.content import interpret
from handouts.inspect.facts import facts
from handouts.inspect.reading import read
from handouts.press.impose import booklet, cards
from handouts.problems import ProblemError
from handouts.units import mm
from tests.press.small import A4, A5, lines, numbered, numbers, of_sizes, sizes
from tests.sample import sample_pdf

HALF_LETTER = (mm(139.7), mm(215.9))


def test_a_booklet_of_a5_on_a4() -> None:
    made = booklet(numbered(8))
    assert sizes(made) == [(297, 210)] * 4
    assert [sorted(face, key=face.get) for face in numbers(made)] == [[8, 1], [2, 7], [6, 3], [4, 5]]
    assert {x for face in numbers(made) for x, _ in face.values()} == {74, 222}  # 148 mm each, meeting at the fold


def test_pages_meet_at_the_fold_of_a_sheet_that_is_a_little_wider() -> None:
    centre = PdfReader(io.BytesIO(booklet(numbered(4)))).pages[1]
    boxes = [one.box for one in interpret(centre).painted if one.box[2] - one.box[0] > mm(100)]  # each page's own frame
    fold = float(centre.mediabox.width) / 2
    assert [round(box[2 * (i == 0)] - fold, 1) for i, box in enumerate(boxes)] == [
        pytest.approx(-mm(5), abs=0.4),
        pytest.approx(mm(5), abs=0.4),
    ]


def test_a_booklet_of_half_letter_on_letter() -> None:
    made = booklet(numbered(3, HALF_LETTER))
    assert sizes(made) == [(279, 216)] * 2
    assert [sorted(face, key=face.get) for face in numbers(made)] == [[1], [2, 3]]
    assert [sorted(face, key=face.get) for face in numbers(booklet(numbered(3), keep_last=True))] == [[3, 1], [2]]


@pytest.mark.parametrize(
    ("pages", "outside", "inside"),
    [(1, {1: 222}, {}), (2, {1: 222, 2: 74}, {}), (4, {1: 222, 4: 74}, {2: 74, 3: 222})],
)
def test_a_cover_is_the_outermost_sheet(pages, outside, inside) -> None:
    made = booklet(numbered(4), numbered(pages))
    assert len(sizes(made)) == 4
    found = [{page: x for page, (x, _) in face.items()} for face in numbers(made)]
    assert found == [outside, inside, {1: 222.0, 4: 74.0}, {2: 74.0, 3: 222.0}]


def test_cards_are_in_the_middle_with_marks_outside_of_all_of_them() -> None:
    made = cards(numbered(11, (mm(85), mm(55))))
    assert sizes(made) == [(210, 297)] * 2
    assert [list(face) for face in numbers(made)] == [list(range(1, 11)), [11]]
    first = lines(made)[0]
    assert len(first) == 2 * 3 + 2 * 6
    kept = (20, 11, 190, 286)
    for left, bottom, right, top in first:
        assert right < kept[0] or left > kept[2] or top < kept[1] or bottom > kept[3]


def test_backs_of_cards_are_behind_their_fronts() -> None:
    front, back = numbers(cards(numbered(6, (mm(85), mm(55))), two_sided=True))
    for page in (1, 3, 5):
        (x, y), (behind_x, behind_y) = front[page], back[page + 1]
        assert x + behind_x == pytest.approx(210, abs=1.1)
        assert y == behind_y


def test_cards_lie_across_when_more_of_them_fit() -> None:
    assert sizes(cards(numbered(3, (mm(99), mm(200))))) == [(297, 210)]
    assert sizes(cards(numbered(4, (mm(90), mm(120))), gap=mm(4))) == [(210, 297)]
    assert lines(cards(numbered(4, (mm(105), mm(148)))))[0] == []  # no room for marks: cut in the middle


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: booklet(numbered(4, A4)), "its pages are 148 x 210 mm or 140 x 216 mm, not 210 x 297 mm"),
        (lambda: booklet(numbered(4, (mm(140), mm(210)))), "not 140 x 210 mm"),
        (lambda: booklet(of_sizes([A5, A5, A4])), "page 1 is 148 x 210 mm, page 3 is 210 x 297 mm"),
        (lambda: booklet(numbered(4), numbered(3)), "a cover has 1, 2 or 4 pages, not 3"),
        (lambda: booklet(numbered(4), numbered(2, A4)), "the cover's pages are 210 x 297 mm, those inside it 148"),
        (lambda: cards(numbered(1, (mm(211), mm(298)))), "is larger than the paper of 210 x 297 mm"),
        (lambda: cards(of_sizes([A5, A4])), "all have to be of one size"),
    ],
)
def test_other_sizes_are_refused(make, says) -> None:
    with pytest.raises(ProblemError) as caught:
        make()
    (problem,) = caught.value.problems
    assert says in problem.message
    assert problem.hint


def test_a_print_file_claims_nothing_and_tells_what_it_is() -> None:
    made = booklet(numbered(8, title="Ćwiczenia <1>"))
    found = facts(made)
    assert (found.tagged, found.marked, found.pdfua, found.pdfa) == (False, False, None, None)
    assert found.title == "Ćwiczenia <1>"
    assert "not for reading" in found.info["Subject"]
    root = PdfReader(io.BytesIO(made)).root_object
    assert root["/ViewerPreferences"] == {"/PrintScaling": "/None", "/Duplex": "/DuplexFlipShortEdge"}
    assert b"Print file (booklet)" in root["/Metadata"].get_data()
    assert made == booklet(numbered(8, title="Ćwiczenia <1>"))


def test_a_tagged_sheet_keeps_all_it_shows_and_its_fonts_are_there_once() -> None:
    """Our own sheet as cards of its own size: one page a sheet."""
    source = sample_pdf()
    made = cards(source)
    assert [page.text for page in facts(made).pages] == [page.text for page in facts(source).pages]
    assert [page.paint for page in facts(made).pages] == [page.paint for page in facts(source).pages]
    assert sorted(face.name for face in facts(made).faces) == sorted(face.name for face in facts(source).faces)
    assert len(made) < len(source) * 1.1
    assert read(source).untagged == {}
