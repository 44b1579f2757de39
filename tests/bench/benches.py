"""The benchmarks: one warm sheet, one cold build, a build with nothing to do, and drawing one panel."""

from __future__ import annotations

import datetime
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from handouts.builder import Job, Works
from handouts.inspect.reading import read
from tests.bench.peers import typst_sheet
from tests.bench.timing import Row, clocked, interleaved

ROUTINE = "upper-back-relief"
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


def name(number: int) -> str:
    """A patient nobody has had before."""
    return f"{NAMES[number % len(NAMES)]} {number}"


class Bench:
    """What the benchmarks share: a scratch folder, the warm works and the typst project of the same sheet."""

    def __init__(self, rounds: int, scratch: Path):
        self.rounds, self.scratch = rounds, scratch
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
        theirs = typst.make(name(-99))
        missing = differences(pdf, theirs)
        if missing:
            raise SystemExit(f"the peer's sheet does not say the same: {missing}")
        ours, peer = interleaved(
            lambda i: self.works.make(Job(ROUTINE, patient=name(i))), lambda i: typst.make(name(i)), self.rounds
        )
        note = f"{pages} pages, {len(pdf) // 1000} kB; typst {len(theirs) // 1000} kB"
        return Row("one warm sheet : typst", ours, peer, 1, note)

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
