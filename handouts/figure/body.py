"""The whole body as parts: trunk, limbs, hands, feet, neck and head."""

from __future__ import annotations

from handouts.figure.body_zones import ELBOW_ZONE, HIP_ZONE, KNEE_ZONE, SLEEVE_ZONE, WRIST_ZONE
from handouts.figure.foot import foot_part
from handouts.figure.garments import trunk_parts
from handouts.figure.hand import hand_part
from handouts.figure.head import head_parts
from handouts.figure.limbs import FOREARM, SHIN, THIGH, UPPER_ARM
from handouts.figure.people import Person
from handouts.figure.skeleton import SIDES, Skeleton
from handouts.figure.solids import Joint, Part, Seam, between, chain, ellipsoid, limb

# (t along the bone, half-width, half-depth, offset forward, offset left)
THIGH_SHAPE = (
    (-0.06, 7.3, 8.5, -0.6, 0.0), (0.12, 8.2, 8.8, 0.0, 0.0), (0.3, 8.0, 8.5, 0.5, 0.0), (0.5, 7.0, 7.6, 0.7, 0.0),
    (0.75, 5.8, 6.2, 0.4, 0.0), (0.92, 5.3, 5.5, 0.1, 0.0), (1.0, 5.1, 5.3, 0.0, 0.0),
)  # fmt: skip
SHIN_SHAPE = (
    (0.0, 5.1, 5.3, 0.0, 0.0), (0.1, 5.0, 5.4, -0.3, 0.0), (0.3, 5.3, 5.8, -1.2, 0.0), (0.5, 4.8, 5.2, -1.3, 0.0),
    (0.75, 3.9, 4.2, -0.7, 0.0), (0.92, 3.6, 3.9, -0.3, 0.0), (1.0, 3.5, 3.8, 0.0, 0.0),
)  # fmt: skip
UPPER_ARM_SHAPE = (
    (0.0, 4.2, 4.9, 0.0, 0.0), (0.2, 4.8, 5.3, 0.1, 0.0), (0.45, 4.3, 4.9, 0.2, 0.0), (0.7, 3.8, 4.3, 0.2, 0.0),
    (0.9, 3.5, 3.7, 0.0, 0.0), (1.0, 3.4, 3.5, 0.0, 0.0),
)  # fmt: skip
FOREARM_SHAPE = (
    (0.0, 3.4, 3.5, 0.0, 0.0), (0.15, 3.9, 3.9, 0.1, 0.0), (0.32, 3.8, 3.8, 0.1, 0.0), (0.6, 3.1, 3.1, 0.0, 0.0),
    (0.85, 2.4, 2.7, 0.0, 0.0), (1.0, 2.1, 2.7, 0.0, 0.0),
)  # fmt: skip


SHOD_CUFF, BARE_CUFF = 0.985, 0.84  # share of the shin that the trousers cover
SLEEVE_TOP = 0.1  # the sleeve begins a little down the arm: shoulders slope


def body_parts(skeleton: Skeleton, person: Person, shoes: bool) -> list[Part]:
    """All parts, in a fixed order."""
    parts = [*trunk_parts(skeleton, person), *head_parts(skeleton, person)]
    for side, sign in SIDES:
        parts += _leg(skeleton, person, side, sign, SHOD_CUFF if shoes else BARE_CUFF)
        parts.append(foot_part(skeleton, side, sign, shoes))
        parts += _arm(skeleton, person, side, sign)
        parts.append(hand_part(skeleton, side, sign))
    return parts


def _leg(skeleton: Skeleton, person: Person, side: str, sign: int, cuff: float) -> list[Part]:
    hip, knee = skeleton[f"{side}-hip"], skeleton[f"{side}-knee"]
    girth, cloth = person.build.limbs, 0.4
    thigh = limb(hip, THIGH, THIGH_SHAPE, -0.06, 1.0, cloth, girth)
    shin = limb(knee, SHIN, SHIN_SHAPE, 0.0, cuff, cloth, girth, flat=(False, True))
    kneecap = (
        ellipsoid(knee, (0.9, 0, 0.3), (4.8, 4.7, 4.8)),
        ellipsoid(hip._replace(origin=knee.origin), (0.7, 0, 0.4), (5.0, 4.7, 5.0)),
    )
    return [
        Part(
            f"{side}-thigh", "trousers", chain(thigh), f"{side}-leg", sign, bias=3.0, stations=tuple(thigh),
            reach=(-0.06, 1.0),
            joints=(Joint("pelvis", hip.origin, HIP_ZONE), Joint(f"{side}-shin", knee.origin, KNEE_ZONE)),
        ),
        Part(
            f"{side}-shin", "trousers", (*chain(shin), kneecap), f"{side}-leg", sign, over=(f"{side}-foot",),
            joints=(Joint(f"{side}-thigh", knee.origin, KNEE_ZONE),), stations=tuple(shin), reach=(0.0, cuff),
            seams=(Seam(between(shin[-1], shin[-2], 0.3)),),
        ),
    ]  # fmt: skip


def _arm(skeleton: Skeleton, person: Person, side: str, sign: int) -> list[Part]:
    shoulder, elbow, wrist = (skeleton[f"{side}-{joint}"] for joint in ("shoulder", "elbow", "wrist"))
    cuff, girth = person.sleeve, person.build.limbs * person.build.arms
    sleeve = limb(
        shoulder, UPPER_ARM, _cuffed(UPPER_ARM_SHAPE, cuff), SLEEVE_TOP, cuff, 0.45, girth, flat=(False, True)
    )
    upper = limb(shoulder, UPPER_ARM, UPPER_ARM_SHAPE, cuff - 0.02, 1.0, 0.0, girth, flat=(True, False))
    lower = limb(elbow, FOREARM, FOREARM_SHAPE, girth=girth)
    bare, covered = f"{side}-upper-arm", f"{side}-sleeve"
    return [
        Part(
            covered, "shirt", chain(sleeve), "shirt", sign, bias=2.2, stations=tuple(sleeve), reach=(SLEEVE_TOP, cuff),
            openings={bare: -shoulder.z},
            joints=(Joint("torso", shoulder.origin, SLEEVE_ZONE),), seams=(Seam(between(sleeve[-1], sleeve[-2], 0.7)),),
        ),
        Part(
            bare, "skin", chain(upper), f"{side}-arm", sign, bias=0.5, stations=tuple(upper), reach=(cuff - 0.02, 1.0),
            joints=(Joint(f"{side}-forearm", elbow.origin, ELBOW_ZONE),),
        ),
        Part(
            f"{side}-forearm", "skin", chain(lower), f"{side}-arm", sign, bias=0.5, stations=tuple(lower),
            reach=(0.0, 1.0),
            joints=(Joint(bare, elbow.origin, ELBOW_ZONE), Joint(f"{side}-hand", wrist.origin, WRIST_ZONE)),
        ),
    ]  # fmt: skip


def _cuffed(shape: tuple[tuple[float, ...], ...], cuff: float) -> tuple[tuple[float, ...], ...]:
    """A sleeve hangs a little wider towards its cuff instead of following the muscle."""
    return tuple(
        (t, w + 1.1 * max(0.0, t - cuff + 0.3), d + 1.1 * max(0.0, t - cuff + 0.3), x, y) for t, w, d, x, y in shape
    )
