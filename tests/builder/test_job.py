from __future__ import annotations

import pytest

from handouts.builder.job import Job


@pytest.mark.parametrize(
    ("job", "name"),
    [
        (Job("demo"), "demo.en.sheet.pdf"),
        (Job("demo", paper="letter"), "demo.en.sheet.letter.pdf"),
        (Job("demo", palette="grey"), "demo.en.sheet.grey.pdf"),
        (Job("demo", paper="a4", palette="colour"), "demo.en.sheet.pdf"),
        (Job("demo", lang="da", paper="letter", palette="line"), "demo.da.sheet.letter.line.pdf"),
        (Job("demo", patient="Anna Example", note="Mind the step", next_visit="Monday"), "demo.en.sheet.pdf"),
        (Job("demo", paper="letter", blank=True, sticker=True), "demo.en.sheet.letter.blank.sticker.pdf"),
    ],
)
def test_names_of_files(job: Job, name: str) -> None:
    assert job.file_name() == name
