"""What kind of content a file holds, told from its name and place; and the model of each kind."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel

from handouts.library import models
from handouts.library.check_advice import clinic_advice
from handouts.library.clinic import Clinic
from handouts.library.palette_file import PaletteFile
from handouts.rules.rule import Remark

MODELS: Mapping[str, type[BaseModel]] = {
    "exercise": models.Exercise,
    "exercise-words": models.ExerciseWords,
    "routine": models.Routine,
    "routine-words": models.RoutineWords,
    "leaflet": models.Leaflet,
    "leaflet-words": models.LeafletWords,
    "education": models.Education,
    "education-words": models.EducationWords,
    "sources": models.Sources,
    "safety": models.Safety,
    "safety-general": models.Signs,
    "safety-words": models.SafetyWords,
    "phrases": models.Phrases,
    "glossary": models.Glossary,
    "clinic": Clinic,
    "palette": PaletteFile,
}


def _none(_: Any, __: datetime.date) -> Iterable[Remark]:
    return ()


class Kind(NamedTuple):
    """What files of one kind hold, and what is said about a valid one by itself on a day."""

    model: type[BaseModel]
    advice: Callable[[Any, datetime.date], Iterable[Remark]] = _none


KINDS: Mapping[str, Kind] = {
    **{name: Kind(model) for name, model in MODELS.items()},
    "clinic": Kind(Clinic, clinic_advice),
}

_ITEMS = {"exercises": "exercise", "routines": "routine", "leaflets": "leaflet", "education": "education"}
_BY_NAME = {name: name for name in (*_ITEMS.values(), "sources", "figure", "clinic")}
_BY_FOLDER = {
    "phrases": "phrases",
    "glossary": "glossary",
    "safety": "safety",
    "palettes": "palette",
    "people": "person",
    "poses": "pose",
}


def kind_of(path: Path) -> str:
    """The kind of a content file, such as `exercise-words`, or an empty string when it cannot be told."""
    path = path.absolute()
    stem, folder, above = path.stem, path.parent, path.parent.parent
    if folder.name == "layouts":  # which may have the name of a kind: leaflet.yaml
        return "layout"
    if stem in _BY_NAME or stem.startswith("clinic"):
        return _BY_NAME.get(stem, "clinic")
    if folder.name == "words" and above.name == "safety":
        return "safety-words"
    if folder.name == "safety" and stem == "general":
        return "safety-general"
    if folder.name in _BY_FOLDER:
        return _BY_FOLDER[folder.name]
    if len(stem) == 2 and above.name in _ITEMS:
        return f"{_ITEMS[above.name]}-words"
    return ""


def content_root(path: Path) -> Path | None:
    """The nearest folder at or above `path` that is laid out as content, such as `content`."""
    for folder in (path, *path.absolute().parents):
        if any((folder / name).is_dir() for name in _ITEMS):
            return folder
    return None
