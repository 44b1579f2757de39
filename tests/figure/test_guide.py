"""Joints and grid for authors: at their places, readable, never in the library's own pictures."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from handouts.cli.draw import command
from handouts.drawing import UNITS_PER_CM, Drawing
from handouts.figure.draw import solved
from handouts.figure.guide import MARKED, extent, grid_numbers, joint_marks, with_guides
from handouts.figure.lettering import words
from handouts.figure.measure import joint_table
from handouts.figure.pose.skeleton import joint_point
from handouts.figure.view.camera import make_camera


@pytest.fixture
def draw(tmp_path):
    return lambda *arguments: CliRunner().invoke(command, [*arguments, "-o", str(tmp_path)], catch_exceptions=False)


def roles(drawing: Drawing) -> set[str]:
    return {path.role for path in drawing.paths}


def test_every_marked_joint_is_shown_where_it_is(figure_of):
    figure = figure_of("wall-angel")
    skeleton, camera = solved(figure)["start"], make_camera(figure.spec.camera)
    marks = joint_marks(skeleton, camera)
    assert set(marks) == set(MARKED)  # seen from the front nothing covers its partner
    x, y = camera.flat(joint_point(skeleton, "left-elbow"))
    assert (marks["left-elbow"].x, marks["left-elbow"].y) == pytest.approx((x, y))


def test_left_and_right_share_a_label_where_they_cover_each_other(figure_of):
    figure = figure_of("cat-cow")
    level = make_camera(figure.spec.camera.model_copy(update={"pitch": 0.0}))
    assert "left/right-knee" in joint_marks(solved(figure)["start"], level)


def test_a_dot_is_in_the_picture(figure_of, drawn_of):
    figure = figure_of("cat-cow")
    guided = dict(with_guides(figure, drawn_of("cat-cow"), True, False).panels)["start"]
    x, y = make_camera(figure.spec.camera).flat(joint_point(solved(figure)["start"], "crown"))
    boxes = []
    for path in guided.paths:
        if path.role == "guide" and not path.width:
            xs, ys = zip(*path.points(), strict=True)
            boxes.append((min(xs), min(ys), max(xs), max(ys)))
    at = (x * UNITS_PER_CM, -y * UNITS_PER_CM)
    assert any(b[0] < at[0] < b[2] and b[1] < at[1] < b[3] for b in boxes)


@pytest.mark.parametrize("name", ["cat-cow", "neck-rolls", "band-row", "pelvic-tilt", "wall-push-up", "safe-lift"])
def test_guides_are_only_added(name, figure_of, drawn_of):
    plain = drawn_of(name)
    for (_, before), (_, after) in zip(
        plain.panels, with_guides(figure_of(name), plain, True, True).panels, strict=True
    ):
        assert after.paths[: len(before.paths)] == before.paths
        assert roles(after) - roles(before) == {"guide", "guide-halo", "guide-grid"}
        assert Drawing.from_svg(after.to_svg()) == after


def test_a_close_up_keeps_its_frame(figure_of, drawn_of):
    slug = "neck-rolls"
    assert figure_of(slug).spec.crop
    plain = drawn_of(slug)
    for (_, before), (_, after) in zip(
        plain.panels, with_guides(figure_of(slug), plain, True, True).panels, strict=True
    ):
        assert after.height - before.height <= 2 * 40 + 2 * UNITS_PER_CM


def test_the_grid_is_the_same_in_every_panel_and_its_numbers_lie_on_it(figure_of):
    figure = figure_of("cat-cow")
    skeletons, camera = solved(figure), make_camera(figure.spec.camera)
    space = extent(skeletons)
    assert all(float(n) % 10 == 0 for n in (*space.low, *space.high))
    places = dict(grid_numbers(camera, space, 0))
    pelvis = camera.flat(joint_point(skeletons["start"], "pelvis"))
    assert places["-20"][0] == pytest.approx(float(pelvis[0]) + 20, abs=1)


def test_letters_have_holes_and_the_height_asked_for():
    zero = words("0", 10)
    assert len(zero.interiors) == 1
    assert 5 < zero.bounds[3] - zero.bounds[1] < 8
    assert words("00", 10).bounds[2] > 1.8 * zero.bounds[2]


def test_the_table_tells_places_and_angles(figure_of):
    table = joint_table(solved(figure_of("cat-cow"))["start"], "cat-cow / start")
    assert table[0].split() == ["cat-cow", "/", "start,", "cm", "forward", "left", "up"]
    assert next(line for line in table if "left-knee" in line).split() == ["left-knee", "0.0", "8.8", "6.0"]
    assert next(line for line in table if line.startswith("  knee")).split() == ["knee", "90", "90"]
    assert any(line.startswith("  pelvis lean") for line in table)
    assert "-0.0" not in " ".join(table)


def test_the_command_draws_guides_and_prints_the_table(draw, tmp_path):
    result = draw("childs-pose", "--joints", "--grid", "--palette", "line")
    assert result.exit_code == 0
    assert result.output.count("forward") == 2
    text = (tmp_path / "childs-pose-end.svg").read_text("utf-8")
    assert {"guide", "guide-grid"} <= roles(Drawing.from_svg(text))


@pytest.mark.parametrize(("other", "says"), [("--bake", "library's own pictures"), ("--mirror", "leave --mirror out")])
@pytest.mark.parametrize("guide", ["--joints", "--grid"])
def test_guides_are_never_baked_nor_mirrored(draw, guide, other, says):
    result = draw("cat-cow", guide, other)
    assert result.exit_code == 2
    assert says in result.output


def test_the_library_holds_no_guides(slug, figure_of):
    for path in figure_of(slug).file.parent.glob("*.svg"):
        assert not any(role.startswith("guide") for role in roles(Drawing.from_svg(path.read_text("utf-8"))))
