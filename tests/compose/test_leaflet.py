from __future__ import annotations

import datetime

import pytest

from handouts.compose.document import Head, Notes, Notice, Points, Question, plain
from handouts.compose.leaflet import PIECE, _pieces
from handouts.library.models import Dose
from handouts.problems import ProblemError
from tests.content import change, compose
from tests.sample import template

ORDER = template("leaflet").order
FAQ = "leaflets/demo-faq"


def made(content, *order: str, **more):
    return compose(content, order or ORDER, name="demo-faq", **more)


def test_what_the_file_says_of_itself(leaflet) -> None:
    found = made(leaflet)
    assert (found.title, found.subject) == ("Demo questions", "Two questions to try things out.")
    assert found.keywords == ("Questions and answers", "DFAQ-EN-GB")
    assert found.furniture.left == "Demo questions · DFAQ-EN-GB · version 1.1 · review by 1 November 2027"


def test_sections_come_in_order(leaflet) -> None:
    kinds = [type(block) for block in made(leaflet).blocks]
    assert kinds[:5] == [Head, Notes, Question, Question, Points]
    assert kinds[5:8] == [Notice, Notice, Notice]
    assert set(kinds[8:]) == {Notes}


def test_a_question(leaflet) -> None:
    why, hurt = made(leaflet, "questions").blocks
    assert isinstance(why, Question)
    assert isinstance(hurt, Question)
    assert why.question == "Why does it hurt?"
    assert list(map(plain, why.answer)) == ["It is a demo. Nothing hurts.", "So all is well."]
    assert plain(why.evidence) == "What our sources say: One source says so, another says the opposite."
    assert why.evidence[0].strong
    assert (why.panels, why.caption) == ((), "")
    assert why.labelled.alt.startswith("A stick with its head named")
    assert list(map(plain, why.labelled.labels)) == ["Head (Caput demonis)", "Stick"]
    assert [panel.alt for panel in hurt.panels] == ["A stick stands.", "A stick reaches."]
    assert (hurt.caption, hurt.evidence, hurt.labelled) == ("How to reach.", None, None)


def test_statements(leaflet) -> None:
    (block,) = made(leaflet, "education").blocks
    assert isinstance(block, Points)
    assert (block.title, block.last) == ("The parts of a stick", True)
    assert list(map(plain, block.points)) == [
        "Head (Caput demonis): It looks around.",
        "Stick: It stands.",
        "Keep it upright.",
    ]
    assert block.labelled is None  # the picture stands with its question
    change(leaflet, f"{FAQ}/leaflet.yaml", "- {question: why, education: demo-parts}\n", "")
    (block,) = made(leaflet, "education").blocks
    assert block.labelled is not None


@pytest.mark.parametrize("count", range(30))
def test_long_lists_are_cut_in_even_pieces(count) -> None:
    points = [(f"point {i}",) for i in range(count)]
    pieces = _pieces(points)
    assert [point for piece in pieces for point in piece] == points
    sizes = [len(piece) for piece in pieces]
    assert max(sizes) - min(sizes) <= 1
    assert max(sizes) <= PIECE + 2
    if count > 2:
        assert min(sizes) >= 2


def test_pieces_have_one_heading(leaflet) -> None:
    more = "".join(f"- {{id: p{i}, basis: [added]}}\n" for i in range(9))
    change(leaflet, "education/demo-parts/education.yaml", "picture:", f"{more}picture:")
    words = "".join(f"  p{i}: Point {i}.\n" for i in range(9))
    change(leaflet, "education/demo-parts/en.yaml", "alt:", f"{words}alt:")
    found = made(leaflet, "education").blocks
    assert [block.title for block in found] == ["The parts of a stick", "", ""]
    assert [block.last for block in found] == [False, False, True]


def test_sources_are_listed_with_their_addresses(leaflet) -> None:
    change(leaflet, f"{FAQ}/leaflet.yaml", "sources: [s000-4]", "sources: [s000-4, s000-1, s-add-1]")
    (sources,) = made(leaflet, "sources").blocks
    lines = list(map(plain, sources.paragraphs))
    assert sources.listed
    assert len(lines) == 2  # the weak one is not printed
    assert lines[0] == "Gigtforeningen. (n.d.). Øvelser for ryggen."
    assert sources.paragraphs[1][-1].link.startswith("https://")


def test_the_disclaimer_is_the_full_one(leaflet) -> None:
    (about,) = made(leaflet, "about").blocks
    assert "Stop and get help if you notice a warning sign." in plain(about.paragraphs[-1])


def test_a_note_and_the_audience(leaflet) -> None:
    audience, note = made(leaflet, "audience", note="Read this first.").blocks
    assert plain(audience.paragraphs[0]) == "This sheet is for: people who test."
    assert plain(note.paragraphs[0]) == "Note from your clinician: Read this first."


@pytest.mark.parametrize(("more", "option"), [({"add": ("cat-cow",)}, "--add"), ({"changes": {"a": Dose()}}, "--set")])
def test_options_of_routines_are_refused(leaflet, more, option) -> None:
    with pytest.raises(ProblemError) as error:
        made(leaflet, **more)
    assert str(error.value) == f"{option}: 'demo-faq' is a leaflet and has no exercises"


def test_a_question_and_a_block_may_be_left_out(leaflet) -> None:
    whole = made(leaflet, "questions", "education")
    assert whole.sections == ("questions", "questions", "education")
    questions = [block.id for block in whole.blocks[:2]]
    some = made(leaflet, "questions", "education", skip=frozenset({questions[0]}))
    assert [block.id for block in some.blocks[:1]] == questions[1:]
    assert some.sections == ("questions", "education")
    assert made(leaflet, "questions", "education", skip=frozenset({"demo-parts"})).blocks == whole.blocks[:2]


@pytest.mark.parametrize(
    ("skip", "says"),
    [
        ({"hrut"}, "--skip: 'hrut' is not in demo-faq (did you mean 'hurt'?)"),
        ({"fist"}, "--skip: 'fist' is not in demo-faq (one of: demo-parts, hurt, why)"),
        ({"hurt", "why"}, "--skip: leaves no question in the leaflet"),
    ],
)
def test_what_cannot_be_left_out(leaflet, skip, says) -> None:
    with pytest.raises(ProblemError) as error:
        made(leaflet, skip=frozenset(skip))
    assert str(error.value) == says


def test_a_picture_of_a_question_that_is_left_out_stands_with_its_block(leaflet) -> None:
    (labelled,) = (picture.labelled for picture in made(leaflet, "education", skip=frozenset({"why"})).blocks)
    assert labelled is not None


@pytest.mark.parametrize("name", ["sheet", "quick", "log"])
def test_a_layout_of_routines_is_refused(leaflet, name) -> None:
    with pytest.raises(
        ProblemError, match=r"for routines and exercises, not for leaflets .*use booklet, large-print or tri"
    ):
        made(leaflet, *template(name).order)


@pytest.mark.parametrize("name", ["leaflet", "booklet", "large-print"])
def test_a_layout_for_leaflets_leaves_out_what_leaflets_do_not_have(leaflet, name) -> None:
    sections = made(leaflet, *template(name).order).sections
    assert list(dict.fromkeys(sections)) == [
        section for section in template(name).order if section not in ("glance", "exercises", "progression", "log")
    ]


def test_an_answer_that_is_missing_is_told(leaflet) -> None:
    change(leaflet, f"{FAQ}/en.yaml", "  hurt:\n    question", "  hirt:\n    question")
    with pytest.raises(ProblemError) as error:
        made(leaflet)
    assert str(error.value) == f"{leaflet}/{FAQ}/en.yaml: questions.hurt: is missing (did you mean 'hirt'?)"


def test_an_expired_leaflet(leaflet) -> None:
    late = datetime.date(2027, 11, 2)
    with pytest.raises(ProblemError, match="2027-11-01 has passed"):
        made(leaflet, today=late)
    assert "1 November 2027" in made(leaflet, today=late, allow_expired=True).blocks[0].notices[0]


def test_a_picture_that_nobody_describes_is_told(leaflet) -> None:
    place = change(leaflet, "exercises/demo-reach/en.yaml", "  end: A stick reaches.\n", "")
    with pytest.raises(ProblemError, match=rf"^{place}:14:3: alt\.end: is missing"):
        made(leaflet)
