from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.compose.document import Notice
from handouts.drawing import OWN_COLOURS
from handouts.layout.blocks import frame_of
from handouts.layout.template import COLOURS, PAPERS, STYLES, LayoutTemplate, Look, legible, rgb
from handouts.library.layers import builtin
from handouts.library.library import Library
from handouts.library.reader import read
from handouts.problems import ProblemError
from handouts.source import parse
from handouts.units import mm
from tests.content import put
from tests.sample import library, look, template

SHEET = (builtin("layouts") / "sheet.yaml").read_text("utf-8")
ALL = library().slugs("layouts")


def problems(old: str, new: str):
    """What is wrong with the sheet when words in it are replaced."""
    assert old in SHEET
    with pytest.raises(ProblemError) as error:
        read(LayoutTemplate, parse(SHEET.replace(old, new, 1), "sheet.yaml"))
    return error.value.problems


def line_of(words: str, within: str) -> int:
    return next(i for i, line in enumerate(within.splitlines(), 1) if words in line)


@pytest.mark.parametrize(
    ("old", "new", "field", "says"),
    [
        ("  title: {face: bold", "  title: {fase: bold", "styles.title.fase", "(did you mean 'face'?)"),
        ("gaps: {block: 4mm", "gaps: {block: 4", "gaps.block", "needs a number with its unit, such as 15mm"),
        ("gaps: {block: 4mm", "gaps: {block: 4px", "gaps.block", "'4px' is not a length"),
        ("gaps: {block: 4mm", "gaps: {block: -4mm", "gaps.block", "'-4mm' is out of range"),
        ("gaps: {block: 4mm", "gaps: {block: 900cm", "gaps.block", "'900cm' is out of range"),
        ("gaps: {block: 4mm, ", "gaps: {", "gaps.block", "is missing"),
        ("  title: {face: bold", "  title: {face: italic", "styles.title.face", "'italic' is not one of the choices"),
        ('  ink: "#14191c"', '  ink: "#14191"', "colours.ink", "must be a colour in quotes"),
        ("order: [head", "order: [haed", "order.0", "did you mean 'head'?"),
        ("papers: [a4", "papers: [a7", "page.papers.0", "'a7' is not one of the choices"),
        ("order: [head", "order: [stop, head", "order", "'stop' is there twice"),
        ("leading: 29pt, colour: accent", "leading: 0pt, colour: accent", "styles.title.leading", "from 4pt to 200pt"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place(old: str, new: str, field: str, says: str) -> None:
    (problem,) = problems(old, new)
    assert problem.field == field
    assert problem.path == "sheet.yaml"
    assert problem.line == line_of(new, SHEET.replace(old, new, 1))
    assert problem.column > 0
    assert says in str(problem)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("  chip: {face", "  chop: {face", "styles: 'chip' is missing"),
        ('  chip: "#e1eef0"', '  chop: "#e1eef0"', "colours: 'chip' is missing"),
        ("leading: 29pt, colour: accent", "leading: 29pt, colour: acent", "colours: 'acent' is missing"),
        ("strong-colour: accent", "strong-colour: acent", "colours: 'acent' is missing"),
        ("{style: furniture,", "{style: furnitures,", "styles: 'furnitures' is missing"),
        ("rule: rule", "rule: ruler", "colours: 'ruler' is missing"),
    ],
)
def test_a_missing_style_or_colour_is_told(old: str, new: str, says: str) -> None:
    (problem,) = problems(old, new)
    assert says in str(problem)
    assert problem.path == "sheet.yaml"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("  left: [", "  left: [steps, ", "'steps' is there twice"),
        ("margins: {top: 13mm", "margins: {top: 250mm", "page: the margins leave less than 40 mm of the paper a4"),
        (
            "left: 15mm, right: 15mm}",
            "left: 9cm, right: 90mm}",
            "page: the margins leave less than 40 mm of the paper a4",
        ),
    ],
)
def test_what_does_not_go_together_is_told(old: str, new: str, says: str) -> None:
    (problem,) = problems(old, new)
    assert says in str(problem)


def test_cells_have_pictures() -> None:
    spoilt = SHEET.replace("  left: [pictures, ", "  left: [", 1)
    assert "pictures" not in read(LayoutTemplate, parse(spoilt, "sheet.yaml")).exercise.left
    with pytest.raises(ProblemError, match="cells are as large as their pictures: exercise names no pictures"):
        read(LayoutTemplate, parse(f"{spoilt}cells: {{columns: [2], gutter: 3mm}}\n", "sheet.yaml"))


def test_all_faults_are_told_at_once() -> None:
    spoilt = SHEET.replace("gaps: {block: 4mm", "gaps: {block: 4").replace("order: [head", "order: [haed")
    with pytest.raises(ProblemError) as error:
        read(LayoutTemplate, parse(spoilt, "sheet.yaml"))
    assert {p.field for p in error.value.problems} == {"gaps.block", "order.0"}


def test_a_layout_extends_another(tmp_path) -> None:
    put(tmp_path, "wide.yaml", "extends: leaflet\nname: wide\nstyles: {body: {size: 14pt}}\norder: [head, about]\n")
    found = read(LayoutTemplate, Library.load(layouts=[tmp_path]).layout_source("wide"))
    leaflet, sheet = template("leaflet"), template("sheet")
    assert (found.name, found.order) == ("wide", ("head", "about"))
    assert found.styles["body"].size == 14
    assert found.styles["body"].leading == leaflet.styles["body"].leading
    assert found.gaps == leaflet.gaps
    assert found.gaps.block == sheet.gaps.block
    assert found.colours == sheet.colours


@pytest.mark.parametrize(
    ("base", "says"),
    [
        ("wide", "wide.yaml:1:10: extends: must be the name of another layout"),
        ("tall", "tall.yaml:1:10: extends: must be the name of another layout"),
        ("[sheet]", "wide.yaml:1:10: extends: must be the name of another layout"),
        ("shet", "wide.yaml:1:10: there is no layout 'shet' (did you mean 'sheet'?)"),
        ("../sheet", "wide.yaml:1:10: there is no layout '../sheet' (did you mean 'sheet'?)"),
    ],
)
def test_what_a_layout_cannot_extend(base: str, says: str, tmp_path) -> None:
    put(tmp_path, "wide.yaml", f"extends: {base}\nname: wide\n")
    put(tmp_path, "tall.yaml", "extends: wide\nname: tall\n")
    with pytest.raises(ProblemError) as error:
        Library.load(layouts=[tmp_path]).layout_source("wide")
    assert str(error.value) == f"{tmp_path}/{says}"


def test_a_fault_of_an_override_is_told_in_its_own_file(tmp_path) -> None:
    path = put(tmp_path, "wide.yaml", "extends: sheet\nname: wide\nstyles:\n  body: {sise: 14pt}\n")
    with pytest.raises(ProblemError) as error:
        read(LayoutTemplate, Library.load(layouts=[tmp_path]).layout_source("wide"))
    assert str(error.value) == f"{path}:4:10: styles.body.sise: is not a known key (did you mean 'size'?)"


@pytest.mark.parametrize("name", ALL)
def test_shipped_layouts_have_large_type(name: str) -> None:
    """RNIB clear print: at least 12 point, but for the furniture at the foot."""
    found = template(name)
    for key, style in found.styles.items():
        if key != found.page.furniture.style:
            assert style.size >= 12, key
            assert style.leading >= style.size * 1.1, key


def test_code_and_template_agree_on_styles_and_colours() -> None:
    found = template()
    assert found.styles.keys() >= STYLES
    assert found.colours.keys() >= COLOURS


@pytest.mark.parametrize(("paper", "size"), [("a4", (mm(210), mm(297))), ("letter", (612, 792))])
def test_papers(paper: str, size: tuple[float, float]) -> None:
    found = Look(template(), paper, "colour")
    margins = template().page.margins
    assert found.size == pytest.approx(size)
    assert found.width == pytest.approx(size[0] - margins.left - margins.right)
    assert found.height == pytest.approx(size[1] - margins.top - margins.bottom)
    assert set(template().page.papers) <= PAPERS.keys()


# ---------------------------------------------------------------- contrast (WCAG 2.2, 1.4.3)
def luminance_of(value: tuple[float, float, float]) -> float:
    """Relative luminance, from its definition."""
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in value]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def ratio(one, two) -> float:
    light, dark = sorted((luminance_of(one), luminance_of(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def greyed(value):
    """As a copier makes it: one level for all parts."""
    return (0.2126 * value[0] + 0.7152 * value[1] + 0.0722 * value[2],) * 3


GROUNDS = {"chip": "chip", "fact-label": "tint", "body": "tint", "label": "tint"}  # styles that stand on a tint too


@pytest.mark.parametrize("palette", ["colour", "grey", "line"])
@pytest.mark.parametrize("name", ALL)
def test_every_text_stands_out_from_its_ground_after_a_copier_too(name: str, palette: str) -> None:
    found = Look(template(name), "a4", palette)
    for key, style in found.styles.items():
        for ground in {"paper", GROUNDS.get(key, "paper")}:
            for ink in (style.rgb, style.strong_rgb, style.link_rgb):
                assert ratio(ink, found.colour(ground)) >= 4.5, (key, ground)
                assert ratio(greyed(ink), greyed(found.colour(ground))) >= 4.5, (key, ground)


@pytest.mark.parametrize("palette", ["colour", "grey", "line"])
def test_signs_and_lines_stand_out(palette: str) -> None:
    """Graphics that carry meaning need 3:1 (WCAG 2.2, 1.4.11)."""
    found = look("a4", palette)
    for name in ("stop", "emergency", "urgent", "line"):
        assert ratio(found.colour(name), found.colour("paper")) >= 3, name
        assert ratio(greyed(found.colour(name)), greyed(found.colour("paper"))) >= 3, name


@pytest.mark.parametrize("palette", ["grey", "line"])
def test_palettes_for_black_printers_have_no_hue(palette: str) -> None:
    found = look("a4", palette)
    for name in template().colours:
        assert len(set(found.colour(name))) == 1, name


def test_line_art_has_black_and_white_only() -> None:
    found = look("a4", "line")
    assert {found.colour(name) for name in template().colours} == {(0, 0, 0), (1, 1, 1)}


def test_the_kinds_of_notice_differ_without_colour() -> None:
    frames = [
        frame_of(Notice(kind, "T", ("x",)), look("a4", "line"), OWN_COLOURS) for kind in ("stop", "emergency", "urgent")
    ]
    signs = {tuple(mark.operators for mark in frame.marks if not mark.role) for frame in frames}
    assert len(signs) == 3


@given(st.tuples(*[st.integers(0, 255)] * 3).map(lambda c: "#" + bytes(c).hex()))
def test_any_accent_becomes_legible(accent: str) -> None:
    done = Look(template(), "a4", "colour", accent)
    ink = done.colour("accent")
    for name in ("paper", "chip", "tint"):
        assert ratio(ink, done.colour(name)) >= 4.5
        assert ratio(greyed(ink), greyed(done.colour(name))) >= 4.45  # a grey is rounded to 255 levels


def test_a_legible_accent_is_left_alone() -> None:
    assert legible("#0b5a6b") == "#0b5a6b"
    assert legible("#767676") == "#767676"  # 4.54:1, the lightest grey on white
    assert legible("#777777") != "#777777"
    assert legible("#ffffff") != "#ffffff"
    assert Look(template(), "a4", "colour", "#0b5a6b").colour("accent") == rgb("#0b5a6b")
    assert Look(template(), "a4", "line", "#ff0000").colour("accent") == (0, 0, 0)
