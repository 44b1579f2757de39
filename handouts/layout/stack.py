"""A column of paragraphs that grows downwards."""

from __future__ import annotations

from collections.abc import Sequence

from handouts.compose.document import Text, text
from handouts.layout.frame import Tag
from handouts.layout.pen import Pen
from handouts.layout.text import Style, set_running, set_text


class Stack:
    """Sets things below one another from `y` down, in a column from `x`, `width` points wide."""

    def __init__(self, pen: Pen, x: float, width: float, y: float = 0.0):
        self.pen, self.x, self.width, self.y = pen, x, width, y

    def skip(self, points: float) -> None:
        """Leave white space."""
        self.y -= points

    def paragraph(self, words: Text, style: Style, role: str = "P") -> Tag:
        """A paragraph in as much of the width as is easy to read."""
        part = set_running(words, style, self.width)
        tag = Tag(role, self.pen.paragraph(part, self.x, self.y, role))
        self.y -= part.height
        return tag

    def items(self, labels: Sequence[str], items: Sequence[Text], style: Style, indent: float, gap: float) -> Tag:
        """A list: labels such as "1." or a bullet hang left of their items (ISO 32000-1, 14.8.4.3.3)."""
        tags = []
        for label, item in zip(labels, items, strict=True):
            mark = set_text(text(label + " "), style)
            body = set_running(item, style, self.width - indent)
            tags.append(
                Tag(
                    "LI",
                    (
                        Tag("Lbl", self.pen.paragraph(mark, self.x, self.y, "Lbl")),
                        Tag("LBody", self.pen.paragraph(body, self.x + indent, self.y, "LBody")),
                    ),
                )
            )
            self.y -= body.height + gap
        self.y += gap if items else 0
        numbering = "Decimal" if labels and labels[0][0].isdigit() else "Disc"
        return Tag("L", tuple(tags), attributes=(("List", f"/ListNumbering/{numbering}"),))
