"""Shows the pages of a sheet in a browser on this computer, and the next ones as soon as they are made.

It answers on the loopback interface alone, and only requests that name it as their host: a web page elsewhere that has
its own name lead here (DNS rebinding) is refused, as it would read a patient's sheet. It gives the one PDF it was
handed, pictures of its pages and three files of its own; no path of a request ever leads to the disk.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hmac import compare_digest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from io import BytesIO
from threading import Condition, Lock, Thread
from typing import Any

from handouts.problems import Problem, ProblemError

LOOPBACK = "127.0.0.1"
USUAL = 8642  # the port, when it is free and no other one is asked for
DPI = 120
BEAT = 10.0  # seconds until an idle listener is asked whether it is still there
ASSETS = {
    "/": ("index.html", "text/html; charset=utf-8"),
    "/page.css": ("page.css", "text/css; charset=utf-8"),
    "/page.js": ("page.js", "text/javascript; charset=utf-8"),
}
_PAGE = re.compile(r"/page/([1-9][0-9]{0,2})\.png")
_SAFE = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_POLICY = (
    "default-src 'none'; img-src 'self' data:; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@dataclass
class Stage:
    """What the browser is shown: the last good PDF, and what is wrong with what came after it."""

    title: str
    secret: str = ""  # a part of the address, for a patient's sheet: others who use this computer cannot guess it
    pictures: bool = False  # whether pages can be shown as pictures; else the browser shows the PDF
    pdf: bytes = b""
    news: dict[str, Any] = field(default_factory=dict)
    turn: int = 0  # grows with each round
    open: bool = True
    changed: Condition = field(default_factory=Condition)
    _drawing: Lock = field(default_factory=Lock)
    _pages: dict[int, bytes] = field(default_factory=dict)

    @property
    def home(self) -> str:
        """The path of the page; all others begin with it."""
        return f"/{self.secret}/" if self.secret else "/"

    def show(self, pdf: bytes, pages: int, told: str, problems: Sequence[str]) -> None:
        """Show a new PDF, or problems over the last one when `pdf` is empty."""
        with self.changed:
            version = self.news.get("version", 0) + bool(pdf)
            self.pdf = pdf or self.pdf
            if pdf:
                self._pages = {}
            pages = pages if pdf else self.news.get("pages", 0)
            self.news = {
                "version": version, "pages": pages, "title": self.title, "told": told, "problems": list(problems),
                "pictures": self.pictures,
            }  # fmt: skip
            self.turn += 1
            self.changed.notify_all()

    def close(self) -> None:
        """Let all listeners go."""
        with self.changed:
            self.open = False
            self.changed.notify_all()

    def page(self, number: int) -> bytes | None:
        """A page of the PDF as PNG, or None when it has no such page."""
        with self.changed:
            pdf, kept = self.pdf, self._pages
        with self._drawing:  # PDFium works for one thread at a time
            if number not in kept:
                picture = _picture(pdf, number) if pdf and self.pictures else None
                if picture is None:
                    return None
                kept[number] = picture
            return kept[number]

    def turns(self) -> Iterator[dict[str, Any] | None]:
        """What is new, whenever something is; None now and then when nothing is."""
        seen = 0
        while True:
            with self.changed:
                self.changed.wait_for(lambda seen=seen: self.turn != seen or not self.open, BEAT)  # type: ignore[misc]
                if not self.open:
                    return
                news = self.news if self.turn != seen else None
                seen = self.turn
            yield news


@contextmanager
def serving(stage: Stage, port: int | None) -> Iterator[str]:
    """The address where the stage can be seen, within the block. Raises ProblemError when the port is taken.

    Without a port it is the usual one, or any that is free.
    """
    server = _server(stage, port)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield f"http://{LOOPBACK}:{server.server_port}{stage.home}"
    finally:
        stage.close()
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    stage: Stage

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that has gone is no news; anything else is a bug and shows."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def _server(stage: Stage, port: int | None) -> _Server:
    for number in (port,) if port is not None else (USUAL, 0):
        try:
            server = _Server((LOOPBACK, number), _Handler)
        except OSError as error:
            reason = error.strerror or str(error)
        else:
            server.stage = stage
            return server
    hint = "give another number, or --serve alone for any that is free"
    raise ProblemError(Problem(f"--serve {port}: the port cannot be used: {reason}", hint=hint))


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    server_version, sys_version = "handouts", ""

    def do_GET(self) -> None:
        """Answer a request."""
        if self.headers.get("Host") not in self._names():
            self._send(b"ask for it by the address that 'handouts watch' has printed\n", "text/plain", 403)
            return
        stage, path = self.server.stage, self.path.partition("?")[0]
        home, path = path[: len(stage.home)], "/" + path[len(stage.home) :]
        if not compare_digest(home.encode(), stage.home.encode()):
            path = ""
        if asset := ASSETS.get(path):
            name, kind = asset
            self._send(files("handouts.authoring").joinpath("page", name).read_bytes(), kind)
        elif path == "/events":
            self._listen(stage)
        elif path == "/sheet.pdf" and stage.pdf:
            self._send(stage.pdf, "application/pdf")
        elif (found := _PAGE.fullmatch(path)) and (picture := stage.page(int(found[1]))):
            self._send(picture, "image/png")
        else:
            self._send(b"there is nothing here\n", "text/plain", 404)

    def _names(self) -> tuple[str, str]:
        return f"{LOOPBACK}:{self.server.server_port}", f"localhost:{self.server.server_port}"

    def _send(self, data: bytes, kind: str, status: int = 200) -> None:
        self._head(kind, status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _head(self, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        # a PDF is shown by the browser's own viewer, which a stricter policy would stop
        policy = "frame-ancestors 'self'" if kind == "application/pdf" else _POLICY
        for name, value in {**_SAFE, "Content-Security-Policy": policy}.items():
            self.send_header(name, value)

    def _listen(self, stage: Stage) -> None:
        """Server-sent events (HTML standard, 9.2) until the browser or the command ends."""
        self._head("text/event-stream")
        self.end_headers()
        for news in stage.turns():
            line = f"data: {json.dumps(news)}\n\n" if news else ": still here\n\n"
            try:
                self.wfile.write(line.encode())
                self.wfile.flush()
            except OSError:
                return

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal is for problems of the content."""


def _picture(pdf: bytes, number: int) -> bytes | None:
    import pypdfium2  # type: ignore[import-untyped]  # ships no types

    document = pypdfium2.PdfDocument(pdf)
    try:
        if number > len(document):
            return None
        found = BytesIO()
        document[number - 1].render(scale=DPI / 72).to_pil().save(found, "PNG", compress_level=1)
        return found.getvalue()
    finally:
        document.close()
