"""What the site makes of the code is whole: every command, option, kind, key, rule, layout and exercise is in it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click
import pytest
import yaml

from handouts.authoring.schemas import KINDS, schema
from handouts.cli import COMMANDS, group
from handouts.library.library import Library
from handouts.rules.registry import RULES

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "docs/pages"


@pytest.fixture(scope="module")
def hooks():
    """The module that MkDocs calls, found as MkDocs finds it."""
    sys.path.insert(0, str(ROOT / "docs/scripts"))
    try:
        import hooks
    finally:
        sys.path.remove(str(ROOT / "docs/scripts"))
    return hooks


@pytest.fixture(scope="module")
def site(hooks):
    """Every page with what is made for it, by its place."""
    return {
        path.relative_to(PAGES).as_posix(): hooks.on_page_markdown(path.read_text("utf-8"), None, None, None)
        for path in sorted(PAGES.rglob("*.md"))
    }


def test_every_command_and_option_is_told(site) -> None:
    page = site["reference/commands.md"]
    assert re.findall(r"^## handouts (\S+)$", page, re.MULTILINE) == list(COMMANDS)
    for name in COMMANDS:
        part = page.partition(f"## handouts {name}\n")[2].partition("\n## ")[0]
        command = group.get_command(click.Context(group), name)
        assert command is not None
        for option in command.params:
            if isinstance(option, click.Option):
                assert option.opts[-1] in part, (name, option.name)


def test_every_kind_of_file_and_key_is_told(site) -> None:
    pages = "\n".join(page for name, page in site.items() if name.startswith("reference/"))
    for kind in KINDS:
        part = pages.partition(f"\n## {kind} {{")[2].partition("\n## ")[0]
        whole = schema(kind)
        assert all(f"| `{key}` |" in part for key in whole.get("properties", {})), kind
        for name, one in whole.get("definitions", {}).items():
            told = re.search(rf"^### .* {{ #[a-z-]+-{name.lower()} }}\n(?:(?!^#).*\n)*", pages, re.MULTILINE)
            for key in one.get("properties", {}):
                assert told, (kind, name)
                assert f"| `{key}` |" in told[0], (kind, name, key)


def test_a_table_has_as_many_cells_in_each_row(site) -> None:
    for name, page in site.items():
        for table in re.findall(r"(?:^\|.*\n?)+", page, re.MULTILINE):
            counts = {len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}
            assert len(counts) == 1, (name, table[:200])


def test_every_rule_layout_and_exercise_is_shown(site) -> None:
    library = Library.load()
    assert all(f"`{rule}`" in site["reference/rules.md"] for rule in RULES)
    assert all(f"<b>{name}</b>" in site["gallery/layouts.md"] for name in library.slugs("layouts"))
    assert all(f"<code>{slug}</code>" in site["gallery/exercises.md"] for slug in library.slugs("exercises"))


def test_nothing_is_left_to_be_made(site) -> None:
    assert not [name for name, page in site.items() if "<!-- made:" in page]


def test_what_another_server_would_send_is_found(hooks) -> None:
    html = '<script defer src="https://a.b/c.js"></script><link rel=stylesheet href=//a.b/c.css><img src="x.png">'
    assert len(hooks.fetched_from_elsewhere(html)) == 2
    assert hooks.fetched_from_elsewhere('<a href="https://a.b">there</a><link rel="icon" href="style/icon.svg">') == []


def test_every_page_is_in_the_navigation(site) -> None:
    text = (ROOT / "docs/mkdocs.yml").read_text("utf-8")
    named = re.findall(r"[\w/-]+\.md", str(yaml.safe_load(text)["nav"]))
    assert sorted(named) == sorted(site)
