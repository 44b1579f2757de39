"""Hands finished PDFs to the printers of the system with the command `lp` (CUPS).

A file goes to `lp` on its standard input: no copy of it lies on the disk meanwhile, and no file name is in the call.
Job titles are sheet codes: print queues are read by everybody, so they hold nothing about a patient.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from handouts.compose.document import Document
from handouts.layout.frame import Page
from handouts.layout.template import PAPERS, Press
from handouts.pdf.writer import write_pdf
from handouts.press.impose import booklet, cards
from handouts.press.order import turning_edge
from handouts.press.preferences import print_preferences
from handouts.problems import Problem, ProblemError
from handouts.units import to_mm

SHEETS = PAPERS["a4"], PAPERS["letter"]
Sides = Literal["one", "long", "short"]
SIDES: dict[Sides, str] = {"one": "one-sided", "long": "two-sided-long-edge", "short": "two-sided-short-edge"}
# what CUPS allows in a name: neither blanks nor / and #; a name that starts with - would be read as an option
_PRINTER = re.compile(r"[^\s/#'\"\\?-][^\s/#'\"\\?]{0,126}(/[\w.-]{1,126})?")


class NoPrinterSystemError(Exception):
    """There is no command `lp` here."""


@dataclass(frozen=True)
class Wish:
    """How to print: sides "" are both, turned like the pages of a book; `cover` is a PDF to wrap round a booklet.

    `press` is what becomes of the pages, as a layout says it.
    """

    printer: str = ""
    copies: int = 1
    sides: Sides | Literal[""] = ""
    grey: bool = False
    press: Press | None = None
    cover: Path | None = None


@dataclass(frozen=True)
class PrintJob:
    """A file for the printer. `title` is the code of the sheet, `media` the name of the paper, as in A4."""

    title: str
    pdf: bytes
    pages: int
    media: str
    sides: Sides
    copies: int = 1
    grey: bool = False
    printer: str = ""

    def call(self) -> list[str]:
        """The call that prints what comes on its standard input, at its own size."""
        options = [f"media={self.media}", f"sides={SIDES[self.sides]}", "print-scaling=none"]
        if self.copies > 1:
            options.append("collate=true")  # else page 1 of all copies comes first, and on the backs of each other
        if self.grey:
            options.append("print-color-mode=monochrome")
        where = ["-d", self.printer] if self.printer else []
        return ["lp", *where, "-n", str(self.copies), "-t", self.title, *(w for o in options for w in ("-o", o))]

    def told(self) -> str:
        """What comes out of the printer, in words."""
        sheets = self.pages if self.sides == "one" else -(-self.pages // 2)
        copies = f", {self.copies} copies" if self.copies > 1 else ""
        return f"{_count(self.pages, 'page')} on {_count(sheets, 'sheet')} of {self.media}{copies}"

    def by_hand(self) -> str:
        """What to choose in a print dialog, to get the same."""
        turned = "on one side" if self.sides == "one" else f"on both sides, flipped on the {self.sides} edge"
        return f"print it at 100 % {turned}"


def prepare(document: Document, pages: Sequence[Page], wish: Wish) -> PrintJob:
    """The job that prints a laid-out document. Raises ProblemError for a printer, a cover or pages that cannot be."""
    check_printer(wish.printer)
    pdf, faces = print_file(document, pages, wish.press, _cover(wish) if wish.cover else None)
    box = PdfReader(io.BytesIO(pdf)).pages[0].mediabox
    width, height = float(box.width), float(box.height)
    sides: Sides = wish.sides or turning_edge(width, height)
    if wish.copies > 1 and sides != "one" and faces % 2:
        pdf, faces = filled_up(pdf), faces + 1
    code = document.keywords[-1] if document.keywords else "handouts"
    return PrintJob(code, pdf, faces, media_name(width, height), sides, wish.copies, wish.grey, wish.printer)


def _cover(wish: Wish) -> bytes:
    """The file of the cover. Raises ProblemError when it is none, or nothing is folded."""
    path = str(wish.cover)
    if wish.press != "booklet":
        raise ProblemError(Problem("a cover is for booklets", hint="leave --cover out, or use --layout booklet"))
    try:
        data = Path(path).read_bytes()
        if len(PdfReader(io.BytesIO(data)).pages):
            return data
    except OSError as error:
        raise ProblemError(Problem(f"cannot be read: {error.strerror}", path)) from error
    except PyPdfError:
        pass
    raise ProblemError(Problem("is not a PDF with pages", path, hint="a cover is a PDF of 1, 2 or 4 pages"))


def print_file(
    document: Document, pages: Sequence[Page], press: Press | None, cover: bytes | None = None
) -> tuple[bytes, int]:
    """What a printer gets, and how many faces it has.

    The pages of a booklet are set side by side, and those of cards by as many as a sheet holds, front behind back;
    tri-folds, and cards that are laid out on their sheets, are printed as they are. Raises ProblemError for pages that
    cannot be folded.
    """
    pdf = write_pdf(document, pages, print_preferences(*pages[0].size))
    if press == "booklet":
        sheets = booklet(pdf, cover)
    elif press == "cards" and pages[0].size not in SHEETS:
        sheets = cards(pdf, two_sided=True)
    else:
        return pdf, len(pages)
    return sheets, len(PdfReader(io.BytesIO(sheets)).pages)


def filled_up(pdf: bytes) -> bytes:
    """The file with a blank page at its end when its pages are odd: the next copy starts on a sheet of its own."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    if len(writer.pages) % 2 == 0:
        return pdf
    writer.add_blank_page()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def check_printer(name: str) -> None:
    """Raises ProblemError for a name that no printer can have; an empty one is the default printer."""
    if name and not (name.isprintable() and _PRINTER.fullmatch(name)):
        raise ProblemError(Problem(f"'{name}' is no name of a printer", hint="'lpstat -e' lists the printers"))


def media_name(width: float, height: float) -> str:
    """What `lp` calls the paper of this size, in points, standing or lying. Raises ProblemError for other sizes."""
    size = sorted((width, height))
    for name, paper in PAPERS.items():
        if all(abs(a - b) <= 1 for a, b in zip(size, sorted(paper), strict=True)):
            return name.capitalize()
    told = " x ".join(f"{to_mm(side):.0f}" for side in (width, height))
    hint = "build it, and print the file by hand"
    raise ProblemError(Problem(f"no printer paper is {told} mm", hint=hint))


def send(job: PrintJob) -> str:
    """Print; returns what `lp` says. Raises NoPrinterSystemError, or ProblemError with `lp`'s reason."""
    program = shutil.which("lp")
    if program is None:
        raise NoPrinterSystemError
    words = [program, *job.call()[1:]]
    try:
        done = subprocess.run(words, input=job.pdf, capture_output=True, check=False)  # noqa: S603 - no shell, checked
    except OSError as error:
        raise NoPrinterSystemError from error
    said = (done.stdout if done.returncode == 0 else done.stderr or done.stdout).decode("utf-8", "replace").strip()
    if done.returncode:
        hint = "'lpstat -e' lists the printers; name one with --printer"
        reason = " ".join(said.split()).removeprefix("lp: ") or f"it ended with {done.returncode}"
        raise ProblemError(Problem(f"{job.title} was not printed, lp says: {reason}", hint=hint))
    return said


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
