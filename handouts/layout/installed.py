"""What to do about a character that no font has: which font of this computer has it.

Such a font is only named, never taken by itself: the same sheet has to be the same bytes on every computer.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from handouts.layout.fallback import OtherFont, bundled
from handouts.problems import ProblemError

_FOLDERS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts",
    "/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts",
    "%WINDIR%/Fonts", "%LOCALAPPDATA%/Microsoft/Windows/Fonts",
)  # fmt: skip
_BUNDLED_SCRIPTS = ("ARABIC", "DEVANAGARI", "GEORGIAN", "HEBREW", "THAI")
_PREFERRED = ("Noto", "Regular", "Sans")


def told(character: str) -> str:
    """A character as a problem names it."""
    name = unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X}" + (f" ({name})" if name else "")


def way_out(character: str) -> str:
    """How to print a character that no font has."""
    if unicodedata.name(character, "").startswith(_BUNDLED_SCRIPTS) and not bundled():
        return "pip install 'handouts[fonts]', or give a font that has it with --font FILE.ttf"
    found = font_with(character)
    if found:
        return f"add --font {found}, or write it in another way"
    return "give a font that has it with --font FILE.ttf, or write it in another way"


def font_with(character: str) -> Path | None:
    """A font of this computer that has the character, the plainest one first."""
    return next((path for path in _files() if _shows(path, character)), None)


@cache
def _files() -> tuple[Path, ...]:
    found = sorted(path for folder in _folders() for path in folder.rglob("*.[to]t[fc]") if path.is_file())
    return tuple(sorted(found, key=lambda path: (-sum(word in path.name for word in _PREFERRED), len(path.name))))


def _folders() -> Iterator[Path]:
    for name in _FOLDERS:
        folder = Path(os.path.expandvars(name)).expanduser()
        if folder.is_dir():
            yield folder


@cache
def _opened(path: Path) -> OtherFont | None:
    try:
        return OtherFont(str(path))
    except ProblemError:
        return None


def _shows(path: Path, character: str) -> bool:
    opened = _opened(path)
    return bool(opened and opened.has(character))
