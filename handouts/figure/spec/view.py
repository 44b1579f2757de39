"""Where a picture is taken from and how much of the body it shows (cm and degrees)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, FiniteFloat, model_validator

from handouts.figure.spec.joints import Joint
from handouts.figure.spec.units import Angle, Length, Spec

View = Literal[
    "side-left", "side-right", "front", "back", "three-quarter-left", "three-quarter-right",
    "three-quarter-back-left", "three-quarter-back-right",
]  # fmt: skip


class CameraSpec(Spec):
    """Where the picture is taken from: a named view, turned on round the person, `pitch` degrees above level."""

    view: View = "side-left"
    turn: Angle = 0.0
    pitch: Annotated[FiniteFloat, Field(ge=-10, le=60)] = 8.0

    def under(self, own: CameraSpec | None) -> CameraSpec:
        """This camera with the keys of another one laid over it; another view starts from its own direction."""
        if own is None:
            return self
        given = {name: getattr(own, name) for name in own.model_fields_set}
        return self.model_copy(update={"turn": 0.0, **given} if "view" in given else given)


class Crop(Spec):
    """A close-up: a named frame, or everything above a joint; the same in every panel seen from the same side."""

    frame: Literal["bust", "upper-body", "waist"] | None = None
    below: Joint | None = None
    plus: Length = Field(default=0.0, description="moves the lower edge up")
    keep: tuple[Joint, ...] = Field(default=(), description="joints that must be seen, whatever the frame")

    @model_validator(mode="after")
    def _one_edge(self) -> Crop:
        if (self.frame is None) == (self.below is None):
            raise ValueError("a crop has either a frame (bust, upper-body, waist) or a joint to end below")
        return self
