"""The neckline of the shirt: its plane, and the ribbed band out of which the neck comes (cm)."""

from __future__ import annotations

from handouts.figure.pose.skeleton import Skeleton
from handouts.figure.space.solids import Ellipsoid, Seam, ellipsoid
from handouts.figure.space.vectors import Frame, rot_y

TILT, DIP = 24.0, 8.0  # degrees by which the shirt's upper end is lower in front, and by which the band dips more
SUNK = 0.4  # cosine below which the line under the band lies in the shoulders


def collar_frame(skeleton: Skeleton) -> Frame:
    """The plane of the shirt's upper end: low in front, high at the back."""
    return _tilted(skeleton, TILT)


def band_frame(skeleton: Skeleton) -> Frame:
    """The plane of the band: in front it dips below the throat, at the side it lies close round the neck."""
    return _tilted(skeleton, TILT + DIP)


def _tilted(skeleton: Skeleton, degrees: float) -> Frame:
    chest = skeleton["chest"]
    return Frame(chest.axes @ rot_y(degrees), chest.origin)


def neckline(skeleton: Skeleton) -> Ellipsoid:
    """Where the shirt ends and the band begins."""
    girth = skeleton.build.neck_girth
    return ellipsoid(collar_frame(skeleton), (2.0, 0, -1.8), (7.7 * girth, 7.7 * girth, 0.1))


def band_edge(skeleton: Skeleton, slack: float = 1.0) -> Ellipsoid:
    """The upper edge of the band; `slack` is its girth against the band's own."""
    girth = skeleton.build.neck_girth * slack
    return ellipsoid(band_frame(skeleton), (2.1, 0, 0.4), (6.7 * girth, 6.5 * girth, 0.1))


def band_seam(skeleton: Skeleton) -> Seam:
    """The line under the band."""
    girth = skeleton.build.neck_girth
    return Seam(ellipsoid(band_frame(skeleton), (2.2, 0, -1.3), (7.5 * girth, 7.5 * girth, 0.1)), SUNK)
