"""The same sheet made by typst: the document's blocks as JSON, its pictures as SVG, one reusable compiler."""

from __future__ import annotations

import dataclasses
import json
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

import typst

FONTS = Path(__file__).resolve().parents[3] / "handouts" / "fonts"
TEMPLATE = Path(__file__).with_name("sheet.typ")
STANDARDS = ["ua-1"]


def prepare(folder: Path, document, look, palette) -> None:
    """Write template, words and pictures: what typst finds on its disk, as ours finds content/ on its own."""
    blocks = [_block(block, look, palette, folder) for block in document.blocks]
    language, region = document.language.split("-")
    data = {
        "title": document.title,
        "author": document.author,
        "subject": document.subject,
        "keywords": document.keywords,
        "language": language,
        "region": region,
        "furniture": dataclasses.asdict(document.furniture),
        "styles": {name: style.size for name, style in look.styles.items()},
        "colours": dict(look.template.colours),
        "blocks": blocks,
    }
    (folder / "sheet.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    shutil.copy(TEMPLATE, folder)


def _block(block, look, palette, folder: Path) -> dict:
    """A block as plain data, its pictures written as files and sized as our own layout sizes them."""
    made = {"kind_of": type(block).__name__}
    for field in dataclasses.fields(block):
        if field.name != "panels":
            made[field.name] = _plain(getattr(block, field.name))
    if hasattr(block, "panels"):
        made["panels"], made["row"] = _panels(block, look, palette, folder)
    return made


def _panels(block, look, palette, folder: Path) -> tuple[list[dict], bool]:
    from handouts.layout.panels import Room, arrange
    from handouts.units import mm

    setting = look.template.exercise
    drawings = [panel.drawing for panel in block.panels]
    below = look.styles["letter"].leading if len(drawings) > 1 else 0
    largest = setting.largest_scale / 50
    plan = arrange(drawings, Room(mm(77), setting.picture_height, setting.panel_gap, largest, below))
    made = []
    for panel in block.panels:
        name = f"{block.number}{panel.letter}.svg"
        (folder / name).write_text(panel.drawing.to_svg(palette), encoding="utf-8")
        letter = panel.letter if len(drawings) > 1 else ""
        made.append({"file": name, "letter": letter, "alt": panel.alt, "width": panel.drawing.width * plan.scale})
    return made, len({x for x, _ in plan.places}) > 1


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if hasattr(value, "_asdict"):
        return {name: _plain(one) for name, one in value._asdict().items()}
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


class Sheet:
    """A warm compiler. It reads a file: one made from bytes can compile only once (typst 0.15)."""

    def __init__(self, folder: Path):
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
        self.compiler = typst.Compiler(str(folder / TEMPLATE.name), root=str(folder), font_paths=fonts)

    def make(self, *records: Mapping[str, object]) -> bytes:
        """The tagged PDF, PDF/UA-1, of one record; or of several, one behind the other in one document."""
        inputs = {"records": json.dumps(records, ensure_ascii=False)}
        return self.compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=STANDARDS)


def main() -> None:
    """A whole cold process: python -m tests.bench.peers.typst_sheet FOLDER OUTPUT."""
    folder, output = map(Path, sys.argv[1:])
    output.write_bytes(Sheet(folder).make({}))


if __name__ == "__main__":
    main()
