"""A small content folder of our own, laid over the built-in one, so that tests can break and change it."""

from __future__ import annotations

import datetime
from pathlib import Path

from handouts.compose.document import Document
from handouts.compose.request import Request
from handouts.compose.sheet import compose_any
from handouts.library.library import Library
from tests.sample import drawing, labelled, template

TODAY = datetime.date(2026, 11, 21)

ROUTINE = """\
version: "1.3"
code: DEMO
published: 2026-11-01
review_by: 2027-11-01
author: The makers, testers
origin: house
items:
- {exercise: demo-reach, basis: [house]}
- {exercise: demo-hang, dose: {sets: 2}, basis: [house]}
frequency: {times: 2-3, per: week}
weeks: 4
sources: [s000-4]
"""
ROUTINE_WORDS = """\
version: "1.3"
title: Demo routine
purpose: Two exercises to try things out.
audience: testers.
not_when: nobody.
progression:
- More each week.
"""
REACH = """\
version: "1.0"
status: full
category: mobility
position: standing
region: [upper-back]
equipment: [chair, wall]
dose: {sets: 1, reps: 8-12, hold: 5, side: each, pace: slow}
basis: [house]
panels: [start, end]
"""
REACH_WORDS = """\
version: "1.0"
name: Demo reach
short_name: Reach
steps:
- Stand tall {start}, arms by your sides.
- Reach up {end}.
- Come back.
feel: along your sides.
cautions:
- Do not hold your breath.
- Stop when tired.
easier: Reach less.
alt:
  start: A stick stands.
  end: A stick reaches.
purpose: Makes sides long.
"""
HANG = """\
version: "1.0"
status: full
category: stretch
position: standing
region: [upper-back]
equipment: [wall]
dose: {hold: 30, sets: 3, rest: 20}
basis: [house]
panels: [start]
"""
HANG_WORDS = """\
version: "1.0"
name: Demo hang
steps:
- Hang {start} loosely.
feel: in your arms.
alt:
  start: A stick hangs.
purpose: Makes arms long.
easier: Hang with your feet down.
"""
LEAFLET = """\
version: "1.1"
code: DFAQ
published: 2026-11-01
review_by: 2027-11-01
author: The makers, testers
questions:
- {id: why, origin: asked, basis: [s000-4]}
- {id: hurt, origin: raised, basis: [added]}
pictures:
- {question: why, education: demo-parts}
- {question: hurt, exercise: demo-reach, panel: start}
- {question: hurt, exercise: demo-reach, panel: end}
education: [demo-parts]
sources: [s000-4]
"""
LEAFLET_WORDS = """\
version: "1.1"
title: Demo questions
purpose: Two questions to try things out.
audience: people who test.
questions:
  why:
    question: Why does it hurt?
    answer:
    - It is a demo. Nothing hurts.
    - So all is well.
    evidence: One source says so, another says the opposite.
  hurt:
    question: What if it does hurt?
    answer:
    - Then stop.
captions:
  hurt: How to reach.
"""
PARTS = """\
version: "1.0"
points:
- {id: head, basis: [s000-4]}
- {id: stick, basis: [added]}
- {id: number, basis: [s000-4], certainty: C, figure: "80 percent"}
- {id: tip, basis: [added]}
picture: parts
"""
PARTS_WORDS = """\
version: "1.0"
title: The parts of a stick
intro:
- A stick has parts.
points:
  head: {plain: head, term: Caput demonis, does: It looks around.}
  stick: {plain: stick, does: It stands.}
  tip: Keep it upright.
alt: A stick with its head named at the left and its body at the right.
"""
LEAFLET_FILES = {
    "leaflets/demo-faq/leaflet.yaml": LEAFLET,
    "leaflets/demo-faq/en.yaml": LEAFLET_WORDS,
    "education/demo-parts/education.yaml": PARTS,
    "education/demo-parts/en.yaml": PARTS_WORDS,
}
FILES = {
    "routines/demo/routine.yaml": ROUTINE,
    "routines/demo/en.yaml": ROUTINE_WORDS,
    "exercises/demo-reach/exercise.yaml": REACH,
    "exercises/demo-reach/en.yaml": REACH_WORDS,
    "exercises/demo-hang/exercise.yaml": HANG,
    "exercises/demo-hang/en.yaml": HANG_WORDS,
}


def write_content(folder: Path) -> Path:
    """Write the files and pictures; returns the folder."""
    for name, words in FILES.items():
        put(folder, name, words)
    put(folder, "exercises/demo-reach/start.svg", drawing().to_svg())
    put(folder, "exercises/demo-reach/end.svg", drawing(top=-9000).to_svg())
    put(folder, "exercises/demo-hang/start.svg", drawing(right=3000).to_svg())
    return folder


def write_leaflet(folder: Path) -> Path:
    """Add the leaflet `demo-faq` and the education block that it prints; returns the folder."""
    for name, words in LEAFLET_FILES.items():
        put(folder, name, words)
    put(folder, "education/demo-parts/parts.svg", labelled().to_svg())
    return folder


def put(folder: Path, name: str, words: str) -> Path:
    """Write one file."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, encoding="utf-8", newline="\n")
    return path


def change(folder: Path, name: str, old: str, new: str) -> Path:
    """Replace words in a file, which must be there."""
    path = folder / name
    words = path.read_text("utf-8")
    assert old in words
    path.write_text(words.replace(old, new), encoding="utf-8")
    return path


def compose(folder: Path, order: tuple[str, ...] = (), **more) -> Document:
    """The document of the demo routine."""
    request = Request(**{"name": "demo", "language": "en", "country": "GB", "today": TODAY, **more})
    return compose_any(Library.load([folder]), request, order or template().order)
