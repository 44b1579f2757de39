"""Each attack of docs/pages/explanation/threat-model.md has a test; those that belong to no single module are here."""

from __future__ import annotations

import ast
import dataclasses
import json
import os
import re
import zlib
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf.generic import ArrayObject, NameObject

from handouts.builder.files import build
from handouts.builder.job import Job
from handouts.cli import group
from handouts.compose.document import Head
from handouts.inspect.check import check_pdf
from handouts.inspect.files import MAX_BYTES
from handouts.inspect.fonts import Font, parse_cmap
from handouts.inspect.reading import read
from handouts.library.library import MAX_PICTURE, Library
from handouts.problems import ProblemError
from handouts.record import NAME
from handouts.source import MAX_DEPTH, parse
from tests.checks import changed, elements, objects, verdict
from tests.content import TODAY, change, put
from tests.inspect.handmade import Made
from tests.sample import exercise as block
from tests.sample import pdf_of, sample_pdf, with_blocks

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs/pages/explanation/threat-model.md").read_text("utf-8")
LISTED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)


@pytest.mark.parametrize(("path", "name"), LISTED, ids=[name for _, name in LISTED])
def test_every_attack_on_the_page_has_its_test(path: str, name: str) -> None:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_the_page_lists_attacks_and_this_file_holds_no_other() -> None:
    assert len(LISTED) > 25
    own = {name for path, name in LISTED if path == "tests/test_threats.py"}
    tree = ast.parse(Path(__file__).read_text("utf-8"))
    here = {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}
    assert here - own == {
        "test_every_attack_on_the_page_has_its_test", "test_the_page_lists_attacks_and_this_file_holds_no_other",
    }  # fmt: skip


# ---------------------------------------------------------------- content
@pytest.mark.parametrize(
    "text", ["[" * 100_000, "a: " + "{b: " * 50_000, "\n".join(" " * n + "a:" for n in range(200))]
)
def test_deep_yaml_is_refused(text: str) -> None:
    with pytest.raises(ProblemError, match=f"nested more than {MAX_DEPTH} levels deep"):
        parse(text, "x.yaml")


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system ['true']", "!!binary aGk=", "!x y"])
def test_tags_build_nothing(tag: str) -> None:
    with pytest.raises(ProblemError, match="tags are not allowed"):
        parse(f"a: {tag}\n", "x.yaml")


def test_a_huge_picture_is_not_read_whole(content, monkeypatch) -> None:
    picture = content / "exercises/demo-reach/start.svg"
    picture.write_bytes(picture.read_bytes() + b" " * MAX_PICTURE * 2)
    seen: list[int] = []
    monkeypatch.setattr("handouts.drawing.Drawing.from_svg", lambda text: seen.append(len(text)))
    Library.load([content]).drawing("demo-reach", "start")
    assert seen == [MAX_PICTURE]


EVIL = (
    ") Tj ET Q /Im0 Do BT (owned",
    "\\) Tj <</S/JavaScript/JS(app.alert(1))>> \\",
    "</dc:title><x:owned/>&evil;<![CDATA[",
    "<b>bold</b> <img src=x onerror=alert(1)/> {{7*7}} ${HOME} %s",
    "endstream endobj 1 0 obj",
)


@pytest.mark.parametrize("words", EVIL)
def test_words_stay_words(words: str) -> None:
    """In the page, the title, the metadata and the alternative texts."""
    plain = with_blocks(Head(words, words), block(1, name=words))
    made = dataclasses.replace(plain, title=words, author=words, subject=words)
    pdf = pdf_of(made)
    assert verdict(pdf) == []
    assert any(words in line for line in read(pdf).lines())
    acting = {"/JS", "/JavaScript", "/AA", "/OpenAction", "/Launch", "/EmbeddedFiles"}
    assert not [one for one in objects(pdf) if isinstance(one, dict) and acting & one.keys()]


@pytest.mark.parametrize("code", ["\x1b[2J", "\x07", "\x9b31m", "\u2028"])
def test_escape_codes_in_content_are_refused(content, code: str) -> None:
    change(content, "exercises/demo-reach/en.yaml", "name: Demo reach", f"name: Demo{code} reach")
    result = CliRunner().invoke(group, ["show", "demo-reach", "--content", str(content)])
    assert isinstance(result.exception, ProblemError)
    assert code not in str(result.exception)


def test_escape_codes_in_names_are_made_visible(tmp_path) -> None:
    place = put(tmp_path, "a\x1b[31m.yaml", "x: 1\n")
    result = CliRunner().invoke(group, ["check", str(place), "--format", "short"])
    assert "\x1b" not in result.output
    assert r"a\x1b[31m.yaml" in result.output
    for form in ("json", "sarif"):
        assert "\x1b" not in CliRunner().invoke(group, ["check", str(place), "--format", form]).output


# ---------------------------------------------------------------- what is written
DEMO = Job("demo")


def made(content, out: Path, **more):
    (result,) = build([DEMO], out, content=[content], today=TODAY, **more).results
    return result


@pytest.mark.parametrize("theirs", [b"%PDF-1.4 somebody else's thesis", b"PK\x03\x04", b"words"])
def test_a_file_of_somebody_else_is_not_written_over(content, tmp_path, theirs: bytes) -> None:
    path = tmp_path / "thesis.pdf"
    path.write_bytes(theirs)
    result = made(content, path)
    assert (result.status, path.read_bytes()) == ("failed", theirs)
    assert "did not make" in str(result.problems[0])
    assert "--force" in result.problems[0].hint
    assert made(content, path, force=True).status == "built"
    path.write_bytes(path.read_bytes() + b"\n")
    (tmp_path / NAME).unlink()
    assert made(content, path).status == "built"  # a sheet of ours is made again without asking


def test_a_link_is_replaced_and_not_followed(content, tmp_path) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_bytes(b"mine")
    out = tmp_path / "out"
    out.mkdir()
    (out / "demo.en.sheet.pdf").symlink_to(victim)
    assert made(content, out).status == "failed"
    assert made(content, out, force=True).status == "built"
    assert victim.read_bytes() == b"mine"
    assert not (out / "demo.en.sheet.pdf").is_symlink()


def test_a_record_cannot_name_other_files(content, tmp_path) -> None:
    """Whoever may write into the folder can make us build again, and not take another file for ours."""
    assert made(content, tmp_path).status == "built"
    path = tmp_path / "demo.en.sheet.pdf"
    path.write_bytes(b"%PDF-1.7 handouts forged")
    record = json.loads((tmp_path / NAME).read_text())
    record["files"]["../../etc/passwd"] = record["files"][path.name]
    (tmp_path / NAME).write_text(json.dumps(record))
    assert made(content, tmp_path).status == "built"
    assert b"forged" not in path.read_bytes()


# ---------------------------------------------------------------- PDFs of strangers
def stream(data: bytes, keys: str = "") -> str:
    return f"<<{keys}/Length {len(data)}>>stream\n{data.decode('latin-1')}\nendstream"


def told(pdf: bytes) -> str:
    (problem,) = [problem for problem in check_pdf(pdf) if problem.rule == "pdf-opens"]
    return problem.message


def test_a_pdf_that_is_no_file_or_huge_is_not_read(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda path: pytest.fail("it is read"))
    with (tmp_path / "huge.pdf").open("wb") as file:
        file.truncate(MAX_BYTES + 1)  # a hole: it takes no room on the disk
    os.mkfifo(tmp_path / "pipe.pdf")
    for name, told in (("huge.pdf", "is larger than 256 MiB"), ("pipe.pdf", "is not a file")):
        assert f"{name}: {told}" in CliRunner().invoke(group, ["check", str(tmp_path / name)]).output
        assert told in str(CliRunner().invoke(group, ["show", "--reading", str(tmp_path / name)]).exception)


def test_a_pdf_that_unpacks_without_end_is_refused() -> None:
    bomb = zlib.compress(b"q Q " * 5_000_000, 9)
    keys = "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Filter/FlateDecode/Resources<</Font<<>>>>"
    pdf = Made(["/Fm0 Do"], extra=[stream(bomb, keys)], resources="/XObject<</Fm0 60 0 R>>").pdf()
    assert re.search(r"more than \d+ MiB", told(pdf))


def test_forms_that_multiply_are_refused() -> None:
    """Ten forms that each draw the next one ten times: ten thousand million drawings from two thousand bytes."""
    forms = []
    for number in range(60, 70):
        inner = (
            f"/Resources<</Font<<>>/XObject<</Fm0 {number + 1} 0 R>>>>" if number < 69 else "/Resources<</Font<<>>>>"
        )
        forms.append(stream(b"/Fm0 Do " * 10, f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]{inner}"))
    pdf = Made(["/Fm0 Do"], extra=forms, resources="/XObject<</Fm0 60 0 R>>").pdf()
    assert "operators" in told(pdf)


def test_a_font_of_all_codes_is_read_in_no_time() -> None:
    assert len(parse_cmap(b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange")) <= 0x10000
    wide = {"/Subtype": "/Type0", "/DescendantFonts": ArrayObject([{"/W": ArrayObject([1, 4_000_000_000, 500])}])}
    assert Font({NameObject(key): value for key, value in wide.items()}).width(70) == 500


def test_a_tree_within_itself_ends() -> None:
    def loop(writer) -> None:
        document = elements(writer, "Document")[0]
        document["/K"].append(document.indirect_reference)

    problems = check_pdf(changed(sample_pdf(), loop))
    assert any("in the tree twice" in problem.message for problem in problems)
