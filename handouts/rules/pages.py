"""Rules for layouts and for finished PDFs: what the paper, and those who cannot see it, are owed."""

from __future__ import annotations

from handouts.rules.rule import Rule

_HOUSE = "house rule"
_UA = "ISO 14289-1 (PDF/UA-1)"
_PRINT = "UKAAF and RNIB on print"

LAYOUTS = (
    Rule("layout-type-size", "error", "Words are set in 12 points or more, 16 in large print.", _PRINT,
         "Enlarge the style, or `scale`."),
    Rule("layout-margins", "error", "5 mm at each edge stay white: printers cannot print there.", _HOUSE,
         "Widen `margins`."),
    Rule("layout-contrast", "error", "Words have a contrast of 4.5:1, in colour and as a copier's grey.",
         "WCAG 2.2, 1.4.3", "Choose a darker colour for the words, or a lighter ground."),
    Rule("layout-stop-rule", "error", "A layout with exercises prints when to stop.", "CERT (Slade 2016), item 11",
         "Add `stop` to `order`."),
    Rule("layout-emergency", "warning", "A layout prints the warning signs and whom to reach.", "PIF TICK criteria",
         "Add `emergency` and `urgent` to `order`."),
    Rule("layout-summary", "warning", "A layout with exercises sums up how often, how long and what is needed.",
         "PEMAT-P, item 11", "Add `glance` to `order`."),
    Rule("layout-about", "error", "A layout prints who made the sheet and whether it is approved.",
         "PIF TICK criteria", "Add `about` to `order`."),
)  # fmt: skip

READING = (
    Rule("pdf-opens", "error", "The file is a whole PDF that opens without a password.", _HOUSE, "Build it again."),
    Rule("pdf-standard", "error", "The file says PDF/UA-1 and PDF/A-2a, and keeps them.", f"{_UA}; ISO 19005-2",
         "Build it again; if the message stays, report it."),
    Rule("pdf-tagged", "error", "Everything on the pages is in the tag tree once, or declared decoration.",
         f"{_UA}, 7.1", "Build it again; programs that merge or compress files often lose tags."),
    Rule("pdf-title", "error", "The file has a title, and viewers show it.", f"{_UA}, 7.1", "Write a title."),
    Rule("pdf-language", "error", "The file says its language.", f"{_UA}, 7.2; WCAG 2.2, 3.1.1", "Build it again."),
    Rule("pdf-alt-text", "error", "Each picture is told in words.", f"{_UA}, 7.3; WCAG 2.2, 1.1.1",
         "Write `alt` in the words of the exercise."),
    Rule("pdf-headings", "error", "Headings begin with the first level and skip none.", f"{_UA}, 7.4",
         "Build it again."),
    Rule("pdf-links", "error", "Links lead somewhere by https and say where.", f"{_UA}, 7.18.5",
         "Correct the address in sources.yaml or `video`."),
    Rule("pdf-fonts", "error", "Fonts are in the file, cut down to what is used, and their letters can be copied.",
         f"{_UA}, 7.21", "Build it again."),
    Rule("pdf-glyphs", "error", "No character is missing.", f"{_UA}, 7.21.8", "Write it in another way."),
)  # fmt: skip

PAGES = (
    Rule("page-type-size", "error", "Words are printed in 12 points or more, 16 in large print.", _PRINT,
         "Print at 100 %, or use a larger layout instead of making a file smaller."),
    Rule("page-margins", "error", "5 mm at each edge stay white: printers cannot print there.", _HOUSE,
         "Widen the margins of the layout."),
    Rule("page-contrast", "error", "Words have a contrast of 4.5:1, in colour and as a copier's grey.",
         "WCAG 2.2, 1.4.3", "Choose a darker colour for the words, or a lighter ground."),
    Rule("page-line-length", "error", "Lines of running words have 60 to 70 characters, 75 at most.",
         "Bringhurst, Elements of Typographic Style", "Narrow the column, or enlarge its type."),
    Rule("page-text-on-picture", "error", "No words lie on pictures.", _PRINT, "Move them beside the picture."),
    Rule("page-whole-blocks", "error", "An exercise or question stands on one page.", _HOUSE,
         "Shorten it, or use another layout."),
    Rule("page-qr", "error", "A QR code is 25 mm wide with a white edge of 4 modules.", "ISO/IEC 18004, 6.3.8",
         "Give it room; never make a file smaller."),
)  # fmt: skip

SHEETS = (
    Rule("sheet-expired", "error", "A finished sheet is not past the review date of its content.", "PIF TICK criteria",
         "Take it out of use; build it again when the content has been reviewed."),
    Rule("sheet-outdated", "warning", "A finished sheet tells the version that the content has today.",
         "PIF TICK criteria", "Build it again."),
    Rule("sheet-stop-rule", "error", "A finished sheet with exercises says when to stop.",
         "CERT (Slade 2016), item 11", "Build it with a layout that prints `stop`."),
    Rule("sheet-private", "error", "A patient's name stands on the page only: not in the metadata or name of the file.",
         "GDPR, article 5(1)(f)", "Rename the file; build it again where the name is in its metadata."),
)  # fmt: skip

RULES = (*LAYOUTS, *READING, *PAGES, *SHEETS)
