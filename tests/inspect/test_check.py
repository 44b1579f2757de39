from __future__ import annotations

import io

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, TextStringObject

from handouts.builder.job import Job
from handouts.builder.works import Works
from handouts.inspect.check import check_pdf
from handouts.inspect.content import interpret
from handouts.inspect.findings import Content, Painted, Shown
from handouts.inspect.paper import page_findings
from handouts.rules.registry import RULES
from handouts.units import mm
from tests.checks import changed, elements
from tests.content import TODAY, change, write_content
from tests.pdf.test_damage import content, element, rename, without
from tests.sample import library, sample_pdf, short_pdf, template

PAPER = (0.0, 0.0, 595.0, 842.0)
WHITE, BLACK, GREY = (1.0, 1.0, 1.0), (0.0, 0.0, 0.0), (0.6, 0.6, 0.6)


def broken(pdf: bytes, least: float = 12) -> dict[str, str]:
    """Rule to messages, one below another."""
    problems = check_pdf(pdf, "x.pdf", least)
    assert all((p.path, p.level) == ("x.pdf", RULES[p.rule].level) for p in problems)
    found: dict[str, str] = {}
    for problem in problems:
        found[problem.rule] = f"{found.get(problem.rule, '')}\n{problem.message}".strip()
    return found


def test_a_sound_file_breaks_no_rule() -> None:
    assert {rule for rule in broken(sample_pdf()) if RULES[rule].level == "error"} == set()


def no_subset(writer: PdfWriter) -> None:
    for font in writer.pages[0]["/Resources"]["/Font"].values():
        name = font.get_object()["/BaseFont"]
        font.get_object()[NameObject("/BaseFont")] = NameObject("/" + name.split("+")[1])


def no_unicode(writer: PdfWriter) -> None:
    for page in writer.pages:
        for font in page["/Resources"]["/Font"].values():
            font.get_object().pop("/ToUnicode", None)


def retitle(title: str):
    return lambda writer: writer.add_metadata({"/Title": title})


def split(writer: PdfWriter) -> None:
    """Hang what belongs to the last section under the first one: it then goes on on another page."""
    first, *_, last = elements(writer, "Sect")
    first["/K"].append(last["/K"][0])


def bad_link(writer: PdfWriter) -> None:
    for page in writer.pages:
        for one in page.get("/Annots", []):
            action = one.get_object()["/A"]
            action[NameObject("/URI")] = TextStringObject("http://example.org")


@pytest.mark.parametrize(
    ("damage", "rule", "says"),
    [
        (without("/StructTreeRoot"), "pdf-tagged", "a screen reader finds nothing"),
        (content(lambda ops: ops + b" BT /F0 12 Tf 72 400 Td <0024> Tj ET"), "pdf-tagged", "neither in the tag tree"),
        (retitle(""), "pdf-title", "has no title"),
        (without("/ViewerPreferences"), "pdf-title", "does not tell viewers"),
        (without("/Lang"), "pdf-language", "its language"),
        (without("/Metadata"), "pdf-standard", "PDF/A-2a"),
        (element("Figure", lambda one: one.pop("/Alt")), "pdf-alt-text", "page 1: a picture"),
        (lambda writer: [rename("H4")(one) for one in elements(writer, "H2")], "pdf-headings", "of level 4"),
        (lambda writer: rename("H2")(elements(writer, "H1")[0]), "pdf-headings", "the first heading has level 2"),
        (bad_link, "pdf-links", "leads to 'http://example.org'"),
        (no_subset, "pdf-fonts", "is not cut down"),
        (no_unicode, "pdf-fonts", "cannot be copied"),
        (no_unicode, "pdf-glyphs", "a character is missing"),
        (split, "page-whole-blocks", "goes on on page"),
    ],
)
def test_damage_to_a_file_is_found(damage, rule: str, says: str) -> None:
    assert says in broken(changed(short_pdf(), damage)).get(rule, "")


@pytest.mark.parametrize(
    "pdf", [b"", b"%PDF-1.7\nnonsense", b"\x00" * 4000, lambda: sample_pdf()[:2000], b"PK\x03\x04"]
)
def test_what_is_no_pdf_is_told_in_one_line(pdf) -> None:
    (message,) = broken(pdf if isinstance(pdf, bytes) else pdf()).values()
    assert "\n" not in message


def test_a_locked_file_is_told() -> None:
    locked = changed(sample_pdf(), lambda writer: writer.encrypt("secret", algorithm="RC4-128"))
    assert broken(locked) == {"pdf-opens": "is locked with a password: check it before it is locked"}


def found(*order: Shown | Painted, least: float = 12) -> dict[str, str]:
    return dict(page_findings(Content(list(order)), PAPER, least))


def words(text: str = "Words", box=(100, 400, 200, 412), **more) -> Shown:
    values = {"mark": (1, 0), "artifact": False, "run": 1, "size": 12.0, "glyphs": len(text)}
    return Shown(text, box=box, **{**values, **more})


def ground(fill, box=(90, 390, 300, 420), **more) -> Painted:
    return Painted(box, "path", fill, True, **more)


def test_small_type_is_found_and_furniture_may_be_small() -> None:
    assert found(words()) == {}
    assert found(words(size=11.9)) == {"page-type-size": "'Words' is 11.9 pt; at least 12 pt can be read by most"}
    assert found(words(size=15.5), least=16).keys() == {"page-type-size"}
    assert found(words(size=8, artifact=True)) == {}


@pytest.mark.parametrize(
    ("box", "edge"),
    [((10, 400, 60, 412), "left"), ((540, 400, 585, 412), "right"), ((100, 5, 200, 17), "bottom"),
     ((100, 830, 200, 840), "top")],
)  # fmt: skip
def test_narrow_margins_are_found(box, edge: str) -> None:
    assert f"white at the {edge}; printers need 5 mm" in found(words(box=box))["page-margins"]
    assert found(words(box=box, artifact=True)).keys() == {"page-margins"}
    picture = Painted(box, "form", None, False)
    assert found(picture).keys() == {"page-margins"}


def test_cut_marks_may_stand_at_the_edge() -> None:
    assert found(Painted((0, 400, 10, 401), "path", None, True), words()) == {}


def test_pale_words_are_found_on_paper_and_on_grounds() -> None:
    assert found(words(colour=GREY)).keys() == {"page-contrast"}
    assert found(words(colour=WHITE)).keys() == {"page-contrast"}
    assert found(ground(BLACK), words(colour=WHITE)) == {}
    assert found(ground(BLACK), words()).keys() == {"page-contrast"}
    assert found(words(), ground(BLACK)) == {}  # painted later, it hides the words: another matter


def test_colours_that_a_copier_makes_alike_are_found() -> None:
    """Pink on dark blue has 4.7:1 in colour, and 1.8:1 on a copy."""
    pink, blue = (1.0, 0.0, 0.8), (0.1, 0.1, 0.3)
    assert "has a contrast of 1.8:1" in found(ground(blue), words(colour=pink))["page-contrast"]


def test_words_on_a_picture_are_found() -> None:
    picture = Painted((150, 300, 300, 500), "form", None, False)
    assert found(picture, words()) == {"page-text-on-picture": "'Words' lies on a picture"}
    assert found(picture, words(box=(100, 400, 151, 412))) == {}  # touches it
    assert found(ground((0.9, 0.9, 0.9)), words()) == {}


def lines(*lengths: int) -> list[Shown]:
    return [words("x" * n, (100, 400 - 15 * i, 400, 412 - 15 * i)) for i, n in enumerate(lengths)]


def test_long_lines_are_found_and_short_paragraphs_are_not() -> None:
    assert found(*lines(70, 74, 76, 10)) == {}
    assert found(*lines(90)) == {}
    assert found(*lines(60, 90)) == {}
    assert "lines of 80 characters, from 'xxx" in found(*lines(76, 84, 20))["page-line-length"]


def code(side: float = 25, **more) -> Painted:
    return Painted((100, 100, 100 + mm(side), 100 + mm(side)), "path", BLACK, False, mm(side) / 29, **more)


def test_codes_that_are_small_or_crowded_are_found() -> None:
    assert found(code()) == {}
    assert found(code(20))["page-qr"].startswith("the code is 20.0 mm wide")
    near = words(box=(100 + mm(25) + 3 * mm(25) / 29, 120, 300, 132))
    assert found(code(), near)["page-qr"] == "something stands in the white edge of the code"
    assert found(code(), words(box=(100 + mm(25) + 4.1 * mm(25) / 29, 120, 300, 132))) == {}
    assert found(ground(WHITE, (50, 50, 300, 300)), code()) == {}


def test_a_printed_code_is_seen(tmp_path) -> None:
    write_content(tmp_path)
    change(tmp_path, "exercises/demo-reach/exercise.yaml", "panels:", "video: https://example.org/reach\npanels:")
    data, _ = Works((tmp_path,), (), None, TODAY).make(Job("demo"))
    pages = [interpret(page) for page in PdfReader(io.BytesIO(data)).pages]
    (seen,) = [one for page in pages for one in page.painted if one.module]
    assert seen.box[2] - seen.box[0] == pytest.approx(mm(25), abs=0.1)
    assert seen.module == pytest.approx(mm(25) / 29, rel=0.2)
    assert "page-qr" not in broken(data)


@pytest.mark.parametrize("layout", library().slugs("layouts"))
def test_files_of_every_layout_keep_the_rules(layout: str) -> None:
    """The rules on words and tags too: what a layout makes is what people get."""
    works = Works((), (), None, TODAY)
    name = "faq-is-it-safe" if layout == "leaflet" else "everyday-habits"
    lang = "da+en" if template(layout).languages == 2 else "sv"
    found = broken(works.make(Job(name, lang=lang, layout=layout))[0], template(layout).least_type)
    assert {rule for rule in found if RULES[rule].level == "error"} == set()
