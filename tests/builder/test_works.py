from __future__ import annotations

import dataclasses
import datetime

import pytest

from handouts.builder.job import Job
from handouts.builder.works import Works
from handouts.inspect.facts import facts
from handouts.inspect.reading import read
from tests.builder.reports import DEMO, lines, problem, states
from tests.checks import verdict
from tests.content import TODAY, change, put
from tests.library.logos import SIGN
from tests.readback import expected_lines


def test_expired_content(run, content, out) -> None:
    late = datetime.date(2027, 11, 2)
    assert "has passed" in problem(run(today=late)).message
    assert states(run(dataclasses.replace(DEMO, allow_expired=True), today=late)) == ["built"]
    assert any("1 November 2027" in line for line in lines(out / "demo.en.sheet.pdf"))


def test_markup_in_fields_is_text(run, content, out) -> None:
    odd = '<b>Hang</b> & <img src=x> <font color="red">'
    change(content, "exercises/demo-hang/en.yaml", "name: Demo hang", f"name: '{odd}'")
    change(content, "routines/demo/en.yaml", "title: Demo routine", f"title: '{odd}'")
    run(Job("demo", patient="<i>A</i> {n}", note="{x} &lt;"))
    found = lines(out / "demo.en.sheet.pdf")
    assert f"2 {odd}" in found
    assert found[0] == odd
    assert "Name <i>A</i> {n}" in found
    assert "Note from your clinician: {x} &lt;" in found
    assert facts((out / "demo.en.sheet.pdf").read_bytes()).title == odd


def test_a_clinic_chooses_paper_accent_and_country(run, content, tmp_path, out) -> None:
    clinic = put(tmp_path, "clinic.yaml", 'name: Clinic One\npaper: letter\naccent: "#ff0000"\n')
    assert states(run(clinic=clinic)) == ["built"]
    found = facts((out / "demo.en.sheet.pdf").read_bytes())
    assert found.pages[0].media[2:] == (612, 792)
    assert found.info["Author"] == "Clinic One"
    put(tmp_path, "clinic.yaml", "name: Clinic Two\n")
    assert states(run(clinic=clinic)) == ["built"]
    assert states(run(clinic=clinic)) == ["unchanged"]
    assert states(run()) == ["built"]
    assert states(run(Job("demo", paper="a4"), clinic=clinic)) == ["built"]


def test_another_logo_is_another_sheet(run, tmp_path) -> None:
    clinic = put(tmp_path, "clinic.yaml", "name: Clinic\nlogo: logo.svg\n")
    assert "there is no file 'logo.svg'" in str(problem(run(clinic=clinic)))
    put(tmp_path, "logo.svg", SIGN.decode())
    assert states(run(clinic=clinic)) == ["built"]
    assert states(run(clinic=clinic)) == ["unchanged"]
    put(tmp_path, "logo.svg", SIGN.decode().replace("#0b5a6b", "#5a0b6b"))
    assert states(run(clinic=clinic)) == ["built"]


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_a_sheet_for_the_pen_keeps_the_standards(content, lang: str) -> None:
    job = Job("demo", lang=lang, fallback=True, blank=True, sticker=True)
    works = Works([content], [], None, TODAY)
    (data, _), (document, _) = works.make(job), works.pages(job)
    assert verdict(data) == []
    found = read(data)
    assert found.lines() == expected_lines(document)
    assert found.faults == ()
    assert works.make(job)[0] == data
