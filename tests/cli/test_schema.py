from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from handouts.cli import group
from handouts.cli.schema import KINDS
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
    assert list(ALL) == list(KINDS) == [*MODELS, "layout", "prescription"]
    for kind, one in ALL.items():
        assert one["$schema"] == "http://json-schema.org/draft-07/schema#"
        assert one["title"] == kind
        assert "$defs" not in json.dumps(one)
        assert schema(kind) == one


FILES = sorted([*builtin("content").rglob("*.yaml"), *builtin("layouts").rglob("*.yaml")])


@pytest.mark.parametrize("path", [path for path in FILES if kind_of(path) in MODELS], ids=str)
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
