from __future__ import annotations

import shutil

import pytest

from handouts.library.check import check_library
from handouts.library.check_paths import Checked, check_file, check_paths
from handouts.library.kinds import KINDS
from handouts.library.library import Library
from handouts.library.translation import digest
from handouts.rules.registry import RULES
from tests.content import TODAY, change, put

MORE: dict = {}

pytestmark = pytest.mark.usefixtures("no_items")


def found(content) -> list[str]:
    """The problems of the sample content, with places below its folder; each breaks a rule of its level."""
    problems = check_library(Library.load([content]), TODAY)
    own = [problem for problem in problems if problem.path.startswith(str(content))]
    assert [RULES[problem.rule].level for problem in own] == [problem.level for problem in own]
    return [str(problem).replace(f"{content}/", "") for problem in own]


def test_the_sample_is_in_order(content) -> None:
    assert found(content) == []


REACH = "exercises/demo-reach/exercise.yaml"
REACH_EN = "exercises/demo-reach/en.yaml"
ROUTINE = "routines/demo/routine.yaml"
ROUTINE_EN = "routines/demo/en.yaml"


@pytest.mark.parametrize(
    ("name", "old", "new", "wanted"),
    [
        (REACH, "basis: [house]", "basis: [hause]", [
            f"{REACH}:8:9: basis.0: 'hause' is not in sources.yaml",
            f"{REACH}:8:9: warning: basis.0: no evidence of certainty A or B from 'hause' is given"
            " (add it, or write house)",
        ]),
        (REACH, "panels:", "sources: [s000-4, s000-44]\npanels:",
         [f"{REACH}:9:19: sources.1: 's000-44' is not in sources.yaml (did you mean 's000-4'?)"]),
        (REACH, "panels:", "evidence:\n- {figure: x, source: house, certainty: A}\npanels:",
         [f"{REACH}:10:23: evidence.0.source: 'house' is not in sources.yaml"]),
        (REACH, "basis: [house]", "basis: [s001]\nevidence:\n- {figure: x, source: s001, certainty: C}",
         [f"{REACH}:8:9: warning: basis.0: no evidence of certainty A or B from 's001' is given"
          " (add it, or write house)"]),
        (REACH, "[chair, wall]", "[chair, trapeze]",
         [f"{REACH}:6:20: equipment.1: there is no phrase for 'trapeze' (add equipment_trapeze to phrases/en.yaml)"]),
        (REACH, "region:", "muscles: [wing]\nregion:",
         [f"{REACH}:5:11: muscles.0: there is no phrase for 'wing' (add muscle_wing to phrases/en.yaml)"]),
        (REACH, "[start, end]", "[start, end, top]", [
            "exercises/demo-reach/top.svg: the picture is missing (run: handouts draw --bake demo-reach)",
            f"{REACH_EN}:5:1: warning: steps: no step refers to the picture 'top' (put {{top}} into a step)",
            f"{REACH_EN}:14:3: alt.top: is missing (say what this picture shows)",
        ]),
        (REACH_EN, 'version: "1.0"', 'version: "1.1"',
         [f"{REACH_EN}:1:10: version: these words tell version 1.1, but the facts are version 1.0"
          " (read them against the facts, then set the version)"]),
        (REACH_EN, "steps:", "draft: true\nsteps:",
         [f"{REACH_EN}:4:1: warning: draft: these words are a draft, and sheets say so"
          " (make them yours, then take this line out)"]),
        (REACH_EN, "  end: A", "  ende: A", [
            f"{REACH_EN}:14:3: alt.end: is missing (say what this picture shows)",
            f"{REACH_EN}:15:3: alt.ende: is not a picture of this exercise (did you mean 'end'?)",
        ]),
        (REACH_EN, " {end}", "",
         [f"{REACH_EN}:5:1: warning: steps: no step refers to the picture 'end' (put {{end}} into a step)"]),
        (ROUTINE, "exercise: demo-hang", "exercise: demo-reach", [
            f"{ROUTINE}:9:14: items.1.exercise: 'demo-reach' is listed twice (it is on line 8 too)",
            "exercises/demo-hang/exercise.yaml:1:1: warning: is in no routine"
            " (add it to one, or say why not: stands_alone: REASON)",
        ]),
        (REACH, "panels:", "stands_alone: for one patient\npanels:",
         [f"{REACH}:9:1: warning: stands_alone: is in a routine (leave this out)"]),
        (ROUTINE_EN, "progression:", "items: {demo-hang: x, demo-rech: z}\nprogression:",
         [f"{ROUTINE_EN}:6:23: items.demo-rech: is not an exercise of this routine (did you mean 'demo-reach'?)"]),
        (ROUTINE_EN, "title:", "translates: \"01234567\"\ntitle:",
         [f"{ROUTINE_EN}:2:1: translates: the English text translates nothing (leave it out)"]),
        (ROUTINE, "sources: [s000-4]", "sources: [house]",
         [f"{ROUTINE}:12:11: sources.0: 'house' is not in sources.yaml"]),
        (ROUTINE, "review_by: 2027-11-01", "review_by: 2026-11-01",
         [f"{ROUTINE}:4:12: review_by: is not after the day it was published"]),
        (ROUTINE, "review_by: 2027-11-01", "review_by: 2026-11-20",
         [f"{ROUTINE}:4:12: review_by: has passed (have the routine reviewed, then set a new date)"]),
        (ROUTINE_EN, 'version: "1.3"', 'version: "1.2"',
         [f"{ROUTINE_EN}:1:10: version: these words tell version 1.2, but the facts are version 1.3"
          " (read them against the facts, then set the version)"]),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_found(name, old, new, wanted, content) -> None:
    change(content, name, old, new)
    assert sorted(found(content)) == sorted(wanted)


def test_several_problems_in_several_files_come_at_once(content) -> None:
    change(content, REACH, "standing", "floating")
    change(content, "exercises/demo-hang/en.yaml", "feel:", "feels:")
    change(content, REACH_EN, "feel:", "feels:")
    change(content, ROUTINE, "weeks: 4", "weeks: 4-2")
    change(content, ROUTINE_EN, "title: Demo", "titel: Demo")
    lines = found(content)
    assert lines == sorted(lines)
    assert [line.split(": ")[0].rsplit(":", 2)[0] for line in lines] == [
        *["exercises/demo-hang/en.yaml"] * 2,
        *[REACH_EN] * 2,
        REACH,
        *[ROUTINE_EN] * 2,
        ROUTINE,
    ]


def test_items_without_words(content) -> None:
    (content / REACH_EN).unlink()
    assert found(content) == [
        f"{REACH}:1:1: there are no words for it in any language (add en.yaml beside it)",
        f"{ROUTINE_EN}:1:1: its exercise 'demo-reach' has no words in this language (add en.yaml to the exercise)",
    ]


def test_a_routine_in_a_new_language_needs_everything_in_it(content) -> None:
    put(content, "routines/demo/xx.yaml", (content / ROUTINE_EN).read_text())
    assert found(content) == [
        f"routines/demo/xx.yaml:1:1: {what}"
        for what in (
            'translates: is missing (write "f7242871" when it says what routines/demo/en.yaml says)',
            "its exercise 'demo-reach' has no words in this language (add xx.yaml to the exercise)",
            "its exercise 'demo-hang' has no words in this language (add xx.yaml to the exercise)",
            "there is no phrases/xx.yaml (add it)",
            "there is no safety/words/xx.yaml (add it)",
        )
    ]


def test_phrases_of_a_language_match_the_english_ones(content) -> None:
    english = Library.load().phrases("en").phrases
    lines = ["phrases:"]
    for key, phrase in english.items():
        if key == "name":
            continue
        text = phrase if isinstance(phrase, str) else phrase.other
        lines.append(f"  {key}: {'no slot' if key == 'picture_n' else text!r}")
    put(content, "phrases/xx.yaml", "\n".join([*lines, "  extra: more"]))
    last = len(lines) + 1
    at = next(n for n, line in enumerate(lines, 1) if "picture_n" in line)
    assert found(content) == [
        "phrases/xx.yaml:1:1: formats: is missing (say how dates are written, as phrases/en.yaml does)",
        "phrases/xx.yaml:2:3: phrases.name: is missing (in English: Name)",
        f"phrases/xx.yaml:{at}:14: phrases.picture_n: needs the same slots as in English: Picture {{x}}: {{y}}",
        f"phrases/xx.yaml:{last}:3: warning: phrases.extra: has no English phrase",
    ]


def test_safety_of_a_country(content) -> None:
    put(content, "safety/se.yaml", "\n".join((
        "country: DK", "emergency: {number: '112', signs: [rf-chest, rf-chest]}", "urgent: {signs: [rf-new]}",
        "source: x", "checked: 2026-01-01", "official: false",
    )))  # fmt: skip
    words = 'version: "1.0"\nstop_rules: {a: b}\nsigns: {rf-chest: x, rf-old: z}\nroutes: {GB: x}\ndisclaimer: x\n'
    put(content, "safety/words/xx.yaml", words)
    lines = [line for line in found(content) if "rf-" not in line or "chest" in line or "new" in line or "old" in line]
    lines = [line for line in lines if "translates" not in line and "stop_rules" not in line]
    assert lines == [
        "safety/se.yaml:1:10: country: is not the country of the file's name, SE",
        "safety/se.yaml:2:46: emergency.signs.1: 'rf-chest' is listed twice",
        "safety/words/xx.yaml:3:8: signs.rf-new: is missing (a country lists this sign)",
        "safety/words/xx.yaml:3:22: warning: signs.rf-old: is used by no country",
        *(
            f"safety/words/xx.yaml:4:9: routes.{country}: is missing (say whom to ask in this country)"
            for country in ("DE", "DK", "ES", "IE", "NO", "US")  # SE is the file that says DK
        ),
    ]


def test_a_single_file_is_told_by_its_name_and_place(tmp_path) -> None:
    advice = check_file(put(tmp_path, "clinic.yaml", "name: x\n"), KINDS, TODAY)
    assert {problem.level for problem in advice} == {"warning"}
    (problem,) = check_file(put(tmp_path, "notes.yaml", "name: x\n"), KINDS, TODAY)
    assert problem.message == "what this file is for cannot be told from its name and place"
    (problem,) = check_file(put(tmp_path, "phrases/en.yaml", "phrase: {}\n"), KINDS, TODAY)[:1]
    assert problem.field in ("phrases", "phrase")


def check(content, *paths) -> Checked:
    return check_paths(paths, (), (), TODAY, MORE)


def test_a_folder_of_content_is_laid_over_the_library(content) -> None:
    change(content, ROUTINE, "demo-hang", "demo-hong")
    change(content, REACH, "standing", "floating")
    everything = check(content, content)
    assert {problem.path for problem in everything.problems} == {str(content / ROUTINE), str(content / REACH)}
    assert everything.files == 7
    (problem,) = check(content, content / "routines").problems
    assert problem.message == "there is no exercise 'demo-hong'"
    assert [problem.message for problem in check(content, content / REACH).problems] == [
        "'floating' is not one of the choices"
    ]
    assert check(content, content / REACH_EN).files == 1


def test_stray_files_are_told(content) -> None:
    put(content, "exercises/demo-reach/english.yaml", "name: x\n")
    (problem,) = check(content, content).problems
    assert problem.path.endswith("english.yaml")


@pytest.mark.parametrize("name", ["phrases/en.yaml", "safety/gb.yaml", "safety/words/en.yaml", "sources.yaml"])
def test_a_broken_file_that_others_need_does_not_stop_the_check(name, content) -> None:
    put(content, name, "a: 'open\n")
    change(content, ROUTINE, "weeks: 4", "weeks: 0")
    lines = found(content)
    assert f"{name}:1:4: a quotation mark is not closed (add the closing one)" in lines
    assert f"{ROUTINE}:11:8: weeks: must be from 1 to 104" in lines


def test_pictures_count_where_they_lie(content) -> None:
    (content / "exercises/demo-reach/end.svg").write_text("<svg/>")
    (problem,) = check(content, content / "exercises").problems
    assert problem.message.startswith("the picture cannot be used")
    assert check(content, content / "routines").problems == ()


def test_errors_and_warnings_are_counted(content) -> None:
    change(content, REACH_EN, " {end}", "")
    change(content, ROUTINE, "basis: [house]", "basis: [hause]")
    checked = check(content, content)
    assert (checked.errors, checked.warnings) == (2, 1)


def test_a_language_that_the_folder_offers_is_missed(content) -> None:
    put(content, "phrases/xx.yaml", (Library.load().content.find("phrases/en.yaml") or content).read_text("utf-8"))
    missed = {"routines/demo/routine.yaml", REACH, "exercises/demo-hang/exercise.yaml"}
    for spoken in (False, True):
        problems = check_library(Library.load([content]), TODAY)
        told = [problem for problem in problems if "'xx', which its folder offers" in problem.message]
        assert {p.path.removeprefix(f"{content}/") for p in told if p.path.startswith(str(content))} == (
            missed if spoken else set()
        )
        assert {(p.level, p.hint) for p in told} <= {("warning", "write xx.yaml, or build with --fallback")}
        put(content, "safety/words/xx.yaml", 'version: "1.0"\nstop_rules: {}\nsigns: {}\nroutes: {}\ndisclaimer: x\n')


def drift(content) -> list[str]:
    return [line for line in found(content) if "translates" in line]


def test_a_translation_notices_that_its_original_changes(content) -> None:
    words = (content / REACH_EN).read_text()
    danish = "exercises/demo-reach/da.yaml"
    put(content, danish, words)
    (line,) = drift(content)
    stamp = line.split('"')[1]
    assert line == f'{danish}:1:1: translates: is missing (write "{stamp}" when it says what {REACH_EN} says)'
    put(content, danish, words.replace("name:", f'translates: "{stamp}"\nname:', 1))
    assert drift(content) == []
    change(content, REACH_EN, 'version: "1.0"', '# a remark\nversion: "1.0"')
    change(content, REACH_EN, "- Come back.", "-   Come\n    back.")
    assert drift(content) == []
    change(content, REACH_EN, "Reach less.", "Reach lower.")
    (line,) = drift(content)
    assert line.startswith(f"{danish}:2:13: translates: the English text has changed since this translation (read it")
    assert stamp not in line


def test_digests_stand_in_files_for_ever(content) -> None:
    """Another way to count would call every translation outdated."""
    change(content, REACH_EN, "purpose: Makes sides long.\n", "draft: true\n")  # which is no word of the text
    source = Library.load([content]).words_source("exercises", "demo-reach", "en")
    assert digest(source) == "fa74d9ab"


def test_words_that_are_not_plain(content) -> None:
    long = "Reach up as far as you can and then hold on to whatever there is above you {end}."
    change(content, REACH_EN, "- Reach up {end}.", f"- {long}")
    change(content, "exercises/demo-hang/en.yaml", "feel: in your arms.", "feel: in half of your biceps femoris.")
    put(content, "glossary/en.yaml", "terms: {biceps femoris: [back of your thigh]}\n")
    assert found(content) == [
        "exercises/demo-hang/en.yaml:5:7: warning: feel: 'biceps femoris' is not explained"
        " (say 'back of your thigh' instead or beside it)",
        f"{REACH_EN}:6:3: warning: steps.1: a step of 17 words; at most 15 are easy to follow (make two of it)",
    ]


def test_sources_that_nothing_refers_to(content) -> None:
    entries = (
        'sources:\n  s-new: {entry: "New.", quality: ok}\n  s-poor: {entry: "Poor.", quality: weak}\n'
        '  s-used: {entry: "Used.", quality: ok}\n'
    )
    put(content, "sources.yaml", entries)
    change(content, ROUTINE, "sources: [s000-4]", "sources: [s-used]")
    wanted = "sources.yaml:2:3: warning: sources.s-new: nothing refers to this source (cite it, or remove it)"
    assert found(content) == [wanted]


def test_a_name_is_used_once(content) -> None:
    (content / "routines/demo").rename(content / "routines/demo-reach")
    assert found(content) == [
        "routines/demo-reach/routine.yaml:1:1: an exercise has the name 'demo-reach' too (rename one of the folders)"
    ]


def test_a_code_is_used_once(content) -> None:
    shutil.copytree(content / "routines/demo", content / "routines/zz")
    assert found(content) == ["routines/zz/routine.yaml:2:7: code: is the code of 'demo' too (give each sheet its own)"]


def test_an_exercise_may_stand_alone(content) -> None:
    change(content, ROUTINE, "- {exercise: demo-hang, dose: {sets: 2}, basis: [house]}\n", "")
    (line,) = found(content)
    assert "demo-hang/exercise.yaml:1:1: warning: is in no routine" in line
    change(content, "exercises/demo-hang/exercise.yaml", "panels:", "stands_alone: only for climbers\npanels:")
    assert found(content) == []


@pytest.mark.parametrize(
    ("name", "line", "rule"),
    [
        (ROUTINE, "author: ", "about-author"),
        (ROUTINE, "published: ", "about-dates"),
        (ROUTINE, "review_by: ", "about-dates"),
        (ROUTINE_EN, "audience: ", "about-audience"),
        (ROUTINE_EN, "not_when: ", "safety-not-when"),
        (REACH, "dose: ", "exercise-dose"),
        (REACH, "position: ", "exercise-position"),
        (REACH, "region: ", "content-form"),
        (REACH_EN, "feel: ", "exercise-feel"),
    ],
)
def test_what_is_left_out_breaks_the_rule_that_asks_for_it(name, line, rule, content) -> None:
    """By itself: what it breaks elsewhere is another matter."""
    words = (content / name).read_text().splitlines()
    (content / name).write_text("\n".join(one for one in words if not one.startswith(line)) + "\n")
    assert [problem.rule for problem in check_file(content / name, KINDS, TODAY) if problem.level == "error"] == [rule]


@pytest.mark.parametrize("key", ["credit", "licence"])
def test_a_picture_of_ones_own_says_whose_it_is(key, content) -> None:
    own = {"file": "a.png", "credit": "B", "licence": "CC BY 4.0"}
    told = "".join(f"    {name}: {value}\n" for name, value in own.items() if name != key)
    path = put(content, REACH, (content / REACH).read_text() + f"pictures:\n  start:\n{told}")
    (problem,) = check_file(path, KINDS, TODAY)
    assert (problem.rule, problem.field) == ("about-licence", f"pictures.start.{key}")


def test_fonts_of_a_clinic_are_looked_for(tmp_path) -> None:
    path = put(tmp_path, "clinic.yaml", "name: x\nfonts: [gone.ttf]\n")
    (problem,) = check_file(path, KINDS, TODAY)
    assert (problem.rule, problem.line) == ("reference-dead", 2)
