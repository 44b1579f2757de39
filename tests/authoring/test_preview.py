"""The preview: the pages as they are now, told as soon as they change, to this computer alone."""

from __future__ import annotations

import json
import re
import socket
from http.client import HTTPConnection
from importlib.util import find_spec
from io import BytesIO
from shutil import which

import pytest
from PIL import Image

from handouts.authoring import preview
from handouts.authoring.preview import ASSETS, Stage, serving
from handouts.builder.job import Job
from handouts.builder.works import Works
from handouts.problems import ProblemError


@pytest.fixture(scope="module")
def pdf() -> bytes:
    import datetime

    return Works((), (), None, datetime.date(2026, 11, 21)).make(Job("cat-cow", layout="quick"))[0]


@pytest.fixture
def stage(pdf):
    found = Stage("demo", pictures=True)
    found.show(pdf, 1, "built", [])
    return found


@pytest.fixture
def port(stage):
    with serving(stage, None) as address:
        yield int(address.rstrip("/").rpartition(":")[2])


def get(port: int, path: str, host: str = "", method: str = "GET"):
    """Status, headers and body of an answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.putrequest(method, path, skip_host=True)
    connection.putheader("Host", host or f"127.0.0.1:{port}")
    connection.endheaders()
    answer = connection.getresponse()
    found = answer.status, dict(answer.getheaders()), answer.read()
    connection.close()
    return found


def test_a_page_is_a_picture_of_the_sheet_and_there_is_no_other(port) -> None:
    status, headers, body = get(port, "/page/1.png?1")
    assert (status, headers["Content-Type"]) == (200, "image/png")
    picture = Image.open(BytesIO(body))
    assert picture.size == (993, 1404)  # A4 at 120 dpi
    assert len(set(picture.convert("L").tobytes())) > 50
    for path in ("/page/2.png", "/page/0.png", "/page/-1.png", "/page/1.png/x"):
        assert get(port, path)[0] == 404


def test_the_pdf_is_what_was_handed_over(port, pdf) -> None:
    status, headers, body = get(port, "/sheet.pdf")
    assert (status, headers["Content-Type"], body) == (200, "application/pdf", pdf)


@pytest.mark.parametrize(
    "path",
    ["/../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/page.css/../index.html", "/index.html",
     "/page/../sheet.pdf", "/page/1.png%00", "/pyproject.toml", "http://127.0.0.1/etc/passwd", "*"],
)  # fmt: skip
def test_nothing_else_is_given(port, path) -> None:
    assert get(port, path)[0] == 404


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "[::1]:{port}"])
@pytest.mark.parametrize("path", ["/", "/sheet.pdf", "/page/1.png", "/events"])
def test_a_page_that_has_its_own_name_lead_here_gets_nothing(port, host, path) -> None:
    status, _, body = get(port, path, host.format(port=port))
    assert status == 403
    assert b"%PDF" not in body


def test_it_is_called_localhost_too(port) -> None:
    assert get(port, "/", f"localhost:{port}")[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
def test_it_only_gives(port, method) -> None:
    assert get(port, "/", method=method)[0] == 501


def test_the_sheet_of_a_patient_has_an_address_that_nobody_guesses(pdf) -> None:
    stage = Stage("demo", "s3cret", pictures=True)
    stage.show(pdf, 1, "built", [])
    with serving(stage, None) as address:
        assert address.endswith("/s3cret/")
        port = int(address.split(":")[2].partition("/")[0])
        for path in (*ASSETS, "/sheet.pdf", "/page/1.png"):
            assert get(port, "/s3cret" + path)[0] == 200
            for wrong in ("", "/", "/s3cre", "/s3cretx", "/S3CRET", "/s3cret/s3cret"):
                assert get(port, wrong + path)[0] == 404
        assert get(port, "/s3cret")[0] == 404


def test_it_listens_on_this_computer_only(stage) -> None:
    with serving(stage, None):
        pass
    server = preview._server(stage, 0)
    try:
        assert server.server_address[0] == "127.0.0.1"
    finally:
        server.server_close()


@pytest.mark.parametrize("path", [*ASSETS, "/page/1.png", "/events"])
def test_no_answer_is_kept_framed_or_read_by_other_pages(port, path) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    headers = dict(connection.getresponse().getheaders())
    connection.close()
    assert headers["Cache-Control"] == "no-store"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "Access-Control-Allow-Origin" not in headers


def test_the_page_needs_nothing_from_elsewhere(port) -> None:
    text = "".join(get(port, path)[2].decode() for path in ASSETS)
    assert "http" not in text.replace("handouts", "")
    named = set(re.findall(r'(?:src|href)="([^"]+)"', text))
    assert named == {"data:,", "page.css", "page.js"}


def listener(port: int):
    """A browser that listens: its news, one after the other."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/events")
    answer = connection.getresponse()
    assert answer.getheader("Content-Type") == "text/event-stream"
    while line := answer.readline():
        if line.startswith(b"data: "):
            yield json.loads(line[6:])


def test_news_come_at_once_and_problems_stand_over_the_last_good_sheet(port, stage, pdf) -> None:
    news = listener(port)
    first = next(news)
    assert (first["version"], first["pages"], first["problems"], first["told"]) == (1, 1, [], "built")
    stage.show(b"", 0, "", ["en.yaml:3:1: wrong"])
    broken = next(news)
    assert (broken["version"], broken["pages"], broken["problems"]) == (1, 1, ["en.yaml:3:1: wrong"])
    assert get(port, "/sheet.pdf")[2] == pdf
    stage.show(pdf + b"\n", 1, "built again", [])
    mended = next(news)
    assert (mended["version"], mended["problems"], mended["told"]) == (2, [], "built again")
    assert get(port, "/sheet.pdf")[2] == pdf + b"\n"


def test_a_page_is_drawn_once_for_each_version(stage, pdf, monkeypatch) -> None:
    drawn = []
    monkeypatch.setattr(preview, "_picture", lambda data, number: drawn.append((len(data), number)) or b"png")
    assert [stage.page(1), stage.page(1)] == [b"png"] * 2
    stage.show(pdf + b"\n", 1, "", [])
    stage.page(1)
    assert drawn == [(len(pdf), 1), (len(pdf) + 1, 1)]


def test_listeners_are_let_go_at_the_end(stage) -> None:
    with serving(stage, None) as address:
        news = listener(int(address.rstrip("/").rpartition(":")[2]))
        next(news)
    assert list(news) == []


def test_an_idle_listener_is_asked_whether_it_is_there(stage, monkeypatch) -> None:
    monkeypatch.setattr(preview, "BEAT", 0.01)
    turns = stage.turns()
    assert next(turns) is not None
    assert next(turns) is None


def test_before_the_first_sheet_there_is_only_the_page() -> None:
    with serving(Stage("demo", pictures=True), None) as address:
        port = int(address.rstrip("/").rpartition(":")[2])
        assert [get(port, path)[0] for path in ("/", "/sheet.pdf", "/page/1.png")] == [200, 404, 404]


def test_without_what_draws_pages_the_browser_shows_the_pdf(pdf) -> None:
    stage = Stage("demo", pictures=False)
    stage.show(pdf, 1, "built", [])
    assert stage.news["pictures"] is False
    assert stage.page(1) is None


def test_a_port_that_is_taken() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        with pytest.raises(ProblemError, match=f"--serve {taken}: the port cannot be used"), serving(Stage("x"), taken):
            pass


def test_when_the_usual_port_is_taken_another_one_is_found(monkeypatch) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setattr(preview, "USUAL", other.getsockname()[1])
        with serving(Stage("x"), None) as address:
            assert str(preview.USUAL) not in address


@pytest.mark.skipif(find_spec("playwright") is None, reason="needs a browser: pip install playwright")
def test_in_a_browser_the_pages_change_by_themselves(stage, pdf) -> None:
    from playwright import sync_api

    with sync_api.sync_playwright() as driver, serving(stage, None) as address:
        try:
            browser = driver.chromium.launch(
                executable_path=which("chromium") or which("google-chrome"), args=["--no-sandbox"]
            )
        except sync_api.Error as error:
            pytest.skip(f"no browser: playwright install chromium ({str(error).splitlines()[0]})")
        page = browser.new_page()
        faults = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.goto(address)
        page.wait_for_selector('img[src="page/1.png?1"]')
        assert page.get_by_alt_text("Page 1 of 1").bounding_box()["height"] > 500
        stage.show(b"", 0, "", ["en.yaml:3:1: wrong"])
        page.wait_for_selector("#problems:visible")
        assert page.text_content("#problems") == "en.yaml:3:1: wrong"
        stage.show(pdf, 1, "built again", [])
        page.wait_for_selector('img[src="page/1.png?2"]')
        assert page.is_hidden("#problems")
        browser.close()
        assert faults == []
