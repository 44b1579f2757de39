from __future__ import annotations

import json

from handouts.problems import Problem
from handouts.rules.registry import RULES
from handouts.rules.sarif import sarif
from handouts.rules.silence import Silenced

STEP = Problem("too long", "con tent/a.yaml", 3, 5, "steps.0", "make two", "warning", "prose-step-length")
FILE = Problem("cannot be read", "/tmp/x y.pdf", rule="pdf-opens")


def test_a_log_has_what_the_standard_requires() -> None:
    """SARIF 2.1.0: sarifLog 3.13, run 3.14, toolComponent 3.19, result 3.27, region 3.30, suppression 3.35."""
    log = json.loads(json.dumps(sarif([STEP, FILE], [Silenced(STEP, "the words of a law")])))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "handouts"
    ids = [rule["id"] for rule in driver["rules"]]
    assert ids == list(RULES)
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in driver["rules"])
    assert {rule["defaultConfiguration"]["level"] for rule in driver["rules"]} == {"error", "warning"}
    for result in run["results"]:
        assert result["message"]["text"]
        assert result["level"] in ("error", "warning")
        assert ids[result["ruleIndex"]] == result["ruleId"]


def test_places_and_reasons_are_told() -> None:
    step, file, silenced = sarif([STEP, FILE], [Silenced(STEP, "the words of a law")])["runs"][0]["results"]
    assert step["message"]["text"] == "steps.0: too long (make two)"
    assert step["locations"] == [
        {"physicalLocation": {
            "artifactLocation": {"uri": "con%20tent/a.yaml"}, "region": {"startLine": 3, "startColumn": 5},
        }}
    ]  # fmt: skip
    assert file["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": "file:///tmp/x%20y.pdf"}}}]
    assert "suppressions" not in step
    assert silenced["suppressions"] == [{"kind": "inSource", "justification": "the words of a law"}]


def test_a_problem_without_place_or_rule_is_told_too() -> None:
    (result,) = sarif([Problem("no such folder")])["runs"][0]["results"]
    assert result == {"level": "error", "message": {"text": "no such folder"}}
