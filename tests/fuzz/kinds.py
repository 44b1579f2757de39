"""What holds for any file of each kind: it gives a result, or problems of one printable line each, and nothing else."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from pydantic import BaseModel

from handouts.builder.job import Job, from_prescription
from handouts.builder.works import Works
from handouts.cli.check import _more_kinds
from handouts.library.kinds import KINDS, MODELS
from handouts.library.layers import Layers, builtin
from handouts.library.models import Range
from handouts.library.reader import read
from handouts.prescriptions.model import Prescription
from handouts.prescriptions.records import read_records
from handouts.problems import Problem, ProblemError
from handouts.source import parse
from tests.content import FILES, LEAFLET_FILES, TODAY, put, write_content, write_leaflet
from tests.fuzz.changed import CLINIC, PHRASES, PRESCRIPTION, SOURCES, changed, samples, tables

EVERY = {**KINDS, **_more_kinds()}
MODEL: dict[str, type[BaseModel]] = {kind: one.model for kind, one in EVERY.items()} | {"prescription": Prescription}
SHARED = ("safety/gb.yaml", "safety/words/en.yaml")
TOLD: dict[str, str] = {
    **FILES, **LEAFLET_FILES, "phrases/en.yaml": PHRASES, "sources.yaml": SOURCES,
    **{name: (builtin("content") / name).read_text("utf-8") for name in SHARED},
}  # fmt: skip


def tidy(problems: tuple[Problem, ...], text: str | None = None) -> None:
    """Every problem is one printable line that is not endless; in a file that was read, with a line of it."""
    assert problems
    for problem in problems:
        told = str(problem)
        assert problem.message and told.isprintable(), ascii(told)
        assert len(told) < 1500, told
        if text is not None:
            lines = text.count("\n") + text.count("\r") + 2
            assert problem.path and 0 <= problem.line <= lines, told


def plain(value: Any) -> Any:
    """A model as the data that a file would hold."""
    if isinstance(value, Range):
        return f"up to {value.high}" if value.up_to else f"{value.low}-{value.high}"
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        return {fields[name].alias or name: plain(getattr(value, name)) for name in sorted(value.model_fields_set)}
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    return str(value) if isinstance(value, datetime.date) else value


def file(made: tuple[str, str]) -> None:
    """A file of any kind is read or told; what was read can be written, and reads back the same."""
    kind, text = made
    try:
        found = read(MODEL[kind], parse(text, "f.yaml"))
    except ProblemError as error:
        return tidy(error.problems, text)
    if kind in EVERY:
        for remark in EVERY[kind].advice(found, TODAY):
            assert remark
    if kind in MODELS or kind == "prescription":
        again = yaml.safe_dump(plain(found), allow_unicode=True, width=1000)
        assert read(MODEL[kind], parse(again, "g.yaml")) == found, again
    return None


class Demo:
    """A small content folder that is written once and in which one file is changed at a time."""

    def __init__(self) -> None:
        self._keep = tempfile.TemporaryDirectory(prefix="handouts-fuzz-")
        self.folder = Path(self._keep.name)
        write_leaflet(write_content(self.folder))
        (self.folder / "layouts").mkdir()

    def make(self, job: Job, clinic: Path | None = None) -> None:
        """The whole way to the file."""
        works = Works([self.folder], [self.folder / "layouts"], clinic, TODAY)
        try:
            data, pages = works.make(job)
        except ProblemError as error:
            return tidy(error.problems)
        assert data.startswith(b"%PDF") and pages > 0
        return None


DEMO = Demo()
ITEMS = ("demo", "demo-faq", "demo-reach")


def sheet(made: tuple[tuple[str, str], str]) -> None:
    """A library with one changed file gives a sheet or says why not."""
    (name, text), item = made
    put(DEMO.folder, name, text)
    try:
        DEMO.make(Job(item))
    finally:
        put(DEMO.folder, name, TOLD[name])


def layout(made: tuple[str, str, str]) -> None:
    """A changed layout gives a sheet or says why not."""
    text, item, paper = made
    put(DEMO.folder / "layouts", "trial.yaml", text)
    DEMO.make(Job(item, lang="da+en" if "languages: 2" in text else "en", layout="trial", paper=paper))


def clinic(made: tuple[str, str]) -> None:
    """A changed clinic gives a sheet or says why not."""
    text, item = made
    DEMO.make(Job(item), put(DEMO.folder, "clinic.yaml", text))


def prescription(made: tuple[str, str]) -> None:
    """Every record gives a sheet or says why not."""
    name, text = made
    path = DEMO.folder / name
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        found = list(read_records(path))
    except ProblemError as error:
        return tidy(error.problems)
    for record in found:
        assert (record.prescription is None) == bool(record.problems)
        if record.prescription is None:
            tidy(record.problems, text)
        else:
            DEMO.make(from_prescription(record.prescription, Job(""), record.origin))
    return None


def figure(text: str) -> None:
    """A changed figure is read with its poses, or told; what it gives is drawn elsewhere."""
    from handouts.figure.draw import load_figure

    put(DEMO.folder, "exercises/demo-drawn/figure.yaml", text)
    try:
        found = load_figure(Layers((builtin("content"), DEMO.folder)), Layers((builtin("layouts"),)), "demo-drawn")
    except ProblemError as error:
        return tidy(error.problems)
    assert found.poses.keys() == found.spec.panels.keys()
    return None


def _with_name(texts: Mapping[str, tuple[str, ...]]) -> SearchStrategy[tuple[str, str]]:
    """A name and one of its texts, changed."""
    return st.sampled_from(sorted(texts)).flatmap(lambda name: st.tuples(st.just(name), changed(texts[name])))


_ITEM = st.sampled_from(ITEMS)
PROPERTIES: dict[str, tuple[Callable[[Any], None], SearchStrategy[Any]]] = {
    "file": (file, _with_name(samples())),
    "sheet": (sheet, st.tuples(_with_name({name: (text,) for name, text in TOLD.items()}), _ITEM)),
    "layout": (layout, st.tuples(changed(samples()["layout"]), _ITEM, st.sampled_from(("a4", "letter", "")))),
    "figure": (figure, changed(samples()["figure"])),
    "clinic": (clinic, st.tuples(changed((CLINIC,)), _ITEM)),
    "prescription": (
        prescription,
        st.tuples(st.just("p.yaml"), changed((PRESCRIPTION,))) | st.tuples(st.just("p.csv"), tables()),
    ),
}
