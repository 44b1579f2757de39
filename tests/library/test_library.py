from __future__ import annotations

from pathlib import Path

import pytest

from handouts.drawing import OWN_COLOURS
from handouts.library.layers import Layers, builtin
from handouts.library.library import Library
from handouts.pattern import Dash, Hatch, Nearest
from handouts.problems import ProblemError
from tests.content import REACH, change, put

CONTENT = builtin("content")


def problem(call, *args) -> str:
    with pytest.raises(ProblemError) as caught:
        call(*args)
    return str(caught.value)


def names(library: Library, content: Path) -> list[str]:
    """The files read, below either folder."""
    return [
        str(path.relative_to(content if path.is_relative_to(content) else CONTENT)) for path in library.files_read()
    ]


def test_nothing_is_read_before_it_is_asked_for(content) -> None:
    library = Library.load([content])
    assert library.files_read() == ()
    library.routine("demo")
    assert names(library, content) == ["routines/demo/routine.yaml"]
    library.exercise_words("demo-reach", "en")
    library.drawing("demo-reach", "end")
    assert names(library, content) == [
        "exercises/demo-reach/en.yaml",
        "exercises/demo-reach/end.svg",
        "exercises/demo-reach/exercise.yaml",
        "routines/demo/routine.yaml",
    ]
    assert [source.path for source in library.sources_read()] == [
        str(content / name)
        for name in ("exercises/demo-reach/en.yaml", "exercises/demo-reach/exercise.yaml", "routines/demo/routine.yaml")
    ]


def test_a_file_is_read_once(content) -> None:
    library = Library.load([content])
    first = library.exercise("demo-reach")
    change(content, "exercises/demo-reach/exercise.yaml", "standing", "sitting")
    assert library.exercise("demo-reach") is first
    assert library.drawing("demo-reach", "end") is library.drawing("demo-reach", "end")
    assert Library.load([content]).exercise("demo-reach").position == "sitting"


def test_a_bad_file_stays_bad_for_one_library(content) -> None:
    path = change(content, "exercises/demo-reach/exercise.yaml", "standing", "floating")
    library = Library.load([content])
    assert "'floating' is not one of the choices" in problem(library.exercise, "demo-reach")
    path.write_text(REACH)
    assert "'floating'" in problem(library.exercise, "demo-reach")
    assert Library.load([content]).exercise("demo-reach").position == "standing"


def test_later_folders_win_file_by_file(content, tmp_path) -> None:
    over = tmp_path / "over"
    words = (content / "exercises/demo-reach/en.yaml").read_text().replace("Demo reach", "My reach")
    put(over, "exercises/demo-reach/en.yaml", words)
    library = Library.load([content, over])
    assert library.exercise_words("demo-reach", "en").name == "My reach"
    assert library.exercise("demo-reach").position == "standing"
    assert library.drawing("demo-reach", "start").paths
    assert Library.load([over, content]).exercise_words("demo-reach", "en").name == "Demo reach"
    assert over / "exercises/demo-reach/exercise.yaml" in library.files_absent()
    assert over / "exercises/demo-reach/en.yaml" in library.files_read()


def test_phrases_and_sources_are_laid_over_entry_by_entry(tmp_path) -> None:
    put(tmp_path, "phrases/en.yaml", "phrases: {name: Your name, mine: x}\n")
    put(tmp_path, "sources.yaml", "sources: {s000-4: {entry: Other, quality: weak}, own: {entry: Own, quality: ok}}\n")
    plain, library = Library.load(), Library.load([tmp_path])
    own = library.phrases("en").phrases
    assert own["name"] == "Your name"
    assert own == plain.phrases("en").phrases | {"name": "Your name", "mine": "x"}
    entries = library.sources().sources
    assert entries["s000-4"].entry == "Other"
    assert entries.keys() == plain.sources().sources.keys() | {"own"}


def test_safety_words_are_replaced_as_a_whole(tmp_path) -> None:
    text = 'version: "2.0"\nstop_rules: {a: Stop.}\nsigns: {b: Sign}\nroutes: {GB: Call.}\ndisclaimer: None.\n'
    put(tmp_path, "safety/words/en.yaml", text)
    assert Library.load([tmp_path]).safety_words("en").stop_rules == {"a": "Stop."}


def test_what_there_is(content) -> None:
    library = Library.load([content])
    put(content, "exercises/half/en.yaml", "name: x\n")
    put(content, "exercises/.hidden/exercise.yaml", REACH)
    put(content, "exercises/Bad Name/exercise.yaml", REACH)
    put(content, "exercises/demo-hang/da.yaml", "name: x\n")
    slugs = library.slugs("exercises")
    assert {"demo-hang", "demo-reach", "cat-cow"} <= set(slugs)
    assert not {"half", ".hidden", "Bad Name"} & set(slugs)
    assert slugs == sorted(slugs)
    assert library.languages("exercises", "demo-hang") == ["da", "en"]
    assert library.languages("exercises", "cat-cow")[0] <= "en"
    assert "demo" in library.slugs("routines")
    assert "sheet" in library.slugs("layouts")
    assert "en" in library.slugs("languages")
    assert "gb" in library.slugs("countries")


def test_leaflets_and_education_blocks(leaflet) -> None:
    library = Library.load([leaflet])
    assert "demo-faq" in library.slugs("leaflets")
    assert [question.id for question in library.leaflet("demo-faq").questions] == ["why", "hurt"]
    assert library.leaflet_words("demo-faq", "en").questions["hurt"].answer == ("Then stop.",)
    assert library.education("demo-parts").picture == "parts"
    assert library.education_words("demo-parts", "en").points["tip"] == "Keep it upright."
    assert [label.id for label in library.picture("education", "demo-parts", "parts").labels] == ["head", "stick"]
    assert [library.kind_of(name) for name in ("demo", "demo-faq", "demo-reach")] == [
        "routines",
        "leaflets",
        "exercises",
    ]
    assert problem(library.leaflet, "demo-faqs") == "there is no leaflet 'demo-faqs' (did you mean 'demo-faq'?)"
    assert problem(library.education, "part").startswith("there is no education 'part'")
    assert problem(library.kind_of, "demo-fag") == (
        "there is no routine, leaflet or exercise 'demo-fag' (did you mean 'demo-faq'?)"
    )
    assert problem(library.kind_of, "../demo") == (
        "there is no routine, leaflet or exercise '../demo' (did you mean 'demo'?)"
    )


def test_a_later_folder_replaces_phrases_and_formats(tmp_path) -> None:
    put(tmp_path, "a/phrases/en.yaml", "phrases: {name: Who}\n")
    first = Library.load([tmp_path / "a"]).phrases("en")
    assert (first.phrases["name"], first.phrases["date"]) == ("Who", "Date")
    assert first.formats is not None
    assert first.formats.months[2] == "March"
    months = ", ".join(f"m{n}" for n in range(1, 13))
    formats = f"formats: {{own_name: E, date: '{{d}}/{{month}}', months: [{months}], decimal: ','}}\nphrases: {{}}\n"
    put(tmp_path, "b/phrases/en.yaml", formats)
    second = Library.load([tmp_path / "a", tmp_path / "b"]).phrases("en")
    assert second.phrases["name"] == "Who"
    assert second.formats is not None
    assert second.formats.months[2] == "m3"


COUNTRY = "country: 'NO'\nemergency: {number: '113'}\nurgent: {signs: [rf-own]}\nsource: x\nchecked: 2026-01-01\n"


def test_a_country_without_signs_has_the_general_ones(tmp_path) -> None:
    put(tmp_path, "safety/no.yaml", COUNTRY + "official: false\n")
    put(tmp_path, "safety/general.yaml", "emergency: [rf-a, rf-b]\nurgent: [rf-c]\nsource: x\n")
    library = Library(Layers([tmp_path]), Layers([tmp_path]))
    found = library.safety("NO")
    assert (found.emergency.number, found.emergency.signs) == ("113", ("rf-a", "rf-b"))
    assert found.urgent.signs == ("rf-own",)
    assert library.slugs("countries") == ["no"]
    (tmp_path / "safety/general.yaml").unlink()
    path = tmp_path / "safety/no.yaml"
    assert problem(Library(Layers([tmp_path]), Layers([tmp_path])).safety, "NO") == (
        f"{path}: lists no warning signs, and there is no safety/general.yaml"
        " (add signs to both levels, or the general list)"
    )


@pytest.mark.parametrize(
    ("call", "args", "message"),
    [
        ("exercise", ("cat-caw",), "there is no exercise 'cat-caw' (did you mean 'cat-cow'?)"),
        ("routine", ("deno",), "there is no routine 'deno' (did you mean 'demo'?)"),
        ("palette", ("gray",), "there is no palette 'gray' (did you mean 'grey'?)"),
        ("layout_source", ("sheat",), "there is no layout 'sheat' (did you mean 'sheet'?)"),
        ("drawing", ("demo-reach", "ende"), "demo-reach has no picture 'ende' (did you mean 'end'?)"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(call, args, message, content) -> None:
    assert problem(getattr(Library.load([content]), call), *args) == message


def test_an_unknown_language_names_those_there_are(content) -> None:
    library = Library.load([content])
    place = content / "exercises/demo-reach/exercise.yaml"
    assert problem(library.exercise_words, "demo-reach", "fr") == (
        f"{place}: has no words in the language 'fr' (one of: en)"
    )
    assert "there is no language 'xx'" in problem(library.phrases, "xx")
    assert "there is no safety file for the country 'xx'" in problem(library.safety, "xx")
    assert "there is no safety/words file for the language 'xx'" in problem(library.safety_words, "xx")


@pytest.mark.parametrize("name", ["../cat-cow", "..", "cat-cow/../cat-cow", "/etc", "a\0b", "", "CAT-COW", "a" * 5000])
def test_names_cannot_lead_elsewhere(name) -> None:
    library = Library.load()
    for call, args in (
        (library.exercise, (name,)),
        (library.routine, (name,)),
        (library.exercise_words, ("cat-cow", name)),
        (library.phrases, (name,)),
        (library.safety, (name,)),
        (library.palette, (name,)),
        (library.layout_source, (name,)),
        (library.drawing, ("cat-cow", name)),
    ):
        assert len(problem(call, *args)) < 400


def test_a_link_out_of_the_folder_is_refused(content, tmp_path) -> None:
    outside = put(tmp_path, "secret.yaml", REACH)
    inside = content / "exercises/demo-reach/exercise.yaml"
    inside.unlink()
    inside.symlink_to(outside)
    assert problem(Library.load([content]).exercise, "demo-reach") == (
        f"{inside}: is a link that leads out of its folder (copy the file into the folder)"
    )


def test_a_link_inside_the_folder_is_fine(content) -> None:
    (content / "exercises/twin").symlink_to("demo-reach")
    assert Library.load([content]).exercise("twin").position == "standing"


def test_a_linked_content_folder_is_fine(content, tmp_path) -> None:
    (tmp_path / "link").symlink_to(content)
    assert Library.load([tmp_path / "link"]).exercise("demo-reach").position == "standing"


def test_a_dangling_link_does_not_fall_through(tmp_path) -> None:
    (tmp_path / "exercises/cat-cow").mkdir(parents=True)
    (tmp_path / "exercises/cat-cow/exercise.yaml").symlink_to("gone.yaml")
    assert "there is no such file" in problem(Library.load([tmp_path]).exercise, "cat-cow")


def test_a_folder_that_is_not_there_is_told(tmp_path) -> None:
    with pytest.raises(ProblemError) as caught:
        Library.load([tmp_path / "a", tmp_path / "b"])
    assert str(caught.value) == f"{tmp_path / 'a'}: there is no such folder\n{tmp_path / 'b'}: there is no such folder"


def test_a_missing_picture_says_how_to_make_it(content) -> None:
    path = content / "exercises/demo-reach/end.svg"
    path.unlink()
    assert problem(Library.load([content]).drawing, "demo-reach", "end") == (
        f"{path}: the picture is missing (run: handouts draw --bake demo-reach)"
    )


@pytest.mark.parametrize("data", [b"<svg/>", b"", b"\xff\xfe", b"\x00" * 100])
def test_a_damaged_picture_says_how_to_make_it_again(data, content) -> None:
    path = content / "exercises/demo-reach/end.svg"
    path.write_bytes(data)
    found = problem(Library.load([content]).drawing, "demo-reach", "end")
    assert found.startswith(f"{path}: the picture cannot be used: ")
    assert found.endswith("(run: handouts draw --bake demo-reach)")


def test_steps_may_only_name_panels(content) -> None:
    path = change(content, "exercises/demo-reach/en.yaml", "{end}", "{endd} and { and }")
    assert problem(Library.load([content]).exercise_words, "demo-reach", "en").split("\n") == [
        f"{path}:6:3: steps.1: '{{endd}}' is not a picture of this exercise (did you mean 'end'?)",
        f"{path}:6:3: steps.1: '{{ and }}' is not a picture of this exercise (one of: end, start)",
    ]


def test_shown_panels_are_panels(content) -> None:
    path = change(content, "exercises/demo-reach/exercise.yaml", "panels:", "shown: [start, stop]\npanels:")
    assert problem(Library.load([content]).exercise, "demo-reach") == (
        f"{path}:9:16: shown: 'stop' is not one of the panels (one of: end, start)"
    )


def test_a_routine_names_exercises_that_exist(content) -> None:
    path = change(content, "routines/demo/routine.yaml", "exercise: demo-hang", "exercise: demo-hong")
    assert problem(Library.load([content]).routine, "demo") == (
        f"{path}:9:14: there is no exercise 'demo-hong' (did you mean 'demo-hang'?)"
    )


def test_palettes(tmp_path) -> None:
    put(tmp_path, "palettes/loud.yaml", 'roles: {skin: "#FF0000"}\nother: "#00ff00"\ntones: false\n')
    loud = Library.load(layouts=[tmp_path]).palette("loud")
    assert (loud.name, dict(loud.roles), loud.other, loud.grey, loud.tones) == (
        "loud",
        {"skin": "#FF0000"},
        "#00ff00",
        False,
        False,
    )


ONE_FORM = "must be a colour in quotes, or have one of the keys hatch, dash, like and unlike"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("red", '15: roles.skin: must be a colour in quotes, such as "#1f6f78"'),
        ("[1, 2]", "15: roles.skin: must be text, not a list"),
        ("{gap: 4}", f"15: roles.skin: {ONE_FORM}"),
        ("{hatch: 45, gap: 4, dash: 3}", f"15: roles.skin: {ONE_FORM}"),
        ("{hatch: 45}", "15: roles.skin: needs a gap, such as gap: 5"),
        ("{hatch: 45, gap: 1}", "15: roles.skin: has no white between its lines: the gap must be more than the width"),
        ("{hatch: 180, gap: 4}", "23: roles.skin.hatch: must be less than 180.0"),
        ("{dash: long, gap: 4}", "22: roles.skin.dash: must be a number"),
        ("{unlike: hair, width: 1}", "15: roles.skin: has a gap or a width, which only hatch and dash have"),
        ("{hatsh: 45, gap: 4}", "16: roles.skin.hatsh: is not a known key (did you mean 'hatch'?)"),
        ("{like: Hair}", "22: roles.skin.like: must be lower-case letters joined by hyphens, such as skin"),
    ],
)
def test_a_palette_with_a_bad_value_is_told_in_one_line(tmp_path, value: str, said: str) -> None:
    bad = put(tmp_path, "palettes/bad.yaml", f"roles: {{skin: {value}}}\n")
    assert problem(Library.load(layouts=[tmp_path]).palette, "bad") == f"{bad}:1:{said}"


def test_a_palette_of_patterns(tmp_path) -> None:
    roles = "{a: {hatch: 30, gap: 4.5}, b: {dash: 4, gap: 3, width: 0.5}, c: {like: d}, d: {unlike: e}}"
    put(tmp_path, "palettes/some.yaml", f"roles: {roles}\n")
    some = Library.load(layouts=[tmp_path]).palette("some")
    assert dict(some.roles) == {
        "a": Hatch(30, 4.5),
        "b": Dash(4, 3, 0.5),
        "c": Nearest("d"),
        "d": Nearest("e", other=True),
    }


def test_own_colours_need_no_file(tmp_path) -> None:
    library = Library(Layers([tmp_path]), Layers([tmp_path]))
    assert library.palette("colour") is OWN_COLOURS


def test_a_clinic(tmp_path) -> None:
    path = put(tmp_path, "clinic.yaml", 'name: Harbour\naccent: "#1f6f78"\n')
    library = Library.load()
    assert library.clinic(path).name == "Harbour"
    assert path in library.files_read()
    assert problem(library.clinic, tmp_path / "no.yaml") == f"{tmp_path / 'no.yaml'}: there is no such file"


def test_paths_are_shown_from_the_working_folder(content, monkeypatch) -> None:
    monkeypatch.chdir(content.parent)
    source = Library.load([content]).source("exercises/demo-reach/en.yaml")
    assert source is not None
    assert source.path == "content/exercises/demo-reach/en.yaml"
    assert Library.load([content]).source("exercises/demo-reach/da.yaml") is None


def test_the_built_in_library_has_both_folders() -> None:
    assert (builtin("content") / "routines").is_dir()
    assert (builtin("layouts") / "sheet.yaml").is_file()


def test_what_changed_files_gave_is_made_anew_and_the_rest_is_kept(content) -> None:
    library = Library.load((content,))
    words, other = library.exercise_words("demo-reach", "en"), library.exercise_words("demo-hang", "en")
    made = library.remembered(("by somebody else",), object)
    file = content / "exercises/demo-reach/en.yaml"
    file.write_text(file.read_text("utf-8").replace("Demo reach", "Another reach"), "utf-8")
    assert library.exercise_words("demo-reach", "en") is words
    library.forget([file])
    assert library.exercise_words("demo-reach", "en").name == "Another reach"
    assert library.exercise_words("demo-hang", "en") is other
    assert library.remembered(("by somebody else",), object) is not made


def test_a_file_that_has_come_is_found_after_forgetting(content) -> None:
    library = Library.load((content,))
    assert library.glossary("sv") == Library.load().glossary("sv")
    own = content / "glossary/sv.yaml"
    own.parent.mkdir(exist_ok=True)
    own.write_text("terms: {svårt: [lätt]}\n", "utf-8")
    library.forget([own])
    assert library.glossary("sv").terms == {"svårt": ("lätt",)}
