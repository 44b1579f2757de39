from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.drawing import OWN_COLOURS, Drawing, Label, Palette, Path, luminance
from tests.sample import COLOURS, box, drawing, palette

coordinate = st.integers(-20000, 20000)
point = st.tuples(coordinate, coordinate)


def command(letter: str, points) -> str:
    return letter + " ".join(f"{x} {y}" for x, y in points)


@st.composite
def paths(draw) -> Path:
    d = ""
    for _ in range(draw(st.integers(1, 3))):
        d += command("M", [draw(point)])
        for _ in range(draw(st.integers(1, 4))):
            letter, count = draw(st.sampled_from([("L", 1), ("C", 3)]))
            d += command(letter, [draw(point) for _ in range(count)])
        d += draw(st.sampled_from(["", "Z"]))
    width = draw(st.sampled_from([0.0, 0.0, 12.5, 40.0]))
    return Path(draw(st.sampled_from(sorted(COLOURS))), d, draw(st.sampled_from([100, 84, 112])), width)


labels = st.builds(
    Label, st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,2}", fullmatch=True), coordinate, coordinate,
    st.sampled_from(["left", "right"]),
)  # fmt: skip
drawings = st.builds(
    lambda some, title, margin, places: dataclasses.replace(
        Drawing.of(some, COLOURS, title, margin), labels=tuple(places)
    ),
    st.lists(paths(), min_size=1, max_size=5),
    st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=20),
    st.integers(0, 50),
    st.lists(labels, max_size=3),
)


@given(drawings)
def test_a_picture_reads_back_equal(made: Drawing) -> None:
    assert Drawing.from_svg(made.to_svg()) == made


@given(drawings)
def test_mirrored_twice_is_the_same(made: Drawing) -> None:
    other = made.mirrored()
    assert other.mirrored() == made
    assert (other.width, other.height) == (made.width, made.height)
    assert [[(-x, y) for x, y in p.points()] for p in made.paths] == [p.points() for p in other.paths]
    assert [(-label.x, label.y, label.side == "left") for label in made.labels] == [
        (label.x, label.y, label.side == "right") for label in other.labels
    ]


@given(drawings, labels)
def test_a_label_tells_pictures_apart(made: Drawing, place: Label) -> None:
    assert dataclasses.replace(made, labels=(*made.labels, place)).digest != made.digest


@given(drawings)
def test_bounds_hold_every_point(made: Drawing) -> None:
    for one in (made, made.mirrored()):
        left, top, right, bottom = one.bounds
        for path in one.paths:
            for x, y in path.points():
                assert left + path.width / 2 <= x <= right - path.width / 2
                assert top + path.width / 2 <= y <= bottom - path.width / 2


def test_operators() -> None:
    path = Path("ink", "M0 0L10 -5C1 2 3 4 5 6ZM1 1L2 2")
    assert " ".join(path.operators().split()) == "0 0 m 10 -5 l 1 2 3 4 5 6 c h 1 1 m 2 2 l"


@given(paths())
def test_operators_hold_the_same_numbers(path: Path) -> None:
    words = path.operators().split()
    assert [int(w) for w in words if w.lstrip("-").isdigit()] == [n for p in path.points() for n in p]
    assert "".join(w for w in words if w in "mlch") == "".join(
        {"M": "m", "L": "l", "C": "c", "Z": "h"}[c] for c in path.d if c in "MLCZ"
    )


def test_a_mirrored_path_keeps_what_else_it_has() -> None:
    path = Path("skin", "M-5 3L7 -2Z", tone=84, width=3)
    assert path.mirrored() == Path("skin", "M5 3L-7 -2Z", tone=84, width=3)


def test_of_keeps_the_colours_that_are_used() -> None:
    made = Drawing.of([box(0, 0, 5, 5, "skin")], {**COLOURS, "skin": "#C68642"})
    assert made.colours == (("skin", "#c68642"),)
    assert made.bounds == (0, 0, 5, 5)


def test_of_refuses_a_role_without_colour_and_a_picture_without_paths() -> None:
    with pytest.raises(ValueError, match="no colour for role hat"):
        Drawing.of([box(0, 0, 5, 5, "hat")], COLOURS)
    with pytest.raises(ValueError, match="at least one path"):
        Drawing.of([], COLOURS)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda svg: "<svg></svg>",
        lambda svg: "",
        lambda svg: svg.replace("viewBox", "viewbox"),
        lambda svg: svg.replace('<path class="f-shirt-100"', '<path fill="red" class="f-shirt-100"', 1),
        lambda svg: svg.replace('d="M', 'd="m', 1),
        lambda svg: svg.replace('d="M', 'd="M1.5 2L', 1),
        lambda svg: svg.replace('d="M', 'd="A', 1),
        lambda svg: svg.replace(".f-shirt-100", ".f-hat-100"),
        lambda svg: svg.replace('Z"/>', 'ZQ"/>', 1),
    ],
)
def test_other_svg_is_refused(spoil) -> None:
    svg = drawing().to_svg()
    assert spoil(svg) != svg
    with pytest.raises(ValueError, match=r"not a picture|damaged|no colour"):
        Drawing.from_svg(spoil(svg))


def test_a_picture_that_is_cut_short_anywhere_is_refused() -> None:
    svg = drawing().to_svg()
    for end in range(len(svg.rstrip())):
        with pytest.raises(ValueError, match=r"not a picture|damaged|no colour"):
            Drawing.from_svg(svg[:end])


def test_svg_is_well_formed_with_its_title_escaped() -> None:
    import xml.etree.ElementTree as ET

    made = dataclasses.replace(drawing(), title="Tom & <Jerry>")
    root = ET.fromstring(made.to_svg())
    assert root.find("{*}title").text == "Tom & <Jerry>"
    assert len(root.findall("{*}path")) == len(made.paths)
    assert Drawing.from_svg(made.to_svg()).title == made.title


@pytest.mark.parametrize(("name", "skin"), [("colour", "#c68642"), ("line", "#ffffff")])
def test_svg_paints_fills_and_strokes_in_the_palette(name: str, skin: str) -> None:
    rules = dict(re.findall(r"^\.(\S+?)\{(.*)\}$", drawing().to_svg(palette(name)), re.MULTILINE))
    assert rules["f-skin-100"] == f"fill:{skin}"
    assert rules["s-ink-100"].startswith("fill:none;stroke:#")
    used = set(re.findall(r'class="([^"]+)"', drawing().to_svg()))
    assert used == {"f-shirt-100", "f-skin-84", "s-ink-100"} <= rules.keys()


def test_equal_pictures_hash_alike() -> None:
    assert hash(drawing()) == hash(drawing())
    assert len({drawing(), drawing(), drawing(right=2001)}) == 2


def rounded(rgb: tuple[float, ...]) -> tuple[int, ...]:
    return tuple(round(c * 255) for c in rgb)


def test_own_colours_and_tones() -> None:
    assert rounded(OWN_COLOURS.colour("skin", 100, {"skin": "#c68642"})) == (0xC6, 0x86, 0x42)
    assert OWN_COLOURS.colour("skin", 50, {"skin": "#c68642"})[0] == pytest.approx(0xC6 / 255 / 2)
    assert max(OWN_COLOURS.colour("skin", 400, {"skin": "#c68642"})) == 1.0


def test_a_palette_overrides_roles_then_the_rest() -> None:
    some = Palette("x", roles={"ink": "#000000"}, other="#ffffff", tones=False)
    assert some.colour("ink", 100, {"ink": "#123456"}) == (0, 0, 0)
    assert some.colour("skin", 50, {"skin": "#123456"}) == (1, 1, 1)


def test_grey_is_the_luminance() -> None:
    some = Palette("x", grey=True)
    level = luminance((0x12 / 255, 0x34 / 255, 0x56 / 255))
    assert some.colour("skin", 100, {"skin": "#123456"}) == pytest.approx((level,) * 3)


@pytest.mark.parametrize("name", ["grey", "line"])
def test_shipped_palettes_for_black_printers_hold_no_hue(name: str) -> None:
    used = palette(name)
    for own in ("#ff0000", "#00ff00", "#1f6f78"):
        for role in (*used.roles, "something-else"):
            red, green, blue = used.colour(role, 100, {role: own})
            assert red == pytest.approx(green) == pytest.approx(blue)


def test_luminance_of_white_and_black() -> None:
    assert luminance((1, 1, 1)) == pytest.approx(1)
    assert luminance((0, 0, 0)) == 0
    assert luminance((0, 1, 0)) > luminance((1, 0, 0)) > luminance((0, 0, 1))
