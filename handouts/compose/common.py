"""The sections that sheets and leaflets share: the head, safety, sources, and who made it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple, Protocol

from handouts.compose.document import Block, Document, Fact, Furniture, Head, Notes, Notice, PatientStrip, Span, text
from handouts.compose.request import Request
from handouts.compose.speech import Said, Speech
from handouts.library.library import Library
from handouts.library.models import Range, SafetyWords
from handouts.problems import Problem, ProblemError


class Published(Protocol):
    """What a routine and a leaflet say about themselves."""

    @property
    def version(self) -> str: ...  # noqa: D102
    @property
    def code(self) -> str: ...  # noqa: D102
    @property
    def published(self) -> datetime.date: ...  # noqa: D102
    @property
    def review_by(self) -> datetime.date: ...  # noqa: D102
    @property
    def author(self) -> str: ...  # noqa: D102
    @property
    def licence(self) -> str | None: ...  # noqa: D102


class Share(NamedTuple):
    """A part of the sheet and how it may be used: what it has of text, and of pictures whose licence is its own."""

    name: str
    licence: str | None
    text: bool = True
    pictures: bool = False
    number: int = 0


class Titled(Protocol):
    """The words of a routine or a leaflet that stand at its head."""

    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def purpose(self) -> str: ...  # noqa: D102


def check_expiry(facts: Published, path: str, request: Request) -> None:
    """Raise ProblemError for content past its review date, unless that is allowed."""
    if facts.review_by >= request.today or request.allow_expired:
        return
    hint = "have it reviewed, or build with --allow-expired, which prints that it has expired"
    raise ProblemError(Problem(f"the review date {facts.review_by} has passed", path, field="review_by", hint=hint))


class Common:
    """One method a section; each gives its blocks, or none. Sheets and leaflets add their own."""

    kind = "exercise_sheet"  # the phrase that says what this is
    main = frozenset({"exercises", "diary"})  # a layout that prints none of these is for something else
    elsewhere = Problem("this layout is for leaflets only", hint="leave --layout out")

    def __init__(self, library: Library, request: Request, facts: Published, said: Said[Titled], speech: Speech):
        self.library, self.request, self.facts, self.speech = library, request, facts, speech
        self.own, self.chrome, self.tag = said
        self.words = speech.words

    def document(self, order: Sequence[str]) -> Document:
        """The whole document; `order` names its sections, of which this has some. Raises ProblemError."""
        words, facts, request = self.words, self.facts, self.request
        own = [name for name in order if hasattr(self, name)]
        if len(own) < len(order) and self.main.isdisjoint(own):
            raise ProblemError(self.elsewhere)
        order = own
        made: dict[str, list[Block]] = {}
        self._check_places(order)
        for name in sorted(order, key=lambda section: section == "head"):  # the head says what the others had to do
            made[name] = getattr(self, name)()
        code = f"{facts.code}-{request.language.upper()}-{request.country}"
        foot = (self.own.title, code, words("version_x", x=facts.version))
        review = words("review_by_x", x=words.date(facts.review_by))
        return Document(
            title=self.own.title,
            language=f"{request.language}-{request.country}",
            author=request.clinic.name if request.clinic else facts.author,
            subject=self.own.purpose,
            keywords=(words(self.kind), code),
            stamp=request.stamp or f"{facts.published:%Y-%m-%d}T00:00:00Z",
            furniture=Furniture(" · ".join((*foot, review)), words("page_x_of_y", x="{x}", y="{y}")),
            blocks=tuple(block for name in order for block in made[name]),
            sections=tuple(name for name in order for _ in made[name]),
        )

    def _check_places(self, order: Sequence[str]) -> None:
        """Raise ProblemError for what somebody asked for and no section of the layout prints."""
        asked, patient = self.request, self.request.patient
        places = (
            ("patient", patient.name, {"patient", "audience"}),  # a leaflet goes to everybody alike
            ("date", patient.date, {"patient", "audience"}),
            ("clinician", patient.clinician, {"patient", "audience"}),
            ("next", patient.next_visit, {"patient", "audience"}),
            ("note", asked.note, {"glance", "audience"}),
            ("sticker", asked.sticker, {"patient"}),
        )
        origin = asked.origin
        hint = f"leave it out, or use another {origin.name('layout')}"
        lost = [origin.problem(wish, "this layout has no place for it", hint)
                for wish, given, sections in places if given and sections.isdisjoint(order)]  # fmt: skip
        if lost:
            raise ProblemError(lost)

    def head(self) -> list[Block]:
        """Title and purpose, the clinic, and what the reader has to know first."""
        clinic, notices = self.request.clinic, []
        if self.facts.review_by < self.request.today:
            notices.append(self.words("expired", x=self.words.date(self.facts.review_by)))
        if self.speech.draft:
            notices.append(self.words("draft"))
        if self.speech.borrowed:
            notices.append(self.words("fallback_note"))
        head = Head(self.own.title, self.own.purpose, notices=tuple(notices), language=self.tag)
        if clinic is None:
            return [head]
        logo = self.request.logo
        name = clinic.name if logo is None or clinic.logo_with_name else ""
        line = " · ".join(filter(None, (clinic.address, clinic.phone)))
        return [replace(head, clinic=name, clinic_line=line, logo=logo, logo_alt=clinic.name if logo else "")]

    def patient(self) -> list[Block]:
        """Name, date and clinician, the next visit when it is known or to be written, room for a label."""
        patient, words = self.request.patient, self.words
        facts = [("name", patient.name), ("date", self.day(patient.date)), ("clinician", patient.clinician)]
        if self.request.blank or patient.next_visit:
            facts.append(("next_visit", self.day(patient.next_visit)))
        sticker = words("sticker") if self.request.sticker else ""
        return [PatientStrip(tuple(Fact(words(key), value) for key, value in facts), sticker)]

    def day(self, said: str) -> str:
        """A day such as 2026-12-01 in the words of the language, or whatever was written."""
        try:
            return self.words.date(datetime.date.fromisoformat(said))
        except ValueError:
            return said

    # Safety

    def stop(self) -> list[Block]:
        """The rules for every exercise."""
        own, chrome, tag = self.speech.safety()
        return [Notice("stop", chrome("stop_title"), tuple(own.stop_rules.values()), language=tag)]

    def emergency(self) -> list[Block]:
        """The signs that call for the emergency number of the country."""
        level, said = self.library.safety(self.request.country).emergency, self.speech.safety()
        title = said.chrome("emergency_title", x=level.number or "")
        return [Notice("emergency", title, self._signs(level.signs, said), language=said.tag)]

    def urgent(self) -> list[Block]:
        """The signs that call for advice soon, and whom to ask in the country."""
        safety, said = self.library.safety(self.request.country), self.speech.safety()
        route = said.own.routes.get(safety.country, "")
        general = said.chrome("general_list") if not (safety.official or self._approved()) else ""
        signs = self._signs(safety.urgent.signs, said)
        return [Notice("urgent", said.chrome("urgent_title"), signs, route, general, said.tag)]

    def _signs(self, ids: tuple[str, ...], said: Said[SafetyWords]) -> tuple[str, ...]:
        missing = [sign for sign in ids if sign not in said.own.signs]
        if missing:
            source = self.library.source(f"safety/words/{self.request.language}.yaml")
            path = source.path if source else ""
            raise ProblemError(
                Problem(f"no words for the warning sign '{sign}'", path, field=f"signs.{sign}") for sign in missing
            )
        return tuple(said.own.signs[sign] for sign in ids)

    # Who says so

    def printed_sources(self, ids: Iterable[str]) -> list[tuple[Span, ...]]:
        """Entry and address of each source that can be traced; the others are not printed."""
        known = self.library.sources().sources
        found = []
        for source in (known[i] for i in dict.fromkeys(ids) if i in known and known[i].quality == "ok"):
            link = (Span(" "), Span(source.url.removeprefix("https://"), link=source.url)) if source.url else ()
            found.append((Span(source.entry.rstrip(".")), *link))
        return found

    def about(self) -> list[Block]:
        """The clinic's own lines, the disclaimer, the approval, the licence."""
        clinic = self.request.clinic
        own, _, tag = self.speech.safety()
        lines: list[str | None] = []
        if clinic:
            lines = [clinic.contact_line, clinic.feedback_line, clinic.alternative_formats_line]
        credits = (self.words("picture_credit", x=name, y=whose) for name, whose in self.credited())
        rights = "".join(f" {line}" for line in (*self._licences(), *credits))
        legal = (Span(self._approval(), strong=True), *([Span(rights)] if rights else []))
        said = [text(line) for line in lines if line]
        if tag:
            return [Notes("", (text(self.disclaimer(own)),), language=tag), Notes("", (*said, legal))]
        return [Notes("", (*said, (Span(f"{self.disclaimer(own)} "), *legal)))]

    def _licences(self) -> Iterator[str]:
        """What may be used how: one line when that is the same for all of the sheet, else one for each licence."""
        groups: dict[str, list[Share]] = {}
        for share in self.shares():
            groups.setdefault(share.licence or "", []).append(share)
        for licence, group in groups.items():
            text, pictures = any(share.text for share in group), any(share.pictures for share in group)
            if not licence:
                continue
            if len(groups) == 1:
                yield self.words("licence" if pictures else "licence_text", x=licence.rstrip("."))
            else:
                key = "licence_text_of" if not pictures else "licence_of" if text else "picture_credit"
                yield self.words(key, x=self._named(group), y=licence.rstrip("."))

    def _named(self, group: Sequence[Share]) -> str:
        """The names of some parts; those that have numbers are told by them, as in: exercises 1–3, 5."""
        names = list(dict.fromkeys(share.name for share in group if not share.number))
        if numbers := [share.number for share in group if share.number]:
            runs = ([*run] for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]))
            told = ", ".join(self.words.figure(Range(low=run[0][1], high=run[-1][1])) for run in runs)
            names.append(f"{self.words('exercise', len(numbers))} {told}")
        return ", ".join(names)

    def shares(self) -> Iterator[Share]:
        """The sheet itself, then what else it is made of."""
        yield Share(self.own.title, self.facts.licence)

    def credited(self) -> Iterable[tuple[str, str]]:
        """Exercises whose pictures are not the library's own, and whose these are, under which licence."""
        return ()

    def disclaimer(self, own: SafetyWords) -> str:
        """That this is general information."""
        return own.disclaimer

    def _approved(self) -> bool:
        approval = self.request.clinic.approved_by if self.request.clinic else None
        return approval is not None and approval.review_by >= self.request.today

    def _approval(self) -> str:
        approval = self.request.clinic.approved_by if self.request.clinic else None
        if approval is None or not self._approved():
            return self.words("not_approved")
        return self.words("approved_by", x=f"{approval.name}, {approval.role}", y=self.words.date(approval.date))
