"""Files as they are written, with a few changes: what comes nearest to a person's mistakes, and to an attack."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

from handouts.library.kinds import kind_of
from handouts.library.layers import builtin
from tests.content import FILES, LEAFLET_FILES

MOST = 6000  # characters of a sample: larger ones show nothing new
CLINIC = """\
name: Klinik Ærø
address: Long Road 1
phone: 020 7946 0000
accent: "#7a1f6f"
country: DK
paper: letter
contact_line: Ask us.
approved_by: {name: Dr. A. Nymann, role: head of care, date: 2026-01-05, review_by: 2027-01-05}
"""
PRESCRIPTION = """\
routine: demo
patient: {id: A-1042, name: Łukasz Žižek}
date: 2026-11-21
clinician: M. Holm
country: GB
layout: sheet
note: Mind the step.
next_appointment: 2026-12-01
changes:
  demo-reach: {sets: 2-3, hold: 20, side: left, load: red band}
  demo-hang: {skip: true}
add: [plank]
"""
PHRASES = """\
formats:
  own_name: English
  date: "{d} {month} {y}"
  months: [January, February, March, April, May, June, July, August, September, October, November, December]
  decimal: "."
phrases:
  version_x: version {x}
  page_x_of_y: Page {x} of {y}
  picture_n: "Picture {x}: {y}"
  n_times: {one: "{n} time", other: "{n} times"}
  feel: You should feel it
  hold_n_s: hold {n} s
"""
SOURCES = """\
sources:
  s000-4: {entry: "Who, A. (2024). What.", url: "https://example.org/a", quality: ok}
  s001: {entry: An article., quality: weak, note: unclear}
"""
ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2, 100, 10**14, 0.5, -2.5, 1e-9, "", " ", "x", "-", "0", "w" * 700, "wide " * 90,
    "{start}", "{nope}", "{", "}{", "[so]", "[", "](", "%s {x}", "<b>&amp;", ")\\Tj(", "../../etc/passwd",
    "https://x.org/a", "2026-02-30", "2026-11-21", "0001-01-01", "9999-12-31", "8-12", "up to 5", "12-8", "C", "each",
    "left", "15mm", "-3cm", "9999in", "0.001mm", "#ffffff", "en", "GB", "\u202eabc", "a\u00adb", "\u200b", "שלום",
    "漢字", "ﷺ", "😀", "e\u0301" * 30, "\ufffd", "\u00a0", [], {}, [[]], [None], {"a": {}}, ["x", "x"],
)  # fmt: skip
Place = tuple[Any, Any]  # a list or mapping, and the index or key in it


@cache
def samples() -> dict[str, tuple[str, ...]]:
    """Texts of every kind of content, small ones first, and of layouts."""
    found: dict[str, list[str]] = {
        "clinic": [CLINIC], "prescription": [PRESCRIPTION], "phrases": [PHRASES], "sources": [SOURCES],
    }  # fmt: skip
    for name, text in {**FILES, **LEAFLET_FILES}.items():
        found.setdefault(kind_of(Path("content") / name), []).append(text)
    for path in sorted(builtin("content").rglob("*.yaml"), key=lambda path: (path.stat().st_size, str(path))):
        if (kind := kind_of(path)) and path.stat().st_size < MOST and len(found.setdefault(kind, [])) < 6:
            found[kind].append(path.read_text("utf-8"))
    for path in sorted(builtin("layouts").rglob("*.yaml")):
        found.setdefault(kind_of(path), []).append(path.read_text("utf-8"))
    return {kind: tuple(texts) for kind, texts in sorted(found.items())}


def places(data: Any) -> Iterator[Place]:
    """Every place in plain data."""
    items: Any = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield data, key
        yield from places(value)


@st.composite
def changed(draw: st.DrawFn, texts: tuple[str, ...], most: int = 3) -> str:
    """One of the texts with up to `most` changes of its values, and perhaps a slip of the keyboard."""
    data = yaml.safe_load(draw(st.sampled_from(texts)))
    data = _dates_as_text(data)
    for _ in range(draw(st.integers(0, most))):
        found = list(places(data))
        if not found:
            break
        holder, key = draw(st.sampled_from(found))
        _change(draw, holder, key, found)
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000)
    if draw(st.integers(0, 5)) == 0:
        start = draw(st.integers(0, len(text)))
        gone = draw(st.integers(0, 3))
        text = (
            text[:start]
            + draw(st.text("\t\r\n :-{}[]'\"#&*!|>%@~\x00\x1b\x85\u2028aé", max_size=3))
            + text[start + gone :]
        )
    return text


def _change(draw: st.DrawFn, holder: Any, key: Any, found: list[Place]) -> None:
    how = draw(st.sampled_from(("odd", "odd", "other", "gone", "key", "words", "many")))
    value = holder[key]
    if how == "gone":
        del holder[key]
    elif how == "key" and isinstance(holder, dict):
        holder[draw(st.sampled_from(("x", "", "a b", "é", "k" * 80, *(str(name) for _, name in found[:20]))))] = (
            holder.pop(key)
        )
    elif how == "words" and isinstance(value, str):
        at = draw(st.integers(0, len(value)))
        more = draw(st.sampled_from([odd for odd in ODD if isinstance(odd, str)]) | st.text(max_size=4))
        holder[key] = value[:at] + more + value[at:]
    elif how == "many" and isinstance(holder, list):
        holder.extend(copy.deepcopy(value) for _ in range(draw(st.sampled_from((1, 2, 9, 60)))))
    elif how == "other":
        other, name = draw(st.sampled_from(found))
        holder[key] = copy.deepcopy(other.get(name) if isinstance(other, dict) else (other[name:] or [None])[0])
    else:
        holder[key] = copy.deepcopy(draw(st.sampled_from(ODD) | st.integers(-5, 5000) | st.text(max_size=6)))


def _dates_as_text(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _dates_as_text(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_dates_as_text(value) for value in data]
    return data if data is None or isinstance(data, str | bool | int | float) else str(data)


CELLS = st.sampled_from([str(odd) for odd in ODD if odd is None or isinstance(odd, str | int)]) | st.text(max_size=6)
COLUMNS = (
    "id", "name", "date", "clinician", "routine", "lang", "country", "layout", "paper", "note",
    "next_appointment", "add", "skip", "demo-reach.reps", "demo-reach.sets", "demo-reach.hold", "demo-reach.side",
    "demo-hang.skip", "demo-hang.load", "plank.hold", "no-such.reps", "demo-reach.nope", "", "Name",
)  # fmt: skip
GOOD = {
    "id": "A-1",
    "routine": "demo",
    "lang": "en",
    "country": "GB",
    "layout": "sheet",
    "paper": "a4",
    "skip": "demo-hang",
}


@st.composite
def tables(draw: st.DrawFn) -> str:
    """A CSV file of prescriptions, good and bad cells mixed."""
    names = list(dict.fromkeys(["id", "routine", *draw(st.lists(st.sampled_from(COLUMNS), max_size=6))]))
    mark = draw(st.sampled_from(",;\t"))
    rows = [names]
    for number in range(draw(st.integers(0, 4))):
        good = {**GOOD, "id": f"A-{number}"}
        rows.append([good.get(name, "") if draw(st.integers(0, 3)) else draw(CELLS) for name in names])
        if draw(st.integers(0, 9)) == 0:
            rows[-1] = rows[-1][: draw(st.integers(0, len(names)))]
    quoted = draw(st.booleans())
    lines = [mark.join(f'"{cell}"' if quoted else cell for cell in row) for row in rows]
    return draw(st.sampled_from(["\n", "\r\n"])).join(lines)
