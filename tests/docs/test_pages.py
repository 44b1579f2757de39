"""Every command and every sample of YAML in the documentation and the README does what the page says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.blocks import Block, Command, blocks, matches
from tests.docs.reader import MistakeError, check_yaml, folder, follow, run  # noqa: F401 - a fixture
from tests.library.logos import SIGN

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "docs/pages"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(SITE.rglob("*.md"))]
WITH_BLOCKS = [page for page in PAGES if "```" in page.read_text("utf-8")]
LANGUAGES = {"sh", "console", "yaml", "csv", "text", "powershell"}


@pytest.mark.parametrize("page", WITH_BLOCKS, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_does_what_it_says(page, folder) -> None:  # noqa: F811
    (folder / "logo.svg").write_bytes(SIGN)  # a reader's own
    if page.name == "README.md":
        (folder / "patients.csv").write_text("id,routine\nA-1,desk-break\n")
    for block in blocks(page.read_text("utf-8")):
        follow(block, folder)


@pytest.mark.parametrize("page", WITH_BLOCKS, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_block_is_found_and_says_what_it_is(page) -> None:
    text = page.read_text("utf-8")
    found = blocks(text)
    assert 2 * len(found) == sum(line.lstrip().startswith("```") for line in text.splitlines())
    assert {block.lang for block in found} <= LANGUAGES


def test_a_command_that_fails_is_a_mistake(folder) -> None:  # noqa: F811
    with pytest.raises(MistakeError, match=r"ends with 1: .*there is no routine"):
        run(Command("handouts build upper-back-relieve", None))
    with pytest.raises(MistakeError, match="ends with 2"):
        run(Command("handouts build --al", None))
    with pytest.raises(MistakeError, match="No such option"):
        run(Command("handouts watch cat-cow --server", None))
    with pytest.raises(MistakeError, match="nobody runs"):
        run(Command("handout build cat-cow", None))


def test_other_output_than_shown_is_a_mistake(folder) -> None:  # noqa: F811
    run(Command("handouts build cat-cow", "build/cat-cow.en.sheet.pdf: built, 7 pages"))
    with pytest.raises(MistakeError, match="and not"):
        run(Command("handouts build cat-cow", "build/cat-cow.en.sheet.pdf: built"))


def test_output_is_compared_loosely() -> None:
    assert matches("a: built, 4 pages\n...\n", "a: built, 12 pages\nnext: b\n")
    assert not matches("a: built, 4 pages", "b: built, 4 pages")
    assert not matches("a\n", "a\nb\n")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("", "name: x"),
        ("clinic", "nam: x"),
        ("clinic, in part", "phon: x"),
        ("clinic, wrong", "name: x"),
        ("layout", "extends: sheet\nname: x\nscala: 2"),
        ("figure or pose, in part", "arm: 3"),
    ],
)
def test_yaml_of_another_kind_is_a_mistake(kind: str, text: str) -> None:
    with pytest.raises(MistakeError):
        check_yaml(Block("yaml", text, "", kind, 1))
