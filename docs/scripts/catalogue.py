"""The gallery: every exercise with its pictures, every layout with the first page of a sheet."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html import escape
from pathlib import Path

from handouts.builder.job import Job
from handouts.builder.works import Works
from handouts.layout.template import LayoutTemplate
from handouts.library.layers import builtin
from handouts.library.reader import read

ROUTINE = Job("upper-back-relief")
OTHERS = {  # what the routine is too long for, or not meant for
    "leaflet": Job("faq-is-it-safe"),
    "trifold": Job("faq-is-it-safe"),
    "bilingual": Job("upper-back-relief", lang="da+en"),
}
DPI = 60
README = Path(__file__).resolve().parents[2] / ".readme"
AFTER = {None: "", "booklet": "fold once", "trifold": "fold twice", "cards": "cut"}
CATEGORIES = ("mobility", "stretch", "warm-up", "strength", "posture", "release", "aerobic")


@cache
def works() -> Works:
    """The built-in library, read once."""
    return Works((), (), None, datetime.date.today())


def pictures() -> dict[str, bytes]:
    """Every picture of the site by its place in it."""
    found = {f"pictures/{path.name}": path.read_bytes() for path in sorted(README.glob("*.png"))}
    for slug in works().library.slugs("exercises"):
        for panel in works().library.exercise(slug).printed:
            path = builtin("content") / "exercises" / slug / f"{panel}.svg"
            found[f"pictures/exercises/{slug}/{panel}.svg"] = path.read_bytes()
    for name in works().library.slugs("layouts"):
        found[f"pictures/layouts/{name}.png"] = _first_page(name)
    return found


def exercises() -> str:
    """All exercises as figures, by category."""
    library = works().library
    by_category: dict[str, list[str]] = {}
    for slug in library.slugs("exercises"):
        by_category.setdefault(library.exercise(slug).category, []).append(slug)
    found = []
    for category in sorted(by_category, key=CATEGORIES.index):
        found += [f"## {category.capitalize()}", "", '<div class="exercises" markdown="0">']
        found += [line for slug in by_category[category] for line in _exercise(slug)]
        found += ["</div>", ""]
    return "\n".join(found)


def _exercise(slug: str) -> Iterator[str]:
    library = works().library
    words = library.exercise_words(slug, "en")
    yield '<figure><div class="pictures">'
    for panel in library.exercise(slug).printed:
        place, seen = f"../pictures/exercises/{slug}/{panel}.svg", escape(words.alt[panel])
        yield f'<img src="{place}" alt="{seen}" loading="lazy">'
    more = f". {escape(words.purpose)}" if words.purpose else ""
    yield f"</div><figcaption><b>{escape(words.name)}</b>{more} <code>{slug}</code></figcaption></figure>"


def layouts() -> str:
    """All layouts as figures, with the papers they are for."""
    found = ['<div class="layouts" markdown="0">']
    for name in works().library.slugs("layouts"):
        seen = f"The first page of a sheet in the layout {name}."
        found.append(
            f'<figure><img src="../pictures/layouts/{name}.png" alt="{seen}" loading="lazy">'
            f"<figcaption><b>{name}</b>, {_papers(_template(name))}</figcaption></figure>"
        )
    return "\n".join([*found, "</div>"])


def layout_table() -> str:
    """All layouts as a table: papers, what is done with the pages, and the sections in their order."""
    found = ["| layout | paper | after printing | sections, in order |", "|---|---|---|---|"]
    for name in works().library.slugs("layouts"):
        template = _template(name)
        sections = ", ".join(template.order)
        found.append(f"| `{name}` | {_papers(template)} | {AFTER[template.press]} | {sections} |")
    return "\n".join(found)


def _template(name: str) -> LayoutTemplate:
    return read(LayoutTemplate, works().library.layout_source(name))


def _papers(template: LayoutTemplate) -> str:
    return " or ".join(one.upper() if len(one) == 2 else one.capitalize() for one in template.page.papers)


def _first_page(layout: str) -> bytes:
    import pypdfium2

    data, _ = works().make(replace(OTHERS.get(layout, ROUTINE), layout=layout))
    file = io.BytesIO()
    pypdfium2.PdfDocument(data)[0].render(scale=DPI / 72).to_pil().quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()
