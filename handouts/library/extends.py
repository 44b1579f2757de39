"""Lays one file's data over another's: a layout is a base plus overrides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handouts.source import Source

KEY = "extends"


def laid_over(own: Source, base: Source) -> Source:
    """The base with what `own` says in its place, key by key; a list replaces a list. Places are those of `own`."""
    return replace(own, data={key: value for key, value in _merged(base.data, own.data).items() if key != KEY})


def _merged(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(base)
    for key, value in own.items():
        both = isinstance(value, Mapping) and isinstance(found.get(key), Mapping)
        found[key] = _merged(found[key], value) if both else value
    return found
