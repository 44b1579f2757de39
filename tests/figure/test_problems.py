"""Bad input is told with file, line and a way out."""

from __future__ import annotations

import pytest

from handouts.figure.bake import bake, refuse
from handouts.figure.draw import Drawn
from handouts.problems import Problem, ProblemError

HEAD = "person: anna\npose: {drop: {}}\npanels:\n  start:\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            HEAD + "    left_arm: {upper_arm: donw}\n",
            "figure.yaml:5:27: panels.start.left_arm.upper_arm: 'donw' is",
        ),
        (HEAD + "    left_leg: {kneee: 20}\n", "figure.yaml:5:16: panels.start.left_leg.kneee: is not a known key"),
        (
            HEAD + "    neck: {flexion: .nan}\n",
            "figure.yaml:5:21: panels.start.neck.flexion: some programs read",
        ),
        (HEAD + "    neck: {flexion: 4000}\n", "figure.yaml:5:21: panels.start.neck.flexion: must be at most 360"),
        (HEAD + "    extends: standng\n", "figure.yaml:5:14: panels.start.extends: no pose is called 'standng'"),
        (
            HEAD + "    left_arm: {reach: {by: palm}}\n",
            "figure.yaml:5:23: panels.start.left_arm.reach: `to` is missing",
        ),
        (HEAD + "    {}\narrows:\n  - {panel: start, of: elbo}\n", "figure.yaml:7:24: arrows.0.of: no joint is"),
        (HEAD + "    {}\nhighlight:\n  - {muscle: rhomboid}\n", "figure.yaml:7:14: highlight.0.muscle: no muscle is"),
        (
            HEAD + "    {}\nlines: [{panel: start, through: [eyez, neck]}]\n",
            "figure.yaml:6:34: lines.0.through.0: no joint",
        ),
        (HEAD + "    {}\nsigns: [{panel: start, mark: check}]\n", "figure.yaml:6:30: signs.0.mark: 'check' is not one"),
        (
            HEAD + "    {}\ninsets: [{panel: start, of: nek}]\n",
            "figure.yaml:6:29: insets.0.of: no joint is called 'nek'",
        ),
        (HEAD + "    {}\ninsets: [{panel: strt, of: neck}]\n", "figure.yaml:1:1: no panel is called 'strt'"),
    ],
)
def test_a_mistake_has_its_place(text, expected, problems_in):
    (problem,) = problems_in(text)
    assert problem.startswith(expected)


def test_a_misspelled_joint_gets_a_suggestion(problems_in):
    (problem,) = problems_in(HEAD + "    {}\narrows:\n  - {panel: start, of: left-elbo}\n")
    assert "did you mean 'left-elbow'?" in problem


def test_an_arrow_needs_a_panel_that_exists(problems_in):
    (problem,) = problems_in(HEAD + "    {}\narrows:\n  - {panel: ending, of: left-elbow}\n")
    assert "no panel is called 'ending'" in problem


def test_an_unreachable_target_names_panel_limb_and_distance(problems_in):
    found = problems_in(HEAD + "    left_arm: {reach: {to: [100, 20, 140], by: wrist}}\n")
    assert found[0].startswith("figure.yaml:4:3: panels.start: left hand falls ")
    assert found[0].endswith(" cm short of its target")


def test_a_joint_beyond_its_limit_is_an_error(problems_in):
    (problem,) = problems_in(HEAD + "    left_leg: {flexion: 30, knee: -30}\n    drop: {by: [right-foot]}\n")
    assert problem == "figure.yaml:4:3: panels.start: left knee is -30 degrees, beyond its limit of -6"


def test_a_contact_that_floats_is_an_error(problems_in):
    text = "person: anna\npanels:\n  start:\n    pelvis: {at: [0, 0, 96]}\n    contacts: {floor: [left-heel]}\n"
    (problem,) = problems_in(text)
    assert problem.startswith("figure.yaml:3:3: panels.start: left-heel is 5.")
    assert problem.endswith("cm above the floor")


def test_a_body_in_the_floor_is_an_error(problems_in):
    found = problems_in("person: anna\npanels:\n  start:\n    pelvis: {at: [0, 0, 80]}\n")
    assert any("left-foot goes 10." in problem and "through the floor" in problem for problem in found)


def test_a_contact_needs_its_support(problems_in):
    (problem,) = problems_in(HEAD + "    contacts: {chair: [seat]}\n")
    assert "there is no 'chair' to touch" in problem


def test_an_unknown_person_is_named(problems_in):
    (problem,) = problems_in("person: ana\npanels:\n  start: {}\n")
    assert "no person is called 'ana'" in problem
    assert "did you mean 'anna'?" in problem


def test_nothing_is_baked_from_a_figure_with_errors(figure_of):
    drawn = Drawn((), (Problem("left knee is bent backwards"),))
    with pytest.raises(ProblemError, match="bent backwards"):
        bake(figure_of("cat-cow"), drawn)


def test_a_warning_does_not_stop_baking():
    refuse(Drawn((), (Problem("a little off", level="warning"),)))
    with pytest.raises(ProblemError):
        refuse(Drawn((), (Problem("a little off", level="error"),)))
