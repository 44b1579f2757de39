"""What figure.yaml may say of an anatomy chart."""

from __future__ import annotations

from pydantic import field_validator

from handouts.figure.anatomy.chart_muscles import BONES, CHARTS
from handouts.figure.spec.units import Spec
from handouts.library.models import Slug
from handouts.problems import did_you_mean


class ChartSpec(Spec):
    """Muscles and bones shown on each side of a bare back, from deep to superficial; muscles get a leader line."""

    left: tuple[Slug, ...] = ()
    right: tuple[Slug, ...] = ()

    @field_validator("left", "right")
    @classmethod
    def _known(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        known = (*CHARTS, *BONES)
        for name in names:
            if name not in known:
                raise ValueError(f"no chart shows '{name}'; {did_you_mean(name, known)}".rstrip("; "))
        return names
