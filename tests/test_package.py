"""What is published is whole: the wheel works by itself, offline and without extras, and the archive has every file."""

from __future__ import annotations

import email
import json
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import handouts
from handouts.library.library import Library

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = {"handouts": "handouts", "content": "handouts/_data/content", "layouts": "handouts/_data/layouts"}
SOURCES = (*SHIPPED, "docs", "tests", ".readme")
PIP = [sys._base_executable, "-m", "pip"]  # a virtual environment may have none
ALONE = '''
import importlib.machinery, socket, sys

wheel, root, extras, *words = sys.argv[1:]
extras = set(extras.split(","))


class Found(importlib.machinery.PathFinder):
    """Finds what is installed, as if no extra were."""

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        return None if name.partition(".")[0] in extras else super().find_spec(name, path, target)


def refused(*args, **kwargs):
    raise OSError("there is no network")


socket.socket.connect = socket.create_connection = socket.getaddrinfo = refused
# an environment may lie in the repository; the way from it to the repository is a line in a .pth file
ours = {place for place in sys.path if place.startswith(root) and "site-packages" not in place}
sys.path[:] = [wheel, *(place for place in sys.path if place not in ours)]
sys.meta_path[:] = [*(one for one in sys.meta_path if one.__module__ == "_frozen_importlib"), Found]

import handouts
from handouts.cli import main

assert handouts.__file__.startswith(wheel), handouts.__file__
sys.argv = ["handouts", *words]
main()
'''
EXTRAS = (
    "numpy", "shapely", "reportlab", "pypdfium2", "cryptography", "distributed", "fsspec", "pymupdf_fonts", "page",
    "mkdocs", "pytest", "hypothesis",
)  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The folder with the wheel and the archive, made once without isolation and without a network."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(folder)], cwd=ROOT, check=True, capture_output=True
    )
    return folder


@pytest.fixture(scope="module")
def installed(made, tmp_path_factory):
    """The folder into which the wheel is installed."""
    target = tmp_path_factory.mktemp("installed")
    (wheel,) = made.glob("*.whl")
    quiet = ["-q", "--disable-pip-version-check", "--no-deps", "--no-index", "--no-compile"]
    subprocess.run([*PIP, "install", *quiet, "--target", str(target), str(wheel)], check=True, capture_output=True)
    return target


def alone(installed: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command away from the repository."""
    return subprocess.run(
        [sys.executable, "-I", "-c", ALONE, str(installed), str(ROOT), ",".join(EXTRAS), *words],
        cwd=folder, text=True, capture_output=True,
    )  # fmt: skip


def names(folder: str) -> set[str]:
    """Every file of a folder that belongs to the project, as it is named from there."""
    found = (path.relative_to(ROOT / folder) for path in (ROOT / folder).rglob("*") if path.is_file())
    return {path.as_posix() for path in found if not any(part.startswith((".", "__pycache__")) for part in path.parts)}


def test_the_wheel_builds_every_routine_and_leaflet_by_itself(installed, tmp_path) -> None:
    done = alone(installed, tmp_path, "build", "--all", "--output", "made")
    assert done.returncode == 0, done.stdout + done.stderr
    library = Library.load()
    wanted = [*library.slugs("routines"), *library.slugs("leaflets")]
    made = sorted((tmp_path / "made").glob("*.pdf"))
    assert len(wanted) > 20
    assert [path.name.partition(".")[0] for path in made] == sorted(wanted)
    assert all(path.read_bytes().startswith(b"%PDF-") for path in made)


def test_the_wheel_says_which_extra_a_command_needs(installed, tmp_path) -> None:
    done = alone(installed, tmp_path, "draw", "cat-cow")
    assert done.returncode == 1
    assert "pip install 'handouts[draw]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_wheel_makes_files_to_start_from(installed, tmp_path) -> None:
    assert alone(installed, tmp_path, "new", "exercise", "arm-raise", "--position", "sitting").returncode == 0
    done = alone(installed, tmp_path, "list", "exercises", "--json")
    assert "arm-raise" in json.dumps(json.loads(done.stdout))


@pytest.mark.parametrize("folder", SHIPPED)
def test_the_wheel_has_every_file(made, folder) -> None:
    (path,) = made.glob("*.whl")
    with zipfile.ZipFile(path) as wheel:
        inside = set(wheel.namelist())
    assert {f"{SHIPPED[folder]}/{name}" for name in names(folder)} <= inside
    assert "handouts/py.typed" in inside  # PEP 561
    assert not [name for name in inside if name.startswith(("tests/", "docs/"))]


@pytest.mark.parametrize("folder", SOURCES)
def test_the_archive_has_every_file(made, folder) -> None:
    (path,) = made.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
    assert {f"{folder}/{name}" for name in names(folder)} <= inside
    assert {"README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "pyproject.toml"} <= inside


def test_the_version_is_in_one_place_and_in_the_changelog(made) -> None:
    (path,) = made.glob("*.whl")
    with zipfile.ZipFile(path) as wheel:
        (metadata,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
        about = email.message_from_bytes(wheel.read(metadata))
    assert about["Version"] == handouts.__version__
    assert path.name.startswith(f"handouts-{handouts.__version__}-")
    notes = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert notes[0] == handouts.__version__
