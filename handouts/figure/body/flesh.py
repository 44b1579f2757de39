"""Arms and legs with what covers them: sleeves, trousers or shorts, cuffs, bare skin (cm)."""

from __future__ import annotations

from dataclasses import replace

from handouts.figure.body.armhole import armhole
from handouts.figure.body.foot import foot_part
from handouts.figure.body.seat import hanging
from handouts.figure.body.zones import ELBOW_ZONE, HIP_ZONE, KNEE_ZONE, SLEEVE_ZONE, WRIST_ZONE
from handouts.figure.pose.shapes import (
    FOREARM,
    FOREARM_SHAPE,
    SHIN,
    SHIN_SHAPE,
    THIGH,
    THIGH_SHAPE,
    UPPER_ARM,
    UPPER_ARM_SHAPE,
)
from handouts.figure.pose.skeleton import Skeleton
from handouts.figure.space.solids import (
    Crease,
    Ellipsoid,
    Hull,
    Joint,
    Part,
    Seam,
    Table,
    between,
    chain,
    ellipsoid,
    limb,
)
from handouts.figure.space.vectors import Frame, Vec, unit
from handouts.figure.spec.people import Person

SHOD_CUFF, BARE_CUFF = 0.985, 0.84  # share of the shin that the trousers cover
SHORTS_CUFF = 0.5  # share of the thigh that shorts cover: enough of it stays bare to be told from the knee
SLEEVE_TOP = 0.1  # the sleeve begins a little down the arm: shoulders slope
TUCK = 0.02  # share of a bone by which what is bare begins under its cover
CLOTH = 0.4
DEEPER = 0.45  # how much thighs of wide hips grow in depth against their width
POINTED = 0.5  # 1 less the cosine of the bend from which the point of the elbow stands out in full
FOLDED = 1.3  # the same from which it is the tip of the folded arm
STRAIGHT = 0.4  # cosine of the bend from which an elbow shows its point
STRAIGHT_TIP, BENT_TIP = (-1.1, 0.4, 2.0), (-2.2, 1.0, 1.9)  # the elbow's point: back, up the arm, and its radius
CROOK = 1.6  # cm for each unit of the bend; so the fold on its inside is drawn
ELBOW_FOLD = ((-3.2, -2.2, -1.2), (-4.2, 0.0, -2.2), (-3.2, 2.2, -1.2))  # on the forearm's back
ANKLE_ZONE, ANKLE_RISE = 8.5, 5.5  # radius and height above the ankle of the zone where bare foot and shin are one


def leg_parts(skeleton: Skeleton, person: Person, side: str, sign: int, shoes: bool) -> list[Part]:
    """Thigh, shin and foot of one leg; in shorts also the bare knee."""
    foot = foot_part(skeleton, side, sign, shoes)
    if not person.shorts:
        return [*_trousers(skeleton, person, side, sign, SHOD_CUFF if shoes else BARE_CUFF), foot]
    if shoes:  # the shoe lies over the bare ankle
        return [*_shorts(skeleton, person, side, sign), replace(foot, over=(f"{side}-shin",))]
    ankle = Joint(f"{side}-shin", _above_ankle(skeleton, side), ANKLE_ZONE)
    return [*_shorts(skeleton, person, side, sign), replace(foot, joints=(ankle,))]


def _above_ankle(skeleton: Skeleton, side: str) -> Vec:
    middle: Vec = skeleton[f"{side}-ankle"].origin + skeleton[f"{side}-knee"].z * ANKLE_RISE
    return middle


def thigh_shape(person: Person) -> Table:
    """The thigh's cross-sections; hips that are wider than average go on into the thighs.

    They grow sideways and to the front: the underside stays where it rests on a chair.
    """
    wider = person.build.hips - 1
    rows = []
    for t, width, depth, forward, left in THIGH_SHAPE:
        share = wider * (1 - t)
        deeper = depth * DEEPER * share
        rows.append((t, width * (1 + share), depth + deeper, forward + deeper, left))
    return tuple(rows)


def _thigh(skeleton: Skeleton, person: Person, side: str, sign: int, rings: list[Ellipsoid], end: float) -> Part:
    hip, knee = skeleton[f"{side}-hip"], skeleton[f"{side}-knee"]
    return Part(
        f"{side}-thigh", "trousers", hanging(skeleton, sign, rings, end), f"{side}-leg", sign, bias=3.0,
        stations=tuple(rings), reach=(-0.06, end),
        joints=(Joint("pelvis", hip.origin, HIP_ZONE), Joint(f"{side}-shin", knee.origin, KNEE_ZONE)),
    )  # fmt: skip


def _kneecap(hip: Frame, knee: Frame) -> Hull:
    return (
        ellipsoid(knee, (0.9, 0, 0.3), (4.8, 4.7, 4.8)),
        ellipsoid(hip._replace(origin=knee.origin), (0.7, 0, 0.4), (5.0, 4.7, 5.0)),
    )


def _trousers(skeleton: Skeleton, person: Person, side: str, sign: int, cuff: float) -> list[Part]:
    hip, knee, girth = skeleton[f"{side}-hip"], skeleton[f"{side}-knee"], person.build.limbs
    thigh = limb(hip, THIGH, thigh_shape(person), -0.06, 1.0, CLOTH, girth)
    shin = limb(knee, SHIN, SHIN_SHAPE, 0.0, cuff, CLOTH, girth, flat=(False, True))
    return [
        _thigh(skeleton, person, side, sign, thigh, 1.0),
        Part(
            f"{side}-shin", "trousers", (*chain(shin), _kneecap(hip, knee)), f"{side}-leg", sign,
            over=(f"{side}-foot",), joints=(Joint(f"{side}-thigh", knee.origin, KNEE_ZONE),), stations=tuple(shin),
            reach=(0.0, cuff), seams=(Seam(between(shin[-1], shin[-2], 0.3)),),
        ),
    ]  # fmt: skip


def _shorts(skeleton: Skeleton, person: Person, side: str, sign: int) -> list[Part]:
    hip, knee, girth = skeleton[f"{side}-hip"], skeleton[f"{side}-knee"], person.build.limbs
    shape, bare = thigh_shape(person), f"{side}-knee"
    leg = limb(hip, THIGH, _cuffed(shape, SHORTS_CUFF, 4.0), -0.06, SHORTS_CUFF, CLOTH, girth, flat=(False, True))
    above = limb(hip, THIGH, shape, SHORTS_CUFF - TUCK, 1.0, 0.0, girth, flat=(True, False))
    shin = limb(knee, SHIN, SHIN_SHAPE, 0.0, 1.0, 0.0, girth)
    thigh = replace(
        _thigh(skeleton, person, side, sign, leg, SHORTS_CUFF), openings={bare: -hip.z},
        joints=(Joint("pelvis", hip.origin, HIP_ZONE),), seams=(Seam(between(leg[-1], leg[-2], 0.35)),),
    )  # fmt: skip
    return [
        thigh,
        Part(
            bare, "skin", chain(above), f"{side}-shank", sign, bias=2.0, stations=tuple(above),
            reach=(SHORTS_CUFF - TUCK, 1.0), joints=(Joint(f"{side}-shin", knee.origin, KNEE_ZONE),),
        ),
        Part(
            f"{side}-shin", "skin", (*chain(shin), _kneecap(hip, knee)), f"{side}-shank", sign, stations=tuple(shin),
            reach=(0.0, 1.0),
            joints=(
                Joint(bare, knee.origin, KNEE_ZONE),
                Joint(f"{side}-foot", _above_ankle(skeleton, side), ANKLE_ZONE),
            ),
        ),
    ]  # fmt: skip


def arm_parts(skeleton: Skeleton, person: Person, side: str, sign: int) -> list[Part]:
    """Sleeve, bare upper arm and forearm of one arm; with long sleeves also the forearm's cover."""
    return (_long_sleeve if person.sleeve > 1 else _short_sleeve)(skeleton, person, side, sign)


def _sleeve(skeleton: Skeleton, side: str, sign: int, rings: list[Ellipsoid], cuff: float) -> Part:
    shoulder = skeleton[f"{side}-shoulder"]
    return Part(
        f"{side}-sleeve", "shirt", chain(rings), "shirt", sign, bias=2.2, stations=tuple(rings),
        reach=(SLEEVE_TOP, cuff), joints=(Joint("torso", shoulder.origin, SLEEVE_ZONE),),
        seams=(armhole(skeleton, side, sign),),
    )  # fmt: skip


def _short_sleeve(skeleton: Skeleton, person: Person, side: str, sign: int) -> list[Part]:
    shoulder, elbow, wrist = (skeleton[f"{side}-{joint}"] for joint in ("shoulder", "elbow", "wrist"))
    cuff, girth = min(person.sleeve, 0.98), person.build.limbs * person.build.arms
    shape = _cuffed(UPPER_ARM_SHAPE, cuff, 1.1)
    sleeve = limb(shoulder, UPPER_ARM, shape, SLEEVE_TOP, cuff, 0.45, girth, flat=(False, True))
    upper = limb(shoulder, UPPER_ARM, UPPER_ARM_SHAPE, cuff - TUCK, 1.0, 0.0, girth, flat=(True, False))
    lower = limb(elbow, FOREARM, FOREARM_SHAPE, girth=girth)
    tip, fold = _elbow_tip(shoulder, elbow, girth)
    bare, bend = f"{side}-upper-arm", _bend(shoulder, elbow)
    top = _sleeve(skeleton, side, sign, sleeve, cuff)
    return [
        replace(
            top, openings={bare: -shoulder.z},
            seams=(*top.seams, Seam(between(sleeve[-1], sleeve[-2], 0.7))),
        ),
        Part(
            bare, "skin", (*chain(upper[:-2]), (*upper[-3:], tip)), f"{side}-arm", sign, bias=0.5,
            stations=tuple(upper), reach=(cuff - TUCK, 1.0), joints=(Joint(f"{side}-forearm", bend, ELBOW_ZONE),),
        ),
        Part(
            f"{side}-forearm", "skin", ((*lower[:2], tip), *chain(lower[1:])), f"{side}-arm", sign, bias=0.5,
            stations=tuple(lower), reach=(0.0, 1.0), creases=fold,
            joints=(Joint(bare, bend, ELBOW_ZONE), Joint(f"{side}-hand", wrist.origin, WRIST_ZONE)),
        ),
    ]  # fmt: skip


def _bend(shoulder: Frame, elbow: Frame) -> Vec:
    """The middle of the zone in which both halves of an arm are one: the more it bends, the farther from its inside."""
    middle: Vec = elbow.origin + (elbow.z - shoulder.z) * CROOK
    return middle


def _elbow_tip(shoulder: Frame, elbow: Frame, girth: float) -> tuple[Ellipsoid, tuple[Crease, ...]]:
    """The point of the elbow, which a bent arm shows, and the fold of the skin over it."""
    bend = float(shoulder.z @ elbow.z)
    shares = (min(1.0, (1 - bend) / full) for full in (POINTED, FOLDED, FOLDED))  # on a straight arm it would be a step
    x, z, thick = (a + (b - a) * share for a, b, share in zip(STRAIGHT_TIP, BENT_TIP, shares, strict=True))
    tip = ellipsoid(elbow, (x, 0, z), (thick * girth, 2.2 * girth, thick * girth))
    if bend > STRAIGHT:
        return tip, ()
    points = tuple(elbow.at(x * girth, y * girth, z) for x, y, z in ELBOW_FOLD)
    return tip, (Crease(points, unit(elbow.z - elbow.x), "ink-soft", 0.9),)


def _long_sleeve(skeleton: Skeleton, person: Person, side: str, sign: int) -> list[Part]:
    shoulder, elbow, wrist = (skeleton[f"{side}-{joint}"] for joint in ("shoulder", "elbow", "wrist"))
    cuff, girth = max(person.sleeve - 1, 0.2), person.build.limbs * person.build.arms
    upper = limb(shoulder, UPPER_ARM, UPPER_ARM_SHAPE, SLEEVE_TOP, 1.0, 0.45, girth)
    shape = _cuffed(FOREARM_SHAPE, cuff, 1.6)
    lower = limb(elbow, FOREARM, shape, 0.0, cuff, 0.45, girth, flat=(False, True))
    bare = limb(elbow, FOREARM, FOREARM_SHAPE, cuff - TUCK, 1.0, 0.0, girth, flat=(True, False))
    sleeve, cover = _sleeve(skeleton, side, sign, upper, 1.0), f"{side}-cuff"
    bend = _bend(shoulder, elbow)
    return [
        replace(sleeve, joints=(*sleeve.joints, Joint(cover, bend, ELBOW_ZONE))),
        Part(
            cover, "shirt", chain(lower), "shirt", sign, bias=0.8, stations=tuple(lower), reach=(0.0, cuff),
            joints=(Joint(sleeve.name, bend, ELBOW_ZONE),), openings={f"{side}-forearm": -elbow.z},
            seams=(Seam(between(lower[-1], lower[-2], 0.6)),),
        ),
        Part(
            f"{side}-forearm", "skin", chain(bare), f"{side}-arm", sign, bias=0.5, stations=tuple(bare),
            reach=(cuff - TUCK, 1.0), joints=(Joint(f"{side}-hand", wrist.origin, WRIST_ZONE),),
        ),
    ]  # fmt: skip


def _cuffed(shape: Table, cuff: float, flare: float) -> Table:
    """Cloth hangs a little wider towards its cuff instead of following the muscle."""
    return tuple(
        (t, w + flare * max(0.0, t - cuff + 0.3), d + flare * max(0.0, t - cuff + 0.3), x, y) for t, w, d, x, y in shape
    )
