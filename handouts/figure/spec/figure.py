"""What figure.yaml may say: poses, camera, props, arrows and highlights (cm and degrees)."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field, FiniteFloat, model_validator

from handouts.figure.spec.chart import ChartSpec
from handouts.figure.spec.joints import Joint
from handouts.figure.spec.marks import ArrowSpec, BreathSpec, InsetSpec, LineSpec, Mark, SignSpec
from handouts.figure.spec.props import PropSpec
from handouts.figure.spec.units import Angle, Direction, Length, Point, Spec
from handouts.figure.spec.view import CameraSpec, Crop
from handouts.library.models import Slug
from handouts.problems import did_you_mean

Axes = Literal["world", "pelvis", "chest", "head"]
# Keys of a reach that say the same thing in two ways: the later one switches the earlier one off.
RIVALS = {"to": ("against", "side", "along"), "against": ("to", "plus")}


class Pelvis(Spec):
    """The root of the body."""

    at: Point | None = Field(default=None, description="middle between the hip joints, cm")
    lean: Angle = Field(default=0.0, description="forward from upright; 90 is face down and level")
    tilt: Angle = Field(default=0.0, description="to the left")
    turn: Angle = Field(default=0.0, description="to the left")


class Bend(Spec):
    """Movement of one region of the spine from its neutral curve."""

    flexion: Angle = Field(default=0.0, description="forward (rounded); negative is backward (hollowed)")
    side_bend: Angle = Field(default=0.0, description="to the left")
    turn: Angle = Field(default=0.0, description="to the left")


class Foot(Spec):
    """The foot, by directions or by angles from a right angle to the shin."""

    toes: Direction | None = None
    sole: Direction | None = Field(default=None, description="where the sole looks; down when left out")
    flexion: Angle = Field(default=0.0, description="toes up")
    turn_out: Angle = 6.0
    toe_bend: Angle = 0.0


class FootReach(Spec):
    """Puts the foot at a point: the leg bends as it must."""

    to: Point | None = None
    by: Literal["heel", "ball", "ankle"] = "heel"
    knee_toward: Direction = "forward"
    toes: Direction = "forward"
    sole: Direction = "down"


class Leg(Spec):
    """One leg or both: by angles, by directions of thigh and shin, or by where the foot is."""

    flexion: Angle | None = None
    abduction: Angle | None = None
    rotation: Angle | None = Field(default=None, description="thigh turned outwards")
    knee: Angle | None = None
    thigh: Direction | None = None
    knee_toward: Direction | None = None
    shin: Direction | None = None
    foot: Foot | None = None
    reach: FootReach | None = None


HandShape = Literal["relaxed", "flat", "cup", "wrap", "hook", "fist", "point"]


class Hand(Spec):
    """The hand: where fingers and palm point, and how the fingers lie."""

    fingers: Direction | None = None
    palm: Direction | None = None
    relative_to: Axes = "world"
    flexion: Angle = Field(default=0.0, description="towards the palm")
    deviation: Angle = Field(default=0.0, description="towards the thumb")
    supination: Angle = 0.0
    shape: HandShape = Field(default="relaxed", description="how the fingers lie; the angles below have the last word")
    curl: Angle = 22.0
    spread: Angle = 3.0
    thumb: Angle = Field(default=26.0, description="thumb away from the index finger")
    oppose: Angle = Field(default=24.0, description="thumb in front of the palm")


class HandReach(Spec):
    """Puts a part of the hand at a point or joint (`to`), or lays it on a surface (`against`).

    `against` names a place of the body (left-thigh, shin, knee, foot, ankle, upper-arm, elbow, forearm, wrist, hand,
    shoulder, hip with left- or right- before it; head, forehead, chin, neck, chest, belly, ribs, waist, upper-back,
    lower-back, pelvis) or a thing (pillow, box, table, chair, roller, ball). There the palm lies on the skin or cover
    and looks into it; the fingers go on from the arm unless `hand.fingers` says where they point.
    """

    to: Point | Joint | None = Field(default=None, description="a point, or a joint")
    against: Slug | None = Field(default=None, description="a place of the body or a thing, instead of `to`")
    side: Direction | None = Field(
        default=None,
        description="on which side of it, in its own axes: forward of a thigh is on top in sitting",
    )
    along: Annotated[FiniteFloat, Field(ge=0, le=1)] | None = Field(
        default=None, description="share of a limb's length from its upper end"
    )
    plus: Point = (0.0, 0.0, 0.0)
    plus_in: Axes = Field(default="world", description="axes of `plus`")
    by: Literal["palm", "back-of-hand", "fingertips", "grip", "wrist", "elbow"] = Field(
        default="palm", description="what goes there; grip: the middle of the fist"
    )
    elbow_toward: Direction = "back"
    elbow_in: Axes = Field(default="world", description="axes of `elbow_toward`")

    @model_validator(mode="after")
    def _one_target(self) -> HandReach:
        if self.against is not None and self.to is not None:
            raise ValueError("a reach has either `to` or `against`; write `to: null` to switch an inherited one off")
        if self.against is None and (self.side is not None or self.along is not None):
            raise ValueError("`side` and `along` belong to `against`")
        return self


class Arm(Spec):
    """One arm or both: by angles, by directions, or by where the hand is."""

    flexion: Angle | None = None
    abduction: Angle | None = None
    rotation: Angle | None = Field(default=None, description="upper arm turned outwards")
    elbow: Angle | None = None
    upper_arm: Direction | None = None
    forearm: Direction | None = None
    bend_toward: Direction | None = Field(default=None, description="side of the upper arm on which the elbow bends")
    relative_to: Axes = "world"
    shrug: Annotated[FiniteFloat, Field(ge=-5, le=8)] = Field(default=0.0, description="shoulder raised, cm")
    protraction: Annotated[FiniteFloat, Field(ge=-7, le=9)] = Field(default=0.0, description="shoulder forward, cm")
    hand: Hand | None = None
    reach: HandReach | None = None


Support = Slug  # floor, mat or what a prop bears with: see the list in props.py
Probe = Literal[
    "left-heel", "right-heel", "left-ball", "right-ball", "left-foot", "right-foot", "left-toes", "right-toes",
    "left-knee", "right-knee", "left-shin", "right-shin", "seat", "lower-back",
    "upper-back", "belly", "chest", "pelvis-front", "back-of-head", "forehead", "side-of-head",
    "left-shoulder", "right-shoulder", "left-upper-arm", "right-upper-arm", "left-elbow", "right-elbow",
    "left-forearm", "right-forearm", "left-palm", "right-palm", "left-back-of-hand", "right-back-of-hand",
]  # fmt: skip
PROBES: tuple[str, ...] = get_args(Probe)


Holding = Literal["dumbbell", "band", "strap", "towel", "stick"]


class Goal(Spec):
    """One aim of the solver: a joint's coordinate, or a part of the body that touches a support."""

    joint: Joint | None = None
    axis: Literal["forward", "left", "up"] | None = None
    at: Length | None = None
    touch: Probe | None = None
    support: Support = "floor"

    @model_validator(mode="after")
    def _one_kind(self) -> Goal:
        coordinate = (self.joint is not None, self.axis is not None, self.at is not None)
        if any(coordinate) != all(coordinate) or all(coordinate) == (self.touch is not None):
            raise ValueError("a goal is either joint, axis and at, or touch (and support)")
        return self


class Solve(Spec):
    """Numbers of the pose that may change until the goals are met, such as `pelvis.lean`."""

    vary: tuple[Annotated[str, Field(pattern=r"^[a-z_]+(\.[a-z_]+)+$")], ...] = Field(min_length=1, max_length=8)
    goals: tuple[Goal, ...] = Field(min_length=1, max_length=12)


class Drop(Spec):
    """Raises or lowers the body until the lowest of these parts touches the height `z`."""

    to: Length = 0.0
    by: tuple[Probe, ...] = Field(default=("left-foot", "right-foot"), min_length=1)


class Clasp(Spec):
    """Both hands together: in front of the body (`to`), behind the head, round a knee or a shin (`against`).

    The palm of the lower hand lies there, the other hand lies on its back; the fingers cross.
    """

    to: Point | Joint | None = Field(default=None, description="middle of the clasp in the air")
    against: Slug | None = Field(default=None, description="as in `reach`: head, left-shin, right-knee, belly ...")
    side: Direction | None = None
    along: Annotated[FiniteFloat, Field(ge=0, le=1)] | None = None
    plus: Point = (0.0, 0.0, 0.0)
    plus_in: Axes = "world"
    looks: Direction = Field(default="forward", description="of a clasp in the air: where the backs of the hands look")
    style: Literal["stacked", "interlaced", "wrist"] = Field(
        default="stacked", description="one on the other, fingers between fingers, or one hand round the other wrist"
    )
    outer: Literal["left", "right"] = Field(default="right", description="the hand that lies on the other")
    elbows: Direction = Field(default="out 0.5 down", description="in the axes of the chest")

    @model_validator(mode="after")
    def _one_target(self) -> Clasp:
        if (self.against is None) == (self.to is None):
            raise ValueError("a clasp has either `to` or `against`")
        return self


class Pose(Spec):
    """A posture. What is left out is the standing body; `null` switches an inherited value off."""

    extends: Slug | None = None
    pelvis: Pelvis = Pelvis()
    lumbar: Bend = Bend()
    thoracic: Bend = Bend()
    neck: Bend = Bend()
    head: Bend = Bend()
    breath: Annotated[FiniteFloat, Field(ge=-1, le=1)] = Field(
        default=0.0, description="1 is breathed in, the lower ribs wide; -1 breathed out"
    )
    legs: Leg | None = None
    left_leg: Leg | None = None
    right_leg: Leg | None = None
    arms: Arm | None = None
    left_arm: Arm | None = None
    right_arm: Arm | None = None
    clasp: Clasp | None = Field(default=None, description="takes both arms; `reach` of the arms is not used")
    drop: Drop | None = None
    solve: Solve | None = None
    contacts: dict[Support, tuple[Probe, ...]] = Field(default={}, description="what must touch what, within 1 cm")
    holds: dict[Literal["left", "right"], Holding] = Field(
        default={}, description="the hand closes round it; a line through a hand is held without saying so"
    )
    props: tuple[PropSpec, ...] = Field(default=(), description="things of this panel only, such as a box held up")
    in_front: tuple[tuple[str, str], ...] = Field(default=(), description="pairs: the first is drawn over the second")
    camera: CameraSpec | None = Field(default=None, description="of this panel only; lays its keys over the figure's")
    crop: Crop | None = Field(default=None, description="of this panel only; null shows the whole body")


class HighlightSpec(Spec):
    """A muscle to tint."""

    muscle: str
    side: Literal["left", "right", "both"] = "both"
    panels: tuple[Slug, ...] = Field(default=(), description="panels that show it; all when left out")


class FigureSpec(Spec):
    """figure.yaml: one exercise's pictures."""

    person: Slug
    camera: CameraSpec = CameraSpec()
    shoes: bool = True
    shorts: bool | None = Field(default=None, description="bare knees and shins, whatever the person wears")
    long_sleeves: bool = Field(default=False, description="sleeves to the wrist, whatever the person wears")
    wristband: Literal["left", "right"] | None = Field(
        default=None, description="a band on this wrist, where the hands may be taken for each other"
    )
    props: tuple[PropSpec, ...] = ()
    pose: Pose = Pose()
    panels: dict[Slug, Pose] = Field(min_length=1, max_length=8)
    arrows: tuple[ArrowSpec, ...] = ()
    highlight: tuple[HighlightSpec, ...] = ()
    crop: Crop | None = None
    chart: ChartSpec | None = None
    ghost: dict[Slug, Slug] = Field(default={}, description="panel: panel whose outline is shown pale behind it")
    insets: tuple[InsetSpec, ...] = ()
    signs: tuple[SignSpec, ...] = ()
    lines: tuple[LineSpec, ...] = ()
    breaths: tuple[BreathSpec, ...] = ()

    def tints(self, panel: str) -> list[HighlightSpec]:
        """The highlights a panel shows."""
        return [tint for tint in self.highlight if not tint.panels or panel in tint.panels]

    @model_validator(mode="after")
    def _panels_exist(self) -> FigureSpec:
        named = [arrow.panel for arrow in self.arrows] + [a.start for a in self.arrows if a.start]
        named += [name for tint in self.highlight for name in tint.panels] + [*self.ghost, *self.ghost.values()]
        marks: tuple[Mark, ...] = (*self.insets, *self.signs, *self.lines, *self.breaths)
        named += [mark.panel for mark in marks]
        for name in named:
            if name not in self.panels:
                raise ValueError(f"no panel is called '{name}'; {did_you_mean(name, self.panels)}")
        shown = {inset.panel for inset in self.insets}
        if lost := [arrow.panel for arrow in self.arrows if arrow.inset and arrow.panel not in shown]:
            raise ValueError(f"the panel '{lost[0]}' has no inset for its arrow; add one to `insets`")
        return self
