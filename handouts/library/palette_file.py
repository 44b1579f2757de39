"""What `layouts/palettes/NAME.yaml` may say."""

from __future__ import annotations

from typing import Annotated

from pydantic import Discriminator, Field, StrictBool, StringConstraints, Tag

from handouts import drawing, pattern
from handouts.library.models import ROLE, Colour, Model

Role = Annotated[str, StringConstraints(pattern=ROLE)]
Look = drawing.Colour | pattern.Hatch | pattern.Dash | pattern.Nearest


class Hatch(Model):
    """Parallel black lines on white, as fine as the finest of the picture."""

    hatch: float = Field(ge=0, lt=180, description="degrees: 0 for level lines, 45 for those that rise to the right")
    gap: float = Field(ge=3, le=100, description="from line to line, in widths of the picture's finest line")

    width: float = Field(default=1.0, ge=0.2, le=2, description="of the lines, in the same measure")

    def look(self) -> Look:
        """What a palette holds."""
        return pattern.Hatch(self.hatch, self.gap, self.width)


class Dash(Model):
    """A broken black line, as fine as the finest of the picture."""

    dash: float = Field(ge=1, le=100, description="length of the dashes, in widths of the picture's finest line")
    gap: float = Field(ge=1, le=100, description="between two dashes, in the same measure")

    def look(self) -> Look:
        """What a palette holds."""
        return pattern.Dash(self.dash, self.gap)


class Like(Model):
    """Black or white, whichever is nearer to a colour that the picture itself has."""

    like: Role = Field(description="the role that has the colour")

    def look(self) -> Look:
        """What a palette holds."""
        return pattern.Nearest(self.like)


class Unlike(Model):
    """White or black, the contrary of `like`: for lines over it."""

    unlike: Role = Field(description="the role that has the colour")

    def look(self) -> Look:
        """What a palette holds."""
        return pattern.Nearest(self.unlike, other=True)


_PATTERNS = ("hatch", "dash", "like", "unlike")


def _form(value: object) -> str | None:
    """The tag of what a value is meant for; no tag is a key, so that places of problems can be told from tags."""
    if not isinstance(value, dict):
        return "Colour"
    return next((key.capitalize() for key in _PATTERNS if key in value), None)


Value = Annotated[
    Annotated[Colour, Tag("Colour")]
    | Annotated[Hatch, Tag("Hatch")]
    | Annotated[Dash, Tag("Dash")]
    | Annotated[Like, Tag("Like")]
    | Annotated[Unlike, Tag("Unlike")],
    Discriminator(
        _form,
        custom_error_type="no_form",
        custom_error_message="must be a colour in quotes, or have one of the keys hatch, dash, like, unlike",
    ),
]


class PaletteFile(Model):
    """`layouts/palettes/NAME.yaml`: how the roles of a picture become colours, or patterns in black on white."""

    roles: dict[Role, Value] = {}  # noqa: RUF012 - pydantic copies it
    other: Colour | None = Field(default=None, description="for every role not named; its own colour when left out")
    grey: StrictBool = Field(default=False, description="turn what is left into its luminance")
    tones: StrictBool = Field(default=True, description="false: flat, without shading")

    def palette(self, name: str) -> drawing.Palette:
        """The palette of this name."""
        looks = {role: value if isinstance(value, str) else value.look() for role, value in self.roles.items()}
        return drawing.Palette(name, looks, self.other, self.grey, self.tones)
