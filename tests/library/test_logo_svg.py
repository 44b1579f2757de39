from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.library import logo_svg
from handouts.library.artwork import ArtworkError
from handouts.library.logo_svg import read_svg
from tests.library.logos import NS, SIGN, svg

BOX = '<rect width="10" height="10"/>'


def fault(data: bytes) -> ArtworkError:
    with pytest.raises(ArtworkError) as caught:
        read_svg(data)
    assert caught.value.hint
    return caught.value


def paths(inside: str, **more) -> list[str]:
    return [shape.path for shape in read_svg(svg(inside, **more)).shapes]


# ---------------------------------------------------------------- what is drawn
def test_a_sign_turned_over_for_paper() -> None:
    """Its longer side is 1000 units; the rectangle's top left corner is at the top of the canvas."""
    art = read_svg(SIGN)
    assert (art.width, art.height) == (1000, 500)
    assert art.shapes[0].path == "0 500 m 1000 500 l 1000 0 l 0 0 l 0 500 l h"
    assert art.shapes[0].fill == pytest.approx((11 / 255, 90 / 255, 107 / 255))
    assert art.shapes[1].fill == (1, 1, 1)
    assert art.shapes[1].path.count("c") >= 4


@pytest.mark.parametrize(
    ("inside", "path"),
    [
        ('<path d="M10 10L20 10 20 20z"/>', "100 400 m 200 400 l 200 300 l 100 400 l h"),
        ('<path d="m10,10h10v10z"/>', "100 400 m 200 400 l 200 300 l 100 400 l h"),
        ('<path d="M0 0Q15 0 15 15"/>', "0 500 m 100 500 150 450 150 350 c"),
        ('<polygon points="10,10 20,10 20,20"/>', "100 400 m 200 400 l 200 300 l 100 400 l h"),
        ('<polyline points="10,10 20,10 20,20"/>', "100 400 m 200 400 l 200 300 l"),
        ('<line x1="10" y1="10" x2="20px" y2="10" stroke="red"/>', "100 400 m 200 400 l"),
        ('<g transform="translate(10 10)"><path d="M0 0h10v10z"/></g>', "100 400 m 200 400 l 200 300 l 100 400 l h"),
        ('<path transform="translate(10,10) scale(10)" d="M0 0h1v1z"/>', "100 400 m 200 400 l 200 300 l 100 400 l h"),
        ('<path transform="matrix(1 0 0 1 10 10)" d="M0 0h10v10z"/>', "100 400 m 200 400 l 200 300 l 100 400 l h"),
        ('<path transform="rotate(90 10 10)" d="M10 10h10"/>', "100 400 m 100 300 l"),
        ('<path transform="skewX(45)" d="M0 10h10"/>', "100 400 m 200 400 l"),
    ],
)
def test_shapes(inside: str, path: str) -> None:
    assert paths(inside) == [path]


def test_a_viewbox_may_start_anywhere_and_be_left_out() -> None:
    assert paths(BOX, opening='viewBox="-10 -10 100 50"')[0].startswith("100 400 m 200 400 l")
    assert paths(BOX, opening='width="100px" height="50"')[0].startswith("0 500 m 100 500 l")


def test_looks_are_inherited_and_the_nearest_wins() -> None:
    sheet = "<style>/* a */ .a, .b{fill:#ff0000} .b{stroke:#0000ff;stroke-width:2}</style>"
    found = read_svg(
        svg(f'{sheet}<g fill="#00ff00"><path d="M0 0h9"/><path class="b" d="M0 0h9"/>'
            '<path class="a" style="fill: black" d="M0 0h9"/></g><path fill="none" d="M0 0h9"/>')
    ).shapes  # fmt: skip
    assert [shape.fill for shape in found] == [(0, 1, 0), (1, 0, 0), (0, 0, 0)]
    assert (found[1].stroke, found[1].line_width) == ((0, 0, 1), 20)
    assert found[0].stroke is None


def test_what_is_hidden_is_not_drawn() -> None:
    assert len(paths(f'<defs><style>.a{{fill:red}}</style>{BOX}</defs><g display="none">{BOX}</g>{BOX}')) == 1


def test_notes_of_drawing_programs_are_let_be() -> None:
    more = 'xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:version="1.3" viewBox="0 0 100 50"'
    inside = f'<title>A</title><metadata><x y="1">z</x></metadata><i:view><i:page/></i:view><g i:label="L">{BOX}</g>'
    assert len(paths(inside, opening=more)) == 1
    old = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    assert len(paths(BOX, before=old)) == 1


# ---------------------------------------------------------------- what acts, reaches out or explodes
BOMB = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (svg(f"{BOX}<script>alert(1)</script>"), "'script'"),
        (svg(f"<defs><script/></defs>{BOX}"), "'script'"),
        (svg(f"<metadata><script/></metadata>{BOX}"), "'script'"),
        (svg(f'<g onclick="alert(1)">{BOX}</g>'), "runs a script ('onclick')"),
        (svg(BOX, 'viewBox="0 0 9 9" onload="alert(1)"'), "runs a script ('onload')"),
        (svg(f'<image href="https://example.org/a.png"/>{BOX}'), "refers to something else ('href')"),
        (svg(f'<a xmlns:x="http://www.w3.org/1999/xlink" x:href="file:///etc/passwd">{BOX}</a>'), "('href')"),
        (svg(f'<use href="#a"/>{BOX}'), "refers to something else"),
        (svg(f"<use/>{BOX}"), "'use'"),
        (svg(f"<image/>{BOX}"), "'image'"),
        (svg(f"<foreignObject/>{BOX}"), "'foreignObject'"),
        (svg(f"<text>Hi</text>{BOX}"), "'text'"),
        (svg(f'<animate attributeName="x"/>{BOX}'), "'animate'"),
        (svg('<rect width="9" height="9" fill="url(https://example.org/a)"/>'), "refers to something else ('fill')"),
        (svg('<rect width="9" height="9" style="fill:u\\72l(a)"/>'), "refers to something else"),
        (svg(f"<style>@import 'https://example.org/a.css';</style>{BOX}"), "style rules"),
        (svg(f"<style>.a{{fill:url(https://example.org/a)}}</style>{BOX}"), "refers to something else"),
        (svg(f"<style>path:hover{{fill:red}}</style>{BOX}"), "style rules"),
        (svg(BOX, before='<?xml-stylesheet href="https://example.org/a.css"?>'), "processing instruction"),
        (svg(f"<desc>&i;</desc>{BOX}", before=f'<!DOCTYPE svg [<!ENTITY a "ha">{BOMB}]>'), "declares entities"),
        (svg("&x;" + BOX, before='<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "declares entities"),
        (svg(BOX, before='<!DOCTYPE svg [<!ENTITY % x SYSTEM "http://localhost:1/x"> %x;]>'), "declares entities"),
        (svg("&x;" + BOX, before='<!DOCTYPE svg SYSTEM "http://localhost:1/x.dtd">'), "uses an entity"),
        (svg("<g>" * 100 + BOX + "</g>" * 100), "too complicated"),
        (svg("<metadata>" * 100 + "</metadata>" * 100 + BOX), "too complicated"),
        (svg(BOX * (logo_svg.MAX_ELEMENTS + 1)), "too complicated"),
    ],
)  # fmt: skip
def test_it_is_harmless(data: bytes, words: str) -> None:
    assert words in fault(data).message


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("", "draws nothing"),
        ('<path d="M0 0 L"/>', "'path' that cannot be drawn"),
        ('<path d="L9 9"/>', "'path' that cannot be drawn"),
        ('<path d="M0 0L1e999 0"/>', "'path' that cannot be drawn"),
        ('<path d="M0 0L9999999 0"/>', "out of range"),
        ('<rect width="wide" height="9"/>', "'rect' that cannot be drawn"),
        ('<rect height="9"/>', "'rect' that cannot be drawn"),
        ('<rect width="nan" height="9"/>', "'rect' that cannot be drawn"),
        ('<circle r="50%"/>', "'circle' that cannot be drawn"),
        (f'<g transform="spin(3)">{BOX}</g>', "transform"),
        (f'<g transform="rotate(1 2)">{BOX}</g>', "transform"),
        (f'<g transform="scale(1e999)">{BOX}</g>', "plain numbers"),
        (f'<g opacity="0.5">{BOX}</g>', "uses opacity (0.5)"),
        (f'<g style="fill-opacity:.2">{BOX}</g>', "uses fill-opacity (.2)"),
        (f'<g fill="rgba(1,2,3,0.5)">{BOX}</g>', "not plain ('rgba(1,2,3,0.5)')"),
        (f'<g fill="#11223344">{BOX}</g>', "not plain ('#11223344')"),
        (f'<g fill="icc-color(x)">{BOX}</g>', "not plain"),
        (f'<g stroke="red" stroke-dasharray="1 2">{BOX}</g>', "uses stroke-dasharray"),
        (f'<g stroke="red" stroke-linecap="odd">{BOX}</g>', "outline"),
        (f'<g stroke="red" stroke-width="x">{BOX}</g>', "plain numbers"),
        (f'<g stroke="red" transform="scale(1 3)">{BOX}</g>', "stretches an outline"),
    ],
)
def test_what_would_look_different_is_refused(inside: str, words: str) -> None:
    assert words in fault(svg(inside)).message


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (svg(BOX, 'viewBox="0 0 0 50"'), "has no size"),
        (svg(BOX, 'viewBox="0 0 nan 50"'), "plain numbers"),
        (svg(BOX, 'width="100%" height="100%"'), "plain numbers"),
        (b"<svg viewBox='0 0 9 9'><rect width='9' height='9'/></svg>", "is not an SVG picture"),
        (f"<html {NS}/>".encode(), "is not an SVG picture"),
        (b"<svg", "is not well-formed"),
        (svg("<g>")[:-6], "is not well-formed"),
        (b"\xff\xfe<svg/>", "is not well-formed"),
        (b'<?xml version="1.0" encoding="klingon"?><svg/>', "cannot be read"),
    ],
)
def test_broken_files(data: bytes, words: str) -> None:
    assert words in fault(data).message


def test_a_problem_has_its_place() -> None:
    found = fault(svg(f"\n{BOX}\n  <script/>"))
    assert (found.line, found.column) == (3, 3)


@given(st.text(alphabet="MmLlHhVvCcSsQqTtAaZz0123456789.,-+eE \n", max_size=60))
def test_any_path_is_drawn_or_told(d: str) -> None:
    try:
        read_svg(svg(f'<path d="{d}"/>'))
    except ArtworkError as error:
        assert error.hint


@given(st.binary(max_size=200))
def test_any_bytes_are_told(data: bytes) -> None:
    assert fault(data)
