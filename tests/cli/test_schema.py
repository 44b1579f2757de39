from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from handouts.authoring import schemas as module
from handouts.authoring.schemas import DRAWN, KINDS
from handouts.cli import group
from handouts.cli import schema as cli
from handouts.library.kinds import MODELS, kind_of
from handouts.library.layers import builtin
from handouts.source import load, parse
from tests.content import REACH
from tests.expected import cases
from tests.schema_checker import faults


def schema(*args: str):
    result = CliRunner().invoke(group, ["schema", *args])
    assert result.exit_code == 0
    return json.loads(result.stdout)


ALL = schema()


def test_every_kind_has_a_schema_of_draft_07() -> None:
    assert tuple(ALL) == KINDS == cli.KINDS == (*MODELS, "layout", "prescription", *DRAWN)
    for kind, one in ALL.items():
        assert one["$schema"] == "http://json-schema.org/draft-07/schema#"
        assert one["title"] == kind
        assert schema(kind) == one


def test_no_word_is_of_another_draft() -> None:
    told = json.dumps(ALL)
    for word in ("$defs", "prefixItems", "discriminator", "unevaluatedProperties", "dependentRequired"):
        assert f'"{word}"' not in told, word


FILES = sorted([*builtin("content").rglob("*.yaml"), *builtin("layouts").rglob("*.yaml")])


@pytest.mark.parametrize("path", [path for path in FILES if kind_of(path) in (*MODELS, *DRAWN)], ids=str)
def test_the_schemas_accept_the_library(path) -> None:
    one = ALL[kind_of(path)]
    assert faults(load(path).data, one, one) == []


LAYOUTS = sorted(builtin("layouts").glob("*.yaml"))


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_the_schema_of_layouts_accepts_them_whatever_they_leave_out(path) -> None:
    one = ALL["layout"]
    data = load(path).data
    assert faults(data, one, one) == []
    assert faults({**data, "columns": 2}, one, one)
    assert faults({**data, "order": ["heed"]}, one, one)


@pytest.mark.parametrize("path", cases("content"), ids=lambda path: path.stem)
def test_the_schemas_refuse_what_the_models_refuse(path) -> None:
    one = ALL[path.name.split(".")[0]]
    assert faults(load(path).data, one, one)


@pytest.mark.parametrize(
    ("dose", "good"),
    [
        ("{reps: 10}", True),
        ("{reps: 8-12}", True),
        ("{reps: 8–12, hold: 1-2}", True),
        ("{reps: ten}", False),
        ("{reps: 1.5}", False),
        ("{reps: [8, 12]}", False),
        ("{side: lefft}", False),
        ("{rep: 1}", False),
    ],
)
def test_ranges_in_the_schema(dose, good) -> None:
    text = REACH.replace("{sets: 1, reps: 8-12, hold: 5, side: each, pace: slow}", dose)
    assert dose in text
    one = ALL["exercise"]
    assert (faults(parse(text, "f.yaml").data, one, one) == []) is good


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("figure", "person: anna\npanels: {start: {neck: {flexon: 20}}}\n"),
        ("figure", "panels: {start: {}}\nlines: [{panel: start, through: [eyes, [88, 0]]}]\n"),
        ("pose", "pelvis: {at: [0, 0]}\n"),
        ("person", "description: somebody\nheight: tall\n"),
    ],
)
def test_the_schemas_refuse_faults_in_what_is_drawn(kind, text) -> None:
    assert faults(parse(text, "f.yaml").data, ALL[kind], ALL[kind])


def test_all_kinds_can_be_written_beside_the_work_and_only_news_are_told(tmp_path) -> None:
    folder = tmp_path / ".handouts/schemas"
    result = CliRunner().invoke(group, ["schema", "--write", str(folder)])
    assert {path.stem: json.loads(path.read_text()) for path in folder.iterdir()} == ALL
    assert len(result.stdout.splitlines()) == len(KINDS) + 1
    assert (tmp_path / ".handouts/.gitignore").read_text() == "*\n"
    assert CliRunner().invoke(group, ["schema", "--write", str(folder)]).stdout == ""
    (folder / "clinic.json").write_text("{}")
    assert CliRunner().invoke(group, ["schema", "--write", str(folder)]).stdout == f"{folder / 'clinic.json'}\n"
    assert CliRunner().invoke(group, ["schema", "clinic", "--write", str(folder)]).exit_code == 2


def test_without_the_drawing_extra_the_others_are_there(monkeypatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "handouts.figure.spec.figure", None)
    assert tuple(module.schemas()) == tuple(kind for kind in KINDS if kind not in DRAWN)
    result = CliRunner().invoke(group, ["schema", "figure"])
    assert "pip install 'handouts[draw]'" in str(result.exception)


def test_a_first_line_tells_the_editor_where_the_schema_is(tmp_path) -> None:
    folder, path = tmp_path / ".handouts/schemas", tmp_path / "content/exercises/a/en.yaml"
    line = "# yaml-language-server: $schema=../../../.handouts/schemas/exercise-words.json\n"
    assert module.with_schema_line("name: A\n", path, folder) == line + "name: A\n"
    assert module.with_schema_line(line + "name: A\n", path, folder) == line + "name: A\n"
    assert module.with_schema_line("x: 1\n", tmp_path / "odd.yaml", folder) == "x: 1\n"


def test_no_line_names_a_schema_that_could_not_be_made(tmp_path) -> None:
    figure = tmp_path / "content/exercises/a/figure.yaml"
    assert module.with_schema_line("person: anna\n", figure, tmp_path) == "person: anna\n"
    (tmp_path / "figure.json").write_text("{}")
    assert module.with_schema_line("person: anna\n", figure, tmp_path).startswith("# yaml-language-server")


def test_an_unknown_kind() -> None:
    result = CliRunner().invoke(group, ["schema", "exercises"])
    assert result.exit_code == 2
    assert "'exercise-words'" in result.stderr


def test_a_prescription_has_a_schema_too() -> None:
    rules = ALL["prescription"]
    text = (
        'routine: upper-back-relief\npatient: {id: "A-1042", name: "Łukasz Žižek"}\ndate: 2026-11-21\n'
        "changes: {cat-cow: {reps: 6-8, side: left}, wall-angel: {skip: true}}\nadd: [childs-pose]\n"
    )
    assert faults(parse(text, "one.yaml").data, rules, rules) == []
    assert faults(parse(text.replace("reps: 6-8", "reps: 6.5"), "one.yaml").data, rules, rules)
    assert faults(parse(text.replace("date:", "dat:"), "one.yaml").data, rules, rules)
