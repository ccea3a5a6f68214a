"""The house keeps its own rules: who knows whom, what a module says of itself, what each table holds."""

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from dashboard.measure.metrics import METRICS, NOW, WINDOW
from dashboard.model import Now, Window
from dashboard.settings import from_mapping

HOUSE = Path(__file__).parent.parent
ROOMS = ("dashboard", "data", "ui", "resources")
MODULES = sorted(path for room in ROOMS for path in (HOUSE / room).rglob("*.py"))


def test_nobody_knows_whom_he_should_not():
    """The contracts are in pyproject.toml."""
    kept = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert kept.returncode == 0, kept.stdout[-3000:]


def test_the_crash_proof_still_finds_all_that_it_breaks():
    """It is run by hand, and by `make crash`: what was moved meanwhile must not end it."""
    told = [sys.executable, "-m", "tests.proofs.crash", "--help"]
    done = subprocess.run(told, cwd=HOUSE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_a_module_opens_with_what_it_is_for(module):
    said = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))
    assert said
    first = said.partition("\n\n")[0]
    assert first.rstrip().endswith((".", ":"))
    assert len(first) <= 240


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_a_room_stays_livable(module):
    assert len(module.read_text(encoding="utf-8").splitlines()) <= 400


FILE_KINDS = (".py", ".toml", ".md", ".txt", ".npz", ".po")
MADE_WHILE_IT_RUNS = {"settings.toml", ".toml", ".po"}
"""What the texts name that is no file of ours: an owner's, and an ending alone."""


@pytest.mark.parametrize("text", ["README.md", "ARCHITECTURE.md", "CHANGELOG.md"])
def test_what_the_texts_say_is_there_is_there(text):
    """A path is told whole, or from a room on: `measure/storm.py`, `applying.py`."""
    files = [path for path in HOUSE.rglob("*") if not {".venv", ".git", "build"} & set(path.parts)]
    known = {f"/{path.relative_to(HOUSE).as_posix()}" for path in files}
    rooms = ("dashboard/", "data/", "ui/", "resources/", "tests/")
    prose = re.sub(r"```.*?```", "", (HOUSE / text).read_text(encoding="utf-8"), flags=re.DOTALL)
    told = [name for name in re.findall(r"`([\w./*-]+)`", prose) if name not in MADE_WHILE_IT_RUNS]
    paths = [name for name in told if name.startswith(rooms) or name.endswith(FILE_KINDS)]
    missing = [
        name
        for name in paths
        if not (
            any(HOUSE.glob(name)) if "*" in name else any(at.endswith(f"/{name.rstrip('/')}") for at in known)
        )
    ]
    assert not missing
    assert paths or text == "CHANGELOG.md"


def test_readme_tells_every_command():
    from data.commands import COMMANDS
    from main import _parser

    table = (
        (HOUSE / "README.md")
        .read_text(encoding="utf-8")
        .partition("## The commands")[2]
        .partition("\n## ")[0]
    )
    told = set(re.findall(r"`([a-z]+)", "".join(re.findall(r"^\|([^|]*)\|", table, flags=re.MULTILINE))))
    (commands,) = (
        action for action in _parser()._actions if action.dest == "==SUPPRESS==" and action.choices
    )
    assert set(commands.choices) - told == {"trial"}, "the set-up's own"
    assert told - {"python", "pulsvegg"} <= set(commands.choices)
    assert set(COMMANDS) <= set(commands.choices)


def test_the_settings_that_readme_shows_are_right():
    text = (HOUSE / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^( *)```toml\n(.*?)^ *```", text, flags=re.DOTALL | re.MULTILINE)
    assert len(blocks) >= 3
    for _, block in blocks:
        from_mapping(tomllib.loads(block))


def test_every_number_has_one_row_and_every_row_a_number():
    assert [metric.key for metric in NOW] == [name for name in Now.__struct_fields__ if name != "load"]
    assert [metric.key for metric in WINDOW] == list(Window.__struct_fields__)
    assert all(metric.definition.endswith(".") for metric in METRICS)


def test_the_top_level_is_as_it_should_be():
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=HOUSE, capture_output=True, text=True, check=True
    ).stdout
    top = {line.partition("/")[0] for line in tracked.splitlines()}
    assert top <= {
        ".ci", ".gitignore", "ARCHITECTURE.md", "CHANGELOG.md", "LICENSE", "Makefile", "README.md",
        "dashboard", "data", "main.py", "pyproject.toml", "resources", "tests", "ui",
    }  # fmt: skip


def test_the_wheel_holds_the_program_its_resources_and_nothing_else(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path], cwd=HOUSE, check=True,
        capture_output=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.partition("/")[0] for name in names if ".dist-info" not in name} == {*ROOMS, "main.py"}
    for wanted in (
        "resources/fonts/PulsveggSans-Regular.otf",
        "resources/phrases/nb.toml",
        "data/demo/server.py",
    ):
        assert wanted in names
    entry = next(name for name in names if name.endswith("entry_points.txt"))
    assert "pulsvegg = main:main" in zipfile.ZipFile(wheel).read(entry).decode()


def test_the_pins_name_no_host_and_have_hashes():
    for pins in (HOUSE / ".ci").glob("constraints*.txt"):
        text = pins.read_text(encoding="utf-8")
        assert "://" not in text
        assert text.count("--hash=sha256:") > 50
