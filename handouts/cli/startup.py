"""Takes from a cold start what a short run never needs: it is imported before everything else."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from types import ModuleType
from typing import Any

METADATA = "importlib.metadata"


def quicken() -> None:
    """Lets pydantic's plugins be, imports some modules only when they are used, collects garbage less often."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    gc.set_threshold(50_000, 20, 50)  # hardly anything a command makes can be freed before it ends
    if METADATA not in sys.modules:
        sys.modules[METADATA] = _Late(METADATA)


class _Late(ModuleType):
    """Stands in for `importlib.metadata`, which pydantic imports to look for plugins, of which we have none.

    It brings half the mail and zip packages with it. Whatever is wanted of it besides that function loads it.
    """

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what the import system asks of any module
            raise AttributeError(name)
        return _entry_points if name == "entry_points" else getattr(_loaded(), name)


def _entry_points(**wanted: Any) -> Any:
    return _loaded().entry_points(**wanted)


def _loaded() -> ModuleType:
    if isinstance(sys.modules.get(METADATA), _Late):
        del sys.modules[METADATA]
    return importlib.import_module(METADATA)


def leave(code: int) -> None:
    """End the process without freeing its memory piece by piece first, which would take a tenth of a short run."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
