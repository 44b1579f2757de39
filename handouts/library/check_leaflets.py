"""Checks of leaflets and of the education blocks that they print."""

from __future__ import annotations

from collections.abc import Iterable

from handouts.library import models
from handouts.library.findings import ADDED, Findings
from handouts.library.library import Item
from handouts.problems import did_you_mean
from handouts.source import Loc, Source


def check_leaflet(check: Findings, slug: str) -> None:
    """Its questions, pictures and education blocks exist, and its words in each language tell of the same questions."""
    item = check.facts_of("leaflets", slug, check.library.leaflet, check.library.leaflet_words)
    if item is None:
        return
    source, facts = item
    check.references(source, facts.sources, ("sources",))
    check.imprint(source, facts)
    ids = [question.id for question in facts.questions]
    check.once_each(source, "questions", "id", ids)
    for index, question in enumerate(facts.questions):
        check.references(source, question.basis, ("questions", index, "basis"), beside=ADDED)
    for index, picture in enumerate(facts.pictures):
        _picture(check, source, ("pictures", index), picture, dict.fromkeys(ids))
    for index, name in enumerate(facts.education):
        _education_exists(check, source, ("education", index), name)
    for lang in check.languages_of("leaflets", slug):
        _leaflet_words(check, slug, lang, facts)


def _picture(check: Findings, source: Source, loc: Loc, picture: models.LeafletPicture, ids: Iterable[str]) -> None:
    if picture.question not in ids:
        hint = did_you_mean(picture.question, ids)
        check.say("reference-dead", source, (*loc, "question"), f"there is no question '{picture.question}'", hint)
    if picture.education is not None:
        place = (*loc, "education")
        if _education_exists(check, source, place, picture.education):
            block = check.get(check.library.education, picture.education)
            if block and not block.picture:
                check.say("reference-dead", source, place, f"'{picture.education}' has no picture")
    elif picture.exercise is not None and picture.panel is not None:
        known = check.library.slugs("exercises")
        if picture.exercise not in known:
            hint = did_you_mean(picture.exercise, known)
            message = f"there is no exercise '{picture.exercise}'"
            check.say("reference-dead", source, (*loc, "exercise"), message, hint)
        elif (exercise := check.get(check.library.exercise, picture.exercise)) is None:
            return
        elif picture.panel not in exercise.panels:
            hint = did_you_mean(picture.panel, exercise.panels)
            message = f"'{picture.exercise}' has no picture '{picture.panel}'"
            check.say("reference-dead", source, (*loc, "panel"), message, hint)


def _education_exists(check: Findings, source: Source, loc: Loc, name: str) -> bool:
    known = check.library.slugs("education")
    if name not in known:
        message = f"there is no education block '{name}'"
        check.say("reference-dead", source, loc, message, did_you_mean(name, known))
    return name in known


def _leaflet_words(check: Findings, slug: str, lang: str, facts: models.Leaflet) -> None:
    item = check.words_of("leaflets", slug, lang, check.library.leaflet_words, facts.version)
    if item is None:
        return
    source, words = item
    ids = dict.fromkeys(question.id for question in facts.questions)
    check.match(source, ("questions",), words.questions, ids, "a question of this leaflet", "write question and answer")
    pictured = dict.fromkeys(picture.question for picture in facts.pictures)
    check.match(source, ("captions",), words.captions, pictured, "a question with a picture", "")
    for kind, name in _printed_in(facts):
        if lang not in check.library.languages(kind, name):
            message = f"what it prints of '{name}' has no words in this language"
            check.say("words-match", source, (), message, f"add {lang}.yaml to {kind}/{name}")


def _printed_in(facts: models.Leaflet) -> dict[tuple[Item, str], None]:
    """The other items whose words a leaflet prints, as (kind, name)."""
    found: list[tuple[Item, str]] = [("education", name) for name in facts.education]
    for picture in facts.pictures:
        if picture.exercise:
            found.append(("exercises", picture.exercise))
        if picture.education:
            found.append(("education", picture.education))
    return dict.fromkeys(found)


def check_education(check: Findings, slug: str) -> None:
    """Its statements rest on sources, its picture is there, and its words in each language fit both."""
    check.other(check.get(check.library.source, f"education/{slug}/figure.yaml"), "figure")
    item = check.facts_of("education", slug, check.library.education, check.library.education_words)
    if item is None:
        return
    source, facts = item
    ids = [point.id for point in facts.points]
    check.once_each(source, "points", "id", ids)
    for index, point in enumerate(facts.points):
        check.references(source, point.basis, ("points", index, "basis"), beside=ADDED)
    labels: list[str] = []
    if facts.picture:
        drawing = check.get(check.library.picture, "education", slug, facts.picture)
        labels = [label.id for label in drawing.labels] if drawing else []
    for name in labels:
        if name not in ids:
            check.say(
                "words-match", source, ("points",), f"the picture has a label '{name}'", "add a point of this name"
            )
    for lang in check.languages_of("education", slug):
        _education_words(check, slug, lang, facts, [name for name in labels if name in ids])


def _education_words(check: Findings, slug: str, lang: str, facts: models.Education, labels: list[str]) -> None:
    item = check.words_of("education", slug, lang, check.library.education_words, facts.version)
    if item is None:
        return
    source, words = item
    ids = dict.fromkeys(point.id for point in facts.points)
    check.match(source, ("points",), words.points, ids, "a point of this block", "")
    for name in labels:
        if name not in words.points:
            check.say("words-match", source, ("points", name), "is missing", "the picture has a label for it")
    if facts.picture and words.alt is None:
        check.say("picture-alt", source, ("alt",), "is missing", "say what the picture shows")
    elif words.alt is not None and not facts.picture:
        check.say("picture-alt", source, ("alt",), "there is no picture", "leave it out", key=True)
