"""The same sheet made by WeasyPrint: HTML and CSS, with its tagged variant of PDF, caches kept from sheet to sheet."""

from __future__ import annotations

from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from tests.bench.peers.plain import Part, Record, load, parts
from tests.bench.peers.typst_sheet import FONTS

STYLE = """
@font-face { font-family: S; src: url(%(fonts)s/SourceSans3-Regular.ttf) }
@font-face { font-family: S; font-weight: bold; src: url(%(fonts)s/SourceSans3-Bold.ttf) }
@page {
  size: a4; margin: 13mm 15mm 17mm;
  @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 9pt S }
  @bottom-left { content: "%(foot)s"; font: 9pt S }
}
body { font: 12.5pt/1.35 S }
h1 { font-size: 24pt; margin: 0 }
h2 { font-size: 16pt; margin: 0 0 2mm }
p { margin: 0 0 2mm }
.facts { border: .8pt solid #888; padding: 2.6mm; display: flex; gap: 4mm; margin: 3mm 0 }
.exercise { break-inside: avoid; display: flex; gap: 5mm; border-top: .6pt solid #bbb; padding-top: 2mm }
.left { width: 77mm; flex: none; text-align: center }
.left p { text-align: left }
.chip { background: #e8eef4; padding: 1mm 2mm }
ol, ul { margin: 0 0 2mm; padding-left: 6mm }
table { border-collapse: collapse; width: 100%% }
td, th { border: .6pt solid #888; height: 6mm }
"""


class Sheet:
    """Parsed style, fonts and pictures, used again for each sheet."""

    def __init__(self, folder: Path):
        self._data, self._base = load(folder), f"{folder}/"
        self._fonts, self._cache = FontConfiguration(), {}
        style = STYLE % {"fonts": FONTS.as_uri(), "foot": self._data["furniture"]["left"]}
        self._style = CSS(string=style, font_config=self._fonts)

    def make(self, record: Record) -> bytes:
        """One patient's tagged PDF."""
        body = "".join(map(_html, parts(self._data, record)))
        page = f"<html lang={self._data['language']}><title>{self._data['title']}</title><body>{body}</body></html>"
        document = HTML(string=page, base_url=self._base)
        return document.write_pdf(
            stylesheets=[self._style], font_config=self._fonts, cache=self._cache, pdf_variant="pdf/ua-1"
        )


def _html(part: Part) -> str:
    paragraphs = "".join(f"<p>{words}</p>" for words in part.right)
    match part.kind:
        case "title":
            return f"<h1>{part.text}</h1>"
        case "heading":
            return f"<h2>{part.text}</h2>"
        case "text":
            return f"<p>{part.text}</p>"
        case "list":
            return f"<ul>{''.join(f'<li>{words}</li>' for words in part.texts)}</ul>"
        case "facts":
            return f"<div class=facts>{''.join(f'<p><b>{label}</b> {value}</p>' for label, value in part.pairs)}</div>"
        case "table":
            rows = ("".join(f"<td>{cell}</td>" for cell in row) for row in part.rows)
            return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    pictures = "".join(
        f'<img src="{p["file"]}" alt="{p["alt"]}" style="width:{p["width"]}pt"><p>{p["letter"]}</p>'
        for p in part.pictures
    )
    left = pictures + "".join(f"<p>{words}</p>" for words in part.left)
    chips = " ".join(f"<span class=chip>{chip}</span>" for chip in part.texts)
    steps = "".join(f"<li>{step}</li>" for step in part.steps)
    right = f"<h2>{part.text}</h2><p>{chips}</p><ol>{steps}</ol>{paragraphs}"
    return f"<div class=exercise><div class=left>{left}</div><div>{right}</div></div>"
