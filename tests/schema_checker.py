"""Just enough of JSON Schema draft-07 to ask what a schema accepts; a keyword it does not know is an error."""

from __future__ import annotations

import re
from typing import Any

NOTES = {"$schema", "title", "description", "default", "definitions", "format"}
TYPES: dict[str, Any] = {
    "object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool,
    "null": type(None),
}  # fmt: skip


def faults(value: Any, schema: dict[str, Any], root: dict[str, Any], at: str = "$") -> list[str]:
    """What the schema does not accept in the value."""
    found: list[str] = []
    for keyword, wanted in schema.items():
        if keyword in NOTES:
            continue
        check = globals().get(f"_{keyword.removeprefix('$')}")
        if check is None:
            raise KeyError(f"draft-07 has no keyword {keyword}, or it is not known here")
        found += check(value, wanted, schema, root, at)
    return found


def _ref(value, wanted, schema, root, at):
    prefix = "#/definitions/"
    assert wanted.startswith(prefix), wanted
    return faults(value, root["definitions"][wanted.removeprefix(prefix)], root, at)


def _type(value, wanted, schema, root, at):
    good = isinstance(value, TYPES[wanted]) and (wanted == "boolean" or not isinstance(value, bool))
    return [] if good else [f"{at}: not {wanted}"]


def _anyOf(value, wanted, schema, root, at):  # noqa: N802
    return [] if any(not faults(value, one, root, at) for one in wanted) else [f"{at}: fits no choice"]


def _oneOf(value, wanted, schema, root, at):  # noqa: N802
    fits = sum(not faults(value, one, root, at) for one in wanted)
    return [] if fits == 1 else [f"{at}: fits {fits} choices"]


def _enum(value, wanted, schema, root, at):
    return [] if value in wanted else [f"{at}: not one of {wanted}"]


def _const(value, wanted, schema, root, at):
    return [] if value == wanted else [f"{at}: not {wanted}"]


def _pattern(value, wanted, schema, root, at):
    return [f"{at}: does not match"] if isinstance(value, str) and not re.search(wanted, value) else []


def _minLength(value, wanted, schema, root, at):  # noqa: N802
    return [f"{at}: too short"] if isinstance(value, str) and len(value) < wanted else []


def _maxLength(value, wanted, schema, root, at):  # noqa: N802
    return [f"{at}: too long"] if isinstance(value, str) and len(value) > wanted else []


def _minItems(value, wanted, schema, root, at):  # noqa: N802
    return [f"{at}: too few"] if isinstance(value, list) and len(value) < wanted else []


def _maxItems(value, wanted, schema, root, at):  # noqa: N802
    return [f"{at}: too many"] if isinstance(value, list) and len(value) > wanted else []


def _minProperties(value, wanted, schema, root, at):  # noqa: N802
    return [f"{at}: too few"] if isinstance(value, dict) and len(value) < wanted else []


def _maxProperties(value, wanted, schema, root, at):  # noqa: N802
    return [f"{at}: too many"] if isinstance(value, dict) and len(value) > wanted else []


def _minimum(value, wanted, schema, root, at):
    return [f"{at}: too small"] if isinstance(value, int | float) and value < wanted else []


def _maximum(value, wanted, schema, root, at):
    return [f"{at}: too large"] if isinstance(value, int | float) and value > wanted else []


def _exclusiveMinimum(value, wanted, schema, root, at):  # noqa: N802
    return [f"{at}: too small"] if isinstance(value, int | float) and value <= wanted else []


def _exclusiveMaximum(value, wanted, schema, root, at):  # noqa: N802
    return [f"{at}: too large"] if isinstance(value, int | float) and value >= wanted else []


def _required(value, wanted, schema, root, at):
    return [f"{at}.{key}: missing" for key in wanted if isinstance(value, dict) and key not in value]


def _properties(value, wanted, schema, root, at):
    inside = value if isinstance(value, dict) else {}
    return [f for key, one in wanted.items() if key in inside for f in faults(inside[key], one, root, f"{at}.{key}")]


def _patternProperties(value, wanted, schema, root, at):  # noqa: N802
    inside = value if isinstance(value, dict) else {}
    pairs = [(key, one) for pattern, one in wanted.items() for key in inside if re.search(pattern, key)]
    return [fault for key, one in pairs for fault in faults(inside[key], one, root, f"{at}.{key}")]


def _propertyNames(value, wanted, schema, root, at):  # noqa: N802
    return [fault for key in value for fault in faults(key, wanted, root, f"{at}[{key}]")]


def _additionalProperties(value, wanted, schema, root, at):  # noqa: N802
    patterns = schema.get("patternProperties", {})
    known = schema.get("properties", {})
    inside = value if isinstance(value, dict) else {}
    extra = [key for key in inside if key not in known and not any(re.search(p, key) for p in patterns)]
    if wanted is False:
        return [f"{at}.{key}: not known" for key in extra]
    if wanted is True:
        return []
    return [fault for key in extra for fault in faults(inside[key], wanted, root, f"{at}.{key}")]


def _items(value, wanted, schema, root, at):
    inside = value if isinstance(value, list) else []
    if isinstance(wanted, list):  # one for each place
        pairs = enumerate(zip(inside, wanted, strict=False))
        return [fault for index, (one, rule) in pairs for fault in faults(one, rule, root, f"{at}[{index}]")]
    return [fault for index, one in enumerate(inside) for fault in faults(one, wanted, root, f"{at}[{index}]")]
