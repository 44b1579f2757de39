"""`handouts show`: one exercise, routine, leaflet or education block in the terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handouts.cli.complete import ITEMS, offers
from handouts.cli.options import USUAL, Folders, library_options

if TYPE_CHECKING:
    from handouts.compose.words import Words
    from handouts.library.library import Item, Library
    from handouts.library.models import Dose, Leaflet, Routine

KINDS: tuple[Item, ...] = ("exercises", "routines", "leaflets", "education")


@click.command(name="show")
@click.argument("name", shell_complete=offers(*ITEMS, "education"))
@click.option("--lang", default="", metavar="LANG", shell_complete=offers("languages"),
              help=f"The language of the words.  [default: {USUAL}]")  # fmt: skip
@click.option("--reading", is_flag=True, help="NAME is a PDF: tell it as a screen reader says it.")
@click.option("--json", "as_json", is_flag=True, help="The facts and words as they are written, for programs.")
@library_options
def command(name: str, lang: str, reading: bool, as_json: bool, folders: Folders) -> None:
    """Show one exercise, routine, leaflet or education block: words, doses, sources, languages, pictures.

    Of a PDF, --reading shows what a screen reader says: order, roles, pictures in words, languages, links.

    Example: handouts show cat-cow
    """
    if reading:
        for line in _reading(Path(name)):
            click.echo(line)
        return
    library, lang = folders.library(), lang or folders.language()
    kind = library.kind_of(name, KINDS)
    if as_json:
        click.echo(json.dumps(_data(library, kind, name, lang), indent=2, ensure_ascii=False))
        return
    tell = {"exercises": _exercise, "routines": _routine, "leaflets": _leaflet, "education": _education}[kind]
    for line in tell(library, name, lang):
        click.echo(line)


def _reading(path: Path) -> Iterator[str]:
    from handouts.inspect.files import pdf_bytes
    from handouts.inspect.spoken import spoken
    from handouts.problems import Problem, ProblemError, printable

    data = pdf_bytes(path)
    try:
        lines = spoken(data)
    except Exception as error:  # a damaged file raises whatever it likes
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise ProblemError(Problem(f"cannot be read as a PDF: {reason}", str(path))) from None
    return map(printable, lines)


def _data(library: Library, kind: Item, name: str, lang: str) -> dict[str, Any]:
    one = kind.removesuffix("s")  # validated, then told as it is written
    getattr(library, one)(name), getattr(library, f"{one}_words")(name, lang)
    data: dict[str, Any] = {
        "kind": one,
        "name": name,
        "languages": library.languages(kind, name),
        "facts": library.facts_source(kind, name).data,
        "words": library.words_source(kind, name, lang).data,
    }
    if kind == "exercises":
        data["pictures"] = {panel: _has_picture(library, name, panel) for panel in library.exercise(name).panels}
    return data


def _exercise(library: Library, name: str, lang: str) -> Iterator[str]:
    from handouts.compose.dose import chips
    from handouts.library.sides import both_sides

    facts, own, words = library.exercise(name), library.exercise_words(name, lang), _words(library, lang)
    yield f"{own.name} ({name}, version {facts.version})"
    if own.purpose:
        yield own.purpose
    yield ""
    for number, step in enumerate(own.steps, 1):
        yield f"  {number}. {both_sides(step).replace('{', '[').replace('}', ']')}"
    yield ""
    yield from _pairs(
        ("Feel", own.feel),
        *(("Take care", caution) for caution in own.cautions),
        *(("Mistake", mistake) for mistake in own.mistakes),
        ("Easier", both_sides(own.easier or "")),
        ("Harder", both_sides(own.harder or "")),
        ("Dose", ", ".join(chips(facts.dose, words))),
        ("Basis", ", ".join(facts.basis)),
        ("Kind", f"{facts.category}, {facts.position}"),
        ("Needs", ", ".join(facts.equipment)),
        ("Muscles", ", ".join(facts.muscles)),
        *(("Evidence", f"{e.figure} ({e.source}, certainty {e.certainty})") for e in facts.evidence),
        *_sources(library, facts.sources),
        ("Languages", " ".join(library.languages("exercises", name))),
        ("Licence", facts.licence or ""),
        *(("Credit", f"{panel}: {own.credit}, {own.licence}") for panel, own in facts.pictures.items()),
        ("Pictures", ", ".join(f"{p}{'' if _has_picture(library, name, p) else ' (missing)'}" for p in facts.panels)),
    )


def _routine(library: Library, name: str, lang: str) -> Iterator[str]:
    from handouts.compose.dose import cascade, chips, minutes

    doses: list[Dose] = []
    facts, own, words = library.routine(name), library.routine_words(name, lang), _words(library, lang)
    yield f"{own.title} ({name}, {facts.code}, version {facts.version})"
    yield own.purpose
    yield ""
    for number, item in enumerate(facts.items, 1):
        exercise, said = library.exercise(item.exercise), library.exercise_words(item.exercise, lang)
        dose = cascade((exercise.dose, item.dose))
        told = ", ".join(chips(dose, words))
        only = f", {words('weeks_n', item.weeks)}" if item.weeks else ""
        optional = " (optional)" if item.optional else ""
        yield f"{number:3}. {said.name} ({item.exercise}){optional}: {told}{only}"
        doses += [] if item.optional else [dose]
    yield ""
    yield from _pairs(
        ("For", own.audience),
        ("Not for", own.not_when),
        ("How often", words.frequency(facts.frequency)),
        ("How long", words.length(facts)),
        ("Each time", words("about_n_minutes", facts.minutes or minutes(doses))),
        *(("Then", line) for line in own.progression),
        *_imprint(library, "routines", name, facts),
    )


def _imprint(library: Library, kind: Item, name: str, facts: Routine | Leaflet) -> Iterator[tuple[str, str]]:
    yield from _sources(library, facts.sources)
    yield "Languages", " ".join(library.languages(kind, name))
    yield "Licence", facts.licence or ""
    yield "Published", str(facts.published)
    yield "Review by", str(facts.review_by)


def _leaflet(library: Library, name: str, lang: str) -> Iterator[str]:
    facts, own = library.leaflet(name), library.leaflet_words(name, lang)
    yield f"{own.title} ({name}, {facts.code}, version {facts.version})"
    yield own.purpose
    for question in facts.questions:
        words = own.questions.get(question.id)
        yield ""
        yield f"{question.id}: {words.question if words else '(no words)'}"
        yield from (f"  {line}" for line in (words.answer if words else ()))
        if words and words.evidence:
            yield f"  [{', '.join(question.basis)}] {words.evidence}"
    yield ""
    pictures = [f"{p.exercise}/{p.panel}" if p.exercise else p.education or "" for p in facts.pictures]
    yield from _pairs(
        ("For", own.audience),
        ("Pictures", ", ".join(pictures)),
        ("Also", ", ".join(facts.education)),
        *_imprint(library, "leaflets", name, facts),
    )


def _education(library: Library, name: str, lang: str) -> Iterator[str]:
    facts, own = library.education(name), library.education_words(name, lang)
    yield f"{own.title} ({name}, version {facts.version})"
    yield from own.intro
    yield ""
    for point in facts.points:
        words = own.points.get(point.id)
        said = words if isinstance(words, str) else f"{words.plain}: {words.does}" if words else "(not printed)"
        yield f"  {point.id}: {said} [{', '.join(point.basis)}]"
    yield ""
    yield from _pairs(
        ("Picture", facts.picture or ""),
        ("Languages", " ".join(library.languages("education", name))),
        ("Licence", facts.licence or ""),
    )


def _words(library: Library, lang: str) -> Words:
    from handouts.compose.words import Words

    source = library.source(f"phrases/{lang}.yaml")
    return Words(library.phrases(lang), source.path if source else "")


def _sources(library: Library, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    known = library.sources().sources
    for name in ids:
        source = known.get(name)
        weak = " (weak: not printed)" if source and source.quality == "weak" else ""
        yield "Source", f"{name}: {source.entry if source else 'not in sources.yaml'}{weak}"


def _pairs(*pairs: tuple[str, str]) -> Iterator[str]:
    """Labels and values in two columns; a label is said once, what is empty is left out."""
    last = ""
    for label, value in pairs:
        if value:
            yield f"{'' if label == last else label:10} {value}"
            last = label


def _has_picture(library: Library, name: str, panel: str) -> bool:
    own = library.exercise(name).pictures.get(panel)
    return library.content.find(f"exercises/{name}/{own.file if own else f'{panel}.svg'}") is not None
