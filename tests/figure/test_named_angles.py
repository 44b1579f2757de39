"""Every picture shows the angles that its brief names, to 5 degrees, or says in figure.yaml why it does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from handouts.figure.draw import solved
from handouts.figure.pose.contact import solve
from handouts.figure.spec.figure import Pose
from handouts.figure.spec.people import Build

from .angles import measured

TOLERANCE = 5
TABLE = yaml.safe_load(Path(__file__).with_name("named_angles.yaml").read_text("utf-8"))
NAMED, LEFT = TABLE["named"], TABLE["left"]
SINGULAR = {
    "hips": "hip", "knees": "knee", "ankles": "ankle", "elbows": "elbow", "shoulders": "shoulder",
    "forearms": "forearm", "thighs": "thigh", "arms": "arm",
}  # fmt: skip


def both(name: str) -> list[str]:
    """A name in the plural stands for both sides."""
    if name == "hip joints":
        return ["left hip joint", "right hip joint"]
    words = name.split()
    plural = [word for word in words if word in SINGULAR and name != "knees tip"]
    one = " ".join(SINGULAR[word] if word in plural else word for word in words)
    return [f"{side} {one}" for side in ("left", "right")] if plural else [name]


def off(angle: float, wanted: float | list[float]) -> int:
    """By how many degrees an angle misses a number or a range; 0 inside."""
    low, high = wanted if isinstance(wanted, list) else (wanted, wanted)
    return round(max(low - angle, angle - high, 0.0))


def misses(slug: str, figure_of) -> Iterator[tuple[str, str, str, int]]:
    """Panel, name in the table, joint and degrees of every angle that is off by more than the tolerance."""
    skeletons = solved(figure_of(slug))
    for panel, angles in NAMED[slug].items():
        found = measured(skeletons[panel])
        for name, wanted in angles.items():
            for joint in both(name):
                if (by := off(found[joint], wanted)) > TOLERANCE:
                    yield panel, name, joint, by


def comments(file: Path) -> str:
    """All comment lines of a file as one text."""
    lines = [line.strip()[1:] for line in file.read_text("utf-8").splitlines() if line.strip().startswith("#")]
    return re.sub(r"\s+", " ", " ".join(lines))


@pytest.mark.parametrize("exercise", NAMED)
def test_named_angles_are_met_or_explained(exercise, figure_of):
    allowed = {(e["panel"], name): e["by"] for e in LEFT.get(exercise, ()) for name in e["angles"]}
    found = [
        f"{exercise} / {panel}: {joint} is off by {by} degrees (brief: {NAMED[exercise][panel][name]})"
        for panel, name, joint, by in misses(exercise, figure_of)
        if by > allowed.get((panel, name), TOLERANCE) + 1
    ]
    assert found == []


@pytest.mark.parametrize("exercise", LEFT)
def test_what_is_left_is_explained_in_the_figure(exercise, figure_of):
    said = comments(figure_of(exercise).file)
    for entry in LEFT[exercise]:
        assert re.sub(r"\s+", " ", entry["why"]) in said, (
            f"{exercise} / {entry['panel']}: no comment says '{entry['why']}'"
        )
        assert set(entry["angles"]) <= set(NAMED[exercise][entry["panel"]]), f"{exercise} / {entry['panel']}"


@pytest.mark.parametrize(
    ("pose", "angle", "value"),
    [
        ({"left_leg": {"flexion": 90, "knee": 70}}, "left hip", 90),
        ({"left_leg": {"flexion": 90, "knee": 70}}, "left knee", 70),
        ({"right_leg": {"flexion": -20}}, "right hip joint", -20),
        ({"left_arm": {"flexion": 120}}, "left shoulder flexion", 120),
        ({"right_arm": {"flexion": 0, "abduction": 80}}, "right shoulder abduction", 80),
        ({"pelvis": {"lean": 40}}, "trunk lean", 40),
        ({"pelvis": {"lean": 40, "turn": 90}}, "trunk lean", 40),
        ({"neck": {"turn": 20}, "head": {"turn": 15}}, "neck turn", 35),
        ({"lumbar": {"flexion": -10}, "thoracic": {"flexion": -5}}, "spine flexion", -15),
        ({"left_leg": {"foot": {"flexion": 12}}}, "left ankle", 12),
    ],
)
def test_angles_are_counted_as_briefs_count_them(pose, angle, value):
    skeleton = solve(Pose.model_validate(pose), Build(), {})
    assert measured(skeleton)[angle] == pytest.approx(value, abs=1.5)


def test_a_miss_is_noticed():
    assert off(84, 90) == 6 > TOLERANCE
    assert (off(86, 90), off(12, [5, 10]), off(7, [5, 10])) == (4, 2, 0)
    assert both("shoulders flexion") == ["left shoulder flexion", "right shoulder flexion"]
    assert both("upper arms") == ["left upper arm", "right upper arm"]
    assert both("left upper arm") == ["left upper arm"]
