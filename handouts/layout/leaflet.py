"""Lays out what leaflets print: a question left and its answer right, and statements with a labelled picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from math import inf

from handouts.compose.document import Labelled, Panel, Points, Question, Span, Text, text
from handouts.drawing import UNITS_PER_CM, Palette
from handouts.layout.frame import Frame, Picture, Rect, Tag
from handouts.layout.notice import BULLET, HANG
from handouts.layout.panels import Room, arrange, picture_name
from handouts.layout.pen import Pen
from handouts.layout.stack import Stack
from handouts.layout.template import Look
from handouts.layout.text import Paragraph, set_text
from handouts.units import mm

BETWEEN = mm(0.8)  # from one statement to the next, on one page or in two pieces
LEADER = mm(1.5)  # from the end of a leader line to its words
NUMBER = mm(6)  # room for a number in place of words
TWO_COLUMNS = mm(100)  # words below a picture stand in two columns where there is so much room


def question_frame(block: Question, look: Look, palette: Palette) -> Frame:
    """The question with its pictures in the left column, the answer in the right one, under a rule.

    Without a left column all stands in one.
    """
    gaps = look.template.gaps
    pen = Pen()
    pen.rule(0, look.width, 0, look.colour("rule"), 0.6)
    left, right = _columns(look, pen, -gaps.exercise)
    tags = [left.paragraph(text(block.question), look.styles["question"], "H2")]
    tags += _paragraphs(block.answer, "body", look, right)
    if block.panels:
        tags += _figures(block.panels, block.caption, look, palette, left)
    bottom = min(left.y, right.y)
    labelled: list[Tag] = []
    if block.labelled:
        whole = Stack(pen, 0, look.width, bottom - gaps.paragraph)
        labelled = _labelled(block.labelled, look, palette, whole)
        bottom, right.y = whole.y, whole.y
        if block.caption and not block.panels:
            labelled.append(right.paragraph(text(block.caption), look.styles["caption"]))
    if block.evidence:
        right.skip(gaps.paragraph)
        tags_behind = [right.paragraph(block.evidence, look.styles["evidence"])]
    else:
        tags_behind = []
    bottom = min(bottom, right.y)
    return pen.frame(-bottom, [Tag("Sect", (*tags, *labelled, *tags_behind))], gaps.exercise, block.origin)


def points_frame(block: Points, look: Look, palette: Palette) -> Frame:
    """Heading left, statements as a list right; a labelled picture stands above both in the whole width."""
    gaps = look.template.gaps
    pen, tags, top = Pen(), [], 0.0
    if block.title:
        pen.rule(0, look.width, 0, look.colour("rule"), 0.6)
        top = -gaps.exercise
    left, right = _columns(look, pen, top)
    if block.title:
        tags.append(left.paragraph(text(block.title), look.styles["question"], "H2"))
    tags += _paragraphs(block.intro, "body", look, right)
    if block.labelled:
        whole = Stack(pen, 0, look.width, min(left.y, right.y) - gaps.paragraph)
        tags += _labelled(block.labelled, look, palette, whole)
        right.y = whole.y - gaps.paragraph
    elif block.intro:
        right.skip(gaps.paragraph)
    if block.points:
        tags.append(
            right.items(
                [BULLET] * len(block.points),
                block.points,
                look.styles["body"],
                look.styles["body"].size * HANG,
                BETWEEN,
            )
        )
    gap = gaps.exercise if block.last else BETWEEN
    return pen.frame(-min(left.y, right.y), [Tag("Sect", tuple(tags))], gap, block.origin if block.last else "")


def _columns(look: Look, pen: Pen, top: float) -> tuple[Stack, Stack]:
    """The column of headings and that of words; twice the same one when headings stand above."""
    setting = look.template.question
    if not setting.heading_width:
        whole = Stack(pen, 0, look.width, top)
        return whole, whole
    x = setting.heading_width + setting.gutter
    return Stack(pen, 0, setting.heading_width, top), Stack(pen, x, look.width - x, top)


def _paragraphs(paragraphs: Sequence[Text], style: str, look: Look, stack: Stack) -> list[Tag]:
    tags = []
    for number, words in enumerate(paragraphs):
        stack.skip(look.template.gaps.paragraph if number else 0)
        tags.append(stack.paragraph(words, look.styles[style]))
    return tags


def _figures(panels: Sequence[Panel], caption: str, look: Look, palette: Palette, stack: Stack) -> list[Tag]:
    """Pictures at one scale below the question, and the caption of all of them."""
    setting = look.template.question
    stack.skip(mm(2))
    drawings = [panel.drawing for panel in panels]
    largest = setting.largest_scale / UNITS_PER_CM
    plan = arrange(drawings, Room(stack.width, setting.picture_height, mm(3), largest, 0))
    tags = []
    for panel, (x, y) in zip(panels, plan.places, strict=True):
        left, top = stack.x + x, stack.y - y
        box = Rect(left, top - panel.drawing.height * plan.scale, left + panel.drawing.width * plan.scale, top)
        picture = Picture(panel.drawing, palette)
        figure = stack.pen.picture(picture_name(picture), picture, box, plan.scale, panel.alt)
        tags.append(figure._replace(lang=panel.language))
    stack.skip(plan.height + mm(1))
    if not caption:
        return tags
    if len(tags) == 1 and not tags[0].lang:  # a caption is in the leaflet's own language
        return [_captioned(tags[0], caption, look, stack)]
    return [*tags, stack.paragraph(text(caption), look.styles["caption"])]


def _captioned(figure: Tag, caption: str, look: Look, stack: Stack) -> Tag:
    """A caption belongs to its figure (ISO 32000-1, 14.8.4.4)."""
    return figure._replace(kids=(*figure.kids, stack.paragraph(text(caption), look.styles["caption"], "Caption")))


def _labelled(block: Labelled, look: Look, palette: Palette, stack: Stack) -> list[Tag]:
    """The picture in the middle, words at the ends of its leader lines; numbers, and words below, where none fit."""
    drawing = block.drawing
    scale = look.template.question.labelled_height / drawing.height
    beside = min(scale, stack.width * 0.56 / drawing.width)
    numbered = not _words_fit(block, look, stack.width, beside)
    scale = min(scale, (stack.width - 2 * NUMBER) / drawing.width) if numbered else beside
    wide, tall = drawing.width * scale, drawing.height * scale
    stack.skip(mm(1))
    left = stack.x + (stack.width - wide) / 2
    box = Rect(left, stack.y - tall, left + wide, stack.y)
    picture = Picture(drawing, palette)
    figure = stack.pen.picture(picture_name(picture), picture, box, scale, block.alt)._replace(lang=block.language)
    stack.skip(tall + mm(1))
    place = _numbered if numbered else _beside
    items = place(block, look, box, scale, stack)
    listed = Tag("L", tuple(items), attributes=(("List", "/ListNumbering/None"),), lang=block.language)
    return [figure, listed] if items else [figure]


def _words_fit(block: Labelled, look: Look, width: float, scale: float) -> bool:
    """Whether no word is too wide for the room beside the picture, and no label stands in another one's way."""
    style, room = look.styles["label-words"], (width - block.drawing.width * scale) / 2 - LEADER
    lowest: dict[str, float] = {}
    found = sorted(zip(block.drawing.labels, block.labels, strict=True), key=lambda pair: pair[0].y)
    for label, words in found:
        if any(
            set_text((span._replace(text=word),), style).width > room for span in words for word in span.text.split()
        ):
            return False
        half, middle = set_text(words, style, room).height / 2, label.y * scale
        if middle - half < lowest.get(label.side, -inf) - style.leading * 0.25:
            return False
        lowest[label.side] = middle + half
    return True


def _beside(block: Labelled, look: Look, box: Rect, scale: float, stack: Stack) -> list[Tag]:
    """Words at the ends of the leader lines, right-aligned on the left side."""
    style, room = look.styles["label-words"], (stack.width - (box.right - box.left)) / 2 - LEADER
    items = []
    for label, words in zip(block.drawing.labels, block.labels, strict=True):
        part = set_text(words, style, room)
        top = box.top - (label.y - block.drawing.bounds[1]) * scale + part.height / 2
        if label.side == "left":
            kids = stack.pen.paragraph(_right_aligned(part, room), box.left - LEADER - room, top, "LBody")
        else:
            kids = stack.pen.paragraph(part, box.right + LEADER, top, "LBody")
        items.append(Tag("LI", (Tag("LBody", kids),)))
    return items


def _numbered(block: Labelled, look: Look, box: Rect, scale: float, stack: Stack) -> list[Tag]:
    """Numbers at the ends of the leader lines and before the words below; they only join what eyes have to join."""
    style, pen = look.styles["label-words"], stack.pen
    columns = 2 if stack.width >= TWO_COLUMNS else 1
    width = (stack.width - mm(4) * (columns - 1)) / columns
    rows = -(-len(block.labels) // columns)
    items, top, lowest = [], stack.y, stack.y
    for at, (label, words) in enumerate(zip(block.drawing.labels, block.labels, strict=True)):
        figure = set_text((Span(str(at + 1), strong=True),), style)
        middle = box.top - (label.y - block.drawing.bounds[1]) * scale + figure.height / 2
        pen.paragraph(
            figure, box.left - mm(1) - figure.width if label.side == "left" else box.right + mm(1), middle, ""
        )
        if at % rows == 0:
            stack.y = top
        x = stack.x + at // rows * (width + mm(4))
        pen.paragraph(figure, x, stack.y, "")
        part = set_text(words, style, width - NUMBER)
        items.append(Tag("LI", (Tag("LBody", pen.paragraph(part, x + NUMBER, stack.y, "LBody")),)))
        stack.skip(part.height)
        lowest = min(lowest, stack.y)
    stack.y = lowest - mm(1)
    return items


def _right_aligned(part: Paragraph, width: float) -> Paragraph:
    """The lines moved to the right edge; the space at which a line breaks hangs over it."""
    pieces = []
    for _, group in groupby(part.pieces, key=lambda piece: piece.y):
        line = list(group)
        space = set_text(text(" "), part.style).width if line[-1].text.endswith(" ") else 0.0
        shift = width - (line[-1].x + line[-1].width - space)
        pieces += [piece._replace(x=piece.x + shift) for piece in line]
    return replace(part, pieces=tuple(pieces), width=width)
