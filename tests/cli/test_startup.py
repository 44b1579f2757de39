from __future__ import annotations

import subprocess
import sys

STAND_IN = "type(sys.modules['importlib.metadata']).__name__"


def told(code: str) -> str:
    start = "import sys\nfrom handouts.cli.startup import quicken\nquicken()\n"
    done = subprocess.run([sys.executable, "-c", start + code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_pydantic_does_not_bring_what_it_needs_for_plugins() -> None:
    assert told(f"import pydantic\nprint({STAND_IN}, 'email' in sys.modules)") == "_Late False"


def test_whoever_wants_the_real_thing_gets_it() -> None:
    code = "from importlib.metadata import entry_points, version\nprint(version('click'), len(entry_points()) > 0)"
    assert told(f"import click\n{code}\nprint({STAND_IN})").split()[1:] == ["True", "module"]
