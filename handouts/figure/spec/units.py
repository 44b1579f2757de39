"""Numbers, directions and the base of all models of figure.yaml (cm and degrees)."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, FiniteFloat

from handouts.figure.space.vocabulary import check_direction

Angle = Annotated[FiniteFloat, Field(ge=-360, le=360)]
Length = Annotated[FiniteFloat, Field(ge=-1000, le=1000)]
Size = Annotated[FiniteFloat, Field(gt=0, le=400)]
Point = tuple[Length, Length, Length]
Direction = Annotated[str | tuple[Length, Length, Length], AfterValidator(check_direction)]


class Spec(BaseModel):
    """Base of the figure models: immutable, unknown keys refused, no NaN or infinity."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


def ordered(span: tuple[float, float]) -> tuple[float, float]:
    """The span itself when it runs upwards; raises ValueError when not. For model validators."""
    if span[0] >= span[1]:
        raise ValueError(f"the span [{span[0]:g}, {span[1]:g}] has no length; write the smaller number first")
    return span


Span = Annotated[tuple[Length, Length], AfterValidator(ordered)]
