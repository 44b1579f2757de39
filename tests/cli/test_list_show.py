from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner

from handouts.cli import group
from handouts.problems import ProblemError
from tests.checks import changed
from tests.content import change, write_leaflet
from tests.sample import sample_pdf


def run(*args: object):
    return CliRunner().invoke(group, [str(arg) for arg in args])


def test_list_names_titles_and_languages(content) -> None:
    result = run("list", "routines", "--content", content)
    assert result.exit_code == 0
    assert ["demo", "Demo routine", "en"] in [re.split("  +", line) for line in result.stdout.split("\n")]
    everything = run("list", "--content", write_leaflet(content)).stdout.split("\n")
    assert any(line.split() == ["demo-faq", "Demo", "questions", "en"] for line in everything)
    assert any(line.endswith("The parts of a stick  en") for line in everything)
    assert any(line.startswith("  cat-cow ") and "Cat-cow" in line for line in everything)
    assert any(line.startswith("people (") for line in everything)


def test_titles_are_in_the_language_of_the_clinic(content, tmp_path) -> None:
    (tmp_path / "clinic.yaml").write_text("name: Klinik\nlanguages: [da]\n")
    lines = run("list", "exercises", "--content", content, "--clinic", tmp_path / "clinic.yaml").stdout.split("\n")
    assert any("Kat-kamel" in line for line in lines)
    assert any("Demo reach" in line for line in lines)  # which has no other words


def test_list_as_json(content) -> None:
    found = json.loads(run("list", "--json", "--content", content).stdout)
    assert list(found) == ["exercises", "routines", "leaflets", "education", "layouts", "languages", "people"]
    assert {"name": "demo-reach", "languages": ["en"], "title": "Demo reach"} in found["exercises"]
    assert {"name": "en"} in found["languages"]


def test_a_broken_file_does_not_spoil_the_list(content) -> None:
    change(content, "exercises/demo-reach/en.yaml", "name: Demo", "name: 'Demo")
    result = run("list", "exercises", "--content", content)
    assert result.exit_code == 0
    assert "(cannot be read: see 'handouts check')" in result.stdout


def test_list_of_an_unknown_kind() -> None:
    result = run("list", "exercise")
    assert result.exit_code == 2
    assert "'exercises'" in result.stderr


def test_show_an_exercise(content) -> None:
    result = run("show", "demo-reach", "--content", content)
    assert result.exit_code == 0
    assert result.stdout == (
        "Demo reach (demo-reach, version 1.0)\n"
        "Makes sides long.\n"
        "\n"
        "  1. Stand tall [start], arms by your sides.\n"
        "  2. Reach up [end].\n"
        "  3. Come back.\n"
        "\n"
        "Feel       along your sides.\n"
        "Take care  Do not hold your breath.\n"
        "           Stop when tired.\n"
        "Easier     Reach less.\n"
        "Dose       8–12 times, hold 5 s, each side, slow and even\n"
        "Basis      house\n"
        "Kind       mobility, standing\n"
        "Needs      chair, wall\n"
        "Languages  en\n"
        "Pictures   start, end\n"
    )


def test_show_says_which_pictures_are_missing(content) -> None:
    (content / "exercises/demo-reach/end.svg").unlink()
    assert "Pictures   start, end (missing)" in run("show", "demo-reach", "--content", content).stdout


def test_show_a_routine(content) -> None:
    lines = run("show", "demo", "--content", content).stdout.split("\n")
    assert lines[0] == "Demo routine (demo, DEMO, version 1.3)"
    assert "  1. Demo reach (demo-reach): 8–12 times, hold 5 s, each side, slow and even" in lines
    assert "How often  2–3 times a week" in lines
    assert "Each time  about 10 minutes" in lines
    assert "Source     s000-4: Gigtforeningen. (n.d.). Øvelser for ryggen." in lines
    assert "Review by  2027-11-01" in lines


def test_show_tells_weeks_and_what_is_optional(content) -> None:
    old = "{exercise: demo-hang, dose: {sets: 2}, basis: [house]}"
    change(content, "routines/demo/routine.yaml", old, "{exercise: demo-hang, weeks: 2-4, optional: true}")
    lines = run("show", "demo", "--content", content).stdout.split("\n")
    assert "  2. Demo hang (demo-hang) (optional): hold 30 s, 3 times, rest 20 s between sets, weeks 2–4" in lines
    assert "Each time  about 5 minutes" in lines


def test_show_a_leaflet_and_an_education_block(content) -> None:
    write_leaflet(content)
    lines = run("show", "demo-faq", "--content", content).stdout.split("\n")
    assert lines[0] == "Demo questions (demo-faq, DFAQ, version 1.1)"
    assert "why: Why does it hurt?" in lines
    assert "  [s000-4] One source says so, another says the opposite." in lines
    assert "Pictures   demo-parts, demo-reach/start, demo-reach/end" in lines
    lines = run("show", "demo-parts", "--content", content).stdout.split("\n")
    assert "  head: head: It looks around. [s000-4]" in lines
    assert "  number: (not printed) [s000-4]" in lines
    assert json.loads(run("show", "demo-faq", "--json", "--content", content).stdout)["kind"] == "leaflet"


def test_show_as_json_tells_what_is_written(content) -> None:
    found = json.loads(run("show", "demo-reach", "--json", "--content", content).stdout)
    assert found["kind"] == "exercise"
    assert found["facts"]["dose"]["reps"] == "8-12"
    assert found["words"]["name"] == "Demo reach"
    assert found["pictures"] == {"start": True, "end": True}
    assert json.loads(run("show", "demo", "--json", "--content", content).stdout)["facts"]["code"] == "DEMO"


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["demo-rech"], "there is no exercise, routine, leaflet or education 'demo-rech' (did you mean 'demo-reach'?)"),
        (["demo", "--lang", "fr"], "has no words in the language 'fr' (one of: en)"),
        (["../demo"], "there is no exercise, routine, leaflet or education '../demo' (did you mean 'demo'?)"),
    ],
)
def test_show_of_what_is_not_there(args, message, content) -> None:
    result = run("show", *args, "--content", content)
    assert isinstance(result.exception, ProblemError)
    assert message in str(result.exception)


def test_a_folder_that_is_not_there(tmp_path) -> None:
    result = run("list", "--content", tmp_path / "none")
    assert isinstance(result.exception, ProblemError)
    assert str(result.exception) == f"{tmp_path / 'none'}: there is no such folder"


def test_show_the_reading_of_a_pdf(tmp_path) -> None:
    (tmp_path / "sheet.pdf").write_bytes(sample_pdf())
    result = run("show", "--reading", tmp_path / "sheet.pdf")
    assert result.exit_code == 0
    assert "\nheading 1: Upper back relief\n" in result.stdout


def test_words_of_a_pdf_cannot_drive_the_terminal(tmp_path) -> None:
    evil = changed(sample_pdf(), lambda writer: writer.add_metadata({"/Title": "a\x1b]0;owned\x07b"}))
    (tmp_path / "evil.pdf").write_bytes(evil)
    line = run("show", "--reading", tmp_path / "evil.pdf").stdout.splitlines()[0]
    assert line == r"title: a\x1b]0;owned\x07b"


@pytest.mark.parametrize("data", [None, b"no pdf"])
def test_the_reading_of_what_is_no_pdf(tmp_path, data) -> None:
    path = tmp_path / "x.pdf"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(ProblemError, match=r"x.pdf: cannot be read"):
        raise run("show", "--reading", path).exception


def test_own_pictures_are_shown_with_whose_they_are(content) -> None:
    facts = content / "exercises/demo-reach/exercise.yaml"
    own = "pictures: {end: {file: me.jpg, credit: Ana Ruiz, licence: CC BY 4.0}}\n"
    facts.write_text(facts.read_text("utf-8") + own, "utf-8")
    result = CliRunner().invoke(group, ["show", "demo-reach", "--content", str(content)])
    assert "Credit     end: Ana Ruiz, CC BY 4.0\n" in result.stdout
    assert "Pictures   start, end (missing)\n" in result.stdout
    (facts.parent / "me.jpg").write_bytes(b"")
    result = CliRunner().invoke(group, ["show", "demo-reach", "--content", str(content)])
    assert "Pictures   start, end\n" in result.stdout
