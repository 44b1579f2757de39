"""Every panel of the library is exact: nothing sinks in, nothing crosses, nothing covers a face; failures say where."""

from __future__ import annotations

import itertools
import zlib

import numpy as np
import pytest
import shapely

from handouts.drawing import Path
from handouts.figure.body.body import body_parts
from handouts.figure.draw import draw_panel, room, solved
from handouts.figure.marks.marks import arrow_shapes
from handouts.figure.paint.canvas import Canvas
from handouts.figure.pose.audit import CONTACT_SLACK, REACH_SLACK, contact_gaps
from handouts.figure.pose.limits import excesses
from handouts.figure.pose.shapes import FOREARM, SHIN, THIGH, UPPER_ARM
from handouts.figure.pose.skeleton import LINK
from handouts.figure.pose.surfaces import Round, deep
from handouts.figure.space.vectors import vec
from handouts.figure.view.depth import Box

from .conftest import SLUGS

BONES = {("hip", "knee"): THIGH, ("knee", "ankle"): SHIN, ("shoulder", "elbow"): UPPER_ARM, ("elbow", "wrist"): FOREARM}
MOST_BYTES = 20_000
CLEAR = 0.5  # cm that an arrow keeps from the head and from other arrows


def test_every_target_is_reached(slug, skeletons_of):
    for panel, skeleton in skeletons_of(slug).items():
        far = [f"{slug} / {panel}: {m.limb} {m.by:.1f} cm short" for m in skeleton.misses if m.by > REACH_SLACK]
        assert far == []


def test_every_joint_is_within_its_limits(slug, skeletons_of):
    for panel, skeleton in skeletons_of(slug).items():
        assert [f"{slug} / {panel}: {e.joint} {e.angle:.0f}, limit {e.limit:.0f}" for e in excesses(skeleton)] == []


def test_what_is_supported_touches(slug, figure_of, skeletons_of):
    figure = figure_of(slug)
    assert any(pose.contacts for pose in figure.poses.values()), f"{slug}: it does not say what rests on what"
    for panel, skeleton in skeletons_of(slug).items():
        gaps = contact_gaps(skeleton, room(figure, panel).surfaces)
        off = [f"{slug} / {panel}: {p} to {s} {g:+.1f} cm" for (s, p), g in gaps.items() if abs(g) > CONTACT_SLACK]
        assert off == []


def test_nothing_goes_through_the_floor_or_into_a_thing(slug, drawn_of):
    wrong = ("through the floor", "into the")
    assert [str(p) for p in drawn_of(slug).problems if any(word in p.message for word in wrong)] == []


def test_bones_keep_their_length(slug, figure_of, skeletons_of):
    neck = figure_of(slug).person.build.neck
    for panel, skeleton in skeletons_of(slug).items():
        wanted = {(f"{s}-{a}", f"{s}-{b}"): size for (a, b), size in BONES.items() for s in ("left", "right")}
        links = [LINK["lumbar"]] * 4 + [LINK["thoracic"]] * 6 + [LINK["neck"] * neck] * 2
        wanted |= {(f"spine-{i}", f"spine-{i + 1}"): size for i, size in enumerate(links)}
        for (upper, lower), size in wanted.items():
            found = float(np.linalg.norm(skeleton[upper].origin - skeleton[lower].origin))
            assert found == pytest.approx(size, abs=0.03), f"{slug} / {panel}: {upper} to {lower}"


def test_no_arrow_touches_the_head_or_another_arrow(slug, figure_of, skeletons_of, stage_of):
    figure, skeletons = figure_of(slug), skeletons_of(slug)
    for panel in {arrow.panel for arrow in figure.spec.arrows}:
        stage = stage_of(slug, panel)
        arrows = [(f"the arrow of {spec.of}", shape) for spec, shape in arrow_shapes(stage, skeletons, panel)]
        for (name, shape), (other, obstacle) in itertools.combinations([*arrows, ("the head", stage.head)], 2):
            assert shape.distance(obstacle) > CLEAR, f"{slug} / {panel}: {name} touches {other}"


# --------------------------------------------------------------------------------------------------------- paths


def tangle(path: Path) -> str:
    """What is wrong with a path, or nothing."""
    rings = [
        [tuple(map(int, point.split())) for point in part.rstrip("Z").split("L")] for part in path.d.split("M")[1:]
    ]
    if not rings or min(map(len, rings)) < (2 if path.width else 3):
        return "is empty"
    if path.width:
        return ""
    shape = shapely.Polygon(rings[0], rings[1:])
    return "" if shape.is_valid and shape.area > 0 else shapely.is_valid_reason(shape)


def test_no_path_is_empty_or_crosses_itself(slug, drawn_of):
    for panel, drawing in drawn_of(slug).panels:
        found = [f"{slug} / {panel}: {path.role} {wrong}" for path in drawing.paths if (wrong := tangle(path))]
        assert found == []


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (Path("skin", "M0 0L10 0L10 10Z"), ""),
        (Path("skin", "M0 0L10 0L10 10L0 10ZM2 2L2 8L8 8Z"), ""),
        (Path("skin", "M0 0L10 10L10 0L0 10Z"), "Self-intersection"),
        (Path("skin", "M0 0L10 0Z"), "is empty"),
        (Path("ink", "M0 0", width=20), "is empty"),
    ],
)
def test_a_tangled_path_is_noticed(path, wrong):
    assert tangle(path).startswith(wrong)
    assert bool(tangle(path)) == bool(wrong)


def test_rounding_to_whole_units_does_not_tangle():
    canvas = Canvas()
    sliver = shapely.Polygon([(0, 0), (10, 0.001), (10, 1), (5, -0.013), (0, 1)])
    canvas.fill(sliver.buffer(0), "skin")
    assert canvas.paths
    assert [tangle(path) for path in canvas.paths] == [""] * len(canvas.paths)


def test_a_panel_is_small(slug, drawn_of):
    for panel, drawing in drawn_of(slug).panels:
        size = len(zlib.compress("\n".join(path.operators() for path in drawing.paths).encode(), 9))
        assert size < MOST_BYTES, f"{slug} / {panel}: {size} bytes"


@pytest.mark.parametrize("slug", SLUGS[::7])
def test_the_same_pose_gives_the_same_picture(slug, figure_of, drawn_of):
    panel, drawing = drawn_of(slug).panels[-1]
    again = draw_panel(figure_of(slug), solved(figure_of(slug)), panel).drawing
    assert again == drawing, f"{slug} / {panel}"


# ---------------------------------------------------------------------------------------------- what goes into what


def test_how_deep_a_point_lies():
    box, log = Box(np.eye(3), vec(0, 0, 10), vec(5, 5, 5)), Round(vec(0, -10, 0), vec(0, 10, 0), 4)
    points = np.array([(0, 0, 13), (0, 0, 17), (4, 3, 10)], dtype=float)
    assert deep(box, points) == pytest.approx([2, -2, 1])
    assert deep(log, np.array([(0, 3, 3), (0, 12, 0)], dtype=float)) == pytest.approx([1, 2])


@pytest.mark.parametrize(("top", "goes"), [(88, False), (96, True)])
def test_a_hand_in_a_box_is_told(problems_in, top, goes):
    text = (
        f"person: anna\nprops: [{{kind: box, at: [30, 16, {top - 20}], size: [20, 20, 20]}}]\npose: {{drop: {{}}}}\n"
        "panels:\n  start:\n    left_arm:\n      reach: {to: [30, 16, 90], elbow_toward: back}\n"
        "      hand: {fingers: forward, palm: down, shape: flat}\n"
    )
    found = [problem for problem in problems_in(text) if "left-hand goes" in problem]
    assert bool(found) == goes, found


ARM = "person: anna\npose: {drop: {}, left_arm: {upper_arm: out, forearm: out}}\npanels:\n  start: {}\nprops:\n"


@pytest.mark.parametrize(
    ("prop", "inside", "clear"),
    [
        ("{{kind: wall, at: {}, across: [30, 90]}}", (1, "left-forearm goes 4.", "wall"), -12),
        ("{{kind: doorway, at: -5, inner: {}}}", (90, "left-forearm goes 2.", "left-post"), 190),
        ("{{kind: chair, at: [19, {}], seat: 80, back: 68}}", (60, "left-forearm goes 1.", "chair-rest"), 120),
        (
            "{{kind: chair, at: [19, {}], seat: 80, back: 68}}\n  - {{kind: chair, at: [200, 0]}}",
            (60, "left-forearm goes 1.", "chair-rest"),
            120,
        ),
        ("{{kind: table, span: [-9, 9], across: [{}, 60], height: 60, form: cabinet}}", (8, "left-shin", "table"), 25),
    ],
)
def test_no_part_goes_into_what_is_drawn(prop, inside, clear, problems_in):
    number, amount, thing = inside
    found = problems_in(f"{ARM}  - {prop.format(number)}\n")
    assert any(amount in problem and f"cm into the {thing}" in problem for problem in found), found
    assert problems_in(f"{ARM}  - {prop.format(clear)}\n") == []


def test_a_pillow_gives_way(figure_of):
    figure = figure_of("mid-trap-raise")
    assert "pillow" in room(figure, "start").solids
    assert "pillow" not in dict(room(figure, "start").hard)
    assert body_parts(solved(figure)["start"], figure.person, figure.spec.shoes)
