from __future__ import annotations

import pytest

from tests.content import change, put
from tests.library.test_check import drift, found

FAQ = "leaflets/demo-faq/leaflet.yaml"
FAQ_EN = "leaflets/demo-faq/en.yaml"
PARTS = "education/demo-parts/education.yaml"
PARTS_EN = "education/demo-parts/en.yaml"

pytestmark = pytest.mark.usefixtures("no_items")


def test_the_sample_is_in_order(leaflet) -> None:
    assert found(leaflet) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "wanted"),
    [
        (FAQ, "sources: [s000-4]", "sources: [s000-5, nobody]",
         [f"{FAQ}:14:19: sources.1: 'nobody' is not in sources.yaml"]),
        (FAQ, "basis: [added]", "basis: [added, house]",
         [f"{FAQ}:8:45: questions.1.basis.1: 'house' is not in sources.yaml"]),
        (FAQ, "review_by: 2027-11-01", "review_by: 2026-11-20",
         [f"{FAQ}:4:12: review_by: has passed (have the leaflet reviewed, then set a new date)"]),
        (FAQ, "{id: hurt,", "{id: why,", [
            f"{FAQ}:8:8: questions.1.id: 'why' is listed twice (it is on line 7 too)",
            f"{FAQ}:11:14: pictures.1.question: there is no question 'hurt' (one of: why)",
            f"{FAQ}:12:14: pictures.2.question: there is no question 'hurt' (one of: why)",
            f"{FAQ_EN}:12:3: questions.hurt: is not a question of this leaflet (one of: why)",
        ]),
        (FAQ, "panel: end", "panel: ent",
         [f"{FAQ}:12:49: pictures.2.panel: 'demo-reach' has no picture 'ent' (did you mean 'end'?)"]),
        (FAQ, "{question: hurt, exercise: demo-reach, panel: start}", "{question: hurt, exercise: demo-rech, panel: a}",
         [f"{FAQ}:11:30: pictures.1.exercise: there is no exercise 'demo-rech' (did you mean 'demo-reach'?)",
          f"{FAQ_EN}:1:1: what it prints of 'demo-rech' has no words in this language"
          " (add en.yaml to exercises/demo-rech)"]),
        (FAQ, "education: [demo-parts]", "education: [demo-part]",
         [f"{FAQ}:13:13: education.0: there is no education block 'demo-part' (did you mean 'demo-parts'?)",
          f"{FAQ_EN}:1:1: what it prints of 'demo-part' has no words in this language"
          " (add en.yaml to education/demo-part)",
          f"{PARTS}:1:1: warning: is in no leaflet (add it to the education of one)"]),
        (FAQ_EN, "  why:\n    question: Why", "  wy:\n    question: Why", [
            f"{FAQ_EN}:6:3: questions.why: is missing (write question and answer)",
            f"{FAQ_EN}:6:3: questions.wy: is not a question of this leaflet (did you mean 'why'?)",
        ]),
        (FAQ_EN, "  hurt: How", "  hart: How",
         [f"{FAQ_EN}:17:3: captions.hart: is not a question with a picture (did you mean 'hurt'?)"]),
        (FAQ_EN, 'version: "1.1"', 'version: "1.0"',
         [f"{FAQ_EN}:1:10: version: these words tell version 1.0, but the facts are version 1.1"
          " (read them against the facts, then set the version)"]),
        (PARTS, "{id: tip, basis: [added]}", "{id: head, basis: [none]}", [
            f"{PARTS}:6:8: points.3.id: 'head' is listed twice (it is on line 3 too)",
            f"{PARTS}:6:22: points.3.basis.0: 'none' is not in sources.yaml",
            f"{PARTS_EN}:8:3: points.tip: is not a point of this block (one of: head, number, stick)",
        ]),
        (PARTS, "- {id: stick, basis: [added]}\n", "", [
            f"{PARTS}:3:1: points: the picture has a label 'stick' (add a point of this name)",
            f"{PARTS_EN}:7:3: points.stick: is not a point of this block (one of: head, number, tip)",
        ]),
        (PARTS, "picture: parts\n", "", [
            f"{FAQ}:10:30: pictures.0.education: 'demo-parts' has no picture",
            f"{PARTS_EN}:9:1: alt: there is no picture (leave it out)",
        ]),
        (PARTS, "picture: parts", "picture: part",
         ["education/demo-parts/part.svg: the picture is missing (run: handouts draw --bake demo-parts)"]),
        (PARTS_EN, "  stick: {plain: stick, does: It stands.}\n", "",
         [f"{PARTS_EN}:6:3: points.stick: is missing (the picture has a label for it)"]),
        (PARTS_EN, "alt: A", "# alt: A", [f"{PARTS_EN}:1:1: alt: is missing (say what the picture shows)"]),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_found(name, old, new, wanted, leaflet) -> None:
    change(leaflet, name, old, new)
    assert sorted(found(leaflet)) == sorted(wanted)


def test_a_point_may_be_a_fact_that_is_not_printed(leaflet) -> None:
    change(leaflet, PARTS_EN, "  tip: Keep it upright.\n", "")
    assert found(leaflet) == []


@pytest.mark.parametrize("name", [FAQ_EN, PARTS_EN])
def test_translations_are_stamped(name, leaflet) -> None:
    put(leaflet, name.replace("en.yaml", "da.yaml"), (leaflet / name).read_text())
    (line,) = drift(leaflet)
    assert line.startswith(f"{name.replace('en.yaml', 'da.yaml')}:1:1: translates: is missing (write ")


def test_a_broken_leaflet_hides_no_other_problem(leaflet) -> None:
    change(leaflet, FAQ, "origin: asked", "origin: dreamt")
    change(leaflet, FAQ_EN, "title:", "titel:")
    change(leaflet, PARTS, "basis: [added]", "basis: []")
    fields = [line.split(": ")[1] for line in found(leaflet)]
    assert {"questions.0.origin", "titel", "title", "points.1.basis"} <= set(fields)
