"""From a job to the pages and bytes of its file: the works that all jobs share, with the library they come from.

Everything heavy is imported when it is first needed, so that an unchanged build starts fast.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.builder.blame import missing_glyph, too_tall, unknown_wish
from handouts.builder.job import COUNTRIES, DEFAULTS, Job
from handouts.output import MAKER
from handouts.problems import Problem, ProblemError

if TYPE_CHECKING:
    from handouts.compose.document import Document
    from handouts.compose.request import Request
    from handouts.drawing import Palette
    from handouts.layout.frame import Page
    from handouts.layout.template import Look, Press
    from handouts.library.clinic import Clinic
    from handouts.library.library import Library
    from handouts.library.models import Exercise, Leaflet, Routine
    from handouts.prescriptions.model import Change


class Works:
    """What jobs share: the library with all that was made of it, when first needed."""

    def __init__(
        self, content: Sequence[Path], layouts: Sequence[Path], clinic: Path | None, today: datetime.date
    ) -> None:
        self._content, self._layouts, self._clinic_path = content, layouts, clinic
        self.today = today
        self._library: Library | None = None
        self._usual: dict[str, str] = {}  # the layout of an item's kind

    @property
    def library(self) -> Library:
        """The library of all folders. Raises ProblemError when a folder is not there."""
        if self._library is None:
            from handouts.library.library import Library

            self._library = Library.load(self._content, self._layouts)
        return self._library

    @property
    def clinic(self) -> Clinic | None:
        """The clinic, when there is a file for it."""
        return self.library.clinic(self._clinic_path) if self._clinic_path else None

    def resolved(self, job: Job) -> Job:
        """The job with the layout of its kind when it names none; no file is read for it."""
        if job.layout:
            return job
        from handouts.library.layers import builtin

        if job.name not in self._usual:
            facts = f"leaflets/{job.name}/leaflet.yaml"
            leaflet = any((folder / facts).is_file() for folder in (builtin("content"), *self._content))
            self._usual[job.name] = "leaflet" if leaflet else "sheet"
        return dataclasses.replace(job, layout=self._usual[job.name])

    def key(self, job: Job) -> str:
        """All that a job's file depends on besides the files it is made from."""
        parts = dataclasses.asdict(job)
        parts["folders"] = [str(p.absolute()) for p in (*self._content, *self._layouts, self._clinic_path or Path())]
        parts["stamp"] = os.environ.get("SOURCE_DATE_EPOCH", "")
        parts["today"] = str(self.today)  # on another day the content may have expired
        return json.dumps(parts, sort_keys=True, default=str)

    def make(self, job: Job, password: str = "") -> tuple[bytes, int]:
        """The bytes of a job's file, encrypted if there is a password, and its number of pages. Raises ProblemError."""
        data, pages = self._plain(job)
        if password:
            from handouts.press.encrypt import encrypted

            data = encrypted(data, password)
        return data, pages

    def _plain(self, job: Job) -> tuple[bytes, int]:
        from handouts.pdf.writer import write_pdf

        document, pages = self.pages(job)
        press = self.press(job)
        if job.for_print:
            from handouts.press.lp import print_file

            return print_file(document, pages, press)
        if press in ("trifold", "cards"):  # these are printed as they are
            from handouts.press.preferences import print_preferences

            return write_pdf(document, pages, print_preferences(*pages[0].size)), len(pages)
        return write_pdf(document, pages), len(pages)

    def press(self, job: Job) -> Press | None:
        """What becomes of the pages of a job: "booklet", "trifold", "cards" or nothing. Raises ProblemError."""
        return self._look(self.resolved(job))[0].template.press

    def chart_note(self, job: Job) -> str:
        """What a job gives, as text for the patient's record. Raises ProblemError."""
        from handouts.compose.chart_note import chart_note
        from handouts.compose.sheet import compose_any

        job = self.resolved(job)
        request = dataclasses.replace(self._request(job), language=job.lang.split("+")[0])
        try:
            document = compose_any(self.library, request, self._look(job)[0].template.order)
        except ProblemError as error:
            raise ProblemError(map(job.origin.placed, error.problems)) from error
        return chart_note(document, request, job.patient_id, self.version(job), MAKER)

    def version(self, job: Job) -> str:
        """The version of the content that a job prints. Raises ProblemError for an unknown name."""
        return self._facts(job).version

    def lasts_until(self, job: Job) -> str:
        """The last day on which the file of a job would be the same, as YYYY-MM-DD; empty for ever."""
        clinic = self.clinic
        ends = [
            getattr(self._facts(job), "review_by", self.today),  # an exercise counts as its routines do: ask them anew
            clinic and clinic.approved_by and clinic.approved_by.review_by,
        ]
        return min((str(end) for end in ends if end and end >= self.today), default="")

    def _facts(self, job: Job) -> Routine | Leaflet | Exercise:
        library = self.library
        kind = library.kind_of(job.name)
        found: Routine | Leaflet | Exercise = getattr(library, kind.removesuffix("s"))(job.name)
        return found

    def pages(self, job: Job) -> tuple[Document, Sequence[Page]]:
        """A job's document, composed and laid out. Raises ProblemError."""
        try:
            return self._pages(job)
        except ProblemError as error:
            wish = unknown_wish(self.library, self.resolved(job))
            raise ProblemError(job.origin.placed(problem, wish) for problem in error.problems) from error

    def _pages(self, job: Job) -> tuple[Document, Sequence[Page]]:
        from handouts.compose.sheet import compose_any
        from handouts.layout.faces import MissingGlyphError
        from handouts.layout.pages import as_printed, lay_out
        from handouts.layout.rows import BlockTooTallError, TooMuchError

        job = self.resolved(job)
        look, palette = self._look(job)
        langs = job.lang.split("+")
        if len(langs) != look.template.languages:
            message = f"the layout '{job.layout}' is for {look.template.languages} language at a time"
            hint = "use --layout bilingual for two"
            if look.template.languages > 1:
                message = f"the layout '{job.layout}' is for two languages"
                hint = "name them as in --lang da+en, the patient's first"
            raise ProblemError(Problem(message, hint=hint))
        requests = [dataclasses.replace(self._request(job), language=lang) for lang in langs]
        document = compose_any(self.library, requests[0], look.template.order)
        if len(requests) > 1:
            from handouts.compose.beside import beside

            document = beside(document, compose_any(self.library, requests[1], look.template.order))
        try:
            return as_printed(document, look, palette), lay_out(document, look, palette)
        except MissingGlyphError as error:
            raise ProblemError(missing_glyph(self.library, job, _said(job), error.character)) from error
        except TooMuchError as error:
            hint = "leave some out with --skip, or use the layout grid or sheet, which take several pages"
            raise ProblemError(Problem(f"layout {job.layout}: {error}", hint=hint)) from error
        except BlockTooTallError as error:
            raise ProblemError(too_tall(self.library, job, error)) from error

    def _look(self, job: Job) -> tuple[Look, Palette]:
        clinic = self.clinic
        accent, preferred = (clinic and clinic.accent) or "", (clinic and clinic.paper) or DEFAULTS["paper"]
        key = ("look", job.layout, job.paper, job.palette, accent, preferred, job.fonts)
        palette = self.library.palette(job.palette)
        return self.library.remembered(key, lambda: self._made_look(job, accent, preferred)), palette

    def _made_look(self, job: Job, accent: str, preferred: str) -> Look:
        from handouts.layout.template import PAPERS, LayoutTemplate, Look
        from handouts.library.reader import read
        from handouts.problems import did_you_mean

        if job.paper and job.paper not in PAPERS:
            raise ProblemError(Problem(f"there is no paper '{job.paper}'", hint=did_you_mean(job.paper, PAPERS)))
        template = read(LayoutTemplate, self.library.layout_source(job.layout))
        papers = template.page.papers
        if job.paper and job.paper not in papers:
            message = f"the layout '{job.layout}' is not for the paper '{job.paper}'"
            raise ProblemError(Problem(message, hint=f"it is for {' and '.join(papers)}"))
        paper = job.paper or (preferred if preferred in papers else papers[0])
        fonts = self.library.fonts(job.fonts, self._clinic_path)
        return Look(template, paper, job.palette, accent or None, fonts)

    def _request(self, job: Job) -> Request:
        from handouts.compose.request import Patient, Request

        clinic = self.clinic
        said = _said(job)
        return Request(
            name=job.name,
            language=job.lang,
            country=job.country or (clinic and clinic.country) or COUNTRIES.get(job.lang.split("+")[-1], "GB"),
            today=self.today,
            clinic=clinic,
            logo=self.library.logo(self._clinic_path) if self._clinic_path else None,
            patient=Patient(said["patient"], said["date"], said["clinician"], said["next"]),
            origin=job.origin,
            blank=job.blank,
            sticker=job.sticker,
            changes=_changes(job) if job.changes else {},
            skip=frozenset(job.skip),
            add=job.add,
            fallback=job.fallback,
            note=said["note"],
            allow_expired=job.allow_expired,
            stamp=_stamp(),
        )


def _changes(job: Job) -> dict[str, Change]:
    """What a job changes of doses. Raises ProblemError."""
    from handouts.library.reader import read
    from handouts.prescriptions.model import Change
    from handouts.source import Source

    label = job.origin.path
    return {slug: read(Change, Source.of(dict(said), label or f"--set {slug}")) for slug, said in job.changes.items()}


def _said(job: Job) -> dict[str, str]:
    """What is printed of the words for one patient. Raises ProblemError."""
    words = {
        "patient": job.patient, "date": job.date, "clinician": job.clinician, "next": job.next_visit, "note": job.note,
    }  # fmt: skip
    if all(text.isascii() and text.isprintable() for text in words.values()):
        return words
    from handouts.compose.given import given  # plain words need nothing

    return given(words, job.origin)


def _stamp() -> str:
    """SOURCE_DATE_EPOCH as an instant, when it is set (reproducible-builds.org); else the content's own date."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch.isdecimal():
        return ""
    try:
        instant = datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
    except (OverflowError, ValueError, OSError):
        hint = "give seconds since 1970"
        raise ProblemError(Problem(f"SOURCE_DATE_EPOCH={epoch[:40]} is out of range", hint=hint)) from None
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")
