"""What `layouts/palettes/NAME.yaml` may say."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictBool, StringConstraints

from handouts.library.models import ROLE, Colour, Model


class PaletteFile(Model):
    """`layouts/palettes/NAME.yaml`: how the roles of a picture become colours."""

    roles: dict[Annotated[str, StringConstraints(pattern=ROLE)], Colour] = {}  # noqa: RUF012 - pydantic copies it
    other: Colour | None = Field(default=None, description="for every role not named; its own colour when left out")
    grey: StrictBool = Field(default=False, description="turn what is left into its luminance")
    tones: StrictBool = Field(default=True, description="false: flat, without shading")
