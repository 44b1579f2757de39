"""The fenced blocks of a page: commands, files to write, and YAML with what the comment above says of it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

_FENCE = re.compile(
    r"^(?P<in>[ ]*)```(?P<lang>[a-z]*)(?: title=\"(?P<title>[^\"]+)\")?[^\n]*\n(?P<text>.*?)^(?P=in)```$",
    re.MULTILINE | re.DOTALL,
)
_KIND = re.compile(r"^<!-- yaml: (.*?) -->$", re.MULTILINE)
_COMMENT = re.compile(r"\s+#\s.*$")


@dataclass(frozen=True)
class Block:
    """One fenced block; `title` is the file it stands for, `line` where it is.

    `yaml` is what the last comment `<!-- yaml: ... -->` above it says.
    """

    lang: str
    text: str
    title: str
    yaml: str
    line: int


@dataclass(frozen=True)
class Command:
    """A line to type, and what the page shows below it: None where it shows nothing."""

    line: str
    shown: str | None


def blocks(page: str) -> list[Block]:
    """All fenced blocks of a page in order."""
    said = {found.start(): found[1] for found in _KIND.finditer(page)}
    return [
        Block(
            found["lang"],
            textwrap.dedent(found["text"]),
            found["title"] or "",
            next((said[place] for place in reversed(said) if place < found.start()), ""),
            page.count("\n", 0, found.start("lang")) + 1,
        )
        for found in _FENCE.finditer(page)
    ]


def commands(block: Block) -> Iterator[Command]:
    """The command lines of a block in `sh` or `console`."""
    if block.lang == "sh":
        for line in block.text.splitlines():
            parts = _COMMENT.sub("", line).split(" && ")
            yield from (Command(part.strip(), None) for part in parts if part.strip())
    elif block.lang == "console":
        for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
            line, _, shown = part.partition("\n")
            yield Command(line, shown)


def matches(shown: str, printed: str) -> bool:
    """Whether a program printed what a page shows; `...` is anything, and one number is as good as another."""
    pattern = re.escape(" ".join(shown.split())).replace(r"\.\.\.", ".*")
    pattern = re.sub(r"\d+", r"\\d+", pattern)
    return re.fullmatch(pattern, " ".join(printed.split()), re.DOTALL) is not None
