"""`handouts watch`: each save gives a sheet or a clear word, a broken file keeps the last one, Ctrl-C ends it."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from handouts.authoring.again import Again
from handouts.cli import group, watch
from handouts.problems import ProblemError


@pytest.fixture
def session(content, tmp_path, monkeypatch):
    """Runs the command over versions of a file, one save after the other, then Ctrl-C."""
    file = content / "exercises/demo-reach/en.yaml"
    whole = file.read_text("utf-8")

    def run(saves, *options):
        seen = []

        def changes(look, pause):
            yield frozenset(look())  # nothing has changed since the first round
            for save in saves:
                file.write_text(save(whole), "utf-8")
                assert file in look()
                yield frozenset([file])
                seen.append({path.name: path.read_bytes() for path in (tmp_path / "out").glob("*.pdf")})
            raise KeyboardInterrupt

        monkeypatch.setattr(watch, "changes", changes)
        arguments = ["watch", "demo", "--content", str(content), "-o", str(tmp_path / "out"), *options]
        return CliRunner().invoke(group, arguments), seen

    return run


def better(text: str) -> str:
    return text.replace("Come back.", "Come back slowly.")


def broken(text: str) -> str:
    return text.replace("steps:", "stepz:")


def test_each_save_is_built_and_a_broken_file_keeps_the_last_sheet(session) -> None:
    result, (first, kept, again) = session([better, broken, str])
    assert result.exit_code == 0
    assert list(first) == ["demo.en.sheet.pdf"]
    assert kept == first
    assert again != first
    assert result.stdout.count(": built in ") == 3
    assert "en.yaml:4:1: stepz: is not a known key (did you mean 'steps'?)" in result.stderr
    assert result.stderr.count("demo.en.sheet.pdf: not built; the last good PDF stays") == 1
    assert result.stderr.endswith("stopped\n")


def test_quiet_says_only_what_is_wrong(session) -> None:
    assert session([better], "-q")[0].output == "stopped\n"
    assert "stepz" in session([broken], "-q")[0].output


def test_a_bug_shows_its_traceback_and_the_next_save_is_built(session, monkeypatch, capfd) -> None:
    make, rounds = Again.make, []

    def once_broken(self, changed=()):
        rounds.append(changed)
        return make(self, changed) if len(rounds) != 2 else 1 / 0

    monkeypatch.setattr(Again, "make", once_broken)
    result, seen = session([better, str])
    assert (result.exit_code, len(seen)) == (0, 2)
    assert "ZeroDivisionError" in result.output + capfd.readouterr().err
    assert result.stdout.count(": built in ") == 2


def test_the_pages_can_be_seen_in_a_browser(session, monkeypatch) -> None:
    from urllib.request import urlopen

    from handouts.authoring import preview

    monkeypatch.setattr(preview, "USUAL", 0)
    seen, serving = [], preview.serving

    def looking(stage, port):
        seen.append((stage, port))
        return serving(stage, port)

    monkeypatch.setattr(preview, "serving", looking)

    def look_at_it(text: str) -> str:
        stage, port = seen[0]
        assert port is None
        seen.append(stage.news)
        return broken(text)

    result, _ = session([look_at_it], "--serve")
    address = result.stderr.split()[3]
    assert result.stderr.startswith(f"see it at {address}\n")
    stage, news = seen[0][0], seen[1]
    assert (news["title"], news["version"], news["problems"]) == ("demo", 1, [])
    assert any("stepz" in problem for problem in stage.news["problems"])
    assert stage.pdf.startswith(b"%PDF")
    with pytest.raises(OSError):
        urlopen(address, timeout=5)


def test_the_address_of_a_patients_sheet_is_new_each_time(session, monkeypatch) -> None:
    from handouts.authoring import preview

    monkeypatch.setattr(preview, "USUAL", 0)
    options = ("--serve", "--patient", "Łukasz")
    first, second = (session([], *options)[0].stderr.split()[3].split("/")[3] for _ in range(2))
    assert len(first) == len(second) == 12
    assert first != second


def test_a_name_that_is_not_there_ends_it_at_once(session) -> None:
    result = CliRunner().invoke(group, ["watch", "upper-back-releif"])
    assert isinstance(result.exception, ProblemError)
    assert "did you mean 'upper-back-relief'?" in str(result.exception)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["cat-cow", "plank"], "one sheet at a time"),
        (["cat-cow", "--lang", "en,da"], "one sheet at a time"),
        (["--serve", "cat-cow"], "'cat-cow' is not a port from 1 to 65535; write NAME first"),
        (["cat-cow", "--serve", "70000"], "is not a port"),
        ([], "name at least one"),
    ],
)
def test_wrong_usage(args, said) -> None:
    result = CliRunner().invoke(group, ["watch", *args])
    assert result.exit_code == 2
    assert said in result.stderr
