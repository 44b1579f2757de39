"""Named muscles as data: patches on the trunk's surface or on a limb that follow the muscle."""

from __future__ import annotations

from typing import NamedTuple


class Patch(NamedTuple):
    """A tinted area of one part, on the left side; the right one is its mirror image.

    `along` is a range of cross-sections (trunk: 0 hem, 2 waist joint, 6 lowest rib level, 9 below the shoulder
    blades' middle, 11 neck; limbs: 0 to 8). `around` is a range of degrees from the front towards the left. `slant`
    shifts the upper end around, degrees.
    """

    part: str
    along: tuple[float, float]
    around: tuple[float, float]
    slant: float = 0.0


MUSCLES: dict[str, tuple[Patch, ...]] = {
    "erector-spinae": (Patch("torso", (2.4, 10.4), (152, 176)),),
    "thoracic-erectors": (Patch("torso", (6.6, 10.6), (152, 176)),),
    "rhomboids": (Patch("torso", (7.8, 10.8), (148, 177), 10),),
    "middle-trapezius": (Patch("torso", (7.6, 10.6), (140, 178), 8),),
    "latissimus": (Patch("torso", (3.2, 8.4), (106, 150), -16),),
    "obliques": (Patch("torso", (2.2, 5.6), (52, 118), -8),),
    "pectorals": (Patch("torso", (8.8, 10.9), (10, 82), 8),),
    "front-deltoid": (Patch("left-sleeve", (0.2, 5.0), (-40, 40)),),
    "rear-deltoid": (Patch("left-sleeve", (0.4, 5.0), (140, 220)),),
    "abdominals": (Patch("torso", (2.4, 6.8), (3, 26)),),
    "hamstrings": (Patch("left-thigh", (1.5, 6.8), (150, 210)),),
    "quadriceps": (Patch("left-thigh", (1.5, 6.8), (-35, 35)),),
    "calf": (Patch("left-shin", (1.0, 5.0), (150, 210)),),
    "buttocks": (Patch("left-thigh", (0.0, 1.6), (140, 220)),),
}
