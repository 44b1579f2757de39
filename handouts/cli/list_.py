"""`handouts list`: what the library has."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from handouts.cli.options import ENGLISH, Folders, library_options

if TYPE_CHECKING:
    from handouts.library.library import Kind, Library

KINDS = ("exercises", "routines", "leaflets", "education", "layouts", "languages", "people")


@click.command(name="list")
@click.argument("kind", required=False, type=click.Choice(KINDS))
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@library_options
def command(kind: str | None, as_json: bool, folders: Folders) -> None:
    """List the library: everything, or one KIND.

    Example: handouts list routines
    """
    library, usual = folders.library(), folders.language()
    kinds: list[Any] = [kind] if kind else list(KINDS)
    found = {name: [_row(library, name, slug, usual) for slug in library.slugs(name)] for name in kinds}
    if as_json:
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    for name, rows in found.items():
        if not kind:
            click.echo(f"{name} ({len(rows)})")
        width = max((len(row["name"]) for row in rows), default=0)
        for row in rows:
            line = f"{row['name']:{width}}  {row.get('title', '')}  {' '.join(row.get('languages', ()))}"
            click.echo(f"{'' if kind else '  '}{line.rstrip()}")


def _row(library: Library, kind: Kind, slug: str, usual: str) -> dict[str, Any]:
    row: dict[str, Any] = {"name": slug}
    if kind in ("exercises", "routines", "leaflets", "education"):
        row["languages"] = library.languages(kind, slug)
        preferred = sorted(row["languages"], key=lambda lang: (lang != usual, lang != ENGLISH))
        row["title"] = _said(library, f"{kind}/{slug}/{preferred[0]}.yaml", "name", "title") if preferred else ""
    elif kind == "people":
        row["title"] = _said(library, f"people/{slug}.yaml", "description")
    return row


def _said(library: Library, relative: str, *keys: str) -> str:
    """The first of the keys that the file has; a list must not fail because one file is bad."""
    from handouts.problems import ProblemError

    try:
        source = library.source(relative)
    except ProblemError:
        return "(cannot be read: see 'handouts check')"
    data = source.data if source else {}
    return next((str(data[key]) for key in keys if key in data), "")
