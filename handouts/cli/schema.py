"""`handouts schema`: JSON Schema of the content files, for editors."""

from __future__ import annotations

import json
from pathlib import Path

import click

KINDS = (
    "exercise", "exercise-words", "routine", "routine-words", "leaflet", "leaflet-words", "education",
    "education-words", "sources", "safety", "safety-general", "safety-words", "phrases", "glossary", "clinic",
    "palette", "layout", "prescription", "figure", "person", "pose",
)  # fmt: skip


@click.command(name="schema")
@click.argument("kind", required=False, type=click.Choice(KINDS))
@click.option("--write", "folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
              help="Put a file for each kind into DIR.")  # fmt: skip
def command(kind: str | None, folder: Path | None) -> None:
    """Print the JSON Schema (draft-07) of one KIND of file, or of all kinds in one object.

    Editors with the YAML language server check and complete a file whose first line says where its schema is, as
    'handouts new' writes it: # yaml-language-server: $schema=../../../.handouts/schemas/exercise.json

    \b
    Example:
      handouts schema exercise > exercise.json
      handouts schema --write .handouts/schemas
    """  # noqa: D301 - Click keeps the lines behind a real backspace as they are
    from handouts.authoring.schemas import schema, schemas, write_schemas

    if folder:
        if kind:
            raise click.UsageError("--write writes all kinds; leave KIND out")
        for path in write_schemas(folder):
            click.echo(str(path))
        return
    click.echo(json.dumps(schema(kind) if kind else schemas(), indent=2, ensure_ascii=False))
