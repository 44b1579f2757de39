"""`handouts draw` from the outside."""

from __future__ import annotations

import importlib.util
import shutil

import pytest
from click.testing import CliRunner

from handouts.cli.draw import NEEDS, command
from handouts.drawing import Drawing
from handouts.figure import again
from handouts.library.layers import builtin
from handouts.problems import ProblemError


@pytest.fixture(scope="module")
def memory():
    """As `--watch` has it: a panel that was painted before is not painted again."""
    return {}


@pytest.fixture
def draw(tmp_path, monkeypatch, memory):
    draw_again = again.draw_again
    monkeypatch.setattr(again, "draw_again", lambda figure, _, helpers: draw_again(figure, memory, helpers))

    def run(*arguments):
        return CliRunner().invoke(command, [*arguments, "-o", str(tmp_path)], catch_exceptions=False)

    return run


def test_svg_files_are_named_after_exercise_and_panel(draw, tmp_path, drawn_of):
    assert draw("childs-pose").exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["childs-pose-end.svg", "childs-pose-start.svg"]
    stored = Drawing.from_svg((tmp_path / "childs-pose-end.svg").read_text("utf-8"))
    assert stored == dict(drawn_of("childs-pose").panels)["end"]


def test_mirror_draws_the_other_side(draw, tmp_path, drawn_of):
    assert draw("childs-pose", "--mirror").exit_code == 0
    stored = Drawing.from_svg((tmp_path / "childs-pose-end.svg").read_text("utf-8"))
    assert stored == dict(drawn_of("childs-pose").panels)["end"].mirrored()


def test_a_png_is_as_wide_as_asked(draw, tmp_path):
    from PIL import Image

    assert draw("childs-pose", "--format", "png", "--width", "75").exit_code == 0
    with Image.open(tmp_path / "childs-pose-end.png") as image:
        assert image.width == pytest.approx(75 / 25.4 * 150, abs=1)


def test_line_art_has_only_greys(draw, tmp_path):
    from PIL import Image

    assert draw("childs-pose", "--format", "png", "--palette", "line").exit_code == 0
    with Image.open(tmp_path / "childs-pose-start.png") as image:
        assert all(max(colour) - min(colour) <= 2 for _, colour in image.convert("RGB").getcolors(1 << 20))


def test_a_contact_sheet_is_one_page(draw, tmp_path):
    sheet = tmp_path / "sheet.pdf"
    assert draw("childs-pose", "cat-cow", "--contact-sheet", str(sheet)).exit_code == 0
    assert sheet.read_bytes().startswith(b"%PDF")
    assert [path.name for path in tmp_path.iterdir()] == ["sheet.pdf"]


def test_another_person_can_be_drawn(draw, tmp_path, drawn_of):
    assert draw("childs-pose", "--person", "henrik").exit_code == 0
    stored = Drawing.from_svg((tmp_path / "childs-pose-end.svg").read_text("utf-8"))
    assert dict(stored.colours)["skin"] != dict(dict(drawn_of("childs-pose").panels)["end"].colours)["skin"]


def test_baking_again_changes_nothing(draw, tmp_path):
    """In a copy: another version of the geometry library may cut outlines into other points."""
    copy = tmp_path / "content/exercises/childs-pose"
    shutil.copytree(builtin("content") / "exercises/childs-pose", copy)
    (copy / "end.svg").unlink()
    options = ("childs-pose", "--bake", "--content", str(tmp_path / "content"))
    first = draw(*options)
    assert (first.exit_code, "end.svg" in first.output) == (0, True)
    assert Drawing.from_svg((copy / "end.svg").read_text("utf-8")).paths
    second = draw(*options)
    assert (second.exit_code, second.output) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ((), "childs-pose-end.svg"),
        (("--format", "png"), "childs-pose-end.png"),
        (("--format", "pdf"), "childs-pose-end.pdf"),
        (("--contact-sheet", "sheet.png"), "sheet.png"),
    ],
)
def test_a_file_of_somebody_else_is_not_drawn_over(draw, tmp_path, monkeypatch, arguments, name):
    monkeypatch.chdir(tmp_path)
    theirs = tmp_path / name
    theirs.write_bytes(b"a photograph")
    with pytest.raises(ProblemError, match="there is a file that handouts did not make"):
        draw("childs-pose", *arguments)
    assert theirs.read_bytes() == b"a photograph"
    assert draw("childs-pose", *arguments, "--force").exit_code == 0
    own = theirs.read_bytes()
    assert own != b"a photograph"
    assert draw("childs-pose", *arguments).exit_code == 0  # its own file is drawn again without asking
    assert theirs.read_bytes() == own


def test_a_drawing_of_somebody_else_is_not_baked_over(draw, tmp_path):
    copy = tmp_path / "content/exercises/childs-pose"
    shutil.copytree(builtin("content") / "exercises/childs-pose", copy)
    (copy / "start.svg").unlink()
    (copy / "end.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    with pytest.raises(ProblemError, match=r"end\.svg: there is a file that handouts did not make"):
        draw("childs-pose", "--bake", "--content", str(tmp_path / "content"))
    assert not (copy / "start.svg").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "name an exercise, or use --all"),
        (("cat-cow", "--bake", "--mirror"), "--bake writes the library's own pictures"),
        (("cat-cow", "--contact-sheet", "sheet.gif"), "must end with .png or .pdf"),
    ],
)
def test_wrong_usage_exits_with_2(draw, arguments, says):
    result = draw(*arguments)
    assert result.exit_code == 2
    assert says in result.output


def test_an_unknown_exercise_is_a_problem(draw):
    with pytest.raises(ProblemError, match=r"'cat-cwo' has no figure.*did you mean 'cat-cow'"):
        draw("cat-cwo")


def test_without_the_extra_there_is_one_clear_line(draw, monkeypatch):
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "shapely" else find(name))
    with pytest.raises(ProblemError) as caught:
        draw("cat-cow")
    assert [str(problem) for problem in caught.value.problems] == [NEEDS]


def test_names_on_a_contact_sheet_do_not_overlap(drawn_of):
    from pypdfium2 import PdfDocument
    from reportlab.pdfbase.pdfmetrics import stringWidth

    from handouts.figure.export import FONT, GAP, Row, contact_sheet

    panels = dict(drawn_of("neck-side-bend").panels)
    row = Row("a-very-long-name-of-an-exercise-indeed", [("start", panels["start"]), ("end", panels["end"])])
    document = PdfDocument(contact_sheet([row]))
    names = [f"{row.title} / {name}" for name, _ in row.panels]
    assert document[0].get_width() >= sum(stringWidth(name, *FONT) for name in names) + 3 * GAP
