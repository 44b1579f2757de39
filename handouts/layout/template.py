"""Layout templates: what a file in `layouts/` may say, with lengths in points and colours as numbers."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from functools import cached_property
from typing import Annotated, Literal, NamedTuple, Self, TypeVar

from pydantic import (
    AfterValidator,
    AliasGenerator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from handouts.drawing import luminance
from handouts.layout.faces import FaceName, FontName
from handouts.layout.text import Style
from handouts.units import length, mm, to_mm

T = TypeVar("T")

Rgb = tuple[float, float, float]
Section = Literal[
    "head",
    "patient",
    "glance",
    "exercises",
    "progression",
    "audience",
    "questions",
    "education",
    "stop",
    "emergency",
    "urgent",
    "log",
    "diary",
    "sources",
    "about",
]
Part = Literal["pictures", "name", "dose", "remark", "steps", "feel", "cautions", "easier", "harder", "note", "video"]
Press = Literal["booklet", "trifold", "cards"]
Extra = Section | Part | Literal["evidence"]
Paper = Literal["a3", "a4", "a5", "a6", "letter", "statement"]
PAPERS: dict[str, tuple[float, float]] = {
    "a3": (mm(297), mm(420)),
    "a4": (mm(210), mm(297)),
    "a5": (mm(148), mm(210)),
    "a6": (mm(105), mm(148)),
    "letter": (mm(215.9), mm(279.4)),
    "statement": (mm(139.7), mm(215.9)),
}
SMALLEST = 12.0  # points of type that words may come down to, unscaled (RNIB, clear print)
LEADING = 1.3  # type sizes from line to line, at least


FLAP = mm(3)
LEAST_ROOM = mm(40)  # between the margins, either way
LEAST_PICTURE = mm(20)  # either way


def _length(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError("needs a number with its unit, such as 15mm or 12pt")
    points = length(value)
    if not 0 <= points <= 2000:
        raise ValueError(f"'{value}' is out of range")
    return points


def _type(value: float) -> float:
    if not 4 <= value <= 200:
        raise ValueError("must be from 4pt to 200pt")
    return value


def _once(values: tuple[T, ...]) -> tuple[T, ...]:
    if twice := next((value for index, value in enumerate(values) if value in values[:index]), None):
        raise ValueError(f"'{twice}' is there twice")
    return values


Length = Annotated[float, BeforeValidator(_length, json_schema_input_type=str)]
TypeSize = Annotated[Length, AfterValidator(_type)]
Hex = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*$")]


class Setting(BaseModel):
    """Base of the template's models: immutable, unknown keys refused, keys written with hyphens."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        validate_by_alias=True,
        alias_generator=AliasGenerator(alias=lambda name: name.replace("_", "-")),
    )


class Margins(Setting):
    """White edges of a page."""

    top: Length
    bottom: Length
    left: Length
    right: Length


class FurnitureSetting(Setting):
    """The line at the foot of every page; `baseline` is measured from the paper's edge."""

    style: Name
    rule: Name
    baseline: Length


class PageSetting(Setting):
    """Papers a layout is meant for, the first one being its own, and their margins."""

    papers: tuple[Paper, ...] = Field(min_length=1)
    margins: Margins
    furniture: FurnitureSetting
    across: bool = Field(False, description="whether the paper lies on its long side")

    @model_validator(mode="after")
    def _room(self) -> Self:
        """What is left between the margins can hold a few words, on each paper."""
        edges = self.margins
        for paper in self.papers:
            width, height = PAPERS[paper][::-1] if self.across else PAPERS[paper]
            if min(width - edges.left - edges.right, height - edges.top - edges.bottom) < LEAST_ROOM:
                raise ValueError(f"the margins leave less than {to_mm(LEAST_ROOM):.0f} mm of the paper {paper}")
        return self


class LogoSetting(Setting):
    """The box that a clinic's logo is fitted into."""

    width: Length = mm(52)
    height: Length = mm(16)


class PatientSetting(Setting):
    """Who the sheet is for: facts side by side in `columns`, and the room for a label when one is asked for."""

    columns: int = Field(default=3, ge=1, le=3)
    label_width: Length = Field(default=mm(74), description="labels are 70 mm wide")
    label_height: Length = Field(default=mm(40), description="labels are 36 or 37 mm tall")


class PanelSetting(Setting):
    """What stands on the cover of a folded sheet and at the foot of its back; all else flows over the other panels."""

    cover: Annotated[tuple[Section, ...], AfterValidator(_once)]
    back: Annotated[tuple[Section, ...], AfterValidator(_once)]
    picture_height: Length = Field(0.0, description="of a picture on the cover that only decorates")


class StyleSetting(Setting):
    """How a kind of text is set; `strong` words are lead-ins and panel letters."""

    size: TypeSize
    leading: TypeSize
    face: FaceName = "regular"
    strong: FaceName = "bold"
    colour: Name = "ink"
    strong_colour: Name | None = None


class ExerciseSetting(Setting):
    """The two columns of an exercise, or one when `left` is empty: which parts they show, in which order.

    `largest-scale` is paper length to one centimetre of body. A part that is in no column is not printed.
    """

    picture_width: Length = Field(description="of the left column")
    picture_height: Length = Field(description="the most that the pictures of an exercise may take")
    least_height: Length = Field(30.0, description="the least, in a cell or where that saves a page")
    chips: bool = Field(True, description="whether each phrase of the dose has a ground of its own")
    short_names: bool = Field(False, description="whether to print the short name of an exercise that has one")
    ways: bool = Field(True, description="whether to say how to get down to the floor and up again")
    gutter: Length
    panel_gap: Length
    largest_scale: Length
    left: tuple[Part, ...]
    right: tuple[Part, ...]

    def check(self, cells: CellSetting | None) -> None:
        """Raise ValueError for a part that is there twice, or pictures without room. Cards may share parts."""
        apart = cells is not None and cells.backs
        for parts in (self.left, self.right) if apart else ((*self.left, *self.right),):
            _once(parts)
        if "pictures" in self.left or "pictures" in self.right:
            sizes = (self.picture_height, *([self.picture_width] if self.left else []))
            if min(sizes) < LEAST_PICTURE or self.largest_scale <= 0:
                raise ValueError(f"pictures need {to_mm(LEAST_PICTURE):.0f} mm at least, and a scale")
            if self.panel_gap > LEAST_PICTURE:
                raise ValueError(f"there are more than {to_mm(LEAST_PICTURE):.0f} mm between panels")
        elif cells is not None:
            raise ValueError("cells are as large as their pictures: exercise names no pictures")


class CellSetting(Setting):
    """Cells of one size, side by side, one exercise each.

    With `rows`, a full page has that many of them above one another. Without, the whole document is on one page, and
    of the numbers of `columns` the one counts that gives the largest pictures.
    """

    columns: tuple[Annotated[int, Field(ge=1, le=8)], ...] = Field(min_length=1)
    rows: int | None = Field(None, ge=1, le=8)
    gutter: Length
    padding: Length = 0.0
    outline: bool = False
    backs: bool = Field(False, description="whether they are cards: the left column in front, the right one behind")


class QuestionSetting(Setting):
    """The two columns of a question; `largest-scale` is paper length to one centimetre of body."""

    heading_width: Length = Field(description="of the question, with its pictures below; 0mm sets it above the answer")
    evidence: bool = Field(True, description="whether to say what the sources say")
    gutter: Length
    picture_height: Length
    largest_scale: Length
    labelled_height: Length = Field(description="of a picture with words at its edges")


class Gaps(Setting):
    """White space between things."""

    block: Length
    paragraph: Length
    section: Length
    exercise: Length
    stretch: Length = Field(description="the most a gap between exercises may grow to fill a page")
    least: float = Field(0.5, ge=0, le=1, description="the share of a gap that is left where that saves a page")


class LogSetting(Setting):
    """The tick-off table."""

    day_width: Length
    row_height: Length
    notes_height: Length = 36.0


# what the code that lays out asks a template for
STYLES = frozenset(
    {"title", "purpose", "clinic", "clinic-line", "notice", "label", "fact-label", "body", "name", "chip"}
    | {"letter", "aside", "heading", "cell", "small", "remark", "question", "caption", "evidence", "label-words"}
)
COLOURS = frozenset({"ink", "accent", "muted", "rule", "line", "tint", "chip", "stop", "emergency", "urgent", "paper"})


class LayoutTemplate(Setting):
    """A whole layout file."""

    name: Name
    page: PageSetting
    order: Annotated[tuple[Section, ...], AfterValidator(_once)] = Field(min_length=1)
    colours: dict[Name, Hex]
    palettes: dict[Literal["grey", "line"], dict[Name, Hex]] = {}
    styles: dict[Name, StyleSetting]
    scale: float = Field(1.0, ge=1, le=4, description="of all styles but the furniture")
    least_type: Length = Field(12.0, description="the smallest type that its words may have; `check` holds files to it")
    snug: float = Field(0.92, ge=0.8, le=1, description="the share of type and pictures left where that saves a page")
    exercise: ExerciseSetting
    cells: CellSetting | None = None
    languages: Literal[1, 2] = Field(1, description="2 sets two languages beside one another")
    press: Press | None = Field(None, description="what becomes of the pages: folded, or cut")
    panels: PanelSetting | None = Field(None, description="of a sheet that is folded twice")
    gives_way: tuple[Extra, ...] = Field((), description="what panels leave out, in this order, if the rest fits then")
    logo: LogoSetting = LogoSetting()
    patient: PatientSetting = PatientSetting()
    question: QuestionSetting
    gaps: Gaps
    log: LogSetting

    @model_validator(mode="after")
    def _complete(self) -> Self:
        """Every style and colour that is asked for is there, and so is every colour that a style names."""
        self.exercise.check(self.cells)
        wanted = {style.colour for style in self.styles.values()}
        wanted |= {style.strong_colour for style in self.styles.values() if style.strong_colour}
        wanted |= {self.page.furniture.rule, *COLOURS}
        faults = [
            f"styles: '{name}' is missing" for name in sorted({*STYLES, self.page.furniture.style} - self.styles.keys())
        ]
        faults += [f"colours: '{name}' is missing" for name in sorted(wanted - self.colours.keys())]
        if (self.press == "trifold") != (self.panels is not None and self.page.across):
            faults.append("press: trifold, panels and page: across: true belong together")
        if faults:
            raise ValueError("; ".join(faults))
        return self


class Cell(NamedTuple):
    """The room of one exercise in points; `above` is that of the words above its pictures.

    `name` is the share of its size in which a name is set, so that no word of it has to be cut.
    """

    width: float
    height: float = 0.0
    above: float = 0.0
    pictures: float = 0.0
    name: float = 1.0


class Look:
    """A template with paper, palette and fonts chosen: ready styles and colours. Hashable by identity, for memos."""

    def __init__(
        self,
        template: LayoutTemplate,
        paper: str,
        palette: str,
        accent: str | None = None,
        fonts: tuple[FontName, ...] = (),
    ):
        self.template, self.fonts = template, fonts
        self.size = PAPERS[paper][::-1] if template.page.across else PAPERS[paper]
        colours = dict(template.colours)
        if accent:
            colours["accent"] = legible(accent, [colours[ground] for ground in ("paper", "tint", "chip")])
        if palette != "colour":
            colours = {name: grey(value) for name, value in colours.items()}
            colours.update(template.palettes.get(palette, {}) if palette in ("grey", "line") else {})  # type: ignore[call-overload]
        self._colours = {name: rgb(value) for name, value in colours.items()}
        self.styles = {
            name: self._style(setting, 1.0 if name == template.page.furniture.style else template.scale)
            for name, setting in template.styles.items()
        }
        self.cell: Cell | None = None
        self.tight: float | None = None  # what pictures that may give way have of their range, if they are to
        self._cells: dict[Cell, Look] = {}
        self._eased: dict[float, Look] = {}

    @cached_property
    def snug(self) -> Look:
        """The same look with less of everything that can give way, where that saves a page.

        Type stays 12 points and its leading 1.3 times the size; words get some of the width of their pictures.
        """
        template, share = self.template, self.template.snug
        exercise, log, gaps = template.exercise, template.log, template.gaps
        found = self.changed(
            gaps=gaps.model_copy(update={"paragraph": gaps.paragraph * (1 + gaps.least) / 2}),
            exercise=exercise.model_copy(update={"picture_width": exercise.picture_width * share}),
            log=log.model_copy(update={"row_height": max(log.row_height * share, self.styles["cell"].leading)}),
        )
        found.tight = 0.0
        for name, style in self.styles.items():
            size = max(min(style.size, SMALLEST * template.scale), style.size * share)
            leading = max(min(style.leading, size * LEADING), style.leading * share)
            if name != template.page.furniture.style:
                found.styles = {**found.styles, name: style._replace(size=size, leading=leading)}
        return found

    def eased(self, share: float) -> Look:
        """The same look, that saves room, with pictures that give way less."""
        if share not in self._eased:
            found = self.changed()
            found.tight = share
            self._eased[share] = found
        return self._eased[share]

    def changed(self, **parts: object) -> Look:
        """The same look with other parts of its template; sizes and styles stay as they are."""
        found = copy(self)
        found.template = self.template.model_copy(update=parts)
        found._cells, found._eased = {}, {}
        found.__dict__.pop("snug", None)
        return found

    def within(self, cell: Cell) -> Look:
        """The same look for what stands in a cell; the same cell gives the same look."""
        if cell not in self._cells:
            found = copy(self)
            found.cell = cell
            found.__dict__.update(width=cell.width)
            name = self.styles["name"]
            smaller = name._replace(size=name.size * cell.name, leading=name.leading * cell.name)
            found.styles = {**self.styles, "name": smaller}
            self._cells[cell] = found
        return self._cells[cell]

    def colour(self, name: str) -> Rgb:
        """A named colour's red, green and blue from 0 to 1. Raises KeyError for a name the template lacks."""
        return self._colours[name]

    def _style(self, setting: StyleSetting, scale: float) -> Style:
        strong = self.colour(setting.strong_colour or setting.colour)
        return Style(
            setting.face, setting.strong, setting.size * scale, setting.leading * scale, self.colour(setting.colour),
            strong, self.colour("accent"), self.fonts,
        )  # fmt: skip

    @cached_property
    def width(self) -> float:
        """Points between the side margins: of the page, or of the narrow panels of a sheet that is folded twice."""
        margins = self.template.page.margins
        whole = panel_widths(self.size[0])[1] if self.template.panels else self.size[0]
        return whole - margins.left - margins.right

    @cached_property
    def height(self) -> float:
        """Points between the top and bottom margins."""
        margins = self.template.page.margins
        return self.size[1] - margins.top - margins.bottom


def panel_widths(width: float) -> tuple[float, float]:
    """Of a sheet that is folded twice: of its wide panels, and of the two faces of the flap that is rolled in.

    A flap must be narrower than what covers it: 100, 100 and 97 mm of A4 that lies across.
    """
    wide = (width + FLAP) / 3
    return wide, wide - FLAP


def rgb(value: str) -> Rgb:
    """A hexadecimal colour's parts from 0 to 1."""
    return int(value[1:3], 16) / 255, int(value[3:5], 16) / 255, int(value[5:7], 16) / 255


def grey(value: str) -> str:
    """The grey a copier makes of a colour."""
    return "#" + f"{round(luminance(rgb(value)) * 255):02x}" * 3


def legible(value: str, grounds: Iterable[str] = ("#ffffff",)) -> str:
    """The colour, darkened until it and its grey reach 4.5:1 on every ground (WCAG 2.2, 1.4.3)."""
    pairs = [(ground, grey(ground)) for ground in grounds]
    for step in range(21):
        darker = "#" + "".join(f"{round(c * 255 * (1 - step / 20)):02x}" for c in rgb(value))
        if all(min(contrast(darker, own), contrast(grey(darker), greyed)) >= 4.5 for own, greyed in pairs):
            break
    return darker


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (WCAG 2.2, relative luminance)."""
    dark, light = sorted(map(_relative_luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def _relative_luminance(value: str) -> float:
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb(value))
    return luminance(tuple(linear))
