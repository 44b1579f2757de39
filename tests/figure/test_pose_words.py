"""The page "Pose vocabulary" is true: every sample in it is read, and every key of a pose is in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from handouts.figure.draw import load_figure
from handouts.figure.space.vocabulary import SIDE_WORDS, WORDS
from handouts.figure.spec.figure import FigureSpec, Pose
from handouts.library.layers import Layers, builtin

from .conftest import LAYOUTS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/pages/reference/poses.md").read_text("utf-8")
SAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.split(":")[0] + str(i) for i, sample in enumerate(SAMPLES)])
def test_a_sample_can_be_read(sample, tmp_path):
    keys = set(yaml.safe_load(sample))
    if keys <= set(FigureSpec.model_fields):
        figure = sample + ("" if "panels" in keys else "panels: {start: {}, end: {}}\n")
    else:
        assert keys <= set(Pose.model_fields)
        figure = "panels:\n  start:\n" + "".join(f"    {line}\n" for line in sample.splitlines())
    folder = tmp_path / "exercises/trial"
    folder.mkdir(parents=True)
    (folder / "figure.yaml").write_text("person: anna\n" + figure, "utf-8")
    assert load_figure(Layers((builtin("content"), tmp_path)), LAYOUTS, "trial").poses


def test_samples_are_two_lines_each():
    assert len(SAMPLES) >= 13
    assert {len(sample.splitlines()) for sample in SAMPLES} == {2}


def test_every_direction_word_is_told():
    assert all(f"`{word}`" in PAGE for word in (*WORDS, *SIDE_WORDS))


def test_every_key_of_a_pose_is_told():
    told = set(re.findall(r"[a-z_]+", PAGE))
    assert set(Pose.model_fields) - {"right_leg", "right_arm"} <= told


def test_the_pages_pictures_are_there_and_small():
    for name in re.findall(r'src="../pictures/([^"]+)"', PAGE):
        assert (ROOT / ".readme" / name).stat().st_size < 60_000
