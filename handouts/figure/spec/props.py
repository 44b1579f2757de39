"""What figure.yaml may say about things: where they are, how big, and by what name poses call them (cm).

`at`, `span` and `across` are places in the world: `span` runs forward, `across` from right to left. Poses name a thing
by its kind, or by its `name` when it has one; the second of two nameless pillows is `pillow-2`. Supports they offer:
chair, chair-back, wall, left-post, right-post, cushion, pillow, rolled-towel, roller, ball, box, step, table, desk,
and always floor and mat.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, FiniteFloat

from handouts.figure.spec.joints import Joint
from handouts.figure.spec.units import Angle, Direction, Length, Point, Size, Span, Spec
from handouts.library.models import Slug


class Thing(Spec):
    """What all things share."""

    name: Slug | None = Field(default=None, description="what poses call it; its kind when left out")


class Mat(Thing):
    """An exercise mat; its upper side is the floor of the pose."""

    kind: Literal["mat"]
    span: Span = Field(description="where it begins and ends, forward of the origin")
    across: Span = Field(default=(-32.0, 32.0), description="its right and left edge")


class Chair(Thing):
    """A chair with a back rest; `at` is the middle of the seat on the floor, it faces forward."""

    kind: Literal["chair"]
    at: tuple[Length, Length] = (0.0, 0.0)
    turn: Angle = 0.0
    seat: Annotated[FiniteFloat, Field(ge=20, le=80)] = 44.0
    back: Annotated[FiniteFloat, Field(ge=0, le=80)] = Field(
        default=38.0, description="height of the rest above the seat; 0: stool"
    )


class Wall(Thing):
    """A wall, its surface `at` that distance in front of the origin.

    From the side it is drawn cut through beside the body, so that one sees what touches it.
    """

    kind: Literal["wall"]
    at: Length
    faces: Literal["forward", "back"] = Field(
        default="forward", description="forward: the wall is behind the person; back: in front of the person"
    )
    across: Span = (-75.0, 75.0)
    height: Size = 205.0
    corner: Literal["left", "right"] | None = Field(
        default=None, description="the end at which it turns away from the person, so that one can step past it"
    )


class Doorway(Thing):
    """Two posts and a lintel across the person's way; `at` is the posts' back face."""

    kind: Literal["doorway"]
    at: Length
    inner: Annotated[FiniteFloat, Field(ge=30, le=200)] = Field(
        default=80.0, description="clear width between the posts"
    )
    height: Size = 205.0
    post: tuple[Size, Size] = Field(default=(10.0, 8.0), description="depth and width of a post")


class Cushion(Thing):
    """A cushion; `at` is the middle of its underside, `size` its length, width and height under load."""

    kind: Literal["cushion"]
    at: Point
    size: tuple[Size, Size, Size] = (34.0, 44.0, 8.0)
    turn: Angle = 0.0


class Pillow(Thing):
    """A bed pillow; `at` is the middle of its underside, `size` its length, width and height under load."""

    kind: Literal["pillow"]
    at: Point
    size: tuple[Size, Size, Size] = (40.0, 60.0, 9.0)
    turn: Angle = 0.0


class Roll(Thing):
    """A foam roller or a rolled towel; `at` is the point beneath its middle."""

    kind: Literal["roller", "rolled-towel"]
    at: Point
    lie: Literal["crosswise", "lengthwise"] = "crosswise"
    length: Size | None = Field(default=None, description="45 across and 92 lengthwise for a roller, 36 for a towel")
    thickness: Size | None = Field(default=None, description="15 for a roller, 9 for a towel")
    turn: Angle = 0.0


class Ball(Thing):
    """A soft ball; `at` is its middle."""

    kind: Literal["ball"]
    at: Point
    thickness: Size = 9.0


class Crate(Thing):
    """A box to lift; `at` is the middle of its underside, `size` its depth, width and height."""

    kind: Literal["box"]
    at: Point
    size: tuple[Size, Size, Size] = (32.0, 40.0, 28.0)
    turn: Angle = 0.0


class Step(Thing):
    """A step to stand on."""

    kind: Literal["step"]
    span: Span
    across: Span = (-40.0, 40.0)
    height: Annotated[FiniteFloat, Field(ge=2, le=60)] = 18.0


class Table(Thing):
    """A table or worktop; `height` is that of its upper side."""

    kind: Literal["table"]
    span: Span
    across: Span = (-50.0, 50.0)
    height: Annotated[FiniteFloat, Field(ge=30, le=130)] = 90.0
    form: Literal["legs", "cabinet"] = Field(default="legs", description="what bears it; cabinet: a kitchen worktop")


class Desk(Thing):
    """A desk with screen and keyboard."""

    kind: Literal["desk"]
    span: Span
    across: Span = (-45.0, 45.0)
    height: Annotated[FiniteFloat, Field(ge=50, le=130)] = 72.0
    screen: Length | None = Field(default=None, description="where the screen stands, forward of the origin")
    screen_top: Size = Field(default=120.0, description="height of its upper edge")
    keyboard: Length | None = Field(default=None, description="where the middle of the keyboard lies")


class OnSkin(Spec):
    """A waypoint on the body, named as in `reach`: it lies on the skin or on the clothes."""

    against: Slug
    side: Direction | None = None
    along: Annotated[FiniteFloat, Field(ge=0, le=1)] | None = None


class Line(Thing):
    """What is stretched or held between points: an exercise band, a strap, a towel, a stick.

    A waypoint is a point, a joint, or a place on the body such as `{against: chest}` or `{against: left-foot,
    side: down}`; `left-hand` and `right-hand` are the middle of the fist, which closes round the line.
    """

    kind: Literal["band", "strap", "towel", "stick"]
    through: tuple[Point | Joint | OnSkin, ...] = Field(min_length=2, max_length=12)
    anchor: bool = Field(default=False, description="the first waypoint is fixed to something: draw an eyelet there")
    beyond: Annotated[FiniteFloat, Field(ge=0, le=120)] | None = Field(
        default=None, description="how far it goes on at each end; 5 for bands, 24 for sticks"
    )


PropSpec = Annotated[
    Mat | Chair | Wall | Doorway | Cushion | Pillow | Roll | Ball | Crate | Step | Table | Desk | Line,
    Field(discriminator="kind"),
]
