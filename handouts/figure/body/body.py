"""The whole body as parts: trunk, limbs, hands, feet, neck and head."""

from __future__ import annotations

from handouts.figure.body.flesh import arm_parts, leg_parts
from handouts.figure.body.garments import trunk_parts
from handouts.figure.body.hand import hand_part
from handouts.figure.body.head import head_parts
from handouts.figure.body.wristband import banded
from handouts.figure.pose.skeleton import SIDES, Skeleton
from handouts.figure.space.solids import Part
from handouts.figure.spec.people import Person


def body_parts(skeleton: Skeleton, person: Person, shoes: bool) -> list[Part]:
    """All parts, in a fixed order."""
    parts = [*trunk_parts(skeleton), *head_parts(skeleton, person)]
    for side, sign in SIDES:
        parts += leg_parts(skeleton, person, side, sign, shoes)
        parts += banded(arm_parts(skeleton, person, side, sign), skeleton, person, side)
        parts.append(hand_part(skeleton, side, sign))
    return parts
