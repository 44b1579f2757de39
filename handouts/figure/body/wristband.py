"""A band round one wrist, so that one hand is told from the other in every picture of an exercise."""

from __future__ import annotations

from dataclasses import replace

from handouts.figure.pose.shapes import FOREARM, FOREARM_SHAPE
from handouts.figure.pose.skeleton import Skeleton
from handouts.figure.space.solids import Part, Seam, chain, limb
from handouts.figure.spec.people import Person

FROM, TO = 0.72, 0.92  # shares of the forearm that it covers
REACH = 1.2  # cm beyond the forearm, so that it lies on a long sleeve's cuff too: only what is on the arm is painted
EDGE = 0.1  # cm beyond the forearm of the line at each end


def banded(parts: list[Part], skeleton: Skeleton, person: Person, side: str) -> list[Part]:
    """The parts of an arm; those at the wrist with the band, if this side wears it."""
    if person.wristband != side:
        return parts
    elbow, girth = skeleton[f"{side}-elbow"], person.build.limbs * person.build.arms
    band = chain(limb(elbow, FOREARM, FOREARM_SHAPE, FROM, TO, REACH, girth, flat=(True, True), sections=3))
    ends = limb(elbow, FOREARM, FOREARM_SHAPE, FROM, TO, EDGE, girth, flat=(True, True), sections=2)
    wrist = (f"{side}-forearm", f"{side}-cuff")
    return [
        replace(part, band=band, seams=(*part.seams, *map(Seam, ends))) if part.name in wrist else part
        for part in parts
    ]
