"""Composes a leaflet: questions with their answers, what else is worth knowing, warning signs, sources."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.compose.common import Common, Share, check_expiry
from handouts.compose.document import Block, Document, Labelled, Notes, Panel, Points, Question, Span, Text, lead, text
from handouts.compose.exercises import credited, picture_problems
from handouts.compose.request import Request
from handouts.compose.speech import Said, Speech
from handouts.library.library import Library
from handouts.library.models import EducationWords, Exercise, Leaflet, LeafletPicture, LeafletWords, SafetyWords, Term
from handouts.problems import Problem, ProblemError, did_you_mean

PIECE = 4  # points that stay together on a page


def compose_leaflet(library: Library, request: Request, order: tuple[str, ...]) -> Document:
    """The document of a leaflet; `order` names its sections. Raises ProblemError with all that is wrong."""
    for wish, given in (("set", request.changes), ("add", request.add), ("blank", request.blank)):
        if given:
            message = f"'{request.name}' is a leaflet and has no exercises"
            raise ProblemError(request.origin.problem(wish, message, slug=next(iter(request.changes), "")))
    leaflet = library.leaflet(request.name)
    speech = Speech(library, request)
    said = speech.item("leaflets", request.name, library.leaflet_words)
    check_expiry(leaflet, library.facts_source("leaflets", request.name).path, request)
    return _Sections(library, request, leaflet, said, speech).document(order)


class _Sections(Common):
    """The sections of a leaflet."""

    kind = "faq"
    main = frozenset({"questions"})
    elsewhere = Problem(
        "this layout is for routines and exercises, not for leaflets",
        hint="leave --layout out, or use booklet, large-print or trifold",
    )

    def __init__(
        self, library: Library, request: Request, leaflet: Leaflet, said: Said[LeafletWords], speech: Speech
    ) -> None:
        super().__init__(library, request, leaflet, said, speech)
        self.leaflet, self.leaflet_words = leaflet, said.own
        self._check_skipped()
        self.asked = [question for question in leaflet.questions if question.id not in request.skip]
        printed = {question.id for question in self.asked}
        self.pictured = {picture.education for picture in leaflet.pictures if picture.question in printed}

    def _check_skipped(self) -> None:
        """Raise ProblemError for what the leaflet does not have, or when nothing is left of it."""
        origin, questions = self.request.origin, [question.id for question in self.leaflet.questions]
        known = [*questions, *self.leaflet.education]
        unknown = [slug for slug in sorted(self.request.skip) if slug not in known]
        if unknown:
            message = f"is not in {self.request.name}"
            raise ProblemError(
                origin.problem("skip", f"'{slug}' {message}", did_you_mean(slug, known), slug) for slug in unknown
            )
        if self.request.skip.issuperset(questions):
            raise ProblemError(origin.problem("skip", "leaves no question in the leaflet"))

    def audience(self) -> list[Block]:
        """For whom the leaflet is, and the clinician's note."""
        paragraphs = [lead(f"{self.chrome('who_for')}:", self.leaflet_words.audience)]
        found: list[Block] = [Notes("", tuple(paragraphs), language=self.tag)]
        if self.request.note:
            found.append(Notes("", (lead(self.words("note_from_clinician"), self.request.note),)))
        if self.request.patient.next_visit:
            found.append(Notes("", (lead(f"{self.words('next_visit')}:", self.day(self.request.patient.next_visit)),)))
        return found

    def questions(self) -> list[Block]:
        """One block each."""
        return [self._question(question.id) for question in self.asked]

    def _question(self, name: str) -> Block:
        own = self.leaflet_words.questions.get(name)
        if own is None:
            lang = "en" if self.tag else self.request.language
            source = self.library.words_source("leaflets", self.request.name, lang)
            hint = did_you_mean(name, self.leaflet_words.questions)
            raise ProblemError(Problem("is missing", source.path, field=f"questions.{name}", hint=hint))
        pictures = [picture for picture in self.leaflet.pictures if picture.question == name]
        blocks = [picture.education for picture in pictures if picture.education]
        return Question(
            question=own.question,
            answer=tuple(map(text, own.answer)),
            evidence=lead(self.chrome("what_sources_say"), own.evidence) if own.evidence else None,
            panels=tuple(self._panel(picture) for picture in pictures if picture.exercise),
            caption=self.leaflet_words.captions.get(name, ""),
            labelled=self._labelled(blocks[0]) if blocks else None,
            origin=f"leaflets/{self.request.name}",
            language=self.tag,
            id=name,
        )

    def _panel(self, picture: LeafletPicture) -> Panel:
        slug, panel = picture.exercise or "", picture.panel or ""
        said = self.speech.item("exercises", slug, self.library.exercise_words)
        if problems := list(picture_problems(self.library, self.speech, slug, (panel,), said)):
            raise ProblemError(problems)
        return Panel("", self.library.drawing(slug, panel), said.own.alt[panel], said.tag)

    def shares(self) -> Iterator[Share]:
        """The leaflet, the pictures of exercises in it, and what else is worth knowing."""
        yield from super().shares()
        for name, facts, panel in self._pictured():
            if panel not in facts.pictures:
                yield Share(name, facts.licence, text=False, pictures=True)
        for slug in dict.fromkeys((*self._blocks(), *filter(None, self.pictured))):
            block = self.library.education(slug)
            words = self.speech.item("education", slug, self.library.education_words).own
            yield Share(words.title, block.licence, pictures=block.picture is not None)

    def credited(self) -> Iterator[tuple[str, str]]:
        """Of the exercises beside its questions."""
        for name, facts, panel in self._pictured():
            yield from credited(name, facts, (panel,))

    def _pictured(self) -> Iterator[tuple[str, Exercise, str]]:
        """The exercises beside its questions by name, each with the panel that is shown."""
        printed = {question.id for question in self.asked}
        for picture in self.leaflet.pictures:
            if picture.exercise and picture.panel and picture.question in printed:
                said = self.speech.item("exercises", picture.exercise, self.library.exercise_words)
                yield said.own.name, self.library.exercise(picture.exercise), picture.panel

    def education(self) -> list[Block]:
        """What else is worth knowing, in pieces that pages may part."""
        return [block for slug in self._blocks() for block in self._education(slug)]

    def _blocks(self) -> list[str]:
        return [slug for slug in self.leaflet.education if slug not in self.request.skip]

    def _education(self, slug: str) -> list[Block]:
        facts = self.library.education(slug)
        own, _, tag = self.speech.item("education", slug, self.library.education_words)
        points = [_point(own.points[point.id]) for point in facts.points if point.id in own.points]
        labelled = self._labelled(slug) if facts.picture and slug not in self.pictured else None
        pieces = _pieces(points)
        return [
            Points(
                title="" if at else own.title,
                intro=() if at else tuple(map(text, own.intro)),
                points=tuple(piece),
                labelled=None if at else labelled,
                last=at == len(pieces) - 1,
                origin=f"education/{slug}",
                language=tag,
            )
            for at, piece in enumerate(pieces)
        ]

    def _labelled(self, slug: str) -> Labelled | None:
        facts = self.library.education(slug)
        if facts.picture is None:
            return None
        said: Said[EducationWords] = self.speech.item("education", slug, self.library.education_words)
        drawing = self.library.picture("education", slug, facts.picture)
        points = said.own.points
        labels = tuple(_label(points[label.id]) if label.id in points else text(" ") for label in drawing.labels)
        return Labelled(drawing, said.own.alt or said.own.title, labels, said.tag)

    def sources(self) -> list[Block]:
        """Where the answers come from, each with its address."""
        ids = (*self.leaflet.sources, *(i for question in self.asked for i in question.basis))
        entries = [(*entry, Span(".")) if not entry[-1].link else entry for entry in self.printed_sources(ids)]
        return [Notes(self.words("sources"), tuple(entries), listed=True)] if entries else []

    def disclaimer(self, own: SafetyWords) -> str:
        """The full form."""
        return own.disclaimer_long or own.disclaimer


def _pieces(points: list[Text]) -> list[list[Text]]:
    """The points in even pieces of about PIECE; one empty piece when there are none."""
    count = max(1, round(len(points) / PIECE))
    return [points[len(points) * i // count : len(points) * (i + 1) // count] for i in range(count)]


def _point(words: str | Term) -> Text:
    """A statement, or a named thing: its plain name, its name in the books, what it does."""
    if isinstance(words, str):
        return text(words)
    name = f"{words.plain} ({words.term}):" if words.term else f"{words.plain}:"
    return lead(name[0].upper() + name[1:], words.does + ("" if words.does.endswith((".", "!", "?")) else "."))


def _label(words: str | Term) -> Text:
    """The words at a leader line: short, the plain name first."""
    if isinstance(words, str):
        return text(words)
    plain = Span(words.plain[0].upper() + words.plain[1:], strong=True)
    return (plain, Span(f" ({words.term})")) if words.term else (plain,)
