"""The validator and our own reader must notice damage: else their praise means nothing."""

from __future__ import annotations

import re

import pytest
from pypdf import PdfWriter
from pypdf.generic import NameObject, NumberObject

from handouts.inspect.reading import read
from tests.checks import changed, elements, verdict
from tests.sample import short_pdf


def content(change):
    """A change to the first page's operators."""

    def apply(writer: PdfWriter) -> None:
        stream = writer.pages[0]["/Contents"].get_object()
        before = stream.get_data()
        after = change(before)
        assert after != before
        stream.set_data(after)

    return apply


def without(*path: str):
    """A key taken out of the catalog, or out of what it leads to."""

    def apply(writer: PdfWriter) -> None:
        place = writer.root_object
        for key in path[:-1]:
            place = place[key]
        del place[path[-1]]

    return apply


def element(tag: str, change, index: int = 0):
    """A change to one structure element."""
    return lambda writer: change(elements(writer, tag)[index])


def annotation(change):
    """A change to the last page's first link."""
    return lambda writer: change(writer.pages[-1]["/Annots"][0].get_object())


def rename(tag: str):
    return lambda one: one.update({NameObject("/S"): NameObject(f"/{tag}")})


DAMAGE = {
    "no alternative text": element("Figure", lambda one: one.pop("/Alt")),
    "no scope": lambda writer: [one.pop("/A") for one in elements(writer, "TH")],
    "headings skip a level": lambda writer: [rename("H4")(one) for one in elements(writer, "H2")],
    "a row is no row": element("TR", rename("Sect")),
    "a cell is lost": element("TR", lambda one: one["/K"].pop()),
    "a list without items": element("LI", rename("Sect")),
    "no words for a link": annotation(lambda one: one.pop("/Contents")),
    "a link without a way to its tag": annotation(lambda one: one.pop("/StructParent")),
    "a link is not printed": annotation(lambda one: one.update({NameObject("/F"): NumberObject(0)})),
    "no language": without("/Lang"),
    "not marked": without("/MarkInfo"),
    "no tree": without("/StructTreeRoot"),
    "no title shown": without("/ViewerPreferences"),
    "no metadata": without("/Metadata"),
    "no colour intent": without("/OutputIntents"),
    "no tab order": lambda writer: [page.pop("/Tabs") for page in writer.pages],
    "text outside marks": content(lambda code: re.sub(rb"(?s)/P<</MCID 1>>BDC\n(.*?)EMC", rb"\1", code, count=1)),
    "artifacts outside marks": content(lambda code: re.sub(rb"(?s)/Artifact BMC\n(.*?)EMC", rb"\1", code, count=1)),
    "a font that is not embedded": lambda writer: [
        font["/DescendantFonts"][0]["/FontDescriptor"].pop("/FontFile2")
        for font in writer.pages[0]["/Resources"]["/Font"].values()
    ],
    "codes without meaning": lambda writer: [
        font.pop("/ToUnicode") for font in writer.pages[0]["/Resources"]["/Font"].values()
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGE)
def test_the_validator_notices(name: str) -> None:
    assert verdict(changed(short_pdf(), DAMAGE[name]))


def test_the_validator_does_not_mind_a_clone() -> None:
    assert verdict(changed(short_pdf(), lambda writer: None)) == []


UNSEEN = {
    "words moved to another mark": content(
        lambda code: re.sub(rb"MCID ([12])>>", lambda found: b"MCID %d>>" % (3 - int(found[1])), code)
    ),
    "a mark nobody claims": content(lambda code: code.replace(b"MCID 1>>", b"MCID 999>>")),
    "a mark twice": content(lambda code: code.replace(b"MCID 2>>", b"MCID 1>>")),
    "no parent tree": without("/StructTreeRoot", "/ParentTree"),
    "a word lost": content(lambda code: re.sub(rb"<[0-9A-F]+>Tj", b"<>Tj", code, count=1)),
    "a tag lost": element("Document", lambda one: one["/K"].pop(3)),
}  # fmt: skip


@pytest.mark.parametrize("name", UNSEEN)
def test_our_own_reader_notices(name: str) -> None:
    whole, damaged = read(short_pdf()), read(changed(short_pdf(), UNSEEN[name]))
    assert (damaged.lines(), damaged.faults, damaged.untagged) != (whole.lines(), whole.faults, whole.untagged)
