from __future__ import annotations

import datetime
from typing import get_args

import pytest

from handouts.compose.document import ExerciseBlock, Glance, Head, Log, Notes, Notice, PatientStrip, Span, plain
from handouts.compose.request import Patient
from handouts.layout.template import Section
from handouts.library.artwork import Raster
from handouts.library.clinic import Clinic
from handouts.library.layers import builtin
from handouts.library.library import Library
from handouts.library.models import Dose
from handouts.problems import ProblemError
from tests.content import TODAY, change, compose, put
from tests.sample import template

SECTIONS = template("sheet").order
EXPIRED = datetime.date(2027, 11, 2)
LOGO = Raster(1, 1, False, bytes(3))


def blocks(content, section: str, **more):
    return compose(content, (section,), **more).blocks


def test_every_section_of_the_templates_can_be_composed(content) -> None:
    kinds = {
        "head": Head, "patient": PatientStrip, "glance": Glance, "exercises": ExerciseBlock, "progression": Notes,
        "stop": Notice, "emergency": Notice, "urgent": Notice, "log": Log, "sources": Notes, "about": Notes,
    }  # fmt: skip
    assert kinds.keys() == set(SECTIONS) <= set(get_args(Section))
    for section in SECTIONS:
        found = blocks(content, section)
        assert found
        assert {type(block) for block in found} == {kinds[section]}


@pytest.mark.parametrize("order", [("about", "log", "head"), ("exercises",), ("urgent", "stop", "emergency")])
def test_blocks_come_in_the_order_asked_for(content, order) -> None:
    alone = [block for section in order for block in blocks(content, section)]
    assert list(compose(content, order).blocks) == alone


def test_what_the_file_says_of_itself(content) -> None:
    made = compose(content)
    assert (made.title, made.language, made.author) == ("Demo routine", "en-GB", "The makers, testers")
    assert made.subject == "Two exercises to try things out."
    assert made.keywords == ("Exercise sheet", "DEMO-EN-GB")
    assert made.stamp == "2026-11-01T00:00:00Z"
    assert made.furniture.left == "Demo routine · DEMO-EN-GB · version 1.3 · review by 1 November 2027"
    assert made.furniture.page == "Page {x} of {y}"
    assert compose(content, stamp="2027-01-02T03:04:05Z").stamp == "2027-01-02T03:04:05Z"


def test_an_exercise(content) -> None:
    first, second = blocks(content, "exercises")
    assert (first.number, first.name, first.origin) == (1, "Demo reach", "demo-reach")
    assert first.dose == ("8–12 times", "hold 5 s", "each side", "slow and even")
    assert [(p.letter, p.alt) for p in first.panels] == [
        ("A", "Picture A: A stick stands."),
        ("B", "Picture B: A stick reaches."),
    ]
    assert plain(first.feel) == "You should feel it along your sides."
    assert first.feel[0].strong
    assert plain(first.cautions) == "Take care: Do not hold your breath. Stop when tired."
    assert plain(first.easier) == "Easier: Reach less."
    assert first.harder is None
    assert (second.number, second.cautions, second.harder) == (2, None, None)
    assert [p.alt for p in second.panels] == ["A stick hangs."]  # one picture needs no letter
    assert second.dose == ("hold 30 s", "2 times", "rest 20 s between sets")  # the routine says 2 sets


def test_steps_with_their_letters(content) -> None:
    first, second = blocks(content, "exercises")
    assert first.steps[0] == (Span("Stand tall "), Span("(A)", strong=True), Span(", arms by your sides."))
    assert first.steps[1] == (Span("Reach up "), Span("(B)", strong=True), Span("."))
    assert first.steps[2] == (Span("Come back."),)
    assert plain(second.steps[0]) == "Hang loosely."


def test_a_panel_that_is_not_shown_leaves_no_trace_in_the_steps(content) -> None:
    change(content, "exercises/demo-reach/exercise.yaml", "panels: [start, end]", "panels: [start, end]\nshown: [end]")
    first, _ = blocks(content, "exercises")
    assert [panel.alt for panel in first.panels] == ["A stick reaches."]
    assert [plain(step) for step in first.steps[:2]] == ["Stand tall, arms by your sides.", "Reach up."]


def test_letters_follow_the_panels_that_are_shown(content) -> None:
    words = "panels: [start, end]\nshown: [end, start]"
    change(content, "exercises/demo-reach/exercise.yaml", "panels: [start, end]", words)
    first, _ = blocks(content, "exercises")
    assert plain(first.steps[0]) == "Stand tall (B), arms by your sides."
    assert plain(first.steps[1]) == "Reach up (A)."


def test_a_step_that_begins_or_ends_with_a_picture(content) -> None:
    change(content, "exercises/demo-reach/en.yaml", "- Stand tall {start}, arms by your sides.", '- "{start} {end}"')
    first, _ = blocks(content, "exercises")
    assert plain(first.steps[0]) == "(A) (B)"


def test_glance(content) -> None:
    (glance,) = blocks(content, "glance")
    assert [(fact.label, fact.value) for fact in glance.facts] == [
        ("How often", "2–3 times a week"),
        ("For how long", "4 weeks"),
        ("Each time", "about 10 minutes"),
        ("You need", "chair, wall"),
    ]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({}, "about 3–5 minutes"),
        ({"skip": frozenset({"demo-hang"})}, "about 5 minutes"),
        ({"changes": {"demo-hang": Dose.model_validate({"sets": 2})}}, "about 10 minutes"),
    ],
)
def test_a_routine_may_say_how_many_minutes_it_takes_as_it_is_written(content, keys, expected) -> None:
    change(content, "routines/demo/routine.yaml", "weeks: 4", "weeks: 4\nminutes: 3-5")
    (glance,) = blocks(content, "glance", **keys)
    assert glance.facts[2].value == expected


def test_a_routine_may_say_how_many_minutes(content) -> None:
    change(content, "routines/demo/routine.yaml", "weeks: 4", "weeks: 4\nminutes: 3-5")
    (glance,) = blocks(content, "glance")
    assert glance.facts[2].value == "about 3–5 minutes"
    (glance,) = blocks(content, "glance", skip=frozenset({"demo-hang"}))
    assert glance.facts[2].value == "about 5 minutes"  # another dose takes another time


def test_progression_and_whom_the_sheet_is_for(content) -> None:
    change(content, "exercises/demo-hang/en.yaml", "feel: in your arms.", "feel: in your arms.\nharder: Hang longer.")
    (notes,) = blocks(content, "progression")
    assert notes.title == "Next steps"
    assert [plain(p) for p in notes.paragraphs] == [
        "More each week.",
        "This sheet is for: testers.",
        "It is not for: nobody.",
    ]
    assert [span.strong for span in notes.paragraphs[1]] == [True, False]
    _, second = blocks(content, "exercises")
    assert plain(second.harder) == "Harder: Hang longer."


def test_a_note_comes_behind_the_glance(content) -> None:
    _, note = blocks(content, "glance", note="Mind the <b>step</b> {x}")
    assert plain(note.paragraphs[0]) == "Note from your clinician: Mind the <b>step</b> {x}"


def test_patient_strip_printed_and_to_be_written(content) -> None:
    (empty,) = blocks(content, "patient")
    assert [(f.label, f.value) for f in empty.facts] == [("Name", ""), ("Date", ""), ("Clinician", "")]
    (full,) = blocks(content, "patient", patient=Patient("A {n}", "1 May", "B"))
    assert [f.value for f in full.facts] == ["A {n}", "1 May", "B"]


def test_a_prescription_wins_over_the_routine(content) -> None:
    changes = {"demo-hang": Dose.model_validate({"breaths": "few", "sets": 4})}
    _, second = blocks(content, "exercises", changes=changes)
    assert second.dose == ("a few slow breaths", "4 times", "rest 20 s between sets")


def test_skip_leaves_out_and_numbers_anew(content) -> None:
    (only,) = blocks(content, "exercises", skip=frozenset({"demo-reach"}))
    assert (only.number, only.name) == (1, "Demo hang")
    (log,) = blocks(content, "log", skip=frozenset({"demo-reach"}))
    assert log.rows[0] == "1 Demo hang"
    (glance,) = blocks(content, "glance", skip=frozenset({"demo-reach"}))
    assert glance.facts[3].value == "wall"


def test_log(content) -> None:
    (log,) = blocks(content, "log")
    assert log.days == ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    assert log.rows[:2] == ("1 Reach", "2 Demo hang")


@pytest.mark.parametrize(
    ("more", "option"),
    [({"skip": frozenset({"demo-hagn"})}, "--skip"), ({"changes": {"demo-hagn": Dose()}}, "--set")],
)
def test_an_unknown_exercise_in_an_option(content, more, option) -> None:
    with pytest.raises(ProblemError) as error:
        compose(content, **more)
    (problem,) = error.value.problems
    assert str(problem) == f"{option}: 'demo-hagn' is not in demo (did you mean 'demo-hang'?)"


def test_nothing_left(content) -> None:
    with pytest.raises(ProblemError, match="--skip: leaves no exercise"):
        compose(content, skip=frozenset({"demo-hang", "demo-reach"}))


def test_the_day_of_the_review_is_not_past_it(content) -> None:
    assert compose(content, today=datetime.date(2027, 11, 1)).title == "Demo routine"


def test_expired_content_is_refused(content) -> None:
    with pytest.raises(ProblemError) as error:
        compose(content, today=EXPIRED)
    (problem,) = error.value.problems
    assert problem.path.endswith("routine.yaml")
    assert problem.field == "review_by"
    assert "2027-11-01 has passed" in problem.message
    assert "--allow-expired" in problem.hint


def test_expired_content_says_so_when_it_is_allowed(content) -> None:
    made = compose(content, today=EXPIRED, allow_expired=True)
    head = made.blocks[0]
    assert isinstance(head, Head)
    assert len(head.notices) == 1
    assert "1 November 2027" in head.notices[0]
    assert head.notices[0] in list(made.lines())


def test_content_is_good_on_its_last_day(content) -> None:
    made = compose(content, today=datetime.date(2027, 11, 1), allow_expired=True)
    assert made.blocks[0].notices == ()


def test_problems_of_several_exercises_come_together(content) -> None:
    change(content, "exercises/demo-reach/en.yaml", "feel: ", "feels: ")
    change(content, "exercises/demo-hang/exercise.yaml", "sets: 3", "sets: 33")
    with pytest.raises(ProblemError) as error:
        compose(content)
    assert {p.path.rpartition("exercises/")[2] for p in error.value.problems} == {
        "demo-reach/en.yaml",
        "demo-hang/exercise.yaml",
    }


def test_a_sign_without_words(content) -> None:
    safety = put(content, "safety/gb.yaml", GB)
    assert safety.exists()
    with pytest.raises(ProblemError) as error:
        compose(content, ("emergency",))
    (problem,) = error.value.problems
    assert (problem.path.split("content/")[-1], problem.field) == ("safety/words/en.yaml", "signs.rf-nonsense")


GB = """\
country: GB
emergency: {number: "999", signs: [rf-chest, rf-nonsense]}
urgent: {signs: [rf-fever]}
source: made up
checked: 2026-11-21
official: false
"""


def clinic(**more) -> Clinic:
    values = {"name": "Clinic One", "address": "1 Long Road", "phone": "020 7946 0000", "contact_line": "Call us."}
    return Clinic.model_validate({**values, **more})


def test_a_clinic(content) -> None:
    made = compose(content, clinic=clinic())
    assert made.author == "Clinic One"
    head = made.blocks[0]
    assert (head.clinic, head.clinic_line) == ("Clinic One", "1 Long Road · 020 7946 0000")
    lines = list(made.lines())
    assert "Call us." in lines
    assert "No clinician has approved this sheet yet." in "\n".join(lines)
    assert compose(content, ("head",), clinic=clinic(phone=None)).blocks[0].clinic_line == "1 Long Road"


@pytest.mark.parametrize(("beside", "name"), [(False, ""), (True, "Clinic One")])
def test_a_logo_stands_for_the_clinics_name_or_beside_it(content, beside, name) -> None:
    (head,) = compose(content, ("head",), clinic=clinic(logo_with_name=beside), logo=LOGO).blocks
    assert (head.clinic, head.logo, head.logo_alt) == (name, LOGO, "Clinic One")
    (plain_head,) = compose(content, ("head",), clinic=clinic(logo_with_name=beside)).blocks
    assert (plain_head.clinic, plain_head.logo, plain_head.logo_alt) == ("Clinic One", None, "")


@pytest.mark.parametrize(("until", "approved"), [("2026-11-21", True), ("2026-11-20", False)])
def test_an_approval_counts_until_its_review(content, until: str, approved: bool) -> None:
    given = {"name": "Dr A", "role": "physiotherapist", "date": "2025-01-31", "review_by": until}
    lines = "\n".join(compose(content, ("about",), clinic=clinic(approved_by=given), today=TODAY).lines())
    assert ("Approved by Dr A, physiotherapist, 31 January 2025." in lines) is approved
    assert ("No clinician has approved this sheet yet." in lines) is not approved


def test_weak_sources_are_not_printed(content) -> None:
    change(content, "routines/demo/routine.yaml", "sources: [s000-4]", "sources: [s000-4, s000-1]")
    (sources,) = blocks(content, "sources")
    assert [plain(p) for p in sources.paragraphs] == ["Sources: Gigtforeningen. (n.d.). Øvelser for ryggen."]
    change(content, "routines/demo/routine.yaml", "sources: [s000-4, s000-1]", "sources: [s000-1]")
    assert blocks(content, "sources") == ()


def test_composing_twice_gives_the_same(content) -> None:
    assert compose(content) == compose(content)
    assert hash(compose(content).blocks) == hash(compose(content).blocks)


REACH = "exercises/demo-reach"
HANG = "exercises/demo-hang"
ITEMS = "- {exercise: demo-hang, dose: {sets: 2}, basis: [house]}"


def test_weeks_of_an_item_are_a_chip_unless_they_are_all_weeks(content) -> None:
    change(content, "routines/demo/routine.yaml", ITEMS, "- {exercise: demo-hang, weeks: 2-4}")
    assert blocks(content, "exercises")[1].dose[-1] == "weeks 2–4"
    change(content, "routines/demo/routine.yaml", "weeks: 2-4", "weeks: 1-4")
    assert "week" not in blocks(content, "exercises")[1].dose[-1]


def test_what_counts_in_this_routine_only(content) -> None:
    change(content, "routines/demo/en.yaml", "progression:", "items: {demo-hang: Only if it eases.}\nprogression:")
    change(content, f"{REACH}/en.yaml", "alt:", "note: One source says ten.\nalt:")
    first, second = blocks(content, "exercises")
    assert (first.remark, plain(first.note)) == (None, "One source says ten.")
    assert (plain(second.remark), second.note) == ("Only if it eases.", None)
    assert {"Only if it eases.", "One source says ten."} <= set(compose(content).lines())


def test_an_optional_exercise_is_added_by_name_at_its_place(content) -> None:
    change(content, "routines/demo/routine.yaml", "{exercise: demo-reach,", "{exercise: demo-reach, optional: true,")
    assert [b.name for b in blocks(content, "exercises")] == ["Demo hang"]
    assert [b.name for b in blocks(content, "exercises", add=("demo-reach",))] == ["Demo reach", "Demo hang"]
    with pytest.raises(ProblemError) as error:
        compose(content, changes={"demo-reach": Dose()})
    assert str(error.value) == "--set: 'demo-reach' is not in demo (it is optional: --add demo-reach)"


def test_any_exercise_can_be_added_at_the_end(content) -> None:
    found = blocks(
        content, "exercises", add=("cat-cow", "cat-cow"), changes={"cat-cow": Dose.model_validate({"reps": 3})}
    )
    assert [(b.number, b.name) for b in found][2:] == [(3, "Cat-cow")]
    assert found[2].dose[0] == "3 rounds"
    (log,) = blocks(content, "log", add=("cat-cow",))
    assert log.rows[2] == "3 Cat-cow"
    with pytest.raises(ProblemError) as error:
        compose(content, add=("cat-caw",))
    assert str(error.value) == "--add: there is no exercise 'cat-caw' (did you mean 'cat-cow'?)"


@pytest.mark.parametrize(
    ("positions", "down", "up"),
    [
        (("standing", "sitting"), [], []),
        (("standing", "supine"), [1], [1]),
        (("all-fours", "prone"), [0], [1]),
        (("kneeling", "standing"), [0], [0]),
    ],
)
def test_the_way_to_the_floor_and_back(content, positions, down, up) -> None:
    for folder, position in zip((REACH, HANG), positions, strict=True):
        change(content, f"{folder}/exercise.yaml", "position: standing", f"position: {position}")
    found = blocks(content, "exercises")
    assert [i for i, b in enumerate(found) if b.before] == down
    assert [i for i, b in enumerate(found) if b.after] == up
    assert all(plain(b.before).startswith("Getting down:") for b in found if b.before)
    assert all(plain(b.after).startswith("Getting up:") for b in found if b.after)


def test_a_general_list_of_signs_says_so_until_a_clinician_approves(content) -> None:
    (urgent,) = blocks(content, "urgent")
    assert urgent.remark.startswith("These lists are general.")
    given = {"name": "Dr A", "role": "GP", "date": "2026-01-31", "review_by": "2027-01-31"}
    assert blocks(content, "urgent", clinic=clinic(approved_by=given))[0].remark == ""
    put(content, "safety/gb.yaml", GB.replace("rf-chest, rf-nonsense", "rf-chest").replace("false", "true"))
    assert blocks(content, "urgent")[0].remark == ""


def test_numbers_are_those_of_the_country(content) -> None:
    for country, number in (("GB", "999"), ("SE", "112"), ("NO", "113")):
        (emergency,) = blocks(content, "emergency", country=country)
        assert emergency.title == f"Call {number} now for"
        assert len(emergency.items) >= 6


def test_an_exercise_alone(content) -> None:
    made = compose(content, name="demo-reach")
    assert (made.title, made.keywords[1]) == ("Demo reach", "DEMO-REACH-EN-GB")
    assert made.furniture.left.endswith("review by 1 November 2027")
    (block,) = (b for b in made.blocks if isinstance(b, ExerciseBlock))
    assert (block.number, block.name) == (0, "Demo reach")
    (glance,) = (b for b in made.blocks if isinstance(b, Glance))
    assert [(fact.label, fact.value) for fact in glance.facts] == [
        ("How often", ""),
        ("For how long", ""),
        ("Each time", "about 5 minutes"),
        ("You need", "chair, wall"),
    ]
    assert "• You rush." not in list(made.lines())
    change(content, f"{REACH}/en.yaml", "easier:", "mistakes: [You rush.]\neasier:")
    lines = list(compose(content, name="demo-reach").lines())
    assert lines[lines.index("Common mistakes") + 1] == "• You rush."
    with pytest.raises(ProblemError, match=r"is an exercise; only a routine.s list"):
        compose(content, name="demo-reach", add=("cat-cow",))


def danish(content) -> None:
    """A language of its own, so that the test does not wait for translations: English phrases under another name."""
    library = Library.load()
    for name in ("phrases/en.yaml", "safety/words/en.yaml"):
        put(content, name.replace("en", "xx"), (library.content.find(name) or content).read_text("utf-8"))
    change(content, "phrases/xx.yaml", "log_title: Tick", "log_title: Xx tick")


def test_words_that_are_not_there_are_a_problem(content) -> None:
    danish(content)
    put(content, "routines/demo/xx.yaml", (content / "routines/demo/en.yaml").read_text())
    with pytest.raises(ProblemError) as error:
        compose(content, language="xx")
    assert [str(problem).removeprefix(f"{content}/") for problem in error.value.problems] == [
        f"{folder}/xx.yaml: there are no words for it in the language 'xx' (translate it, or build with --fallback)"
        for folder in (REACH, HANG)
    ]


def test_english_words_stand_in_when_that_is_allowed(content) -> None:
    danish(content)
    put(content, f"{REACH}/xx.yaml", (content / f"{REACH}/en.yaml").read_text().replace("Demo reach", "Xx reach"))
    made = compose(content, language="xx", fallback=True)
    assert made.language == "xx-GB"
    tags = {(type(b).__name__, b.language) for b in made.blocks if hasattr(b, "language")}
    assert {("ExerciseBlock", ""), ("ExerciseBlock", "en-GB"), ("Head", "en-GB"), ("Notice", "")} <= tags
    head = made.blocks[0]
    assert isinstance(head, Head)
    assert head.notices == ("Parts of this sheet are in English. They have not been translated yet.",)
    (log,) = (b for b in made.blocks if isinstance(b, Log))
    assert (log.title, log.row_languages) == ("Xx tick off what you did", ("", "en-GB", ""))


def test_a_borrowed_disclaimer_stands_apart_from_what_is_in_the_sheets_language(content) -> None:
    danish(content)
    (content / "safety/words/xx.yaml").unlink()
    disclaimer, rest = blocks(content, "about", language="xx", fallback=True)
    assert (disclaimer.language, rest.language) == ("en-GB", "")
    assert "No clinician has approved" in plain(rest.paragraphs[-1])


def test_that_warning_signs_alone_are_in_english_is_told(content) -> None:
    danish(content)
    for folder in ("routines/demo", REACH, HANG):
        put(content, f"{folder}/xx.yaml", (content / f"{folder}/en.yaml").read_text())
    sections = ("head", "urgent", "exercises")
    assert compose(content, sections, language="xx", fallback=True).blocks[0].notices == ()
    (content / "safety/words/xx.yaml").unlink()
    (notice,) = compose(content, sections, language="xx", fallback=True).blocks[0].notices
    assert notice.startswith("Parts of this sheet are in English.")


def test_a_side_that_the_routine_itself_asks_for_and_no_exercise_knows(content) -> None:
    change(content, "routines/demo/routine.yaml", "dose: {sets: 2}", "dose: {side: left}")
    with pytest.raises(ProblemError, match=r"^'demo-hang' is not known as an exercise for one side"):
        compose(content)


def test_nothing_is_said_of_english_when_nothing_is_missing(content) -> None:
    head = compose(content, fallback=True).blocks[0]
    assert isinstance(head, Head)
    assert head.notices == ()
    assert compose(content, fallback=True) == compose(content)


@pytest.mark.parametrize("name", ["routines/demo/en.yaml", f"{HANG}/en.yaml", "safety/words/en.yaml"])
def test_words_that_are_a_draft_are_called_one(content, name) -> None:
    whole = (builtin("content") if name.startswith("safety") else content) / name
    put(content, name, whole.read_text("utf-8") + "draft: true\n")
    head = compose(content).blocks[0]
    assert isinstance(head, Head)
    assert head.notices == (Library.load([content]).phrases("en").phrases["draft"],)


def test_a_picture_that_nobody_describes_is_told(content) -> None:
    place = change(content, f"{REACH}/en.yaml", "  end: A stick reaches.\n", "")
    with pytest.raises(ProblemError) as caught:
        compose(content)
    assert [str(problem) for problem in caught.value.problems] == [
        f"{place}:14:3: alt.end: is missing (say what this picture shows)"
    ]
    danish(content)
    with pytest.raises(ProblemError, match=f"^{place}:14:3"):
        compose(content, language="xx", fallback=True)
    own = put(content, f"{REACH}/xx.yaml", place.read_text())
    with pytest.raises(ProblemError, match=f"^{own}:14:3"):
        compose(content, language="xx", fallback=True)
