from __future__ import annotations

import importlib.util

from click.testing import CliRunner

from handouts.cli import gallery
from handouts.cli.gallery import command
from handouts.problems import ProblemError


def test_a_pdf_and_a_png_beside_it(tmp_path) -> None:
    out = tmp_path / "window" / "all.pdf"
    told = CliRunner().invoke(command, ["desk-break", "--layout", "quick", "--width", "300", "-o", str(out)])
    assert (told.exit_code, told.output.strip()) == (0, f"{out}: built, all.png beside it")
    assert out.read_bytes().startswith(b"%PDF")
    assert out.with_suffix(".png").read_bytes().startswith(b"\x89PNG")


def test_a_picture_of_somebody_else_is_not_written_over(tmp_path) -> None:
    out, theirs = tmp_path / "all.pdf", tmp_path / "all.png"
    theirs.write_bytes(b"a photograph")
    asked = ["desk-break", "--layout", "quick", "--width", "300", "-o", str(out)]
    told = CliRunner().invoke(command, asked)
    assert "did not make" in str(told.exception)
    assert (theirs.read_bytes(), out.exists()) == (b"a photograph", False)
    assert CliRunner().invoke(command, [*asked, "--force"]).exit_code == 0
    assert CliRunner().invoke(command, asked).exit_code == 0


def test_without_the_extra_it_says_what_to_install(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    told = CliRunner().invoke(command, ["-o", str(tmp_path / "all.pdf")])
    assert isinstance(told.exception, ProblemError)
    assert "pip install 'handouts[draw]'" in str(told.exception) == gallery.NEEDS
    assert list(tmp_path.iterdir()) == []


def test_another_kind_of_file_is_refused(tmp_path) -> None:
    told = CliRunner().invoke(command, ["-o", str(tmp_path / "all.png")])
    assert told.exit_code == 2
    assert "must end with .pdf" in told.output
