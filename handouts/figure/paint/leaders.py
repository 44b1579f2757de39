"""Leader lines of a chart: from its muscles to the picture's edges, with the places for the words (units)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from handouts.drawing import UNITS_PER_CM, Drawing, Label, Path

GUTTER = 4 * UNITS_PER_CM  # room for the leaders beside the figure
STEP, ENDS = (
    0.18,
    0.08,
)  # least distance of two labels, and of a label from the top or bottom, in heights of the picture
LINE, HALO, DOT = 0.26, 0.8, 1.1  # widths of a leader, the light round it, and of its dot, cm


class Leader(NamedTuple):
    """Where a label's lines point: its id, the side of the picture, and the points, shape (n, 2), cm with y up."""

    id: str
    side: Literal["left", "right"]
    points: NDArray[np.float64]


def with_leaders(drawing: Drawing, leaders: Sequence[Leader], colours: Mapping[str, str]) -> Drawing:
    """The drawing, a gutter wider on each side, with leader lines and labels."""
    left, top, right, bottom = drawing.bounds
    left, right = left - GUTTER, right + GUTTER
    under: list[Path] = []
    over: list[Path] = []
    labels: list[Label] = []
    for side, edge, bend in (("left", left, left + GUTTER), ("right", right, right - GUTTER)):
        here = sorted(
            (leader for leader in leaders if leader.side == side), key=lambda one: -float(one.points[:, 1].mean())
        )
        wanted = [-UNITS_PER_CM * float(leader.points[:, 1].mean()) for leader in here]
        for leader, y in zip(here, spread(wanted, top, bottom), strict=True):
            labels.append(Label(leader.id, edge, y, leader.side))
            for px, py in np.rint(leader.points * (UNITS_PER_CM, -UNITS_PER_CM)).astype(int).tolist():
                line = f"M{edge} {y}L{bend} {y}L{px} {py}"
                under.append(Path("arrow-halo", line, 100, round(HALO * UNITS_PER_CM)))
                over.append(Path("leader", line, 100, round(LINE * UNITS_PER_CM)))
                over.append(Path("leader", f"M{px} {py}L{px} {py}", 100, round(DOT * UNITS_PER_CM)))
    used = dict(drawing.colours) | {role: colours[role] for role in ("leader", "arrow-halo")}
    return Drawing(
        (*drawing.paths, *under, *over), (left, top, right, bottom), tuple(sorted(used.items())), drawing.title,
        tuple(labels),
    )  # fmt: skip


def spread(wanted: Sequence[float], top: int, bottom: int) -> list[int]:
    """Heights as near as may be to the wanted ones (sorted), far enough from each other and from both ends.

    Raises ValueError when there are more than fit.
    """
    height = bottom - top
    step, first, last = STEP * height, top + ENDS * height, bottom - ENDS * height
    if (len(wanted) - 1) * step > last - first + 1e-6:
        raise ValueError(f"{len(wanted)} labels do not fit beside the picture")
    # Labels that would come too near each other move apart together, about the middle of what they want.
    groups: list[tuple[float, int]] = []  # mean of the wanted heights, each less its share of the steps; and how many
    for k, y in enumerate(wanted):
        groups.append((y - k * step, 1))
        while len(groups) > 1 and groups[-2][0] > groups[-1][0]:
            (mean, count), (other, more) = groups[-2:]
            groups[-2:] = [((mean * count + other * more) / (count + more), count + more)]
    most = last - (len(wanted) - 1) * step
    bases = [min(max(mean, first), most) for mean, count in groups for _ in range(count)]
    return [round(base + k * step) for k, base in enumerate(bases)]
