"""Names of the joints and places of the body that figure.yaml may use."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from handouts.problems import did_you_mean

SPINE = tuple(f"spine-{i}" for i in range(13))
PAIRED = ("hip", "knee", "ankle", "heel", "toes", "shoulder", "blade", "elbow", "wrist", "hand", "ear")
JOINTS = (
    "pelvis",
    "tailbone",
    "belly",
    "waist",
    "chest",
    "breastbone",
    "upper-back",
    "neck",
    "head",
    "face",
    "crown",
    "eyes",
    *tuple(f"{side}-{joint}" for side in ("left", "right") for joint in PAIRED),
    *SPINE,
)


def _known_joint(name: str) -> str:
    if name not in JOINTS:
        named = [joint for joint in JOINTS if joint not in SPINE]
        raise ValueError(f"no joint is called '{name}'; {did_you_mean(name, named) or 'see spec/joints.py'}")
    return name


Joint = Annotated[str, AfterValidator(_known_joint)]
