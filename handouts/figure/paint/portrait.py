"""Painting the head: hair behind, hair over, ears and the features of the face (cm)."""

from __future__ import annotations

import shapely

from handouts.figure.body.face import face_features
from handouts.figure.paint.canvas import Canvas
from handouts.figure.paint.ink import FINE
from handouts.figure.paint.scene import Placed
from handouts.figure.spec.people import Person
from handouts.figure.view.camera import Camera
from handouts.figure.view.project import lines, opened, simplified

HAIR_SHADE = 82
SPECK = 0.5  # cm; what is left of a line at the face's edge
UNIT = 0.62  # cm of line width for a feature of weight 1
EAR, CURL = 0.46, 0.31  # line width of an ear's edge and of its rim


def paint_head(canvas: Canvas, item: Placed, camera: Camera, person: Person) -> None:
    """Everything on the head but its outline, which the body's ink draws."""
    assert item.part is not None and item.part.head is not None and item.hair is not None
    frame, hair = item.part.head, item.hair
    role = "scarf" if person.hair == "headscarf" else "hair"
    edge = item.shape.boundary.buffer(0.45)
    canvas.fill(hair.behind.difference(item.face), role)
    for ear in hair.ears:
        if ear.behind:
            canvas.brush(item.face.boundary.intersection(ear.shape).difference(edge), FINE)
    canvas.brush(item.face.boundary.intersection(hair.behind).difference(edge), FINE)
    bolder = canvas.finer**0.6  # eyes and brows carry the face
    features = face_features(frame, camera, person.face)
    visible = item.face.buffer(-0.4)  # clear of the outline
    for feature in features:
        if feature.width:
            for line in lines(feature.shape.intersection(visible), SPECK):
                canvas.brush(line, feature.width * UNIT * bolder, feature.role)
        else:
            canvas.fill(feature.shape.intersection(visible), feature.role)
    canvas.fill(hair.over, role)
    lit = shapely.affinity.translate(item.shape, -1.5, 1.3)
    canvas.fill(opened(simplified(hair.over.difference(lit)), 0.1), role, HAIR_SHADE)
    canvas.brush(hair.over.boundary.difference(edge), FINE)
    within = hair.over.buffer(-0.3)
    for strand in hair.strands:
        canvas.brush(strand.intersection(within), FINE * 0.8, "hair-line")
    for ear in hair.ears:
        if not ear.behind:
            canvas.fill(ear.shape, "skin")
            canvas.brush(ear.shape.boundary.difference(edge), EAR)
            canvas.brush(ear.curl, CURL)
