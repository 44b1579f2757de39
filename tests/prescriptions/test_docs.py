from __future__ import annotations

import re
from pathlib import Path

from handouts.library.models import Dose
from handouts.prescriptions.columns import KEYS, find_columns
from handouts.prescriptions.model import Prescription
from tests.prescriptions.test_records import records

DOC = (Path(__file__).resolve().parents[2] / "docs/pages/reference/prescriptions.md").read_text("utf-8")
NAMES = re.findall(r"^\| `([a-z_]+)` \|", DOC, re.MULTILINE)


def sample(kind: str) -> str:
    return DOC.partition(f"```{kind}\n")[2].partition("```")[0]


def test_the_table_names_every_column_and_no_other() -> None:
    assert len(find_columns(",".join(NAMES)).places) == len(NAMES)
    alone = set(Prescription.model_fields) - {"patient", "changes"}
    assert set(NAMES) == alone | {"id", "name", "skip"}
    (keys,) = re.findall(r"^\| `SLUG.KEY` \|.*: (.*) \|$", DOC, re.MULTILINE)
    assert tuple(keys.split(", ")) == KEYS
    assert set(KEYS) == Dose.model_fields.keys() - {"build_up"}


def test_the_samples_are_read_as_they_stand(tmp_path) -> None:
    first, second = records(tmp_path, sample("csv"))
    assert first.prescription and first.prescription.changes["thread-the-needle"].side == "left"
    assert second.prescription and second.prescription.changes["cat-cow"].skip
    (record,) = records(tmp_path, sample("yaml"), "rows.yaml")
    assert record.prescription and record.prescription.add == ("childs-pose",)
