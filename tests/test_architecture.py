from __future__ import annotations

import subprocess
import sys

import pytest

from tests import architecture
from tests.architecture import (
    PACKAGE,
    direction_faults,
    docstring_faults,
    modules,
    room_of,
    size_faults,
    workshop_faults,
)

ALL = modules()
NAMES = [str(path.relative_to(PACKAGE)) for path in ALL]


def test_every_room_is_seen() -> None:
    rooms = {room_of(path) for path in ALL} - {"__init__"}
    assert rooms >= {"cli", "builder", "press", "pdf", "layout", "compose", "library", "source", "figure", "inspect"}
    assert rooms <= architecture.MAY_IMPORT.keys()


@pytest.mark.parametrize("path", ALL, ids=NAMES)
def test_a_module_keeps_the_house_rules(path) -> None:
    source = path.read_text("utf-8")
    faults = [*size_faults(source), *docstring_faults(source)]
    if path.name != "__init__.py" or path.parent != PACKAGE:
        faults += direction_faults(room_of(path), source)
    if room_of(path) == "figure":
        faults += workshop_faults(path, source)
    assert faults == []


@pytest.mark.parametrize(
    ("room", "code", "fault"),
    [
        ("layout", "from handouts.figure.draw import draw", "1: layout imports figure"),
        ("layout", "import handouts.pdf.writer", "1: layout imports pdf"),
        ("compose", "from handouts import layout", "1: compose imports layout"),
        ("library", "def f():\n    from handouts.compose import dose", "2: library imports compose"),
        ("source", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import handouts.library.models",
         "3: source imports library"),
        ("pdf", "from handouts.inspect.facts import facts", "1: pdf imports inspect"),
        ("press", "from handouts.inspect.facts import facts", "1: press imports inspect"),
        ("inspect", "from handouts.pdf.objects import stream", "1: inspect imports pdf"),
        ("record", "from handouts.builder import Job", "1: record imports builder"),
        ("drawing", "from handouts.library import models", "1: drawing imports library"),
        ("figure", "from handouts.layout.frame import Rect", "1: figure imports layout"),
        ("layout", "import numpy as np", "1: numpy outside figure"),
        ("library", "from shapely import Point", "1: shapely outside figure"),
        ("pdf", "from . import objects", "1: relative import ..objects"),
        ("attic", "", "the room 'attic' is not in the plan"),
    ],
)  # fmt: skip
def test_the_check_of_directions_can_fail(room: str, code: str, fault: str) -> None:
    assert direction_faults(room, code) == [fault]


@pytest.mark.parametrize(
    ("room", "code"),
    [
        ("cli", "from handouts.builder import build"),
        ("cli", "from handouts.inspect.facts import facts"),
        ("builder", "from handouts.inspect.facts import facts"),
        ("builder", "from handouts import __version__"),
        ("layout", "from handouts.layout.frame import Rect\nfrom handouts.drawing import Drawing"),
        ("figure", "import numpy as np\nfrom handouts.library.reader import read"),
        ("inspect", "import pypdf\nfrom handouts.units import mm"),
    ],
)
def test_the_check_of_directions_can_pass(room: str, code: str) -> None:
    assert direction_faults(room, code) == []


@pytest.mark.parametrize(
    ("path", "code", "faults"),
    [
        ("pose/limbs.py", "from handouts.figure.body.hand import hand_part", ["1: figure/pose imports body"]),
        ("view/depth.py", "def f():\n    import handouts.figure.draw", ["2: figure/view imports draw"]),
        ("spec/figure.py", "from handouts.figure import paint", ["1: figure/spec imports paint"]),
        ("paint/panel.py", "from handouts.figure.body.hand import hand_part\nimport handouts.drawing", []),
        ("draw.py", "from handouts.figure.paint.panel import set_stage", []),
    ],
)
def test_the_rooms_of_the_figure_workshop_know_only_those_before_them(path: str, code: str, faults: list[str]) -> None:
    assert workshop_faults(PACKAGE / "figure" / path, code) == faults


def test_what_the_package_offers_is_imported_when_asked_for() -> None:
    code = (
        "import sys, handouts\n"
        "assert not [name for name in sys.modules if name.startswith('handouts.')]\n"
        "from handouts import Job, Library, Report, build\n"
        "assert callable(build) and Library.load().slugs('routines')\n"
        "try:\n    handouts.nothing\n"
        "except AttributeError as error:\n    assert 'nothing' in str(error)\n"
        "else:\n    raise SystemExit('no error')\n"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)


def test_the_checks_of_sizes_and_docstrings_can_fail() -> None:
    long_function = "def f():\n" + "    x = 1\n" * 60
    assert size_faults(long_function) == ["1: f has 61 lines"]
    assert size_faults("def f():\n" + "    x = 1\n" * 59) == []
    assert size_faults("class A:\n    async def g(self):\n" + "        x = 1\n" * 60) == ["2: g has 61 lines"]
    assert size_faults("x = 1\n" * 501) == ["501 lines"]
    assert docstring_faults("x = 1") == ["no docstring"]
    assert docstring_faults('"""Says\nmore."""') == ["the first line does not end its sentence: 'Says'"]
    assert docstring_faults('"""Says it all.\n\nAnd more"""') == []
