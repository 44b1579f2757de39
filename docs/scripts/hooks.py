"""What MkDocs calls: puts the pictures of the library beside the pages, and fills in what is made of the code."""

from __future__ import annotations

import logging
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
    "layout-table": catalogue.layout_table,
    "exercises": catalogue.exercises,
    "rules": table,
}
_MARK = re.compile(r"^<!-- made: ([a-z-]+)((?: [a-z-]+)*) -->$", re.MULTILINE)
# What a browser fetches by itself; links to elsewhere are for people to follow.
_FETCHED = re.compile(
    r"<(?:script|img|iframe|source)\b[^>]*\ssrc=\"?(?:https?:)?//[^>]*|<link\b[^>]*\shref=\"?(?:https?:)?//[^>]*"
)
_LOG = logging.getLogger("mkdocs.handouts")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pictures that the pages show; none of them is kept in git twice."""
    from mkdocs.structure.files import File

    for place, content in catalogue.pictures().items():
        files.append(File.generated(config, place, content=content))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Replace each line `<!-- made: NAME -->` by what NAME makes."""
    return _MARK.sub(lambda found: MADE[found[1]](*found[2].split()), markdown)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Warn of what would be fetched from another server; with `--strict` the site is not built then."""
    for fetched in fetched_from_elsewhere(output):
        _LOG.warning("%s fetches from another server: %s", page.file.src_uri, fetched)
    return output


def fetched_from_elsewhere(html: str) -> list[str]:
    """The tags of a page that make a browser ask another server."""
    return _FETCHED.findall(html)
