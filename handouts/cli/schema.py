"""`handouts schema`: JSON Schema of the content files, for editors."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pydantic import BaseModel

KINDS = (
    "exercise", "exercise-words", "routine", "routine-words", "leaflet", "leaflet-words", "education",
    "education-words", "sources", "safety", "safety-general", "safety-words", "phrases", "glossary", "clinic",
    "palette", "layout", "prescription",
)  # fmt: skip


@click.command(name="schema")
@click.argument("kind", required=False, type=click.Choice(KINDS))
def command(kind: str | None) -> None:
    """Print the JSON Schema (draft-07) of one KIND of file, or of all kinds in one object.

    In an editor with the YAML language server, put the path of the saved schema into the first line of a file:
    # yaml-language-server: $schema=exercise.json

    Example: handouts schema exercise > exercise.json
    """
    from handouts.library.kinds import MODELS

    def schema(name: str) -> dict[str, Any]:
        if name == "prescription":
            from handouts.prescriptions.model import Prescription

            return draft_07(Prescription, name)
        return layout() if name == "layout" else draft_07(MODELS[name], name)

    found: Any = schema(kind) if kind else {name: schema(name) for name in KINDS}
    click.echo(json.dumps(found, indent=2, ensure_ascii=False))


def layout() -> dict[str, Any]:
    """The schema of a layout, which may extend another one and then leave out whatever it likes."""
    from handouts.layout.template import LayoutTemplate

    found = draft_07(LayoutTemplate, "layout")
    for part in (found, *found["definitions"].values()):
        part.pop("required", None)
    found["properties"]["extends"] = {"type": "string", "description": "the layout that this one is laid over"}
    return found


def draft_07(model: type[BaseModel], title: str) -> dict[str, Any]:
    """A model's schema with draft-07's keyword for shared parts, `definitions` (pydantic writes 2020-12's)."""
    schema = model.model_json_schema(ref_template="#/definitions/{model}")
    definitions = schema.pop("$defs", None)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        **schema,
        "title": title,
        **({"definitions": definitions} if definitions else {}),
    }
