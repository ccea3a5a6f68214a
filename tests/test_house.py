"""The house keeps its own rules: who knows whom, what a module says of itself, what each table holds."""

import ast
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from dashboard.measure.metrics import METRICS, NOW, WINDOW
from dashboard.model import Now, Window

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
