"""JSON Schemas (draft-07) of all kinds of files, made from the models that read them, for editors."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handouts.library.kinds import MODELS, kind_of
from handouts.output import put
from handouts.problems import Problem, ProblemError

if TYPE_CHECKING:
    from pydantic import BaseModel

DRAWN = ("figure", "person", "pose")  # their models need the extra handouts[draw]
KINDS = (*MODELS, "layout", "prescription", *DRAWN)
DRAFT = "http://json-schema.org/draft-07/schema#"
FOLDER = Path(".handouts/schemas")
_MARK = "# yaml-language-server: $schema="


def schema(kind: str) -> dict[str, Any]:
    """The schema of one of KINDS. Raises ProblemError for those of drawing where the extra is not installed."""
    found = _draft_07(_model(kind), kind)
    if kind == "layout":  # it may extend another one and then leave out whatever it likes
        for part in (found, *found["definitions"].values()):
            part.pop("required", None)
        found["properties"]["extends"] = {"type": "string", "description": "the layout that this one is laid over"}
    return found


def schemas() -> dict[str, dict[str, Any]]:
    """All schemas that can be made here: without the extra handouts[draw] those of drawing are left out."""
    found = {}
    for kind in KINDS:
        try:
            found[kind] = schema(kind)
        except ProblemError:
            continue
    return found


def write_schemas(folder: Path) -> list[Path]:
    """Put a file for each kind into the folder; returns those that changed. Raises ProblemError."""
    texts = {f"{kind}.json": json.dumps(one, indent=2, ensure_ascii=False) + "\n" for kind, one in schemas().items()}
    if folder.parent.name == FOLDER.parent.name:
        texts["../.gitignore"] = "*\n"  # made anew whenever it is needed
    changed = []
    for name, text in texts.items():
        path, data = Path(os.path.normpath(folder / name)), text.encode()
        if not path.is_file() or path.read_bytes() != data:
            put(path, data)
            changed.append(path)
    return changed


def with_schema_line(text: str, path: Path, folder: Path) -> str:
    """The text of a content file at `path` with a first line that tells an editor where its schema is."""
    kind = kind_of(path)
    if kind not in KINDS or text.startswith(_MARK) or (kind in DRAWN and not (folder / f"{kind}.json").is_file()):
        return text
    found = os.path.relpath(folder / f"{kind}.json", path.parent).replace(os.sep, "/")
    return f"{_MARK}{found}\n{text}"


def _model(kind: str) -> type[BaseModel]:
    if kind in MODELS:
        return MODELS[kind]
    if kind == "layout":
        from handouts.layout.template import LayoutTemplate

        return LayoutTemplate
    if kind == "prescription":
        from handouts.prescriptions.model import Prescription

        return Prescription
    try:
        from handouts.figure.spec.figure import FigureSpec, Pose
        from handouts.figure.spec.people import Person
    except ImportError:
        hint = "pip install 'handouts[draw]'"
        raise ProblemError(Problem(f"the schema '{kind}' needs what drawing needs", hint=hint)) from None
    models: dict[str, type[BaseModel]] = {"figure": FigureSpec, "person": Person, "pose": Pose}
    return models[kind]


def _draft_07(model: type[BaseModel], title: str) -> dict[str, Any]:
    """A model's schema in the words of draft-07; pydantic writes draft 2020-12."""
    schema = model.model_json_schema(ref_template="#/definitions/{model}")
    definitions = schema.pop("$defs", None)
    found = {"$schema": DRAFT, **schema, "title": title, **({"definitions": definitions} if definitions else {})}
    made: dict[str, Any] = _older(found)
    return made


def _older(part: Any) -> Any:
    """Lists of a fixed length in draft-07's words: `items` and `additionalItems`, for `prefixItems` and `items`.

    `discriminator` is OpenAPI's, and only repeats what `oneOf` says.
    """
    if isinstance(part, list):
        return [_older(one) for one in part]
    if not isinstance(part, dict):
        return part
    found = {key: _older(value) for key, value in part.items() if key != "discriminator"}
    if "prefixItems" in found:
        if "items" in found:
            found["additionalItems"] = found.pop("items")
        found["items"] = found.pop("prefixItems")
    return found
