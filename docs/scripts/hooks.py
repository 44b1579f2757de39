"""What MkDocs calls: puts the pictures of the library beside the pages, and fills in what is made of the code."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import catalogue
import commands
import formats

from handouts.rules.registry import table

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

MADE: Mapping[str, Callable[..., str]] = {
    "commands": commands.commands,
    "format": formats.format_of,
    "layouts": catalogue.layouts,
    "exercises": catalogue.exercises,
    "rules": table,
}
_MARK = re.compile(r"^<!-- made: ([a-z]+)((?: [a-z-]+)*) -->$", re.MULTILINE)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pictures that the pages show; none of them is kept in git twice."""
    from mkdocs.structure.files import File

    for place, content in catalogue.pictures().items():
        files.append(File.generated(config, place, content=content))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Replace each line `<!-- made: NAME -->` by what NAME makes."""
    return _MARK.sub(lambda found: MADE[found[1]](*found[2].split()), markdown)
