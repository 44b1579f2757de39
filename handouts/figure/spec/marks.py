"""What is drawn over and beside the body to explain it: arrows, signs, guide lines and insets (cm)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, FiniteFloat, model_validator

from handouts.figure.spec.joints import Joint
from handouts.figure.spec.units import Angle, Direction, Point, Spec
from handouts.figure.spec.view import CameraSpec
from handouts.library.models import Slug

Corner = Literal["top-left", "top-right", "bottom-left", "bottom-right"]


class Mark(Spec):
    """Base of what explains one panel."""

    panel: Slug


class ArrowSpec(Mark):
    """An arrow along the way a joint travels between two panels."""

    of: Joint
    start: Slug | None = Field(
        default=None, description="panel the movement starts from; the first panel when left out"
    )
    style: Literal["straight", "curved", "double", "pulse", "ring", "turn"] = Field(
        default="straight",
        description="double: a head at each end; pulse: tighten here; ring: a full circle round the joint, or with a "
        "`start` of its own through both of its places; turn: round "
        "the axis of the head or trunk that the joint belongs to",
    )
    toward: Joint | Point | None = Field(
        default=None, description="joint or point it points at from `of`, instead of following its way"
    )
    angle: Angle | None = Field(
        default=None, description="where it points on the page from `of`: 0 right, 90 up, 180 left"
    )
    plus: Point | None = Field(
        default=None, description="cm from `of`, where it is drawn: only the face and other arrows move it from there"
    )
    reverse: bool = Field(default=False, description="the way back: from this panel to the one it starts from")
    around: Joint | None = Field(
        default=None, description="joint a curved arrow turns around; gives a ring the way it goes round"
    )
    both_ways: bool = Field(default=False, description="a head at each end of a curved or turning arrow")
    sense: Literal["clockwise", "counter-clockwise"] | None = Field(
        default=None, description="how a ring goes round, or a turn seen from above; follows the joint when left out"
    )
    axis: Direction | None = Field(
        default=None,
        description="of a ring: what it goes round in space, such as `out` for an arm held out; its far "
        "half lies behind the body, and `sense` is seen from the axis' tip",
    )
    over: bool = Field(False, description="lies over the body instead of beside it")
    dashed: bool = Field(default=False, description="the way back, or the other side: a broken shaft")
    inset: bool = Field(default=False, description="lies in the panel's close-up instead")
    size: Annotated[FiniteFloat, Field(gt=0.2, le=3)] = 1.0
    side: Literal["left", "right", "above", "below"] | None = Field(
        default=None, description="where on the page it lies"
    )
    bulge: Literal["left", "right", "above", "below"] | None = Field(
        default=None, description="side of the page to which a curved arrow bows; away from the body when left out"
    )

    @model_validator(mode="after")
    def _one_way(self) -> ArrowSpec:
        given = [name for name in ("toward", "angle") if getattr(self, name) is not None]
        if self.reverse:
            given.append("reverse")
        if len(given) > 1:
            raise ValueError(f"`{given[0]}` and `{given[1]}` both say where the arrow points; leave one of them out")
        if given and self.style in ("ring", "turn", "pulse"):
            raise ValueError(f"a {self.style} does not point anywhere; leave `{given[0]}` out")
        if self.axis is not None and (self.style != "ring" or self.start):
            raise ValueError("only a ring without a `start` has an `axis`")
        if self.bulge and (self.style != "curved" or self.around):
            raise ValueError("only a curved arrow without `around` has a `bulge`")
        return self


class SignSpec(Mark):
    """A tick (right) or a cross (wrong, or: not here), beside the body or at a joint."""

    mark: Literal["tick", "cross"]
    of: Joint | None = Field(default=None, description="joint it stands at, over the body but never over the face")
    corner: Corner = Field(default="top-left", description="where it stands when it is at no joint")
    size: Annotated[FiniteFloat, Field(ge=0.4, le=2)] = 1.0


class LineSpec(Mark):
    """A thin line that shows how places stand to each other: eye to screen, ear over shoulder over hip."""

    through: tuple[Joint | Point, ...] = Field(min_length=1, max_length=8)
    style: Literal["dashed", "solid"] = "dashed"
    upright: bool = Field(
        default=False, description="a plumb line through the last place, from the highest to the lowest of them"
    )
    beyond: Annotated[FiniteFloat, Field(ge=0, le=80)] = Field(default=0.0, description="cm it goes on at both ends")
    dots: bool = Field(default=False, description="a dot at each place")

    @model_validator(mode="after")
    def _has_length(self) -> LineSpec:
        if len(self.through) < 2 and not (self.upright and self.beyond):
            raise ValueError("a line runs through two places or more; one is enough with `upright` and `beyond`")
        return self


class BreathSpec(Mark):
    """Air that leaves through the mouth or comes in through the nose: thin strokes before the face."""

    way: Literal["out", "in"]


class InsetSpec(Mark):
    """A close-up of one place beside the body: the same pose, seen larger and, if asked for, from elsewhere."""

    of: Joint = Field(description="joint in its middle")
    camera: CameraSpec | None = Field(default=None, description="lays its keys over the panel's camera")
    radius: Annotated[FiniteFloat, Field(ge=4, le=60)] = Field(default=14.0, description="cm of the body it shows")
    magnify: Annotated[FiniteFloat, Field(ge=0.5, le=4)] = 1.6
    shape: Literal["round", "rounded"] = Field(default="round", description="a disc, or a square with rounded corners")
    corner: Corner | None = Field(default=None, description="where it stands; the nearest free place when left out")
    leader: bool = Field(default=True, description="a thin line from the close-up to its place")
