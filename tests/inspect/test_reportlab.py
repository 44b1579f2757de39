"""What ReportLab writes: subset fonts with maps of their own, repeated over pages, text in kerned runs."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from handouts.inspect.facts import facts
from handouts.inspect.reading import read

FONT = "handouts/fonts/SourceSans3-Regular.ttf"
WORDS = ["Żółć gęślą jaźń", "Ωμέγα και άλφα", "Øl, åre, æble – 8–10", "the quick brown fox jumps over the lazy dog"]


def tagged(pages: list[list[str]], size: float = 12, furniture: str = "") -> bytes:
    """A paragraph for every string; one text line each."""
    pdfmetrics.registerFont(TTFont("Sans", FONT))
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, initialFontName="Sans", pageCompression=1, lang="pl")
    tree = PDFDictionary({"Type": PDFName("StructTreeRoot")})
    top, rows, parts = canvas._doc.Reference(tree), [], []
    for number, page in enumerate(pages):
        canvas.setFont("Sans", size)
        row = []
        for mcid, words in enumerate(page):
            canvas._code.append(f"/P <</MCID {mcid}>> BDC")
            canvas.drawString(72, 700 - 20 * mcid, words)
            canvas._code.append("EMC")
            row.append(PDFDictionary({"S": PDFName("P"), "P": top, "K": mcid}))
        if furniture:
            canvas._code.append("/Artifact BMC")
            canvas.drawString(72, 30, furniture)
            canvas._code.append("EMC")
        canvas.showPage()
        made = canvas._doc.Pages.pages[-1]
        made.__NoDefault__ = [*made.__NoDefault__, "StructParents"]
        made.StructParents = number
        for element in row:
            element["Pg"] = canvas._doc.Reference(made)
        rows += [number, PDFArray([canvas._doc.Reference(element) for element in row])]
        parts += [canvas._doc.Reference(element) for element in row]
    tree["K"], tree["ParentTree"] = PDFArray(parts), PDFDictionary({"Nums": PDFArray(rows)})
    canvas._doc.Catalog.StructTreeRoot = top
    canvas.save()
    return out.getvalue()


def test_letters_of_many_languages_come_back() -> None:
    reading = read(tagged([WORDS[:2], WORDS[2:]]))
    assert reading.lines() == WORDS
    assert (reading.faults, reading.untagged, reading.lang) == ((), {}, "pl")


def test_more_letters_than_one_subset_holds() -> None:
    pdfmetrics.registerFont(TTFont("Sans", FONT))
    known = pdfmetrics.getFont("Sans").face.charToGlyph
    letters = [chr(c) for c in range(0xA1, 0x17F) if c in known and chr(c).isalpha()]
    letters += [chr(c) for c in range(0x391, 0x451) if c in known]
    assert len(letters) > 256
    lines = ["".join(letters[i : i + 40]) for i in range(0, len(letters), 40)]
    pdf = tagged([lines])
    assert read(pdf).lines() == lines
    assert len(facts(pdf).faces) > 1


@pytest.mark.parametrize("size", [9.5, 12, 18])
def test_sizes_of_body_and_furniture(size: float) -> None:
    page = facts(tagged([["abc de"]], size, furniture="Page 1")).pages[0]
    assert page.body == {size: 5}
    assert page.furniture == {size: 5}


def test_extents_agree_with_reportlabs_own_measure() -> None:
    page = facts(tagged([["Wide words, wide world"]], 20)).pages[0]
    width = pdfmetrics.stringWidth("Wide words, wide world", "Sans", 20)
    assert page.text is not None
    assert page.text[0] == pytest.approx(72)
    assert page.text[2] == pytest.approx(72 + width, abs=0.2)
    assert page.text[1] < 700 < page.text[3] < 725


def test_embedded_subset_faces() -> None:
    (face,) = facts(tagged([["abc"]])).faces
    assert (face.name, face.kind, face.to_unicode, face.embedded) == ("SourceSans3-Regular", "TrueType", True, True)
    assert face.subset
    assert 500 < face.bytes < 40_000
