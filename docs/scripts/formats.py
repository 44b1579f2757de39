"""The reference of all files, made of the models that read them: each key, what it holds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from handouts.authoring.schemas import schema
from handouts.library.models import FORMS

Part = Mapping[str, Any]
AMOUNT = "amount: 10, 8-12 or up to 10"
_REF = re.compile(r"#/definitions/(\w+)")
_LONG = 14  # of values that are listed in a cell


def format_of(kind: str, told: str = "") -> str:
    """One kind of file as Markdown: its keys, then the keys of what is nested in it, if `told` has not told of that."""
    whole = schema(kind)
    before = schema(told).get("definitions", {}) if told else {}
    whole = json.loads(
        _REF.sub(lambda found: _place(found[1], told if found[1] in before else kind), json.dumps(whole))
    )
    definitions: Mapping[str, Part] = {k: v for k, v in whole.get("definitions", {}).items() if k not in before}
    found = [f"## {kind} {{ #{kind} }}", "", *_section(whole)]
    for name, part in definitions.items():
        if "properties" in part:
            found += ["", f"### {_spoken(name)} {{ #{kind}-{name.lower()} }}", "", *_section(part)]
        elif "enum" in part:
            found += ["", f"### {_spoken(name)} {{ #{kind}-{name.lower()} }}", "", _values(part["enum"])]
    return "\n".join(found)


def _section(part: Part) -> Iterator[str]:
    if words := part.get("description"):
        yield _safe(words.replace("\n", " "))
        yield ""
    if not part.get("properties"):
        yield f"It holds {said(part)}."
        return
    yield "| key | holds | what it means |"
    yield "|---|---|---|"
    for key, value in part["properties"].items():
        needed = "**Needed.**" if key in part.get("required", ()) else ""
        words = " ".join(filter(None, (needed, _safe(value.get("description", "")), _default(value))))
        yield f"| `{key}` | {said(value)} | {words} |"


def said(part: Part) -> str:
    """What a value may be, in a few words."""
    if ref := part.get("$ref"):
        kind, _, name = ref.partition(" ")
        return f"[{_spoken(name)}](#{kind}-{name.lower()})"
    if choices := part.get("anyOf") or part.get("oneOf"):
        return _either(choices)
    if "const" in part:
        return f"`{part['const']}`"
    if "enum" in part:
        return _values(part["enum"])
    of_type = part.get("type")
    if of_type == "array":
        return _list(part)
    if of_type == "object":
        inner = part.get("additionalProperties") or next(iter(part.get("patternProperties", {}).values()), None)
        return f"names, each with {said(inner)}" if isinstance(inner, dict) else "keys and values"
    return _plain(part)


def _either(choices: list[Part]) -> str:
    kinds = [one for one in choices if one.get("type") != "null"]
    if {one.get("type") for one in kinds} == {"integer", "string"} and any("up to" in str(one) for one in kinds):
        return AMOUNT
    return " or ".join(dict.fromkeys(said(one) for one in kinds))


def _list(part: Part) -> str:
    items = part.get("items")
    if isinstance(items, list):
        each = list(dict.fromkeys(said(one) for one in items))
        return f"a list of {len(items)}: {', '.join(each)}" + (" each" if len(each) == 1 else "")
    return f"a list, each {said(items)}" if items else "a list"


def _plain(part: Part) -> str:
    """A number, a text, a truth; with its bounds or its form."""
    if pattern := part.get("pattern"):
        return _safe(FORMS.get(pattern, "text"))
    named = {"integer": "whole number", "number": "number", "boolean": "true or false", "string": "text", None: "any"}
    words = "date" if part.get("format") == "date" else named.get(part.get("type"), str(part.get("type")))
    low = part.get("minimum", part.get("exclusiveMinimum"))
    high = part.get("maximum", part.get("exclusiveMaximum"))
    if low is None and high is None:
        return words
    if high is None:
        return f"{words} from {low:g}"
    return f"{words} up to {high:g}" if low is None else f"{words}, {low:g} to {high:g}"


def _values(values: list[Any]) -> str:
    shown = ", ".join(f"`{value}`" for value in values[:_LONG])
    return f"{shown} and {len(values) - _LONG} more" if len(values) > _LONG else shown


def _default(part: Part) -> str:
    """What counts when the key is left out, when that fits into a cell."""
    value = part.get("default")
    if value in (None, [], {}, "") or isinstance(value, dict | list):
        return ""
    return f"(else `{json.dumps(value) if isinstance(value, bool) else value}`)"


def _spoken(name: str) -> str:
    """The name of a model as words: BuildUp is build up."""
    name = re.sub(r"(Setting|Spec)$", "", name)
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _safe(text: str) -> str:
    """Words that neither end a cell nor make marks of Markdown, with code left as it is."""
    parts = re.split(r"(`[^`]*`)", re.sub(r"\s+", " ", text))
    plain = (one if one.startswith("`") else re.sub(r"([*_<\[])", r"\\\1", one) for one in parts)
    return "".join(plain).replace("|", "\\|")


def _place(name: str, kind: str) -> str:
    """Where a nested thing is told: the kind of file, and its name."""
    return f"{kind} {name}"
