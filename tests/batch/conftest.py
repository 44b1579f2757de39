from __future__ import annotations

import pytest

from tests.batch.rows import Small


@pytest.fixture
def small(tmp_path, content, monkeypatch) -> Small:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return Small(tmp_path, content)
