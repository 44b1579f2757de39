from __future__ import annotations

import io
import json
import shlex
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from handouts import cli
from handouts.inspect.facts import facts
from handouts.inspect.reading import read
from handouts.library.layers import builtin
from handouts.press import lp
from handouts.problems import ProblemError
from tests.content import change, put, write_leaflet
from tests.press.small import A4, numbered, numbers

LP = """\
#!{python} -IS
import json, os, sys
folder = os.path.dirname(os.path.abspath(__file__))
number = len([name for name in os.listdir(folder) if name.endswith(".pdf")])
with open(os.path.join(folder, "%d.pdf" % number), "wb") as file:
    file.write(sys.stdin.buffer.read())
with open(os.path.join(folder, "calls"), "a") as file:
    print(json.dumps(sys.argv[1:]), file=file)
{then}
"""


DECK = """\
extends: booklet
name: deck
press: cards
page: {papers: [a6], margins: {left: 7mm, right: 7mm, top: 7mm}}
order: [head, exercises]
exercise: {picture-height: 50mm, least-height: 20mm, right: [name, dose, pictures, steps]}
"""


class FakeLp:
    """A command `lp` that notes its calls and keeps what it was given."""

    def __init__(self, folder: Path):
        self.folder = folder

    def install(self, then: str = "print('request id is Office-12 (0 file(s))')") -> None:
        self.folder.mkdir()
        program = self.folder / "lp"
        program.write_text(LP.format(python=sys.executable, then=then))
        program.chmod(0o755)

    @property
    def calls(self) -> list[list[str]]:
        calls = self.folder / "calls"
        return [json.loads(line) for line in calls.read_text().splitlines()] if calls.exists() else []

    @property
    def files(self) -> list[bytes]:
        return [path.read_bytes() for path in sorted(self.folder.glob("*.pdf"))]


@pytest.fixture
def printer(tmp_path, monkeypatch):
    """Only this folder is on PATH: tests never reach a real printer."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return FakeLp(tmp_path / "bin")


@pytest.fixture
def run(content, printer, tmp_path, monkeypatch):
    """Runs `handouts print` in a folder of its own."""
    change(content, "routines/demo/routine.yaml", "review_by: 2027-11-01", "review_by: 2999-11-01")
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def run(*args: str, names: tuple[str, ...] = ("demo",)):
        words = ["print", *names, "--content", str(content), *args]
        result = CliRunner().invoke(cli.group, words, prog_name="handouts")
        assert result.exception is None or isinstance(result.exception, SystemExit | ProblemError), result.exception
        return result

    return run


def left_behind() -> list[Path]:
    return [path for path in Path().rglob("*") if path.is_file()]


def test_a_sheet_goes_to_the_printer_and_no_file_stays(run, printer) -> None:
    printer.install()
    result = run()
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("DEMO-EN-GB: sent to the printer, ")
    assert result.stdout.endswith(" of A4 (request id is Office-12 (0 file(s)))\n")
    (call,) = printer.calls
    assert call == [
        "-n", "1", "-t", "DEMO-EN-GB",
        "-o", "media=A4", "-o", "sides=two-sided-long-edge", "-o", "print-scaling=none",
    ]  # fmt: skip
    assert "Demo routine" in read(printer.files[0]).text()
    assert left_behind() == []
    assert run("--quiet").output == ""


def test_the_options_reach_lp(run, printer) -> None:
    printer.install()
    run("--printer", "Office/draft", "--copies", "3", "--sides", "one", "--grey", "--paper", "letter")
    (call,) = printer.calls
    assert call == [
        "-d", "Office/draft", "-n", "3", "-t", "DEMO-EN-GB",
        "-o", "media=Letter", "-o", "sides=one-sided", "-o", "print-scaling=none", "-o", "collate=true",
        "-o", "print-color-mode=monochrome",
    ]  # fmt: skip
    run("--sides", "short", "--palette", "line", "--grey")
    assert "sides=two-sided-short-edge" in printer.calls[1]


def test_grey_is_the_palette_too(run, printer) -> None:
    printer.install()
    for args in ((), ("--palette", "grey"), ("--grey",), ("--palette", "line"), ("--palette", "line", "--grey")):
        run(*args)
    colour, palette_grey, grey, line, line_grey = printer.files
    assert grey == palette_grey != colour
    assert line_grey == line != grey


def test_a_dry_run_shows_the_call_and_prints_nothing(run, printer) -> None:
    printer.install()
    result = run("--dry-run", "--printer", "Big $(office)", "--quiet")
    assert result.exit_code == 1
    result = run("--dry-run", "--printer", "O;ffice", "--quiet")
    assert printer.calls == []
    shown, comment = result.stdout.split("  # ")
    assert comment.endswith("on its standard input\n")
    run("--printer", "O;ffice")
    assert shlex.split(shown) == ["lp", *printer.calls[0]]
    assert left_behind() == []


def test_a_dry_run_needs_no_lp(run) -> None:
    result = run("--dry-run")
    assert result.exit_code == 0
    assert result.stdout.startswith("lp -n 1 -t DEMO-EN-GB ")
    assert left_behind() == []


def test_a_patient_is_on_the_paper_only(run, printer) -> None:
    printer.install()
    result = run("--patient", "Anna Example", "--note", "Mind the step")
    assert "Anna Example" in read(printer.files[0]).text()
    assert "Anna" not in json.dumps(printer.calls) + result.output
    assert "Anna" not in str(facts(printer.files[0]).info)
    assert left_behind() == []


def test_several_names_are_several_jobs(run, printer, content) -> None:
    write_leaflet(content)
    change(content, "leaflets/demo-faq/leaflet.yaml", "review_by: 2027-11-01", "review_by: 2999-11-01")
    printer.install()
    result = run(names=("demo", "dmeo", "demo-faq"))
    assert [call[call.index("-t") + 1] for call in printer.calls] == ["DEMO-EN-GB", "DFAQ-EN-GB"]
    assert result.exit_code == 1
    assert result.stderr == "there is no routine, leaflet or exercise 'dmeo' (did you mean 'demo'?)\n"


def test_without_lp_the_file_is_there_to_be_printed_by_hand(run) -> None:
    result = run("--sides", "one")
    assert result.exit_code == 1
    assert result.stderr == (
        "build/demo.en.sheet.pdf: built but not printed: this computer has no command 'lp' "
        "(open the file and print it at 100 % on one side)\n"
    )
    assert left_behind() == [Path("build/demo.en.sheet.pdf")]
    run("--patient", "Anna Example", "-o", "there")
    assert Path("there/demo.en.sheet.pdf").stat().st_mode & 0o777 == 0o600
    assert run("-o", "mine.pdf").stderr.startswith("mine.pdf: built but not printed")
    assert Path("mine.pdf").is_file()
    assert run("-o", "mine.pdf", names=("demo", "demo-reach")).exit_code == 2


def test_what_lp_says_against_it_is_one_line(run, printer) -> None:
    printer.install("print('lp: Error - no default\\n  \\x1b[1mdestination', file=sys.stderr); sys.exit(1)")
    result = run("--copies", "2")
    assert result.exit_code == 1
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("DEMO-EN-GB was not printed, lp says: Error - no default \\x1b[1mdestination (")
    assert "--printer" in line
    assert left_behind() == []


def test_lp_that_reads_nothing_and_says_nothing(run, printer) -> None:
    printer.install()
    (printer.folder / "lp").write_text(f"#!{sys.executable} -IS\nraise SystemExit(7)\n")
    assert "lp says: it ended with 7" in run().stderr


@pytest.mark.parametrize("name", ["-o", "--", "a b", "a\tb", "a/../b c", "x#y", "a\nb", "", " ", "x" * 200, "a'b"])
def test_names_that_no_printer_has(run, printer, name) -> None:
    printer.install()
    result = run("--printer", name)
    if name:
        assert isinstance(result.exception, ProblemError) or "is no name of a printer" in result.stderr
        assert printer.calls == []
    else:
        assert "-d" not in printer.calls[0]


@pytest.mark.parametrize("args", [("--copies", "0"), ("--copies", "1000"), ("--sides", "both"), ("--copies", "x")])
def test_wrong_usage(run, printer, args) -> None:
    printer.install()
    assert run(*args).exit_code == 2
    assert printer.calls == []


def test_a_booklet_of_big_pages_is_refused(run, printer) -> None:
    printer.install()
    result = run("--booklet")
    assert "a booklet is folded from A4 or Letter" in result.stderr
    assert printer.calls == []


def test_a_booklet(run, printer, tmp_path) -> None:
    """A layout on A5, as a layouts folder may have one."""
    layouts = tmp_path / "layouts"
    layouts.mkdir()
    small = (builtin("layouts") / "sheet.yaml").read_text("utf-8").replace("name: sheet", "name: small")
    small = small.replace("papers: [a4, letter]", "papers: [a5]").replace("picture-width: 77mm", "picture-width: 50mm")
    (layouts / "small.yaml").write_text(small.replace("day-width: 11mm", "day-width: 7mm"), "utf-8")
    args = ("--layouts", str(layouts), "--layout", "small", "--booklet")
    assert "flipped on the short edge" in run(*args).stderr
    kept = Path("build/demo.en.small.print.pdf").read_bytes()
    printer.install()
    assert run(*args).exit_code == 0
    assert printer.files == [kept]
    assert "media=A4" in printer.calls[0]
    assert "sides=two-sided-short-edge" in printer.calls[0]
    assert {tuple(map(round, page.media)) for page in facts(kept).pages} == {(0, 0, 842, 595)}


@pytest.mark.parametrize(
    ("layout", "edge", "size", "faces"),
    [("cards", "long", (595, 842), 2), ("trifold", "short", (842, 595), 2), ("booklet", "short", (842, 595), 4)],
)
def test_a_layout_says_how_its_sheets_are_printed(run, printer, content, layout, edge, size, faces) -> None:
    printer.install()
    result = run("--layout", layout)
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"{faces} pages on {faces // 2} sheet" in result.stdout
    assert "media=A4" in printer.calls[0]
    assert f"sides=two-sided-{edge}-edge" in printer.calls[0]
    found = facts(printer.files[0])
    assert [tuple(map(round, page.media[2:])) for page in found.pages] == [size] * faces
    preferences = PdfReader(io.BytesIO(printer.files[0])).root_object["/ViewerPreferences"]
    assert preferences["/Duplex"] == f"/DuplexFlip{edge.capitalize()}Edge"
    assert preferences["/PrintScaling"] == "/None"


def test_small_pages_become_cards_on_a_sheet(run, printer, tmp_path) -> None:
    """Front and back follow each other, four cards to a sheet."""
    put(tmp_path, "layouts/deck.yaml", DECK)
    printer.install()
    result = run("--layout", "deck", "--layouts", str(tmp_path / "layouts"))
    assert (result.exit_code, result.stderr) == (0, "")
    assert "media=A4" in printer.calls[0]
    assert "sides=two-sided-long-edge" in printer.calls[0]
    assert {tuple(map(round, page.media[2:])) for page in facts(printer.files[0]).pages} == {(595, 842)}
    run("--layout", "deck", "--layouts", str(tmp_path / "layouts"), "--no-booklet")
    assert "media=A6" in printer.calls[1]


def test_a_booklet_may_be_printed_page_by_page(run, printer) -> None:
    printer.install()
    run("--layout", "booklet", "--no-booklet")
    assert "media=A5" in printer.calls[0]
    assert "sides=two-sided-long-edge" in printer.calls[0]


def test_a_cover_is_wrapped_round_a_booklet(run, printer) -> None:
    """The front of the first sheet has the cover's back at the left and its front at the right."""
    printer.install()
    Path("cover.pdf").write_bytes(numbered(2))
    Path("front.pdf").write_bytes(numbered(1))
    for cover in ((), ("--cover", "cover.pdf"), ("--cover", "front.pdf")):
        run("--layout", "booklet", *cover)
    plain, both, front = (numbers(file) for file in printer.files)
    assert len(both) == len(front) == len(plain) + 2
    assert {page: x for page, (x, _) in both[0].items() if page < 3} == {1: 222, 2: 74}
    assert {page: x for page, (x, _) in front[0].items() if page < 3} == {1: 222}
    assert both[1] == front[1] == {}


@pytest.mark.parametrize(
    ("layout", "cover", "says"),
    [
        ("sheet", "cover.pdf", "a cover is for booklets (leave --cover out, or use --layout booklet)"),
        ("booklet", "none.pdf", "none.pdf: cannot be read: No such file or directory"),
        ("booklet", "words.pdf", "words.pdf: is not a PDF with pages (a cover is a PDF of 1, 2 or 4 pages)"),
        ("booklet", "three.pdf", "a cover has 1, 2 or 4 pages, not 3"),
        ("booklet", "big.pdf", "the cover's pages are 210 x 297 mm, those inside it 148 x 210 mm"),
    ],
)
def test_a_cover_that_cannot_be(run, printer, layout, cover, says) -> None:
    printer.install()
    Path("cover.pdf").write_bytes(numbered(2))
    Path("three.pdf").write_bytes(numbered(3))
    Path("big.pdf").write_bytes(numbered(2, A4))
    Path("words.pdf").write_text("no pages", "utf-8")
    result = run("--layout", layout, "--cover", cover)
    assert result.exit_code == 1
    assert says in result.stderr
    assert printer.calls == []


def test_odd_pages_are_filled_up_before_they_are_copied(run, printer, monkeypatch) -> None:
    printer.install()
    monkeypatch.setattr(lp, "print_file", lambda *_: (numbered(3, A4), 3))
    run()
    run("--copies", "2")
    run("--copies", "2", "--sides", "one")
    assert [len(PdfReader(io.BytesIO(file)).pages) for file in printer.files] == [3, 4, 3]


def test_pages_are_filled_up_by_one_blank_page_at_the_end() -> None:
    assert [sorted(page) for page in numbers(lp.filled_up(numbered(3)))] == [[1], [2], [3], []]
    assert lp.filled_up(numbered(2)) == numbered(2)


@pytest.mark.parametrize(
    ("size", "name"),
    [((595.28, 841.89), "A4"), ((841.89, 595.28), "A4"), ((612, 792), "Letter"), ((419.53, 595.28), "A5")],
)
def test_names_of_papers(size, name) -> None:
    assert lp.media_name(*size) == name


def test_a_paper_that_no_printer_has() -> None:
    with pytest.raises(ProblemError, match="no printer paper is 100 x 210 mm"):
        lp.media_name(283.46, 595.28)


def test_print_is_listed() -> None:
    result = CliRunner().invoke(cli.group, ["--help"])
    assert "  print " in result.stdout
