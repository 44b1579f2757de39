from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache

import pytest
from click.testing import CliRunner

from handouts.cli import group
from tests.content import TODAY, change, put
from tests.sample import document, pdf_of

NOW = "exercises/demo-reach"


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setattr("handouts.cli.check._today", lambda: TODAY)


@pytest.fixture
def content(content, no_items):
    """The demo content beside a built-in library of no items."""
    return content


@cache
def sound() -> bytes:
    """A whole sheet that is not of the built-in library."""
    return pdf_of(document(keywords=("exercise sheet", "SMP-EN-GB")))


def run(*args: object):
    return CliRunner().invoke(group, ["check", *(str(arg) for arg in args)])


def test_all_is_well(content) -> None:
    result = run(content)
    assert (result.exit_code, result.output) == (0, "9 files, 0 errors, 0 warnings\n")
    assert run("-q", content).output == ""


def test_every_problem_is_one_line_and_a_count_ends_them(content) -> None:
    change(content, f"{NOW}/exercise.yaml", "side: each", "side: eech")
    change(content, f"{NOW}/en.yaml", "easier", "easyer")
    result = run(content)
    assert result.exit_code == 1
    lines = result.output.replace(f"{content}/", "").rstrip("\n").split("\n")
    assert lines[:-1] == [
        f"{NOW}/en.yaml:12:1: easyer: is not a known key (did you mean 'easier'?) [content-form]",
        f"{NOW}/exercise.yaml:7:44: dose.side: 'eech' is not one of the choices (did you mean 'each'?) [content-form]",
    ]
    assert lines[-1].endswith("files, 2 errors, 0 warnings")


def test_short_lines_have_no_hints(content) -> None:
    change(content, f"{NOW}/exercise.yaml", "side: each", "side: eech")
    line = run("--format", "short", content).output.split("\n")[0]
    assert line == f"{content}/{NOW}/exercise.yaml:7:44: dose.side: 'eech' is not one of the choices [content-form]"


def test_json_for_programs(content) -> None:
    change(content, f"{NOW}/exercise.yaml", "side: each", "side: eech")
    result = run("--format", "json", content / NOW)
    found = json.loads(result.output)
    assert result.exit_code == 1
    assert (found["errors"], found["warnings"]) == (1, 0)
    assert found["problems"] == [
        {
            "message": "'eech' is not one of the choices",
            "path": f"{content}/{NOW}/exercise.yaml",
            "line": 7,
            "column": 44,
            "field": "dose.side",
            "hint": "did you mean 'each'?",
            "level": "error",
            "rule": "content-form",
        }
    ]
    assert found["silenced"] == []


def test_warnings_fail_only_when_strict(content) -> None:
    change(content, f"{NOW}/en.yaml", " {end}", "")
    loose, strict = run(content), run("--strict", content)
    assert (loose.exit_code, strict.exit_code) == (0, 1)
    assert "warning: steps: no step refers to the picture 'end'" in loose.output
    assert loose.output.endswith("0 errors, 1 warning\n")


def test_a_single_file(tmp_path) -> None:
    path = put(tmp_path, "clinic.yaml", "name: Harbour\nadress: Quay\n")
    result = run(path)
    assert result.exit_code == 1
    assert result.output == (
        f"{path}:2:1: adress: is not a known key (did you mean 'address'?) [content-form]\n"
        "1 file, 1 error, 0 warnings\n"
    )


def test_the_clinic_is_checked_with_the_library(tmp_path) -> None:
    path = put(tmp_path, "ours.yaml", "name: 7\n")
    result = run("--clinic", path)
    assert result.exit_code == 1
    assert f'{path}:1:7: name: must be text (write "7" in quotes)' in result.output


def test_layouts_palettes_and_people_are_checked(tmp_path) -> None:
    put(tmp_path, "layouts/mine.yaml", "name: mine\n")
    put(tmp_path, "layouts/palettes/mine.yaml", "role: {}\n")
    result = run("--layouts", tmp_path / "layouts")
    assert f"{tmp_path}/layouts/mine.yaml:1:1: page: is missing" in result.output
    assert (
        f"{tmp_path}/layouts/palettes/mine.yaml:1:1: role: is not a known key (did you mean 'roles'?)" in result.output
    )


def test_the_built_in_library_is_in_order() -> None:
    result = run("--strict")
    assert result.exit_code == 0
    assert " files, 0 errors, 0 warnings, " in result.output


@pytest.mark.parametrize("args", [["--format", "xml"], ["no-such-file.yaml"], ["--nonsense"]])
def test_wrong_usage(args) -> None:
    assert run(*args).exit_code == 2


BAD = (b"", b"\xff", b"\x00", b"a: [", b"- 1", b"a: &a [*a]", b"no: 1", b"? {a: 1}", b"[" * 90000, b"!!python/name:os")
NAMES = (
    f"{NOW}/exercise.yaml", f"{NOW}/en.yaml", f"{NOW}/start.svg", "routines/demo/routine.yaml", "sources.yaml",
    "phrases/en.yaml", "safety/gb.yaml", "safety/words/en.yaml", "people/anna.yaml", f"{NOW}/figure.yaml",
)  # fmt: skip


@pytest.mark.parametrize(("name", "bad"), list(zip(NAMES, BAD, strict=True)), ids=NAMES)
def test_no_file_makes_it_stumble(name: str, bad: bytes, content) -> None:
    """Each file with a kind of bad bytes of its own."""
    path = put(content, name, "")
    path.write_bytes(bad)
    result = run(content)
    assert isinstance(result.exception, SystemExit)
    assert result.exit_code == 1
    assert f"{path}" in result.output


def test_the_real_command_prints_problems_without_a_traceback(tmp_path) -> None:
    command = [sys.executable, "-m", "handouts", "show", "cat-caw"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, env=os.environ)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "there is no exercise, routine, leaflet or education 'cat-caw' (did you mean 'cat-cow'?)\n"


def test_a_layout_is_checked_with_the_one_that_it_extends(tmp_path) -> None:
    put(tmp_path, "layouts/mine.yaml", "extends: base\nname: mine\nscale: 1.1\n")
    put(tmp_path, "layouts/base.yaml", "extends: sheet\nname: base\nscale: 1.2\n")
    assert run(tmp_path / "layouts").exit_code == 0
    put(tmp_path, "layouts/mine.yaml", "extends: base\nname: mine\nscale: 11\n")
    result = run(tmp_path / "layouts")
    assert result.exit_code == 1
    assert f"{tmp_path}/layouts/mine.yaml:3:8: scale: " in result.output
    assert len(result.output.splitlines()) == 2


def test_a_warning_is_silenced_with_a_reason(content) -> None:
    change(content, f"{NOW}/en.yaml", " {end}", "")
    assert run("--strict", content).exit_code == 1
    change(
        content, f"{NOW}/en.yaml", "- Stand tall", "# check: picture-step: the end is what the words say\n- Stand tall"
    )
    result = run("--strict", content)
    assert (result.exit_code, result.output) == (0, "9 files, 0 errors, 0 warnings, 1 silenced\n")
    (silenced,) = json.loads(run("--format", "json", content).output)["silenced"]
    assert silenced["reason"] == "the end is what the words say"
    assert silenced["rule"] == "picture-step"
    change(content, f"{NOW}/en.yaml", ": the end is what the words say", "")
    assert "the reason is missing (write: # check: picture-step: REASON) [check-comment]" in run(content).output


def test_sarif_for_code_hosts(content) -> None:
    change(content, f"{NOW}/exercise.yaml", "side: each", "side: eech")
    (found,) = json.loads(run("--format", "sarif", content / NOW).output)["runs"][0]["results"]
    assert (found["ruleId"], found["level"]) == ("content-form", "error")


def test_a_rule_is_explained() -> None:
    result = run("--explain", "routine-length")
    assert result.exit_code == 0
    assert result.output.startswith("routine-length (warning)\nA routine has at most four exercises.\nSource: ")


def test_pdfs_are_checked_alone_and_in_folders(tmp_path) -> None:
    (tmp_path / "sound.pdf").write_bytes(sound())
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/torn.PDF").write_bytes(sound()[:3000])
    result = run(tmp_path)
    assert result.exit_code == 1
    assert f"{tmp_path}/deep/torn.PDF: cannot be read" in result.output
    assert result.output.splitlines()[-1].startswith("2 files, 1 error, ")
    assert run(tmp_path / "sound.pdf").exit_code == 0


def test_a_layout_with_large_print_is_held_to_it(tmp_path) -> None:
    """The name of a file tells its layout."""
    for name, told in (("x.en.sheet.pdf", False), ("x.en.large-print.pdf", True)):
        (tmp_path / name).write_bytes(sound())
        assert ("at least 16 pt" in run(tmp_path / name).output) is told


def test_a_mended_pdf_says_nothing_beside_the_findings(tmp_path) -> None:
    """pypdf would tell of each object that it has to guess, with the bytes of the file."""
    whole = sound()
    (tmp_path / "x.pdf").write_bytes(whole[: whole.rindex(b"startxref")] + b"startxref\n1\n%%EOF\n")
    for words in (["check"], ["show", "--reading"]):
        command = [sys.executable, "-m", "handouts", *words, str(tmp_path / "x.pdf")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.stderr == ""
        assert done.stdout


def test_without_the_validator_it_says_so(tmp_path, monkeypatch) -> None:
    (tmp_path / "x.pdf").write_bytes(sound())
    assert run(tmp_path / "x.pdf").stderr == ""
    monkeypatch.setattr("handouts.inspect.check.validates", lambda: False)
    result = run(tmp_path / "x.pdf")
    assert (result.exit_code, result.stderr) == (
        0, "PDF/UA-1 and PDF/A-2a are not validated: install handouts[check]\n",
    )  # fmt: skip
    assert run(tmp_path / "x.pdf", "-q").stderr == ""
