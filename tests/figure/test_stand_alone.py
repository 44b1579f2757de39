"""Each SVG is a whole picture by itself: well-formed, titled, sized, no scripts or links, and a browser opens it."""

from __future__ import annotations

import re
import shutil
import subprocess
from xml.etree import ElementTree

import pytest

from handouts.drawing import Drawing
from handouts.library.library import Library

SVG = "{http://www.w3.org/2000/svg}"
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
LINKS = re.compile(r"href|url\((?!#)|@import|javascript:|<!DOCTYPE|<!ENTITY", re.IGNORECASE)


def check(text: str) -> None:
    """Raises AssertionError or ParseError when the text is not a stand-alone picture."""
    root = ElementTree.fromstring(text)
    assert root.tag == f"{SVG}svg"
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    assert width > 0 and height > 0
    assert root.attrib["width"].endswith("mm") and root.attrib["height"].endswith("mm")
    title = root.find(f"{SVG}title")
    assert title is not None and (title.text or "").strip()
    tags = {element.tag for element in root.iter()} - {f"{SVG}circle"}  # a circle is a place for a label, never seen
    patterns = {f"{SVG}{tag}" for tag in ("defs", "pattern", "rect")}
    assert tags - patterns == {f"{SVG}{tag}" for tag in ("svg", "title", "style", "path")}
    assert set(re.findall(r"url\(#([^)]+)\)", text)) == {one.attrib["id"] for one in root.iter(f"{SVG}pattern")}
    assert all(circle.attrib["r"] == "0" for circle in root.iter(f"{SVG}circle"))
    assert not any(name.startswith("on") for element in root.iter() for name in element.attrib)
    assert not LINKS.search(text.replace('xmlns="http://www.w3.org/2000/svg"', ""))
    classes = set(re.findall(r"\.([fs]-[a-z-]+-\d+)\{", text))
    assert {element.attrib["class"] for element in root.iter(f"{SVG}path")} <= classes  # no shape falls back to black


def test_baked_pictures_stand_alone(slug, figure_of):
    files = sorted(figure_of(slug).file.parent.glob("*.svg"))
    assert files
    for file in files:
        check(file.read_text("utf-8"))


@pytest.fixture(scope="module")
def variants(drawn_of) -> dict[str, str]:
    """One picture as it is, mirrored, in grey and as line art."""
    drawing: Drawing = dict(drawn_of("cat-cow").panels)["cow"]
    looks = {name: drawing.to_svg(Library.load().palette(name)) for name in ("colour", "grey", "line")}
    return {**looks, "mirrored": drawing.mirrored().to_svg()}


@pytest.mark.parametrize("name", ["mirrored", "grey", "line"])
def test_other_looks_stand_alone(variants, name):
    check(variants[name])
    assert variants[name] != variants["colour"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("</svg>", ""),
        ("<title>", "<title/><desc>"),
        ("</svg>", "<script/></svg>"),
        ("<path ", '<path onclick="x()" '),
        ("</style>", "path{fill:url(http://example.org/a.svg)}</style>"),
        ('class="f-', 'class="f-no'),
    ],
)
def test_what_is_wrong_is_found(variants, old, new):
    with pytest.raises((AssertionError, ElementTree.ParseError)):
        check(variants["colour"].replace(old, new, 1))


@pytest.mark.skipif(BROWSER is None, reason="no browser is installed")
@pytest.mark.parametrize("name", ["colour", "mirrored", "grey", "line"])
def test_a_browser_opens_it(variants, name, tmp_path):
    from PIL import Image

    file, shot = tmp_path / f"{name}.svg", tmp_path / "shot.png"
    file.write_text(variants[name], "utf-8")
    command = [str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", f"--screenshot={shot}", file.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    with Image.open(shot) as image:
        assert len(image.convert("RGB").getcolors(1 << 24)) > 5
