from __future__ import annotations

import pytest

from handouts.builder.files import Report, build
from handouts.builder.job import Job
from tests.builder.reports import DEMO
from tests.content import TODAY


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


@pytest.fixture
def run(content, out):
    """Builds jobs, the demo when none is named, and gives the report."""

    def run(*jobs: Job, **more) -> Report:
        return build(jobs or [DEMO], **{"output": out, "content": [content], "today": TODAY, **more})

    return run
