"""The benchmarks: one warm sheet, one cold build, one with nothing to do, one after a save, and drawing one panel."""

from __future__ import annotations

import datetime
import importlib
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from handouts.builder.job import Job
from handouts.builder.works import Works
from handouts.compose.document import ExerciseBlock, PatientStrip
from handouts.inspect.reading import read
from tests.bench.peers import typst_sheet
from tests.bench.timing import Row, clocked, interleaved

ROUTINE = "upper-back-relief"
CHUNK = 50  # sheets in one typst document, its other way to make many
A_FEW = 7  # sheets of the peers that take seconds for one
BEST_OF = 3  # a loaded machine slows processor time too, by its caches
TODAY = datetime.date(2026, 11, 21)
NAMES = ("Łukasz Žižek", "Åse Bjørnsdóttir", "Mary-Ann O'Neill", "Γιώργος Παπάς", "Nguyễn Thị Hoa", "José Núñez")
COLD_TYPST = """
import sys, typst
folder, fonts, output = sys.argv[1:]
found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts])
compiler = typst.Compiler(folder + "/sheet.typ", root=folder, font_paths=found)
open(output, "wb").write(compiler.compile(format="pdf", pdf_standards=["ua-1"]))
"""


def personal(number: int) -> Job:
    """The prescription of one patient of many."""
    changes = {"cat-cow": {"reps": str(5 + number % 6)}, "wall-angel": {"sets": str(1 + number % 3)}}
    return Job(ROUTINE, patient=name(number), date="2026-11-21", changes=changes)


def name(number: int) -> str:
    """A patient nobody has had before."""
    return f"{NAMES[number % len(NAMES)]} {number}"


class Bench:
    """What the benchmarks share: a scratch folder, the warm works and the typst project of the same sheet."""

    def __init__(self, rounds: int, scratch: Path, sheets: int = 2000):
        self.rounds, self.scratch, self.sheets = rounds, scratch, sheets
        self.works = Works((), (), None, TODAY)
        self.project = scratch / "typst"
        self.project.mkdir()
        document, _ = self.works.pages(Job(ROUTINE))
        look, palette = self.works._look(self.works.resolved(Job(ROUTINE)))
        typst_sheet.prepare(self.project, document, look, palette)

    def warm(self) -> Row:
        """One more patient's sheet in a running process."""
        typst = typst_sheet.Sheet(self.project)
        pdf, pages = self.works.make(Job(ROUTINE, patient=name(-99)))
        theirs = typst.make({"facts": [name(-99)]})
        missing = differences(pdf, theirs)
        if missing:
            raise SystemExit(f"the peer's sheet does not say the same: {missing}")
        ours, peer = interleaved(
            lambda i: self.works.make(Job(ROUTINE, patient=name(i))),
            lambda i: typst.make({"facts": [name(i)]}),
            self.rounds,
        )
        note = f"{pages} pages, {len(pdf) // 1000} kB; typst {len(theirs) // 1000} kB"
        return Row("one warm sheet : typst", ours, peer, 1, note)

    def batch(self) -> Row:
        """One sheet of a batch: another name each, other doses for two exercises."""
        typst = typst_sheet.Sheet(self.project)
        jobs = [personal(i) for i in range(self.sheets)]
        records = [self._record(job) for job in jobs]
        if missing := differences(self.works.make(jobs[-1])[0], typst.make(records[-1])):
            raise SystemExit(f"the peer's sheet does not say the same: {missing}")
        ours, single = interleaved(
            lambda i: self.works.make(jobs[i]), lambda i: typst.make(records[i]), self.sheets, warmup=BEST_OF
        )
        chunks = [records[i : i + CHUNK] for i in range(0, self.sheets, CHUNK)]
        whole = statistics.median(clocked(lambda i: typst.make(*chunks[i]), i) for i in range(min(5, len(chunks))))
        peer = min(single, whole / CHUNK)
        note = f"{self.sheets} sheets; typst a file each {single:.1f} ms, {CHUNK} in one file {whole / CHUNK:.1f} ms"
        return Row("one sheet of a batch : typst", ours, peer, 0.1, note)

    def _record(self, job: Job) -> dict[str, object]:
        """What typst needs to know of a job: who and when, and the doses that differ, ready to be printed."""
        document, _ = self.works.pages(job)
        blocks = (block for block in document.blocks if isinstance(block, ExerciseBlock))
        doses = {str(block.number): block.dose for block in blocks if block.origin in job.changes}
        strip = next(block for block in document.blocks if isinstance(block, PatientStrip))
        return {"facts": [fact.value for fact in strip.facts], "doses": doses}

    def weasyprint(self) -> Row:
        """The same sheet by WeasyPrint."""
        return self._against("weasyprint")

    def fpdf2(self) -> Row:
        """The same sheet by fpdf2."""
        return self._against("fpdf2")

    def platypus(self) -> Row:
        """The same sheet by ReportLab's Platypus."""
        return self._against("platypus")

    def _against(self, peer: str) -> Row:
        sheet = importlib.import_module(f"tests.bench.peers.{peer}_sheet").Sheet(self.project)
        jobs = [personal(i) for i in range(A_FEW + 1)]
        records = [self._record(job) for job in jobs]
        sheet.make(records[-1])
        ours, theirs = interleaved(lambda i: self.works.make(jobs[i]), lambda i: sheet.make(records[i]), A_FEW, 1)
        return Row(f"one sheet of a batch : {peer}", ours, theirs, 0.1, f"{A_FEW} sheets")

    def cold(self) -> Row:
        """A new process, an empty folder, one sheet."""
        output, theirs = self.scratch / "cold", str(self.scratch / "typst.pdf")
        fonts = str(typst_sheet.FONTS)

        def build(_: int) -> None:
            shutil.rmtree(output, ignore_errors=True)
            run(*handouts(), "build", ROUTINE, "--output", str(output))

        typst = (sys.executable, "-c", COLD_TYPST, str(self.project), fonts, theirs)
        ours, peer = interleaved(build, lambda _: run(*typst), self.rounds // 2)
        return Row("one cold build : cold typst", ours, peer, 4, "a whole process each")

    def rebuild(self) -> Row:
        """Everything is there already."""
        output = str(self.scratch / "again")
        command = (*handouts(), "build", ROUTINE, "--output", output)
        run(*command)
        if b"unchanged" not in run(*command):
            raise SystemExit("the second build was not left out")
        click = (sys.executable, "-c", "import click")
        ours, peer = interleaved(lambda _: run(*command), lambda _: run(*click), self.rounds)
        return Row("nothing changed : import click", ours, peer, 2, "a whole process each")

    def watch(self) -> Row:
        """From a save of words to the new PDF in place, while `handouts watch` runs in a process of its own."""
        words = self.scratch / "own/exercises/cat-cow/en.yaml"
        words.parent.mkdir(parents=True)
        text = self.works.library.words_source("exercises", "cat-cow", "en").text
        words.write_text(text, "utf-8")
        pdf = self.scratch / "watched.pdf"
        command = (*handouts(), "watch", ROUTINE, "--content", str(words.parents[2]), "--output", str(pdf), "--quiet")
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
            try:
                wait_for(pdf.exists)
                times = []
                for number in range(self.rounds):
                    time.sleep(0.2)  # as if somebody wrote
                    before = pdf.stat().st_mtime_ns
                    start = time.perf_counter()
                    words.write_text(text.replace("Breathe in.", f"Breathe in {number}."), "utf-8")
                    wait_for(lambda before=before: pdf.stat().st_mtime_ns != before)
                    times.append((time.perf_counter() - start) * 1000)
            finally:
                process.send_signal(signal.SIGINT)
        note = f"slowest of {self.rounds} {max(times):.0f} ms; looks for saves included"
        return Row("words saved : PDF in place", statistics.median(times), None, 300, note)

    def panel(self) -> Row:
        """From pose to SVG, per panel, over all figures: processor time, the best of three, whatever else runs."""
        from handouts.figure.draw import draw_figure, load_figure

        content, layouts = self.works.library.content, self.works.library.layouts
        slugs = [slug for slug in content.names("exercises") if content.find(f"exercises/{slug}/figure.yaml")]
        figures = [load_figure(content, layouts, slug) for slug in slugs]

        def bake(index: int) -> None:
            for _, drawing in draw_figure(figures[index]).panels:
                drawing.to_svg()

        bake(0)
        each = range(len(figures))
        rounds = [[clocked(bake, i, time.process_time) for i in each] for _ in range(BEST_OF)]
        panels = [len(figure.poses) for figure in figures]
        best = [min(times) for times in zip(*rounds, strict=True)]
        times = [took / count for took, count in zip(best, panels, strict=True)]
        note = (
            f"CPU, best of {BEST_OF}; {sum(panels)} panels in {sum(best) / 1000:.0f} s, "
            f"slowest figure {max(times):.0f} ms a panel"
        )
        return Row("one panel drawn", statistics.median(times), None, 150, note)


def wait_for(done: Callable[[], bool], most: float = 30.0) -> None:
    """Wait until something is so. Raises TimeoutError after `most` seconds."""
    end = time.perf_counter() + most
    while not done():
        if time.perf_counter() > end:
            raise TimeoutError
        time.sleep(0.001)


def handouts() -> tuple[str, ...]:
    """The installed command."""
    return (str(Path(sys.executable).with_name("handouts")),)


def run(*command: str) -> bytes:
    """Run to the end; what it printed. A failure ends the benchmark."""
    done = subprocess.run(command, capture_output=True, check=False, cwd=tempfile.gettempdir())
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stderr.decode()}")
    return done.stdout


def differences(pdf: bytes, other: bytes) -> str:
    """Letters and pictures of the first file that the second lacks: both must be the same amount of work."""
    ours, theirs = read(pdf), read(other)
    letters = Counter(c for c in ours.text() if c.isalnum())
    letters -= Counter(c for c in theirs.text() if c.isalnum())
    alts = {node.alt for node in ours.walk("Figure")} - {node.alt for node in theirs.walk("Figure")}
    return " ".join([*sorted(letters.elements()), *sorted(map(str, alts))])
