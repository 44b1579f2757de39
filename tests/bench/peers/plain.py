"""The sheet as plain parts that any tool can set: what to say, in order, without any geometry but picture widths."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

Record = Mapping[str, Any]


class Part(NamedTuple):
    """A piece of the sheet; `kind` says which of the others it uses. Texts are HTML with <b> and <a> only."""

    kind: str  # title, facts, heading, text, list, exercise, table
    text: str = ""
    texts: Sequence[str] = ()
    pairs: Sequence[tuple[str, str]] = ()
    pictures: Sequence[Mapping[str, Any]] = ()
    left: Sequence[str] = ()
    right: Sequence[str] = ()
    steps: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


def load(folder: Path) -> dict[str, Any]:
    """What `typst_sheet.prepare` wrote into the folder."""
    data: dict[str, Any] = json.loads((folder / "sheet.json").read_text("utf-8"))
    return data


def markup(spans: Any) -> str:
    """A text with its lead-ins and links."""
    if isinstance(spans, str):
        return escape(spans)
    done = []
    for span in spans or ():
        words = escape(span["text"])
        if span["link"]:
            words = f'<a href="{escape(span["link"])}">{words}</a>'
        done.append(f"<b>{words}</b>" if span["strong"] else words)
    return "".join(done)


def parts(data: Mapping[str, Any], record: Record) -> Iterator[Part]:
    """Every part of one patient's sheet."""
    for block in data["blocks"]:
        yield from globals()[f"_{block['kind_of'].lower()}"](block, record)


def _head(block: Any, record: Record) -> Iterator[Part]:
    yield Part("title", markup(block["title"]))
    yield from (Part("text", markup(words)) for words in (block["purpose"], *block["notices"]))


def _patientstrip(block: Any, record: Record) -> Iterator[Part]:
    values = [*record.get("facts", ()), *[""] * len(block["facts"])]
    yield Part("facts", pairs=[(markup(f["label"]), markup(v)) for f, v in zip(block["facts"], values, strict=False)])


def _glance(block: Any, record: Record) -> Iterator[Part]:
    yield Part("facts", pairs=[(markup(fact["label"]), markup(fact["value"])) for fact in block["facts"]])


def _exerciseblock(block: Any, record: Record) -> Iterator[Part]:
    dose = record.get("doses", {}).get(str(block["number"]), block["dose"])
    yield from (Part("text", markup(words)) for words in (block["before"],) if words)
    yield Part(
        "exercise",
        f"{block['number']} {markup(block['name'])}",
        texts=[markup(chip) for chip in dose],
        pictures=block["panels"],
        left=[markup(block[key]) for key in ("easier", "harder") if block[key]],
        steps=[markup(step) for step in block["steps"]],
        right=[markup(block[key]) for key in ("remark", "feel", "cautions", "note") if block[key]],
    )
    yield from (Part("text", markup(words)) for words in (block["after"],) if words)


def _notice(block: Any, record: Record) -> Iterator[Part]:
    yield Part("heading", markup(block["title"]))
    yield Part("list", texts=[markup(item) for item in block["items"]])
    yield from (Part("text", markup(block[key])) for key in ("closing", "remark") if block[key])


def _log(block: Any, record: Record) -> Iterator[Part]:
    days = [markup(day) for day in block["days"]]
    yield Part("heading", markup(block["title"]))
    yield Part("table", rows=[[markup(block["corner"]), *days], *([markup(row), *[""] * 7] for row in block["rows"])])


def _notes(block: Any, record: Record) -> Iterator[Part]:
    if block["title"]:
        yield Part("heading", markup(block["title"]))
    words = [markup(paragraph) for paragraph in block["paragraphs"]]
    if block["listed"]:
        yield Part("list", texts=words)
    else:
        yield from (Part("text", line) for line in words)
