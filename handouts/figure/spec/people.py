"""The drawn people, as data: build, hair, face and the colours of skin, hair and clothes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, FiniteFloat, StringConstraints

from handouts.figure.spec.units import Spec

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$", to_lower=True)]
Factor = Annotated[FiniteFloat, Field(ge=0.6, le=1.6)]
SHORT_SLEEVE, LONG_SLEEVE = 0.56, 1.94
Sleeve = Annotated[
    FiniteFloat,
    Field(ge=0.3, le=1.96, description="share of the upper arm covered; above 1 of the forearm too: 1.94 is the wrist"),
]
HairStyle = Literal["short", "crop", "bun", "bob", "natural", "curls", "bald-top", "headscarf", "ponytail"]


class Build(Spec):
    """Proportions: 1 is average, lengths in cm. Bone lengths are the same for everybody, so poses fit all."""

    shoulder_joint: Annotated[FiniteFloat, Field(ge=14, le=20)] = Field(default=16.6, description="from the midline")
    hip_joint: Annotated[FiniteFloat, Field(ge=7, le=11)] = Field(default=8.8, description="from the midline")
    chest: Factor = 1.0
    waist: Factor = 1.0
    hips: Factor = Field(default=1.0, description="goes on into the thighs, less and less down to the knee")
    limbs: Factor = 1.0
    arms: Factor = 1.0
    bust: Annotated[FiniteFloat, Field(ge=0, le=5)] = Field(default=0.0, description="how far the bust stands out")
    belly: Annotated[FiniteFloat, Field(ge=0, le=8)] = Field(default=0.0, description="how far the belly stands out")
    ribs: Annotated[FiniteFloat, Field(ge=-3, le=3)] = Field(
        default=0.0, description="how far the lower ribs stand out"
    )
    neck: Factor = 1.0
    neck_girth: Factor = 1.0
    head: Factor = 1.0


class Face(Spec):
    """What tells one face from another at 8 mm on paper."""

    brows: Factor = Field(default=1.0, description="thickness")
    jaw: Factor = Field(default=1.0, description="width")
    lines: bool = Field(default=False, description="a smile line beside the nose")
    glasses: bool = False


class Colours(Spec):
    """Colours of the roles that belong to the person."""

    skin: Colour
    hair: Colour
    shirt: Colour
    trousers: Colour
    shoe: Colour = "#f2f2ef"
    sole: Colour = "#aeb7bf"
    lips: Colour
    brow: Colour | None = None
    scarf: Colour | None = None


class Person(Spec):
    """content/people/<slug>.yaml."""

    description: str = Field(min_length=3, max_length=200)
    build: Build = Build()
    hair: HairStyle = "short"
    face: Face = Face()
    sleeve: Sleeve = SHORT_SLEEVE
    shorts: bool = Field(default=False, description="knees and shins are bare")
    wristband: Literal["left", "right"] | None = Field(
        default=None, description="wrist that wears one, so that the hands are told apart"
    )
    colours: Colours
