"""Edges of a part's forms: a finger has one before the palm, a form without a root has none."""

from __future__ import annotations

import pytest
from shapely import Point

from handouts.figure.paint.forms import form_edges
from handouts.figure.space.solids import Form, ball
from handouts.figure.space.vectors import vec
from handouts.figure.spec.figure import CameraSpec
from handouts.figure.view.camera import make_camera

CAMERA = make_camera(CameraSpec(view="front", pitch=0))
PALM = Form(((ball(vec(0, 0, 0), 4.0),),))
FINGER = Form(((ball(vec(5, 0, 0), 0.8), ball(vec(5, 0, -2.5), 0.8)),), root=vec(5, 0, 0), radius=0.9)


@pytest.mark.parametrize(("forms", "edged"), [([PALM], False), ([PALM, FINGER], True)])
def test_only_a_form_with_a_root_has_edges(forms, edged):
    assert form_edges(forms, Point(0, 0).buffer(4), CAMERA).is_empty is not edged
