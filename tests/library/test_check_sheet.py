from __future__ import annotations

import datetime

import pytest

from handouts.builder.job import Job
from handouts.builder.works import Works
from handouts.cli import group
from handouts.library.check_sheet import sheet_advice
from handouts.library.library import Library
from tests.checks import changed
from tests.content import TODAY, change, put

WORDS = "Demo routine\nFor every exercise\nDemo routine · DEMO-EN-GB · version 1.3 · review by 1 November 2027"


def told(content, code: str = "DEMO-EN-GB", words: str = WORDS, pictures: int = 3, today=TODAY, lang: str = "en-GB"):
    return list(sheet_advice(Library.load([content]), today, code, lang, words, pictures))


def test_a_sheet_of_today(content) -> None:
    assert told(content) == []


def test_a_sheet_past_its_date(content) -> None:
    after = datetime.date(2027, 11, 2)
    assert told(content, today=after) == [("sheet-expired", "its content was to be reviewed by 2027-11-01")]
    assert told(content, today=datetime.date(2027, 11, 1)) == []


def test_a_sheet_of_an_older_version(content) -> None:
    old = WORDS.replace("version 1.3", "version 1.2")
    assert told(content, words=old) == [("sheet-outdated", "it tells version 1.2; the content is at version 1.3")]
    assert told(content, words=WORDS.replace(" · version 1.3", "")) == []  # cards have no room for it


def test_a_sheet_without_stop_rules(content) -> None:
    bare = WORDS.replace("For every exercise\n", "")
    assert told(content, words=bare) == [("sheet-stop-rule", "it has exercises, and nowhere 'For every exercise'")]
    assert told(content, words=bare, pictures=0) == []  # a diary


NAMED = f"Name Anna-Lena Østby\nDate 1 May\n{WORDS}"


@pytest.mark.parametrize(
    ("where", "value"),
    [("Title", "Demo routine for anna-lena østby"), ("name of the file", "demo_Østby_AnnaLena"),
     ("XMP", "<dc:title><rdf:li>Anna-Lena &#216;stby</rdf:li></dc:title>")],
)  # fmt: skip
def test_a_sheet_that_tells_its_patients_name_outside_the_page(content, where: str, value: str) -> None:
    def found(words: str, code: str = "DEMO-EN-GB") -> list[tuple[str, str]]:
        outside = (("Author", "Lena Østby, clinic"), (where, value))
        library = Library.load([content])
        return list(sheet_advice(library, TODAY, code, "en-GB", words, 3, outside))

    assert found(NAMED) == [("sheet-private", f"the {where} tells the name of the patient")]
    assert found(NAMED, "XXXX-EN-GB") == found(NAMED)  # whoever wrote its content
    assert found(f"Name\nDate\n{WORDS}") == []
    assert found(f"Name Ann\n{WORDS}") == []  # a part of a word
    assert found(f"Name Anna Lenz\n{WORDS}") == []


def test_a_leaflet_is_known_too(leaflet) -> None:
    found = told(leaflet, "DFAQ-EN-GB", "version 1.0 of it", today=datetime.date(2028, 1, 1))
    assert [rule for rule, _ in found] == ["sheet-expired", "sheet-outdated"]


@pytest.mark.parametrize(("code", "lang"), [("XXXX-EN-GB", "en-GB"), ("", ""), ("DEMO-XX-GB", "xx-GB")])
def test_sheets_of_others_are_let_be(content, code: str, lang: str) -> None:
    assert told(content, code, "", lang=lang) == []


def test_a_broken_library_says_nothing_of_sheets(content) -> None:
    put(content, "routines/demo/routine.yaml", "a: 'open\n")
    assert told(content) == []


def test_the_command_looks_at_metadata_and_file_name(content, tmp_path, monkeypatch) -> None:
    from click.testing import CliRunner

    monkeypatch.setattr("handouts.cli.check._today", lambda: TODAY)
    made = Works((content,), (), None, TODAY).make(Job("demo", patient="Anna Berg"))[0]
    told = changed(made, lambda writer: writer.add_metadata({"/Subject": "For Anna Berg"}))
    for name, pdf in (("good.pdf", made), ("anna-berg.pdf", made), ("told.pdf", told)):
        (tmp_path / name).write_bytes(pdf)
    words = ["check", *(str(path) for path in tmp_path.glob("*.pdf")), "--content", str(content), "--format", "short"]
    lines = [line for line in CliRunner().invoke(group, words).output.splitlines() if "sheet-private" in line]
    assert sorted(line.split("/")[-1] for line in lines) == [
        "anna-berg.pdf: the name of the file tells the name of the patient [sheet-private]",
        "told.pdf: the Subject tells the name of the patient [sheet-private]",
    ]


def test_the_command_asks(content, tmp_path, monkeypatch) -> None:
    from click.testing import CliRunner

    monkeypatch.setattr("handouts.cli.check._today", lambda: TODAY)
    (tmp_path / "x.pdf").write_bytes(Works((content,), (), None, TODAY).make(Job("demo"))[0])
    words = ["check", str(tmp_path / "x.pdf"), "--content", str(content)]
    assert "sheet-" not in CliRunner().invoke(group, words).output
    change(content, "routines/demo/routine.yaml", 'version: "1.3"', 'version: "1.4"')
    change(content, "routines/demo/routine.yaml", "review_by: 2027-11-01", "review_by: 2026-11-20")
    output = CliRunner().invoke(group, words).output
    assert "was to be reviewed by 2026-11-20 [sheet-expired]" in output
    assert "it tells version 1.3; the content is at version 1.4 [sheet-outdated]" in output
