"""Makes files of jobs: one failure does not stop the rest, nothing unchanged is built again, no good file is lost.

Everything heavy is imported when it is first needed, so that an unchanged build starts fast.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from handouts.output import is_file, put, spare_foreign
from handouts.problems import OPTIONS, Origin, Problem, ProblemError
from handouts.record import Record

if TYPE_CHECKING:
    from handouts.compose.document import Document
    from handouts.compose.request import Request
    from handouts.drawing import Palette
    from handouts.layout.frame import Page
    from handouts.layout.template import Look, Press
    from handouts.library.clinic import Clinic
    from handouts.library.library import Library
    from handouts.library.models import Exercise, Leaflet, Routine
    from handouts.prescriptions.model import Change, Prescription

COUNTRIES = {"en": "GB", "da": "DK", "sv": "SE", "nb": "NO", "de": "DE", "es": "ES"}
DEFAULTS = {"paper": "a4", "palette": "colour"}


@dataclass(frozen=True)
class Job:
    """One file to make, of a routine, a leaflet or an exercise; the layout is that of its kind when left out.

    Dose changes are by exercise and key, as text: `{"cat-cow": {"reps": "6"}}`. `origin` is where all this was
    written, for problems. The patient's id is not printed. `fonts` are files that are asked in turn for letters that
    the built-in fonts lack. `for_print` asks for what a printer gets: there, a booklet's pages stand side by side.
    """

    name: str
    lang: str = "en"
    layout: str = ""
    paper: str = ""
    palette: str = "colour"
    country: str = ""
    patient: str = ""
    note: str = ""
    changes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    skip: tuple[str, ...] = ()
    allow_expired: bool = False
    add: tuple[str, ...] = ()
    fallback: bool = False
    blank: bool = False
    sticker: bool = False
    next_visit: str = ""
    date: str = ""
    clinician: str = ""
    patient_id: str = ""
    fonts: tuple[str, ...] = ()
    for_print: bool = False
    origin: Origin = OPTIONS

    @property
    def personal(self) -> bool:
        """Whether the file is for one patient: then nothing of it is remembered."""
        return bool(self.patient or self.note or self.next_visit or self.patient_id)

    def file_name(self) -> str:
        """The file's name: what was asked for, never anything about a patient."""
        extra = [value for key, value in (("paper", self.paper), ("palette", self.palette)) if value]
        extra = [value for value in extra if value not in DEFAULTS.values()]
        extra += [
            word
            for word, asked in (("blank", self.blank), ("sticker", self.sticker), ("print", self.for_print))
            if asked
        ]
        return ".".join([self.name, self.lang, self.layout or "sheet", *extra, "pdf"])


@dataclass(frozen=True)
class Result:
    """What became of one job: the version of the content, and the SHA-256 of the file in hexadecimal."""

    path: Path
    status: Literal["built", "unchanged", "failed"]
    pages: int = 0
    problems: tuple[Problem, ...] = ()
    version: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class Report:
    """What became of all jobs, in their order."""

    results: tuple[Result, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem of every job, each said once."""
        return tuple(dict.fromkeys(p for result in self.results for p in result.problems))

    @property
    def exit_code(self) -> int:
        """0 when all is done, 1 when a job failed."""
        return 1 if any(result.status == "failed" for result in self.results) else 0


def from_prescription(prescription: Prescription, defaults: Job, origin: Origin = OPTIONS) -> Job:
    """The job of a prescription, which comes from the record `origin`; what it leaves open is as in `defaults`."""
    asked, changed = prescription, prescription.changes.items()
    given: dict[str, Any] = {
        "lang": asked.lang,
        "country": asked.country,
        "layout": asked.layout,
        "paper": asked.paper,
        "note": asked.note,
        "next_visit": asked.next_appointment,
        "date": asked.date and asked.date.isoformat(),
        "clinician": asked.clinician,
    }
    doses = {
        slug: {key: value for key, value in change if value is not None and key != "skip"} for slug, change in changed
    }
    return dataclasses.replace(
        defaults,
        name=asked.routine,
        patient=asked.patient.name,
        patient_id=asked.patient.id,
        changes={**defaults.changes, **{slug: dose for slug, dose in doses.items() if dose}},
        skip=(*defaults.skip, *(slug for slug, change in changed if change.skip)),
        add=(*defaults.add, *asked.add),
        origin=origin,
        **{key: value for key, value in given.items() if value},
    )


def build(
    jobs: Iterable[Job],
    output: Path = Path("build"),
    content: Sequence[Path] = (),
    layouts: Sequence[Path] = (),
    clinic: Path | None = None,
    force: bool = False,
    today: datetime.date | None = None,
    password: str = "",
    notes: bool = False,
) -> Report:
    """Make each job's file in the folder `output`, or in the file `output` when it ends in `.pdf`.

    `clinic` is a clinic.yaml. `today` decides whether content has expired; the real day when left out. With a
    password the files are encrypted, which needs the extra handouts[encrypt]. With `notes` a text beside each file
    tells what it gives, for the patient's record. Problems with the input do not raise:
    they are in the report.
    """
    works = Works(content, layouts, clinic, today or datetime.date.today())
    record = Record(output.parent if is_file(output) else output)
    results = [works.run(job, path, record, force, password, notes) for job, path in works.chores(jobs, output)]
    record.save()
    return Report(tuple(results))


def unchanged(path: Path, record: Record) -> Result:
    """A file that is there already, with what the record tells of it."""
    told = record.told(path)
    pages, version, digest = told.get("pages", 0), told.get("version", ""), told.get("sha256", "")
    return Result(path, "unchanged", int(pages), version=str(version), sha256=str(digest))


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

    def chores(self, jobs: Iterable[Job], output: Path) -> list[tuple[Job, Path]]:
        """Each job with its file in the folder `output`, or `output` itself when that ends in `.pdf`."""
        found = list(map(self.resolved, jobs))
        if is_file(output) and len(found) > 1:
            raise ValueError("several jobs need a folder as output")
        return [(job, output if is_file(output) else output / job.file_name()) for job in found]

    def is_current(self, job: Job, path: Path, record: Record) -> bool:
        """Whether a job's file is there and would be the same again; never for one patient's file."""
        return not job.personal and record.is_current(path, self._key(job))

    def run(
        self, job: Job, path: Path, record: Record, force: bool = False, password: str = "", notes: bool = False
    ) -> Result:
        """Make one file, unless it is there already, and the chart note beside it when there are to be `notes`.

        With a password the file is encrypted before it is written.
        """
        if not force and not password and self.is_current(job, path, record):
            made = unchanged(path, record)
        else:
            made = self._run(job, path, record, force, password)
        return self.note(job, made, force) if notes and made.status != "failed" and not job.for_print else made

    def _run(self, job: Job, path: Path, record: Record, force: bool, password: str) -> Result:
        private = job.personal or bool(password)
        try:
            spare_foreign(path, force or record.knows(path))
            self.library.begin()
            data, pages = self.make(job)
            if password:
                from handouts.press.encrypt import encrypted

                data = encrypted(data, password)
            written = put(path, data, private)
            version, digest = self.version(job), hashlib.sha256(data).hexdigest()
        except ProblemError as error:
            return Result(path, "failed", problems=error.problems)
        if private:
            record.forget(path)
        else:
            stamps, absent = self.library.stamps_read(), self.library.files_absent()
            told = {"pages": pages, "version": version, "sha256": digest}
            record.remember(path, self._key(job), stamps, absent, written, told)
        return Result(path, "built", pages, version=version, sha256=digest)

    def note(self, job: Job, made: Result, force: bool = False) -> Result:
        """Put the chart note of a job beside its file."""
        path = made.path.with_suffix(".txt")
        try:
            spare_foreign(path, force)
            put(path, self.chart_note(job).encode(), private=True)
        except ProblemError as error:
            return dataclasses.replace(made, status="failed", problems=error.problems)
        return made

    def _key(self, job: Job) -> str:
        parts = dataclasses.asdict(job)
        parts["folders"] = [str(p.absolute()) for p in (*self._content, *self._layouts, self._clinic_path or Path())]
        parts["stamp"] = os.environ.get("SOURCE_DATE_EPOCH", "")
        parts["today"] = str(self.today)  # on another day the content may have expired
        return json.dumps(parts, sort_keys=True, default=str)

    def make(self, job: Job) -> tuple[bytes, int]:
        """The bytes of a job's file and its number of pages. Raises ProblemError."""
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
        from handouts.pdf.metadata import PRODUCER

        job = self.resolved(job)
        request = dataclasses.replace(self._request(job), language=job.lang.split("+")[0])
        try:
            document = compose_any(self.library, request, self._look(job)[0].template.order)
        except ProblemError as error:
            raise ProblemError(map(job.origin.placed, error.problems)) from error
        return chart_note(document, request, job.patient_id, self.version(job), PRODUCER)

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
            wish = self._unknown(job)
            raise ProblemError(job.origin.placed(problem, wish) for problem in error.problems) from error

    def _unknown(self, job: Job) -> str:
        """The wish of a job that names what is not there, or nothing."""
        library, job = self.library, self.resolved(job)
        names: dict[str, Callable[[], object]] = {
            "layout": lambda: library.layout_source(job.layout),
            "routine": lambda: library.kind_of(job.name),
            "lang": lambda: [library.phrases(lang) for lang in job.lang.split("+")],
        }
        for wish, look in names.items():
            try:
                look()
            except ProblemError:
                return wish
        return ""

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
            raise ProblemError(self._missing_glyph(error.character, job)) from error
        except TooMuchError as error:
            hint = "leave some out with --skip, or use the layout grid or sheet, which take several pages"
            raise ProblemError(Problem(f"layout {job.layout}: {error}", hint=hint)) from error
        except BlockTooTallError as error:
            folder = error.origin if "/" in error.origin else f"exercises/{error.origin}"
            source = self.library.source(f"{folder}/{job.lang}.yaml") if error.origin else None
            raise ProblemError(
                Problem(
                    f"the block is {error.height / 72 * 2.54:.1f} cm tall; a page has room for "
                    f"{error.room / 72 * 2.54:.1f} cm",
                    source.path if source else "",
                    hint="shorten its words, or use a layout with smaller type",
                )
            ) from error

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

    def _missing_glyph(self, character: str, job: Job) -> Problem:
        """Find where the character came from: what was asked for, or else a content file."""
        from handouts.layout.installed import told, way_out

        message, hint = f"no font has {told(character)}", way_out(character)
        for wish, words in _said(job).items():
            if character in words:
                return job.origin.problem(wish, message, hint)
        for slug, change in job.changes.items():
            for key, value in change.items():
                if character in str(value):
                    return job.origin.problem("set", message, hint, slug, key)
        for source in self.library.sources_read():
            for loc, value in source.texts():
                if character in value:
                    line, column = source.where(loc)
                    return Problem(message, source.path, line, column, ".".join(map(str, loc)), hint)
        return Problem(message, hint=hint)


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
