"""From a Source to a model: what pydantic finds becomes problems with a place, in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from handouts.library.models import FORMS
from handouts.problems import Problem, ProblemError, did_you_mean
from handouts.rules.fields import OF_FIELDS
from handouts.source import Data, Loc, Source

M = TypeVar("M", bound=BaseModel)

_QUOTED = re.compile(r"'([^']*)'")
_WRONG_TYPE = frozenset(("string_type", "model_type", "dict_type", "tuple_type", "list_type"))

# What is wrong, by pydantic's type of error; `{}` takes values from the error's context.
_WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is not a known key",
    "string_type": "must be text",
    "string_too_short": "is empty",
    "string_too_long": "is longer than {max_length} characters",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "finite_number": "must be a number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "tuple_type": "must be a list",
    "list_type": "must be a list",
    "dict_type": "must hold keys with values",
    "model_type": "must hold keys with values",
    "too_short": "has too few entries: at least {min_length}",
    "too_long": "has too many entries: at most {max_length}",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
    "date_from_datetime_parsing": "is not a day of the calendar",
    "date_parsing": "is not a day of the calendar",
}
_HINTS = {
    "tuple_type": "put each entry on a line of its own that starts with '- '",
    "list_type": "put each entry on a line of its own that starts with '- '",
    "date_from_datetime_parsing": "write a date such as 2026-11-21",
}


def read(model: type[M], source: Source) -> M:
    """The model that the file holds. Raises ProblemError with every problem found."""
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        raise ProblemError(problems_of(error, model, source)) from None


def problems_of(error: ValidationError, model: type[BaseModel], source: Source) -> list[Problem]:
    """What pydantic found, in the order of the file."""
    details = error.errors(include_url=False)
    found = [(_real_loc(source.data, detail), detail) for detail in details]
    kept = [_problem(loc, detail, model, source) for loc, detail in _one_each(found)]
    return sorted(kept, key=lambda problem: (problem.line, problem.column))


def _real_loc(data: Data, detail: ErrorDetails) -> Loc:
    """The error's location without what pydantic adds: names of types in a union, and marks such as [key]."""
    loc: list[str | int] = []
    here: Any = data
    for part in detail["loc"]:
        try:
            here = here[part]
        except (KeyError, IndexError, TypeError):
            continue
        loc.append(part)
    if detail["type"] == "missing":
        loc.append(detail["loc"][-1])
    return tuple(loc)


def _one_each(found: Sequence[tuple[Loc, ErrorDetails]]) -> Iterator[tuple[Loc, ErrorDetails]]:
    """Drop what only says that another branch of a union does not fit, or what follows from the rest."""
    seen: set[Loc] = set()
    parents = {loc[:end] for loc, _ in found for end in range(len(loc))}
    for loc, detail in found:
        kind = detail["type"]
        if loc in parents and (kind in _WRONG_TYPE or kind == "too_short"):
            continue
        if loc in seen and kind in _WRONG_TYPE:
            continue
        seen.add(loc)
        yield loc, detail


def _problem(loc: Loc, detail: ErrorDetails, model: type[BaseModel], source: Source) -> Problem:
    at_key = detail["type"] == "extra_forbidden" or detail["loc"][-1:] == ("[key]",)
    line, column = source.where(loc, key=at_key)
    message, hint = _say(loc, detail, model)
    rule = "content-form"
    if loc and detail["type"] == "missing":
        rule = OF_FIELDS.get(str(loc[-1])) or OF_FIELDS.get(str(loc[0]), rule)
    return Problem(message, source.path, line, column, ".".join(map(str, loc)), hint, rule=rule)


def _say(loc: Loc, detail: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    """A message that goes on after the field's name, and a hint."""
    kind, value, context = detail["type"], detail.get("input"), detail.get("ctx", {})
    is_key = detail["loc"][-1:] == ("[key]",)
    if kind == "value_error":
        return str(context["error"]), ""
    if kind == "string_pattern_mismatch":
        form = FORMS.get(context["pattern"], f"of the form {context['pattern']}")
        return f"{'as a key ' if is_key else ''}must be {form}", ""
    if kind == "literal_error":
        word = str(value)[:40] if isinstance(value, str | int | float) else "this"
        return f"'{word}' is not one of the choices", did_you_mean(word, _QUOTED.findall(context["expected"]))
    if kind == "extra_forbidden":
        return _WORDS[kind], did_you_mean(str(loc[-1]), _fields(model, loc))
    if kind == "missing":
        return _WORDS[kind], _description(model, loc)
    if kind == "string_type":
        return _not_text(value)
    words = _WORDS.get(kind)
    return (words.format_map(context), _HINTS.get(kind, "")) if words else (detail["msg"], "")


def _not_text(value: object) -> tuple[str, str]:
    if value is None:
        return "is empty", ""
    if isinstance(value, bool | int | float):
        return "must be text", f'write "{str(value).lower()}" in quotes'
    return f"must be text, not {'a list' if isinstance(value, list) else 'keys with values'}", ""


def _models_in(annotation: Any) -> set[type[BaseModel]]:
    """All models that an annotation names, inside lists and choices too."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {annotation}
    return set().union(*map(_models_in, get_args(annotation)))


def _by_key(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields by the key that a file writes, which may be an alias with hyphens."""
    return {info.alias or name: info for name, info in model.model_fields.items()}


def _models_at(model: type[BaseModel], loc: Loc) -> set[type[BaseModel]]:
    """The models that may stand at `loc`; a list's index or a name in a mapping stays where it is."""
    here = {model}
    for part in loc:
        inner = [info.annotation for m in here if (info := _by_key(m).get(str(part)))]
        if inner:
            here = set().union(*map(_models_in, inner))
    return here


def _fields(model: type[BaseModel], loc: Loc) -> dict[str, FieldInfo]:
    """The fields beside which `loc` stands."""
    return {key: info for m in _models_at(model, loc[:-1]) for key, info in _by_key(m).items()}


def _description(model: type[BaseModel], loc: Loc) -> str:
    info = _fields(model, loc).get(str(loc[-1]))
    return str(info.description or "") if info else ""
