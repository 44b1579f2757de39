"""Tells which English text a translation was made of, so that a later change of that text is noticed."""

from __future__ import annotations

import hashlib
import json

from handouts.source import Source

_NOT_WORDS = ("version", "translates", "draft")


def digest(english: Source) -> str:
    """Eight hexadecimal digits of the words, whatever their order of keys, comments and line breaks in the file."""
    words = {key: value for key, value in english.data.items() if key not in _NOT_WORDS}
    canonical = json.dumps(words, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()[:8]
