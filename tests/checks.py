"""Looks into finished files: the validator's verdict, raw objects, operators."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import page as validation
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ContentStream, DictionaryObject

PROFILES = ("ua1", "2a")


def failed_rules(pdf: bytes, profile: str) -> list[str]:
    """The rules of a profile that the file breaks."""
    report = validation.validate_pdf_bytes(pdf, profile=profile)
    found = [f"{failure.rule_id}: {failure.message}" for failure in report.failures]
    if not found and not (report.is_compliant and report.rules.failed == 0):
        found = ["not compliant, for no reason given"]
    return found


def verdict(pdf: bytes) -> list[str]:
    """What PDF/UA-1 and PDF/A-2a find."""
    return [f"{profile} {rule}" for profile in PROFILES for rule in failed_rules(pdf, profile)]


def changed(pdf: bytes, change: Callable[[PdfWriter], object]) -> bytes:
    """The file with something changed in it."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def objects(pdf: bytes) -> Iterator[Any]:
    """Every object of a file."""
    reader = PdfReader(io.BytesIO(pdf))
    for number in sorted({*reader.xref_objStm, *(n for table in reader.xref.values() for n in table)}):
        if number:
            yield reader.get_object(number)


def elements(pdf: bytes | PdfWriter, tag: str) -> list[Any]:
    """The structure elements with a tag."""
    everything = (o.get_object() for o in pdf._objects if o is not None) if isinstance(pdf, PdfWriter) else objects(pdf)
    return [o for o in everything if isinstance(o, DictionaryObject) and "/P" in o and o.get("/S") == f"/{tag}"]


def operations(pdf: bytes) -> list[list[tuple[list[Any], str]]]:
    """(operands, operator) of each page."""
    reader = PdfReader(io.BytesIO(pdf))
    return [
        [(operands, op.decode()) for operands, op in ContentStream(p["/Contents"], reader, "bytes").operations]
        for p in reader.pages
    ]


def annotations(pdf: bytes) -> list[Any]:
    """Every annotation."""
    reader = PdfReader(io.BytesIO(pdf))
    return [a.get_object() for p in reader.pages for a in p.get("/Annots", [])]


def raw_streams(pdf: bytes) -> list[tuple[int, bytes]]:
    """(stated length, what lies between `stream` and the last line end before `endstream`), found by bytes alone."""
    found = []
    for match in re.finditer(rb"/Length (\d+)[^>]*>>\nstream\r\n", pdf):
        start, length = match.end(), int(match[1])
        found.append((length, pdf[start : pdf.index(b"\r\nendstream", start + length)]))
    return found
