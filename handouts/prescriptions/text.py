"""Opens the text of a records file: finds its encoding, keeps the place of bytes that do not fit."""

from __future__ import annotations

import codecs
import re
import stat
from pathlib import Path
from typing import TextIO

from handouts.problems import Problem, ProblemError, did_you_mean

# What spreadsheets and patient systems write. Each holds ASCII as it is, so that no byte can pass for a delimiter.
ENCODINGS = ("utf-8", "utf-16", "cp1250", "cp1252", "cp1257", "iso-8859-1", "iso-8859-15", "mac-roman")
_BYTE = re.compile("[\udc80-\udcff]")  # PEP 383
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def open_text(path: Path, encoding: str = "") -> TextIO:
    """The text, line ends untouched; UTF-8 unless a byte order mark says otherwise or `encoding` is named.

    A byte that is no character becomes a lone surrogate, which `misfit` finds. Raises ProblemError.
    """
    if encoding and encoding not in ENCODINGS:
        message = f"--encoding: '{encoding[:40]}' is not an encoding of records"
        raise ProblemError(Problem(message, hint=did_you_mean(encoding, ENCODINGS)))
    shown = str(path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # opening a named pipe would wait for ever
            raise ProblemError(Problem("is not a file", shown))
        with path.open("rb") as file:
            head = file.read(4)
        marked = next((name for mark, name in _MARKS if head.startswith(mark)), "")
        chosen = marked or encoding or "utf-8"
        if not marked and (chosen == "utf-16" or b"\0" in head):
            message = "is not UTF-8 text, and no byte order mark says what it is"
            raise ProblemError(Problem(message, shown, 1, hint="save the file as UTF-8"))
        errors = "replace" if chosen == "utf-16" else "surrogateescape"
        return path.open(encoding=chosen, errors=errors, newline="")
    except FileNotFoundError:
        raise ProblemError(Problem("there is no such file", shown)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ProblemError(Problem(f"cannot be read: {reason}", shown)) from None


def misfit(lines: list[str], first: int, encoding: str) -> Problem | None:
    """The first byte that is no character in these lines, of which the first has the number `first`, or None."""
    for number, line in enumerate(lines, first):
        if found := _BYTE.search(line):
            named = encoding.upper() if encoding else "UTF-8"
            message = f"is not {named} text: byte 0x{ord(found[0]) - 0xDC00:02X}"
            hint = "save the file as UTF-8, or name its encoding, as in --encoding cp1252"
            return Problem(message, line=number, column=found.start() + 1, hint=hint)
    return None
