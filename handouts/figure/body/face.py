"""Eyes, brows, nose, mouth and ears as lines and small shapes on the head, as far as the camera sees them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from shapely import LineString

from handouts.figure.space.solids import Hull, ellipsoid
from handouts.figure.space.vectors import Frame, unit, vec
from handouts.figure.spec.people import Face
from handouts.figure.view.camera import Camera
from handouts.figure.view.project import outline, smoothed

Geometry = Any
Offsets = Sequence[tuple[float, float, float]]
AWAY, BESIDE = -0.35, 0.28  # how much an ear must look at us to be seen at all, and to lie before the cheek
BOWED, NEAR = -0.35, 0.02  # how much the face and the near eye must look at us: bowed low, the near side still shows
LOWERED = 0.6  # cm by which the eyes of a bowed head look down
SHUT = 0.65  # how much the crown of a bowed head must look at us before its lids hide the eyes
CLEAR_MOUTH = 0.68  # how much the crown looks at us when the tip of the nose would lie on the mouth
UPRIGHT = 0.57  # how much the crown of a bowed head looks up
AHEAD = 0.35  # how little a face may look to either side and still be drawn from in front, however low it is bowed
PROFILE = 0.52  # how little the face may look at us before its outline shows the nose by itself
HIDDEN = 0.23  # how little the far eye may look at us before the nose hides it


class Ear(NamedTuple):
    """An ear: its outline, the curl of its rim where that is seen, and whether it stands out behind the face."""

    shape: Geometry
    curl: Geometry
    behind: bool


class Feature(NamedTuple):
    """Something painted on the face: a filled shape (`width` 0) or a brush line."""

    shape: Geometry
    role: str
    width: float = 0.0


def face_features(frame: Frame, camera: Camera, face: Face) -> list[Feature]:
    """The features from back to front."""
    front, left, over = (float(unit(axis) @ camera.toward) for axis in (frame.x, frame.y, frame.z))
    upright = float(unit(frame.z)[2]) > UPRIGHT  # on all fours a face looks at the floor without being bowed
    bowed = upright and over > SHUT and abs(left) < AHEAD
    features: list[Feature] = []
    for sign in (1, -1):
        features += _eye(frame, camera, face, sign, max(0.0, -sign * left), bowed)
    if front > PROFILE or (bowed and front > NEAR):
        features += _nose(frame, camera, front, left, over if bowed else 0.0)
    if front > BOWED:
        features += _mouth(frame, camera, front, left, face, over if bowed else 0.0)
    if face.glasses and front > BOWED:
        features += _glasses(frame, camera, left)
    return features


def _glasses(frame: Frame, camera: Camera, left: float) -> list[Feature]:
    """Round rims round the eyes, a bridge, and the temple on the side that is seen.

    The rims follow the face back to the temples, so that an eye stays in its rim from the side too.
    """
    lines = [_line(frame, camera, [(10.0, -0.9, 6.5), (10.3, 0.0, 6.9), (10.0, 0.9, 6.5)], 0.45)]
    turns = np.linspace(0, 2 * np.pi, 17)
    for sign in (1, -1):
        if sign * left > -0.8:
            out = np.sin(turns)
            rim = np.stack([9.1 - 0.75 * out, sign * (2.95 + 2.15 * out), 6.1 + 1.95 * np.cos(turns)], axis=1)
            lines.append(_line(frame, camera, rim.tolist(), 0.45))
        if sign * left > 0.1:
            temple = [(8.4, sign * 5.1, 6.5), (4.6, sign * 7.4, 6.8), (0.4, sign * 7.9, 6.6)]
            lines.append(_line(frame, camera, temple, 0.45))
    return lines


def ears(frame: Frame, camera: Camera) -> list[Ear]:
    """The ears that are seen. One that looks past us shows only what stands out behind the face."""
    found: list[Ear] = []
    left = float(unit(frame.y) @ camera.toward)
    for sign in (1, -1):
        facing = sign * left
        if facing <= AWAY:
            continue
        shell: Hull = (
            ellipsoid(frame, (0.2, sign * 6.9, 5.2), (0.9, 0.7, 1.6)),
            ellipsoid(frame, (-1.3, sign * 7.9, 5.5), (1.35, 0.7, 2.1)),
            ellipsoid(frame, (-0.3, sign * 7.1, 3.2), (1.0, 0.6, 1.2)),
        )
        curl: Geometry = LineString()
        if facing > BESIDE:
            rim = [(0.1, 8.0, 6.3), (-1.1, 8.1, 6.7), (-1.8, 8.1, 5.4), (-1.0, 8.1, 4.4), (-0.8, 8.1, 3.6)]
            curl = _line(frame, camera, [(x, sign * y, z) for x, y, z in rim], 0.5).shape
        found.append(Ear(outline([shell], camera.rows), curl, facing <= BESIDE))
    return found


def _line(frame: Frame, camera: Camera, offsets: Offsets, width: float, role: str = "ink") -> Feature:
    points = camera.flat(np.array([frame.at(*offset) for offset in offsets]))
    return Feature(LineString(smoothed(points, 4 * len(offsets))), role, width)


def _eye(frame: Frame, camera: Camera, face: Face, sign: int, away: float, bowed: bool) -> list[Feature]:
    """Iris, lid and brow. `away` is how far its side of the head is turned from us, 0 to 1.

    The far eye moves towards the nose as the head turns, so that it sits whole inside the outline until it is gone.
    """
    looks = float(unit(frame.axes @ unit(vec(1, 0.48 * sign, 0))) @ camera.toward)
    if looks < (HIDDEN if away else NEAR):
        return []
    turned = min(1.0, max(0.0, (away - 0.3) / 0.4))
    s, narrow = sign * (1 - 0.16 * turned), 1 - 0.22 * turned
    sunk = LOWERED * min(1.0, max(0.0, (-float(unit(frame.x)[2]) - 0.25) / 0.5))  # a bowed head looks down
    iris: Hull = (ellipsoid(frame, (8.65, 2.9 * s, 6.15 - sunk), (0.5, 0.68, 0.98 - 0.4 * sunk)),)
    lid = [(9.0, 1.75 * s, 6.45), (9.15, 2.9 * s, 7.2 - 1.3 * sunk), (8.3 + 0.5 * turned, 4.5 * s * narrow, 6.75)]
    brow = [(9.5, 1.45 * s, 8.95), (9.3, 3.0 * s, 9.6), (8.1 + 0.5 * turned, 4.9 * s * narrow, 8.9)]
    above = _line(frame, camera, brow, 0.95 * face.brows, "brow")
    if bowed:  # the lid over an eye that looks down
        down = [(9.0, 1.6 * s, 5.9), (9.2, 2.9 * s, 5.2), (8.4 + 0.5 * turned, 4.4 * s * narrow, 5.9)]
        return [_line(frame, camera, down, 1.0), above]
    return [Feature(outline([iris], camera.rows), "ink"), _line(frame, camera, lid, 0.75), above]


def _nose(frame: Frame, camera: Camera, front: float, left: float, bowed: float) -> list[Feature]:
    if bowed:  # its tip lies before the mouth: drawn the higher the lower the head, so that both are seen
        up = 8 * (bowed - CLEAR_MOUTH)
        return [_line(frame, camera, [(10.1, -1.2, 4.6 + up), (10.6, 0.1, 4.2 + up), (10.1, 1.3, 4.65 + up)], 0.6)]
    s = 1.0 if left <= 0 else -1.0  # the far side of the nose
    if front > 0.93:
        return [_line(frame, camera, [(10.4, -1.15, 3.35), (11.2, 0.1, 2.95), (10.4, 1.25, 3.4)], 0.6)]
    return [
        _line(
            frame,
            camera,
            [(10.5, 0.75 * s, 5.6), (11.4, 1.0 * s, 4.1), (10.9, 0.6 * s, 3.2), (10.5, -0.9 * s, 3.2)],
            0.6,
        )
    ]


def _mouth(frame: Frame, camera: Camera, front: float, left: float, face: Face, bowed: float) -> list[Feature]:
    """Mouth, lower lip and folds. `bowed`: how much the crown looks at us; seen from there the smile is less deep."""
    near = 1.0 if left > 0 else -1.0
    reach = 2.5
    if front > 0.5 or bowed:
        smile = [(8.7, -reach, 1.35), (9.75 - 0.7 * bowed, 0.0, 0.55 + 0.5 * bowed), (8.7, reach, 1.35)]
    else:
        smile = [(9.75, 0.1 * near, 0.6), (9.2, 1.6 * near, 0.6), (7.9, 2.9 * near, 1.5)]
    features = [_line(frame, camera, smile, 0.75)]
    if front > 0.5 and not bowed:
        features.append(_line(frame, camera, [(9.3, -0.9, -0.75), (9.5, 0.0, -0.9), (9.3, 0.9, -0.75)], 0.5, "lips"))
    if face.lines and front > 0.2:
        for sign in (1, -1):
            if sign * left > -0.6:
                fold = [(8.9, 2.3 * sign, 3.4), (8.6, 3.1 * sign, 2.3), (8.0, 3.4 * sign, 1.2)]
                features.append(_line(frame, camera, fold, 0.4, "lips"))
    return features
