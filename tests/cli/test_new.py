"""`handouts new`: what it makes builds at once, nothing is replaced by accident, copies are for changing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from handouts.authoring import starters
from handouts.authoring.schemas import KINDS as SCHEMAS
from handouts.cli import group, new
from handouts.cli.new import POSITIONS
from handouts.inspect.reading import read
from handouts.library.kinds import kind_of
from handouts.library.layers import builtin
from handouts.library.library import Library
from handouts.problems import ProblemError
from handouts.source import load, parse
from tests.schema_checker import faults


def call(*args: str, answers: str | None = None):
    return CliRunner().invoke(group, list(args), input=answers)


def problems(*args: str) -> str:
    """What the command says is wrong."""
    result = call(*args)
    assert isinstance(result.exception, ProblemError), result.output
    return str(result.exception)


MADE = {
    "exercise": ("exercise", "arm-raise", "--position", "sitting", "--name", "Arm raise: both"),
    "routine": ("routine", "monday-class", "--exercises", "cat-cow,arm-raise"),
    "leaflet": ("leaflet", "our-faq"),
    "layout": ("layout", "ours", "--base", "sheet"),
    "clinic": ("clinic", "--name", "Klinik Øst", "--country", "dk"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder that was empty, in which one of each was made."""
    here = tmp_path_factory.mktemp("new")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(here)
        for args in MADE.values():
            result = call("new", *args)
            assert result.exit_code == 0, (result.output, result.exception)
    return here


@pytest.fixture
def here(folder, monkeypatch):
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def empty(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(new, "_can_draw", lambda: False)
    return tmp_path


def test_all_of_it_builds_at_once(here) -> None:
    result = call("build", "arm-raise", "monday-class", "our-faq", "--force")
    assert result.exit_code == 0, result.output
    assert call("build", "monday-class", "--layout", "ours").exit_code == 0
    assert len(list((here / "build").glob("*.pdf"))) == 4


LEFT = {  # what the check of each kind tells: what its author still has to write
    "exercise": ["about-draft"], "routine": ["about-draft"], "leaflet": ["about-draft"], "layout": [],
    "clinic": ["about-contact", "about-feedback", "about-formats"],
}  # fmt: skip


def found() -> list[str]:
    """The rules that the check tells of the working folder's files."""
    paths = [name for name in ("content", "layouts", "clinic.yaml") if Path(name).exists()]
    told = json.loads(call("check", *paths, "--strict", "--format", "json").stdout)
    assert told["errors"] == 0
    return [problem["rule"] for problem in told["problems"]]


def test_together_they_leave_only_what_their_authors_have_to_write(here) -> None:
    assert sorted(found()) == sorted(rule for rules in LEFT.values() for rule in rules)


@pytest.mark.parametrize("kind", LEFT)
def test_alone_it_leaves_only_what_its_author_has_to_write(empty, kind) -> None:
    name = [] if kind == "clinic" else ["our-own"]
    assert call("new", kind, *name).exit_code == 0
    assert found() == LEFT[kind]


@pytest.mark.parametrize("lang", starters.languages())
def test_words_in_each_language_are_plain_and_marked_as_a_draft(empty, lang) -> None:
    for position in POSITIONS:
        told = call("new", "exercise", f"{position}-{lang}", "--lang", lang, "--position", position)
        assert told.stdout.endswith(f"--serve{'' if lang == 'en' else f' --lang {lang}'}\n"), told.stdout
    listed = ",".join(f"{position}-{lang}" for position in POSITIONS)
    assert call("new", "routine", "ours", "--lang", lang, "--exercises", listed).exit_code == 0
    assert call("new", "leaflet", "our-faq", "--lang", lang).exit_code == 0
    assert set(found()) == {"about-draft", "routine-length"}
    built = call("build", "ours", "our-faq", "--lang", lang)
    assert built.exit_code == 0, built.output
    draft = Library.load().phrases(lang).phrases["draft"]
    for path in Path("build").glob("*.pdf"):
        assert str(draft) in " ".join(" ".join(read(path.read_bytes()).lines()).split())


def test_without_the_line_it_is_no_draft(empty) -> None:
    call("new", "exercise", "arm-raise")
    words = Path("content/exercises/arm-raise/en.yaml")
    words.write_text("\n".join(line for line in words.read_text("utf-8").splitlines() if "draft:" not in line), "utf-8")
    assert found() == []
    assert call("build", "arm-raise").exit_code == 0
    assert "Draft" not in " ".join(read(Path("build/arm-raise.en.sheet.pdf").read_bytes()).lines())


def test_a_clinic_speaks_its_language(empty) -> None:
    assert call("new", "clinic", "--lang", "sv").exit_code == 0
    assert load(empty / "clinic.yaml").data == {
        "name": "Our clinic",
        "country": "SE",
        "paper": "a4",
        "languages": ["sv"],
    }
    told = call("new", "exercise", "arm-raise")
    assert told.stdout.endswith("next: handouts watch arm-raise --serve\n")
    assert (empty / "content/exercises/arm-raise/sv.yaml").is_file()
    assert call("build", "arm-raise").stdout.startswith("build/arm-raise.sv.sheet.pdf: built")
    assert "axelhöjd" in call("show", "arm-raise").stdout
    assert call("new", "exercise", "leg-raise", "--lang", "en").stdout.endswith("--serve --lang en\n")


def test_a_clinic_whose_language_has_no_words_to_start_with(empty) -> None:
    (empty / "clinic.yaml").write_text("name: Praxis\nlanguages: [de]\n", "utf-8")
    assert call("new", "exercise", "arm-raise").stdout.endswith("--serve --lang en\n")
    assert "one of: da, en, sv" in problems("new", "exercise", "leg-raise", "--lang", "de")


def test_an_exercise_in_a_folder_of_routines_is_missed_in_them(empty) -> None:
    call("new", "exercise", "arm-raise")
    call("new", "routine", "monday-class")
    assert sorted(found()) == ["about-draft", "about-draft", "exercise-unused"]


def test_every_file_names_a_schema_that_is_there_and_fits(here) -> None:
    files = [*here.rglob("content/**/*.yaml"), *here.glob("layouts/*.yaml"), here / "clinic.yaml"]
    assert len(files) == 9
    for path in files:
        first = path.read_text("utf-8").splitlines()[0]
        place = path.parent / first.removeprefix("# yaml-language-server: $schema=")
        rules = json.loads(place.read_text("utf-8"))
        assert rules["title"] == kind_of(path)
        assert faults(load(path).data, rules, rules) == []
    assert {path.stem for path in (here / ".handouts/schemas").iterdir()} == set(SCHEMAS)


def test_options_are_what_people_read(here) -> None:
    assert load(here / "content/exercises/arm-raise/en.yaml").data["name"] == "Arm raise: both"
    facts = load(here / "content/exercises/arm-raise/exercise.yaml").data
    assert (facts["position"], facts["equipment"]) == ("sitting", ["chair"])
    assert load(here / "clinic.yaml").data == {"name": "Klinik Øst", "country": "DK", "paper": "a4"}
    assert load(here / "content/routines/monday-class/routine.yaml").data["code"] == "MC"


def test_the_pictures_are_those_of_its_figure(here) -> None:
    before = (here / "content/exercises/arm-raise/end.svg").read_text("utf-8")
    assert call("draw", "arm-raise", "--bake").output == ""
    assert "skin" in before


def test_nothing_is_replaced_unless_that_is_wanted(here) -> None:
    file = here / "content/leaflets/our-faq/en.yaml"
    own = file.read_text("utf-8").replace("Our faq", "Ours")
    file.write_text(own, "utf-8")
    assert "already (choose another name)" in problems("new", "leaflet", "our-faq")
    assert "there is a leaflet 'our-faq' already" in problems("new", "routine", "our-faq")
    assert "is there already" in problems("new", "clinic")
    assert file.read_text("utf-8") == own
    assert call("new", "leaflet", "our-faq", "--force").exit_code == 0
    assert file.read_text("utf-8") != own


def test_a_name_of_the_library_is_told_with_the_way_to_change_it(empty) -> None:
    said = problems("new", "exercise", "cat-cow")
    assert "the library has an exercise 'cat-cow', which yours would replace" in said
    assert "handouts new exercise cat-cow --copy" in said
    assert "the library has a routine 'lower-back' (choose another name)" in problems("new", "exercise", "lower-back")
    assert list(empty.iterdir()) == []


def test_a_copy_under_the_same_name_differs_by_its_first_line_only(empty) -> None:
    assert call("new", "exercise", "cat-cow", "--copy").exit_code == 0
    own, theirs = empty / "content/exercises/cat-cow", builtin("content") / "exercises/cat-cow"
    assert {path.name for path in own.iterdir()} == {path.name for path in theirs.iterdir()}
    for path in own.iterdir():
        lines, original = path.read_text("utf-8"), (theirs / path.name).read_text("utf-8")
        assert lines == original if path.suffix == ".svg" else lines.endswith("\n" + original)
    assert "is there already" in problems("new", "exercise", "cat-cow", "--copy")
    (own / "en.yaml").write_text("name: Spoilt\n", "utf-8")
    assert call("new", "exercise", "cat-cow", "--copy", "--force").exit_code == 0
    assert load(own / "en.yaml").data["name"] == "Cat-cow", "the library's, not one's own"


@pytest.mark.parametrize(
    ("kind", "name", "file", "key", "value"),
    [
        ("routine", "desk-break", "content/routines/my-own/routine.yaml", "code", "MO"),
        ("leaflet", "faq-is-it-safe", "content/leaflets/my-own/leaflet.yaml", "code", "MO"),
        ("layout", "quick", "layouts/my-own.yaml", "name", "my-own"),
    ],
)
def test_a_copy_under_another_name_has_a_code_of_its_own(empty, kind, name, file, key, value) -> None:
    assert call("new", kind, "my-own", "--from", name).exit_code == 0
    assert load(empty / file).data[key] == value
    kept = original(kind, name).replace(f"{key}: {original_value(kind, name, key)}", f"{key}: {value}")
    assert (empty / file).read_text("utf-8").split("\n", 1)[1] == kept


def original(kind: str, name: str) -> str:
    """The facts of something in the library, as they are written."""
    place = f"layouts/{name}.yaml" if kind == "layout" else f"content/{kind}s/{name}/{kind}.yaml"
    return (builtin("content").parent / place).read_text("utf-8")


def original_value(kind: str, name: str, key: str) -> str:
    return str(parse(original(kind, name), "").data[key])


def test_a_copy_of_nothing(empty) -> None:
    assert "did you mean 'cat-cow'?" in problems("new", "exercise", "mine", "--from", "cat-cov")
    assert "there is no layout 'quikc'" in problems("new", "layout", "mine", "--from", "quikc")


def test_a_new_exercise_can_be_made_without_what_drawing_needs(empty) -> None:
    assert call("new", "exercise", "arm-raise").exit_code == 0
    words = load(empty / "content/exercises/arm-raise/en.yaml").data
    assert words["alt"]["start"].startswith("The picture is still to come.")
    result = call("build", "arm-raise")
    assert result.exit_code == 0, result.output


PICTURES = ("--picture", "a.JPG", "--picture", "b.png", "--credit", 'Ana "A" Ruiz', "--licence", "CC BY 4.0")


def test_an_exercise_of_own_pictures_builds_at_once(empty) -> None:
    from tests.library.logos import picture, saved

    (empty / "a.JPG").write_bytes(saved(picture(), "JPEG"))
    (empty / "b.png").write_bytes(saved(picture()))
    result = call("new", "exercise", "arm-raise", *PICTURES, "--alt", "A man: he stands.", "--alt", "He reaches up.")
    assert result.exit_code == 0, result.output
    folder = empty / "content/exercises/arm-raise"
    assert {path.name for path in folder.iterdir()} == {"exercise.yaml", "en.yaml", "start.jpg", "end.png"}
    facts, words = load(folder / "exercise.yaml").data, load(folder / "en.yaml").data
    assert facts["pictures"]["start"] == {"file": "start.jpg", "credit": 'Ana "A" Ruiz', "licence": "CC BY 4.0"}
    assert words["alt"] == {"start": "A man: he stands.", "end": "He reaches up."}
    assert "{start}" in words["steps"][0]
    assert "{end}" in words["steps"][1]
    assert call("build", "arm-raise").exit_code == 0
    assert found() == ["about-draft"]


@pytest.mark.parametrize(("count", "panels"), [(1, ["start"]), (3, ["start", "step-2", "end"])])
def test_any_number_of_pictures(empty, count, panels) -> None:
    from tests.library.logos import picture, saved

    (empty / "a.png").write_bytes(saved(picture()))
    each = ["--picture", "a.png", "--alt", "A man."] * count
    assert call("new", "exercise", "one", *each, "--credit", "Ana", "--licence", "CC0").exit_code == 0
    assert load(empty / "content/exercises/one/exercise.yaml").data["panels"] == panels
    assert call("build", "one").exit_code == 0


def test_pictures_that_cannot_be_printed_are_told_before_anything_is_written(empty) -> None:
    (empty / "b.png").write_bytes(b"GIF89a")
    said = problems("new", "exercise", "arm-raise", *PICTURES, "--alt", "A.", "--alt", "B.")
    assert "a.JPG: cannot be read: No such file" in said
    assert "b.png: is not a PNG file" in said
    assert not (empty / "content").exists()


def test_on_a_terminal_it_asks_what_pictures_show(empty, monkeypatch) -> None:
    from tests.library.logos import picture, saved

    (empty / "a.png").write_bytes(saved(picture()))
    monkeypatch.setattr(new, "_on_a_terminal", lambda: True)
    answers = {"What a.png shows, in one sentence": "A man.", "Who made the pictures": "Ana"}
    monkeypatch.setattr(new.click, "prompt", lambda question, default=None, **_: answers.get(question, default))
    assert call("new", "exercise", "one", "--picture", "a.png").exit_code == 0
    own = load(empty / "content/exercises/one/exercise.yaml").data["pictures"]["start"]
    assert own == {"file": "start.png", "credit": "Ana", "licence": "printed with permission"}


def test_on_a_terminal_it_asks(empty, monkeypatch) -> None:
    monkeypatch.setattr(new, "_on_a_terminal", lambda: True)
    asked: list[str] = []
    answers = {"Name, as people read it": "Reach up", "How it starts": "kneeling"}

    def prompt(question: str, default: str | None = None, **_: object) -> str:
        asked.append(question)
        return "reach-up" if default is None else answers.get(question, default)

    monkeypatch.setattr(new.click, "prompt", prompt)
    assert call("new", "exercise", "--category", "stretch").exit_code == 0
    assert asked == [
        "Name of the folder, such as arm-raise", "Name, as people read it", "What it is good for, in one sentence",
        "How it starts",
    ]  # fmt: skip
    facts = load(empty / "content/exercises/reach-up/exercise.yaml").data
    assert (facts["position"], facts["category"]) == ("kneeling", "stretch")
    assert load(empty / "content/exercises/reach-up/en.yaml").data["name"] == "Reach up"


def test_other_folders(empty) -> None:
    result = call("new", "exercise", "arm-raise", "--content", "deep/own")
    assert result.stdout.endswith("next: handouts watch arm-raise --serve --content deep/own\n")
    first = (empty / "deep/own/exercises/arm-raise/en.yaml").read_text("utf-8").splitlines()[0]
    assert first.endswith("$schema=../../../.handouts/schemas/exercise-words.json")
    assert Path("deep/.handouts/schemas/exercise-words.json").is_file()
    assert call("build", "arm-raise", "--content", "deep/own").exit_code == 0


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["pose", "x"], "'pose' is not one of"),
        (["routine"], "say how the routine is called"),
        (["clinic", "ours"], "there is one clinic here"),
        (["routine", "x", "--position", "sitting"], "--position is not for a routine"),
        (["exercise", "x", "--copy", "--from", "cat-cow"], "use one of them"),
        (["exercise", "cat-cow", "--copy", "--name", "Cat"], "a copy says what the original says"),
        (["exercise", "x", "--picture", "a.jpg", "--credit", "A", "--licence", "B"], "with as many times --alt"),
        (["exercise", "x", "--picture", "a.jpg", "--alt", "A man.", "--credit", "A"], "--licence once"),
        (["exercise", "x", "--credit", "A"], "say all of it"),
        (["routine", "x", "--picture", "a.jpg"], "are for a new exercise"),
    ],
)
def test_wrong_usage(empty, args, said) -> None:
    result = call("new", *args)
    assert result.exit_code == 2
    assert said in result.stderr
    assert list(empty.iterdir()) == []


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["exercise", "Arm Raise"], "'Arm Raise' is not a name"),
        (["exercise", "../up"], "'../up' is not a name"),
        (["layout", "grid-2"], "join lower-case letters by hyphens"),
        (["routine", "x", "--exercises", "cat-cov,nothing-like-it"], "did you mean 'cat-cow'?"),
        (["layout", "x", "--base", "shet"], "did you mean 'sheet'?"),
        (["clinic", "--country", "FR"], "one of: DE, DK"),
    ],
)
def test_bad_names(empty, args, said) -> None:
    assert said in problems("new", *args)
    assert list(empty.iterdir()) == []
