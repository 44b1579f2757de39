"""What `layouts/palettes/NAME.yaml` may say."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Discriminator, Field, StrictBool, StringConstraints, Tag, model_validator

from handouts import pattern
from handouts.drawing import Palette
from handouts.library.models import ROLE, Colour, Model

Role = Annotated[str, StringConstraints(pattern=ROLE)]


# One model for all forms: each model costs every build a millisecond, as the palette `colour` is always read.
class Pattern(Model):
    """Black and white instead of a colour: one of `hatch`, `dash`, `like` and `unlike`.

    Lengths are in widths of the picture's finest line.
    """

    hatch: float | None = Field(
        default=None,
        ge=0,
        lt=180,
        description="parallel lines: degrees, 0 for level ones, 45 for such as rise to the right",
    )
    dash: float | None = Field(default=None, ge=1, le=100, description="a broken line: length of the dashes")
    gap: float | None = Field(default=None, ge=1, le=100, description="from line to line, or between two dashes")
    width: float | None = Field(default=None, ge=0.2, le=2, description="of a line; else 1")
    like: Role | None = Field(
        default=None, description="black or white, whichever is nearer to the picture's own colour of this role"
    )
    unlike: Role | None = Field(default=None, description="the contrary of `like`, for lines over that role")

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        forms = [self.hatch, self.dash, self.like, self.unlike]
        if sum(form is not None for form in forms) != 1:
            raise ValueError("must be a colour in quotes, or have one of the keys hatch, dash, like and unlike")
        if self.like or self.unlike:
            if (self.gap, self.width) != (None, None):
                raise ValueError("has a gap or a width, which only hatch and dash have")
        elif self.gap is None:
            raise ValueError("needs a gap, such as gap: 5")
        elif self.hatch is not None and self.gap <= (self.width or 1):
            raise ValueError("has no white between its lines: the gap must be more than the width")
        return self

    def look(self) -> pattern.Hatch | pattern.Dash | pattern.Nearest:
        """What a palette holds."""
        width = self.width or 1.0
        if self.hatch is not None:
            return pattern.Hatch(self.hatch, self.gap or 0.0, width)
        if self.dash is not None:
            return pattern.Dash(self.dash, self.gap or 0.0, width)
        return pattern.Nearest(self.like or self.unlike or "", other=self.like is None)


Value = Annotated[
    Annotated[Colour, Tag("Colour")] | Annotated[Pattern, Tag("Pattern")],
    Discriminator(lambda value: "Pattern" if isinstance(value, dict) else "Colour"),
]


class PaletteFile(Model):
    """`layouts/palettes/NAME.yaml`: how the roles of a picture become colours, or patterns in black and white."""

    roles: dict[Role, Value] = {}  # noqa: RUF012 - pydantic copies it
    other: Colour | None = Field(default=None, description="for every role not named; its own colour when left out")
    grey: StrictBool = Field(default=False, description="turn what is left into its luminance")
    tones: StrictBool = Field(default=True, description="false: flat, without shading")

    def palette(self, name: str) -> Palette:
        """The palette of this name."""
        roles = {role: value if isinstance(value, str) else value.look() for role, value in self.roles.items()}
        return Palette(name, roles, self.other, self.grey, self.tones)
