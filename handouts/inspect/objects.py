"""Reads pypdf's objects with references followed: `dict.get` and list items do not follow them."""

from __future__ import annotations

from typing import Any

from pypdf.generic import NullObject, create_string_object


def follow(value: Any) -> Any:
    """What a reference leads to, at any length; null is None."""
    while hasattr(value, "idnum"):
        value = value.get_object()
    return None if isinstance(value, NullObject) else value


def get(source: Any, key: str, default: Any = None) -> Any:
    """The value of a key, or the default."""
    value = follow(raw(source, key))
    return default if value is None else value


def raw(source: Any, key: str) -> Any:
    """The value of a key as the file has it, a reference perhaps; None when there is none."""
    value = follow(source)
    return dict.__getitem__(value, key) if isinstance(value, dict) and key in value else None


def items(source: Any) -> list[Any]:
    """The values of an array, references followed; one value counts as an array of one, null as none."""
    value = follow(source)
    return [follow(one) for one in value] if isinstance(value, list) else [] if value is None else [value]


def number(reference: Any) -> int:
    """The object number of a reference, or 0 for a direct object."""
    return int(getattr(reference, "idnum", 0))


def string(source: Any, key: str) -> str | None:
    """A text value; in content streams strings come as bytes."""
    value = get(source, key)
    if isinstance(value, bytes):
        value = create_string_object(value)
    return None if value is None else str(value)
