from __future__ import annotations

from pathlib import Path

import pytest

from handouts.library.kinds import content_root, kind_of
from handouts.library.layers import builtin


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("content/exercises/cat-cow/exercise.yaml", "exercise"),
        ("content/exercises/cat-cow/en.yaml", "exercise-words"),
        ("content/exercises/cat-cow/figure.yaml", "figure"),
        ("content/exercises/cat-cow/english.yaml", ""),
        ("content/routines/a/routine.yaml", "routine"),
        ("content/routines/a/da.yaml", "routine-words"),
        ("content/leaflets/a/leaflet.yaml", "leaflet"),
        ("content/leaflets/a/sv.yaml", "leaflet-words"),
        ("content/education/a/education.yaml", "education"),
        ("content/education/a/en.yaml", "education-words"),
        ("content/education/a/figure.yaml", "figure"),
        ("content/safety/general.yaml", "safety-general"),
        ("content/sources.yaml", "sources"),
        ("content/phrases/da.yaml", "phrases"),
        ("content/glossary/da.yaml", "glossary"),
        ("content/safety/dk.yaml", "safety"),
        ("content/safety/words/da.yaml", "safety-words"),
        ("content/people/anna.yaml", "person"),
        ("clinic.yaml", "clinic"),
        ("clinic-north.yaml", "clinic"),
        ("layouts/sheet.yaml", "layout"),
        ("layouts/leaflet.yaml", "layout"),
        ("layouts/palettes/grey.yaml", "palette"),
        ("elsewhere/thing.yaml", ""),
    ],
)
def test_kinds(path, kind) -> None:
    assert kind_of(Path(path)) == kind


def test_every_built_in_file_has_a_kind() -> None:
    files = list(builtin("content").rglob("*.yaml"))
    assert len(files) > 20
    assert [str(path) for path in files if not kind_of(path)] == []


def test_the_content_folder_of_a_file(tmp_path) -> None:
    (tmp_path / "content/exercises/cat-cow").mkdir(parents=True)
    assert content_root(tmp_path / "content/exercises/cat-cow/en.yaml") == tmp_path / "content"
    assert content_root(tmp_path / "content") == tmp_path / "content"
    assert content_root(tmp_path / "clinic.yaml") is None
