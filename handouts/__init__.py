"""Illustrated, tagged, printable exercise sheets for patients, made from YAML.

From Python: `handouts.build([handouts.Job("upper-back-relief")])` and `handouts.Library.load()`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handouts.builder.files import Report as Report
    from handouts.builder.files import build as build
    from handouts.builder.job import Job as Job
    from handouts.library.library import Library as Library

__version__ = "0.1.0"
__all__ = ["Job", "Library", "Report", "build"]

_HOMES = {"Job": "builder.job", "Report": "builder.files", "build": "builder.files", "Library": "library.library"}


def __getattr__(name: str) -> object:
    """What the package offers, imported when it is first asked for: a command needs only a part of it."""
    if name not in _HOMES:
        raise AttributeError(f"module 'handouts' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(f"handouts.{_HOMES[name]}"), name)
